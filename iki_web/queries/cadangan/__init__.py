"""Backups as the pengelola sees them, and the record of one as a sheet to sign."""

from iki_web.queries.cadangan.baca import (
    FOLDER_BAWAAN,
    AturanKelola,
    CadanganTampil,
    build_aturan,
    find_cadangan,
    find_folder,
    find_terakhir,
    get_aturan,
    list_cadangan,
)
from iki_web.queries.cadangan.berita_acara import get_berita_acara

__all__ = [
    "FOLDER_BAWAAN",
    "AturanKelola",
    "CadanganTampil",
    "build_aturan",
    "find_cadangan",
    "find_folder",
    "find_terakhir",
    "get_aturan",
    "get_berita_acara",
    "list_cadangan",
]
