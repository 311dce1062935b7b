"""Static files under immutable names, ours and those of the installed packages, kept compressed."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response, request, url_for

from iki_web.config import AKAR
from iki_web.rules.galat import TidakTerlihat
from iki_web.web.access import public

bp = Blueprint("aset", __name__)

#: Name in addresses -> where the file is: our folder, or inside an installed package.
_BERKAS = {
    "tema.css": ("", "tema.css", "text/css"),
    "app.js": ("", "app.js", "text/javascript"),
    "favicon.svg": ("", "ikon/favicon.svg", "image/svg+xml"),
    "bootstrap.css": (
        "flask_bootstrap",
        "static/bootstrap5/css/bootstrap.min.css",
        "text/css",
    ),
    "htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js", "text/javascript"),
}


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
    paket, jalur, jenis = _BERKAS[nama]
    akar = AKAR / "static"
    if paket:
        spek = find_spec(paket)
        assert spek is not None and spek.origin is not None
        akar = Path(spek.origin).parent
    isi = (akar / jalur).read_bytes()
    return Aset(isi, gzip.compress(isi, 9), jenis, hashlib.sha256(isi).hexdigest()[:12])


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
    """`url_for` once per file and mount point: every page names five of them."""
    return url_for("aset.show", sidik=_find(nama).sidik, nama=nama)


def init_aset(app: Flask) -> None:
    """Make `aset('tema.css')` known to templates."""
    app.jinja_env.globals["aset"] = aset
