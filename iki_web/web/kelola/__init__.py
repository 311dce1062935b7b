"""The pengelola's rooms: the board of what is handed in, the accounts, the periods."""

from iki_web.web.kelola import akun, papan, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "bp", "papan", "periode"]
