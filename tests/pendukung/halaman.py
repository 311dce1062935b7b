"""What a page says, and the parts of a form a test sends."""

import html
import io

from werkzeug.test import TestResponse

from tests.storage.pembuat_berkas import pdf

TW1 = "2026-TW1"


def teks(jawab: TestResponse) -> str:
    """Return a page as text, entities resolved."""
    return html.unescape(jawab.get_data(as_text=True))


def alamat(nomor: int, kode: str = TW1) -> str:
    """Return the address of an entry."""
    return f"/realisasi/{nomor}/{kode}"


def berkas(nama: str = "buku arsip.pdf", isi: bytes | None = None) -> tuple[io.BytesIO, str]:
    """Return a file as a form sends it; one small PDF by default."""
    return (io.BytesIO(pdf() if isi is None else isi), nama)
