"""Who may enter a room: every view declares it, `seal` refuses to start where one does not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask_login import UserMixin, current_user
from werkzeug.routing import IntegerConverter, Map, Rule

from iki_web.extensions import jam, login
from iki_web.queries.persetujuan import BarisAntrean, list_antrean
from iki_web.queries.sesi import SesiAktif, find_sesi
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.keputusan import is_kepala
from iki_web.rules.keterlihatan import Pelaku

View = Callable[..., Any]
Syarat = Callable[[Pelaku], bool]


class BelumMasuk(Exception):
    """A stranger is at a door for people who are signed in; `masuk` shows him the way."""


class Pengguna(UserMixin):
    """What Flask-Login carries: the live session; the cookie holds "id|token"."""

    def __init__(self, sesi: SesiAktif, token: str) -> None:
        self.sesi = sesi
        self.pelaku = sesi.pelaku
        self._token = token

    def get_id(self) -> str:
        """Return what goes into the signed cookie."""
        return f"{self.pelaku.pegawai_id}|{self._token}"


@dataclass(frozen=True, slots=True)
class Izin:
    """What a view declared: a condition on the person, or why it is public."""

    syarat: Syarat | None
    alasan: str = ""
    tanpa_ganti: bool = False
    tanpa_langkah: bool = False


def siapa_pun(_pelaku: Pelaku) -> bool:
    """Anyone who is signed in; what he sees is decided record by record."""
    return True


def pengelola(pelaku: Pelaku) -> bool:
    """The keeper of master data."""
    return pelaku.pengelola


def kepala(pelaku: Pelaku) -> bool:
    """Today's holder of the head of the tree."""
    return is_kepala(pelaku)


@login.user_loader
def _load_pengguna(isi: str) -> Pengguna | None:
    nomor, _, token = isi.partition("|")
    if not nomor.isascii() or not nomor.isdigit() or not token:
        return None
    sesi = find_sesi(int(nomor), token)
    return Pengguna(sesi, token) if sesi else None


def find_pengguna() -> Pengguna | None:
    """Return who is signed in, None for a stranger; asked of Flask-Login once a request."""
    pengguna = g.get("_login_user") or current_user._get_current_object()
    return pengguna if isinstance(pengguna, Pengguna) else None


def forget_pengguna() -> None:
    """Answer as a stranger's is answered: who is signed in, and his menu, cannot be read now."""
    g._login_user = login.anonymous_user()


def get_pengguna() -> Pengguna:
    """Return who is signed in (behind `allow` only)."""
    pengguna = find_pengguna()
    if pengguna is None:
        raise BelumMasuk
    return pengguna


def get_pelaku() -> Pelaku:
    """Return the person of this request (views behind `allow` only)."""
    return get_pengguna().pelaku


def get_antrean() -> tuple[BarisAntrean, ...]:
    """Return what waits for this person, once a request (menu and page share it)."""
    if "antrean" not in g:
        baca = list_antrean if g.get("antrean_berubah") else _recall_antrean
        g.antrean = baca(get_pelaku())
    antrean: tuple[BarisAntrean, ...] = g.antrean
    return antrean


def get_menunggu() -> tuple[BarisAntrean, ...]:
    """Return what of it can be decided: a closed period holds the rest back."""
    return tuple(baris for baris in get_antrean() if baris.terbuka)


def _recall_antrean(pelaku: Pelaku) -> tuple[BarisAntrean, ...]:
    """Return the queue of an earlier request while nothing it depends on has changed.

    The person carries the versions of the entries and of the reference data; deadlines fall at
    midnight (WIB), so the day is all there is of the clock.
    """
    simpanan: dict[int, Any] = current_app.extensions.setdefault("iki_antrean", {})
    kunci = (pelaku, jam.today())
    ingat, antrean = simpanan.get(pelaku.pegawai_id, (None, ()))
    if ingat != kunci:
        antrean = list_antrean(pelaku)
        simpanan[pelaku.pegawai_id] = (kunci, antrean)
    hasil: tuple[BarisAntrean, ...] = antrean
    return hasil


def forget_antrean() -> None:
    """Read the queue anew: a decision in this request has changed it."""
    g.pop("antrean", None)
    g.antrean_berubah = True


def allow(
    syarat: Syarat, *, tanpa_ganti: bool = False, tanpa_langkah: bool = False
) -> Callable[[View], View]:
    """Declare who may enter.

    `tanpa_ganti` lets someone in who must change his password first, `tanpa_langkah` (and
    `tanpa_ganti`) who must switch on a second step first.
    """
    izin = Izin(syarat, tanpa_ganti=tanpa_ganti, tanpa_langkah=tanpa_ganti or tanpa_langkah)

    def hias(view: View) -> View:
        @wraps(view)
        def bungkus(*args: Any, **kwargs: Any) -> Any:
            tolak = _refuse(izin)
            return view(*args, **kwargs) if tolak is None else tolak

        bungkus.izin = izin  # type: ignore[attr-defined]
        return bungkus

    return hias


def public(*, reason: str) -> Callable[[View], View]:
    """Declare a view open to strangers, and why."""

    def hias(view: View) -> View:
        view.izin = Izin(None, reason)  # type: ignore[attr-defined]
        return view

    return hias


def _refuse(izin: Izin) -> Response | None:
    """Return where to go instead, or None to enter; raises TidakBerwenang when refused."""
    pengguna = get_pengguna()
    if pengguna.sesi.wajib_ganti and not izin.tanpa_ganti:
        return move(url_for("akun.sandi"), 200)
    if pengguna.sesi.wajib_langkah and not izin.tanpa_langkah:
        return move(url_for("akun.dua_langkah"), 200)
    if izin.syarat is not None and not izin.syarat(pengguna.pelaku):
        raise TidakBerwenang("Halaman ini bukan untuk jabatan atau tugas Anda.")
    return None


def move(tujuan: str, status: int) -> Response:
    """Answer htmx with `status` and HX-Redirect (no fragment may swallow a page), else with 303."""
    if request.headers.get("HX-Request"):
        jawab = make_response("", status)
        jawab.headers["HX-Redirect"] = tujuan
        return jawab
    return make_response(redirect(tujuan, 303))


def is_lokal(tujuan: str) -> bool:
    """Whether an address stays inside this app: a path, not another host in disguise."""
    lurus = tujuan.replace("\\", "/")
    return (
        lurus.startswith("/")
        and not lurus.startswith("//")
        and not any(ord(huruf) < 33 for huruf in tujuan)
    )


class Nomor(IntegerConverter):
    """Ids in addresses fit the databases' integers; a longer number is no address at all."""

    def __init__(self, peta: Map) -> None:
        super().__init__(peta, max=2**31 - 1)


class Rute(Rule):
    """An address that learns how it is written when somebody first asks for it.

    Werkzeug compiles two functions a route at the start, a twentieth of it; few are ever called.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """Return what compiles the function on its first call."""
        tulis = cache(super()._compile_builder)
        return lambda saya, /, **nilai: tulis(append_unknown)(saya, **nilai)


def seal(app: Flask) -> None:
    """Refuse to start while a route has not declared who may enter, or wraps its declaration."""
    tanpa = sorted(
        nama for nama, view in app.view_functions.items() if getattr(view, "izin", None) is None
    )
    if tanpa:
        raise RuntimeError(f"routes without @allow or @public directly under them: {tanpa}")
