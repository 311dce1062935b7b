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

    def list_lambat(self) -> Sequence[Laju]:
        """Return the rooms, slowest first: by the time that one in twenty exceeds."""
        semua = []
        for endpoint, (kali, lama) in list(self._lama.items()):
            urut = sorted(lama)
            p95 = urut[min(len(urut) - 1, len(urut) * 95 // 100)]
            semua.append(Laju(endpoint, kali[0], statistics.median(urut), p95))
        return sorted(semua, key=lambda satu: -satu.p95)


def get_denyut() -> Denyut:
    """Return the pulse of this process."""
    denyut: Denyut = current_app.extensions["iki_denyut"]
    return denyut


def _begin() -> None:
    g.mulai = perf_counter()
    get_denyut().check_jam(jam.now())


def _finish(jawab: Response) -> Response:
    """Count the answer and note it; one that is sent bit by bit when its end has been sent."""
    # One look through each proxy: every page pays for them.
    minta, milik = request._get_current_object(), g._get_current_object()
    kode, endpoint, mulai = konteks.get().permintaan, minta.endpoint or "-", milik.mulai
    # How fast the line of the person is, is not ours to judge.
    get_denyut().add(endpoint, jawab.status_code, kode, (perf_counter() - mulai) * 1000)
    if catatan.isEnabledFor(logging.INFO):
        pengguna = milik.get("_login_user")
        isi = {
            "permintaan": kode,
            "metode": minta.method if minta.method in _METODE else "-",
            "endpoint": endpoint,
            "status": jawab.status_code,
            "akun": pengguna.pelaku.pegawai_id if isinstance(pengguna, Pengguna) else None,
        }
        if jawab.is_streamed:
            jawab.call_on_close(partial(_tulis, isi, mulai))
        else:
            _tulis(isi, mulai)
    return jawab


def _tulis(isi: dict[str, object], mulai: float) -> None:
    """Hand a line over to the log, past `info`, which looks for the code it was called from."""
    isi["ms"] = round((perf_counter() - mulai) * 1000, 1)
    catatan.handle(logging.makeLogRecord({**_RANGKA, "isi": isi}))


def init_catatan(app: Flask) -> None:
    """Watch every request, from before the other hooks until after them."""
    kini = jam.now()
    app.extensions["iki_denyut"] = Denyut(kini, kini)
    app.before_request(_begin)
    app.after_request(_finish)
