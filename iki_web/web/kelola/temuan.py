"""The way from a finding of the quality check to the form that mends it, and back to its group."""

from dataclasses import dataclass

from flask import request, url_for

from iki_web.queries.mutu import find_mutu
from iki_web.rules.mutu import Temuan
from iki_web.web.access import get_pelaku
from iki_web.web.keputusan import KELOMPOK


@dataclass(frozen=True, slots=True)
class Asal:
    """The group of findings somebody came from, and what is found at the place he came to."""

    kelompok: int
    url: str
    temuan: tuple[Temuan, ...]


def _read_kelompok() -> int | None:
    kelompok = request.args.get("mutu", type=int)
    return kelompok if kelompok in KELOMPOK else None


def url_kembali(keputusan_id: int, biasa: str) -> str:
    """Return where a kept form leads: back to the findings, or `biasa` for who came another way."""
    kelompok = _read_kelompok()
    if kelompok is None:
        return biasa
    return url_for("kelola.index_mutu", keputusan_id=keputusan_id, kelompok=kelompok)


def find_asal(
    keputusan_id: int, jabatan_kode: str | None = None, indikator_id: int | None = None
) -> Asal | None:
    """Return the way back with the findings at a place; None for who did not come from one.

    Without a position the place is the decree's own sheet, without an indicator the position's.
    """
    kelompok = _read_kelompok()
    if kelompok is None:
        return None
    semua = (satu for _, isi in find_mutu(get_pelaku(), keputusan_id).kelompok for satu in isi)
    di_sini = (jabatan_kode, indikator_id)
    temuan = tuple(t.temuan for t in semua if (t.jabatan_kode, t.indikator_id) == di_sini)
    return Asal(kelompok, url_kembali(keputusan_id, ""), temuan)
