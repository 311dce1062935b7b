"""One in-process copy of an office's reference data, keyed by its version in the database."""

from collections.abc import Mapping

from flask import current_app
from sqlalchemy import bindparam, select

from iki_web.extensions import read
from iki_web.models import Kantor, StatusKeputusan
from iki_web.queries.acuan.baca import load_acuan, load_indikator
from iki_web.queries.acuan.baris import (
    BarisIndikator,
    BarisJabatan,
    BarisPeriode,
    BarisSumber,
    BarisTarget,
)
from iki_web.queries.acuan.isi import Acuan
from iki_web.rules.keterlihatan import Pelaku

__all__ = [
    "Acuan",
    "BarisIndikator",
    "BarisJabatan",
    "BarisPeriode",
    "BarisSumber",
    "BarisTarget",
    "find_acuan",
    "get_acuan",
    "list_indikator_edisi",
]

_VERSI = select(Kantor.versi_acuan).where(Kantor.id == bindparam("kantor_id"))


def get_acuan(pelaku: Pelaku) -> Acuan:
    """Return the reference data at the version the viewer's request began with."""
    return _get(pelaku.kantor_id, pelaku.versi_acuan)


def find_acuan(pelaku: Pelaku) -> Acuan:
    """Return the reference data as the open transaction sees them (one small statement)."""
    versi = read(_VERSI, {"kantor_id": pelaku.kantor_id}).scalar_one()
    return _get(pelaku.kantor_id, versi)


def list_indikator_edisi(pelaku: Pelaku, keputusan_id: int) -> Mapping[int, BarisIndikator]:
    """Return the indicators of an edition of the office; those of a draft are read each time."""
    acuan = get_acuan(pelaku)
    edisi = next((k for k in acuan.keputusan if k.id == keputusan_id), None)
    if edisi is not None and edisi.status is StatusKeputusan.DRAF:
        return load_indikator(keputusan_id)
    return {n: i for n, i in acuan.indikator.items() if i.keputusan_id == keputusan_id}


def _get(kantor_id: int, versi: int) -> Acuan:
    simpanan: dict[int, Acuan] = current_app.extensions.setdefault("iki_acuan", {})
    acuan = simpanan.get(kantor_id)
    if acuan is None or acuan.versi != versi:
        acuan = load_acuan(kantor_id)
        # A reader whose snapshot is older than the copy keeps its own view, and the newer stays.
        if kantor_id not in simpanan or simpanan[kantor_id].versi <= acuan.versi:
            simpanan[kantor_id] = acuan
    return acuan
