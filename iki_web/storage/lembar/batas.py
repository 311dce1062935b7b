"""Bounds of a workbook, counted before a reader lays its sheets out in memory."""

import re
from dataclasses import dataclass, field

from iki_web.rules.lembar import Letak
from iki_web.storage.galat import BerkasDitolak

LEMBAR_TERBANYAK = 50
BARIS_TERBANYAK = 10_000
KOLOM_TERBANYAK = 256
#: Cells of all sheets laid out as rectangles: a reader holds those, not only the filled ones.
LUAS_TERBESAR = 1_000_000
#: Characters of all cells: a text stored once may stand in every cell.
TEKS_TERBESAR = 20_000_000

_BUKAN_LAMBANG = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

TERLALU_BESAR = (
    "Buku kerja ini terlalu besar. Hapus lembar, kolom, dan isi yang tidak perlu, atau pecah "
    "menjadi beberapa berkas, lalu unggah lagi."
)


@dataclass(slots=True)
class Hitungan:
    """What was counted so far over all sheets of one workbook."""

    luas: int = 0
    teks: int = 0

    def add_teks(self, panjang: int) -> None:
        """Count characters; raise BerkasDitolak past the bound."""
        self.teks += panjang
        if self.teks > TEKS_TERBESAR:
            raise BerkasDitolak(TERLALU_BESAR)


@dataclass(slots=True)
class Pindaian:
    """One sheet as scanned: how far it reaches, and its cells of a special kind."""

    hitungan: Hitungan
    nama: str = ""
    baris: int = 0
    kolom: int = 0
    rumus: set[Letak] = field(default_factory=set)
    persen: set[Letak] = field(default_factory=set)
    galat: set[Letak] = field(default_factory=set)
    gabungan: list[tuple[Letak, Letak]] = field(default_factory=list)

    def fill(self, baris: int, kolom: int) -> None:
        """Count the cell at (`baris`, `kolom`) as filled; raise BerkasDitolak past a bound."""
        if baris < self.baris and kolom < self.kolom:
            return
        if baris >= BARIS_TERBANYAK:
            raise BerkasDitolak(
                f"{self._sebut()} berisi lebih dari 10.000 baris. Hapus baris yang tidak perlu "
                "atau pecah menjadi beberapa berkas, lalu unggah lagi."
            )
        if kolom >= KOLOM_TERBANYAK:
            raise BerkasDitolak(
                f"{self._sebut()} berisi lebih dari {KOLOM_TERBANYAK} kolom. Hapus kolom yang "
                "tidak perlu, lalu unggah lagi."
            )
        tinggi, lebar = max(self.baris, baris + 1), max(self.kolom, kolom + 1)
        self.hitungan.luas += tinggi * lebar - self.baris * self.kolom
        self.baris, self.kolom = tinggi, lebar
        if self.hitungan.luas > LUAS_TERBESAR:
            raise BerkasDitolak(TERLALU_BESAR)

    def _sebut(self) -> str:
        return f"Lembar “{self.nama[:50]}”" if self.nama else "Satu lembar buku kerja ini"


def check_banyak(banyak: int) -> None:
    """Raise BerkasDitolak for more sheets than are read."""
    if banyak > LEMBAR_TERBANYAK:
        raise BerkasDitolak(
            f"Buku kerja ini berisi {banyak} lembar; paling banyak {LEMBAR_TERBANYAK}. Hapus "
            "lembar yang tidak perlu, lalu unggah lagi."
        )


def is_persen(kode: str) -> bool:
    """Whether a number format shows a hundredfold: a quoted "%" is only a letter."""
    return "%" in _BUKAN_LAMBANG.sub("", kode)
