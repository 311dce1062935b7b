"""The second step in a browser: set up, signed in with and without script, pages sound."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.test_dua_tab import keluar
from tests.pendukung.basis import SANDI
from tests.pendukung.dua_langkah import Ponsel


@pytest.mark.parametrize(
    ("nama", "ukuran", "skrip"),
    [("staf-keuangan", LEBAR, True), ("staf-trantib", PONSEL, True), ("camat", LEBAR, False)],
    ids=["1366x768", "390x844", "tanpa-skrip"],
)
def test_set_up_sign_in_and_switch_off(server_baru, buka_peramban, nama, ukuran, skrip):
    orang = buka_peramban(server_baru.alamat, ukuran, skrip=skrip)
    page = orang.masuk(nama, SANDI)
    orang.buka("/akun/sandi")
    page.get_by_role("link", name="Langkah kedua saat masuk").click()
    _periksa(page, skrip)
    ponsel = Ponsel(page.locator(".kunci-kelompok").inner_text().replace(" ", ""))
    with orang.boleh(422, "/akun/dua-langkah"):
        _kirim(page, "Kode 6 angka", "000000", "Nyalakan")
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    _periksa(page, skrip)
    assert page.locator(".kunci-kelompok").inner_text().replace(" ", "") == ponsel.rahasia
    _kirim(page, "Kode 6 angka", ponsel.kode(), "Nyalakan")
    expect(page.locator(".daftar-kode li")).to_have_count(10)
    pemulihan = page.locator(".daftar-kode li").all_inner_texts()
    _periksa(page, skrip)
    keluar(page)
    _masuk(page, nama)
    _periksa(page, skrip)
    with orang.boleh(422, "/masuk/kode"):
        _kirim(page, "Kode", "000000", "Lanjutkan")
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    _periksa(page, skrip)
    _kirim(page, "Kode", ponsel.kode(1), "Lanjutkan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    keluar(page)
    _masuk(page, nama)
    _kirim(page, "Kode", pemulihan[0].upper(), "Lanjutkan")
    orang.buka("/akun/dua-langkah")
    expect(page.locator("main")).to_contain_text("belum dipakai: 9")
    _periksa(page, skrip)
    matikan = page.locator("form[action$=matikan]")
    matikan.get_by_label("Sandi Anda", exact=True).fill(SANDI)
    matikan.get_by_role("button", name="Matikan langkah kedua").click()
    expect(page.get_by_role("heading", name="Menyalakan")).to_be_visible()


def _periksa(page, skrip: bool) -> None:
    """The checks run in the page: without script nobody can ask it."""
    if skrip:
        periksa_halaman(page)


def _masuk(page, nama: str) -> None:
    page.get_by_label("Nama pengguna").fill(nama)
    page.get_by_label("Sandi", exact=True).fill(SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Langkah kedua")


def _kirim(page, label: str, kode: str, tombol: str) -> None:
    page.get_by_label(label, exact=True).fill(kode)
    page.get_by_role("button", name=tombol, exact=True).click()
