"""Measuring tools: WSGI calls without a client, interleaved CPU medians, percentiles, growth."""

import gc
import io
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Kerja = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the table; `baik` is None where a figure has no goal."""

    apa: str
    ukur: str
    tujuan: str = ""
    baik: bool | None = None


@dataclass(frozen=True, slots=True)
class Jawab:
    """An answer as it left the app."""

    status: int
    kepala: dict[str, str]
    isi: bytes


@dataclass(slots=True)
class Klien:
    """Calls a WSGI app as one signed-in person; nothing of a client is in the measured time."""

    app: Any
    kuki: str
    csrf: str = ""
    kepala: dict[str, str] = field(default_factory=dict)

    def buka(
        self, jalur: str, isi: bytes | None = None, jenis: str = "", **kepala: str
    ) -> Callable[[], Jawab]:
        """Return the call of one address, ready to be timed; `isi` makes it a POST."""
        alamat, _, tanya = jalur.partition("?")
        dasar = {
            "REQUEST_METHOD": "GET" if isi is None else "POST",
            "PATH_INFO": alamat,
            "QUERY_STRING": tanya,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self.kuki,
            "CONTENT_LENGTH": str(len(isi or b"")),
            "CONTENT_TYPE": jenis,
            "SCRIPT_NAME": "",
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        dasar |= {f"HTTP_{n.upper()}": nilai for n, nilai in (self.kepala | kepala).items()}
        return lambda: _panggil(self.app, dasar | {"wsgi.input": io.BytesIO(isi or b"")})


def _panggil(app: Any, lingkungan: dict[str, Any]) -> Jawab:
    hasil: list[Any] = []

    def mulai(status: str, kepala: list[tuple[str, str]], _galat: Any = None) -> None:
        hasil.extend((int(status[:3]), dict(kepala)))

    potongan = app(lingkungan, mulai)
    try:
        isi = b"".join(potongan)
    finally:
        if hasattr(potongan, "close"):
            potongan.close()
    if hasil[0] >= 400:
        raise RuntimeError(f"{lingkungan['PATH_INFO']} answered {hasil[0]}")
    return Jawab(hasil[0], hasil[1], isi)


def adu(
    *kerja: Kerja,
    kali: int = 60,
    siap: Kerja | None = None,
    jam: Callable[[], int] | None = None,
    ringkas: Callable[[list[int]], float] = statistics.median,
) -> list[float]:
    """Return the median CPU milliseconds of each piece of work, done in turns.

    `siap` runs before each, outside the measured time; `jam` is the clock, CPU time by default.
    """
    jam = jam or time.process_time_ns
    catat: list[list[int]] = [[] for _ in kerja]
    for satu in kerja:
        if siap is not None:
            siap()
        satu()
    gc.collect()
    for _ in range(kali):
        for daftar, satu in zip(catat, kerja, strict=True):
            if siap is not None:
                siap()
            awal = jam()
            satu()
            daftar.append(jam() - awal)
    return [ringkas(daftar) / 1e6 for daftar in catat]


def persentil(nilai: Sequence[float], persen: int) -> float:
    """Return a percentile (nearest rank)."""
    urut = sorted(nilai)
    return urut[min(len(urut) - 1, math.ceil(len(urut) * persen / 100) - 1)]


def pangkat(ukuran: Sequence[float], nilai: Sequence[float]) -> float:
    """Return the exponent of growth: the slope of a straight line through the logarithms."""
    x, y = [math.log(n) for n in ukuran], [math.log(n) for n in nilai]
    return statistics.linear_regression(x, y).slope


def banding(apa: str, ukur: float, lantai: float, paling: float) -> Baris:
    """Return the line of a ratio to the floor with its goal."""
    kali = ukur / lantai
    teks = f"{kali:.2f} x raw ({ukur:.2f} : {lantai:.2f} ms)"
    return Baris(apa, teks, f"<= {paling:g} x", kali <= paling)


def paling(apa: str, ukur: float, batas: float, satuan: str, desimal: int = 0) -> Baris:
    """Return the line of a figure that must not pass a bound."""
    teks = f"{ukur:.{desimal}f} {satuan}".strip()
    return Baris(apa, teks, f"<= {batas:g} {satuan}".strip(), ukur <= batas)


def cetak(kepala: str, baris: Sequence[Baris]) -> None:
    """Print one aligned table."""
    lajur = [("what", "measured", "goal", "")]
    kata = {None: "", True: "ok", False: "SHORT"}
    lajur += [(b.apa, b.ukur, b.tujuan, kata[b.baik]) for b in baris]
    lebar = [max(len(satu[n]) for satu in lajur) for n in range(4)]
    print(f"\n{kepala}")
    for nomor, satu in enumerate(lajur):
        teks = "  ".join(isi.ljust(lebar[n]) for n, isi in enumerate(satu))
        print(teks.rstrip())
        if nomor == 0:
            print("  ".join("-" * n for n in lebar))
    kurang = sum(b.baik is False for b in baris)
    print(f"\n{sum(b.baik is True for b in baris)} goals reached, {kurang} short")
