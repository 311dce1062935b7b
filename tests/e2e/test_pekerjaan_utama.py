"""The main job of a quarter by four people: by mouse on both sizes, and by keyboard alone."""

from functools import partial

import pytest

from iki_web.extensions import jam
from tests.e2e.lakon import Lakon, jalankan
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import PapanKetik, Tetikus


@pytest.mark.parametrize(
    ("tangan", "ukuran"),
    [(Tetikus(), LEBAR), (Tetikus(), PONSEL), (PapanKetik(), LEBAR)],
    ids=["tetikus-1366x768", "tetikus-390x844", "papan-ketik"],
)
def test_four_people_do_the_quarter(server_baru, buka_peramban, nomor, agenda, tangan, ukuran):
    buka = partial(buka_peramban, server_baru.alamat, ukuran)
    jalankan(Lakon(buka, tangan, nomor("staf-umum-1"), jam.today().year, agenda))
