"""One entry: the form, the number while typing, and every step of the table."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, request, url_for

from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    reopen_realisasi,
    submit_realisasi,
    update_realisasi,
    withdraw_realisasi,
)
from iki_web.queries.indikator import find_batas, find_lembar
from iki_web.queries.realisasi import EntriTampil, find_entri
from iki_web.rules.alur import Aksi
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.teks import clean_teks, format_kalimat
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.realisasi import kartu
from iki_web.web.realisasi.isian import (
    build_kiriman,
    check_tunggal,
    merge_nilai,
    parse_form,
    parse_versi,
    store_berkas,
)
from iki_web.web.render import is_htmx, page

bp = Blueprint("realisasi", __name__)

#: An act of the owner that takes what a form brings; returns the version.
Tulis = Callable[[Pelaku, Tempat, Kiriman], int]

ALAMAT = "/realisasi/<int:indikator_id>/<kode>"


@bp.get(ALAMAT)
@allow(siapa_pun)
def show(indikator_id: int, kode: str) -> Response:
    """Show an entry to whoever may see it; the form only to its owner."""
    return show_kartu(Tempat(indikator_id, kode))


@bp.get(f"{ALAMAT}/hitung")
@allow(siapa_pun)
def compute(indikator_id: int, kode: str) -> Response:
    """Answer the value of numbers being typed; nothing is kept."""
    entri = find_entri(get_pelaku(), indikator_id, kode)
    baca = parse_form(entri, request.args)
    return page("realisasi/hitung.html", hitung=kartu.build_hitung(entri, baca))


@bp.post(f"{ALAMAT}/simpan")
@allow(siapa_pun)
def update(indikator_id: int, kode: str) -> Response:
    """Save the draft."""
    tempat = Tempat(indikator_id, kode)
    tulis = write_form(tempat)
    return tulis if isinstance(tulis, Response) else _done(tempat, "Draf tersimpan")


@bp.post(f"{ALAMAT}/bukti")
@allow(siapa_pun)
def upload(indikator_id: int, kode: str) -> Response:
    """Attach files, paper reference or reason; wrong numbers stay in the form and wait."""
    tempat = Tempat(indikator_id, kode)
    tulis = write_form(tempat, angka_menunggu=True)
    if isinstance(tulis, Response) or not is_htmx():
        return tulis if isinstance(tulis, Response) else _done(tempat, "Bukti tersimpan")
    return show_kartu(tempat, kabar="Bukti tersimpan.")


@bp.post(f"{ALAMAT}/ajukan")
@allow(siapa_pun)
def submit(indikator_id: int, kode: str) -> Response:
    """Save what the form brings and submit it; what is missing is named, the draft is kept."""
    tempat = Tempat(indikator_id, kode)
    if brings_isian():
        tulis = write_form(tempat, submit_realisasi)
    else:
        tulis = _take(tempat, submit_realisasi, Kiriman(parse_versi(request.form)))
    if isinstance(tulis, Response):
        return tulis
    entri = find_entri(get_pelaku(), indikator_id, kode)
    oleh = entri.penyetuju.teks_lengkap if entri.penyetuju else "atasan"
    return _done(tempat, "Diajukan", entri, lanjut=f"Akan diperiksa oleh {oleh}")


@bp.post(f"{ALAMAT}/tarik")
@allow(siapa_pun)
def withdraw(indikator_id: int, kode: str) -> Response:
    """Take a submitted entry back."""
    tempat = Tempat(indikator_id, kode)
    try:
        withdraw_realisasi(get_pelaku(), tempat, parse_versi(request.form))
    except (Basi, Ditolak) as galat:
        return refuse(tempat, galat)
    return _done(tempat, "Ditarik kembali menjadi draf")


@bp.post(f"{ALAMAT}/buka-kembali")
@allow(siapa_pun)
def reopen(indikator_id: int, kode: str) -> Response:
    """Reopen an approved entry with a reason."""
    tempat = Tempat(indikator_id, kode)
    alasan = request.form.get("alasan", "") or request.form.get("catatan", "")
    try:
        reopen_realisasi(
            get_pelaku(), tempat, parse_versi(request.form), clean_teks(alasan, 1000, "Alasan")
        )
    except (Basi, Ditolak) as galat:
        return refuse(tempat, galat)
    except ValueError as sebab:
        return refuse(tempat, Ditolak(str(sebab), {"catatan": str(sebab)}))
    return _done(tempat, "Dibuka kembali dan dikembalikan kepada pemiliknya")


def brings_isian() -> bool:
    """Whether the form carries more than the button, the token and the version."""
    return bool(set(request.form) - {"csrf_token", "versi", "kembali"}) or bool(request.files)


def write_form(
    tempat: Tempat, aksi: Tulis = update_realisasi, *, angka_menunggu: bool = False
) -> int | Response:
    """Save or submit the form; returns the version, or the card with what is typed and wrong.

    `angka_menunggu`: numbers that cannot be read do not keep the files out; they wait in the form.
    """
    check_tunggal(request.form)
    entri = find_entri(get_pelaku(), tempat.indikator_id, tempat.kode, lengkap=False)
    versi = parse_versi(request.form)
    baca = parse_form(entri, request.form)
    salah, boleh = dict(baca.galat), entri.can(Aksi.SIMPAN)
    if salah and boleh and versi != entri.versi:
        # What another tab changed meanwhile is said before what is wrong in this one.
        return _take(tempat, aksi, Kiriman(versi))
    if salah and boleh and not angka_menunggu:
        return show_kartu(tempat, galat=Ditolak("Belum tersimpan: ada isian yang keliru.", salah))
    berkas, galat_berkas = store_berkas(entri, request.files) if boleh else ({}, {})
    # Not his step, or numbers that wait: the action looks at the rest and refuses in order.
    kiriman = build_kiriman(versi, baca, berkas, angka=not salah)
    salah |= galat_berkas
    if galat_berkas and kiriman.is_sama(entri):
        kalimat = "Berkas tidak tersimpan: periksa yang bertanda merah."
        return show_kartu(tempat, galat=Ditolak(kalimat, salah))
    # A file that was refused is not submitted without: the rest is saved and waits for it.
    tulis = _take(tempat, update_realisasi if galat_berkas else aksi, kiriman)
    if salah and not isinstance(tulis, Response):
        kalimat = "Sebagian belum tersimpan: periksa yang bertanda merah. Selebihnya tersimpan."
        return show_kartu(tempat, galat=Ditolak(kalimat, salah))
    return tulis


def _take(tempat: Tempat, aksi: Tulis, kiriman: Kiriman) -> int | Response:
    """Do an act of the owner; returns the version, or the card that says why not."""
    try:
        return aksi(get_pelaku(), tempat, kiriman)
    except (Basi, Ditolak) as galat:
        return refuse(tempat, galat)


def refuse(tempat: Tempat, galat: Basi | Ditolak) -> Response:
    """Answer a refused step with the card: the sentence, what changed, and what was typed kept."""
    if isinstance(galat, Basi):
        note_tolak(galat, get_status(galat))
    return show_kartu(tempat, galat=galat)


def _done(
    tempat: Tempat, kabar: str, entri: EntriTampil | None = None, lanjut: str = ""
) -> Response:
    """Answer a step that was taken: the card for htmx, the page (303) for a browser.

    `lanjut`: what the card itself says beside `kabar`, and a message must add.
    """
    if is_htmx():
        return show_kartu(tempat, kabar=kabar, entri=entri)
    flash(" ".join(format_kalimat(satu) for satu in (kabar, lanjut) if satu), "positif")
    if request.form.get("kembali") == "indikator":
        jangkar = f"entri-{tempat.indikator_id}-{tempat.kode}"
        lembar = find_lembar(get_pelaku(), tempat.kode).kode.kode
        return redirect(url_for("indikator.index", periode=lembar, _anchor=jangkar), 303)
    return redirect(
        url_for("realisasi.show", indikator_id=tempat.indikator_id, kode=tempat.kode), 303
    )


def show_kartu(
    tempat: Tempat,
    kabar: str = "",
    galat: Ditolak | Basi | None = None,
    entri: EntriTampil | None = None,
) -> Response:
    """Render the entry's page or card, with the sentence and what was typed kept.

    `entri`: as it is now, where the caller has read it already.
    """
    if entri is None:
        entri = find_entri(get_pelaku(), tempat.indikator_id, tempat.kode)
    # The slots are swapped alone after an upload: what is being typed beside them stays.
    bukti = request.endpoint in ("realisasi.upload", "bukti.remove")
    hanya_bukti = bukti and is_htmx() and entri.can(Aksi.SIMPAN)
    ketik = merge_nilai(entri, request.form) if galat is not None or hanya_bukti else None
    isi = kartu.build_kartu(entri, ketik, galat, kabar)
    # Among its neighbours the card is no page of its own: no h1, no history.
    tunggal = not (is_htmx() and request.form.get("kembali") == "indikator")
    pindah = galat is None and request.endpoint in ("realisasi.submit", "realisasi.withdraw")
    return page(
        "realisasi/bukti.html" if hanya_bukti else "realisasi/show.html",
        None if hanya_bukti else "frag_entri",
        get_status(galat) if galat else 200,
        entri=entri,
        kartu=isi,
        tunggal=tunggal,
        # The list counts what is not handed in yet; a draft saved changes nothing of that.
        batas=find_batas(get_pelaku(), entri.kode) if pindah and not tunggal else None,
    )
