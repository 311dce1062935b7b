"""The Renstra's end targets of the whole office, for the indicators of the edition in force."""

from dataclasses import dataclass

from iki_web.extensions import jam
from iki_web.queries.acuan import (
    Acuan,
    BarisIndikator,
    BarisJabatan,
    BarisTarget,
    find_acuan,
    get_acuan,
)
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.renstra import can_read_renstra
from iki_web.rules.target import format_target


@dataclass(frozen=True, slots=True)
class BarisRenstra:
    """An indicator with the end target that holds for it, and this year's target beside it.

    `versi`: of its own row, 0 where it has none and follows the indicator it continues.
    """

    nomor: int
    indikator: BarisIndikator
    target: BarisTarget
    versi: int
    tahun_ini: BarisTarget

    @property
    def turunan(self) -> bool:
        """Whether the target was fixed for the indicator of an earlier edition."""
        return self.versi == 0 and self.target.nilai is not None

    @property
    def isian(self) -> str:
        """The target as its field shows it, without the unit."""
        return "" if self.target.nilai is None else format_cacah(self.target.nilai)

    @property
    def teks(self) -> str:
        """The target in words."""
        nilai = self.target.nilai
        return "–" if nilai is None else format_target(nilai, self.indikator.satuan)

    @property
    def tahun_ini_teks(self) -> str:
        """This year's target in words; empty where none is fixed."""
        nilai = self.tahun_ini.nilai
        return "" if nilai is None else format_target(nilai, self.indikator.satuan)


@dataclass(frozen=True, slots=True)
class KelompokRenstra:
    """The indicators of one position."""

    jabatan: BarisJabatan
    baris: tuple[BarisRenstra, ...]


@dataclass(frozen=True, slots=True)
class HalamanRenstra:
    """The sheet; no `tahun` while the office has not said when its Renstra ends."""

    tahun: int | None
    tahun_ini: int
    kelompok: tuple[KelompokRenstra, ...]

    @property
    def baris(self) -> tuple[BarisRenstra, ...]:
        """All indicators."""
        return tuple(b for k in self.kelompok for b in k.baris)

    @property
    def terisi(self) -> int:
        """How many have an end target."""
        return sum(b.target.nilai is not None for b in self.baris)


def get_renstra(pelaku: Pelaku) -> HalamanRenstra:
    """Return the sheet; raises TidakBerwenang for whoever does not read the whole office."""
    return _build(pelaku, get_acuan(pelaku))


def find_renstra(pelaku: Pelaku) -> HalamanRenstra:
    """Return the sheet as the open transaction sees it."""
    return _build(pelaku, find_acuan(pelaku))


def _build(pelaku: Pelaku, acuan: Acuan) -> HalamanRenstra:
    if not can_read_renstra(pelaku):
        raise TidakBerwenang("Halaman ini bukan untuk jabatan atau tugas Anda.")
    kini = jam.today().year
    kelompok = (
        KelompokRenstra(j, _list_baris(acuan, acuan.list_indikator(j.id, kini), kini))
        for j in acuan.jabatan.values()
    )
    return HalamanRenstra(acuan.kantor.akhir_renstra, kini, tuple(k for k in kelompok if k.baris))


def _list_baris(
    acuan: Acuan, indikator: tuple[BarisIndikator, ...], kini: int
) -> tuple[BarisRenstra, ...]:
    return tuple(
        BarisRenstra(
            nomor,
            satu,
            acuan.find_renstra(satu.id),
            acuan.renstra[satu.id].versi if satu.id in acuan.renstra else 0,
            acuan.get_target(satu.id, kini),
        )
        for nomor, satu in enumerate(indikator, 1)
    )
