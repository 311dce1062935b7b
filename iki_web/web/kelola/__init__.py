"""The pengelola's rooms: the board of what is handed in, accounts, editions, periods."""

from iki_web.web.kelola import akun, edisi, indikator, lembar, mutu, papan, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "bp", "edisi", "indikator", "lembar", "mutu", "papan", "periode"]
