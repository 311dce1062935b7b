"""What the rooms of documents share: their blueprint, sending a file."""

from flask import Blueprint, Response, make_response

from iki_web.actions.jejak import create_jejak
from iki_web.rules.dokumen import Isi
from iki_web.rules.jejak import Peristiwa
from iki_web.web.access import get_pelaku

bp = Blueprint("dokumen", __name__)


def send_berkas(isi: Isi, nama: str, jenis: str, badan: bytes, kode: str) -> Response:
    """Send a file of one document; the download is a line in the trail."""
    rincian = {"nama": isi.nama, "berkas": nama, "ukuran": len(badan)}
    create_jejak(get_pelaku(), Peristiwa.DOKUMEN_DIUNDUH, f"dokumen:{kode}", rincian)
    return attach(nama, jenis, badan)


def attach(nama: str, jenis: str, badan: bytes) -> Response:
    """Return a file to be saved under a name."""
    jawab = make_response(badan)
    jawab.headers["Content-Type"] = jenis
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab
