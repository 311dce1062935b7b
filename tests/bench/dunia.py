"""The measured office: an instance of its own with the demo's year, and signed-in clients."""

import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from iki_web import create_app
from iki_web.actions.contoh import compute_awal, create_contoh, jam_pada
from iki_web.cli import prepare
from iki_web.extensions import db, jam
from iki_web.rules.periode import WIB
from tests.bench.alat import Klien
from tests.pendukung.klien import KlienUji
from tests.pendukung.orang import masukkan
from tests.storage.pembuat_berkas import pdf

#: The instant at which every measurement happens: late in the year, so that its entries stand in
#: every state.
KINI = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
TAHUN = KINI.year
_SANDI = "bangku uji yang panjang"
#: Opens every period that has begun.
BUKA = (
    "UPDATE periode SET status = 'DIBUKA', batas = '2027-01-14T17:00:00.000000Z' "
    "WHERE status <> 'BELUM_DIBUKA'"
)
UKURAN_PDF = 2 * 1024 * 1024


def hentikan_jam() -> None:
    """Let the app's clock of this process stand at KINI."""
    vars(jam)["now"] = lambda: KINI.astimezone(UTC)


class Dunia:
    """One prepared instance with a year of entries, in a folder that is thrown away."""

    def __init__(self, folder: Path, url: str = "", *, contoh: bool = True) -> None:
        hentikan_jam()
        self.folder = folder
        self.lingkungan = {"IKI_INSTANCE": str(folder)}
        if url:
            self.lingkungan["IKI_DATABASE_URL"] = url
        baru = not folder.exists()
        self.app: Flask = create_app(self.lingkungan)
        self.app.test_client_class = KlienUji
        if baru:
            self._isi(contoh)

    def _isi(self, contoh: bool) -> None:
        with self.app.app_context():
            with jam_pada(compute_awal(KINI)):
                prepare(_SANDI)
            if contoh:
                create_contoh(self.app.extensions["iki_simpanan"])

    @property
    def basis(self) -> Path:
        """The SQLite file."""
        return self.folder / "iki.db"

    def salin(self, folder: Path) -> "Dunia":
        """Return a copy on SQLite."""
        with sqlite3.connect(self.basis) as koneksi:
            koneksi.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(self.folder, folder)
        return Dunia(folder)

    def klien(self, nama: str) -> Klien:
        """Return a person's signed-in client with the token of his forms."""
        klien = masukkan(self.app, nama)
        csrf = klien.token()
        klien.get("/panduan")  # from its second page on, a session's cookie stays as it is
        kuki = klien.get_cookie("iki")
        assert kuki is not None
        token = klien_token(klien)
        return Klien(self.app, f"iki={kuki.value}; lantai={token}", csrf)

    def sql(self, perintah: str, *isi: Any) -> list[tuple[Any, ...]]:
        """Run one statement on the SQLite file behind the app's back."""
        with sqlite3.connect(self.basis, timeout=30, isolation_level=None) as koneksi:
            return koneksi.execute(perintah, isi).fetchall()

    def tutup(self) -> None:
        """Give every connection back."""
        with self.app.app_context():
            db.engine.dispose()


def klien_token(klien: FlaskClient) -> str:
    """Return the session token of a signed-in browser; the floor's cookie carries it bare."""
    with klien.session_transaction() as sesi:
        return str(sesi["_user_id"]).partition("|")[2]


def buat_pdf(ukuran: int = UKURAN_PDF) -> bytes:
    """Return a new PDF of one page and about that many bytes, unlike any before it."""
    isi = os.urandom(ukuran - 1024).replace(b"%%EOF", b"-----")
    return pdf(tambahan=(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(isi), isi),))


def formulir(medan: dict[str, str], berkas: dict[str, bytes]) -> tuple[bytes, str]:
    """Return a multipart body and its content type."""
    batas = b"----iki-bench-7f3a"
    bagian = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (batas, nama.encode(), nilai.encode())
        for nama, nilai in medan.items()
    ]
    bagian += [
        b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="laporan.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%s\r\n" % (batas, nama.encode(), isi)
        for nama, isi in berkas.items()
    ]
    badan = b"".join(bagian) + b"--%s--\r\n" % batas
    return badan, f"multipart/form-data; boundary={batas.decode()}"
