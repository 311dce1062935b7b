"""What happens around every request: its context, the origin check, and the session's clock."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, cast

from flask import Flask, Request, abort, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import Signer, URLSafeTimedSerializer

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_berjalan
from iki_web.actions.sesi import JEDA_SENTUH, touch_sesi
from iki_web.extensions import Konteks, csrf, jam, konteks
from iki_web.rules.galat import TerlaluBesar, TidakBerwenang
from iki_web.storage import PenyimpananGagal, RuangPenuh, Simpanan
from iki_web.web.access import find_pengguna
from iki_web.web.alamat import Perantara, check_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_AMAN = ("GET", "HEAD", "OPTIONS")
#: Rooms whose visits are not use of a session, and which must answer whatever the database does.
_LEPAS = ("aset", "sehat")
#: What a stranger may send: a sign-in form carrying someone's texts.
BADAN_ASING = 64 * 1024
#: And who holds a sheet, to compare a file with what was issued: a chapter passes 100 KB.
_BADAN_LEMBAR = {"verifikasi.check": 4 * 1024 * 1024 + BADAN_ASING}
#: With which status a body is refused that the server could not put on the disk.
TAK_TERTAMPUNG = "Iki-Tak-Tertampung"
#: How many larger bodies are worked on at once (already received: a slow uplink holds no turn).
#: A second one hashes while the first waits for the disk; more would only share one interpreter.
BADAN_SEKALIGUS = 2
#: Seconds the signature of a cookie need not be checked again, and of how many cookies.
_KUKI_BERLAKU, KUKI_DIINGAT = 60, 256


class Permintaan(Request):
    """A request whose files go straight into the evidence store's own temporary folder."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Hash a file while it comes in; a stranger's (small ones only) never reach the store."""
        # Other rooms take other kinds of files, and none of theirs is evidence.
        if self.blueprint != "realisasi" or find_pengguna() is None:
            return super()._get_file_stream(
                total_content_length, content_type, filename, content_length
            )
        simpanan: Simpanan = current_app.extensions["iki_simpanan"]
        return cast("IO[bytes]", simpanan.buat_masukan(filename or ""))


# Forms' tokens: Flask-WTF leaves the choice to the library, which would still take SHA-1.
Signer.default_digest_method = staticmethod(hashlib.sha256)


class Kuki(SecureCookieSessionInterface):
    """The signed cookie; its signer is made once, where Flask makes one for every request."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what a cookie holds; the same letters are checked once a minute.

        What they name is asked of the database every time: whether the session goes on.
        """
        ingatan: dict[str, tuple[float, dict[str, Any]]]
        ingatan = app.extensions.setdefault("iki_kuki_terbaca", {})
        teks, kini = request.cookies.get(self.get_cookie_name(app), ""), time.monotonic()
        habis, isi = ingatan.get(teks, (kini, {}))
        if kini < habis:
            return self.session_class(isi)
        hasil = super().open_session(app, request)
        # Only what nobody can change from within; a message, said once, is a list.
        if hasil and all(isinstance(nilai, str | bool) for nilai in hasil.values()):
            if len(ingatan) >= KUKI_DIINGAT:
                ingatan.clear()
            ingatan[teks] = (kini + _KUKI_BERLAKU, dict(hasil))
        return hasil

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the signer of this app."""
        tanda: URLSafeTimedSerializer | None = app.extensions.get("iki_kuki")
        if tanda is None:
            tanda = app.extensions["iki_kuki"] = super().get_signing_serializer(app)
        return tanda


def _begin() -> None:
    """Name the request for audit lines and logs; refuse other hosts, and acts of another site."""
    konteks.set(Konteks(secrets.token_hex(8), request.remote_addr or ""))
    check_host()
    if "\0" in request.path:  # a letter no address of ours has, and no text of PostgreSQL holds
        abort(404)
    asal = request.headers.get("Origin")
    if request.method not in _AMAN and asal and asal.partition("://")[2] != request.host:
        raise TidakBerwenang("Permintaan ini datang dari alamat lain, jadi tidak dijalankan.")


def _check_badan() -> None:
    """Refuse a stranger's large body before it is read, then check the form's token."""
    if tanda := request.headers.get(TAK_TERTAMPUNG):
        raise RuangPenuh if tanda == "507" else PenyimpananGagal
    if request.method in _AMAN:
        return
    batas = _BADAN_LEMBAR.get(request.endpoint or "", BADAN_ASING)
    if (request.content_length or 0) > batas and find_pengguna() is None:
        raise TerlaluBesar("Kiriman sebesar ini hanya diterima setelah Anda masuk.")
    if None in request.form or None in request.files:  # parts without a name
        abort(400)
    # A stranger's form is refused by the view, which leads to sign-in and keeps the texts.
    if current_app.config["WTF_CSRF_ENABLED"] and request.endpoint and not _is_ditolak():
        csrf.protect()


def _is_ditolak() -> bool:
    """Whether the view will turn this request away for want of a session."""
    izin = getattr(current_app.view_functions[request.endpoint or ""], "izin", None)
    return izin is not None and izin.syarat is not None and find_pengguna() is None


def _open_hari() -> None:
    """Open the periods whose first day has come, once a day and process (DESIGN section 6)."""
    hari = jam.today()
    if current_app.extensions.get("iki_hari") == hari or request.blueprint in _LEPAS:
        return
    sistem = find_sistem()
    if sistem is not None and open_berjalan(sistem):
        current_app.extensions["iki_hari"] = hari


def _touch() -> None:
    """Note now and then that the session is in use, so that only idle ones end.

    A last use after now is of a clock that was put back: idle counts from now on.
    """
    pengguna = None if request.blueprint in _LEPAS else find_pengguna()
    if pengguna is not None and abs(jam.now() - pengguna.sesi.terakhir) > JEDA_SENTUH:
        touch_sesi(pengguna.sesi.id)


class Giliran:
    """Lets few large bodies be worked on at once: the rest wait without taking readers' time."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._giliran = threading.BoundedSemaphore(BADAN_SEKALIGUS)

    def __call__(self, lingkungan: WSGIEnvironment, mulai: StartResponse) -> Iterable[bytes]:
        """Answer; a large body takes its turn."""
        panjang = lingkungan.get("CONTENT_LENGTH") or ""
        # A length nobody can read is the framework's to refuse.
        if not (panjang.isascii() and panjang.isdigit()) or int(panjang) <= BADAN_ASING:
            return self._app(lingkungan, mulai)
        with self._giliran:
            return self._app(lingkungan, mulai)


def init_sesi(app: Flask) -> None:
    """Register the hooks, before the views' own."""
    app.wsgi_app = Perantara(  # type: ignore[method-assign]
        Giliran(app.wsgi_app), app.config["IKI"].proxy
    )
    app.request_class = Permintaan
    app.session_interface = Kuki()
    # Nothing here is a coroutine; finding that out takes Flask ten looks a request.
    app.ensure_sync = lambda fungsi: fungsi  # type: ignore[method-assign]
    app.before_request(_begin)
    app.before_request(_check_badan)
    app.before_request(_open_hari)
    app.before_request(_touch)
