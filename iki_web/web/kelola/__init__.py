"""The pengelola's rooms: the board, people and positions, editions, periods, the office."""

from iki_web.web.kelola import (
    akun,
    batas,
    catatan,
    edisi,
    impor,
    indikator,
    jabatan,
    kantor,
    lembar,
    libur,
    mutu,
    naskah,
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
    "catatan",
    "edisi",
    "impor",
    "indikator",
    "jabatan",
    "kantor",
    "lembar",
    "libur",
    "mutu",
    "naskah",
    "papan",
    "pegawai",
    "pengecualian",
    "penugasan",
    "periode",
]
