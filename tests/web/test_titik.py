"""Names that end in a full stop ("S.Sos.", five indicators of the decree): never a second mark."""

import re

import pytest

from iki_web.models import Indikator, Pegawai
from iki_web.rules.impor import JenisImpor
from tests.pendukung.halaman import teks
from tests.pendukung.impor import build_berkas, unggah
from tests.pendukung.langkah import ubah

NAMA = "Siti Aminah, S.Sos."
NIP, LAIN = "197812132005011003", "197912132005011003"


def _isi(jawab) -> str:
    """The text of a page, what stands between tags without the space before it."""
    badan = re.sub(r"\s*<[^>]+>\s*", " ", teks(jawab).split("</head>")[1])
    return re.sub(r"\s+", " ", badan)


@pytest.fixture
def pengelola(app, masuk):
    ubah(app, Pegawai, Pegawai.id, 4, nama=NAMA, nip=NIP)
    return masuk("pengelola")


def test_who_has_an_nip_already_is_said_with_one_full_stop(app, pengelola):
    isi = {"nama": "Budi", "nip": NIP}
    assert "sudah dipakai Siti Aminah, S.Sos. " in _isi(pengelola.post("/kelola/pegawai", data=isi))
    ubah(app, Pegawai, Pegawai.id, 2, nip=LAIN)
    berkas = build_berkas(JenisImpor.PEGAWAI, [["Budi Santoso", LAIN, "", "staf-umum"]])
    halaman = _isi(pengelola.get(f"/kelola/impor/{unggah(app, JenisImpor.PEGAWAI, berkas)}"))
    assert "Sudah dipakai Siti Aminah, S.Sos. " in halaman


def test_the_questions_and_answers_about_an_account_have_one_full_stop(pengelola):
    for alamat in ("/kelola/akun/4/sandi", "/kelola/akun/4/dua-langkah"):
        assert ".." not in _isi(pengelola.get(alamat))
    jawab = pengelola.post("/kelola/akun/4/keluarkan")
    assert f"Akun {NAMA} tidak sedang dipakai" in _isi(pengelola.get(jawab.location))


def test_indicators_that_end_in_a_full_stop_lose_it_in_lists(app, pengelola, entri, masuk):
    ubah(app, Indikator, Indikator.id, 12, nama="Desa yang tertib.")
    entri("DIAJUKAN")
    for klien, alamat in (
        (masuk("camat"), "/jejak?apa=realisasi"),
        (masuk("camat"), "/target/2026/sama"),
        (pengelola, "/kelola/edisi/1"),
    ):
        halaman = _isi(klien.get(alamat))
        assert "tertib" in halaman, alamat
        assert not re.search(r"tertib\.\s*[·,]", halaman), alamat
