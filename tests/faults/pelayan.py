"""The app as an office runs it, `python wsgi.py` in a process of its own, to be hurt."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from iki_web.config import AKAR

#: Seconds until a start that does not come is given up.
SABAR = 120


def build_lingkungan(instance: Path, **lain: str) -> dict[str, str]:
    """Return the environment for an instance, without the settings of whoever runs this."""
    bersih = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("IKI_")}
    return bersih | {"IKI_INSTANCE": str(instance), "IKI_HOST": "127.0.0.1"} | lain


class Pelayan:
    """One serving process on an instance; `awalan` is a command in front of it (a tracer)."""

    def __init__(
        self, instance: Path, awalan: Sequence[str] = (), log: Path | None = None, **lain: str
    ) -> None:
        self.port = _port_bebas()
        self.log = log or instance.parent / f"{instance.name}.log"
        self.awal = time.monotonic()
        self._sudah = len(self.baca_log()) if self.log.exists() else 0
        with self.log.open("ab") as keluar:
            self.proses = subprocess.Popen(
                [*awalan, sys.executable, "wsgi.py"],
                cwd=AKAR,
                env=build_lingkungan(instance, IKI_PORT=str(self.port), **lain),
                stdout=keluar,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def tunggu(self) -> float:
        """Wait until it answers; returns the seconds since it was started."""
        while time.monotonic() - self.awal < SABAR:
            if self.proses.poll() is not None:
                raise RuntimeError(f"the server ended by itself: {self.baca_log()[-500:]}")
            if self.tanya("/sehat") == 200:
                return time.monotonic() - self.awal
            time.sleep(0.01)
        raise RuntimeError(f"the server does not answer: {self.baca_log()[-500:]}")

    def coba(self) -> tuple[int | None, str]:
        """Wait until it ends by itself, as it should on a bad disk, or answers after all.

        Returns how it ended (None: it answers, and is killed), and what it said since its start.
        """
        while time.monotonic() - self.awal < SABAR and self.proses.poll() is None:
            if self.tanya("/masuk"):
                self.bunuh()
                return None, ""
            time.sleep(0.05)
        kode = self.proses.poll()
        if kode is None:
            self.bunuh()
            return -1, "neither ends nor answers"
        return kode, self.baca_log()[self._sudah :]

    def tanya(self, jalur: str, kue: str = "") -> int:
        """Return the status of a page, 0 when nobody answers."""
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sambungan.request("GET", jalur, headers={"Cookie": kue})
            return sambungan.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            sambungan.close()

    def bunuh(self) -> None:
        """End it as a cut cable does: nothing of it runs on."""
        with suppress(ProcessLookupError):  # it ended by itself, which its log explains
            os.killpg(self.proses.pid, signal.SIGKILL)
        self.proses.wait()

    def baca_log(self) -> str:
        """Return what it said."""
        return self.log.read_text("utf-8", "replace")


def _port_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port: int = soket.getsockname()[1]
        return port
