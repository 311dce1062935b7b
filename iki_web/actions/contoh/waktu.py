"""The demo's clock: acts happen when people would do them, never later than now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from iki_web.extensions import jam
from iki_web.rules.periode import WIB, is_hari_kerja

#: The first act of a demo year: the operator prepares the instance on its second day.
_JAM_AWAL = time(8, 0)
#: Between two acts on the same entry at least this much passes.
JEDA = timedelta(minutes=7)


@contextmanager
def jam_pada(saat: datetime) -> Iterator[None]:
    """Let the app's clock stand at an instant; it runs as before afterwards."""
    isi = vars(jam)
    asal = isi.get("now")
    isi["now"] = lambda: saat.astimezone(UTC)
    try:
        yield
    finally:
        if asal is None:
            del isi["now"]
        else:
            isi["now"] = asal


def compute_awal(kini: datetime) -> datetime:
    """Return when the demo begins: 2 January of the year, of last year in its first quarter.

    A demo made in January would else be empty.
    """
    hari = kini.astimezone(WIB).date()
    tahun = hari.year - 1 if hari.month <= 3 else hari.year
    return pada(date(tahun, 1, 2))


def pada(hari: date, pukul: time = _JAM_AWAL) -> datetime:
    """Return an instant of a day in WIB."""
    return datetime.combine(hari, pukul, WIB)


def titik(dari: datetime, sampai: datetime, permil: int) -> datetime:
    """Return the instant so many thousandths of the way, moved into office hours where it fits."""
    mentah = dari + (sampai - dari) * permil // 1000
    hari = mentah.astimezone(WIB).date()
    while not is_hari_kerja(hari):
        hari -= timedelta(days=1)
    menit = (permil * 7919) % 450
    kerja = pada(hari) + timedelta(minutes=menit)
    return kerja if dari <= kerja <= sampai else mentah
