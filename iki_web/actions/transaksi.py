"""The one transaction of an action, and the guards that refuse a change without an audit line."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from iki_web.extensions import SEGERA, TULIS, db, jam
from iki_web.models import (
    Dokumen,
    Indikator,
    Jabatan,
    Jejak,
    Kantor,
    Keputusan,
    Libur,
    Pegawai,
    Pengecualian,
    Penugasan,
    Percobaan,
    Periode,
    Renstra,
    Sesi,
    SumberData,
    Target,
    Usulan,
)
from iki_web.queries.periksa.keadaan import format_nama, list_tabel, read_batas, read_keadaan
from iki_web.rules.jejak import Jangkar, format_keadaan
from iki_web.storage import BerkasJangkar

catatan = logging.getLogger("iki_web")
P = ParamSpec("P")
R = TypeVar("R")

#: Writers of this process wait here in line instead of in SQLite's busy handler (PERFORMANCE 6).
_ANTRE = threading.RLock()

#: Rows of these change without a line of their own: the trail itself, and what is only counted.
_TANPA_JEJAK = (Jejak, Percobaan)
#: A change of these makes every cached copy of the reference data old.
_ACUAN = (
    Dokumen,
    Indikator,
    Jabatan,
    Kantor,
    Keputusan,
    Libur,
    Pegawai,
    Pengecualian,
    Penugasan,
    Periode,
    Renstra,
    SumberData,
    Target,
    Usulan,
)


class JejakHilang(RuntimeError):
    """A programming error: a change was about to be committed without its audit line."""


@contextmanager
def hold_penulis() -> Iterator[None]:
    """Let no other thread write while the whole database is exchanged; this one still may."""
    with _ANTRE:
        yield


def transaction(fungsi: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one writing transaction; commit only with exactly one audit line."""

    @wraps(fungsi)
    def bungkus(*args: P.args, **kwargs: P.kwargs) -> R:
        with _ANTRE:
            return _run(partial(fungsi, *args, **kwargs), {TULIS: True})

    return bungkus


def transaction_bila_sempat(fungsi: Callable[P, None]) -> Callable[P, bool]:
    """Run a small note in a writing transaction only if nobody else writes; returns whether it ran.

    For what a reader leaves behind (the session is in use): reading never waits for a writer.
    """

    @wraps(fungsi)
    def bungkus(*args: P.args, **kwargs: P.kwargs) -> bool:
        if not _ANTRE.acquire(blocking=False):
            return False
        try:
            _run(partial(fungsi, *args, **kwargs), {TULIS: True, SEGERA: True})
        except sa.exc.OperationalError:
            return False
        finally:
            _ANTRE.release()
        return True

    return bungkus


def _run(kerja: Callable[[], R], pilihan: dict[str, bool]) -> R:
    """Do the work between BEGIN and COMMIT, or leave no trace of it."""
    if db.session.info.get("tulis"):
        raise RuntimeError("an action called another action: transactions do not nest")
    # What the request read so far was another snapshot; the writer begins afresh.
    db.session.rollback()
    sesi = db.session()
    sesi.info.update(tulis=True, berubah=False, acuan=False, jejak=0, awal={}, kepala=None)
    sesi.info["segera"] = SEGERA in pilihan
    try:
        # The mark is the connection itself: asking the session for it costs as much as a statement.
        sesi.info["tulis"] = sesi.connection(execution_options=pilihan)
        hasil = kerja()
        _finish(sesi)
    except BaseException:
        sesi.rollback()
        raise
    finally:
        sesi.info["tulis"] = None
    return hasil


def _finish(sesi: Session) -> None:
    """Check the guard, raise the version of the reference data, commit."""
    sesi.flush()
    baris = sesi.info["jejak"]
    if baris > 1 or (sesi.info["berubah"] and baris != 1):
        raise JejakHilang(f"expected one audit line for this change, found {baris}")
    if sesi.info["acuan"]:
        sesi.execute(sa.update(Kantor).values(versi_acuan=Kantor.versi_acuan + 1))
    sesi.commit()
    if sesi.info["kepala"] is not None:
        drop_jangkar(sesi.info["kepala"])


