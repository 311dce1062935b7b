"""Accounts: sign-ins and refused tries, one-time codes on a slip, ending all sessions."""

from collections.abc import Iterable

from flask import Response, flash, redirect, url_for
from flask_login import current_user

from iki_web.actions.dua_langkah import reset_dua_langkah
from iki_web.actions.sandi import reset_sandi
from iki_web.actions.sesi import revoke_sesi
from iki_web.queries.akun import find_akun, list_akun, list_percobaan, list_sesi
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.alamat import find_asal
from iki_web.web.kelola.bagian import bp, list_bagian
from iki_web.web.render import page


@bp.get("/kelola/akun")
@allow(pengelola)
def index_akun() -> Response:
    """Show the accounts."""
    return page("kelola/akun.html", ruang=list_bagian(), akun=list_akun(get_pelaku()))


@bp.get("/kelola/akun/<int:pegawai_id>")
@allow(pengelola)
def show_akun(pegawai_id: int) -> Response:
    """Show one account: its last sign-ins, its refused tries, what may be done."""
    pelaku = get_pelaku()
    return page(
        "kelola/akun/show.html",
        akun=find_akun(pelaku, pegawai_id),
        sesi=list_sesi(pelaku, pegawai_id),
        percobaan=list_percobaan(pelaku, pegawai_id),
    )


@bp.post("/kelola/akun/<int:pegawai_id>/keluarkan")
@allow(pengelola)
def revoke_akun(pegawai_id: int) -> Response:
    """End all sessions of a person; one's own present session stays."""
    akun = find_akun(get_pelaku(), pegawai_id)
    jumlah = revoke_sesi(get_pelaku(), pegawai_id, current_user.sesi.id)
    if jumlah:
        flash(f"Semua sesi {akun.nama} sudah diakhiri ({jumlah} perangkat).", "positif")
    else:
        flash(f"Akun {akun.nama} tidak sedang dipakai pada perangkat mana pun.", "info")
    return redirect(url_for("kelola.show_akun", pegawai_id=pegawai_id), 303)


@bp.get("/kelola/akun/<int:pegawai_id>/sandi")
@allow(pengelola)
def show_sandi(pegawai_id: int) -> Response:
    """Ask before resetting: the person is signed out everywhere at once."""
    return page("kelola/sandi.html", akun=find_akun(get_pelaku(), pegawai_id))


@bp.post("/kelola/akun/<int:pegawai_id>/sandi")
@allow(pengelola)
def reset(pegawai_id: int) -> Response:
    """Reset, and show the code: this answer is the only place where it ever stands."""
    kode = reset_sandi(get_pelaku(), pegawai_id)
    return show_slip([(pegawai_id, kode)], url_for("kelola.show_pegawai", pegawai_id=pegawai_id))


@bp.get("/kelola/akun/<int:pegawai_id>/dua-langkah")
@allow(pengelola)
def show_langkah(pegawai_id: int) -> Response:
    """Ask before switching a person's second step off: his phone is lost, he says."""
    return page("kelola/akun/langkah.html", akun=find_akun(get_pelaku(), pegawai_id))


@bp.post("/kelola/akun/<int:pegawai_id>/dua-langkah")
@allow(pengelola)
def reset_langkah(pegawai_id: int) -> Response:
    """Switch it off; the person is signed out everywhere."""
    akun = find_akun(get_pelaku(), pegawai_id)
    reset_dua_langkah(get_pelaku(), pegawai_id)
    flash(f"Langkah kedua {akun.nama} dimatikan dan semua perangkatnya dikeluarkan.", "positif")
    return redirect(url_for("kelola.show_akun", pegawai_id=pegawai_id), 303)


def show_slip(kode: Iterable[tuple[int, str]], kembali: str) -> Response:
    """Return the slips with one-time codes, to be printed and handed over.

    `kode`: (person, code). The accounts are read now, after the codes were made: what a slip says
    of its code, until when it holds, must be this code's.
    """
    akun = {satu.id: satu for satu in list_akun(get_pelaku())}
    slip = [(akun[nomor], satu) for nomor, satu in kode]
    return page("kelola/kode.html", slip=slip, alamat=find_asal(), kembali=kembali)
