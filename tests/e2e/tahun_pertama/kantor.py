"""A new office on a clock of its own: who works there, and how they come in and move about."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from iki_web.rules.periode import WIB
from tests.e2e import jam_geser
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import Peramban
from tests.e2e.server import Server, baca_sandi, siapkan
from tests.e2e.tangan import ikuti
from tests.pendukung.basis import SANDI

#: A Monday in the quarter before the first year with an edition of the office's own.
AWAL = datetime(2026, 11, 2, 9, 0, tzinfo=WIB)
SUDAH_GANTI = "Sandi sudah diganti"


class Kantor:
    """An instance only `iki siapkan` has touched, served; nobody's password is known but once."""

    def __init__(self, folder: Path, buka: Callable[[str], Peramban]) -> None:
        self._jam = folder / "jam"
        self.pindah_ke(AWAL)
        cetakan = folder / "cetakan"
        siapkan(cetakan, self._jam)
        self.kode = baca_sandi(cetakan)
        self.server = Server(cetakan, folder, self._jam)
        self._buka = buka

    def pindah_ke(self, saat: datetime) -> None:
        """Let it be another time of another day."""
        jam_geser.tulis(self._jam, saat)

    def masuk(self, nama: str, sandi: str = SANDI) -> Peramban:
        """Open a browser at the office's address and sign in."""
        hasil = self._buka(self.server.alamat)
        hasil.buka("/")
        hasil.masuk(nama, sandi)
        return hasil

    def masuk_pertama(self, nama: str, kode: str = "", *, periksa: bool = False) -> Peramban:
        """Sign in with the code that was handed over; nothing goes on before an own password."""
        kode = kode or self.kode[nama]
        hasil = self.masuk(nama, kode)
        page = hasil.page
        expect(page.get_by_role("heading", level=1)).to_have_text("Ganti sandi")
        if periksa:
            periksa_halaman(page)
        for label, isi in (
            ("Sandi sekarang", kode),
            ("Sandi baru", SANDI),
            ("Ulangi sandi baru", SANDI),
        ):
            page.get_by_label(label, exact=True).fill(isi)
        page.get_by_role("button", name="Simpan sandi").click()
        expect(page.locator(".pita-positif")).to_contain_text(SUDAH_GANTI)
        return hasil


def menu(page: Page, nama: str) -> None:
    """Go somewhere by the main menu, on a phone behind its button."""
    _buka_saku(page, "header")
    tujuan = page.locator("nav a", has_text=re.compile(rf"^\s*{nama}")).locator("visible=true")
    ikuti(page, tujuan.first)


def ruang(page: Page, nama: str) -> None:
    """Go to one of the pengelola's rooms."""
    menu(page, "Kelola")
    _buka_saku(page, ".ruang")
    bagian = page.get_by_role("navigation", name="Bagian Kelola").locator("visible=true")
    ikuti(page, bagian.get_by_role("link", name=nama, exact=True))


def _buka_saku(page: Page, di: str) -> None:
    """Unfold what a phone folds."""
    saku = page.locator(f"{di} .menu-saku > summary")
    if saku.is_visible():
        saku.click()


def tautan(page: Page, nama: str | re.Pattern[str], *, persis: bool = False) -> None:
    """Follow the first link of the page with these words."""
    cari = page.locator("main").get_by_role("link", name=nama, exact=persis)
    ikuti(page, cari.first)


def kirim(page: Page, nama: str | re.Pattern[str]) -> None:
    """Press a button that sends a form, and wait for the page behind it."""
    ikuti(page, page.get_by_role("button", name=nama))


def kabar(page: Page) -> Locator:
    """What was just done, in words."""
    return page.locator(".pita-positif").first
