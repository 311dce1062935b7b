"""People by Excel: a refused file, a preview, slips once, and the same file again."""

import pytest
from playwright.sync_api import expect

from iki_web.rules.impor import JenisImpor
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.impor import build_berkas

P = JenisImpor.PEGAWAI


def _kirim(page, isi, nama):
    berkas = {"name": nama, "mimeType": "application/octet-stream", "buffer": isi}
    page.get_by_label("Berkas pegawai yang sudah diisi").set_input_files(berkas)
    page.locator("#unggah-pegawai button").click()


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_twenty_people_enter_by_excel(peramban, ukuran):
    # Twenty people, as an office that starts enters them; one server serves both sizes.
    isi = [[f"Pegawai {kata} Layar {ukuran}"] for kata in "ABCDEFGHIJKLMNOPQRST"]
    orang = peramban("pengelola", ukuran)
    page = orang.buka("/kelola/impor")
    periksa_halaman(page)
    with orang.boleh(422, r"/kelola/impor/pegawai"):
        _kirim(page, b"nama;nip", "daftar.xlsx")
        expect(page.locator("#berkas-pegawai-galat")).to_contain_text("tidak dikenali")
    periksa_halaman(page)

    _kirim(page, build_berkas(P, [*isi[:2], ["Salah", "123"]]), "salah.xlsx")
    expect(page.locator(".pita-negatif")).to_contain_text("1 baris ditolak")
    expect(page.locator(".galat-isian")).to_contain_text("NIP: NIP terdiri dari 18 angka")
    expect(page.get_by_role("button", name="Terapkan")).to_have_count(0)
    periksa_halaman(page)
    page.get_by_role("button", name="Buang berkas ini").click()
    expect(page.locator(".pita-positif")).to_contain_text("Berkas dibuang")

    _kirim(page, build_berkas(P, isi), "pegawai.xlsx")
    page.get_by_role("button", name="Terapkan 20 baris").click()
    expect(page.locator(".slip")).to_have_count(20)
    periksa_halaman(page)
    page = orang.buka("/kelola/impor")
    _kirim(page, build_berkas(P, isi), "pegawai.xlsx")
    expect(page.locator(".pita-positif")).to_contain_text("Semua baris sudah sama")
    periksa_halaman(page)
