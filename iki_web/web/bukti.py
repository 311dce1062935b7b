"""Evidence files: download, preview as a picture, and detaching."""

from flask import Blueprint, Response, current_app, flash, redirect, request, send_file, url_for

from iki_web.actions.jejak import create_jejak
from iki_web.actions.realisasi import Tempat, remove_bukti
from iki_web.queries.bukti import BuktiTerlihat, find_bukti
from iki_web.queries.realisasi import BerkasBukti
from iki_web.rules.galat import Basi, Ditolak, Galat, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.storage import Simpanan, count_halaman, render_halaman
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.realisasi import brings_isian, refuse, show_kartu, write_form
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import CSP_BERKAS, is_htmx, page

bp = Blueprint("bukti", __name__)

_JENIS = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_GAMBAR = ("jpg", "png")
#: More pages than this are read after downloading.
HALAMAN_TERBANYAK = 40


def _simpanan() -> Simpanan:
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    return simpanan


@bp.get("/bukti/<int:bukti_id>/lihat")
@allow(siapa_pun)
def show(bukti_id: int) -> Response:
    """Show a file as pictures, with the way back to its entry."""
    bukti = find_bukti(get_pelaku(), bukti_id)
    return page("bukti/show.html", berkas=bukti, halaman=list_halaman(bukti))


@bp.get("/bukti/<int:bukti_id>")
@allow(siapa_pun)
def download(bukti_id: int) -> Response:
    """Hand out the original bytes, verified, always as a download."""
    pelaku = get_pelaku()
    bukti = find_bukti(pelaku, bukti_id)
    berkas = _simpanan().buka(bukti.sha256)
    create_jejak(pelaku, Peristiwa.BUKTI_DIUNDUH, f"bukti:{bukti.id}", {"sha256": bukti.sha256})
    jawab = send_file(
        berkas, mimetype=_JENIS[bukti.jenis], as_attachment=True, download_name=bukti.nama
    )
    jawab.headers["Content-Security-Policy"] = CSP_BERKAS
    return jawab


@bp.get("/bukti/<int:bukti_id>/pratinjau")
@allow(siapa_pun)
def preview(bukti_id: int) -> Response:
    """Show a photo, or a drawn page of a PDF; other kinds have no preview."""
    bukti = find_bukti(get_pelaku(), bukti_id)
    jawab = _build_pratinjau(bukti, request.args.get("halaman", 1, type=int))
    jawab.headers["Content-Security-Policy"] = CSP_BERKAS
    return jawab


def _build_pratinjau(bukti: BuktiTerlihat, halaman: int) -> Response:
    if bukti.jenis in _GAMBAR:
        return send_file(_simpanan().buka(bukti.sha256), mimetype=_JENIS[bukti.jenis])
    if bukti.jenis != "pdf":
        raise TidakTerlihat("Berkas jenis ini tidak memiliki pratinjau. Unduh untuk membukanya.")
    return Response(render_halaman(_simpanan(), bukti.sha256, halaman), mimetype="image/png")


def list_halaman(berkas: BerkasBukti | BuktiTerlihat) -> range:
    """Return the page numbers to draw; a damaged file has none and says so when downloaded."""
    if berkas.jenis != "pdf":
        return range(1, 2 if berkas.jenis in _GAMBAR else 1)
    try:
        jumlah = count_halaman(_simpanan(), berkas.sha256)
    except Galat:
        return range(0)
    return range(1, min(jumlah, HALAMAN_TERBANYAK) + 1)


@bp.post("/bukti/<int:bukti_id>/hapus")
@allow(siapa_pun)
def remove(bukti_id: int) -> Response:
    """Detach a file from an entry that is still in its owner's hands."""
    pelaku = get_pelaku()
    bukti = find_bukti(pelaku, bukti_id)
    tempat = Tempat(bukti.indikator_id, bukti.kode)
    kabar = f"Berkas “{bukti.nama}” dilepas dari realisasi ini."
    # Without script the button sends the whole form: what is typed in it is kept first.
    tulis = write_form(tempat) if brings_isian() and not is_htmx() else parse_versi(request.form)
    if isinstance(tulis, Response):
        return tulis
    try:
        remove_bukti(pelaku, tempat, bukti_id, tulis)
    except (Basi, Ditolak) as galat:
        return refuse(tempat, galat)
    if is_htmx():
        return show_kartu(tempat, kabar=kabar)
    flash(kabar, "positif")
    return redirect(
        url_for("realisasi.show", indikator_id=tempat.indikator_id, kode=tempat.kode), 303
    )
