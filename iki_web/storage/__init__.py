"""Evidence bytes: checked, content-addressed, durable before the answer, verified when read."""

from iki_web.storage.arsip import Anggota, Arsip, build_anggota
from iki_web.storage.galat import (
    BerkasDitolak,
    BerkasHilang,
    BerkasRusak,
    BerkasTerlaluBesar,
    PenyimpananGagal,
    RuangPenuh,
)
from iki_web.storage.jangkar import BerkasJangkar
from iki_web.storage.keutuhan import Keutuhan, Temuan, Utuh
from iki_web.storage.masukan import Masukan
from iki_web.storage.pratinjau import count_halaman, merge_pdf, render_halaman
from iki_web.storage.simpanan import BATAS_UKURAN, BerkasMasuk, Simpanan

__all__ = [
    "BATAS_UKURAN",
    "Anggota",
    "Arsip",
    "BerkasDitolak",
    "BerkasHilang",
    "BerkasJangkar",
    "BerkasMasuk",
    "BerkasRusak",
    "BerkasTerlaluBesar",
    "Keutuhan",
    "Masukan",
    "PenyimpananGagal",
    "RuangPenuh",
    "Simpanan",
    "Temuan",
    "Utuh",
    "build_anggota",
    "count_halaman",
    "merge_pdf",
    "render_halaman",
]
