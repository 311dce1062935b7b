"""The recap as plain rows: a viewer's positions, their indicators, and every place of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from iki_web.queries.acuan import BarisIndikator, BarisJabatan, BarisPeriode
from iki_web.rules.alur import Status
from iki_web.rules.periode import WIB, KodePeriode, hitung_hari_kerja
from iki_web.rules.persetujuan import Pemegang, Penyetuju
from iki_web.rules.rekap import (
    BATAS_MENUNGGU,
    Butir,
    Deret,
    Gulungan,
    Rerata,
    Sel,
    format_aturan,
)


@dataclass(frozen=True, slots=True)
class TempatRekap:
    """One place (indicator, period) of the recap.

    `sejak`: when it was submitted, returned or last saved, by its state. `penyetuju`: who decides
    on it today, where it waits for a decision. `alasan`: why its position is excepted.
    """

    indikator: BarisIndikator
    periode: BarisPeriode
    butir: Butir
    predikat: str | None = None
    sejak: datetime | None = None
    penyetuju: Penyetuju | None = None
    alasan: str = ""

    def hitung_tunggu(self, hari_ini: date, libur: frozenset[date]) -> int:
        """Return the working days an entry has waited for a decision; 0 where none can come."""
        if self.butir.status is not Status.DIAJUKAN or self.butir.tutup or self.sejak is None:
            return 0
        return hitung_hari_kerja(self.sejak.astimezone(WIB).date(), hari_ini, libur)


@dataclass(frozen=True, slots=True)
class RekapIndikator:
    """An indicator with its places in order of period, and its year."""

    indikator: BarisIndikator
    deret: Deret
    tempat: tuple[TempatRekap, ...]
    setahun: Gulungan


@dataclass(frozen=True, slots=True)
class Angka:
    """The numbers of one quarter over some positions; entries, not indicators.

    `lepas`: handed in, but its period closed before anybody decided.
    """

    disetujui: int = 0
    wajib: int = 0
    menunggu: int = 0
    lama: int = 0
    belum: int = 0
    lepas: int = 0

    def __add__(self, lain: "Angka") -> "Angka":
        """Return the numbers of both together."""
        return Angka(
            disetujui=self.disetujui + lain.disetujui,
            wajib=self.wajib + lain.wajib,
            menunggu=self.menunggu + lain.menunggu,
            lama=self.lama + lain.lama,
            belum=self.belum + lain.belum,
            lepas=self.lepas + lain.lepas,
        )


@dataclass(frozen=True, slots=True, eq=False)
class RekapJabatan:
    """A position: `tingkat` counts from 0 among the positions shown; `sel` has one per quarter.

    Compared as an object: while nothing of the position changes it stays the same one, so what is
    made of it can be kept beside it.
    """

    jabatan: BarisJabatan
    tingkat: int
    pemegang: tuple[Pemegang, ...]
    indikator: tuple[RekapIndikator, ...]
    sel: tuple[Sel, ...]
    setahun: Sel

    def list_tempat(self, kolom: int) -> tuple[TempatRekap, ...]:
        """Return the places that count in one quarter and are due, in order of the annex."""
        return tuple(
            tempat
            for satu in self.indikator
            for tempat in satu.tempat
            if tempat.butir.kolom == kolom and tempat.butir.wajib
        )

    def count_angka(self, kolom: int, hari_ini: date, libur: frozenset[date]) -> Angka:
        """Return what the tiles count of this position in a quarter."""
        tempat = self.list_tempat(kolom)
        status = [t.butir.status for t in tempat]
        lepas = sum(t.butir.status is Status.DIAJUKAN and t.butir.tutup for t in tempat)
        return Angka(
            disetujui=status.count(Status.DISETUJUI),
            wajib=len(tempat),
            menunggu=status.count(Status.DIAJUKAN) - lepas,
            lama=sum(t.hitung_tunggu(hari_ini, libur) > BATAS_MENUNGGU for t in tempat),
            belum=sum(not satu.sudah for satu in status),
            lepas=lepas,
        )


@dataclass(frozen=True, slots=True)
class Rekap:
    """The recap of a year for one viewer; `kolom` are the quarters, `kantor` their means.

    `seluruh`: the viewer reads every position that has indicators. `singkat`: short names of
    positions by id, for those who decide. `skala`, `plafon`: the year is read by those of its
    last quarter, each quarter by its own (`kolom`).
    """

    tahun: int
    hari_ini: date
    sekarang: datetime
    seluruh: bool
    kolom: tuple[BarisPeriode, ...]
    jabatan: tuple[RekapJabatan, ...]
    kantor: tuple[Rerata, ...]
    setahun: Rerata
    skala: tuple[tuple[Decimal, str], ...]
    plafon: Decimal | None
    singkat: Mapping[int, str]
    libur: frozenset[date]

    @property
    def aturan(self) -> str:
        """The rules printed under the tables."""
        kolom = [(p.kode.singkat, p.skala, p.plafon) for p in self.kolom]
        return format_aturan(self.skala, self.plafon, kolom)

    def count_angka(self, kolom: int) -> Angka:
        """Return what the tiles say of a quarter."""
        semua = (j.count_angka(kolom, self.hari_ini, self.libur) for j in self.jabatan)
        return sum(semua, Angka())


@dataclass(frozen=True, slots=True)
class Saringan:
    """What the address asks for: `kolom` is the quarter in view, `periode` only where chosen."""

    tahun: int
    kolom: int
    periode: KodePeriode | None = None
    jabatan: BarisJabatan | None = None
