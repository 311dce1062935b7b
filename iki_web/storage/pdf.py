"""PDF evidence: complete, readable without a password, at least one page."""

import threading
from mmap import ACCESS_READ, mmap
from pathlib import Path

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.tanda import TANDA_PDF, is_bertumpang, lewati_blanko

# PDFium is not thread-safe, and one document at a time also bounds memory.
KUNCI_PDF = threading.Lock()
_SALAH_SANDI = 4  # FPDF_ERR_PASSWORD
_PENUTUP = b"%%EOF"
_EKOR_TERPANJANG = 1024

_TERKUNCI = (
    "PDF ini dikunci dengan kata sandi. Simpan atau cetak ulang tanpa kata sandi, lalu unggah lagi."
)
_TERPOTONG = (
    "PDF ini terpotong: bagian akhirnya tidak ada. Salin atau unduh ulang dari sumbernya, "
    "lalu unggah lagi."
)
_BERTUMPANG = (
    "Di belakang PDF ini menempel berkas lain. Cetak ulang ke PDF agar bersih, lalu unggah lagi."
)
_TIDAK_TERBUKA = (
    "PDF ini tidak dapat dibuka atau tidak berhalaman. Periksa di komputer Anda, simpan atau "
    "pindai ulang, lalu unggah lagi."
)


def periksa_pdf(path: Path) -> None:
    """Raise BerkasDitolak unless the file opens as a PDF with at least one page."""
    # Mapped, not read: what is looked at is the beginning and the end.
    with (
        KUNCI_PDF,
        path.open("rb") as berkas,
        mmap(berkas.fileno(), 0, access=ACCESS_READ) as isi,
    ):
        if not lewati_blanko(isi[:1024]).startswith(TANDA_PDF):
            raise BerkasDitolak(_TIDAK_TERBUKA)
        if is_bertumpang(isi, _PENUTUP):
            raise BerkasDitolak(_BERTUMPANG)
        _periksa_ujung(isi)
        _buka_halaman(path, isi)


def _periksa_ujung(isi: mmap) -> None:
    """PDFium repairs a cut file by dropping pages, so completeness is judged here."""
    letak = isi.rfind(_PENUTUP)
    ekor = isi[letak + len(_PENUTUP) :].strip(b"\0\r\n\t ") if letak >= 0 else b""
    if letak < 0 or len(ekor) > _EKOR_TERPANJANG or b" obj" in ekor:
        raise BerkasDitolak(_TERPOTONG)


def _buka_halaman(path: Path, isi: mmap) -> None:
    """Open the document, its first and its last page; PDFium reads what it needs of them."""
    import pypdfium2

    try:
        dokumen = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as galat:
        # For a document without pages PDFium repeats the error code of an earlier document.
        terkunci = galat.err_code == _SALAH_SANDI and isi.find(b"/Encrypt") >= 0
        raise BerkasDitolak(_TERKUNCI if terkunci else _TIDAK_TERBUKA) from galat
    try:
        banyak = len(dokumen)
        if banyak < 1:
            raise BerkasDitolak(_TIDAK_TERBUKA)
        for nomor in sorted({0, banyak - 1}):
            dokumen[nomor].close()
    except pypdfium2.PdfiumError as galat:
        raise BerkasDitolak(_TIDAK_TERBUKA) from galat
    finally:
        dokumen.close()
