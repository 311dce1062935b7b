"""What the parts of the chapter share: an indicator with its number in all of its tables."""

from dataclasses import dataclass

from iki_web.queries.acuan import BarisJabatan
from iki_web.queries.rekap import RekapIndikator


@dataclass(frozen=True, slots=True)
class Butir:
    """An indicator of the chapter: its number, who answers for it, its year."""

    nomor: int
    jabatan: BarisJabatan
    satu: RekapIndikator
