"""Static files under immutable names, ours and those of the installed packages, kept compressed."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response, request, url_for
from markupsafe import Markup

from iki_web.config import AKAR
from iki_web.rules.galat import TidakTerlihat
from iki_web.web.access import public

bp = Blueprint("aset", __name__)

#: Name in addresses -> where the file is (our folder, or inside an installed package), its type.
_BERKAS = {
    "tema.css": ("", "tema.css", "text/css"),
    "app.js": ("", "app.js", "text/javascript"),
    "favicon.svg": ("", "ikon/favicon.svg", "image/svg+xml"),
    "ikon.svg": ("flask_bootstrap", "static/bootstrap5/icons/bootstrap-icons.svg", "image/svg+xml"),
    "bootstrap.css": (
        "flask_bootstrap",
        "static/bootstrap5/css/bootstrap.min.css",
        "text/css",
    ),
    "htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js", "text/javascript"),
}
#: What stands on pages again and again is fetched once, as `ikon.svg`; a rarer icon is drawn where
#: it stands: all eighty would make the first visit heavier than it may be.
_IKON = (
    *("arrow-down", "arrow-left", "arrow-return-left", "arrow-up", "box-arrow-right", "camera"),
    *("check2", "check2-circle", "chevron-down", "chevron-right", "circle", "clock", "download"),
    *("exclamation-circle", "exclamation-triangle", "file-earmark", "file-earmark-image"),
    *("file-earmark-pdf", "file-earmark-spreadsheet", "info-circle", "journal-text", "lightbulb"),
    *("list", "lock", "pencil", "plus-lg", "printer", "send", "slash-circle", "trash", "upload"),
)


@dataclass(frozen=True, slots=True)
class Aset:
    """A static file in memory."""

    isi: bytes
    padat: bytes
    jenis: str
    sidik: str


@cache
def _load(nama: str) -> Aset:
    """Read a file once; its name in addresses carries its hash."""
    isi = _build_sprite() if nama == "ikon.svg" else _read(nama)
    return Aset(isi, gzip.compress(isi, 9), _BERKAS[nama][2], hashlib.sha256(isi).hexdigest()[:12])


def _read(nama: str) -> bytes:
    paket, jalur, _ = _BERKAS[nama]
    akar = AKAR / "static"
    if paket:
        spek = find_spec(paket)
        assert spek is not None and spek.origin is not None
        akar = Path(spek.origin).parent
    return (akar / jalur).read_bytes()


def _find(nama: str) -> Aset:
    if nama not in _BERKAS:
        raise TidakTerlihat
    return _load(nama)


@bp.get("/aset/<sidik>/<nama>")
@public(reason="style sheets, scripts and icons hold no data of the office")
def show(sidik: str, nama: str) -> Response:
    """Serve one file; an old name (after an update) is not found rather than wrong."""
    aset = _find(nama)
    if aset.sidik != sidik:
        raise TidakTerlihat
    padat = "gzip" in request.headers.get("Accept-Encoding", "")
    jawab = Response(aset.padat if padat else aset.isi, mimetype=aset.jenis)
    jawab.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    jawab.vary.add("Accept-Encoding")
    if padat:
        jawab.headers["Content-Encoding"] = "gzip"
    return jawab


def aset(nama: str) -> str:
    """Return the address of a static file, for templates."""
    return _build_alamat(nama, request.script_root)


@cache
def _build_alamat(nama: str, _akar: str) -> str:
    """`url_for` once per file and mount point: every page names five of them, and icons."""
    return url_for("aset.show", sidik=_find(nama).sidik, nama=nama)


def _build_sprite() -> bytes:
    """Return the few icons of `_IKON` out of the two thousand installed."""
    simbol = '<symbol id="{}" viewBox="0 0 16 16">{}</symbol>'
    isi = "".join(simbol.format(nama, _find_gambar(nama)) for nama in _IKON)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{isi}</svg>'.encode()


@cache
def _read_terpasang() -> str:
    return _read("ikon.svg").decode()


def _find_gambar(nama: str) -> str:
    """Return what an installed icon is drawn with; ValueError for a name there is not."""
    semua, kepala = _read_terpasang(), f' id="{nama}">'
    awal = semua.index(kepala) + len(kepala)
    return semua[awal : semua.index("</symbol>", awal)]


@cache
def build_ikon(nama: str, sprite: str) -> Markup:
    """Return an icon as SVG; `sprite`: the address of `ikon.svg`."""
    if nama in _IKON:  # its symbol brings the box it is drawn in
        svg = f'<svg class="ikon" aria-hidden="true"><use href="{sprite}#{nama}"/></svg>'
    else:
        isi = _find_gambar(nama)
        svg = f'<svg class="ikon" viewBox="0 0 16 16" aria-hidden="true">{isi}</svg>'
    return Markup(svg)  # noqa: S704 - a name of ours, or paths of the installed file


def ikon(nama: str) -> Markup:
    """Return an icon, for templates; it takes the colour of the words around it."""
    return build_ikon(nama, aset("ikon.svg"))


def init_aset(app: Flask) -> None:
    """Make `aset('tema.css')` and `ikon('check2')` known to templates."""
    app.jinja_env.globals.update(aset=aset, ikon=ikon)
