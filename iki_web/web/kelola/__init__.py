"""The pengelola's rooms: the board of what is handed in, the accounts, the periods."""

from iki_web.web.kelola import akun, batas, kantor, libur, papan, pengecualian, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "batas", "bp", "kantor", "libur", "papan", "pengecualian", "periode"]
