"""Checks as they are read: how the last ones ended, and the one that warns."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from iki_web.extensions import read
from iki_web.models import Kantor, Pemeriksaan
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import Cara, HasilPeriksa, check_penjaga

_SEBANYAK = 20
_SEMUA = (
    select(Pemeriksaan.__table__)
    .join(Kantor, Kantor.id == Pemeriksaan.kantor_id)
    .where(Kantor.id == bindparam("kantor_id"))
    .order_by(Pemeriksaan.id.desc())
)
_MEMPERINGATKAN = _SEMUA.where(Pemeriksaan.id == Kantor.peringatan)
_TERAKHIR = _SEMUA.where(or_(Kantor.peringatan.is_(None), Pemeriksaan.id != Kantor.peringatan))


@dataclass(frozen=True, slots=True)
class BarisPemeriksaan:
    """One check."""

    id: int
    mulai: datetime
    selesai: datetime
    cara: Cara
    pemeriksa: str
    utuh: bool
    temuan: tuple[str, ...]
    sampai: int
    diakui: datetime | None
    diakui_oleh: str
    alasan: str


@dataclass(frozen=True, slots=True)
class DaftarPemeriksaan:
    """The check that warns, if one does, and the last of the others, newest first."""

    peringatan: BarisPemeriksaan | None
    lain: tuple[BarisPemeriksaan, ...]


def list_pemeriksaan(pelaku: Pelaku) -> DaftarPemeriksaan:
    """Return the checks of the office (two statements); raises TidakBerwenang."""
    check_penjaga(pelaku)
    isi = {"kantor_id": pelaku.kantor_id}
    peringatan = read(_MEMPERINGATKAN, isi).one_or_none()
    lain = read(_TERAKHIR.limit(_SEBANYAK), isi).all()
    return DaftarPemeriksaan(
        _build(peringatan) if peringatan else None, tuple(_build(satu) for satu in lain)
    )


def find_terakhir_periksa(pelaku: Pelaku) -> datetime | None:
    """Return when the office was last checked; raises TidakBerwenang."""
    check_penjaga(pelaku)
    akhir = read(_SEMUA.limit(1), {"kantor_id": pelaku.kantor_id}).one_or_none()
    return akhir.selesai if akhir else None


def _build(b: Any) -> BarisPemeriksaan:
    return BarisPemeriksaan(
        *(b.id, b.mulai, b.selesai, b.cara, b.pemeriksa),
        utuh=b.hasil is HasilPeriksa.UTUH,
        temuan=tuple(json.loads(b.temuan)),
        sampai=b.sampai,
        diakui=b.diakui,
        diakui_oleh=b.diakui_oleh,
        alasan=b.alasan,
    )
