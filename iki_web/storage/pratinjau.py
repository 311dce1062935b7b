"""Evidence as pictures: PDF pages are drawn here, so no browser opens a PDF inside our page."""

from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from io import BytesIO

from iki_web.storage.galat import BerkasHilang
from iki_web.storage.pdf import KUNCI_PDF
from iki_web.storage.simpanan import Simpanan

#: Width of a drawn page in pixels: readable on a desktop, light on the LAN.
LEBAR = 1000


def count_halaman(simpanan: Simpanan, sha256: str) -> int:
    """Return the number of pages of a stored PDF; raises as `Simpanan.buka` does."""
    return len(_load_ukuran(simpanan, sha256))


@lru_cache(maxsize=256)
def _load_ukuran(simpanan: Simpanan, sha256: str) -> tuple[float, ...]:
    """Return the width of each page in points; the bytes under a hash never change."""
    import pypdfium2

    with simpanan.buka(sha256) as berkas:
        isi = berkas.read()
    with KUNCI_PDF:
        dokumen = pypdfium2.PdfDocument(isi)
        try:
            return tuple(dokumen.get_page_size(n)[0] for n in range(len(dokumen)))
        finally:
            dokumen.close()


@lru_cache(maxsize=32)
def render_halaman(simpanan: Simpanan, sha256: str, halaman: int) -> bytes:
    """Return page `halaman` (from 1) of a stored PDF as PNG; BerkasHilang where there is none."""
    import pypdfium2

    ukuran = _load_ukuran(simpanan, sha256)
    if not 1 <= halaman <= len(ukuran):
        raise BerkasHilang
    with simpanan.buka(sha256) as berkas:
        isi = berkas.read()
    with KUNCI_PDF:
        dokumen = pypdfium2.PdfDocument(isi)
        try:
            gambar = dokumen[halaman - 1].render(scale=LEBAR / max(ukuran[halaman - 1], 1)).to_pil()
        finally:
            dokumen.close()
    keluar = BytesIO()
    gambar.convert("RGB").save(keluar, "PNG", compress_level=3)
    return keluar.getvalue()


def merge_pdf(semua: Iterable[bytes]) -> bytes:
    """Return the pages of several PDFs of our own as one file to print."""
    import pypdfium2

    keluar, isi = BytesIO(), list(semua)
    with KUNCI_PDF, closing(pypdfium2.PdfDocument.new()) as hasil:
        for satu in isi:
            with closing(pypdfium2.PdfDocument(satu)) as sumber:
                hasil.import_pages(sumber)
        hasil.save(keluar)
    return keluar.getvalue()
