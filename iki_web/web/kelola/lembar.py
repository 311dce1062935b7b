"""Sheets of a draft: adding and removing one, its heading, duty, functions and order."""

from flask import Response, request, url_for

from iki_web.actions.indikator import move_indikator
from iki_web.actions.keputusan import (
    create_lampiran,
    move_lampiran,
    remove_lampiran,
    update_lampiran,
)
from iki_web.queries.keputusan import EdisiKelola
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keputusan import PALING_BARIS, count_baris, format_lembar
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak
from iki_web.web.kelola.edisi import find_draf, show_hapus, show_isi
from iki_web.web.kelola.temuan import find_asal, url_kembali
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page


def url_lembar(keputusan_id: int, kode: str) -> str:
    """Return the address of a sheet's form."""
    return url_for("kelola.show_lembar", keputusan_id=keputusan_id, jabatan_kode=kode)


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar")
@allow(pengelola)
def create_lembar(keputusan_id: int) -> Response:
    """Add the sheet of a position."""
    kode = request.form.get("jabatan", "")
    find_draf(keputusan_id)

    def lakukan() -> str:
        create_lampiran(get_pelaku(), keputusan_id, kode)
        return "Lembar jabatan ditambahkan. Lengkapi fungsi dan indikatornya."

    return answer(
        lakukan,
        lambda: url_lembar(keputusan_id, kode),
        lambda galat: show_isi(find_draf(keputusan_id), galat),
    )


@bp.get("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>")
@allow(pengelola)
def show_lembar(keputusan_id: int, jabatan_kode: str) -> Response:
    """Show a sheet's form and its indicators."""
    kelola = find_draf(keputusan_id)
    return _show_lembar(kelola, jabatan_kode, format_lembar(kelola.find_lembar(jabatan_kode)))


def _show_lembar(
    kelola: EdisiKelola, kode: str, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    return page(
        "kelola/edisi/lembar.html",
        kelola=kelola,
        lembar=kelola.find_lembar(kode),
        versi=kelola.lampiran[kode][1],
        urut=[j.kode for j in kelola.edisi.lembar].index(kode) + 1,
        ketik=ketik,
        banyak=count_baris("fungsi", ketik, PALING_BARIS["fungsi"]),
        asal=find_asal(kelola.id, kode),
        **build_tolak(galat),
    )


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>")
@allow(pengelola)
def update_lembar(keputusan_id: int, jabatan_kode: str) -> Response:
    """Keep a sheet's heading, duty and functions."""
    find_draf(keputusan_id)

    def lakukan() -> str:
        versi = parse_versi(request.form)
        update_lampiran(get_pelaku(), keputusan_id, jabatan_kode, request.form, versi)
        return "Lembar jabatan disimpan."

    def tampil(galat: Ditolak | Basi) -> Response:
        return _show_lembar(find_draf(keputusan_id), jabatan_kode, request.form.to_dict(), galat)

    tujuan = url_lembar(keputusan_id, jabatan_kode)
    return answer(lakukan, lambda: url_kembali(keputusan_id, tujuan), tampil)


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/urutan")
@allow(pengelola)
def move_lembar(keputusan_id: int, jabatan_kode: str) -> Response:
    """Move an indicator up or down its sheet."""
    kelola = find_draf(keputusan_id)

    def lakukan() -> str:
        form = request.form
        teks = form.get("indikator", "")
        nomor = int(teks[:9]) if teks.isascii() and teks.isdigit() else 0
        tempat = (keputusan_id, jabatan_kode, nomor)
        move_indikator(get_pelaku(), *tempat, form.get("arah") == "naik", parse_versi(form))
        return "Urutan indikator diubah."

    def tampil(galat: Ditolak | Basi) -> Response:
        ketik = format_lembar(kelola.find_lembar(jabatan_kode))
        return _show_lembar(kelola, jabatan_kode, ketik, galat)

    tujuan = url_lembar(keputusan_id, jabatan_kode) + "#indikator"
    return answer(lakukan, lambda: tujuan, tampil)


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/tempat")
@allow(pengelola)
def move_tempat(keputusan_id: int, jabatan_kode: str) -> Response:
    """Move a sheet up or down the annex."""
    kelola = find_draf(keputusan_id)

    def lakukan() -> str:
        naik, versi = request.form.get("arah") == "naik", parse_versi(request.form)
        move_lampiran(get_pelaku(), keputusan_id, jabatan_kode, naik, versi)
        return "Urutan lembar diubah."

    def tampil(galat: Ditolak | Basi) -> Response:
        ketik = format_lembar(kelola.find_lembar(jabatan_kode))
        return _show_lembar(kelola, jabatan_kode, ketik, galat)

    return answer(lakukan, lambda: url_lembar(keputusan_id, jabatan_kode) + "#urutan", tampil)


@bp.get("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/hapus")
@allow(pengelola)
def show_hapus_lembar(keputusan_id: int, jabatan_kode: str) -> Response:
    """Ask before taking a sheet out."""
    return _show_hapus(find_draf(keputusan_id), jabatan_kode)


def _show_hapus(kelola: EdisiKelola, kode: str, galat: Ditolak | Basi | None = None) -> Response:
    lembar = kelola.find_lembar(kode)
    isi = f"Lembar ini memuat {len(lembar.indikator)} indikator."
    versi, batal = kelola.lampiran[kode][1], url_lembar(kelola.id, kode)
    return show_hapus(kelola, f"lembar {lembar.nama_singkat}", isi, versi, batal, galat)


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/hapus")
@allow(pengelola)
def remove_lembar(keputusan_id: int, jabatan_kode: str) -> Response:
    """Take a sheet with its indicators out of the draft."""
    find_draf(keputusan_id)

    def lakukan() -> str:
        remove_lampiran(get_pelaku(), keputusan_id, jabatan_kode, parse_versi(request.form))
        return "Lembar jabatan dihapus dari draf."

    return answer(
        lakukan,
        lambda: url_for("kelola.show_edisi", keputusan_id=keputusan_id),
        lambda galat: _show_hapus(find_draf(keputusan_id), jabatan_kode, galat),
    )
