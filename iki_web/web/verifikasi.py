"""The page a QR leads to: whether a sheet is genuine, for anyone on the network."""

from flask import Blueprint, Response, redirect, request, url_for

from iki_web.queries.dokumen import find_verifikasi
from iki_web.rules.dokumen import parse_kode
from iki_web.web.access import public
from iki_web.web.render import page

bp = Blueprint("verifikasi", __name__)


@bp.get("/verifikasi")
@public(reason="a sheet is checked by whoever holds it; the page says nothing private")
def index() -> Response:
    """Ask for the code, or lead to its page."""
    kode = request.args.get("kode", "").strip()
    if kode:
        return redirect(url_for("verifikasi.show", kode=kode[:40]), 303)
    return page("verifikasi/index.html", ketik="", dicari=False)


@bp.get("/verifikasi/<kode>")
@public(reason="a sheet is checked by whoever holds it; the page says nothing private")
def show(kode: str) -> Response:
    """Say whether the code belongs to an issued document, and what its sheet must read."""
    polos = parse_kode(kode)
    baris = find_verifikasi(polos) if polos else None
    if baris is None:
        return page("verifikasi/index.html", status=404, ketik=kode[:40], dicari=True)
    return page("verifikasi/show.html", baris=baris)
