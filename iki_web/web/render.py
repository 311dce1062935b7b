"""One way to answer: the full page, or the named fragment of the same page when htmx asks."""

import gzip
import re
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    get_flashed_messages,
    make_response,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from jinja2.ext import Extension
from jinja2_fragments.flask import render_block
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from iki_web.queries.acuan import get_acuan
from iki_web.queries.kantor import find_nama
from iki_web.rules.jejak.saring import can_read_jejak
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import is_penjaga
from iki_web.web import format as tampilan
from iki_web.web.access import find_pengguna, get_menunggu, get_pengguna
from iki_web.web.templat import keep_templat

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
#: Of a file somebody brought: nothing in it runs or loads, wherever it is opened.
CSP_BERKAS = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_HEADER = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: Shorter answers do not get smaller by compressing.
_GZIP_MIN = 800
#: Fragments shrink by a further 4 % at a tenth of a millisecond; a page costs more than it saves.
_GZIP_KECIL = 8000
_GZIP_JENIS = ("text/", "application/json", "image/svg+xml")
#: Finished pages kept; one is about 60 KB, and every change of data makes the old ones worthless.
_HALAMAN = 64
#: Finished parts of pages kept, about 12 KB each: the cards of a small office on its busiest day.
_BAGIAN = 128


def is_htmx() -> bool:
    """Whether htmx asks for a fragment (a restored history entry wants the whole page)."""
    kepala = request.headers
    return "HX-Request" in kepala and "HX-History-Restore-Request" not in kepala


def get_ketik() -> MultiDict[str, str]:
    """Return the fields of this request: an act's come in its body, never in its address."""
    return request.form if request.method == "POST" else request.args


def page(template: str, fragment: str | None = None, status: int = 200, **isi: Any) -> Response:
    """Render a page, or only its block `fragment` when htmx asks; the view names the block."""
    if fragment and is_htmx():
        return make_response(render_block(template, fragment, **isi), status)
    return make_response(render_template(template, **_situs(), **isi), status)


@dataclass(slots=True)
class Jadi:
    """A finished page: its ETag, its bytes, and those compressed once somebody has asked."""

    sidik: str
    isi: bytes
    padat: bytes = b""


def recall_page(kunci: Hashable, buat: Callable[[], Response]) -> Response:
    """Answer with the page kept for this session, 304 where the browser has it; else make it.

    `kunci` names all the page depends on but the session. The answer stays `no-store` like every
    private page: a shared PC keeps nothing after sign-out. Messages are said once: not kept.
    """
    if "_flashes" in session:
        return buat()
    simpanan: dict[Hashable, Jadi] = current_app.extensions.setdefault("iki_halaman", {})
    jadi = simpanan.get(_build_kunci(kunci))
    if jadi is None:
        jadi = Jadi(secrets.token_hex(16), buat().get_data())
        if len(simpanan) >= _HALAMAN:
            simpanan.clear()
        # Only now: the first page of a session gives it the token that its forms carry.
        simpanan[_build_kunci(kunci)] = jadi
    punya = request.if_none_match.contains_weak(jadi.sidik)
    jawab = Response(status=304) if punya else _send(jadi)
    jawab.headers["ETag"] = f'W/"{jadi.sidik}"'
    return jawab


def recall_part(kunci: Hashable, isi: object, buat: Callable[[], str]) -> Markup:
    """Return a part of a page as the session had it last, while all it is made of (`isi`) is equal.

    `buat` renders a template, which has escaped what it places.
    """
    simpanan: dict[Hashable, tuple[object, Markup]]
    simpanan = current_app.extensions.setdefault("iki_bagian", {})
    lama, bagian = simpanan.get((_build_sesi(), kunci), (None, Markup()))
    if lama != isi:
        bagian = Markup(buat())  # noqa: S704
        if len(simpanan) >= _BAGIAN:
            simpanan.clear()
        simpanan[_build_sesi(), kunci] = (isi, bagian)
    return bagian


def _build_sesi() -> Hashable:
    """Return whose forms a page holds: their token is good for this session alone."""
    return get_pengguna().sesi.id, session.get("csrf_token")


def _build_kunci(kunci: Hashable) -> Hashable:
    return _build_sesi(), is_htmx(), kunci


def _send(jadi: Jadi) -> Response:
    if "gzip" not in request.headers.get("Accept-Encoding", "") or len(jadi.isi) < _GZIP_MIN:
        return Response(jadi.isi, mimetype="text/html")
    jadi.padat = jadi.padat or gzip.compress(jadi.isi, 3)
    kepala = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(jadi.padat, headers=kepala, mimetype="text/html")


#: What a stranger's page never carries.
_TANPA: dict[str, Any] = {"peringatan_data": False, "jangkar": ""}


def _situs() -> dict[str, Any]:
    """Return what only full pages need: the office's name, the person, the menu, the messages."""
    pengguna = find_pengguna()
    if pengguna is None:
        nama, kabupaten = find_nama()
        situs = {"nama_kantor": nama, "kabupaten": kabupaten}
        return {"situs": situs, "pelaku": None, "menu": [], "pesan": _pesan()} | _TANPA
    pelaku = pengguna.pelaku
    kantor = get_acuan(pelaku).kantor
    return {
        "situs": {"nama_kantor": kantor.nama, "kabupaten": kantor.kabupaten},
        "peringatan_data": kantor.peringatan is not None and is_penjaga(pelaku),
        "jangkar": current_app.extensions["iki_jangkar"].kode,
        "pelaku": pelaku,
        "menu": [] if pengguna.sesi.tertahan else _menu(pelaku),
        "pesan": _pesan(),
    }


