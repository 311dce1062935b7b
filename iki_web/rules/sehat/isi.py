"""What is healthy: the facts of an instance, and how each is said to the pengelola."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MIB = 1024 * 1024
GIB = 1024 * MIB
#: A clock is set right by seconds all the time; by more it is somebody, or a dead battery.
GESER_WAJAR = timedelta(seconds=30)


class Keadaan(StrEnum):
    """How something stands, the best first."""

    BAIK = "BAIK"
    PERLU = "PERLU"
    MASALAH = "MASALAH"


@dataclass(frozen=True, slots=True)
class Disk:
    """A folder of the instance and the room on its disk; none where it does not answer."""

    nama: str
    ruang: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Laju:
    """How long a room took, in milliseconds, over the last times; `kali` since the start."""

    endpoint: str
    kali: int
    tengah: float
    p95: float


@dataclass(frozen=True, slots=True)
class Mundur:
    """The clock was `dari`, and then `ke`, which is earlier."""

    dari: datetime
    ke: datetime


@dataclass(frozen=True, slots=True)
class Proses:
    """The serving process: since when, what failed, how long rooms take, its log and its line.

    `catatan`: lines of log that could not be written, none where no log is kept.
    """

    mulai: datetime
    mundur: Mundur | None
    galat: int
    lambat: Sequence[Laju]
    catatan: int | None
    aman: bool
    versi: str
    python: str
    zona: str


@dataclass(frozen=True, slots=True)
class Kejadian:
    """When something was done last, and whether it went well."""

    waktu: datetime
    baik: bool


@dataclass(frozen=True, slots=True)
class Isi:
    """The database: its size, versions, refused sign-ins, and the instant of the last line.

    `cadangan` is the last backup that was made, `cadangan_akhir` the last that was tried;
    `pemeriksaan` the last check.
    """

    ukuran: int
    mesin: str
    skema: str
    skema_terbaru: str
    ditolak_hari: int
    ditolak_minggu: int
    jejak_terakhir: datetime | None
    cadangan: datetime | None
    cadangan_akhir: Kejadian | None
    pemeriksaan: Kejadian | None


@dataclass(frozen=True, slots=True)
class Bahan:
    """Everything that is judged, at one instant."""

    kini: datetime
    proses: Proses
    isi: Isi
    disk: Sequence[Disk]
    #: Folders of the anchors that took no line when last tried.
    jangkar: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of the page: what was looked at, how it stands, what that means and what to do.

    `tujuan`: where it is done, as words and "room" or "room#part"; empty where there is none.
    """

    judul: str
    keadaan: Keadaan
    kini: str
    arti: str
    tujuan: tuple[str, str] = ("", "")


def classify_ruang(total: int, bebas: int) -> Keadaan:
    """Return how a disk stands: a share of a small one, a fixed room on a large one."""
    if bebas < min(512 * MIB, total // 20):
        return Keadaan.MASALAH
    return Keadaan.PERLU if bebas < min(5 * GIB, total // 10) else Keadaan.BAIK
