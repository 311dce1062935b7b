"""Every kind of sheet as a page: axe and layout on desk and phone, fractions and merged cells."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import ikuti

KANTOR = ("Keputusan Camat dengan lampiran",)
JABATAN = ("Lampiran satu jabatan", "Perjanjian Kinerja", "Rencana Aksi", "Laporan Capaian")


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_every_sheet_is_sound_on_every_size(peramban, tahun, ukuran):
    orang = peramban("camat", ukuran)
    for nama in (*KANTOR, *JABATAN):
        page = orang.buka(f"/dokumen?tahun={tahun}")
        if nama in JABATAN:
            page.get_by_label(f"Jabatan untuk {nama}").select_option(label="Kasubbag Umum")
        ikuti(page, page.get_by_role("button", name=f"Pratinjau {nama}"))
        lembar = page.locator(".lembar-dokumen")
        expect(lembar.get_by_role("heading", level=2)).to_be_visible()
        expect(lembar.get_by_role("table").first).to_be_visible()
        periksa_halaman(page)


def test_a_fraction_stays_inside_its_cell(peramban, tahun):
    orang = peramban("staf-umum", PONSEL)
    page = orang.buka(f"/dokumen/konsep/keputusan?tahun={tahun}")
    luber = page.evaluate(
        """() => [...document.querySelectorAll('.tabel-lembar td .rumus')].filter(rumus =>
             rumus.getBoundingClientRect().right >
             rumus.closest('td').getBoundingClientRect().right + 1).length"""
    )
    assert luber == 0


def test_an_open_period_is_refused_with_a_sound_page(peramban, tahun):
    orang = peramban("pengelola", PONSEL)
    page = orang.buka(f"/dokumen/konsep/berita-acara?tahun={tahun}&periode={tahun}-TW1", 422)
    expect(page.get_by_text("masih terbuka sampai")).to_be_visible()
    periksa_halaman(page)
