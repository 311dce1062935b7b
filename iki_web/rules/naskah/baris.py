"""One row of a sheet under its headings: each cell to its value, each fault to its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from iki_web.rules.naskah.lembar import LEMBAR
from iki_web.rules.teks import clean_teks

E = TypeVar("E", bound=StrEnum)

PALING_HURUF = 4_000
PALING_KODE = 60
_POLA_KODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Salah:
    """One fault; `baris` counts as the workbook does, 0 where it is the whole sheet."""

    lembar: str
    baris: int
    kolom: str
    kalimat: str


class Baris:
    """One row under its headings; what cannot be read becomes a fault and an empty value."""

    def __init__(self, lembar: str, nomor: int, isi: Sequence[Any], salah: list[Salah]) -> None:
        self.lembar, self.nomor, self._salah = lembar, nomor, salah
        judul = (nama for nama, _ in LEMBAR[lembar])
        self._isi = dict(zip(judul, [*isi, *[None] * len(LEMBAR[lembar])], strict=False))

    def kode(self, kolom: str) -> str:
        """Return a cell as a code: it stands in addresses and in the audit trail."""
        teks = self.teks(kolom, wajib=True, paling=PALING_KODE)
        if teks and not _POLA_KODE.fullmatch(teks):
            self.refuse(kolom, "Kode hanya huruf kecil, angka, dan tanda hubung.")
        return teks

    def refuse(self, kolom: str, kalimat: str) -> None:
        """Keep a fault of this row."""
        self._salah.append(Salah(self.lembar, self.nomor, kolom, kalimat))

    def teks(self, kolom: str, *, wajib: bool = False, paling: int = PALING_HURUF) -> str:
        """Return a cell as text; whole numbers read as they are written."""
        nilai = self._isi[kolom]
        if isinstance(nilai, float) and nilai.is_integer():
            nilai = int(nilai)
        if isinstance(nilai, bool | float | date):
            self.refuse(kolom, "Sel ini harus berisi teks.")
            return ""
        try:
            bersih = clean_teks("" if nilai is None else str(nilai), paling, kolom)
        except ValueError as sebab:
            self.refuse(kolom, str(sebab))
            return ""
        if wajib and not bersih:
            self.refuse(kolom, f"{kolom} belum diisi.")
        return bersih

    def tanggal(self, kolom: str) -> date | None:
        """Return a cell as a day."""
        nilai = self._isi[kolom]
        if isinstance(nilai, datetime):
            nilai = nilai.date()
        if not isinstance(nilai, date):
            self.refuse(kolom, "Isi dengan tanggal, bukan teks.")
            return None
        return nilai

    def bulat(self, kolom: str, sampai: int) -> int | None:
        """Return a cell as a whole number from 1, None where it is empty."""
        nilai = self._isi[kolom]
        if nilai is None or nilai == "":
            return None
        if isinstance(nilai, float) and nilai.is_integer():
            nilai = int(nilai)
        if not isinstance(nilai, int) or isinstance(nilai, bool) or not 1 <= nilai <= sampai:
            self.refuse(kolom, f"Isi dengan bilangan bulat dari 1 sampai {sampai}.")
            return None
        return nilai

    def pilihan(self, kolom: str, kelas: type[E], lazim: E) -> E:
        """Return a cell as one word of a closed set."""
        teks = self.teks(kolom).upper()
        try:
            return kelas(teks)
        except ValueError:
            self.refuse(kolom, f"Pilih salah satu: {', '.join(kelas)}.")
            return lazim
