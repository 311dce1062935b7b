"""The rows of the reference data, plain and frozen: positions, people, editions, periods."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from iki_web.models import StatusKeputusan
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.periode import (
    Aturan,
    JenisPeriode,
    KodePeriode,
    Sisa,
    StatusPeriode,
    compute_sisa,
    is_terbuka,
)
from iki_web.rules.rumus import CaraHitung, JenisRumus


@dataclass(frozen=True, slots=True)
class BarisKantor:
    """The office, its rules of rating and of deadlines."""

    id: int
    nama: str
    kabupaten: str
    skala: tuple[tuple[Decimal, str], ...]
    plafon: Decimal | None
    aturan: Aturan
    akhir_renstra: int | None
    peringatan: int | None


@dataclass(frozen=True, slots=True)
class BarisJabatan:
    """A position; `tingkat` counts from 0 at the head of the tree."""

    id: int
    kode: str
    nama: str
    nama_singkat: str
    atasan_id: int | None
    jalur: str
    tingkat: int
    urutan: int
    aktif: bool
    versi: int


@dataclass(frozen=True, slots=True)
class BarisPegawai:
    """A person, without anything secret."""

    id: int
    nama: str
    nama_pengguna: str
    aktif: bool


@dataclass(frozen=True, slots=True)
class BarisPenugasan:
    """An assignment with its dates."""

    pegawai_id: int
    jabatan_id: int
    jenis: JenisPenugasan
    mulai: date
    selesai: date | None

    def is_berlaku(self, hari: date) -> bool:
        """Whether it holds on a day, first and last day included."""
        return self.mulai <= hari and (self.selesai is None or hari <= self.selesai)


@dataclass(frozen=True, slots=True)
class BarisKeputusan:
    """An edition; a draft has no number yet."""

    id: int
    kode: str
    nomor: str
    berlaku_mulai: date
    status: StatusKeputusan


@dataclass(frozen=True, slots=True)
class BarisSumber:
    """An evidence slot of an indicator; `nomor` counts from 1."""

    id: int
    nomor: int
    nama: str


@dataclass(frozen=True, slots=True)
class BarisDokumen:
    """A row of a document list."""

    id: int
    nama: str
    setahun: int | None


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """An indicator with its slots and document list."""

    id: int
    keputusan_id: int
    jabatan_id: int
    kode: str
    sasaran: str
    nama: str
    jenis_rumus: JenisRumus
    pembilang: str
    penyebut: str
    satuan: str
    arah: Arah
    rumus_turun: RumusTurun
    cara_hitung: CaraHitung
    frekuensi: JenisPeriode
    contoh: str
    induk_id: int | None
    asal_id: int | None
    berakhir: date | None
    sumber: tuple[BarisSumber, ...]
    dokumen: tuple[BarisDokumen, ...]

    def is_diminta(self, periode: KodePeriode) -> bool:
        """Whether a period asks for it: those that begin after it was ended do not."""
        return self.berakhir is None or periode.mulai <= self.berakhir


@dataclass(frozen=True, slots=True)
class BarisPeriode:
    """A period; `batas` is the first instant at which it is closed.

    `skala`, `plafon`: those it is rated by, its own where it had closed before they changed.
    """

    id: int
    kode: KodePeriode
    batas: datetime
    status: StatusPeriode
    alasan_buka: str
    versi: int
    skala: tuple[tuple[Decimal, str], ...]
    plafon: Decimal | None

    def is_terbuka(self, sekarang: datetime) -> bool:
        """Whether its entries may change at this instant."""
        return is_terbuka(self.status, self.batas, sekarang)

    def find_sisa(self, sekarang: datetime, libur: frozenset[date]) -> Sisa | None:
        """Return what is left to submit, counted past the office's holidays; None when closed."""
        if not self.is_terbuka(sekarang):
            return None
        return compute_sisa(self.batas, sekarang, libur)


@dataclass(frozen=True, slots=True)
class BarisTarget:
    """The target in force; version 0 where none was ever fixed."""

    nilai: Decimal | None
    versi: int

    @property
    def belum(self) -> bool:
        """Whether none was fixed yet."""
        return self.versi == 0

    @property
    def tidak_ditargetkan(self) -> bool:
        """Whether it is there and says "-": empty, 0 and "-" are three things."""
        return self.versi > 0 and self.nilai is None


BELUM_ADA = BarisTarget(None, 0)
