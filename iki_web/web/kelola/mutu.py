"""The quality check of an edition: findings with the way to mend them, answers in place."""

from dataclasses import dataclass
from itertools import groupby

from flask import Response, flash, redirect, request, url_for

from iki_web.actions.mutu import update_mutu
from iki_web.queries.mutu import (
    Penilaian,
    PeriksaMutu,
    TempatTemuan,
    find_mutu,
    find_penilaian,
    is_draf,
    list_penilaian,
)
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.mutu import PERTANYAAN, read_jawaban
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.kelola.bagian import bp
from iki_web.web.keputusan import KELOMPOK, KOLOM
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import is_htmx, page


@dataclass(frozen=True, slots=True)
class BarisTemuan:
    """A finding as it is listed: where, what, and the page it is mended on."""

    baris: TempatTemuan
    kolom: str
    url: str


@bp.get("/kelola/edisi/<int:keputusan_id>/mutu")
@allow(pengelola)
def index_mutu(keputusan_id: int) -> Response:
    """Show the findings by group and the indicators with their answers."""
    mutu = find_mutu(get_pelaku(), keputusan_id)
    nomor = [satu for satu, _ in mutu.kelompok]
    buka = request.args.get("kelompok", type=int)
    return page(
        "kelola/mutu/index.html",
        mutu=mutu,
        nama_kelompok=KELOMPOK,
        buka=buka if buka in nomor else next(iter(nomor), 0),
        kelompok=[
            (nomor, [_build_baris(mutu, satu) for satu in isi]) for nomor, isi in mutu.kelompok
        ],
        per_jabatan=[
            (jabatan, list(isi))
            for jabatan, isi in groupby(mutu.penilaian, key=lambda satu: satu.jabatan)
        ],
    )


def _build_baris(mutu: PeriksaMutu, satu: TempatTemuan) -> BarisTemuan:
    kolom = KOLOM.get(satu.temuan.kolom, satu.temuan.kolom.replace("_", " "))
    return BarisTemuan(satu, kolom, _find_url(mutu, satu))


def _find_url(mutu: PeriksaMutu, satu: TempatTemuan) -> str:
    """Return where a finding is mended in a draft, or read in a fixed edition."""
    tempat = {"keputusan_id": mutu.keputusan_id}
    if mutu.draf:
        tempat["mutu"] = satu.temuan.kelompok
    if satu.jabatan_kode is None:
        return url_for("kelola.show_naskah" if mutu.draf else "keputusan.show", **tempat)
    if mutu.draf and satu.indikator_id is not None:
        return url_for("kelola.show_indikator", indikator_id=satu.indikator_id, **tempat)
    lembar = "kelola.show_lembar" if mutu.draf else "keputusan.lampiran"
    return url_for(lembar, jabatan_kode=satu.jabatan_kode, **tempat)


@bp.get("/kelola/edisi/<int:keputusan_id>/mutu/<int:indikator_id>")
@allow(pengelola)
def show_mutu(keputusan_id: int, indikator_id: int) -> Response:
    """Show the eight questions for one indicator, or with ?tutup its line again."""
    satu = find_penilaian(get_pelaku(), keputusan_id, indikator_id)
    if "tutup" in request.args and is_htmx():
        return _show_baris(keputusan_id, satu)
    return _show_form(keputusan_id, satu, _build_ketik(satu))


@bp.post("/kelola/edisi/<int:keputusan_id>/mutu/<int:indikator_id>")
@allow(pengelola)
def update_penilaian(keputusan_id: int, indikator_id: int) -> Response:
    """Keep the answers; the line of the indicator takes the place of the form."""
    pelaku = get_pelaku()
    satu = find_penilaian(pelaku, keputusan_id, indikator_id)
    try:
        update_mutu(pelaku, indikator_id, read_jawaban(request.form), parse_versi(request.form))
    except (Ditolak, Basi) as galat:
        if isinstance(galat, Basi):
            note_tolak(galat, get_status(galat))
        ketik = {nama: request.form.get(nama, "")[:2000] for nama in _build_ketik(satu)}
        return _show_form(keputusan_id, satu, ketik, galat)
    if is_htmx():
        return _show_baris(keputusan_id, find_penilaian(pelaku, keputusan_id, indikator_id))
    flash(f"Penilaian “{satu.nama}” disimpan.", "positif")
    tujuan = url_for("kelola.index_mutu", keputusan_id=keputusan_id)
    return redirect(f"{tujuan}#mutu-{indikator_id}", 303)


def _build_ketik(satu: Penilaian) -> dict[str, str]:
    """Return what the fields show: the answers kept, or nothing yet."""
    ketik = {}
    for tanya in PERTANYAAN:
        jawab = satu.jawaban.get(tanya.nama)
        ketik[tanya.nama] = "" if jawab is None else "ya" if jawab.ya else "tidak"
        ketik[f"catatan_{tanya.nama}"] = jawab.catatan if jawab else ""
    return ketik


def _show_form(
    keputusan_id: int,
    satu: Penilaian,
    ketik: dict[str, str],
    galat: Ditolak | Basi | None = None,
) -> Response:
    return page(
        "kelola/mutu/nilai.html",
        "frag_nilai",
        get_status(galat) if galat else 200,
        keputusan_id=keputusan_id,
        satu=satu,
        draf=is_draf(get_pelaku(), keputusan_id),
        pertanyaan=PERTANYAAN,
        ketik=ketik,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
        perubahan=galat.perubahan if isinstance(galat, Basi) else (),
        versi_kini=satu.versi,
    )


def _show_baris(keputusan_id: int, satu: Penilaian) -> Response:
    """Answer htmx with the line of the indicator and the progress."""
    pelaku = get_pelaku()
    semua = list_penilaian(pelaku, keputusan_id)
    return page(
        "kelola/mutu/nilai.html",
        "frag_baris",
        keputusan_id=keputusan_id,
        satu=satu,
        draf=is_draf(pelaku, keputusan_id),
        dinilai=sum(lain.sudah for lain in semua),
        banyak=len(semua),
    )
