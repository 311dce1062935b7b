"""A backup of the test's instance, and other instances it may be restored into."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from iki_web.actions.cadangan import Cadangan, Kerja, create_cadangan, get_latar
from iki_web.actions.cadangan.latar import Berjalan
from iki_web.actions.instance import find_sistem
from iki_web.actions.periksa import run_periksa
from iki_web.extensions import db, find_skema, jam
from tests.pendukung.basis import Basis, buat_app, tutup


def cadangkan(app: Flask, folder: Path) -> Cadangan:
    """Make a backup into a folder, as the command does."""
    folder.mkdir(exist_ok=True)
    with app.app_context():
        sistem = find_sistem()
        assert sistem is not None
        return create_cadangan(sistem, folder)


@contextmanager
def instance_lain(basis: Basis, folder: Path, *, siap: bool = False) -> Iterator[Flask]:
    """Give the app of another instance: without any table, or prepared as the first start does."""
    lingkungan = basis.kosong(folder)
    app = buat_app(lingkungan)
    if siap:
        assert app.test_cli_runner().invoke(args=["iki", "siapkan"]).exit_code == 0
    app.config["LINGKUNGAN"] = lingkungan
    try:
        yield app
    finally:
        tutup(app)
        basis.hapus(lingkungan)


@contextmanager
def mulai_lagi(app: Flask) -> Iterator[Flask]:
    """Give the app as the next start makes it, with the keys that are in the folder now."""
    baru = buat_app(app.config["LINGKUNGAN"])
    try:
        yield baru
    finally:
        tutup(baru)


def periksa(app: Flask) -> list[str]:
    """Return what `iki periksa` finds."""
    with app.app_context():
        sistem = find_sistem()
        assert sistem is not None
        kini, terbaru = find_skema()
        assert kini == terbaru
        hasil = list(run_periksa(sistem).temuan)
        db.session.rollback()
        return hasil


def susun_ulang(berkas: Path, ganti: dict[str, bytes | None]) -> Path:
    """Write the same zip with other members: bytes in place of a member's, None without it."""
    baru = berkas.with_name(berkas.name.replace("iki-", "iki-x"))
    with zipfile.ZipFile(berkas) as dari, zipfile.ZipFile(baru, "w") as ke:
        isi = {info.filename: dari.read(info) for info in dari.infolist()} | ganti
        for nama, teks in isi.items():
            if teks is not None:
                ke.writestr(nama, teks)
    return baru


def taruh_asing(app: Flask) -> str:
    """Lay a file with a backup's name that is none into the folder; returns the name."""
    folder = app.config["IKI"].instance / "cadangan"
    folder.mkdir(exist_ok=True)
    nama = "iki-jrengik-20260409-120000.zip"
    (folder / nama).write_bytes(b"bukan zip")
    return nama


def sibukkan(app: Flask) -> None:
    """Let the app be at some long work, so that no other begins."""
    with app.app_context():
        get_latar().kini = Berjalan(Kerja.BUAT, "", jam.now())