def drop_jangkar(kepala: Jangkar, *, teguh: bool = False) -> None:
    """Note the head of the trail outside the database; that is never why an act fails.

    Only after the commit: a line that is noted is a line that is there, whatever happens.
    """
    jangkar: BerkasJangkar = current_app.extensions["iki_jangkar"]
    try:
        jangkar.add(kepala, teguh=teguh)
    except OSError:
        gagal = ", ".join(sorted(map(str, jangkar.gagal)))
        catatan.exception("the head of the trail could not be noted in %s", gagal)


def _catat_perubahan(sesi: Session, kelas: type[Any]) -> None:
    if not sesi.info.get("tulis"):
        raise JejakHilang("a change outside @transaction")
    if kelas is Jejak:
        sesi.info["jejak"] += 1
    if not issubclass(kelas, _TANPA_JEJAK):
        sesi.info["berubah"] = True
    if issubclass(kelas, _ACUAN):
        sesi.info["acuan"] = True
    _catat_awal(sesi, kelas)


def _catat_awal(sesi: Session, kelas: type[Any]) -> None:
    """Read how a table is before this transaction first changes it."""
    tabel, awal = getattr(kelas, "__tablename__", ""), sesi.info["awal"]
    if tabel not in list_tabel():
        return
    if sesi.info["jejak"]:
        raise JejakHilang(f"a change of {tabel} after the audit line that tells it")
    if tabel not in awal:
        batas = read_batas(tabel, jam.now())
        awal[tabel] = (batas, read_keadaan(tabel, batas))


def build_keadaan(sesi: Session) -> str:
    """Return what the open transaction made of the rows it touched, for its audit line."""
    awal = sesi.info.get("awal", {})
    sebelum = {format_nama(tabel): baris for tabel, (_, baris) in awal.items()}
    sesudah = {format_nama(tabel): read_keadaan(tabel, batas) for tabel, (batas, _) in awal.items()}
    return format_keadaan(sebelum, sesudah)


@sa.event.listens_for(Session, "before_flush")
def _before_flush(sesi: Session, _konteks: UOWTransaction, _objek: Any) -> None:
    """Notice every row about to be written."""
    for objek in (*sesi.new, *sesi.deleted, *(o for o in sesi.dirty if sesi.is_modified(o))):
        _catat_perubahan(sesi, type(objek))


def write(pernyataan: sa.Update | sa.Insert, kelas: type[Any], isi: dict[str, Any]) -> Any:
    """Run a prepared statement on one row past the ORM, noticed as any other; returns its result.

    A third of the cost of a flush; the session is not told, so it must not hold the row.
    """
    sesi = db.session()
    _catat_pernyataan(sesi, kelas)
    return sesi.info["tulis"].execute(pernyataan, isi)


def _catat_pernyataan(sesi: Session, kelas: type[Any]) -> None:
    """Notice a statement; a counter of the office or the clock of a session has no line."""
    if kelas not in (Kantor, Sesi):
        _catat_perubahan(sesi, kelas)
    elif not sesi.info.get("tulis"):
        raise JejakHilang("a change outside @transaction")
    elif kelas is Sesi and not sesi.info["segera"]:
        # Sessions that end do so beside a line; that one is in use is only noted in passing.
        _catat_awal(sesi, kelas)


@sa.event.listens_for(Session, "do_orm_execute")
def _do_orm_execute(keadaan: ORMExecuteState) -> None:
    """Notice bulk statements, which pass the flush by."""
    if keadaan.is_insert or keadaan.is_update or keadaan.is_delete:
        pemeta = keadaan.bind_mapper
        _catat_pernyataan(keadaan.session, pemeta.class_ if pemeta else object)
