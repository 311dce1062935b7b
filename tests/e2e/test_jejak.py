"""The trail and the banner of a failed check, in the browser on both sizes."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.basis import SANDI


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_the_trail_is_searched_and_a_failed_check_warns_until_closed(
    server_baru, buka_peramban, ukuran
):
    orang = buka_peramban(server_baru.alamat, ukuran)
    orang.masuk("camat", SANDI)
    page = orang.buka("/jejak")
    page.locator(".jejak summary").first.click()
    expect(page.locator(".jejak details[open]").first).to_contain_text("kode jangkar J-")
    periksa_halaman(page)
    page.get_by_label("Memuat kata").fill("kata yang tidak ada")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("heading", name="Tidak ada baris yang cocok")).to_be_visible()
    periksa_halaman(page)
    page = orang.buka("/jejak?dari=2026-05-01&sampai=2026-04-01", 422)
    periksa_halaman(page)
    page = orang.buka("/kelola/pemeriksaan")
    periksa_halaman(page)
    basis = sqlite3.connect(server_baru.instance / "iki.db")
    basis.execute("UPDATE jabatan SET nama = nama || ' lain' WHERE id = 3")
    basis.commit()
    basis.close()
    page.get_by_role("button", name="Periksa sekarang").click()
    expect(page.locator(".temuan")).to_contain_text("Jabatan: baris nomor 3")
    periksa_halaman(page)
    page = orang.buka("/")
    periksa_halaman(page)
    page.emulate_media(media="print")
    expect(page.locator(".peringatan-data")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Baca temuannya").click()
    page.get_by_label("Sebab dan tindakan").fill("Percobaan: sudah dicocokkan dengan SK.")
    page.get_by_role("button", name="Tutup peringatan").click()
    expect(page.locator(".pita-positif")).to_contain_text("Peringatan ditutup")
    expect(page.locator(".peringatan-data")).to_have_count(0)
    periksa_halaman(page)
