"""Targets by the real acts of named people: fixed, proposed."""

from datetime import date
from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select

from iki_web.actions.target import submit_target, update_target
from iki_web.extensions import db
from iki_web.models import UsulanTarget
from iki_web.queries.acuan import find_acuan
from iki_web.rules.target import Dasar, KirimanTarget, TempatTarget
from tests.pendukung.orang import buat_pelaku


def _kirim(app: Flask, nama: str, nomor: int, nilai: object, kode: str | None, versi: int | None):
    """Return one field as a person sends it who saw the target as it stands."""
    acuan = find_acuan(buat_pelaku(app, nama))
    periode_id = acuan.periode[kode].id if kode else None
    kini = acuan.get_target(nomor, 2026, periode_id).versi if versi is None else versi
    angka = None if nilai == "-" else Decimal(str(nilai))
    return KirimanTarget(TempatTarget(nomor, kode), angka, kini)


def tetapkan(
    app: Flask,
    nama: str,
    nomor: int,
    nilai: object = 90,
    alasan: str = "",
    *,
    kode: str | None = None,
    versi: int | None = None,
) -> int:
    """Fix a target of 2026 as a person; "-" is not targeted."""
    pelaku = buat_pelaku(app, nama)
    with app.app_context():
        isi = _kirim(app, nama, nomor, nilai, kode, versi)
        return update_target(pelaku, 2026, [isi], Dasar(alasan, date(2026, 1, 20)))


def usulkan(
    app: Flask,
    nama: str,
    nomor: int,
    nilai: object = 85,
    alasan: str = "Sesuai rencana.",
    *,
    kode: str | None = None,
) -> int:
    """Propose a target of 2026 as the owner; returns the id of the proposal."""
    pelaku = buat_pelaku(app, nama)
    with app.app_context():
        submit_target(pelaku, 2026, [_kirim(app, nama, nomor, nilai, kode, None)], alasan)
        return db.session.execute(select(func.max(UsulanTarget.id))).scalar_one()
