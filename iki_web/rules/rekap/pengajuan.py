"""When entries were handed in, and why some came back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from iki_web.rules.alur import Aksi

#: Reopening after approval has no listed reason; it is told apart from a return.
DIBUKA_KEMBALI = "Dibuka kembali setelah disetujui"


def find_pertama(riwayat: Iterable[tuple[Aksi, datetime]]) -> datetime | None:
    """Return when an entry was first handed in; one taken back at once was not handed in.

    `riwayat`: its acts in order. What came back and was sent again counts from the first time;
    whether it counts at all while it is back with its owner is for its state to say.
    """
    tunggu: datetime | None = None
    for aksi, waktu in riwayat:
        if aksi is Aksi.AJUKAN:
            tunggu = waktu
        elif aksi is Aksi.TARIK:
            tunggu = None
        elif tunggu is not None:
            return tunggu
    return tunggu


def compute_kurva(hari: Iterable[date]) -> tuple[tuple[date, int], ...]:
    """Return the running total by day, days without anything left out."""
    hasil: list[tuple[date, int]] = []
    jumlah = 0
    for satu, banyak in sorted(Counter(hari).items()):
        jumlah += banyak
        hasil.append((satu, jumlah))
    return tuple(hasil)


def count_alasan(kembali: Sequence[tuple[Aksi, str]]) -> tuple[tuple[str, int], ...]:
    """Return how often each reason was given, the most frequent first, equal ones by name."""
    kata = [
        DIBUKA_KEMBALI if aksi is Aksi.BUKA_KEMBALI else alasan or "Lainnya"
        for aksi, alasan in kembali
    ]
    return tuple(sorted(Counter(kata).items(), key=lambda satu: (-satu[1], satu[0])))
