"""The page of health as the pengelola meets it: by the rooms of Kelola, with and without script."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
@pytest.mark.parametrize("skrip", [True, False], ids=["skrip", "tanpa-skrip"])
def test_the_keeper_finds_it_and_the_way_on(peramban, ukuran, skrip):
    page = peramban("pengelola", ukuran, skrip=skrip).buka("/kelola")
    if ukuran == PONSEL:
        page.locator(".ruang summary").click()
    page.locator(".ruang").get_by_role("link", name="Kesehatan").locator("visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kesehatan aplikasi")
    # The served app keeps its log, on a plain line.
    for judul, kata in (("Catatan aplikasi", "Baik"), ("Sambungan", "Perlu dilihat")):
        baris = page.locator("tr", has=page.get_by_role("rowheader", name=judul, exact=True))
        expect(baris.locator(".lencana")).to_have_text(kata)
    if skrip:
        periksa_halaman(page)
    page.get_by_role("link", name="Lihat akunnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun")
