"""A draft of the edition in force, begun by the pengelola, and what its forms send."""

import html
import re

from flask import Flask
from sqlalchemy import select

from iki_web.actions.keputusan import create_draf
from iki_web.extensions import db
from iki_web.models import Indikator, Keputusan
from tests.pendukung.orang import buat_pelaku


def buat_draf(app: Flask, kode: str = "2027") -> int:
    """Begin a draft as a copy of the edition of 2021."""
    pengelola = buat_pelaku(app, "pengelola")
    with app.app_context():
        dasar = db.session.execute(select(Keputusan).where(Keputusan.kode == "2021")).scalar_one()
        isi = {"kode": kode, "tentang": dasar.tentang}
        return create_draf(pengelola, dasar.id, isi)


def indikator_draf(app: Flask, draf: int, kode: str = "staf-umum-1") -> int:
    """Return the id of an indicator of an edition."""
    with app.app_context():
        cari = select(Indikator.id).where(Indikator.keputusan_id == draf, Indikator.kode == kode)
        return db.session.execute(cari).scalar_one()


def isi_formulir(halaman: str) -> dict[str, str]:
    """Return the fields of the largest form of a page as a browser would send them."""
    bentuk = max(re.findall(r"<form.*?</form>", halaman, re.S), key=len)
    isi: dict[str, str] = {}
    for tanda in re.findall(r"<input[^>]*>", bentuk, re.S):
        nama = re.search(r'name="([^"]*)"', tanda)
        nilai = re.search(r'value="([^"]*)"', tanda)
        kotak = 'type="checkbox"' in tanda
        if nama and (not kotak or "checked" in tanda):
            isi[nama[1]] = html.unescape(nilai[1]) if nilai else ""
    for nama, teks in re.findall(
        r'<textarea[^>]*?name="([^"]*)".*?>(.*?)</textarea>', bentuk, re.S
    ):
        isi[nama] = html.unescape(teks).lstrip("\n")
    for nama, badan in re.findall(r'<select[^>]*?name="([^"]*)".*?>(.*?)</select>', bentuk, re.S):
        pilih = re.search(r'<option value="([^"]*)"\s*selected', badan)
        isi[nama] = html.unescape(pilih[1]) if pilih else ""
    return isi
