"""The app of one instance in processes of its own, several of them on the same one if asked.

`python -m tests.faults.peladen PORT` serves what the environment names, on a clock that is moved.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from tests.e2e import jam_geser
from tests.pendukung.waktu import AWAL

_AKAR = Path(__file__).resolve().parents[2]
#: The line of a log that names a failure, and the last one of its trace.
_GALAT = re.compile(r"ERROR|[\w.]+(Error|Exception)\b")
#: Seconds a busy machine may take until a server answers.
_SABAR = 60


def _port_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port: int = soket.getsockname()[1]
        return port


def _tunggu(port: int, proses: subprocess.Popen[bytes], catatan: Path) -> None:
    habis = time.monotonic() + _SABAR
    while time.monotonic() < habis:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if proses.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"the server does not answer:\n{catatan.read_text('utf-8', 'replace')}")


@contextmanager
def layani(
    lingkungan: Mapping[str, str],
    folder: Path,
    banyak: int = 1,
    *,
    saat: datetime = AWAL,
    zona: str = "UTC",
) -> Iterator[Sequence[int]]:
    """Serve one instance with `banyak` processes whose clock starts at `saat`; gives their ports.

    `zona`: the time zone the machine of these servers believes to be in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    geser = folder / "jam"
    jam_geser.tulis(geser, saat)
    env = {n: v for n, v in os.environ.items() if not n.startswith("IKI_")} | dict(lingkungan)
    env |= {"TZ": zona, jam_geser.GESER: str(geser)}
    ports = [_port_bebas() for _ in range(banyak)]
    with ExitStack() as tumpuk:
        semua = []
        for port in ports:
            keluar = tumpuk.enter_context((folder / f"{port}.log").open("wb"))
            perintah = [sys.executable, "-m", __name__, str(port)]
            proses = subprocess.Popen(perintah, cwd=_AKAR, env=env, stdout=keluar, stderr=keluar)
            tumpuk.callback(proses.wait)
            tumpuk.callback(proses.terminate)
            semua.append((port, proses, folder / f"{port}.log"))
        for satu in semua:
            _tunggu(*satu)
        yield ports


def baca_catatan(folder: Path) -> list[str]:
    """Return what servers of a folder said that no server should say: failures, how they ended."""
    semua = "".join(b.read_text("utf-8", "replace") for b in sorted(folder.glob("*.log")))
    return [baris[:300] for baris in semua.splitlines() if _GALAT.match(baris)]


def main(port: str) -> None:
    """Serve with the settings of wsgi.py, but for the port and whoever else serves it."""
    import logging

    from waitress import serve

    from iki_web import create_app
    from iki_web.config import BATAS_PERMINTAAN

    jam_geser.pasang(Path(os.environ[jam_geser.GESER]))
    # A queue is what crowds are about; the server need not say so.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(
        create_app(),
        host="127.0.0.1",
        port=int(port),
        threads=20,
        recv_bytes=131072,
        max_request_body_size=BATAS_PERMINTAAN,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
