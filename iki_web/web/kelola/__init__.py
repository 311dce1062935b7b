"""The pengelola's rooms: the board, people and their positions, periods, the office itself."""

from iki_web.web.kelola import (
    akun,
    batas,
    jabatan,
    kantor,
    libur,
    papan,
    pegawai,
    pengecualian,
    penugasan,
    periode,
)
from iki_web.web.kelola.bagian import bp

__all__ = [
    "akun",
    "batas",
    "bp",
    "jabatan",
    "kantor",
    "libur",
    "papan",
    "pegawai",
    "pengecualian",
    "penugasan",
    "periode",
]
