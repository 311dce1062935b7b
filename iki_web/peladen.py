"""The server: waitress, stopped gently: what has been asked is answered, then all is closed."""

import errno
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask

from iki_web.actions.cadangan import start_harian
from iki_web.config import BATAS_PERMINTAAN, Setelan
from iki_web.extensions import close_basis, jam
from iki_web.rules.galat import Ditolak
from iki_web.storage.catatan import open_catatan

#: Seconds requests may take to end once the app is told to stop; systemd gives 30 (docs/layanan).
SABAR = 20.0
#: Seconds the door of TLS takes to hand out what it was given.
_PINTU = 0.5
#: A host that has no address, or one of another computer.
_BUKAN_KITA = (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN)
_SINYAL = ("SIGINT", "SIGTERM", "SIGBREAK")


class Peladen:
    """Answers until it is told to stop, and a little longer."""

    def __init__(self, app: Flask) -> None:
        from waitress import create_server

        setelan = app.config["IKI"]
        self._app = app
        #: Everything waitress watches: doors, connections, the bell of its threads.
        self._peta: dict[int, Any] = {}
        dalam, tempat, tls = app, {"host": setelan.host, "port": setelan.port}, None
        if setelan.pintu:
            from iki_web.tls import open_pintu
            from iki_web.tls.pintu import Asal

            tls = open_pintu(setelan, jam.now)
            # The same server with the same limits, only inside.
            dalam, tempat = Asal(app), {"host": "127.0.0.1", "port": 0, "url_scheme": "https"}
        self._pintu = create_server(
            dalam,
            map=self._peta,
            **tempat,
            # More than an office has people: while uploads wait for their turn, readers find one.
            threads=20,
            recv_bytes=131072,
            # What is sent in pieces is made as it leaves: 16 MB ahead of each slow reader are not.
            outbuf_high_watermark=524288,
            max_request_body_size=BATAS_PERMINTAAN,
            ident="IKI",
            # Else it takes away what a named proxy says before `web/alamat.py` can judge it.
            clear_untrusted_proxy_headers=not setelan.proxy,
        )
        if tls is not None:
            tls.buka(self._pintu.effective_port)
        self._henti = False

    def stop(self, *_sinyal: object) -> None:
        """Answer what is under way, then end; a second time, end at once."""
        if self._henti:
            raise KeyboardInterrupt
        self._henti = True
        for pintu in self._list_pintu():
            pintu.pull_trigger()

    def run(self) -> None:
        """Answer until told to stop."""
        with _hear(self.stop):
            try:
                while not self._henti:
                    self._step(1.0)
                self._finish()
            except KeyboardInterrupt:
                pass
            finally:
                self._close()

    def _list_pintu(self) -> list[Any]:
        from waitress.server import BaseWSGIServer

        return [satu for satu in list(self._peta.values()) if isinstance(satu, BaseWSGIServer)]

    def _step(self, lama: float) -> None:
        from waitress import wasyncore

        wasyncore.loop(timeout=lama, map=self._peta, count=1)

    def _finish(self) -> None:
        """Let nobody in any more, and wait for those who are."""
        from waitress.wasyncore import dispatcher

        for pintu in self._list_pintu():
            # Not its own `close`, which would silence the bell of the threads too.
            dispatcher.close(pintu)
        habis = time.monotonic() + SABAR
        while self._is_sibuk() and time.monotonic() < habis:
            self._step(0.1)

    def _is_sibuk(self) -> bool:
        """Whether a request is being received, worked on, or its answer sent."""
        from waitress.channel import HTTPChannel

        return any(
            satu.requests or satu.request is not None or satu.total_outbufs_len
            for satu in list(self._peta.values())
            if isinstance(satu, HTTPChannel)
        )

    def _close(self) -> None:
        """End the threads, the connections and the database."""
        from waitress import wasyncore

        self._pintu.task_dispatcher.shutdown()
        wasyncore.close_all(self._peta)
        if self._app.config["IKI"].pintu:
            time.sleep(_PINTU)  # the door has the last answers in hand still
        with self._app.app_context():
            close_basis()


@contextmanager
def _say_alamat(setelan: Setelan) -> Iterator[None]:
    """Turn the system's refusal of the address to answer at into a sentence."""
    try:
        yield
    except (OSError, ValueError) as galat:  # waitress has a ValueError for a name nobody knows
        raise Ditolak(_format_tolak(setelan, galat)) from galat


def _format_tolak(setelan: Setelan, galat: Exception) -> str:
    nomor, port = getattr(galat, "errno", None), setelan.port
    if nomor == errno.EADDRINUSE:
        return (
            f"Pintu {port} sudah dipakai: aplikasi sudah berjalan di jendela lain, atau program "
            "lain memakainya. Hentikan yang itu, atau setel IKI_PORT ke nomor lain."
        )
    if isinstance(galat, ValueError) or nomor in _BUKAN_KITA:
        return (
            f"{setelan.host} bukan alamat komputer ini. Setel IKI_HOST ke salah satu alamatnya, "
            "atau kosongkan supaya aplikasi menjawab pada semuanya."
        )
    # One with a name is about the certificate.
    if isinstance(galat, PermissionError) and galat.filename is None:
        return f"Pintu {port} tidak boleh dipakai akun ini. Setel IKI_PORT ke nomor lain."
    return f"Aplikasi tidak dapat dimulai pada pintu {port}: {galat}."


@contextmanager
def _hear(henti: Any) -> Iterator[None]:
    """Have the ways a system or a person ends a program call `henti`."""
    lama = {}
    for nama in _SINYAL:
        nomor = getattr(signal, nama, None)
        if nomor is not None:
            with suppress(ValueError):  # not the main thread: whoever runs us there stops us
                lama[nomor] = signal.signal(nomor, henti)
    try:
        yield
    finally:
        for nomor, cara in lama.items():
            signal.signal(nomor, cara)


def serve(app: Flask) -> None:
    """Serve an app until it is told to stop, with a log."""
    from iki_web.web.penerima import install

    install()
    setelan = app.config["IKI"]
    with open_catatan(setelan.catatan):
        with _say_alamat(setelan):
            peladen = Peladen(app)
        if setelan.harian:
            start_harian(app)
        skema = "https" if setelan.pintu else "http"
        print(f"IKI Web siap: buka {skema}://localhost:{setelan.port} (Ctrl+C untuk berhenti)")
        peladen.run()
    print("IKI Web berhenti; semua yang sedang dikerjakan sudah selesai.")
