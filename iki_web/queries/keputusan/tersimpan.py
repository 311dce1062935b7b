"""A whole edition with the keys and versions of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from iki_web.models import StatusKeputusan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keputusan import ButirIndikator, Edisi, LembarJabatan, format_nama


@dataclass(frozen=True, slots=True)
class KunciIndikator:
    """The row of an indicator: where it came from, and whether it was ended."""

    id: int
    versi: int
    jabatan_kode: str
    asal_id: int | None
    berakhir: date | None
    alasan_berakhir: str


@dataclass(frozen=True, slots=True)
class EdisiKelola:
    """An edition with its rows: `jabatan` ids, `lampiran` (id, versi) and indicators by code.

    `nonaktif`: codes of the positions the office has abolished.
    """

    id: int
    status: StatusKeputusan
    versi: int
    dasar_id: int | None
    alasan_temuan: str
    pencabutan: Mapping[str, str]
    edisi: Edisi
    jabatan: Mapping[str, int]
    nonaktif: frozenset[str]
    lampiran: Mapping[str, tuple[int, int]]
    indikator: Mapping[str, KunciIndikator]

    @property
    def draf(self) -> bool:
        """Whether it may still change."""
        return self.status is StatusKeputusan.DRAF

    @property
    def nama(self) -> str:
        """The edition in words: by its number once it has one."""
        return format_nama(self.edisi.nomor, self.edisi.kode)

    def find_lembar(self, kode: str) -> LembarJabatan:
        """Return a position's sheet; raises TidakTerlihat where this edition has none."""
        for satu in self.edisi.lembar:
            if satu.kode == kode:
                return satu
        raise TidakTerlihat

    def find_indikator(self, indikator_id: int) -> tuple[ButirIndikator, KunciIndikator]:
        """Return an indicator of this edition by its row; raises TidakTerlihat for any other."""
        for butir in self.edisi.indikator:
            kunci = self.indikator[butir.kode]
            if kunci.id == indikator_id:
                return butir, kunci
        raise TidakTerlihat

    def list_induk(self, jabatan_kode: str) -> tuple[ButirIndikator, ...]:
        """Return the superior position's indicators, which one below may feed."""
        atasan = next(j.atasan for j in self.edisi.jabatan if j.kode == jabatan_kode)
        return next((j.indikator for j in self.edisi.jabatan if j.kode == atasan), ())

    def list_tanpa_lembar(self) -> tuple[LembarJabatan, ...]:
        """Return the positions that have no sheet in this edition and still exist."""
        return tuple(
            j for j in self.edisi.jabatan if j.nama_lampiran is None and j.kode not in self.nonaktif
        )
