"""The page a QR leads to: whether a sheet or a file is genuine, for anyone on the network."""

from flask import Blueprint, Response, current_app, redirect, request, url_for

from iki_web.queries.dokumen import Dokumen, find_verifikasi
from iki_web.queries.kantor import find_nama
from iki_web.queries.periksa import find_kode
from iki_web.rules.dokumen import format_teks, parse_kode
from iki_web.rules.galat import Ditolak, TerlaluBesar
from iki_web.rules.jejak import parse_kode as parse_jangkar
from iki_web.web.access import public
from iki_web.web.dokumen.pdf import build_pdf
from iki_web.web.render import page

bp = Blueprint("verifikasi", __name__)

_ALASAN = "a sheet is checked by whoever holds it; the page says nothing private"
#: Sheets are a hundred times smaller.
_BATAS = 4 * 1024 * 1024


@bp.get("/verifikasi")
@public(reason=_ALASAN)
def index() -> Response:
    """Ask for the code, or lead to its page; what cannot be one has no page to lead to.

    A browser takes "../.." in an address for a way up, a document's number for a place of its own.
    """
    kode = request.args.get("kode", "").strip()
    if not kode:
        return page("verifikasi/index.html", ketik="", dicari=False)
    if parse_jangkar(kode) or parse_kode(kode):
        return redirect(url_for("verifikasi.show", kode=kode[:40]), 303)
    return _show(kode)


@bp.get("/verifikasi/<kode>")
@public(reason=_ALASAN)
def show(kode: str) -> Response:
    """Say whether the code belongs to an issued document, and what its sheet must read."""
    jangkar = parse_jangkar(kode)
    return _show_jangkar(kode, *jangkar) if jangkar else _show(kode)


def _show_jangkar(kode: str, seq: int, awal: str) -> Response:
    waktu = find_kode(None, current_app.config["IKI_KUNCI_JEJAK"], seq, awal)
    status = 200 if waktu else 404
    return page("verifikasi/jangkar.html", status=status, kode=kode[:40], seq=seq, waktu=waktu)


def _show(kode: str, putusan: str = "", galat: str = "") -> Response:
    dokumen = _find(kode)
    if dokumen is None:
        return page("verifikasi/index.html", status=404, ketik=kode[:40], dicari=True)
    status = 422 if galat else 200
    isi = {"baris": dokumen.baris, "putusan": putusan, "galat": galat}
    return page("verifikasi/show.html", status=status, **isi)


def _find(kode: str) -> Dokumen | None:
    polos = parse_kode(kode)
    return find_verifikasi(polos) if polos else None


@bp.post("/verifikasi/<kode>")
@public(reason=_ALASAN)
def check(kode: str) -> Response:
    """Compare a file with what was issued, byte for byte; nothing of it is kept."""
    dokumen = _find(kode)
    if dokumen is None:
        return _show(kode)
    try:
        isi = _read_berkas()
    except Ditolak as salah:
        return _show(kode, galat=salah.kalimat)
    nama, _ = find_nama()
    # The text first: the sheets would have to be drawn.
    teks = format_teks(dokumen.isi).encode()
    sama = isi == teks or isi == build_pdf(dokumen.isi, nama, dokumen)
    return _show(kode, putusan="sama" if sama else "beda")


def _read_berkas() -> bytes:
    """Return the bytes that were sent; raises Ditolak without a file, TerlaluBesar past 4 MB."""
    berkas = request.files.get("berkas")
    if berkas is None or not berkas.filename:
        raise Ditolak("Pilih berkas PDF atau teks yang hendak dibandingkan.")
    with berkas.stream:
        isi = berkas.read(_BATAS + 1)
    if len(isi) > _BATAS:
        raise TerlaluBesar("Berkas ini lebih besar daripada lembar mana pun: paling besar 4 MB.")
    return isi
