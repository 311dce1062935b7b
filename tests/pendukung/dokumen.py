"""Documents of staf-umum, previewed and issued by the real acts of the people they belong to."""

from io import BytesIO

from flask import Flask

from iki_web.actions.dokumen import issue_dokumen
from iki_web.actions.templat import update_templat
from iki_web.extensions import db, jam
from iki_web.models import Terbitan
from iki_web.queries.acuan import get_acuan
from iki_web.queries.dokumen import find_pokok, get_isi
from iki_web.rules.dokumen import Isi, Jenis, Penerbitan, Pokok, compute_sidik_data
from iki_web.storage import Simpanan
from iki_web.web.dokumen.word import TEMPLAT, check_lembar
from tests.pendukung.orang import buat_pelaku

#: Kind, position and period of a document, as an address names them.
PERJANJIAN = (Jenis.PERJANJIAN, "staf-umum", "")
LAPORAN = (Jenis.LAPORAN, "staf-umum", "2026-TW1")
ALAMAT = "http://iki.lan:8000"

Satu = tuple[Jenis, str, str]


def cari_pokok(app: Flask, nama: str, satu: Satu, tahun: int = 2026) -> Pokok:
    """Return a document as a person finds it; call inside the app's context."""
    pelaku = buat_pelaku(app, nama)
    jenis, kode, periode = satu
    jabatan = next((j for j in get_acuan(pelaku).jabatan.values() if j.kode == kode), None)
    return find_pokok(pelaku, jenis, tahun, str(jabatan.id) if jabatan else "", periode)


def baca_isi(app: Flask, nama: str, satu: Satu, tahun: int = 2026) -> Isi:
    """Return the content of a preview of today."""
    with app.app_context():
        pokok = cari_pokok(app, nama, satu, tahun)
        return get_isi(buat_pelaku(app, nama), pokok, Penerbitan(jam.today()))


def baca_sidik(app: Flask, nama: str, satu: Satu, tahun: int = 2026) -> str:
    """Return the digest of a preview's data."""
    return compute_sidik_data(baca_isi(app, nama, satu, tahun))


def pasang_templat(
    app: Flask, jenis: Jenis = Jenis.PERJANJIAN, isi: bytes | None = None, versi: int = 0
) -> None:
    """Put a Word template in place as the pengelola; without `isi` ours as a file of the office."""
    simpanan: Simpanan = app.extensions["iki_simpanan"]
    berkas = BytesIO(TEMPLAT.read_bytes() if isi is None else isi)
    with app.app_context():
        masuk = simpanan.terima_templat(berkas, "templat kantor.docx", check_lembar)
        pengelola = buat_pelaku(app, "pengelola")
        update_templat(pengelola, jenis, versi, masuk.sha256, masuk.nama)


def terbitkan(
    app: Flask, nama: str, satu: Satu, nomor: str = "", tahun: int = 2026
) -> tuple[int, str]:
    """Issue a document as it reads now; returns its id and its code."""
    sidik = baca_sidik(app, nama, satu, tahun)
    with app.app_context():
        pokok = cari_pokok(app, nama, satu, tahun)
        terbit = Penerbitan(jam.today(), nomor)
        hasil = issue_dokumen(buat_pelaku(app, nama), pokok, terbit, sidik, ALAMAT)
        return hasil, db.session.get(Terbitan, hasil).kode
