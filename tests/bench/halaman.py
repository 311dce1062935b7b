"""Pages in process: CPU against the floor, statements, and weight on the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from iki_web.extensions import db
from iki_web.web.aset import _BERKAS, _load
from iki_web.web.aset import aset as alamat_aset
from tests.bench.alat import Baris, adu, banding, paling
from tests.bench.bangku import Bangku
from tests.bench.dunia import TAHUN

#: What each page is measured with: who looks, the address, the floor's address.
HALAMAN = (
    ("Indikator saya, 2 indicators", "kasi-trantib", "/indikator", "/indikator"),
    ("Indikator saya, 7 indicators", "kasubbag-umum", "/indikator", "/indikator"),
    ("Persetujuan", "camat", "/persetujuan", "/persetujuan"),
    ("Beranda", "camat", "/", "/"),
)
ORANG = ("camat", "kasubbag-umum", "staf-umum", "pengelola")
ALAMAT = ("/", "/indikator", "/persetujuan", f"/rekap/{TAHUN}", "/keputusan/1", "/panduan")


def ukur_rekap(bangku: Bangku) -> Iterator[Baris]:
    """Rekap right after a write, unchanged, and answered 304."""
    app, lantai = bangku.sepasang("camat")
    alamat = f"/rekap/{TAHUN}"
    utuh, raw = app.buka(alamat), lantai.buka("/rekap")
    sesudah = adu(utuh, raw, siap=bangku.ubah)
    yield banding("Rekap right after a write, CPU", *sesudah, 3)
    sidik = utuh().kepala["ETag"]
    tetap = app.buka(alamat, if_none_match=sidik)
    if tetap().status != 304:
        raise RuntimeError("an unchanged recap was sent again")
    sama, tiga, raw_ = adu(utuh, tetap, raw, kali=150)
    yield banding("Rekap unchanged, CPU", sama, raw_, 0.7)
    yield banding("Rekap answered 304, CPU", tiga, raw_, 0.4)
    ukuran = f"{len(utuh().isi) / 1e3:.1f} : {len(raw().isi) / 1e3:.1f} KB"
    yield Baris("Rekap, page : raw page, not compressed", ukuran)


def ukur_halaman(bangku: Bangku) -> Iterator[Baris]:
    """The other pages, each after a write to an entry of the person who looks."""
    for nama, orang, alamat, raw in HALAMAN:
        app, lantai = bangku.sepasang(orang)
        siap = partial(bangku.ubah_isian, orang)
        hasil = adu(app.buka(alamat), lantai.buka(raw), siap=siap)
        yield banding(f"{nama}, CPU", *hasil, 6)
    app, lantai = bangku.sepasang("kasubbag-umum")
    lupa = partial(bangku.lupakan, "iki_bagian")
    hasil = adu(app.buka("/indikator"), lantai.buka("/indikator"), siap=lupa)
    yield banding("Indikator saya, 7 indicators, every card drawn anew, CPU", *hasil, 6)


def ukur_sebanding(bangku: Bangku) -> Iterator[Baris]:
    """The recap and Indikator saya, after a write, against plain Django pages of the same content.

    The peer reads a copy and remembers nothing, so a write makes no difference to it.
    """
    isian = partial(bangku.ubah_isian, "kasubbag-umum")
    for nama, orang, alamat, lain, siap, paling_sedikit in (
        ("Rekap", "camat", f"/rekap/{TAHUN}", f"/rekap/{TAHUN}", bangku.ubah, 8),
        ("Indikator saya, 7", "kasubbag-umum", "/indikator", "/indikator/kasubbag-umum", isian, 5),
    ):
        kami, mereka = bangku.sepasang(orang)[0].buka(alamat), bangku.sebanding.buka(lain)
        ukur, sebanding = adu(kami, mereka, siap=siap)
        ukuran = f"{len(kami().isi) / 1e3:.1f} : {len(mereka().isi) / 1e3:.1f} KB"
        yield Baris(f"{nama}, page : plain Django page, not compressed", ukuran)
        kali = sebanding / ukur
        teks = f"{kali:.1f} x less ({ukur:.2f} : {sebanding:.2f} ms)"
        baik = kali >= paling_sedikit
        yield Baris(f"{nama}, CPU, against plain Django", teks, f">= {paling_sedikit} x", baik)
    utuh = bangku.sepasang("camat")[0].buka(f"/rekap/{TAHUN}")
    sama, sebanding = adu(utuh, bangku.sebanding.buka(f"/rekap/{TAHUN}"))
    teks = f"{sebanding / sama:.1f} x less ({sama:.2f} : {sebanding:.2f} ms)"
    yield Baris("Rekap unchanged, CPU, against plain Django", teks)


@contextmanager
def hitung_pernyataan(app: Flask) -> Iterator[list[str]]:
    """Collect the statements an app sends while the block runs."""
    daftar: list[str] = []

    def catat(_k: Any, _c: Any, pernyataan: str, *_lain: Any) -> None:
        if not pernyataan.startswith(("BEGIN", "PRAGMA", "SET ")):
            daftar.append(pernyataan)

    with app.app_context():
        mesin = db.engine
    sa.event.listen(mesin, "before_cursor_execute", catat)
    try:
        yield daftar
    finally:
        sa.event.remove(mesin, "before_cursor_execute", catat)


def ukur_pernyataan(bangku: Bangku) -> Iterator[Baris]:
    """Statements of every page for everybody, right after a write, session included."""
    for alamat in ALAMAT:
        jumlah = []
        for orang in ORANG:
            panggil = bangku.dunia.klien(orang).buka(alamat)
            panggil()
            bangku.naikkan()
            with hitung_pernyataan(bangku.dunia.app) as daftar:
                panggil()
            jumlah.append(len(daftar))
        yield paling(f"SQL statements of {alamat}", max(jumlah), 6, "")


def ukur_bobot(bangku: Bangku) -> Iterator[Baris]:
    """Bytes on the wire, compressed: pages, the first visit, and later ones."""
    for nama, orang, alamat in (
        *((n, o, a) for n, o, a, _ in HALAMAN),
        ("Rekap", "camat", f"/rekap/{TAHUN}"),
    ):
        jawab = bangku.dunia.klien(orang).buka(alamat, accept_encoding="gzip")()
        yield paling(f"{nama}, page gzip", len(jawab.isi) / 1e3, 12, "KB", 1)
    masuk = bangku.dunia.klien("camat").buka("/panduan", accept_encoding="gzip")()
    aset = sum(len(_load(nama).padat) for nama in _BERKAS)
    total = (len(masuk.isi) + aset) / 1e3
    yield paling("first visit with all assets, gzip", total, 80, "KB", 1)
    klien = bangku.dunia.klien("camat")
    with bangku.dunia.app.test_request_context():
        semua = [klien.buka(alamat_aset(nama)) for nama in _BERKAS]
    lagi = sum("immutable" not in satu().kepala["Cache-Control"] for satu in semua)
    yield paling("assets asked for again on later visits", lagi, 0, "")
