"""A report from preview to a checked sheet: the Camat issues, anyone on the network verifies."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import ikuti


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_a_report_is_issued_printed_and_verified(
    peramban, buka_peramban, server, entri, tahun, tmp_path, ukuran
):
    entri("DISETUJUI", "staf-umum-1", f"{tahun}-TW1")
    page = peramban("camat", ukuran).buka(f"/dokumen?tahun={tahun}")
    expect(page.get_by_role("heading", name="Belum ada dokumen terbit")).to_be_visible()
    periksa_halaman(page)
    page.get_by_label("Jabatan untuk Laporan Capaian").select_option(label="Staf Umum")
    page.get_by_label("Periode untuk Laporan Capaian").select_option(f"{tahun}-TW1")
    ikuti(page, page.get_by_role("button", name="Pratinjau Laporan Capaian"))
    expect(page.get_by_role("cell", name="90,00").first).to_be_visible()
    periksa_halaman(page)

    page.get_by_label("Nomor dokumen").fill(f"12/LC/{tahun}/{ukuran[0]}")
    page.get_by_label("Tempat").fill("Jrengik")
    ikuti(page, page.get_by_role("button", name="Terbitkan"))
    expect(page.locator(".pita-positif")).to_contain_text("Dokumen diterbitkan")
    periksa_halaman(page)
    kode = page.get_by_role("link", name=re.compile(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$")).inner_text()
    with page.expect_download() as unduh:
        page.get_by_role("link", name="PDF", exact=True).click()
    lembar = tmp_path / "lembar.pdf"
    unduh.value.save_as(lembar)

    tamu = buka_peramban(server.alamat, ukuran)
    page = tamu.buka("/verifikasi")
    periksa_halaman(page)
    page.get_by_label("Kode pada kaki lembar").fill(kode.lower())
    ikuti(page, page.get_by_role("button", name="Periksa"))
    expect(page.get_by_role("heading", name="Kode ini asli")).to_be_visible()
    periksa_halaman(page)
    page.get_by_label("Bandingkan berkas PDF atau teks").set_input_files(lembar)
    ikuti(page, page.get_by_role("button", name="Bandingkan", exact=True))
    expect(page.get_by_role("status").last).to_contain_text("sama persis")
    lembar.write_bytes(lembar.read_bytes() + b"\n")
    page.get_by_label("Bandingkan berkas PDF atau teks").set_input_files(lembar)
    ikuti(page, page.get_by_role("button", name="Bandingkan", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("Berkas berbeda")
    periksa_halaman(page)
