"""What a row is known by beside its number, so that a finding says who or what it is about."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from iki_web.extensions import Base, read
from iki_web.rules.periksa import PALING_DISEBUT

#: What people call a row by, the shortest first; and whose row it is, where it has no name.
_NAMA = ("nama_pengguna", "kode", "nama", "keterangan")
_MILIK = ("pegawai", "jabatan", "indikator")
_PANJANG = 60
#: What a database can compare with a number of a row.
_BULAT = re.compile("[0-9]{1,18}")


@cache
def _build(tabel: str) -> sa.Select[Any] | None:
    """Return the statement for number and name of some rows, None where nothing names them."""
    kelas = Base.metadata.tables.get(tabel)
    if kelas is None:  # a line of the trail may name what there is not
        return None
    syarat = kelas.c[0].in_(sa.bindparam("nomor", expanding=True))
    for nama in _NAMA:
        if nama in kelas.c:
            return sa.select(kelas.c[0], kelas.c[nama]).where(syarat)
    for nama in _MILIK:
        if (kunci := f"{nama}_id") in kelas.c:
            milik = Base.metadata.tables[nama]
            kolom = next(milik.c[satu] for satu in _NAMA if satu in milik.c)
            dari = kelas.join(milik, kelas.c[kunci] == milik.c.id)
            return sa.select(kelas.c[0], kolom).select_from(dari).where(syarat)
    return None


def list_sebutan(tabel: str, nomor: Sequence[str]) -> list[str]:
    """Return the numbers of rows, those a finding shows with what they are known by now.

    A removed row has no name any more; one that was tampered with is shown as it is, cut.
    """
    pilih = _build(tabel)
    bulat = [int(satu) for satu in nomor[:PALING_DISEBUT] if _BULAT.fullmatch(satu)]
    baris: Iterable[Any] = read(pilih, {"nomor": bulat}) if pilih is not None and bulat else ()
    nama = {str(satu[0]): _clean(satu[1]) for satu in baris}
    return [f"{satu} ({nama[satu]})" if nama.get(satu) else satu for satu in nomor]


def _clean(sebutan: str | None) -> str:
    return "".join(huruf for huruf in sebutan or "" if huruf.isprintable())[:_PANJANG]
