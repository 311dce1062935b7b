"""Slips with one-time codes: until when this code holds, and an address that opens elsewhere."""

import html
import re
from datetime import timedelta

import pytest

from iki_web.models import Kantor, Pegawai
from iki_web.rules.impor import JenisImpor
from tests.pendukung.impor import build_berkas, unggah
from tests.pendukung.langkah import ubah

RESET = "/kelola/akun/4/sandi"
ALAMAT = "http://iki.sampang.example:8000"


def _teks(jawab) -> str:
    assert jawab.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawab.text)))


def _terapkan(app, klien):
    isi = build_berkas(JenisImpor.PEGAWAI, [["Budi Santoso"], ["Siti Aminah"]])
    alamat = f"/kelola/impor/{unggah(app, JenisImpor.PEGAWAI, isi)}"
    tanda = re.search(r'name="tanda"\s+value="([^"]+)"', klien.get(alamat).text)[1]
    return klien.post(f"{alamat}/terapkan", data={"versi": "1", "tanda": tanda})


SLIP = {
    "reset": lambda app, klien: klien.post(RESET),
    "baru": lambda app, klien: klien.post("/kelola/pegawai", data={"nama": "Siti Aminah"}),
    "impor": _terapkan,
}


@pytest.mark.parametrize("buat", SLIP.values(), ids=SLIP)
def test_a_slip_says_until_when_its_code_holds(app, masuk, buat):
    teks = _teks(buat(app, masuk("pengelola")))
    assert "sampai 11 Apr 2026 09.00 WIB" in teks
    assert "sejak dibuat" not in teks


def test_a_second_code_is_not_given_the_end_of_the_first(app, masuk, jam_uji):
    lama = jam_uji.now() - timedelta(days=3)
    ubah(app, Pegawai, Pegawai.id, 4, wajib_ganti=True, sandi_sampai=lama)
    assert "sampai 11 Apr 2026 09.00 WIB" in _teks(masuk("pengelola").post(RESET))
    jam_uji.maju(timedelta(hours=2))
    assert "sampai 11 Apr 2026 11.00 WIB" in _teks(masuk("pengelola").post(RESET))


@pytest.mark.parametrize("buat", SLIP.values(), ids=SLIP)
def test_a_slip_gives_the_address_the_office_has_set(app, masuk, buat):
    klien = masuk("pengelola")
    ubah(app, Kantor, Kantor.id, 1, alamat_jaringan=ALAMAT)
    teks = _teks(buat(app, klien))
    assert f"Buka {ALAMAT} di peramban" in teks
    assert "localhost" not in teks


def test_without_a_set_address_a_slip_gives_the_one_of_the_browser(masuk):
    assert "Buka http://localhost di peramban" in _teks(masuk("pengelola").post(RESET))
