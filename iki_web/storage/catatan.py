"""The app's own log: JSON lines without a word of what people type, written many at a time."""

import json
import logging
import sqlite3
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, BinaryIO

from iki_web.extensions import konteks

NAMA = "aplikasi.log"
#: 60 MB at most: some 300,000 requests.
UKURAN, BANYAK = 5 * 1024 * 1024, 11
#: Lines that wait while the disk refuses them; the oldest go first.
_ANTRE = 5000
#: Seconds until an ordinary line is written; a warning wakes the writer at once.
_JEDA = 1.0
SUMBER = "iki_web"
_tulis_json = json.JSONEncoder(ensure_ascii=False).encode


def format_pesan(catatan: logging.LogRecord) -> str:
    """Return what a line says: words of the code, and of its values only the numbers.

    What others have put together themselves may hold anything: of that only where it comes from.
    """
    nilai = catatan.args if isinstance(catatan.args, tuple) else ()
    if catatan.name.startswith(SUMBER) and not catatan.args:
        return str(catatan.msg)
    if not nilai:
        return f"{catatan.name}, {catatan.filename} baris {catatan.lineno}"
    aman = tuple(satu if isinstance(satu, int | float) else "…" for satu in nilai)
    try:
        return str(catatan.msg) % aman
    except (TypeError, ValueError):
        return f"{catatan.name}, {catatan.filename} baris {catatan.lineno}"


def _format_kata(galat: BaseException) -> str:
    """Return the words of a failure where they are the system's own; others may quote a form."""
    if isinstance(galat, OSError):
        return galat.strerror or ""
    if isinstance(galat, sqlite3.Error):
        return str(galat)
    kode = getattr(galat, "sqlstate", None)
    return f"SQLSTATE {kode}" if isinstance(kode, str) else ""


def format_galat(galat: BaseException) -> str:
    """Return the trace of a failure and of what caused it: places and kinds, no values."""
    bagian = []
    satu: BaseException | None = galat
    while satu is not None and len(bagian) < 5:
        jenis = type(satu)
        kepala = f"{jenis.__module__}.{jenis.__qualname__}: {_format_kata(satu)}".rstrip(": ")
        runut = "".join(traceback.format_tb(satu.__traceback__))
        bagian.append(f"Traceback (most recent call last):\n{runut}{kepala}")
        satu = satu.__cause__ or satu.__context__
    return "\n\n".join(reversed(bagian))


class Baris(logging.Formatter):
    """One line of JSON; `extra={"isi": {...}}` of a record becomes fields of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        isi: dict[str, Any] = {
            "waktu": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "tingkat": record.levelname,
            "pesan": format_pesan(record),
            "permintaan": getattr(record, "permintaan", ""),
            **getattr(record, "isi", {}),
        }
        if record.exc_info and record.exc_info[1]:
            isi["galat"] = format_galat(record.exc_info[1])
        return _tulis_json(isi)


class Layar(logging.Formatter):
    """The same for whoever looks at the window or at the journal of the system.

    Without the trace of what the app has an answer for, such as a full disk.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it a trace."""
        kode = konteks.get().permintaan
        akhir = f" (kode {kode})" if kode else ""
        baris = f"{self.formatTime(record)} {record.levelname} {format_pesan(record)}{akhir}"
        if record.levelno >= logging.ERROR and record.exc_info and record.exc_info[1]:
            baris += "\n" + format_galat(record.exc_info[1])
        return baris


class Berkas(RotatingFileHandler):
    """Leaves writing to a thread of its own: a request only hands its line over.

    A disk that refuses costs lines and nothing else; the next line written says how many.
    """

    def __init__(self, folder: Path, ukuran: int = UKURAN) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._antre: deque[logging.LogRecord] = deque(maxlen=_ANTRE)
        self.hilang = 0
        self._sobek = False
        super().__init__(folder / NAMA, maxBytes=ukuran, backupCount=BANYAK)
        self.setFormatter(Baris())
        self._giliran = threading.Lock()
        self._bangun = threading.Event()
        self._selesai = False
        self._utas = threading.Thread(target=self._jalan, name="catatan", daemon=True)
        self._utas.start()

    def _open(self) -> Any:
        """Open without a buffer: what a full disk refused is not tried again and again."""
        return open(self.baseFilename, "ab", buffering=0)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line, with the request it belongs to."""
        record.permintaan = konteks.get().permintaan
        self._antre.append(record)
        if record.levelno >= logging.WARNING:
            self._bangun.set()

    def _jalan(self) -> None:
        while not self._selesai:
            self._bangun.wait(_JEDA)
            self._bangun.clear()
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        with self._giliran:
            baris = []
            while self._antre:
                baris.append(self.format(self._antre.popleft()))
            if baris:
                self._tulis(baris)

    def _tulis(self, baris: list[str]) -> None:
        jumlah = len(baris)
        if self.hilang:
            baris = [*baris, _tulis_json({"pesan": "baris hilang", "jumlah": self.hilang})]
        isi = ("\n" * self._sobek + "\n".join(baris) + "\n").encode("utf-8", "backslashreplace")
        try:
            berkas: BinaryIO = self.stream or self._open()
            self.stream = berkas  # type: ignore[assignment]
            if berkas.tell() + len(isi) > self.maxBytes:
                self.doRollover()
                berkas = self.stream  # type: ignore[assignment]
            utuh = berkas.write(isi) == len(isi)
        except OSError:
            self.hilang += jumlah
            return
        self._sobek = not utuh
        self.hilang = 0 if utuh else self.hilang + jumlah

    def close(self) -> None:
        """Write the rest and let go of the file."""
        if not self._selesai:
            self._selesai = True
            self._bangun.set()
            self._utas.join(5)
            self.flush()
        super().close()


def find_hilang() -> int | None:
    """Return how many lines the disk has refused just now, None where no log is kept."""
    berkas = [satu for satu in logging.getLogger().handlers if isinstance(satu, Berkas)]
    return berkas[0].hilang if berkas else None


@contextmanager
def open_catatan(folder: Path, ukuran: int = UKURAN) -> Iterator[Berkas]:
    """Write the log into a folder until the end; warnings also go to the window."""
    berkas, layar = Berkas(folder, ukuran), logging.StreamHandler()
    layar.setFormatter(Layar())
    layar.setLevel(logging.WARNING)
    akar, sendiri = logging.getLogger(), logging.getLogger(SUMBER)
    tingkat = sendiri.level
    sendiri.setLevel(logging.INFO)
    for satu in (berkas, layar):
        akar.addHandler(satu)
    try:
        yield berkas
    finally:
        for satu in (berkas, layar):
            akar.removeHandler(satu)
        sendiri.setLevel(tingkat)
        berkas.close()
