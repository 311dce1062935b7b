"""A small office with some of everything, whose database is a copy in memory for each check."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.pool import NullPool

from iki_web.actions.libur import create_libur
from iki_web.actions.periksa import run_periksa
from iki_web.extensions import db
from iki_web.rules.dokumen import Jenis
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.libur import HariLibur
from tests.faults.gedung import dirikan
from tests.pendukung import dokumen, renstra, target, usulan
from tests.pendukung.basis import buat_app, tutup
from tests.pendukung.entri import PembuatEntri, id_indikator
from tests.pendukung.orang import buat_pelaku, masukkan
from tests.pendukung.waktu import AWAL

#: Bytes of the header that say a file is read through its log; a copy in memory has none.
_TANPA_LOG = (18, 19)


def baca_basis(berkas: Path) -> bytes:
    """Return a whole SQLite database as one that can be opened in memory."""
    with sqlite3.connect(":memory:") as tujuan:
        asal = sqlite3.connect(berkas)
        asal.backup(tujuan)
        asal.close()
        isi = bytearray(tujuan.serialize())
    tujuan.close()
    for letak in _TANPA_LOG:
        isi[letak] = 1
    return bytes(isi)


class Kantor:
    """The office: its database as bytes now and after each act, its files, and the check of it."""

    def __init__(self, folder: Path) -> None:
        self.lampau: list[bytes] = []
        with dirikan(folder) as basis:
            lingkungan = basis.salin(folder / "instance")
            self._isi_kantor(buat_app(lingkungan))
        self.instance = folder / "instance"
        self.kini = self.asli = self.lampau.pop()
        pilihan = {"creator": self._buka, "poolclass": NullPool}
        self.app = buat_app(lingkungan, SQLALCHEMY_ENGINE_OPTIONS=pilihan)
        self.pelaku: Pelaku = buat_pelaku(self.app, "pengelola")
        self.bukti = sorted(b for b in (self.instance / "bukti").rglob("*") if b.is_file())

    def _buka(self) -> sqlite3.Connection:
        """Return a connection to a copy of what the database is now."""
        koneksi = sqlite3.connect(":memory:", check_same_thread=False)
        koneksi.deserialize(self.kini)
        return koneksi

    def rusak(self, perbuatan: Callable[[sqlite3.Connection], str]) -> str:
        """Do something to a copy as somebody with the file does: no trigger, no check, no key."""
        self.kini = self.asli
        koneksi = self._buka()
        try:
            for (nama,) in koneksi.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                koneksi.execute(f"DROP TRIGGER {nama}")
            koneksi.execute("PRAGMA ignore_check_constraints=ON")
            apa = perbuatan(koneksi)
            koneksi.commit()
            self.kini = koneksi.serialize()
        finally:
            koneksi.close()
        return apa

    def periksa(self) -> tuple[str, ...]:
        """Return what the check of the instance finds in the database as it is now."""
        with self.app.app_context():
            temuan = run_periksa(self.pelaku).temuan
            db.session.rollback()
        return temuan

    def tutup(self) -> None:
        """Let go of everything."""
        tutup(self.app)

    def _isi_kantor(self, app: Flask) -> None:
        """Let people do some of everything; the database is kept after each act."""
        entri, berkas = PembuatEntri(app), app.config["IKI"].instance / "iki.db"

        def lakukan(*perbuatan: Callable[[], Any]) -> None:
            for satu in perbuatan:
                satu()
                self.lampau.append(baca_basis(berkas))

        lakukan(
            lambda: masukkan(app, "staf-umum"),
            lambda: masukkan(app, "camat"),
            lambda: entri("DISETUJUI", "staf-umum-1"),
            lambda: entri("DIKEMBALIKAN", "staf-trantib-1"),
            lambda: entri("DIAJUKAN", "staf-pmd-1", berkas=False),
            lambda: entri("DRAF", "staf-trantib-1", "2026-TW2"),
            lambda: usulan.usulkan(app, "staf-umum", "staf-umum-1"),
            lambda: self._target(app),
            lambda: renstra.atur_akhir(app),
            lambda: renstra.tetapkan_renstra(app, "camat", {"sekretaris-1": 90}),
            lambda: self._libur(app),
            lambda: dokumen.terbitkan(app, "staf-umum", (Jenis.PERJANJIAN, "staf-umum", "")),
            lambda: dokumen.pasang_templat(app),
        )
        tutup(app)

    @staticmethod
    def _target(app: Flask) -> None:
        with app.app_context():
            nomor = id_indikator("sekretaris-1")
        target.tetapkan(app, "camat", nomor, 90)

    @staticmethod
    def _libur(app: Flask) -> None:
        pelaku = buat_pelaku(app, "pengelola")
        with app.app_context():
            create_libur(pelaku, [HariLibur(AWAL.date(), "Libur uji")])
