"""The rows of every table as digests: what an audit line says a change has made of them.

Two kinds of rows have a way of their own: entries (`entri`), and what only counts (`_LUAR`).
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from iki_web.extensions import Base, read
from iki_web.models import Bukti, Jejak, Percobaan, Realisasi, Riwayat, Rujukan, Sesi, Terbitan
from iki_web.queries.sesi import PALING_LAMA
from iki_web.rules.jejak import compute_sidik_baris

#: The trail has its macs, entries the digest in their lines; wrong sign-ins are only counted.
_LUAR = (Jejak, Percobaan, Realisasi, Bukti, Rujukan, Riwayat)
#: Columns that change without a line: the versions of cached copies, the clock of a session.
_TANPA_JEJAK = {"kantor": {"versi_acuan", "versi_rekap"}, "sesi": {"terakhir"}}
#: A table whose rows a migration rewrote counts as another one from there on: raise its number,
#: and the next start lists its rows anew. A column added with a default needs none.
_SUSUNAN: dict[str, int] = {}

_SESI, _TERBITAN = Sesi.__tablename__, Terbitan.__tablename__
_TERAKHIR = sa.select(sa.func.max(Terbitan.id))


@cache
def list_tabel() -> tuple[str, ...]:
    """Return the tables whose rows are told by the trail: all but those with their own way."""
    luar = {kelas.__tablename__ for kelas in _LUAR}
    return tuple(sorted(nama for nama in Base.metadata.tables if nama not in luar))


def format_nama(tabel: str) -> str:
    """Return a table's name in the trail."""
    return f"{tabel}:{_SUSUNAN[tabel]}" if tabel in _SUSUNAN else tabel


@cache
def _list_kolom(tabel: str) -> tuple[tuple[str, Any], ...]:
    """Return the columns that count, each with the value a row begins with."""
    tanpa = _TANPA_JEJAK.get(tabel, set())
    return tuple(
        (kolom.name, getattr(kolom.default, "arg", None))
        for kolom in Base.metadata.tables[tabel].columns
        if kolom.name not in tanpa
    )


@cache
def _build(tabel: str, berubah: bool) -> sa.Select[Any]:
    """Return the statement for a table's rows; `berubah`: only those a change can touch."""
    kelas = Base.metadata.tables[tabel]
    pilih = sa.select(*(kelas.c[nama] for nama, _ in _list_kolom(tabel)))
    if tabel == _TERBITAN and berubah:
        # Never altered or removed: what comes after the last one is what is new.
        return pilih.where(kelas.c.id > sa.bindparam("terakhir"))
    if tabel == _SESI:
        # An ended one signs nobody in.
        pilih = pilih.where(kelas.c.diakhiri.is_(None))
        return pilih.where(kelas.c.dibuat >= sa.bindparam("sejak")) if berubah else pilih
    return pilih


def read_batas(tabel: str, sekarang: datetime) -> dict[str, Any]:
    """Return what bounds the rows a change can touch in the tables that only grow."""
    if tabel == _TERBITAN:
        terakhir = read(_TERAKHIR, {}).scalar()
        return {"terakhir": terakhir or 0}
    return {"sejak": sekarang - PALING_LAMA} if tabel == _SESI else {}


def read_keadaan(tabel: str, batas: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Return the digest of each row of a table; with `batas` of those a change can touch."""
    kolom = _list_kolom(tabel)
    baca = read(_build(tabel, batas is not None), dict(batas or {}))
    hasil = {}
    for baris in baca:
        isi = {n: v for (n, awal), v in zip(kolom, baris, strict=True) if v not in (None, awal)}
        hasil[str(baris[0])] = compute_sidik_baris(isi)
    return hasil
