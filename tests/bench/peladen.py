"""The measured servers in processes of their own, with the production settings of wsgi.py."""

import http.client
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.bench.alat import persentil
from tests.bench.dunia import TAHUN, hentikan_jam

_AKAR = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Peladen:
    """A running server."""

    port: int
    proses: psutil.Process

    def rss(self) -> float:
        """Return its resident memory in MB."""
        return float(self.proses.memory_info().rss) / 1e6

    def cpu(self) -> float:
        """Return its CPU seconds so far."""
        waktu = self.proses.cpu_times()
        return float(waktu.user + waktu.system)


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One request of a client."""

    jalur: str
    kepala: Mapping[str, str]
    isi: bytes | None = None
    #: Bytes a second on the way up; 0 sends as fast as it goes.
    laju: int = 0


@dataclass(slots=True)
class Hasil:
    """What the clients saw: seconds per answer, statuses, and how long all of it took."""

    detik: list[float] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    lama: float = 0.0

    def laju(self) -> float:
        """Return answers a second."""
        return len(self.detik) / self.lama

    def ms(self, persen: int) -> float:
        """Return a percentile in milliseconds."""
        return persentil(self.detik, persen) * 1e3


@contextmanager
def layani(folder: Path, jenis: str = "app") -> Iterator[Peladen]:
    """Serve an instance (`app`) or the floor over it (`lantai`) while the block runs."""
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = soket.getsockname()[1]
    env = {n: v for n, v in os.environ.items() if not n.startswith("IKI_")}
    env |= {"IKI_INSTANCE": str(folder), "IKI_HOST": "127.0.0.1", "IKI_PORT": str(port)}
    # No backup may come in between what is measured.
    env["IKI_CADANGAN_HARIAN"] = "0"
    perintah = [sys.executable, "-m", "tests.bench.peladen", jenis, str(folder), str(port)]
    with subprocess.Popen(perintah, cwd=_AKAR, env=env, stdout=subprocess.DEVNULL) as proses:
        try:
            _tunggu(port, proses)
            yield Peladen(port, psutil.Process(proses.pid))
        finally:
            proses.terminate()


def _tunggu(port: int, proses: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if proses.poll() is not None:
                raise RuntimeError("the server did not start") from None
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def beban(
    port: int,
    klien: int,
    kirim: Callable[[int, int], Kiriman | None],
    detik: float = 0.0,
    henti: threading.Event | None = None,
) -> Hasil:
    """Let clients send until time is up, `henti` is set, or `kirim(client, nth)` gives None."""
    hasil, kunci = Hasil(), threading.Lock()
    awal = time.perf_counter()

    def jalan(nomor: int) -> None:
        saluran = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        ke = 0
        while not (henti and henti.is_set()) and not (
            detik and time.perf_counter() - awal >= detik
        ):
            satu = kirim(nomor, ke)
            if satu is None:
                break
            mulai = time.perf_counter()
            status = _kirim(saluran, satu)
            with kunci:
                hasil.detik.append(time.perf_counter() - mulai)
                hasil.status.append(status)
            ke += 1
        saluran.close()

    utas = [threading.Thread(target=jalan, args=(n,)) for n in range(klien)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    hasil.lama = time.perf_counter() - awal
    return hasil


def _kirim(saluran: http.client.HTTPConnection, satu: Kiriman) -> int:
    metode = "GET" if satu.isi is None else "POST"
    if satu.laju and satu.isi:
        kepala = {**satu.kepala, "Content-Length": str(len(satu.isi))}
        saluran.request(metode, satu.jalur, _tetes(satu.isi, satu.laju), kepala)
    else:
        saluran.request(metode, satu.jalur, satu.isi, dict(satu.kepala))
    jawab = saluran.getresponse()
    jawab.read()
    return jawab.status


def _tetes(isi: bytes, laju: int) -> Iterator[bytes]:
    """Give a body in tenths of a second, as a slow uplink does."""
    potong = laju // 10
    for awal in range(0, len(isi), potong):
        yield isi[awal : awal + potong]
        time.sleep(0.1)


def main(jenis: str, folder: str, port: str) -> None:
    """Serve; the app through its own wsgi.py, with the clock of the bench."""
    hentikan_jam()
    # A queue is what some parts are about; the server need not say so a hundred times.
    logging.getLogger("waitress").setLevel(logging.ERROR)
    if jenis == "app":
        import wsgi

        wsgi.main()
        return
    from waitress import serve

    from tests.bench.lantai import create_lantai

    app = create_lantai(f"{folder}/iki.db", TAHUN)
    serve(app, host="127.0.0.1", port=int(port), threads=16, recv_bytes=131072)


if __name__ == "__main__":
    main(*sys.argv[1:])
