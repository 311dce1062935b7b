"""Indicators of a draft with their formula drawn while typing; ending one of a fixed edition."""

from flask import Response, request, url_for

from iki_web.actions.indikator import (
    close_indikator,
    create_indikator,
    remove_indikator,
    reopen_indikator,
    update_indikator,
)
from iki_web.extensions import jam
from iki_web.queries.kantor import get_kantor
from iki_web.queries.keputusan import EdisiKelola, find_edisi
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keputusan import (
    KATA,
    PALING_BARIS,
    ButirIndikator,
    count_baris,
    format_indikator,
    read_indikator,
)
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak
from iki_web.web.kelola.edisi import find_draf, show_hapus, show_isi
from iki_web.web.kelola.lembar import url_lembar
from iki_web.web.kelola.temuan import find_asal, url_kembali
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page


def _show_form(
    kelola: EdisiKelola,
    jabatan_kode: str,
    ketik: dict[str, str],
    indikator_id: int = 0,
    galat: Ditolak | Basi | None = None,
) -> Response:
    """Return an indicator's form as typed; `indikator_id` 0: one that is not there yet."""
    kunci = kelola.find_indikator(indikator_id)[1] if indikator_id else None
    induk = kelola.list_induk(jabatan_kode)
    return page(
        "kelola/edisi/indikator.html",
        "frag_rumus" if request.endpoint == "kelola.preview_indikator" else None,
        kelola=kelola,
        lembar=kelola.find_lembar(jabatan_kode),
        indikator_id=indikator_id,
        versi=kunci.versi if kunci else 0,
        ketik=ketik,
        butir=read_indikator(ketik, "", [i.kode for i in induk], periksa=False),
        kata=KATA,
        induk=[(i.kode, i.nama) for i in induk],
        banyak=count_baris("dokumen", ketik, PALING_BARIS["dokumen"]),
        asal=find_asal(kelola.id, jabatan_kode, indikator_id) if indikator_id else None,
        **build_tolak(galat),
    )


def _ketik() -> dict[str, str]:
    """Return the form as typed; boxes that were not ticked are empty."""
    return format_indikator(ButirIndikator("", "", "", kali_100=False)) | request.form.to_dict()


@bp.get("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/indikator")
@allow(pengelola)
def show_indikator_baru(keputusan_id: int, jabatan_kode: str) -> Response:
    """Show the form of a new indicator."""
    kelola = find_draf(keputusan_id)
    lembar = kelola.find_lembar(jabatan_kode)
    sasaran = lembar.indikator[-1].sasaran if lembar.indikator else ""
    frekuensi = get_kantor(get_pelaku()).setelan.frekuensi
    butir = ButirIndikator("", sasaran, "", frekuensi=frekuensi)
    return _show_form(kelola, jabatan_kode, format_indikator(butir))


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/indikator")
@allow(pengelola)
def create_indikator_draf(keputusan_id: int, jabatan_kode: str) -> Response:
    """Add an indicator to a sheet."""
    kelola = find_draf(keputusan_id)

    def lakukan() -> str:
        create_indikator(get_pelaku(), keputusan_id, jabatan_kode, request.form)
        return "Indikator ditambahkan."

    return answer(
        lakukan,
        lambda: url_lembar(keputusan_id, jabatan_kode) + "#indikator",
        lambda galat: _show_form(kelola, jabatan_kode, _ketik(), galat=galat),
    )


@bp.post("/kelola/edisi/<int:keputusan_id>/lembar/<jabatan_kode>/pratinjau")
@allow(pengelola)
def preview_indikator(keputusan_id: int, jabatan_kode: str) -> Response:
    """Draw the formula as typed, keeping nothing: a fragment, or the form again without script."""
    kelola = find_draf(keputusan_id)
    ada = {str(k.id): k.id for k in kelola.indikator.values() if k.jabatan_kode == jabatan_kode}
    nomor = ada.get(request.form.get("indikator", ""), 0)
    return _show_form(kelola, jabatan_kode, _ketik(), nomor)


@bp.get("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>")
@allow(pengelola)
def show_indikator(keputusan_id: int, indikator_id: int) -> Response:
    """Show an indicator's form."""
    kelola = find_draf(keputusan_id)
    butir, kunci = kelola.find_indikator(indikator_id)
    return _show_form(kelola, kunci.jabatan_kode, format_indikator(butir), indikator_id)


