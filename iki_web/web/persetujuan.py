"""The decider's rooms: the queue, the two-pane review, approving, returning, several at once."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, request, url_for

from iki_web.actions.realisasi import Tempat, approve_realisasi, return_realisasi
from iki_web.queries.persetujuan import BarisAntrean
from iki_web.queries.realisasi import EntriTampil, find_entri
from iki_web.rules.alur import Aksi, parse_alasan
from iki_web.rules.galat import Basi, Ditolak, Galat
from iki_web.rules.teks import clean_teks, format_sebutan
from iki_web.web.access import (
    allow,
    forget_antrean,
    get_antrean,
    get_menunggu,
    get_pelaku,
    siapa_pun,
)
from iki_web.web.bukti import list_halaman
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.realisasi import kartu
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import is_htmx, page

bp = Blueprint("persetujuan", __name__)

ALAMAT = "/realisasi/<int:indikator_id>/<kode>"
#: Nothing typed yet.
_KOSONG = {"alasan": "", "catatan": ""}


@bp.get("/persetujuan")
@allow(siapa_pun)
def index() -> Response:
    """Show what waits for this person's decision."""
    return _page_antrean(get_antrean())


@bp.post("/persetujuan")
@allow(siapa_pun)
def approve_banyak() -> Response:
    """Approve several entries, each through the same step as one alone."""
    pilih = list(dict.fromkeys(request.form.getlist("pilih")))[:200]
    if not pilih:
        return _refuse_kosong()
    menunggu, tempat = get_menunggu(), [_parse_pilih(isi) for isi in pilih]
    gagal, disetujui = [], []
    for satu, versi in tempat:
        try:
            approve_realisasi(get_pelaku(), satu, versi)
            disetujui.append(satu)
        except Galat as galat:
            gagal.append(galat.kalimat)
    keluar = [baris for baris in menunggu if _tempat(baris) in disetujui]
    if not is_htmx() or gagal or not len(disetujui) == len(keluar) < len(menunggu):
        return _show_antrean(len(disetujui), gagal)
    # Only what changed: the rows that leave, the counts, one sentence.
    kalimat = _kalimat("Disetujui", keluar[0]) if len(keluar) == 1 else _format_banyak(len(keluar))
    jumlah = len(menunggu) - len(keluar)
    isi = {"kalimat": kalimat, "keluar": keluar, "jumlah": jumlah}
    return page("persetujuan/disetujui.html", "frag_disetujui", **isi)


def _refuse_kosong() -> Response:
    """Say at the list itself that nothing is ticked."""
    galat = Ditolak("Centang dahulu realisasi yang akan disetujui, atau buka satu per satu.")
    return _show_daftar([(galat.kalimat, "negatif")], get_status(galat))


def _format_banyak(jumlah: int) -> str:
    return f"{jumlah} realisasi disetujui."


def _show_antrean(disetujui: int, gagal: list[str]) -> Response:
    """Answer several decisions with the queue as it is now, and what became of each."""
    hasil = [(_format_banyak(disetujui), "positif")] if disetujui else []
    for kalimat in dict.fromkeys(gagal):
        hasil.append((f"{gagal.count(kalimat)} realisasi tidak disetujui: {kalimat}", "negatif"))
    if not is_htmx():
        for kalimat, jenis in hasil:
            flash(kalimat, jenis)
        return redirect(url_for("persetujuan.index"), 303)
    forget_antrean()
    return _show_daftar(hasil)


def _show_daftar(hasil: list[tuple[str, str]], status: int = 200) -> Response:
    """Return the whole queue with what is to say, in place of the one on the page."""
    jawab = _page_antrean(get_antrean(), hasil, status)
    jawab.headers["HX-Retarget"], jawab.headers["HX-Reswap"] = "#tinjau", "outerHTML"
    return jawab


def _page_antrean(
    antrean: Sequence[BarisAntrean], hasil: Sequence[tuple[str, str]] = (), status: int = 200
) -> Response:
    menunggu = sum(baris.terbuka for baris in antrean)
    isi = {"antrean": antrean, "menunggu": menunggu, "hasil": hasil}
    return page("persetujuan/index.html", "frag_antrean", status, **isi)


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


@bp.get(f"{ALAMAT}/kembalikan")
@allow(siapa_pun)
def show_kembali(indikator_id: int, kode: str) -> Response:
    """Show the form to return the version that was seen; without htmx the review around it."""
    entri = find_entri(get_pelaku(), indikator_id, kode)
    if not is_htmx():
        return _show(entri, buka=True)
    return page(
        "persetujuan/kembali.html",
        "frag_kembali",
        entri=entri,
        kartu=kartu.build_kartu(entri),
        versi=parse_versi(request.args),
        ketik=_KOSONG,
        bidik="#tinjau",
        besar=" btn-lg",
    )


