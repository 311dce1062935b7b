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
    BELUM_DIAJUKAN,
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


@dataclass(frozen=True, slots=True)
class RekapIndikator:
    """An indicator with its places in order of period, and its year."""

    indikator: BarisIndikator
    deret: Deret
    tempat: tuple[TempatRekap, ...]
    setahun: Gulungan


@dataclass(frozen=True, slots=True)
class RekapJabatan:
    """A position: `tingkat` counts from 0 among the positions shown; `sel` has one per quarter."""

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


@dataclass(frozen=True, slots=True)
class Angka:
    """The numbers of one quarter over the positions shown; entries, not indicators."""

    disetujui: int
    wajib: int
    menunggu: int
    lama: int
    belum: int


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
        semua = [t for satu in self.jabatan for t in satu.list_tempat(kolom)]
        status = [t.butir.status for t in semua]
        lama = [t for t in semua if self.hitung_tunggu(t) > BATAS_MENUNGGU]
        return Angka(
            disetujui=status.count(Status.DISETUJUI),
            wajib=len(semua),
            menunggu=status.count(Status.DIAJUKAN),
            lama=len(lama),
            belum=sum(satu in BELUM_DIAJUKAN for satu in status),
        )

    def hitung_tunggu(self, tempat: TempatRekap) -> int:
        """Return the working days a submitted entry has waited; 0 for any other."""
        if tempat.butir.status is not Status.DIAJUKAN or tempat.sejak is None:
            return 0
        return hitung_hari_kerja(tempat.sejak.astimezone(WIB).date(), self.hari_ini, self.libur)


@dataclass(frozen=True, slots=True)
class Saringan:
    """What the address asks for: `kolom` is the quarter in view, `periode` only where chosen."""

    tahun: int
    kolom: int
    periode: KodePeriode | None = None
    jabatan: BarisJabatan | None = None
