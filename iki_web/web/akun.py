"""One's own account: changing the password."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField

from iki_web.actions.sandi import update_sandi
from iki_web.rules.galat import Ditolak
from iki_web.web.access import allow, siapa_pun
from iki_web.web.masuk import begin_sesi
from iki_web.web.render import page

bp = Blueprint("akun", __name__)


class SandiForm(FlaskForm):
    """The form for one's own new password."""

    sandi_lama = PasswordField()
    sandi = PasswordField()
    sandi_ulang = PasswordField()


@bp.get("/akun/sandi")
@allow(siapa_pun, tanpa_ganti=True)
def sandi() -> Response:
    """Show the form."""
    return page("akun/sandi.html", wajib=current_user.sesi.wajib_ganti, galat={})


@bp.post("/akun/sandi")
@allow(siapa_pun, tanpa_ganti=True)
def update() -> Response:
    """Change the password; this session stays, all others end."""
    form = SandiForm()
    lama, baru, ulang = (
        medan.data or "" for medan in (form.sandi_lama, form.sandi, form.sandi_ulang)
    )
    try:
        token = update_sandi(current_user.pelaku, current_user.sesi.id, lama, baru, ulang)
    except Ditolak as galat:
        wajib = current_user.sesi.wajib_ganti
        return page("akun/sandi.html", status=422, wajib=wajib, galat=galat.isian)
    begin_sesi(current_user.pelaku.pegawai_id, token)
    flash("Sandi sudah diganti. Perangkat lain yang memakai akun ini dikeluarkan.", "positif")
    return redirect(url_for("beranda.index"), 303)
