"""A whole edition as a file: the TOML shape, and sheets of rows for a workbook, both ways."""

from iki_web.rules.naskah.baca import parse_lembar
from iki_web.rules.naskah.baris import Salah
from iki_web.rules.naskah.buku import NaskahDitolak, parse_buku
from iki_web.rules.naskah.lembar import LEMBAR, Isi, list_baris
from iki_web.rules.naskah.toml import build_toml, parse_toml

__all__ = [
    "LEMBAR",
    "Isi",
    "NaskahDitolak",
    "Salah",
    "build_toml",
    "list_baris",
    "parse_buku",
    "parse_lembar",
    "parse_toml",
]
