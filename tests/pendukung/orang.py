"""People of the prepared instance: their rights, and browsers in which they are signed in."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from iki_web.actions.sesi import _create_baris, build_pelaku
from iki_web.extensions import Konteks, db, konteks
from iki_web.models import Pegawai
from iki_web.rules.keterlihatan import Pelaku


def _cari(nama: str) -> Pegawai:
    return db.session.execute(select(Pegawai).where(Pegawai.nama_pengguna == nama)).scalar_one()


def buat_pelaku(app: Flask, nama: str) -> Pelaku:
    """Return a person with the rights of the clock's day."""
    with app.app_context():
        return build_pelaku(_cari(nama))


def masukkan(app: Flask, nama: str, alamat: str = "127.0.0.1") -> FlaskClient:
    """Return a client signed in as a person: a real session row, without the slow hash."""
    with app.app_context():
        pegawai = _cari(nama)
        nomor = pegawai.id
        konteks.set(Konteks(alamat=alamat))
        token = _create_baris(nomor, pegawai.sandi_hash)
    klien = app.test_client()
    with klien.session_transaction() as sesi:
        sesi["_user_id"] = f"{nomor}|{token}"
        sesi["_fresh"] = True
    return klien
