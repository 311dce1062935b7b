"""The one transaction of an action, and the guards that refuse a change without an audit line."""

import threading
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from iki_web.extensions import SEGERA, TULIS, db
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

P = ParamSpec("P")
R = TypeVar("R")

#: Writers of this process wait here in line instead of in SQLite's busy handler (PERFORMANCE 6).
_ANTRE = threading.Lock()

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
    sesi.info.update(tulis=True, berubah=False, acuan=False, jejak=0)
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


def _catat_perubahan(sesi: Session, kelas: type[Any]) -> None:
    if not sesi.info.get("tulis"):
        raise JejakHilang("a change outside @transaction")
    if kelas is Jejak:
        sesi.info["jejak"] += 1
    if not issubclass(kelas, _TANPA_JEJAK):
        sesi.info["berubah"] = True
    if issubclass(kelas, _ACUAN):
        sesi.info["acuan"] = True


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


@sa.event.listens_for(Session, "do_orm_execute")
def _do_orm_execute(keadaan: ORMExecuteState) -> None:
    """Notice bulk statements, which pass the flush by."""
    if keadaan.is_insert or keadaan.is_update or keadaan.is_delete:
        pemeta = keadaan.bind_mapper
        _catat_pernyataan(keadaan.session, pemeta.class_ if pemeta else object)
