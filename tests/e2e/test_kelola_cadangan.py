"""Backups in a browser: made while the page looks on, a passphrase, the record, and restored."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.basis import SANDI

FRASA = "padi menguning di sawah"
_JADI = re.compile("dibuat, dibaca kembali, dan diuji pulih")
SABAR = 60_000


def _cadangkan(page) -> None:
    page.get_by_role("button", name="Cadangkan sekarang").click()
    expect(page.locator("#keadaan")).to_contain_text(_JADI, timeout=SABAR)


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_a_backup_is_made_recorded_and_restored(server_baru, buka_peramban, ukuran):
    orang = buka_peramban(server_baru.alamat, ukuran)
    orang.masuk("pengelola", SANDI)
    page = orang.buka("/kelola/cadangan")
    expect(page.locator(".kosong")).to_contain_text("Belum ada cadangan")
    periksa_halaman(page)
    _cadangkan(page)
    expect(page.locator("#keadaan table")).to_contain_text("Terverifikasi")
    periksa_halaman(page)

    page.locator("#keadaan table a").first.click()
    periksa_halaman(page)
    with orang.boleh(422, r"/pulihkan"):
        page.get_by_role("button", name="Pulihkan seluruh data").click()
        expect(page.locator("#kata-galat")).to_contain_text("huruf besar")
    periksa_halaman(page)
    page.get_by_role("link", name="Berita acara").click()
    expect(page.locator(".penanda")).to_have_count(2)
    periksa_halaman(page)

    page.get_by_role("link", name="Kembali ke cadangan").click()
    page.get_by_label("Ketik PULIHKAN untuk memastikan").fill("PULIHKAN")
    # The page that looks on is led to sign-in as soon as its session is no more.
    with orang.boleh(401, r"/kelola/cadangan"):
        page.get_by_role("button", name="Pulihkan seluruh data").click()
        expect(page).to_have_url(re.compile("/masuk"), timeout=SABAR)
    orang.masuk("pengelola", SANDI)
    page = orang.buka("/kelola/cadangan")
    expect(page.locator("#keadaan [role=status]")).to_contain_text("dipulihkan")
    expect(page.locator("#keadaan table")).to_contain_text("-sebelum-pulih.zip")
    periksa_halaman(page)


def test_encrypted_without_script(server_baru, buka_peramban):
    orang = buka_peramban(server_baru.alamat, skrip=False)
    orang.masuk("pengelola", SANDI)
    page = orang.buka("/kelola/cadangan/aturan")
    page.get_by_label("Kata sandi baru", exact=True).fill(FRASA)
    page.get_by_label("Ulangi kata sandi baru", exact=True).fill(FRASA)
    page.get_by_role("button", name="Pasang kata sandi").click()
    expect(page.locator(".pita-positif")).to_contain_text("Cadangan berikutnya terenkripsi")
    page = orang.buka("/kelola/cadangan")
    page.get_by_role("button", name="Cadangkan sekarang").click()
    while page.get_by_role("link", name="Muat ulang").count():
        page.get_by_role("link", name="Muat ulang").click()
        page.wait_for_timeout(500)
    expect(page.locator("#keadaan")).to_contain_text(_JADI)
    page.locator("#keadaan table a").first.click()
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh").click()
    assert unduhan.value.suggested_filename.startswith("iki-jrengik-")
