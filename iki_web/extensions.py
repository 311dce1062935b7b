"""The process-wide pieces: database, sign-in, CSRF, migrations, clock and request context."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, g
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase

from iki_web.config import AKAR, ALAMAT_BASIS_SALAH, flask_config, load_setelan
from iki_web.rules.galat import Ditolak
from iki_web.rules.periode import WIB

#: Execution option that marks a transaction as a writer (see `_begin`).
TULIS = "iki_tulis"
#: Execution option of a writer that would rather not write than wait.
SEGERA = "iki_segera"
SABAR_MS, SEGERA_MS = 15000, 50
#: One advisory lock for all writers on PostgreSQL, as SQLite has by nature: the audit chain is
#: one line after the other.
KUNCI_PG = 4_150_741


class Base(DeclarativeBase):
    """Declarative base with named constraints, so that migrations can name them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class SesiBasis(Session):
    """A session that joins what the request reads; a writer begins on a connection of its own."""

    def get_bind(self, *args: Any, **kwargs: Any) -> sa.Engine | sa.Connection:
        """Return the request's connection, or the engine for a writer."""
        return super().get_bind(*args, **kwargs) if self.info.get("tulis") else _open_baca()

    def rollback(self) -> None:
        """End the transaction, and with it what the request has read."""
        super().rollback()
        close_baca()


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": SesiBasis, "join_transaction_mode": "control_fully"},
)
login = LoginManager()
# It would only mark a session as not fresh, which nothing here asks about.
login.session_protection = None
csrf = CSRFProtect()


def init_basis(app: Flask) -> None:
    """Give the app its database; raises Ditolak for an address nothing here understands."""
    try:
        db.init_app(app)
    except (sa.exc.ArgumentError, ImportError, ValueError) as galat:
        raise Ditolak(ALAMAT_BASIS_SALAH) from galat


def init_migrate(app: Flask) -> None:
    """Make the migrations ready: only commands need them, and they cost a sixth of a start."""
    from flask_migrate import Migrate

    folder = str(AKAR / "iki_web" / "migrations")
    Migrate(app, db, directory=folder, compare_type=False, render_as_batch=True)


def upgrade_skema(revisi: str = "head") -> None:
    """Bring the database of the running app to a schema: all of it or nothing."""
    # Takes 15 MB for as long as the process lives. Not the extension's own command, which ends
    # the process where something fails.
    from alembic import command

    init_migrate(current_app)
    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), revisi)


@contextmanager
def open_lain(instance: Path) -> Iterator[Flask]:
    """Push an app without pages on the SQLite database of another instance folder."""
    app = Flask("iki_web", instance_path=str(instance), static_folder=None)
    app.config.update(flask_config(load_setelan({"IKI_INSTANCE": str(instance)})))
    app.teardown_appcontext(close_baca)
    db.init_app(app)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            close_baca()
            db.engine.dispose()


def find_terbaru() -> str:
    """Return the newest schema this app knows."""
    versi = (AKAR / "iki_web" / "migrations" / "versions").glob("[0-9]*.py")
    return max(berkas.stem.partition("_")[0] for berkas in versi)


def find_skema() -> tuple[str, str]:
    """Return the database's schema ("" before the first) and the newest there is."""
    terbaru = find_terbaru()
    with db.engine.connect() as koneksi:
        if not sa.inspect(koneksi).has_table("alembic_version"):
            return "", terbaru
        kini = koneksi.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(kini), terbaru


class Jam:
    """The only clock of the app; tests replace `now`."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the office's calendar day, whatever zone the server has."""
        return self.now().astimezone(WIB).date()


jam = Jam()


@dataclass(frozen=True, slots=True)
class Konteks:
    """Where an act comes from, for the audit trail."""

    permintaan: str = ""
    alamat: str = ""


konteks: ContextVar[Konteks] = ContextVar("konteks", default=Konteks())  # noqa: B039


def read(pernyataan: sa.Executable, isi: dict[str, Any]) -> sa.CursorResult[Any]:
    """Run a list's statement in the request's transaction, past the ORM: rows as they are.

    A third of the cost of a session's own `execute`, which most pages never open.
    """
    menulis: Connection | None = db.session.info.get("tulis") if db.session.registry.has() else None
    return (menulis or _open_baca()).execute(pernyataan, isi)


def write_nilai(pernyataan: sa.Select[*tuple[Any, ...]], isi: dict[str, Any]) -> sa.TextualSelect:
    """Return a list's statement with its values written into it, to be run with none."""
    tulis = pernyataan.params(isi).compile(db.engine, compile_kwargs={"literal_binds": True})
    kolom = (sa.column(str(k.key), k.type) for k in pernyataan.selected_columns)
    return sa.text(str(tulis)).columns(*kolom)


def _open_baca() -> Connection:
    """Return the connection this request reads through."""
    if "baca" not in g:
        g.baca = db.engine.connect()
    koneksi: Connection = g.baca
    return koneksi


def close_baca(_galat: BaseException | None = None) -> None:
    """Let go of what the request has read: what is read from here on is as the database is now."""
    koneksi: Connection | None = g.pop("baca", None)
    if koneksi is not None:
        koneksi.close()


def close_basis() -> None:
    """Close the database: the last connection of SQLite takes its journal along."""
    db.engine.dispose()


@sa.event.listens_for(SesiBasis, "after_commit")
def _after_commit(_sesi: Session) -> None:
    """Read anew from here on: something was written."""
    close_baca()


@sa.event.listens_for(Engine, "connect")
def _connect(koneksi: Any, _catatan: Any) -> None:
    """Set SQLite to durable, strict and patient; take BEGIN away from the stock driver."""
    if not isinstance(koneksi, sqlite3.Connection):
        return
    koneksi.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={SABAR_MS}",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        koneksi.execute(f"PRAGMA {pragma}")


@sa.event.listens_for(Engine, "begin")
def _begin(koneksi: Connection) -> None:
    """Writers lock at once (a deferred writer loses with "database is locked"); readers do not."""
    pilihan = koneksi.get_execution_options()
    menulis, segera = pilihan.get(TULIS, False), pilihan.get(SEGERA, False)
    if koneksi.dialect.name == "sqlite" and not menulis:
        # Straight to the driver: it takes no lock, so it cannot fail, and every page pays for it.
        koneksi.connection.cursor().execute("BEGIN")
    elif koneksi.dialect.name == "sqlite":
        koneksi.exec_driver_sql(f"PRAGMA busy_timeout={SEGERA_MS if segera else SABAR_MS}")
        koneksi.exec_driver_sql("BEGIN IMMEDIATE")
    elif menulis:
        if segera:
            koneksi.exec_driver_sql(f"SET LOCAL lock_timeout = '{SEGERA_MS}ms'")
        koneksi.exec_driver_sql(f"SELECT pg_advisory_xact_lock({KUNCI_PG})")
    else:
        koneksi.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
