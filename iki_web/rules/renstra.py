"""The Renstra's end targets: who reads and fixes them, and what a form says of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from iki_web.rules.bilangan import parse_angka
from iki_web.rules.galat import Ditolak, TidakBerwenang
from iki_web.rules.keputusan import is_kepala
from iki_web.rules.keterlihatan import Pelaku

_MEDAN = re.compile(r"r-([0-9]{1,9})")
_ANGKA = re.compile(r"[0-9]{1,9}")


def can_set_renstra(pelaku: Pelaku) -> bool:
    """Whether a person fixes them: as what is issued for the whole office, not position by one."""
    return pelaku.pengelola or is_kepala(pelaku)


def can_read_renstra(pelaku: Pelaku) -> bool:
    """Whether a person reads the sheet of the whole office; the recap shows each his own."""
    return can_set_renstra(pelaku) or pelaku.pemeriksa


def check_renstra(pelaku: Pelaku) -> None:
    """Raise TidakBerwenang for whoever may not fix them."""
    if not can_set_renstra(pelaku):
        raise TidakBerwenang("Target akhir Renstra ditetapkan oleh pengelola atau pimpinan kantor.")


@dataclass(frozen=True, slots=True)
class KirimanRenstra:
    """One field its sender changed: what he wrote, the number (None: no target), the version seen.

    `galat`: why the text is no number; empty where it is one.
    """

    indikator_id: int
    teks: str
    nilai: Decimal | None
    versi: int
    galat: str = ""

    @property
    def medan(self) -> str:
        """The name of its form field."""
        return f"r-{self.indikator_id}"


def is_diubah(form: Mapping[str, str], indikator_id: int) -> bool:
    """Whether a field says something else than when its sender opened the page ("a-17")."""
    teks = form.get(f"r-{indikator_id}")
    return teks is not None and teks.strip() != form.get(f"a-{indikator_id}", "").strip()


def read_renstra(form: Mapping[str, str]) -> tuple[KirimanRenstra, ...]:
    """Read the fields that were changed ("r-17"); raises Ditolak where a version is missing."""
    cocok = (_MEDAN.fullmatch(nama) for nama in form)
    nomor = [int(satu[1]) for satu in cocok if satu]
    return tuple(_read(form, satu) for satu in nomor if is_diubah(form, satu))


def _read(form: Mapping[str, str], nomor: int) -> KirimanRenstra:
    versi, teks = form.get(f"v-{nomor}", ""), form[f"r-{nomor}"].strip()
    if not _ANGKA.fullmatch(versi):
        raise Ditolak("Formulir ini tidak lengkap (versi). Muat ulang halaman, lalu coba lagi.")
    try:
        nilai = parse_angka(teks) if teks else None
    except ValueError as sebab:
        return KirimanRenstra(nomor, teks, None, int(versi), str(sebab))
    return KirimanRenstra(nomor, teks, nilai, int(versi))


def read_tahun(form: Mapping[str, str]) -> int:
    """Read for which end year the form was opened; raises Ditolak where it does not say."""
    teks = form.get("tahun", "")
    if not _ANGKA.fullmatch(teks):
        raise Ditolak("Formulir ini tidak lengkap (tahun). Muat ulang halaman, lalu coba lagi.")
    return int(teks)
