"""An empty instance becomes an office: its first weeks and its first own year in one chain."""

import pytest

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tahun_pertama import edisi, orang, pengganti, tahun
from tests.e2e.tahun_pertama.kantor import Kantor


@pytest.fixture(params=[LEBAR, PONSEL], ids=["1366x768", "390x844"])
def kantor(request, tmp_path, buka_peramban):
    """An office on the morning after its operator prepared it."""
    hasil = Kantor(tmp_path, lambda alamat: buka_peramban(alamat, request.param))
    yield hasil
    hasil.server.berhenti()


def test_a_new_operator_brings_an_office_through_its_first_year(kantor, tmp_path, agenda):
    pengelola = kantor.masuk_pertama("pengelola")
    periksa_halaman(pengelola.page)
    kode = orang.daftarkan(pengelola.page, tmp_path)
    orang.tugaskan(pengelola.page, tmp_path)
    orang.nonaktifkan_sisa(pengelola.page)
    staf = orang.masuk_dengan_slip(kantor, kode)
    pengganti.angkat_plh(pengelola)
    pengganti.angkat_plt(pengelola)
    pengganti.selama_dua_minggu(kantor, staf, agenda)
    pengganti.sesudah_dua_minggu(kantor, agenda)
    pengelola = kantor.masuk("pengelola")
    edisi.susun(kantor, pengelola)
    tahun.tetapkan_target(pengelola.page)
    tahun.buka_tahun(pengelola.page)
    tahun.lihat_sebagai_staf(kantor)
