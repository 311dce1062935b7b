"""Filters of the recap by hand: chosen, kept in the address, sent on, removed, downloaded."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import ikuti


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_filters_are_chosen_kept_and_removed(peramban, tahun_ramai, ukuran):
    page = peramban("camat", ukuran).buka(f"/rekap/{tahun_ramai}")
    ikuti(page, page.get_by_role("link", name="Realisasi", exact=True))
    page.get_by_label("Periode").select_option(f"{tahun_ramai}-TW1")
    page.get_by_label("Keadaan").select_option("belum-diajukan")
    page.get_by_role("button", name="Saring").click()
    page.wait_for_url(f"**/isian?periode={tahun_ramai}-TW1&status=belum-diajukan")
    cip = page.get_by_role("list", name="Saringan yang dipakai")
    expect(cip.get_by_role("link")).to_have_count(3)
    periksa_halaman(page)
    ringkas = page.locator("h1 + p").inner_text()

    lain = peramban("camat", ukuran).buka(page.url)
    expect(lain.locator("h1 + p")).to_have_text(ringkas)

    ikuti(page, cip.get_by_role("link", name=re.compile("Keadaan: Belum diajukan")))
    expect(cip.get_by_role("link")).to_have_count(1)
    ikuti(page, page.get_by_role("link", name="Indikator", exact=True))
    expect(cip).to_contain_text(f"Triwulan I {tahun_ramai}")
    periksa_halaman(page)
    page.get_by_label("Predikat capaian").select_option("Sangat Kurang")
    page.get_by_label("Keadaan").select_option("draf")
    page.get_by_role("button", name="Saring").click()
    expect(page.get_by_role("heading", name="Tidak ada indikator yang cocok")).to_be_visible()
    periksa_halaman(page)


def test_files_are_of_what_is_shown(peramban, tahun_ramai):
    page = peramban("camat").buka(f"/rekap/{tahun_ramai}/isian?periode={tahun_ramai}-TW1")
    for nama, akhiran in (("Excel", "xlsx"), ("CSV", "csv")):
        with page.expect_download() as unduh:
            page.get_by_role("link", name=nama).click()
        assert unduh.value.suggested_filename == f"rekap-{tahun_ramai}-saringan.{akhiran}"


def test_charts_have_words_and_tables_for_who_cannot_see_them(peramban, tahun_ramai):
    page = peramban("camat").buka(f"/rekap/{tahun_ramai}/pengajuan?periode={tahun_ramai}-TW1")
    gambar = page.get_by_role("img")
    expect(gambar.first).to_have_accessible_name(
        re.compile(f"^Realisasi Triwulan I {tahun_ramai} yang sudah diajukan .*batas")
    )
    page.get_by_text("Tabel angka").first.click()
    expect(page.get_by_role("columnheader", name="Sudah diajukan").first).to_be_visible()
    periksa_halaman(page)
