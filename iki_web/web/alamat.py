"""At which address the app is asked for, and by whom: trusted hosts, configured proxies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from iki_web.jaringan import is_sendiri, split_host
from iki_web.queries.dokumen import find_alamat
from iki_web.queries.kantor import find_host
from iki_web.rules.galat import Galat
from iki_web.web.access import get_pelaku

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOST = re.compile(
    r"(([A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", re.ASCII
)
_TAK_TERBACA = "tak-terbaca.invalid"
_KALIMAT = (
    "Alamat pada peramban bukan alamat aplikasi ini, jadi tidak dijawab. Buka dengan nama atau "
    "alamat IP komputer aplikasi. Nama lain perlu didaftarkan operator pada IKI_NAMA."
)


def check_host() -> None:
    """Refuse a request for a name that is not ours: a foreign site's name may be turned to us.

    The machine's own names and addresses need no setting; others are IKI_NAMA, a name given as
    IKI_HOST, and the network address among the office's settings.
    """
    nama = split_host(request.environ.get("HTTP_HOST", ""))
    setelan = current_app.config["IKI"]
    if nama and (is_sendiri(nama) or nama in setelan.nama or nama == split_host(find_host())):
        return
    raise Galat(_KALIMAT)


def find_asal() -> str:
    """Return the app's address as paper gives it (QR, slips): the office's own, else the browser's.

    The pengelola may sit at the app's own computer, whose "localhost" opens nowhere else.
    """
    bagian = urlsplit(find_alamat(get_pelaku()) or request.url_root)
    return f"{bagian.scheme}://{bagian.netloc}"


class Perantara:
    """Stands before the app: no Host that nobody can read, X-Forwarded-* only by setting."""

    def __init__(self, app: WSGIApplication, proxy: tuple[str, ...]) -> None:
        self._app, self._proxy = app, proxy
        self._lewat = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def __call__(self, lingkungan: WSGIEnvironment, mulai: StartResponse) -> Iterable[bytes]:
        """Answer; behind a named proxy the request is seen as the browser sent it."""
        for kepala in ("HTTP_HOST", "HTTP_X_FORWARDED_HOST"):
            if kepala in lingkungan and not _HOST.fullmatch(lingkungan[kepala]):
                # The framework would fail on it before anybody could refuse it in words.
                lingkungan[kepala] = _TAK_TERBACA
        dari_proxy = lingkungan.get("REMOTE_ADDR") in self._proxy
        return (self._lewat if dari_proxy else self._app)(lingkungan, mulai)