@bp.post(f"{ALAMAT}/setujui")
@allow(siapa_pun)
def approve(indikator_id: int, kode: str) -> Response:
    """Approve the version that was seen; the next item follows."""
    pelaku = get_pelaku()
    tempat = Tempat(indikator_id, kode)
    menunggu = get_menunggu()
    versi = parse_versi(request.form)
    try:
        approve_realisasi(pelaku, tempat, versi)
    except (Basi, Ditolak) as galat:
        return _refuse(tempat, galat)
    return _next(tempat, menunggu, "Disetujui")


@bp.post(f"{ALAMAT}/kembalikan")
@allow(siapa_pun)
def return_(indikator_id: int, kode: str) -> Response:
    """Return the entry with a reason from the list and a note; the next item follows."""
    pelaku = get_pelaku()
    tempat = Tempat(indikator_id, kode)
    menunggu = get_menunggu()
    versi = parse_versi(request.form)
    alasan = parse_alasan(request.form.get("alasan", ""))
    catatan = request.form.get("catatan", "")
    try:
        try:
            bersih = clean_teks(catatan, 1000, "Catatan")
        except ValueError as sebab:
            raise Ditolak(str(sebab), {"catatan": str(sebab)}) from None
        return_realisasi(pelaku, tempat, versi, alasan, bersih)
    except (Basi, Ditolak) as galat:
        return _refuse(tempat, galat, {"alasan": alasan, "catatan": catatan})
    return _next(tempat, menunggu, "Dikembalikan")


def _refuse(tempat: Tempat, galat: Basi | Ditolak, ketik: dict[str, str] | None = None) -> Response:
    """Answer a refused decision in place: why, what changed meanwhile, the entry as it is now."""
    if isinstance(galat, Basi):
        note_tolak(galat, get_status(galat))
        forget_antrean()
    entri = find_entri(get_pelaku(), tempat.indikator_id, tempat.kode)
    return _show(entri, galat, ketik, buka=ketik is not None)


def _tempat(baris: BarisAntrean) -> Tempat:
    return Tempat(baris.indikator.id, baris.periode.kode.kode)


def _kalimat(kata: str, baris: BarisAntrean | EntriTampil) -> str:
    """Say what was just decided."""
    indikator = format_sebutan(baris.indikator.nama)
    nama = (indikator, baris.jabatan.nama, baris.periode.kode.nama)
    return f"{kata}: {', '.join(nama)}."


def _next(tempat: Tempat, menunggu: tuple[BarisAntrean, ...], kata: str) -> Response:
    """Answer a decision with the next item that waited for one, the first after the last.

    When nothing else waited, the queue itself follows.
    """
    letak = next((n for n, b in enumerate(menunggu) if _tempat(b) == tempat), len(menunggu))
    # One that was submitted this very moment was not in the queue yet.
    putus = (
        menunggu[letak]
        if letak < len(menunggu)
        else find_entri(get_pelaku(), tempat.indikator_id, tempat.kode)
    )
    kalimat = _kalimat(kata, putus)
    sisa = menunggu[:letak] + menunggu[letak + 1 :]
    berikut = sisa[letak % len(sisa)] if sisa else None
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
        tutup = [baris for baris in get_antrean() if not baris.terbuka]
        jawab = _page_antrean(tutup, [(kalimat, "positif")])
    else:
        tujuan = _tempat(berikut)
        lanjut = find_entri(get_pelaku(), tujuan.indikator_id, tujuan.kode)
        jawab = _show(lanjut, kabar=kalimat, menunggu=sisa)
    jawab.headers["HX-Push-Url"] = alamat
    return jawab


def _show(
    entri: EntriTampil,
    galat: Basi | Ditolak | None = None,
    ketik: dict[str, str] | None = None,
    kabar: str = "",
    menunggu: tuple[BarisAntrean, ...] | None = None,
    buka: bool = False,
) -> Response:
    """Render the review of one entry; `menunggu`: what waits, where it is known already.

    With `kabar` it follows a decision, and the form to return it comes when it is asked for: most
    are approved. `buka`: that form stands open.
    """
    if menunggu is None:
        menunggu = get_menunggu()
    tempat = Tempat(entri.indikator.id, entri.kode)
    letak = next((n for n, b in enumerate(menunggu, 1) if _tempat(b) == tempat), 0)
    berikut = menunggu[letak % len(menunggu)] if menunggu else None
    if berikut is not None and _tempat(berikut) == tempat:
        berikut = None
    isi, boleh = kartu.build_kartu(entri, galat=galat), entri.can(Aksi.SETUJUI)
    if ketik and ketik["catatan"].strip() and not boleh:
        # Somebody else decided meanwhile, so there is no field left to keep the note in.
        isi = replace(isi, ketikan=(("Catatan", ketik["catatan"]),))
    return page(
        "persetujuan/show.html",
        "frag_tinjau",
        get_status(galat) if galat else 200,
        entri=entri,
        kartu=isi,
        letak=letak,
        jumlah=len(menunggu),
        berikut=berikut,
        ketik=ketik or _KOSONG,
        boleh=boleh,
        pratinjau=[(berkas, list_halaman(berkas)) for berkas in entri.berkas],
        kabar=kabar,
        ringkas=bool(kabar),
        buka=buka,
    )
