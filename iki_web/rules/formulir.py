"""Reading a form of master data: every field to its value, every fault to a sentence beside it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from iki_web.rules.bilangan import parse_angka
from iki_web.rules.galat import Ditolak
from iki_web.rules.teks import clean_teks

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

#: `fromisoformat` reads weeks and days without hyphens too.
_POLA_HARI = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POLA_TAHUN = re.compile(r"2[0-9]{3}")
_PERIKSA = "Belum disimpan. Periksa isian yang bertanda merah."


class Pembaca:
    """Reads fields one after the other and keeps their faults; `check` raises them together.

    A field that is missing reads as an empty one. What could not be read comes back as an empty
    text or None, so that the rest is still looked at.
    """

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.galat: dict[str, str] = {}

    def refuse(self, nama: str, kalimat: str) -> None:
        """Keep a fault; the first one of a field stays."""
        self.galat.setdefault(nama, kalimat)

    def check(self, kalimat: str = _PERIKSA) -> None:
        """Raise Ditolak with all faults found so far, if there are any."""
        if self.galat:
            raise Ditolak(kalimat, self.galat)

    def teks(self, nama: str, label: str, paling: int, *, wajib: bool = False) -> str:
        """Read free text of one or more lines, at most `paling` characters."""
        try:
            bersih = clean_teks(self._form.get(nama, ""), paling, label)
        except ValueError as sebab:
            self.refuse(nama, str(sebab))
            return ""
        if wajib and not bersih:
            self.refuse(nama, f"{label} belum diisi.")
        return bersih

    def baris(self, nama: str, label: str, paling: int, *, wajib: bool = False) -> str:
        """Read one line of text: line feeds and runs of blanks become one blank."""
        return " ".join(self.teks(nama, label, paling, wajib=wajib).split())

    def tanggal(self, nama: str, label: str, *, wajib: bool = False) -> date | None:
        """Read a calendar day as a date field sends it (ISO), from 1900 to 2999."""
        mentah = self._form.get(nama, "").strip()
        if not mentah:
            if wajib:
                self.refuse(nama, f"{label} belum diisi.")
            return None
        try:
            hari = date.fromisoformat(mentah) if _POLA_HARI.fullmatch(mentah) else None
        except ValueError:
            hari = None
        if hari is None or not 1900 <= hari.year <= 2999:
            self.refuse(nama, f"{label} bukan tanggal yang benar. Contoh: 2026-10-14.")
            return None
        return hari

    def angka(self, nama: str, label: str, *, wajib: bool = False) -> Decimal | None:
        """Read a number typed the Indonesian way."""
        mentah = self._form.get(nama, "")
        if not mentah.strip():
            if wajib:
                self.refuse(nama, f"{label} belum diisi.")
            return None
        try:
            return parse_angka(mentah)
        except ValueError as sebab:
            self.refuse(nama, str(sebab))
            return None

    def bulat(self, nama: str, label: str, dari: int, sampai: int) -> int | None:
        """Read a whole number within bounds; it must be there."""
        nilai = self.angka(nama, label, wajib=True)
        if nilai is None:
            return None
        if nilai != int(nilai) or not dari <= nilai <= sampai:
            self.refuse(nama, f"{label} harus bilangan bulat dari {dari} sampai {sampai}.")
            return None
        return int(nilai)

    def tahun(self, nama: str, label: str) -> int | None:
        """Read a year the app knows; empty gives None and is no fault."""
        mentah = self._form.get(nama, "").strip()
        if not mentah:
            return None
        if not _POLA_TAHUN.fullmatch(mentah):
            self.refuse(nama, f"{label} ditulis empat angka, dari 2000 sampai 2999.")
            return None
        return int(mentah)

    def pilihan(self, nama: str, label: str, kelas: type[E]) -> E | None:
        """Read one word of a closed set; it must be there."""
        try:
            return kelas(self._form.get(nama, ""))
        except ValueError:
            self.refuse(nama, f"Pilih {label} dari daftar.")
            return None

    def nomor(self, nama: str, label: str, ada: Mapping[int, T]) -> T | None:
        """Read an id out of those there are; empty gives None and is no fault."""
        mentah = self._form.get(nama, "")
        if not mentah:
            return None
        sah = mentah.isascii() and mentah.isdigit() and len(mentah) < 10
        pilih = ada.get(int(mentah)) if sah else None
        if pilih is None:
            self.refuse(nama, f"Pilih {label} dari daftar.")
        return pilih

    def centang(self, nama: str) -> bool:
        """Whether a box was ticked."""
        return bool(self._form.get(nama))


def list_beda(kini: Mapping[str, str], ketik: Mapping[str, str]) -> tuple[str, ...]:
    """Return in sentences how what is stored by now differs from what someone typed.

    Both map a label to its text; labels of one side only are passed over.
    """
    return tuple(
        f"{label}: kini tersimpan “{_ringkas(kini[label])}”, Anda menulis “{_ringkas(teks)}”."
        for label, teks in ketik.items()
        if label in kini and kini[label] != teks
    )


def _ringkas(teks: str) -> str:
    return teks if len(teks) <= 200 else f"{teks[:199]}…"
