"""A line of log per request, and the pulse of this process: how long pages take, what failed."""

import logging
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import perf_counter

from flask import Flask, Response, current_app, g, request

from iki_web.extensions import jam, konteks
from iki_web.rules.sehat import GESER_WAJAR, Laju, Mundur
from iki_web.web.access import Pengguna

catatan = logging.getLogger("iki_web.permintaan")

#: Times kept of each room: the last ones, of which there are as many rooms as the app has.
_SAMPEL = 200
_RANGKA = {
    "name": catatan.name,
    "msg": "permintaan",
    "levelno": logging.INFO,
    "levelname": "INFO",
}
#: Other words a stranger sends as a method are not ours to keep.
_METODE = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))
_GALAT = 50


@dataclass(frozen=True, slots=True)
class GalatPermintaan:
    """A request that failed, by the code its person was shown."""

    waktu: datetime
    kode: str
    endpoint: str
    status: int


@dataclass(slots=True)
class Denyut:
    """What this process remembers of its own work, bounded whatever is asked of it."""

    mulai: datetime
    terakhir: datetime
    galat: deque[GalatPermintaan] = field(default_factory=lambda: deque(maxlen=_GALAT))
    jumlah_galat: int = 0
    mundur: Mundur | None = None
    _lama: dict[str, tuple[list[int], deque[float]]] = field(default_factory=dict)

    def check_jam(self, kini: datetime) -> None:
        """Warn when the clock has gone back; everything goes on by the new time."""
        if kini < self.terakhir - GESER_WAJAR:
            self.mundur = Mundur(self.terakhir, kini)
            detik = round((self.terakhir - kini).total_seconds())
            catatan.warning("jam komputer mundur %d detik", detik)
        self.terakhir = kini

    def add(self, endpoint: str, status: int, kode: str, lama: float) -> None:
        """Count one answer."""
        isi = self._lama.get(endpoint)
        if isi is None:
            isi = self._lama[endpoint] = ([0], deque(maxlen=_SAMPEL))
        isi[0][0] += 1
        isi[1].append(lama)
        if status >= 500 and endpoint != "sehat.index":
            self.jumlah_galat += 1
            self.galat.append(GalatPermintaan(self.terakhir, kode, endpoint, status))

    def list_lambat(self, banyak: int) -> Sequence[Laju]:
        """Return the rooms that take longest, by the time that one in twenty exceeds."""
        semua = []
        for endpoint, (kali, lama) in list(self._lama.items()):
            urut = sorted(lama)
            p95 = urut[min(len(urut) - 1, len(urut) * 95 // 100)]
            semua.append(Laju(endpoint, kali[0], statistics.median(urut), p95))
        return sorted(semua, key=lambda satu: -satu.p95)[:banyak]


def get_denyut() -> Denyut:
    """Return the pulse of this process."""
    denyut: Denyut = current_app.extensions["iki_denyut"]
    return denyut


def _begin() -> None:
    g.mulai = perf_counter()
    get_denyut().check_jam(jam.now())


def _finish(jawab: Response) -> Response:
    """Note the answer; one that is sent bit by bit when its end has been sent."""
    # One look through each proxy: every page pays for them.
    minta, milik = request._get_current_object(), g._get_current_object()
    pengguna = milik.get("_login_user")
    akun = pengguna.pelaku.pegawai_id if isinstance(pengguna, Pengguna) else None
    metode = minta.method if minta.method in _METODE else "-"
    asal = (konteks.get().permintaan, metode, minta.endpoint or "-", akun)
    if jawab.is_streamed:
        jawab.call_on_close(partial(_tulis, get_denyut(), milik.mulai, jawab.status_code, *asal))
    else:
        _tulis(get_denyut(), milik.mulai, jawab.status_code, *asal)
    return jawab


def _tulis(
    denyut: Denyut,
    mulai: float,
    status: int,
    kode: str,
    metode: str,
    endpoint: str,
    akun: int | None,
) -> None:
    """Count a request, and hand its line over to the log."""
    lama = (perf_counter() - mulai) * 1000
    denyut.add(endpoint, status, kode, lama)
    if catatan.isEnabledFor(logging.INFO):
        isi = {
            "permintaan": kode,
            "metode": metode,
            "endpoint": endpoint,
            "status": status,
            "ms": round(lama, 1),
            "akun": akun,
        }
        # Past `info`, which looks for the line of code it was called from.
        catatan.handle(logging.makeLogRecord({**_RANGKA, "isi": isi}))


def init_catatan(app: Flask) -> None:
    """Watch every request, from before the other hooks until after them."""
    kini = jam.now()
    app.extensions["iki_denyut"] = Denyut(kini, kini)
    app.before_request(_begin)
    app.after_request(_finish)
