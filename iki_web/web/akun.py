"""One's own account: changing the password, the second step of signing in."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, StringField

from iki_web.actions.dua_langkah import (
    close_dua_langkah,
    create_pemulihan,
    create_rahasia,
    open_dua_langkah,
    read_rahasia,
)
from iki_web.actions.sandi import update_sandi
from iki_web.queries.acuan import get_acuan
from iki_web.queries.dua_langkah import find_dua_langkah
from iki_web.rules.dua_langkah import format_kelompok
from iki_web.rules.galat import Ditolak, Galat, TerlaluSering
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.errors import get_status
from iki_web.web.masuk import begin_sesi
from iki_web.web.render import page

bp = Blueprint("akun", __name__)


class SandiForm(FlaskForm):
    """The form for one's own new password."""

    sandi_lama = PasswordField()
    sandi = PasswordField()
    sandi_ulang = PasswordField()


class LangkahForm(FlaskForm):
    """The code that proves that the phone has the secret."""

    sandi_rahasia = HiddenField()
    sandi_kode = StringField()


@bp.get("/akun/sandi")
@allow(siapa_pun, tanpa_ganti=True)
def sandi() -> Response:
    """Show the form."""
    return page("akun/sandi.html", wajib=current_user.sesi.wajib_ganti, galat={})


@bp.post("/akun/sandi")
@allow(siapa_pun, tanpa_ganti=True)
def update() -> Response:
    """Change the password; this session stays, all others end."""
    form = SandiForm(request.form)
    lama, baru, ulang = (
        medan.data or "" for medan in (form.sandi_lama, form.sandi, form.sandi_ulang)
    )
    try:
        token = update_sandi(current_user.pelaku, current_user.sesi.id, lama, baru, ulang)
    except (Ditolak, TerlaluSering) as galat:
        wajib = current_user.sesi.wajib_ganti
        isian = galat.isian if isinstance(galat, Ditolak) else {"sandi_lama": galat.kalimat}
        return page("akun/sandi.html", status=get_status(galat), wajib=wajib, galat=isian)
    begin_sesi(current_user.pelaku.pegawai_id, token)
    flash("Sandi sudah diganti. Perangkat lain yang memakai akun ini dikeluarkan.", "positif")
    return redirect(url_for("beranda.index"), 303)


@bp.get("/akun/dua-langkah")
@allow(siapa_pun, tanpa_langkah=True)
def dua_langkah() -> Response:
    """Show whether the second step is on, or what switches it on."""
    return _show_langkah()


@bp.post("/akun/dua-langkah")
@allow(siapa_pun, tanpa_langkah=True)
def open_langkah() -> Response:
    """Switch it on; the recovery codes stand in this answer and nowhere else."""
    form, pelaku = LangkahForm(request.form), get_pelaku()
    segel = form.sandi_rahasia.data or ""
    try:
        kode = open_dua_langkah(pelaku, current_user.sesi.id, segel, form.sandi_kode.data or "")
    except Ditolak as galat:
        return _show_langkah(galat, segel)
    return _show_pemulihan(kode, "Langkah kedua menyala")


@bp.post("/akun/dua-langkah/matikan")
@allow(siapa_pun)
def close_langkah() -> Response:
    """Switch it off; needs the password."""
    try:
        close_dua_langkah(get_pelaku(), request.form.get("sandi", ""))
    except (Ditolak, TerlaluSering) as galat:
        return _show_langkah(galat)
    flash("Langkah kedua dimatikan. Masuk berikutnya cukup dengan sandi.", "info")
    return redirect(url_for("akun.dua_langkah"), 303)


@bp.post("/akun/dua-langkah/pemulihan")
@allow(siapa_pun)
def reset_pemulihan() -> Response:
    """Make new recovery codes in place of the old ones; needs the password."""
    try:
        kode = create_pemulihan(get_pelaku(), request.form.get("sandi", ""))
    except (Ditolak, TerlaluSering) as galat:
        return _show_langkah(galat)
    return _show_pemulihan(kode, "Kode pemulihan baru")


def _show_pemulihan(kode: tuple[str, ...], judul: str) -> Response:
    semua = [format_kelompok(satu, sambung="-") for satu in kode]
    return page("akun/pemulihan.html", judul=judul, kode=semua)


def _show_langkah(galat: Galat | None = None, segel: str = "") -> Response:
    """Show the page; a refused form stands again as it was, with its QR."""
    pelaku = get_pelaku()
    menyala = find_dua_langkah(pelaku)
    pasang = None if menyala else _build_pasang(segel)
    return page(
        "akun/dua_langkah.html",
        status=get_status(galat) if galat else 200,
        galat=galat.kalimat if galat else "",
        menyala=menyala,
        pasang=pasang,
        wajib=current_user.sesi.wajib_langkah,
    )


def _build_pasang(segel: str) -> dict[str, object]:
    """Return what the phone needs: the QR, the secret in groups, and the secret sealed."""
    import segno
    from pyotp import TOTP

    pelaku = get_pelaku()
    try:
        rahasia = read_rahasia(pelaku, segel)
    except Ditolak:
        rahasia, segel = create_rahasia(pelaku)
    penerbit = f"IKI {get_acuan(pelaku).kantor.nama}"
    alamat = TOTP(rahasia).provisioning_uri(name=pelaku.nama_pengguna, issuer_name=penerbit)
    qr = segno.make_qr(alamat, error="m").svg_inline(
        border=2, omitsize=True, light="#fff", svgclass="qr", lineclass=None, title="Kode QR"
    )
    # Drawn by the library from a text of ours: paths, and the title above.
    return {"qr": Markup(qr), "rahasia": format_kelompok(rahasia), "segel": segel}  # noqa: S704
