"""A person's browser whose every page is watched: what it complains about fails the test."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    sync_playwright,
)

LEBAR = (1366, 768)
PONSEL = (390, 844)
#: Seconds the console may take to tell of an answer.
SABAR_KONSOL = 5
UKURAN = {"1366x768": LEBAR, "390x844": PONSEL}

#: Policy violations as messages of the console, where everything else is listened for too.
_PENGINTAI = """document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));"""


@contextmanager
def jalankan_mesin() -> Iterator[Browser]:
    """Run Chromium; without one whoever needs it fails."""
    with sync_playwright() as playwright:
        mesin = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                # Nothing is drawn by a card: a process for it, and the way there, cost a tenth.
                "--in-process-gpu",
                "--disable-software-rasterizer",
                "--disable-background-networking",
                "--no-first-run",
                # A name of the office's network, for a machine that has no network.
                "--host-resolver-rules=MAP kantor.lan 127.0.0.1",
            ],
        )
        yield mesin
        mesin.close()


class Peramban:
    """One context, its first page, and everything it complained about."""

    def __init__(
        self,
        mesin: Browser,
        alamat: str,
        ukuran: tuple[int, int] = LEBAR,
        *,
        skrip: bool = True,
        simpanan: Any = None,
    ) -> None:
        self.alamat = alamat
        self.keluhan: list[str] = []
        self._boleh: dict[re.Pattern[str], list[str]] = {}
        self.konteks = mesin.new_context(
            base_url=alamat,
            viewport={"width": ukuran[0], "height": ukuran[1]},
            is_mobile=ukuran == PONSEL,
            has_touch=ukuran == PONSEL,
            java_script_enabled=skrip,
            locale="id-ID",
            storage_state=simpanan,
            # No machine trusts an authority made a moment ago; `test_tls` checks the chain.
            ignore_https_errors=alamat.startswith("https:"),
        )
        self.konteks.set_default_timeout(10_000)
        self.konteks.add_init_script(_PENGINTAI)
        self.konteks.on("console", self._konsol)
        self.konteks.on("weberror", lambda galat: self.keluhan.append(f"galat: {galat.error}"))
        self.konteks.on("request", self._permintaan)
        self.konteks.on("dialog", self._dialog)
        self.page: Page = self.konteks.new_page()

    def _konsol(self, pesan: ConsoleMessage) -> None:
        if pesan.type not in ("error", "warning"):
            return
        isi = f"konsol {pesan.type}: {pesan.text} ({pesan.location.get('url', '')})"
        semua = [pesan for pola, pesan in self._boleh.items() if pola.search(isi)]
        for pesan_lain in semua or [self.keluhan]:
            pesan_lain.append(isi)

    def _permintaan(self, permintaan: Request) -> None:
        url = permintaan.url
        if not url.startswith((self.alamat + "/", "data:", "blob:", "about:")):
            self.keluhan.append(f"permintaan ke luar: {url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.keluhan.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @contextmanager
    def boleh(self, status: int, jalur: str) -> Iterator[None]:
        """Expect an answer `status` from addresses ending in `jalur`, which the console tells."""
        muatan = rf"status of {status} .*\({re.escape(self.alamat)}\S*{jalur}\)$"
        htmx = rf"Status Error Code {status} from \S*{jalur}"
        pola = re.compile(f"({muatan}|{htmx})")
        dijawab: list[str] = []

        def dengar(jawab: Any) -> None:
            if jawab.status == status and re.search(f"{jalur}$", jawab.url):
                dijawab.append(jawab.url)

        self.konteks.on("response", dengar)
        pesan = self._boleh[pola] = []
        yield
        # The message may come a while after the answer on a busy machine, htmx' own after it.
        habis = time.monotonic() + SABAR_KONSOL
        while len(pesan) < max(1, len(dijawab)) and time.monotonic() < habis:
            self.page.wait_for_timeout(10)
        self.page.wait_for_timeout(50)
        del self._boleh[pola]
        self.konteks.remove_listener("response", dengar)
        assert dijawab, f"tidak ada jawaban {status} dari {jalur}"

    def buka(self, jalur: str, status: int = 200) -> Page:
        """Go to an address by hand; the answer must have this status."""
        if status < 400:
            self._goto(jalur, status)
        else:
            with self.boleh(status, re.escape(jalur)):
                self._goto(jalur, status)
        return self.page

    def _goto(self, jalur: str, status: int) -> None:
        jawab = self.page.goto(jalur)
        assert jawab is not None
        assert jawab.status == status, f"{jalur}: {jawab.status}"

    def masuk(self, nama: str, sandi: str) -> Page:
        """Sign in with the form of the page that is open, or of the sign-in page."""
        if not self.page.get_by_label("Nama pengguna").count():
            self.buka("/masuk")
        self.page.get_by_label("Nama pengguna").fill(nama)
        self.page.get_by_label("Sandi", exact=True).fill(sandi)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.locator("body[data-pribadi]").wait_for()
        return self.page

    def entri(self, indikator: int, kode: str) -> Locator:
        """Open an entry's own page and return its card."""
        return kartu(self.buka(f"/realisasi/{indikator}/{kode}"), indikator, kode)

    def tutup(self) -> None:
        """Close every page; complaints of the test become its failure."""
        self.konteks.close()


def kartu(page: Page, indikator: int, kode: str) -> Locator:
    """Return the card of one entry."""
    return page.locator(f"#entri-{indikator}-{kode}")


def isi_terhitung(satu: Locator, **isian: str) -> None:
    """Fill fields of a card, each until its calculation is answered: none is still to come."""
    for nama, nilai in isian.items():
        with satu.page.expect_response(re.compile(r"/hitung\?")):
            satu.locator(f"[name={nama}]").fill(nilai)
