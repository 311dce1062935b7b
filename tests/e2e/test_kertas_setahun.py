"""The papers of a year: issued in minutes, a figure followed to its evidence, a copy exposed."""

import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from playwright.sync_api import expect

from iki_web.actions.target import update_target
from iki_web.queries.acuan import find_acuan
from iki_web.rules.target import Dasar, KirimanTarget, TempatTarget
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, UKURAN
from tests.e2e.tangan import ikuti
from tests.pendukung.orang import buat_pelaku

#: Its one figure is followed; the others only say why no file is there.
IKUTI = "staf-umum-1"
BANYAK = 11


@pytest.fixture
def setahun(app_e2e, entri, tahun):
    """A year whose every target is fixed and every entry approved."""
    with app_e2e.app_context():
        pengelola = buat_pelaku(app_e2e, "pengelola")
        acuan = find_acuan(pengelola)
        semua = [i for j in acuan.jabatan for i in acuan.list_indikator(j, tahun)]
        kirim = [
            KirimanTarget(
                TempatTarget(i.id, None), Decimal(95), acuan.get_target(i.id, tahun).versi
            )
            for i in semua
        ]
        update_target(pengelola, tahun, kirim, Dasar("", date(2026, 1, 20)))
        perlu = [
            (i.kode, p.kode.kode)
            for i in semua
            for p in acuan.list_periode(tahun, i.frekuensi)
            if i.is_diminta(p.kode)
        ]
    for kode, periode in perlu:
        entri("DISETUJUI", kode, periode, berkas=kode == IKUTI)
    return tahun


def _periksa(page):
    """The page holds on a desk and on a phone."""
    for lebar, tinggi in UKURAN.values():
        page.set_viewport_size({"width": lebar, "height": tinggi})
        periksa_halaman(page)
    page.set_viewport_size({"width": LEBAR[0], "height": LEBAR[1]})


def _buka_daftar(page, tahun):
    page.goto(f"/dokumen?tahun={tahun}")


def _terbitkan_satu(page, tahun, nama):
    """Issue a document of the whole office; returns its code."""
    _buka_daftar(page, tahun)
    ikuti(page, page.get_by_role("button", name=f"Pratinjau {nama}", exact=True))
    _periksa(page)
    ikuti(page, page.get_by_role("button", name="Terbitkan", exact=True))
    expect(page.locator(".pita-positif")).to_contain_text("Dokumen diterbitkan")
    _periksa(page)
    return page.get_by_role("link", name=re.compile(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$")).inner_text()


def _terbitkan_banyak(page, tahun, nama, periode="", *, periksa=False):
    """Issue a kind for all positions in one act."""
    _buka_daftar(page, tahun)
    if periode:
        page.get_by_label(f"Periode untuk {nama}").select_option(periode)
    ikuti(page, page.get_by_role("button", name=f"Untuk beberapa jabatan {nama}"))
    expect(page.locator('input[name="pilih"]:checked')).to_have_count(BANYAK)
    if periksa:
        _periksa(page)
    ikuti(page, page.get_by_role("button", name="Terbitkan yang dicentang"))
    expect(page.locator(".pita-positif")).to_contain_text(f"{BANYAK} dokumen diterbitkan")
    if periksa:
        _periksa(page)


def _unduh(page, tautan, berkas):
    with page.expect_download() as unduh:
        page.get_by_role("link", name=tautan, exact=True).click()
    unduh.value.save_as(berkas)
    return berkas


def test_the_papers_of_a_year(peramban, buka_peramban, server, setahun, tmp_path):
    page = peramban("camat").buka(f"/dokumen?tahun={setahun}")
    _periksa(page)
    _terbitkan_satu(page, setahun, "Keputusan Camat dengan lampiran")

    _terbitkan_banyak(page, setahun, "Perjanjian Kinerja", periksa=True)
    with zipfile.ZipFile(_unduh(page, "Unduh semua PDF", tmp_path / "pk.zip")) as arsip:
        assert len(arsip.namelist()) == BANYAK
    for ke in range(1, 5):
        _terbitkan_banyak(page, setahun, "Laporan Capaian", f"{setahun}-TW{ke}", periksa=ke == 1)
    _terbitkan_banyak(page, setahun, "Formulir Pengukuran Kinerja")

    kode = _terbitkan_satu(page, setahun, "LKjIP Bab III")
    pdf = _unduh(page, "PDF", tmp_path / "lkjip.pdf")
    bab = Document(_unduh(page, "Word", tmp_path / "lkjip.docx"))
    assert any("90,00" in sel.text for tabel in bab.tables for sel in tabel._cells)
    _ikuti_angka(page, setahun)
    _periksa_lembar(buka_peramban(server.alamat), kode, pdf)

    page.goto(f"/dokumen/banyak/perjanjian?tahun={setahun}")
    expect(page.locator('input[name="pilih"]:checked')).to_have_count(0)
    expect(page.get_by_text("isinya masih sama")).to_have_count(BANYAK)


def _ikuti_angka(page, tahun):
    """From a figure of the issued table to its evidence: two clicks, then the file is there."""
    angka = page.locator(f'a[href$="#{IKUTI}"]').first
    expect(angka).to_contain_text("90,00")
    ikuti(page, angka)
    _periksa(page)
    baris = page.locator(f'tr:has([id="{IKUTI}"]), tr[id="{IKUTI}"]').first
    ikuti(page, baris.locator(f'a[href$="/{tahun}-TW1"]').first)
    _periksa(page)
    expect(page.locator('a[href^="/bukti/"]').first).to_be_visible()


def _periksa_lembar(tamu, kode, pdf):
    """A stranger asks about the code, compares the file, then one with a byte more."""
    page = tamu.buka("/verifikasi")
    page.get_by_label("Kode pada kaki lembar").fill(kode)
    ikuti(page, page.get_by_role("button", name="Periksa"))
    expect(page.get_by_role("heading", name="Kode ini asli")).to_be_visible()
    _periksa(page)
    for tambahan, kalimat in ((b"", "sama persis"), (b"\n", "Berkas berbeda")):
        pdf.write_bytes(pdf.read_bytes() + tambahan)
        page.get_by_label("Bandingkan berkas PDF atau teks").set_input_files(pdf)
        ikuti(page, page.get_by_role("button", name="Bandingkan", exact=True))
        expect(page.locator("main")).to_contain_text(kalimat)
        _periksa(page)
