"""Accounts: who has one, when it was used, and resetting a password to a one-time code."""

from flask import Response, request

from iki_web.actions.sandi import reset_sandi
from iki_web.queries.pegawai import find_akun, list_akun
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import bp, list_bagian
from iki_web.web.render import page


@bp.get("/kelola/akun")
@allow(pengelola)
def index_akun() -> Response:
    """Show the accounts."""
    return page("kelola/akun.html", ruang=list_bagian(), akun=list_akun(get_pelaku()))


@bp.get("/kelola/akun/<int:pegawai_id>/sandi")
@allow(pengelola)
def show_sandi(pegawai_id: int) -> Response:
    """Ask before resetting: the person is signed out everywhere at once."""
    return page("kelola/sandi.html", akun=find_akun(get_pelaku(), pegawai_id))


@bp.post("/kelola/akun/<int:pegawai_id>/sandi")
@allow(pengelola)
def reset(pegawai_id: int) -> Response:
    """Reset, and show the code: this answer is the only place where it ever stands."""
    pelaku = get_pelaku()
    akun = find_akun(pelaku, pegawai_id)
    kode = reset_sandi(pelaku, pegawai_id)
    return page("kelola/kode.html", akun=akun, kode=kode, alamat=request.host_url)
