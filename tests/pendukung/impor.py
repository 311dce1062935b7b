"""Workbooks that wait in the room of import, as the pengelola brought them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Flask

from iki_web.actions.impor import approve_impor, create_impor
from iki_web.queries.acuan import get_acuan
from iki_web.queries.impor import Pratinjau, find_pratinjau
from iki_web.rules.impor import KOLOM, JenisImpor
from tests.pendukung.lembar import build_xlsx
from tests.pendukung.orang import buat_pelaku


def build_berkas(jenis: JenisImpor, baris: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook of a kind: its header without the explaining columns, then the rows."""
    kepala = [k.judul for k in KOLOM[jenis] if not k.keterangan]
    return build_xlsx({"Data": [kepala, *baris]})


def unggah(app: Flask, jenis: JenisImpor, isi: bytes, nama: str = "isi.xlsx") -> int:
    """Have the pengelola read a workbook; returns its id."""
    pelaku = buat_pelaku(app, "pengelola")
    with app.app_context():
        return create_impor(pelaku, jenis, nama, BytesIO(isi))


def lihat(app: Flask, nomor: int) -> Pratinjau:
    """Return the preview the pengelola sees."""
    pelaku = buat_pelaku(app, "pengelola")
    with app.app_context():
        return find_pratinjau(pelaku, nomor)


def terapkan(app: Flask, nomor: int, tanda: str = "", versi: int = 1) -> Any:
    """Apply a workbook as it is previewed now, or as `tanda` says it was seen."""
    pelaku = buat_pelaku(app, "pengelola")
    tanda = tanda or lihat(app, nomor).tanda
    with app.app_context():
        return approve_impor(pelaku, nomor, versi, tanda)


def unggah_hasil(app: Flask) -> tuple[int, str]:
    """Have one past result wait to be applied; returns (id, mark of its preview)."""
    with app.app_context():
        kode = next(iter(get_acuan(buat_pelaku(app, "pengelola")).indikator.values())).kode
    nomor = unggah(app, JenisImpor.HASIL, build_berkas(JenisImpor.HASIL, [[kode, 2025, 8, 9]]))
    return nomor, lihat(app, nomor).tanda
