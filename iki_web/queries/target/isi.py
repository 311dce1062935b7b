"""Targets as plain rows: per position its indicators, per indicator the year and its periods."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from iki_web.queries.acuan import BarisIndikator, BarisJabatan, BarisPeriode, BarisTarget
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.capaian import round_tampil
from iki_web.rules.rumus import Hasil
from iki_web.rules.target import (
    JenisTarget,
    Sifat,
    StatusUsulanTarget,
    TempatTarget,
    Wewenang,
    classify_jenis,
    format_target,
    list_peringatan,
)


@dataclass(frozen=True, slots=True)
class UsulanTampil:
    """A proposal of an owner, and what became of it."""

    id: int
    indikator_id: int
    tahun: int
    periode: BarisPeriode | None
    nilai: Decimal | None
    alasan: str
    status: StatusUsulanTarget
    pengusul_id: int
    pengusul: str
    diusulkan: datetime
    pemutus: str
    diputus: datetime | None
    catatan: str
    versi: int

    @property
    def untuk(self) -> str:
        """What it is for: the year, or one period."""
        return self.periode.kode.nama if self.periode else f"Tahun {self.tahun}"


@dataclass(frozen=True, slots=True)
class VersiTarget:
    """One version in the history of a target; `penetap` is empty where the app itself fixed it."""

    periode: BarisPeriode | None
    nilai: Decimal | None
    versi: int
    jenis: JenisTarget
    alasan: str
    tanggal: date
    penetap: str
    ditetapkan: datetime | None


@dataclass(frozen=True, slots=True)
class HasilTahunLalu:
    """A past year's result, where the viewer may read values; `impor`: from before the app."""

    tahun: int
    hasil: Hasil
    capaian: Decimal | None
    impor: bool

    @property
    def nilai(self) -> Decimal:
        """The figure itself; a year with nothing to measure is no result here."""
        assert self.hasil.nilai is not None
        return self.hasil.nilai


@dataclass(frozen=True, slots=True)
class SelTarget:
    """The target of an indicator's year (no `periode`) or of one period, as it stands on its own.

    `terkunci`: the period is closed, so its own target stays.
    """

    indikator: BarisIndikator
    periode: BarisPeriode | None
    target: BarisTarget
    usulan: UsulanTampil | None = None
    terkunci: bool = False

    @property
    def tempat(self) -> TempatTarget:
        """Its address."""
        return TempatTarget(self.indikator.id, self.periode.kode.kode if self.periode else None)

    @property
    def teks(self) -> str:
        """The target in words; empty where it has none of its own."""
        return "" if self.target.belum else self.format(self.target.nilai)

    def format(self, nilai: Decimal | None) -> str:
        """Return a value in this indicator's unit."""
        return format_target(nilai, self.indikator.satuan)

    @property
    def isian(self) -> str:
        """The target as its field shows it, without the unit."""
        nilai = self.target.nilai
        return format_cacah(nilai) if nilai is not None else "" if self.target.belum else "-"

    @property
    def jenis(self) -> JenisTarget:
        """Which agreement it comes from."""
        return classify_jenis(self.target.versi)


@dataclass(frozen=True, slots=True)
class BarisTargetTampil:
    """An indicator with its targets; `nomor` is its place in the position's annex."""

    nomor: int
    indikator: BarisIndikator
    setahun: SelTarget
    periode: tuple[SelTarget, ...]
    wewenang: Wewenang
    lalu: HasilTahunLalu | None

    @property
    def sel(self) -> tuple[SelTarget, ...]:
        """The year first, then the periods."""
        return (self.setahun, *self.periode)

    @property
    def usulan(self) -> tuple[UsulanTampil, ...]:
        """What is proposed and waits."""
        return tuple(sel.usulan for sel in self.sel if sel.usulan)

    @property
    def peringatan(self) -> tuple[str, ...]:
        """What is odd about the year's target."""
        return self.timbang(self.setahun.target.nilai)

    @property
    def lalu_teks(self) -> str:
        """Last year's result in words, as printed; empty where there is none to read."""
        return self.setahun.format(round_tampil(self.lalu.nilai)) if self.lalu else ""

    @property
    def siapa(self) -> str:
        """Who fixes it and decides on proposals today."""
        meja = self.wewenang.penyetuju
        if meja is None:
            return "Pengelola"
        return f"{meja.teks} ({', '.join(p.nama for p in meja.pemegang)})"

    def timbang(self, nilai: Decimal | None) -> tuple[str, ...]:
        """Return what is odd about a value, as far as this viewer may know."""
        indikator = self.indikator
        sifat = Sifat(
            indikator.satuan,
            indikator.arah,
            indikator.jenis_rumus,
            indikator.pembilang,
            indikator.penyebut,
        )
        return list_peringatan(nilai, sifat, self.lalu.nilai if self.lalu else None)


@dataclass(frozen=True, slots=True)
class KelompokTarget:
    """The targets of one position."""

    jabatan: BarisJabatan
    pemangku: tuple[str, ...]
    baris: tuple[BarisTargetTampil, ...]

    @property
    def kosong(self) -> tuple[BarisTargetTampil, ...]:
        """The indicators without a target for the year."""
        return tuple(b for b in self.baris if b.setahun.target.belum)

    @property
    def banyak_kosong(self) -> int:
        """How many are without one."""
        return len(self.kosong)

    @property
    def kolom_terisi(self) -> tuple[BarisPeriode, ...]:
        """The periods in which some target stands on its own."""
        ada = {s.periode for b in self.baris for s in b.periode if not s.target.belum}
        return tuple(p for p in self.kolom if p in ada)

    @property
    def kolom(self) -> tuple[BarisPeriode, ...]:
        """The periods of its indicators, in order of the calendar."""
        semua = {sel.periode for b in self.baris for sel in b.periode if sel.periode}
        return tuple(sorted(semua, key=lambda p: p.kode))


@dataclass(frozen=True, slots=True)
class HalamanTarget:
    """The targets of a year as far as a viewer sees them; `pilihan`: positions to look at alone."""

    tahun: int
    daftar_tahun: tuple[int, ...]
    nomor_keputusan: str
    pilihan: tuple[BarisJabatan, ...]
    jabatan: BarisJabatan | None
    kelompok: tuple[KelompokTarget, ...]

    @property
    def baris(self) -> tuple[BarisTargetTampil, ...]:
        """All indicators."""
        return tuple(b for k in self.kelompok for b in k.baris)

    @property
    def usulan(self) -> tuple[tuple[BarisTargetTampil, SelTarget], ...]:
        """What is proposed and waits, with its place."""
        return tuple((b, sel) for b in self.baris for sel in b.sel if sel.usulan)


@dataclass(frozen=True, slots=True)
class RincianTarget:
    """One indicator's targets of a year with their whole history, newest first."""

    halaman: HalamanTarget
    jabatan: BarisJabatan
    baris: BarisTargetTampil
    versi: tuple[VersiTarget, ...]
    usulan: tuple[UsulanTampil, ...]


@dataclass(frozen=True, slots=True)
class TugasTarget:
    """What of a year's targets waits for one person: proposals, and what he could fix."""

    tahun: int
    usulan: int
    kosong: tuple[tuple[BarisJabatan, int], ...]
