"""Signatures of file kinds: naming what a file really is, and finding a second file behind it."""

from mmap import mmap

_PANJANG_EOCD = 22
_JANGKAUAN_EOCD = _PANJANG_EOCD + 65_535
_BLANKO = b"\0\r\n\t "

TANDA_PDF = b"%PDF-"
TANDA_JPG = b"\xff\xd8\xff"
TANDA_PNG = b"\x89PNG\r\n\x1a\n"
TANDA_ZIP = b"PK\x03\x04"
TANDA_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SEBUTAN = (
    (TANDA_PDF, "dokumen PDF"),
    (TANDA_JPG, "foto JPG"),
    (TANDA_PNG, "gambar PNG"),
    (TANDA_ZIP, "paket ZIP atau dokumen Office"),
    (TANDA_OLE, "dokumen Office lama"),
    (b"MZ", "program komputer"),
    (b"\x7fELF", "program komputer"),
    (b"#!", "program komputer"),
    (b"GIF8", "gambar GIF"),
    (b"BM", "gambar BMP"),
    (b"II*\0", "gambar TIFF"),
    (b"MM\0*", "gambar TIFF"),
    (b"RIFF", "gambar WebP atau rekaman"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"{\\rtf", "dokumen RTF"),
)
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<?php", b"<script", b"<body")
# Long enough not to occur by chance in the clip behind a phone's photo.
_EKOR_MARKUP = (b"<html", b"<!doctype", b"<svg ", b"<script", b"<?php")
_EKOR_BINER = (TANDA_ZIP, b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")


def lewati_blanko(kepala: bytes) -> bytes:
    """The head without the byte-order mark and white space some writers put first."""
    return kepala.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANKO)


def sebut_isi(kepala: bytes) -> str:
    """What the first bytes say the file is, in Indonesian."""
    for tanda, sebutan in _SEBUTAN:
        if kepala.startswith(tanda):
            return sebutan
    if kepala[4:8] == b"ftyp":
        return "foto HEIC atau video"
    if lewati_blanko(kepala).lower().startswith(_MARKUP):
        return "halaman web"
    return "tidak dikenali"


def is_zip_di_ujung(isi: bytes | mmap) -> bool:
    """Whether a zip directory ends exactly where the file ends (blank padding ignored)."""
    ekor = isi[-_JANGKAUAN_EOCD:]
    letak = ekor.rfind(b"PK\x05\x06")
    while letak >= 0:
        komentar = int.from_bytes(ekor[letak + 20 : letak + _PANJANG_EOCD], "little")
        sesudah = letak + _PANJANG_EOCD + komentar
        utuh = letak + _PANJANG_EOCD <= sesudah <= len(ekor)
        if utuh and not ekor[sesudah:].strip(_BLANKO):
            return True
        letak = ekor.rfind(b"PK\x05\x06", 0, letak)
    return False


def is_bertumpang(isi: bytes | mmap, penutup: bytes) -> bool:
    """Whether another file (archive, program, web page) hides behind the last `penutup`.

    Ordinary trailers, such as the clip a phone appends to its photo, are left alone.
    """
    if is_zip_di_ujung(isi):
        return True
    letak = isi.rfind(penutup)
    if letak < 0:
        return False
    ekor = isi[letak + len(penutup) :].strip(_BLANKO)
    if ekor.startswith(_EKOR_BINER):
        return True
    kecil = ekor.lower()
    return any(tanda in kecil for tanda in _EKOR_MARKUP)
