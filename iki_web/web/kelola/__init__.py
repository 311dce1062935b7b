"""The pengelola's rooms: the board of what is handed in, the accounts, the periods."""

from iki_web.web.kelola import akun, kantor, papan, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "bp", "kantor", "papan", "periode"]