def _pesan() -> list[tuple[str, str]]:
    return get_flashed_messages(with_categories=True)  # type: ignore[return-value]


#: Rooms without a place of their own in the menu, and the one they are reached from.
_DI_DALAM = {"usulan": "keputusan", "renstra": "target"}


def _menu(pelaku: Pelaku) -> list[dict[str, Any]]:
    """Return the places this person has business in; what he may do there is decided there."""
    menunggu = len(get_menunggu()) if pelaku.pegangan else None
    tempat = [
        ("Beranda", "beranda.index", True, None),
        ("Indikator saya", "indikator.index", bool(pelaku.pegangan), None),
        ("Persetujuan", "persetujuan.index", _punya_bawahan(pelaku), menunggu),
        ("Target", "target.index", bool(pelaku.pegangan) or pelaku.pengelola, None),
        ("Rekap", "rekap.index", bool(pelaku.pegangan) or pelaku.pemeriksa, None),
        ("Dokumen", "dokumen.index", True, None),
        ("Keputusan", "keputusan.index", True, None),
        ("Jejak", "jejak.index", can_read_jejak(pelaku), None),
        ("Kelola", "kelola.index", pelaku.pengelola, None),
        ("Panduan", "panduan.index", True, None),
    ]
    kini = (request.endpoint or "").split(".")[0]
    kini = _DI_DALAM.get(kini, kini)
    return [
        {
            "label": label,
            "url": _alamat(request.script_root, endpoint),
            "aktif": endpoint.split(".")[0] == kini,
            "jumlah": jumlah,
        }
        for label, endpoint, tampil, jumlah in tempat
        if tampil
    ]


@lru_cache
def _alamat(akar: str, endpoint: str) -> str:
    # Ten are built for every page; under another root (`akar`) they are others.
    return url_for(endpoint)


def _punya_bawahan(pelaku: Pelaku) -> bool:
    """Whether anybody is below one of the positions held."""
    jalur = [pegangan.jalur for pegangan in pelaku.pegangan]
    return any(
        jabatan.jalur.startswith(awal) and jabatan.jalur != awal
        for jabatan in get_acuan(pelaku).jabatan.values()
        for awal in jalur
    )


class Rapat(Extension):
    """Takes the indentation out of templates as they are compiled: a seventh of every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source without leading blanks; its line numbers stay."""
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def _csrf_token() -> str:
    """Return the session's token; Flask-WTF would build a signer anew for every page and form."""
    mentah = session.get("csrf_token")
    return _sign_csrf(mentah) if mentah else generate_csrf()


@lru_cache(maxsize=256)
def _sign_csrf(_mentah: str) -> str:
    """Sign a session's token, once: it stays good as long as the session, whatever its date."""
    token: str = generate_csrf()
    return token


def init_render(app: Flask) -> None:
    """Set up the templates: strict, with the macros and formats at hand in page and fragment."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(Rapat)
    # Every template stays: Jinja's own cache walks through all their names at each include.
    env.cache = {}
    keep_templat(app, Path(__file__))
    env.globals |= {"csrf_token": _csrf_token, "is_htmx": is_htmx}
    # Flask-WTF hands its own function to every template, which would win over the global.
    app.context_processor(lambda: {"csrf_token": _csrf_token})
    env.filters.update(tampilan.FILTER)
    with app.test_request_context():
        env.globals["ui"] = env.get_template("komponen/ui.html").module
    app.after_request(_finish)


def _finish(jawab: Response) -> Response:
    """Add the headers every answer carries, and compress what is text."""
    kepala = jawab.headers
    ada = {nama.lower() for nama, _ in kepala}
    kepala.extend([(nama, nilai) for nama, nilai in _HEADER.items() if nama.lower() not in ada])
    if request.is_secure:  # over plain http browsers do not want it, and say so on every page
        kepala["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["IKI"].hsts:
        kepala["Strict-Transport-Security"] = "max-age=31536000"
    # Whatever a file's own answer says: only what holds no data of the office is kept anywhere.
    if request.blueprint != "aset" or jawab.status_code != 200:
        kepala["Cache-Control"] = "no-store"
        kepala["Vary"] = f"{kepala['Vary']}, HX-Request" if "vary" in ada else "HX-Request"
    if (
        jawab.direct_passthrough
        or not (jawab.mimetype or "").startswith(_GZIP_JENIS)
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or "Content-Encoding" in jawab.headers
        or jawab.status_code in (204, 304)
    ):
        return jawab
    isi = jawab.get_data()
    if len(isi) >= _GZIP_MIN:
        jawab.set_data(gzip.compress(isi, 6 if len(isi) < _GZIP_KECIL else 3))
        jawab.headers["Content-Encoding"] = "gzip"
        jawab.vary.add("Accept-Encoding")
    return jawab
