"""The recap of a year: matrix, one position, the board of a quarter, and the workbook."""

from typing import Any

from flask import Response, redirect, render_template, url_for
from markupsafe import Markup

from iki_web.queries.acuan import get_acuan
from iki_web.queries.rekap import (
    Rekap,
    Saringan,
    find_saringan,
    find_tahun,
    get_kunci,
    get_rekap,
    list_tahun,
)
from iki_web.rules.keterlihatan import Pelaku
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.rekap import banding, berkas, indikator, isian, pengajuan
from iki_web.web.rekap.bagian import bp, get_tunggal, render_hampa
from iki_web.web.rekap.grafik import build_tren
from iki_web.web.rekap.jabatan import build_jabatan
from iki_web.web.rekap.kantor import render_kantor
from iki_web.web.rekap.papan import PolaEntri, build_pola
from iki_web.web.rekap.tampil import TANDA, build_kolom
from iki_web.web.render import page, recall_page

__all__ = ["banding", "berkas", "bp", "indikator", "isian", "pengajuan"]


@bp.get("/rekap")
@allow(siapa_pun)
def index() -> Response:
    """Go to the current year."""
    tahun = find_tahun(get_pelaku())
    if tahun is None:
        badan = Markup(render_template("rekap/hampa.html", tahun="", alasan="tahun"))  # noqa: S704
        return page("rekap/show.html", judul="Rekap", badan=badan)
    return redirect(url_for("rekap.show", tahun=tahun), 303)


@bp.get("/rekap/<int:tahun>")
@allow(siapa_pun)
def show(tahun: int) -> Response:
    """Show the year, or one position of it; kept until something it depends on changes."""
    pelaku = get_pelaku()
    alamat = (tahun, get_tunggal("periode"), get_tunggal("jabatan"))
    return recall_page((get_kunci(pelaku), alamat), lambda: _build(pelaku, *alamat))


def _build(pelaku: Pelaku, tahun: int, periode: str | None, jabatan: str | None) -> Response:
    saringan = find_saringan(pelaku, tahun, periode, jabatan)
    judul = saringan.jabatan.nama_singkat if saringan.jabatan else "Rekap"
    badan = Markup(_render(get_rekap(pelaku, tahun), saringan, pelaku))  # noqa: S704
    return page("rekap/show.html", "frag_rekap", judul=f"{judul} {tahun}", badan=badan)


def _render(rekap: Rekap, saringan: Saringan, pelaku: Pelaku) -> str:
    if not rekap.jabatan:
        return render_hampa(pelaku, rekap.tahun)
    pilih = saringan.kolom if saringan.periode else None
    isi = {
        "rekap": rekap,
        "kolom": build_kolom(rekap, pilih),
        "dasar": url_for("rekap.show", tahun=rekap.tahun),
        "periode": f"periode={rekap.kolom[pilih - 1].kode.kode}" if pilih else "",
        "aturan": rekap.aturan,
        "tanda": TANDA,
    }
    # `url_for` costs 10 us; the tables ask for it once and fill in the rest.
    pola = url_for("realisasi.show", indikator_id=0, kode="~").replace("/0/~", "/{}/{}")
    entri = build_pola(rekap, pelaku, pola)
    if saringan.jabatan is not None:
        return _render_jabatan(rekap, saringan.jabatan.id, entri, isi)
    isi["tahun_lain"] = [satu for satu in list_tahun(pelaku) if satu != rekap.tahun]
    return render_kantor(get_acuan(pelaku), rekap, saringan, entri, isi)


def _render_jabatan(rekap: Rekap, nomor: int, entri: PolaEntri, isi: dict[str, Any]) -> str:
    satu = next(baris for baris in rekap.jabatan if baris.jabatan.id == nomor)
    return render_template(
        "rekap/jabatan.html",
        **isi,
        jabatan=build_jabatan(rekap, satu, entri),
        nomor=nomor,
        tren=build_tren(satu),
    )
