"""The pengelola's rooms: the board, people and their positions, accounts, periods."""

from iki_web.web.kelola import akun, jabatan, papan, pegawai, penugasan, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "bp", "jabatan", "papan", "pegawai", "penugasan", "periode"]
