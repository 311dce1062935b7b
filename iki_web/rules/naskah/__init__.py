"""A whole edition as a file: the TOML shape, and sheets of rows for a workbook, both ways."""

from iki_web.rules.naskah.baca import Salah, parse_lembar
from iki_web.rules.naskah.lembar import LEMBAR, Isi, list_baris
from iki_web.rules.naskah.toml import build_toml

__all__ = ["LEMBAR", "Isi", "Salah", "build_toml", "list_baris", "parse_lembar"]
