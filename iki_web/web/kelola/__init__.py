"""The pengelola's rooms: the board, people and their positions, accounts, periods, import."""

from iki_web.web.kelola import akun, impor, jabatan, papan, pegawai, penugasan, periode
from iki_web.web.kelola.bagian import bp

__all__ = ["akun", "bp", "impor", "jabatan", "papan", "pegawai", "penugasan", "periode"]
