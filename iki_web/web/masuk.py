"""Signing in and out."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from iki_web.actions.sesi import KodeSalah, PerluKode, close_sesi, create_sesi, finish_sesi
from iki_web.queries.sesi import SesiAktif, find_sesi
from iki_web.rules.galat import Ditolak, Galat, TerlaluSering
from iki_web.web.access import (
    BelumMasuk,
    Pengguna,
    allow,
    find_pengguna,
    is_lokal,
    move,
    public,
    siapa_pun,
)
from iki_web.web.errors import get_status
from iki_web.web.render import is_htmx, page

bp = Blueprint("masuk", __name__)

#: Fields that carry a form over the sign-in.
_TUJUAN, _AWALAN = "titip-tujuan", "titip-isi-"
_SESI_BERAKHIR = (
    "Sesi Anda sudah berakhir, jadi belum ada yang tersimpan. Isian Anda masih ada: masuk kembali, "
    "lalu kirim ulang. Berkas perlu dipilih lagi."
)


class MasukForm(FlaskForm):
    """The sign-in form; like all forms made from what was typed, a file in its place is nothing."""

    nama_pengguna = StringField()
    sandi = PasswordField()
    next = HiddenField()


class KodeForm(FlaskForm):
    """The second step; its fields are named so that nothing carries them along."""

    sandi_tiket = HiddenField()
    sandi_kode = StringField()
    next = HiddenField()


@bp.get("/masuk")
@public(reason="strangers sign in here")
def index() -> Response:
    """Show the sign-in page; someone who is in already goes where he wanted."""
    tujuan = request.args.get("next", "")
    if current_user.is_authenticated:
        return redirect(_tujuan(tujuan), 303)
    return _show(MasukForm(), tujuan=tujuan)


@bp.post("/masuk")
@public(reason="strangers sign in here")
def create() -> Response:
    """Check name and password; a wrong pair answers alike for every account."""
    form = MasukForm(request.form)
    nama, sandi = form.nama_pengguna.data or "", form.sandi.data or ""
    try:
        if not nama.strip() or not sandi:
            raise Ditolak("Isi nama pengguna dan sandi.")
        nomor, token = create_sesi(nama, sandi)
    except PerluKode as perlu:
        return _show_kode(perlu.tiket)
    except (Ditolak, TerlaluSering) as galat:
        return _show(form, galat, form.next.data or "", _list_titipan())
    return _enter(nomor, token)


@bp.post("/masuk/kode")
@public(reason="strangers take the second step here: they have no session yet")
def create_kode() -> Response:
    """Check the code; until it is right there is no session, only a ticket in the form."""
    form = KodeForm(request.form)
    tiket = form.sandi_tiket.data or ""
    try:
        nomor, token = finish_sesi(tiket, form.sandi_kode.data or "")
    except (KodeSalah, TerlaluSering) as galat:
        return _show_kode(tiket, galat)
    except Ditolak as galat:
        return _show(MasukForm(formdata=None), galat, form.next.data or "", _list_titipan())
    return _enter(nomor, token)


def _show_kode(tiket: str, galat: Galat | None = None) -> Response:
    """Ask for the code; what was carried over comes along."""
    tujuan = request.form.get("next", "")
    return page(
        "masuk/kode.html",
        status=get_status(galat) if galat else 200,
        galat=galat.kalimat if galat else None,
        tiket=tiket,
        lanjut=tujuan if is_lokal(tujuan) else "",
        titipan=_list_titipan(),
    )


def _list_titipan() -> list[tuple[str, str]]:
    return [(n, v) for n, v in request.form.items(multi=True) if n.startswith("titip-")]


def _enter(nomor: int, token: str) -> Response:
    """Let a person in whose session was just made, back to what he was doing."""
    lama = find_pengguna()
    if lama is not None:  # the next person at a PC where somebody forgot to sign out
        close_sesi(lama.pelaku, lama.sesi.id)
    sesi = begin_sesi(nomor, token)
    if _TUJUAN in request.form and not sesi.tertahan:
        return _resume()
    return redirect(_tujuan(request.form.get("next", "")), 303)


def begin_sesi(nomor: int, token: str) -> SesiAktif:
    """Give the browser a new cookie: what somebody planted or copied before is worth nothing."""
    session.clear()
    g.pop("csrf_token", None)  # the token made for the old cookie; a page shown now needs a new one
    sesi = find_sesi(nomor, token)
    assert sesi is not None
    login_user(Pengguna(sesi, token))
    return sesi


@bp.post("/keluar")
@allow(siapa_pun, tanpa_ganti=True)
def keluar() -> Response:
    """End the session on the server; every copy of its cookie is dead."""
    close_sesi(current_user.pelaku, current_user.sesi.id)
    logout_user()
    session.clear()
    flash("Anda sudah keluar.", "info")
    jawab = redirect(url_for("masuk.index"), 303)
    if request.is_secure:  # over plain http browsers refuse it; app.js empties the storage anyway
        jawab.headers["Clear-Site-Data"] = '"cache", "storage"'
    return jawab


@bp.app_errorhandler(BelumMasuk)
def _show_jalan(_galat: BelumMasuk) -> Response:
    """Lead a stranger to sign-in: a page by its address, a fragment by moving the whole page.

    A form whose session ended meanwhile is not lost: the sign-in page carries what was typed, and
    after signing in the person sends it again.
    """
    if is_htmx():
        _, _, asal = request.headers.get("HX-Current-URL", "").partition(request.host_url)
        return move(url_for("masuk.index", next=f"/{asal}" if asal else None), 401)
    if request.method != "POST":
        return move(url_for("masuk.index", next=request.full_path.rstrip("?")), 303)
    titipan = _collect_titipan(request.form.items(multi=True), request.path)
    return _show(MasukForm(formdata=None), Ditolak(_SESI_BERAKHIR), titipan=titipan, status=401)


def _collect_titipan(isian: Iterable[tuple[str, str]], tujuan: str) -> list[tuple[str, str]]:
    """Return the fields to carry along: the address first, never the token, never a password."""
    bawa = [
        (nama, nilai)
        for nama, nilai in isian
        if nama != "csrf_token" and not nama.startswith("sandi")
    ]
    return [(_TUJUAN, tujuan), *((_AWALAN + nama, nilai) for nama, nilai in bawa)]


def _resume() -> Response:
    """Show what was typed before the session ended, with one button to send it again."""
    tujuan = request.form[_TUJUAN]
    isian = [
        (nama.removeprefix(_AWALAN), nilai)
        for nama, nilai in request.form.items(multi=True)
        if nama.startswith(_AWALAN)
    ]
    return page("masuk/lanjut.html", tujuan=tujuan if is_lokal(tujuan) else "/", isian=isian)


def _tujuan(tujuan: str) -> str:
    return tujuan if is_lokal(tujuan) else url_for("beranda.index")


def _show(
    form: MasukForm,
    galat: Galat | None = None,
    tujuan: str = "",
    titipan: Sequence[tuple[str, str]] = (),
    status: int | None = None,
) -> Response:
    """Render the sign-in page."""
    petunjuk = None
    if current_app.config["IKI"].demo:
        petunjuk = current_app.config["IKI_PETUNJUK_DEMO"]
    return page(
        "masuk/index.html",
        status=status or (get_status(galat) if galat else 200),
        galat=galat.kalimat if galat else None,
        nama_pengguna=(form.nama_pengguna.data or "")[:100],
        lanjut=tujuan if is_lokal(tujuan) else "",
        titipan=titipan,
        petunjuk_demo=petunjuk,
    )
