"""Reporting periods: their codes and dates, working days, and the instant a period closes (WIB)."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import total_ordering
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

TAHUN_TERKECIL, TAHUN_TERBESAR = 2000, 2999
_ROMAWI = ("I", "II", "III", "IV")
_HARI = timedelta(days=1)
_POLA_KODE = re.compile(r"([0-9]{4})(?:-(?:S([0-9])|TW([0-9])|([0-9]{2})))?")


class JenisPeriode(StrEnum):
    """How often an indicator is reported; declared from the longest to the shortest."""

    TAHUNAN = "TAHUNAN"
    SEMESTERAN = "SEMESTERAN"
    TRIWULANAN = "TRIWULANAN"
    BULANAN = "BULANAN"


class StatusPeriode(StrEnum):
    """The life of a period: not yet opened, open, closed."""

    BELUM_DIBUKA = "BELUM_DIBUKA"
    DIBUKA = "DIBUKA"
    DITUTUP = "DITUTUP"


_URUTAN = {jenis: nomor for nomor, jenis in enumerate(JenisPeriode)}
_BANYAK = {
    JenisPeriode.TAHUNAN: 1,
    JenisPeriode.SEMESTERAN: 2,
    JenisPeriode.TRIWULANAN: 4,
    JenisPeriode.BULANAN: 12,
}


@total_ordering
@dataclass(frozen=True, slots=True)
class KodePeriode:
    """One period of one year: tahun 2000-2999, jenis, ke (1-based within the year).

    Ordered by year, then from the longest kind to the shortest, then by number.
    Raises ValueError with an Indonesian sentence when no such period exists.
    """

    tahun: int
    jenis: JenisPeriode
    ke: int

    def __post_init__(self) -> None:
        if not TAHUN_TERKECIL <= self.tahun <= TAHUN_TERBESAR:
            raise ValueError(
                f"Tahun harus antara {TAHUN_TERKECIL} dan {TAHUN_TERBESAR}, bukan {self.tahun}."
            )
        if not 1 <= self.ke <= _BANYAK[self.jenis]:
            raise ValueError(
                f"Periode {self.jenis.lower()} bernomor 1 sampai {_BANYAK[self.jenis]}, "
                f"bukan {self.ke}."
            )

    def __lt__(self, lain: object) -> bool:
        if not isinstance(lain, KodePeriode):
            return NotImplemented
        kunci_lain = (lain.tahun, _URUTAN[lain.jenis], lain.ke)
        return (self.tahun, _URUTAN[self.jenis], self.ke) < kunci_lain

    @property
    def kode(self) -> str:
        """The code in addresses and tables: 2026, 2026-S1, 2026-TW1 or 2026-01."""
        match self.jenis:
            case JenisPeriode.TAHUNAN:
                return f"{self.tahun}"
            case JenisPeriode.SEMESTERAN:
                return f"{self.tahun}-S{self.ke}"
            case JenisPeriode.TRIWULANAN:
                return f"{self.tahun}-TW{self.ke}"
            case JenisPeriode.BULANAN:
                return f"{self.tahun}-{self.ke:02d}"

    @property
    def nama(self) -> str:
        """The full name: Tahun 2026, Semester I 2026, Triwulan I 2026 or Januari 2026."""
        match self.jenis:
            case JenisPeriode.TAHUNAN:
                return f"Tahun {self.tahun}"
            case JenisPeriode.SEMESTERAN:
                return f"Semester {_ROMAWI[self.ke - 1]} {self.tahun}"
            case JenisPeriode.TRIWULANAN:
                return f"Triwulan {_ROMAWI[self.ke - 1]} {self.tahun}"
            case JenisPeriode.BULANAN:
                return f"{NAMA_BULAN[self.ke - 1]} {self.tahun}"

    @property
    def singkat(self) -> str:
        """The column head inside one year: Tahun, Smt I, TW I or Jan."""
        match self.jenis:
            case JenisPeriode.TAHUNAN:
                return "Tahun"
            case JenisPeriode.SEMESTERAN:
                return f"Smt {_ROMAWI[self.ke - 1]}"
            case JenisPeriode.TRIWULANAN:
                return f"TW {_ROMAWI[self.ke - 1]}"
            case JenisPeriode.BULANAN:
                return NAMA_BULAN[self.ke - 1][:3]

    @property
    def mulai(self) -> date:
        """The first day of the period."""
        lama = 12 // _BANYAK[self.jenis]
        return date(self.tahun, (self.ke - 1) * lama + 1, 1)

    @property
    def selesai(self) -> date:
        """The last day of the period, inclusive."""
        bulan_akhir = self.ke * 12 // _BANYAK[self.jenis]
        if bulan_akhir == 12:
            return date(self.tahun, 12, 31)
        return date(self.tahun, bulan_akhir + 1, 1) - _HARI


def parse_kode(teks: str) -> KodePeriode:
    """Read a period code exactly as `KodePeriode.kode` writes it (ASCII digits, capitals).

    Raises ValueError with an Indonesian sentence for anything else.
    """
    cocok = _POLA_KODE.fullmatch(teks)
    if cocok is None:
        raise ValueError("Kode periode harus berbentuk 2026, 2026-S1, 2026-TW1, atau 2026-01.")
    tahun, semester, triwulan, bulan = cocok.groups()
    if semester is not None:
        return KodePeriode(int(tahun), JenisPeriode.SEMESTERAN, int(semester))
    if triwulan is not None:
        return KodePeriode(int(tahun), JenisPeriode.TRIWULANAN, int(triwulan))
    if bulan is not None:
        return KodePeriode(int(tahun), JenisPeriode.BULANAN, int(bulan))
    return KodePeriode(int(tahun), JenisPeriode.TAHUNAN, 1)


def list_kode(tahun: int, jenis: JenisPeriode) -> tuple[KodePeriode, ...]:
    """All periods of one kind in a year, in order (1, 2, 4 or 12 of them)."""
    return tuple(KodePeriode(tahun, jenis, ke) for ke in range(1, _BANYAK[jenis] + 1))


def is_hari_kerja(hari: date, libur: AbstractSet[date] = frozenset()) -> bool:
    """True from Monday to Friday, unless the day is among the holidays."""
    return hari.weekday() < 5 and hari not in libur


def tambah_hari_kerja(hari: date, n: int, libur: AbstractSet[date] = frozenset()) -> date:
    """The n-th working day after `hari` (`hari` itself never counts; n = 0 gives it back).

    The 10th working day of January is thus counted from 31 December. Raises ValueError for n < 0.
    """
    if n < 0:
        raise ValueError("Banyaknya hari kerja tidak boleh negatif.")
    while n > 0:
        hari += _HARI
        if is_hari_kerja(hari, libur):
            n -= 1
    return hari


def hitung_hari_kerja(dari: date, sampai: date, libur: AbstractSet[date] = frozenset()) -> int:
    """Working days after `dari` up to and including `sampai`; 0 when `sampai` is not later.

    The inverse of tambah_hari_kerja: what was submitted on Monday has waited 3 days on Thursday.
    """
    if sampai <= dari:
        return 0
    pekan, sisa = divmod((sampai - dari).days, 7)
    hari = pekan * 5 + sum((dari.weekday() + i) % 7 < 5 for i in range(1, sisa + 1))
    return hari - sum(dari < hari_libur <= sampai for hari_libur in libur if _di_pekan(hari_libur))


def _di_pekan(hari: date) -> bool:
    return hari.weekday() < 5


class CaraBatas(StrEnum):
    """What the working days of a deadline are counted from: the period's end, or the year's."""

    PERIODE = "PERIODE"
    TAHUN = "TAHUN"


@dataclass(frozen=True, slots=True)
class Aturan:
    """The rule of deadlines: the `hari`-th working day after the period, or after the year."""

    cara: CaraBatas
    hari: int

    @property
    def teks(self) -> str:
        """The rule in words."""
        kata = "periodenya" if self.cara is CaraBatas.PERIODE else "tahunnya"
        return f"hari kerja ke-{self.hari} setelah {kata} berakhir"


def compute_hari_batas(
    kode: KodePeriode, aturan: Aturan, libur: AbstractSet[date] = frozenset()
) -> date:
    """Return the last day of submission the rule gives; weekends and holidays do not count."""
    akhir = kode.selesai if aturan.cara is CaraBatas.PERIODE else date(kode.tahun, 12, 31)
    return tambah_hari_kerja(akhir, aturan.hari, libur)


def compute_tawaran(
    kode: KodePeriode, aturan: Aturan, libur: AbstractSet[date], hari_ini: date
) -> date:
    """Return the last day to offer: by the rule, or where that has passed as many days from now."""
    hari = compute_hari_batas(kode, aturan, libur)
    return hari if hari >= hari_ini else tambah_hari_kerja(hari_ini, aturan.hari, libur)


@dataclass(frozen=True, slots=True)
class Sisa:
    """What is left until a deadline; `hari` calendar days after today, 0 on the last one."""

    hari_kerja: int
    hari: int
    detik: int


def compute_sisa(
    batas: datetime, sekarang: datetime, libur: AbstractSet[date] = frozenset()
) -> Sisa:
    """Return what is left of a deadline that has not passed (aware datetimes, days in WIB)."""
    hari_ini, terakhir = sekarang.astimezone(WIB).date(), find_hari_terakhir(batas)
    return Sisa(
        hitung_hari_kerja(hari_ini, terakhir, libur),
        (terakhir - hari_ini).days,
        int((batas - sekarang).total_seconds()),
    )


def find_hari_terakhir(batas: datetime) -> date:
    """Return the day (WIB) that ends at `batas`: the last one on which entries may change."""
    return (batas.astimezone(WIB) - timedelta(microseconds=1)).date()


def batas_hari_kerja(hari: date) -> datetime:
    """The instant (aware, UTC) at which `hari` has ended in WIB: 00:00 WIB of the next day.

    It is the first instant that is too late; people read it as "pukul 23.59 WIB" of `hari`.
    """
    return datetime.combine(hari + _HARI, time.min, WIB).astimezone(UTC)


def is_terbuka(status: StatusPeriode, batas: datetime, sekarang: datetime) -> bool:
    """True while the period is DIBUKA and `sekarang` is before `batas`, in whatever zones given.

    Raises ValueError for a datetime without a zone: it would mean the server's own zone.
    """
    if batas.utcoffset() is None or sekarang.utcoffset() is None:
        raise ValueError("Waktu harus menyebut zonanya.")
    # Compared in UTC: two datetimes of one zone object are compared by their wall clocks.
    return status == StatusPeriode.DIBUKA and sekarang.astimezone(UTC) < batas.astimezone(UTC)
