"""Refusals as answers: our exceptions to a status and one sentence, page or fragment."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from iki_web.actions.jejak import create_jejak
from iki_web.extensions import konteks
from iki_web.rules.galat import (
    Basi,
    Ditolak,
    Galat,
    TerlaluBesar,
    TerlaluSering,
    TidakBerwenang,
    TidakTerlihat,
)
from iki_web.rules.jejak import Peristiwa
from iki_web.storage import BerkasHilang, BerkasRusak, PenyimpananGagal, RuangPenuh
from iki_web.storage.masukan import DISK, pilih_galat
from iki_web.web.access import forget_pengguna
from iki_web.web.render import page

catatan = logging.getLogger("iki_web")


@dataclass(frozen=True, slots=True)
class Halaman:
    """How a status is said to a person."""

    judul: str
    kalimat: str
    saran: str


_STATUS: tuple[tuple[type[Galat], int], ...] = (
    (RuangPenuh, 507),
    (PenyimpananGagal, 503),
    (BerkasHilang, 404),
    (BerkasRusak, 500),
    (TidakTerlihat, 404),
    (TidakBerwenang, 403),
    (Basi, 409),
    (TerlaluBesar, 413),
    (TerlaluSering, 429),
    (Ditolak, 422),
    (Galat, 400),
)

_HALAMAN = {
    400: Halaman(
        "Permintaan tidak dapat dibaca",
        "Permintaan ini tidak lengkap atau sudah kedaluwarsa. Tidak ada yang berubah.",
        "Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi.",
    ),
    403: Halaman(
        "Bukan wewenang Anda",
        "Halaman atau tindakan ini bukan untuk jabatan Anda. Tidak ada yang berubah.",
        "Bila menurut Anda ini keliru, hubungi pengelola untuk memeriksa jabatan dan atasan Anda.",
    ),
    404: Halaman(
        "Tidak ditemukan",
        "Halaman atau data ini tidak ditemukan.",
        "Periksa alamatnya, atau mulai lagi dari Beranda.",
    ),
    405: Halaman(
        "Cara membuka tidak sesuai",
        "Alamat ini tidak dapat dibuka dengan cara tersebut. Tidak ada yang berubah.",
        "Gunakan tombol pada halaman, atau mulai lagi dari Beranda.",
    ),
    409: Halaman(
        "Sudah berubah sejak Anda membukanya",
        "Data ini sudah diubah orang lain. Tindakan Anda tidak dijalankan.",
        "Buka kembali realisasi ini untuk melihat keadaan terakhir, lalu putuskan lagi.",
    ),
    413: Halaman(
        "Berkas terlalu besar",
        "Kiriman melebihi batas: 20 MB per berkas, 64 MB sekali kirim. Tidak ada yang disimpan.",
        "Perkecil berkas atau unggah satu per satu.",
    ),
    422: Halaman(
        "Belum dapat dijalankan",
        "Tindakan ini tidak dapat dijalankan pada keadaan sekarang. Tidak ada yang berubah.",
        "Kembali ke halaman sebelumnya dan periksa kembali.",
    ),
    429: Halaman(
        "Terlalu banyak percobaan",
        "Terlalu banyak percobaan dari komputer ini.",
        "Tunggu beberapa menit, lalu coba lagi.",
    ),
    500: Halaman(
        "Terjadi gangguan",
        "Maaf, terjadi gangguan di aplikasi. Yang belum tersimpan tidak tersimpan.",
        "Coba lagi. Bila terulang, sampaikan kode di bawah kepada pengelola.",
    ),
    503: Halaman(
        "Sedang sibuk",
        "Aplikasi sedang tidak dapat menyimpan. Yang baru saja Anda kirim tidak tersimpan.",
        "Tunggu sebentar, lalu kirim kembali.",
    ),
    507: Halaman(
        "Ruang penyimpanan penuh",
        "Ruang penyimpanan penuh. Yang baru saja Anda kirim tidak tersimpan.",
        "Hubungi pengelola agar ruang penyimpanan ditambah. Membaca tetap dapat dilakukan.",
    ),
}


def get_status(galat: Galat) -> int:
    """Return the HTTP status of a refusal."""
    return next(status for kelas, status in _STATUS if isinstance(galat, kelas))


def build_galat(status: int, kalimat: str | None = None, rincian: tuple[str, ...] = ()) -> Response:
    """Render a refusal; htmx gets the same sentence in a fragment."""
    isi = _HALAMAN.get(status, _HALAMAN[400 if status < 500 else 500])
    return page(
        "galat/galat.html",
        "frag_galat",
        status,
        kode=status,
        judul=isi.judul,
        kalimat=kalimat or isi.kalimat,
        saran=isi.saran,
        rincian=rincian,
        permintaan=konteks.get().permintaan if status >= 500 else "",
    )


def _handle_galat(galat: Galat) -> Response:
    status = get_status(galat)
    if status >= 500:
        catatan.warning("penyimpanan", exc_info=galat)
    if request.method == "POST" and status in (403, 404, 409):
        note_tolak(galat, status)
    rincian = galat.perubahan if isinstance(galat, Basi) else ()
    if isinstance(galat, Ditolak):
        rincian = tuple(dict.fromkeys(galat.isian.values()))
    return build_galat(status, galat.kalimat, rincian)


def note_tolak(galat: Galat, status: int) -> None:
    """Write the refusal of an act into the audit trail; it is the only thing that changes."""
    pelaku = getattr(current_user, "pelaku", None)
    isi = {"status": status, "kalimat": galat.kalimat}
    create_jejak(pelaku, Peristiwa.DITOLAK, request.path[:200], isi)


def _handle_http(galat: HTTPException) -> Response:
    status = galat.code or 500
    jawab = build_galat(status)
    if status == 405 and galat.get_response().headers.get("Allow"):
        jawab.headers["Allow"] = galat.get_response().headers["Allow"]
    return jawab


def _handle_csrf(_galat: CSRFError) -> Response:
    return build_galat(400, "Formulir ini sudah kedaluwarsa, jadi belum dijalankan.")


def _handle_database(galat: OperationalError) -> Response:
    """A database that cannot be written to is said in words, never as a trace."""
    catatan.warning("database", exc_info=galat)
    status = 507 if "full" in str(galat.orig) else 503
    try:
        return build_galat(status)
    except OperationalError:
        forget_pengguna()
        return build_galat(status)


def _handle_disk(galat: OSError) -> Response:
    """A disk that is full, broken or read-only, wherever it was met."""
    if galat.errno not in DISK:
        return _handle_tak_terduga(galat)
    catatan.warning("disk", exc_info=galat)
    return _handle_galat(pilih_galat(galat))


def _handle_tak_terduga(galat: Exception) -> Response:
    catatan.error("tak terduga", exc_info=galat)
    return build_galat(500)


def init_errors(app: Flask) -> None:
    """Register the one mapping from exceptions to answers."""
    app.register_error_handler(Galat, _handle_galat)
    app.register_error_handler(CSRFError, _handle_csrf)
    app.register_error_handler(HTTPException, _handle_http)
    app.register_error_handler(OperationalError, _handle_database)
    if not app.testing:
        app.register_error_handler(OSError, _handle_disk)
        app.register_error_handler(Exception, _handle_tak_terduga)
