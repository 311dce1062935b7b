"""The decider's rooms: the queue, the two-pane review, approving, returning, several at once."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from iki_web.actions.realisasi import Tempat, approve_realisasi, return_realisasi
from iki_web.queries.persetujuan import BarisAntrean
from iki_web.queries.realisasi import EntriTampil, find_entri
from iki_web.rules.alur import Aksi, parse_alasan
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.teks import clean_teks
from iki_web.web.access import allow, forget_antrean, get_antrean, get_pelaku, siapa_pun
from iki_web.web.bukti import list_halaman
from iki_web.web.errors import get_status
from iki_web.web.realisasi import kartu
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import is_htmx, page

bp = Blueprint("persetujuan", __name__)

ALAMAT = "/realisasi/<int:indikator_id>/<kode>"


@bp.get("/persetujuan")
@allow(siapa_pun)
def index() -> Response:
    """Show what waits for this person's decision."""
    antrean = get_antrean()
    return page("persetujuan/index.html", "frag_antrean", antrean=antrean, hasil=[])


@bp.post("/persetujuan")
@allow(siapa_pun)
def approve_banyak() -> Response:
    """Approve several entries, each through the same step as one alone."""
    pilih = list(dict.fromkeys(request.form.getlist("pilih")))[:200]
    if not pilih:
        raise Ditolak("Pilih dahulu entri yang akan disetujui.")
    pelaku = get_pelaku()
    gagal, disetujui = [], 0
    for isi in pilih:
        tempat, versi = _parse_pilih(isi)
        try:
            approve_realisasi(pelaku, tempat, versi)
            disetujui += 1
        except Galat as galat:
            gagal.append(galat.kalimat)
    if disetujui:
        flash(f"{disetujui} entri disetujui.", "positif")
    for kalimat in dict.fromkeys(gagal):
        flash(f"{gagal.count(kalimat)} entri tidak disetujui: {kalimat}", "negatif")
    return redirect(url_for("persetujuan.index"), 303)


def _parse_pilih(isi: str) -> tuple[Tempat, int]:
    """Read one ticked row: "<indikator>/<kode>/<versi>"."""
    bagian = isi.split("/")
    if len(bagian) != 3 or not (bagian[0].isascii() and bagian[0].isdigit()):
        raise Ditolak("Pilihan tidak terbaca. Muat ulang halaman, lalu pilih kembali.")
    if not (bagian[2].isascii() and bagian[2].isdigit()):
        raise Ditolak("Pilihan tidak terbaca. Muat ulang halaman, lalu pilih kembali.")
    return Tempat(int(bagian[0][:9]), bagian[1]), int(bagian[2][:9])


@bp.get("/persetujuan/<int:indikator_id>/<kode>")
@allow(siapa_pun)
def show(indikator_id: int, kode: str) -> Response:
    """Show one entry with its evidence beside it, for the decision."""
    return _show(find_entri(get_pelaku(), indikator_id, kode))


@bp.post(f"{ALAMAT}/setujui")
@allow(siapa_pun)
def approve(indikator_id: int, kode: str) -> Response:
    """Approve the version that was seen; the next item follows."""
    pelaku = get_pelaku()
    tempat = Tempat(indikator_id, kode)
    berikut = _find_berikut(tempat)
    approve_realisasi(pelaku, tempat, parse_versi(request.form))
    return _next(tempat, berikut, "Disetujui")


@bp.post(f"{ALAMAT}/kembalikan")
@allow(siapa_pun)
def return_(indikator_id: int, kode: str) -> Response:
    """Return the entry with a reason from the list and a note; the next item follows."""
    pelaku = get_pelaku()
    tempat = Tempat(indikator_id, kode)
    berikut = _find_berikut(tempat)
    versi = parse_versi(request.form)
    alasan = parse_alasan(request.form.get("alasan", ""))
    catatan = request.form.get("catatan", "")
    try:
        try:
            bersih = clean_teks(catatan, 1000, "Catatan")
        except ValueError as sebab:
            raise Ditolak(str(sebab), {"catatan": str(sebab)}) from None
        return_realisasi(pelaku, tempat, versi, alasan, bersih)
    except Ditolak as galat:
        entri = find_entri(pelaku, indikator_id, kode)
        return _show(entri, galat, {"alasan": alasan, "catatan": catatan})
    return _next(tempat, berikut, "Dikembalikan")


def _find_berikut(tempat: Tempat) -> BarisAntrean | None:
    """Return the item of the queue after this one (the first when it was the last)."""
    antrean = get_antrean()
    lain = [b for b in antrean if _tempat(b) != tempat]
    letak = next((n for n, b in enumerate(antrean) if _tempat(b) == tempat), 0)
    return lain[letak] if letak < len(lain) else next(iter(lain), None)


def _tempat(baris: BarisAntrean) -> Tempat:
    return Tempat(baris.indikator.id, baris.periode.kode.kode)


def _next(tempat: Tempat, berikut: BarisAntrean | None, kata: str) -> Response:
    """Answer a decision with the next item, or with the queue when it is empty."""
    forget_antrean()
    entri = find_entri(get_pelaku(), tempat.indikator_id, tempat.kode)
    kalimat = f"{kata}: {entri.teks('nama')}, {entri.jabatan.nama}, {entri.periode.kode.nama}."
    if berikut is None:
        alamat = url_for("persetujuan.index")
    else:
        alamat = url_for(
            "persetujuan.show",
            indikator_id=berikut.indikator.id,
            kode=berikut.periode.kode.kode,
        )
    if not is_htmx():
        flash(kalimat, "positif")
        return redirect(alamat, 303)
    if berikut is None:
        jawab = page("persetujuan/index.html", "frag_antrean", antrean=(), hasil=[kalimat])
    else:
        tujuan = _tempat(berikut)
        lanjut = find_entri(get_pelaku(), tujuan.indikator_id, tujuan.kode)
        jawab = _show(lanjut, kabar=kalimat)
    jawab.headers["HX-Push-Url"] = alamat
    return jawab


def _show(
    entri: EntriTampil,
    galat: Ditolak | None = None,
    ketik: dict[str, str] | None = None,
    kabar: str = "",
) -> Response:
    """Render the review of one entry."""
    antrean = get_antrean()
    tempat = Tempat(entri.indikator.id, entri.kode)
    letak = next((n for n, b in enumerate(antrean, 1) if _tempat(b) == tempat), 0)
    berikut = antrean[letak % len(antrean)] if antrean else None
    if berikut is not None and _tempat(berikut) == tempat:
        berikut = None
    return page(
        "persetujuan/show.html",
        "frag_tinjau",
        get_status(galat) if galat else 200,
        entri=entri,
        kartu=kartu.build_kartu(entri, galat=galat),
        letak=letak,
        jumlah=len(antrean),
        berikut=berikut,
        ketik=ketik or {"alasan": "", "catatan": ""},
        boleh=entri.can(Aksi.SETUJUI),
        pratinjau=[(berkas, list_halaman(berkas)) for berkas in entri.berkas],
        kabar=kabar,
    )
