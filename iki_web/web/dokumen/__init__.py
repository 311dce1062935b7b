"""Official documents: what can be made, its preview, issuing it, and what was issued."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, request, url_for

from iki_web.actions.dokumen import issue_dokumen
from iki_web.extensions import jam
from iki_web.queries.acuan import BarisPeriode, get_acuan
from iki_web.queries.dokumen import (
    can_terbit,
    complete_penerbitan,
    find_pokok,
    find_terbitan,
    get_isi,
    has_banyak,
    list_pokok,
    list_tahun,
    list_terbitan,
)
from iki_web.rules.dokumen import (
    SIFAT,
    Isi,
    Jenis,
    Penerbitan,
    Pokok,
    compute_sidik_data,
    find_jenis,
    format_teks,
    read_penerbitan,
)
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.periode import JenisPeriode, StatusPeriode
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.alamat import find_asal
from iki_web.web.dokumen import banyak
from iki_web.web.dokumen.bagian import bp, send_berkas
from iki_web.web.dokumen.excel import build_xlsx
from iki_web.web.dokumen.pdf import build_pdf
from iki_web.web.dokumen.word import DOCX, draw_docx
from iki_web.web.errors import note_tolak
from iki_web.web.kelola.bagian import build_tolak
from iki_web.web.lembar import XLSX
from iki_web.web.render import get_ketik, page

__all__ = ["banyak", "bp"]


@bp.get("/dokumen")
@allow(siapa_pun)
def index() -> Response:
    """Show what was issued for a year, and what can be made."""
    pelaku = get_pelaku()
    tahun = request.args.get("tahun", jam.today().year, type=int)
    if tahun not in list_tahun(pelaku):
        raise TidakTerlihat(f"Belum ada dokumen untuk tahun {tahun}.")
    acuan, pokok = get_acuan(pelaku), list_pokok(pelaku, tahun)
    return page(
        "dokumen/index.html",
        tahun=tahun,
        daftar_tahun=list_tahun(pelaku),
        terbitan=list_terbitan(pelaku, tahun),
        jabatan=acuan.jabatan,
        milik=[satu.jabatan_id for satu in pelaku.pegangan[:1]],
        kuartal=_list_kuartal(acuan.list_periode(tahun, JenisPeriode.TRIWULANAN)),
        kini=jam.today(),
        pilihan=[(satu, SIFAT[satu], isi) for satu, isi in pokok],
        banyak=[satu for satu, isi in pokok if has_banyak(pelaku, satu, tahun, isi)],
    )


def _list_kuartal(semua: Sequence[BarisPeriode]) -> dict[Jenis, list[BarisPeriode]]:
    """Return the quarters each kind can be of: a record only of one that has closed."""
    tutup = [
        p
        for p in semua
        if p.status is not StatusPeriode.BELUM_DIBUKA and not p.is_terbuka(jam.now())
    ]
    return {satu: tutup if satu is Jenis.BERITA_ACARA else list(semua) for satu in Jenis}


def _find_pokok(alamat: str) -> Pokok:
    """Return what the address and its fields ask for."""
    jenis = find_jenis(alamat)
    tahun = get_ketik().get("tahun", type=int)
    if jenis is None or tahun is None:
        raise TidakTerlihat
    isi = [get_ketik().get(nama, "") for nama in ("jabatan", "periode")]
    return find_pokok(get_pelaku(), jenis, tahun, *isi)


def _read_terbit(pokok: Pokok) -> Penerbitan:
    """Return how the preview is to be issued, with the number it would get."""
    terbit = read_penerbitan(get_ketik(), jam.today())
    return complete_penerbitan(get_pelaku(), pokok, terbit)


@bp.get("/dokumen/konsep/<alamat>")
@allow(siapa_pun)
def edit(alamat: str) -> Response:
    """Show the preview with the form that issues it; who chose nothing yet chooses first."""
    if "tahun" not in request.args:
        return redirect(url_for("dokumen.index"), 303)
    return _show_konsep(_find_pokok(alamat))


def _show_konsep(pokok: Pokok, galat: Ditolak | Basi | None = None) -> Response:
    pelaku, acuan = get_pelaku(), get_acuan(get_pelaku())
    try:
        terbit = _read_terbit(pokok)
    except Ditolak as salah:
        # What is wrong stands as typed; the rest is proposed as before.
        galat, terbit = galat or salah, complete_penerbitan(pelaku, pokok, Penerbitan(jam.today()))
    isi = get_isi(pelaku, pokok, terbit)
    return page(
        "dokumen/konsep.html",
        **build_tolak(galat),
        pokok=pokok,
        isi=isi,
        terbit=terbit,
        tetap=SIFAT[pokok.jenis].terbuka,
        ketik=get_ketik(),
        sidik=compute_sidik_data(isi),
        boleh=can_terbit(pelaku, pokok),
        jabatan=acuan.jabatan[pokok.jabatan_id].nama_singkat if pokok.jabatan_id else "",
        alamat=_list_alamat(pokok),
        tautan=_list_tautan(isi, pokok.tahun),
    )


def _list_tautan(isi: Isi, tahun: int) -> dict[str, str]:
    """Return where the figures of a document come from: per indicator its entries in the recap."""
    acuan = get_acuan(get_pelaku())
    asal = {sel.asal for t in isi.tabel for baris in t.baris for sel in baris if sel and sel.asal}
    ada = (i for i in acuan.indikator.values() if i.kode in asal)
    return {
        i.kode: url_for("rekap.show", tahun=tahun, jabatan=i.jabatan_id, _anchor=i.kode)
        for i in ada
        if i in acuan.list_indikator(i.jabatan_id, tahun)
    }


def _list_alamat(pokok: Pokok) -> dict[str, Any]:
    """Return the fields that name a document in an address."""
    return {
        "alamat": pokok.jenis.alamat,
        "tahun": pokok.tahun,
        "jabatan": pokok.jabatan_id or "",
        "periode": pokok.periode,
    }


@bp.get("/dokumen/konsep/<alamat>.pdf")
@allow(siapa_pun)
def preview(alamat: str) -> Response:
    """Send the preview as PDF, marked as a draft."""
    if "tahun" not in request.args:
        return redirect(url_for("dokumen.index"), 303)
    pelaku, pokok = get_pelaku(), _find_pokok(alamat)
    isi = get_isi(pelaku, pokok, _read_terbit(pokok))
    berkas = build_pdf(isi, get_acuan(pelaku).kantor.nama)
    return send_berkas(
        isi, f"konsep-{alamat}-{pokok.tahun}.pdf", "application/pdf", berkas, "konsep"
    )


@bp.get("/dokumen/konsep/<alamat>.docx")
@allow(siapa_pun)
def preview_docx(alamat: str) -> Response:
    """Send the preview for Word, marked as a draft."""
    if "tahun" not in request.args:
        return redirect(url_for("dokumen.index"), 303)
    pelaku, pokok = get_pelaku(), _find_pokok(alamat)
    terbit = _read_terbit(pokok)
    isi = get_isi(pelaku, pokok, terbit)
    berkas = draw_docx(pelaku, pokok.jenis, isi, get_acuan(pelaku).kantor.nama, terbit)
    return send_berkas(isi, f"konsep-{alamat}-{pokok.tahun}.docx", DOCX, berkas, "konsep")


@bp.post("/dokumen/konsep/<alamat>")
@allow(siapa_pun)
def issue(alamat: str) -> Response:
    """Issue the document as its preview read."""
    pokok = _find_pokok(alamat)
    try:
        terbit = read_penerbitan(request.form, jam.today())
        sidik = request.form.get("sidik", "")
        nomor = issue_dokumen(get_pelaku(), pokok, terbit, sidik, find_asal())
    except (Ditolak, Basi) as galat:
        if isinstance(galat, Basi):
            note_tolak(galat, 409)
        return _show_konsep(pokok, galat)
    flash("Dokumen diterbitkan. Cetak, lalu tandatangani.", "positif")
    return redirect(url_for("dokumen.show", nomor=nomor), 303)


@bp.get("/dokumen/<int:nomor>")
@allow(siapa_pun)
def show(nomor: int) -> Response:
    """Show an issued document as it was frozen."""
    dokumen = find_terbitan(get_pelaku(), nomor)
    baris = dokumen.baris
    pokok = Pokok(baris.jenis, baris.tahun, baris.jabatan_id, baris.periode)
    return page(
        "dokumen/show.html",
        dokumen=dokumen,
        baris=baris,
        isi=dokumen.isi,
        sifat=SIFAT[baris.jenis],
        tautan=_list_tautan(dokumen.isi, baris.tahun),
        lagi=_list_alamat(pokok) if can_terbit(get_pelaku(), pokok) else {},
    )


@bp.get("/dokumen/<int:nomor>.pdf")
@allow(siapa_pun)
def export_pdf(nomor: int) -> Response:
    """Send the sheets to print; the download is a line in the trail."""
    dokumen = find_terbitan(get_pelaku(), nomor)
    isi = build_pdf(dokumen.isi, get_acuan(get_pelaku()).kantor.nama, dokumen)
    nama = f"{dokumen.baris.jenis.alamat}-{dokumen.baris.kode}.pdf"
    return send_berkas(dokumen.isi, nama, "application/pdf", isi, dokumen.baris.kode)


@bp.get("/dokumen/<int:nomor>.txt")
@allow(siapa_pun)
def export_txt(nomor: int) -> Response:
    """Send the same content as plain text: its SHA-256 is the digest on the sheet."""
    dokumen = find_terbitan(get_pelaku(), nomor)
    nama = f"{dokumen.baris.jenis.alamat}-{dokumen.baris.kode}.txt"
    isi = format_teks(dokumen.isi).encode()
    return send_berkas(dokumen.isi, nama, "text/plain; charset=utf-8", isi, dokumen.baris.kode)


@bp.get("/dokumen/<int:nomor>.docx")
@allow(siapa_pun)
def export_docx(nomor: int) -> Response:
    """Send the same content for Word, in the template of today."""
    pelaku = get_pelaku()
    dokumen = find_terbitan(pelaku, nomor)
    baris, kantor = dokumen.baris, get_acuan(pelaku).kantor.nama
    berkas = draw_docx(pelaku, baris.jenis, dokumen.isi, kantor, dokumen=dokumen)
    nama = f"{baris.jenis.alamat}-{baris.kode}.docx"
    return send_berkas(dokumen.isi, nama, DOCX, berkas, baris.kode)


@bp.get("/dokumen/<int:nomor>.xlsx")
@allow(siapa_pun)
def export_xlsx(nomor: int) -> Response:
    """Send the tables of the same content as a workbook; a document without any has none."""
    pelaku = get_pelaku()
    dokumen = find_terbitan(pelaku, nomor)
    if not dokumen.isi.tabel:
        raise TidakTerlihat("Dokumen ini tidak memuat tabel.")
    baris, kantor = dokumen.baris, get_acuan(pelaku).kantor.nama
    kaki = f"{kantor} · {baris.nomor} · {baris.judul} · kode {baris.kode_teks}"
    berkas = build_xlsx(dokumen.isi, kantor, kaki, baris.tanggal)
    nama = f"{baris.jenis.alamat}-{baris.kode}.xlsx"
    return send_berkas(dokumen.isi, nama, XLSX, berkas, baris.kode)
