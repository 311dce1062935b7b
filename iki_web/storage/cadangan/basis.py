"""A whole database as one SQLite file, out of the live one and back into it; both kinds."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from iki_web.extensions import TULIS, close_baca, db, find_skema, open_lain, upgrade_skema
from iki_web.models.jenis import Angka, Tanggal, Waktu, YaTidak
from iki_web.rules.galat import Galat
from iki_web.storage.galat import CadanganGagal, CadanganRusak, RuangPenuh

#: PostgreSQL's own types, and ours that read and write the same value on both.
_JENIS: tuple[tuple[type[Any], type[Any]], ...] = (
    (sa.DateTime, Waktu),
    (sa.Date, Tanggal),
    (sa.Numeric, Angka),
    (sa.Boolean, YaTidak),
)
_SKEMA = "alembic_version"
_BARIS = 500
_TAK_TERBACA = (
    "Database instance ini tidak dapat dibaca, jadi tidak dicadangkan. Jalankan iki periksa, atau "
    "pulihkan dari cadangan terakhir."
)
_BELUM_SIAP = "Instance ini belum disiapkan, jadi belum ada yang dicadangkan."
_PENUH = "Ruang di komputer aplikasi penuh, jadi tidak ada yang disimpan. Kosongkan sebagian."
#: How long a restore waits for the readers of PostgreSQL before it gives up.
_SABAR_PG = "60s"


def copy_basis(tujuan: Path) -> None:
    """Write the live database as it is at this instant to `iki.db` of a new folder, while people
    work.
    """
    with jaga_basis(CadanganGagal(_TAK_TERBACA)):
        if db.engine.dialect.name == "sqlite":
            with closing(db.engine.raw_connection()) as dari, _open(tujuan) as ke:
                dari.driver_connection.backup(ke)
        else:
            _export(tujuan)
        seal_basis(tujuan)


@contextmanager
def jaga_basis(galat_lain: Galat) -> Iterator[None]:
    """Turn what a database refuses into a sentence: a full disk of ours, or `galat_lain`."""
    try:
        yield
    except (sqlite3.Error, sa.exc.DBAPIError) as galat:
        raise (RuangPenuh(_PENUH) if "is full" in str(galat) else galat_lain) from galat


def replace_basis(sumber: Path) -> None:
    """Put a database in place of the live one, in one transaction: all of it or nothing."""
    if db.engine.dialect.name == "sqlite":
        with closing(db.engine.raw_connection()) as ke, _open(sumber) as dari:
            dari.backup(ke.driver_connection)
    else:
        _import(sumber)


def release_basis() -> None:
    """Let go of the live database, so that its file can be exchanged."""
    db.session.remove()
    close_baca()
    db.engine.dispose()


def seal_basis(berkas: Path) -> None:
    """Bring everything into the one file, without a journal beside it, durably."""
    with _open(berkas) as koneksi:
        koneksi.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        koneksi.execute("PRAGMA journal_mode=DELETE")
    with berkas.open("rb+") as isi:
        os.fsync(isi.fileno())


def check_basis(berkas: Path) -> None:
    """Raise CadanganRusak unless the file is a whole database whose references hold."""
    try:
        with _open(berkas) as koneksi:
            utuh = koneksi.execute("PRAGMA integrity_check").fetchone()
            lepas = koneksi.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as galat:
        raise CadanganRusak from galat
    if utuh != ("ok",) or lepas is not None:
        raise CadanganRusak


def find_kepala(berkas: Path) -> dict[str, Any]:
    """Return schema, office and the head of the trail of a database, of whatever schema it is."""
    with jaga_basis(CadanganGagal(_BELUM_SIAP)), _open(berkas) as koneksi:
        kantor = koneksi.execute("SELECT kode, nama FROM kantor ORDER BY id LIMIT 1").fetchone()
        jejak = koneksi.execute("SELECT seq, mac FROM jejak ORDER BY seq DESC LIMIT 1").fetchone()
        skema = koneksi.execute(f"SELECT version_num FROM {_SKEMA}").fetchone()  # noqa: S608
    if not (kantor and jejak and skema):
        raise CadanganGagal(_BELUM_SIAP)
    return {
        "skema": skema[0],
        "kantor": kantor[0],
        "nama_kantor": kantor[1],
        "seq": jejak[0],
        "mac": jejak[1],
    }


@contextmanager
def _open(berkas: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(berkas, isolation_level=None)) as koneksi:
        yield koneksi


def _list_tabel(koneksi: Connection) -> list[sa.TableClause]:
    """Return the tables of a PostgreSQL database as it is, of whatever schema."""
    periksa = sa.inspect(koneksi)
    return [
        sa.table(
            nama, *(sa.column(k["name"], _find_jenis(k["type"])) for k in periksa.get_columns(nama))
        )
        for nama in sorted(periksa.get_table_names())
        if nama != _SKEMA
    ]


def _find_jenis(jenis: Any) -> Any:
    cocok = (kita() for punya, kita in _JENIS if isinstance(jenis, punya))
    return next(cocok, jenis)


def _copy_isi(tabel: sa.TableClause, dari: Connection, ke: Connection) -> None:
    pilih = sa.select(*tabel.c)
    with dari.execution_options(stream_results=True).execute(pilih) as hasil:
        for baris in hasil.mappings().partitions(_BARIS):
            ke.execute(sa.insert(tabel), [dict(satu) for satu in baris])


@contextmanager
def _open_lain(berkas: Path, **pilihan: bool) -> Iterator[Connection]:
    """Open an SQLite file as SQLAlchemy does, its references unchecked until all is in."""
    mesin = sa.create_engine(f"sqlite:///{berkas}", poolclass=sa.NullPool)
    with mesin.connect().execution_options(**pilihan) as koneksi:
        koneksi.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with koneksi.begin():
            yield koneksi


def _export(tujuan: Path) -> None:
    """Copy PostgreSQL in one snapshot into a new SQLite file of the same schema."""
    skema, _ = find_skema()
    with open_lain(tujuan.parent):
        upgrade_skema(skema)
    with db.engine.connect() as dari, _open_lain(tujuan, **{TULIS: True}) as ke, dari.begin():
        for tabel in _list_tabel(dari):
            _copy_isi(tabel, dari, ke)


def _import(sumber: Path) -> None:
    """Empty PostgreSQL and fill it again in one transaction, its references checked at the end."""
    try:
        with (
            db.engine.connect().execution_options(**{TULIS: True}) as ke,
            _open_lain(sumber) as dari,
            ke.begin(),
        ):
            ke.exec_driver_sql(f"SET LOCAL lock_timeout = '{_SABAR_PG}'")
            _fill(dari, ke)
    except sa.exc.OperationalError as galat:
        raise CadanganGagal(
            "Database sedang dipakai orang lain, jadi tidak dipulihkan dan tidak ada yang "
            "berubah. Coba lagi saat tidak ada yang memakai aplikasi."
        ) from galat


def _fill(dari: Connection, ke: Connection) -> None:
    tabel, kutip = _list_tabel(ke), ke.dialect.identifier_preparer.quote
    periksa = sa.inspect(ke)
    nama = [kutip(satu.name) for satu in tabel]
    rujukan = [(satu.name, k) for satu in tabel for k in periksa.get_foreign_keys(satu.name)]
    for induk, kunci in rujukan:
        ke.exec_driver_sql(f"ALTER TABLE {kutip(induk)} DROP CONSTRAINT {kutip(kunci['name'])}")
    for satu in nama:
        ke.exec_driver_sql(f"ALTER TABLE {satu} DISABLE TRIGGER USER")
    ke.exec_driver_sql(f"TRUNCATE {', '.join(nama)}")
    for satu in tabel:
        _copy_isi(satu, dari, ke)
        _reset_nomor(satu, periksa, ke)
    for satu in nama:
        ke.exec_driver_sql(f"ALTER TABLE {satu} ENABLE TRIGGER USER")
    for induk, kunci in rujukan:
        kolom = ", ".join(kutip(k) for k in kunci["constrained_columns"])
        tuju = ", ".join(kutip(k) for k in kunci["referred_columns"])
        ke.exec_driver_sql(
            f"ALTER TABLE {kutip(induk)} ADD CONSTRAINT {kutip(kunci['name'])} FOREIGN KEY "
            f"({kolom}) REFERENCES {kutip(kunci['referred_table'])} ({tuju}) ON DELETE RESTRICT"
        )


def _reset_nomor(tabel: sa.TableClause, periksa: sa.Inspector, ke: Connection) -> None:
    """Let a table's own numbers go on after the last one there is."""
    kunci = periksa.get_pk_constraint(tabel.name)["constrained_columns"]
    if kunci != ["id"]:
        return
    nomor = sa.func.pg_get_serial_sequence(tabel.name, "id")
    akhir = sa.select(sa.func.max(tabel.c.id)).scalar_subquery()
    ke.execute(sa.select(sa.func.setval(nomor, sa.func.coalesce(akhir, 1), akhir.isnot(None))))