@bp.post("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>")
@allow(pengelola)
def update_indikator_draf(keputusan_id: int, indikator_id: int) -> Response:
    """Keep an indicator."""
    kode = find_draf(keputusan_id).find_indikator(indikator_id)[1].jabatan_kode

    def lakukan() -> str:
        versi = parse_versi(request.form)
        update_indikator(get_pelaku(), keputusan_id, indikator_id, request.form, versi)
        return "Indikator disimpan."

    def tampil(galat: Ditolak | Basi) -> Response:
        return _show_form(find_draf(keputusan_id), kode, _ketik(), indikator_id, galat)

    tujuan = url_lembar(keputusan_id, kode) + "#indikator"
    return answer(lakukan, lambda: url_kembali(keputusan_id, tujuan), tampil)


@bp.get("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>/hapus")
@allow(pengelola)
def show_hapus_indikator(keputusan_id: int, indikator_id: int) -> Response:
    """Ask before taking an indicator out."""
    return _show_hapus(find_draf(keputusan_id), indikator_id)


def _show_hapus(
    kelola: EdisiKelola, indikator_id: int, galat: Ditolak | Basi | None = None
) -> Response:
    butir, kunci = kelola.find_indikator(indikator_id)
    batal = url_lembar(kelola.id, kunci.jabatan_kode)
    return show_hapus(kelola, f"indikator {butir.kode}", butir.nama, kunci.versi, batal, galat)


@bp.post("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>/hapus")
@allow(pengelola)
def remove_indikator_draf(keputusan_id: int, indikator_id: int) -> Response:
    """Take an indicator out of the draft."""
    kode = find_draf(keputusan_id).find_indikator(indikator_id)[1].jabatan_kode

    def lakukan() -> str:
        remove_indikator(get_pelaku(), keputusan_id, indikator_id, parse_versi(request.form))
        return "Indikator dihapus dari draf."

    return answer(
        lakukan,
        lambda: url_lembar(keputusan_id, kode) + "#indikator",
        lambda galat: _show_hapus(find_draf(keputusan_id), indikator_id, galat),
    )


@bp.get("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>/akhiri")
@allow(pengelola)
def show_akhiri(keputusan_id: int, indikator_id: int) -> Response:
    """Show the form that ends an indicator, or undoes it."""
    kelola = find_edisi(get_pelaku(), keputusan_id)
    ketik = {"berakhir": jam.today().isoformat(), "alasan": ""}
    return _show_akhiri(kelola, indikator_id, ketik)


def _show_akhiri(
    kelola: EdisiKelola,
    indikator_id: int,
    ketik: dict[str, str],
    galat: Ditolak | Basi | None = None,
) -> Response:
    butir, kunci = kelola.find_indikator(indikator_id)
    isi = {"kelola": kelola, "butir": butir, "kunci": kunci, "ketik": ketik}
    return page("kelola/edisi/akhiri.html", **isi, **build_tolak(galat))


@bp.post("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>/akhiri")
@allow(pengelola)
def close_indikator_tetap(keputusan_id: int, indikator_id: int) -> Response:
    """End an indicator from a day."""
    ketik = {nama: request.form.get(nama, "")[:2000] for nama in ("berakhir", "alasan")}

    def lakukan() -> str:
        versi = parse_versi(request.form)
        close_indikator(get_pelaku(), keputusan_id, indikator_id, request.form, versi)
        return "Indikator diakhiri. Periode yang mulai sesudahnya tidak memintanya lagi."

    def tampil(galat: Ditolak | Basi) -> Response:
        return _show_akhiri(find_edisi(get_pelaku(), keputusan_id), indikator_id, ketik, galat)

    tujuan = url_for("kelola.show_edisi", keputusan_id=keputusan_id)
    return answer(lakukan, lambda: tujuan, tampil)


@bp.post("/kelola/edisi/<int:keputusan_id>/indikator/<int:indikator_id>/lanjutkan")
@allow(pengelola)
def reopen_indikator_tetap(keputusan_id: int, indikator_id: int) -> Response:
    """Undo the end of an indicator."""

    def lakukan() -> str:
        reopen_indikator(get_pelaku(), keputusan_id, indikator_id, parse_versi(request.form))
        return "Pengakhiran indikator dibatalkan."

    def tampil(galat: Ditolak | Basi) -> Response:
        return show_isi(find_edisi(get_pelaku(), keputusan_id), galat)

    tujuan = url_for("kelola.show_edisi", keputusan_id=keputusan_id)
    return answer(lakukan, lambda: tujuan, tampil)
