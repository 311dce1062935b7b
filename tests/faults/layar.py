"""Chromium for parts that need one, in a thread of its own, and people signed in there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Browser

from tests.e2e.peramban import Peramban, jalankan_mesin
from tests.faults.orang import Orang


def di_chromium(kerja: Callable[[Browser], Any]) -> Any:
    """Do something with a Chromium of its own.

    In a thread: Playwright refuses a second one in the thread of tests that hold one already.
    """

    def jalan() -> Any:
        with jalankan_mesin() as mesin:
            return kerja(mesin)

    with ThreadPoolExecutor(1) as kolam:
        return kolam.submit(jalan).result()


def buka(mesin: Browser, port: int, orang: Orang) -> Peramban:
    """Open a watched browser in which a person is signed in."""
    nama, _, nilai = orang.kuki.partition("=")
    kuki = {"name": nama, "value": nilai, "domain": "127.0.0.1", "path": "/"}
    simpanan = {"cookies": [kuki], "origins": []}
    return Peramban(mesin, f"http://127.0.0.1:{port}", simpanan=simpanan)
