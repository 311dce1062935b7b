"""Names of uploaded files: for display only, never part of a path."""

import re
import unicodedata

PANJANG_NAMA = 150
_PANJANG_EKSTENSI = 16
_NAMA_KOSONG = "berkas"
# Controls, invisible format and bidi characters, surrogates, private and unassigned, separators.
_KATEGORI_DIBUANG = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def bersihkan_nama(nama: str) -> str:
    """Display form of a client's file name.

    Base name only, NFC, one line, no control or bidi characters, 1 to 150 characters; a long
    name loses the end of its stem and keeps its extension. Cleaning twice changes nothing.
    """
    dasar = re.split(r"[/\\]", nama)[-1]
    satu_baris = re.sub(r"\s+", " ", dasar)
    terlihat = "".join(c for c in satu_baris if unicodedata.category(c) not in _KATEGORI_DIBUANG)
    rapi = re.sub(r" +", " ", unicodedata.normalize("NFC", terlihat)).strip(" ").rstrip(" .")
    batang, titik, ekstensi = rapi.rpartition(".")
    if not titik:
        batang, ekstensi = ekstensi, ""
    ekstensi = ekstensi[:_PANJANG_EKSTENSI].rstrip(" ")
    batang = batang[: PANJANG_NAMA - len(titik + ekstensi)].strip(" ")
    return (batang or _NAMA_KOSONG) + titik + ekstensi


def parse_ekstensi(nama: str) -> str:
    """Lower-case last extension of the cleaned name, "" without one."""
    _, titik, ekstensi = bersihkan_nama(nama).rpartition(".")
    return ekstensi.lower() if titik else ""
