"""The page of all positions, put together from one part per position and its two charts."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup

from iki_web.queries.acuan import Acuan
from iki_web.queries.rekap import Angka, Rekap, RekapJabatan, Saringan
from iki_web.web.grafik import Grafik
from iki_web.web.rekap.grafik import build_batang, build_garis
from iki_web.web.rekap.papan import PolaEntri, build_baris_papan, build_papan
from iki_web.web.rekap.tampil import TANDA, build_baris, build_predikat, format_rerata


@dataclass(frozen=True, slots=True)
class Bagian:
    """What one position adds to the page: rows of matrix and board, finished, and its counts."""

    baris: Markup
    papan: Markup
    angka: Angka
    tanpa_target: int


@dataclass(frozen=True, slots=True)
class Bingkai:
    """What the parts of one page have in common; with the position it is all they are made of.

    `url`: the recap's address up to a position's id. The year, the day and the reference data
    are those the position itself was put together with.
    """

    kolom: int
    pilih: int | None
    url: str
    entri: PolaEntri


def render_kantor(
    acuan: Acuan, rekap: Rekap, saringan: Saringan, entri: PolaEntri, isi: dict[str, Any]
) -> str:
    """Return the page of all positions; what is chosen in the address rides along in its links."""
    pilih = saringan.kolom if saringan.periode else None
    url = f"{isi['dasar']}?{isi['periode']}{'&' if pilih else ''}jabatan="
    bingkai = Bingkai(saringan.kolom, pilih, url, entri)
    bagian = [
        acuan.recall((bingkai, satu), partial(_build_bagian, rekap, satu, bingkai))
        for satu in rekap.jabatan
    ]
    rerata = rekap.kantor[pilih - 1] if pilih else rekap.setahun
    skala = rekap.kolom[pilih - 1].skala if pilih else rekap.skala
    return render_template(
        "rekap/kantor.html",
        **isi,
        baris=Markup().join(satu.baris for satu in bagian),
        baris_papan=Markup().join(satu.papan for satu in bagian),
        jumlah_indikator=sum(len(satu.indikator) for satu in rekap.jabatan),
        rata=[format_rerata(satu) for satu in rekap.kantor],
        rata_setahun=format_rerata(rekap.setahun),
        predikat_setahun=build_predikat(rekap.skala, rekap.setahun.nilai),
        rerata=rerata,
        predikat=build_predikat(skala, rerata.nilai),
        papan=build_papan(rekap, saringan.kolom, [satu.angka for satu in bagian]),
        batang=_recall_grafik(acuan, "grafik_batang", build_batang(rekap, pilih)),
        garis=_recall_grafik(acuan, "grafik_garis", build_garis(rekap)),
        tanpa_target=sum(satu.tanpa_target for satu in bagian),
    )


def _build_bagian(rekap: Rekap, satu: RekapJabatan, bingkai: Bingkai) -> Bagian:
    url = f"{bingkai.url}{satu.jabatan.id}"
    isi = {"tanda": TANDA, "kolom": rekap.kolom, "pilih": bingkai.pilih}
    papan = build_baris_papan(rekap, satu, bingkai.kolom, url, bingkai.entri)
    deret = [indikator.deret for indikator in satu.indikator]
    return Bagian(
        baris=_render("rekap/baris.html", b=build_baris(rekap, satu, url), **isi),
        papan=_render("rekap/papan_baris.html", baris=papan, **isi),
        angka=satu.count_angka(bingkai.kolom, rekap.hari_ini, rekap.libur),
        # No target for the year yet; "-" is one.
        tanpa_target=sum(d.target is None and not d.tanpa_target for d in deret),
    )


def _render(templat: str, **isi: Any) -> Markup:
    return Markup(render_template(templat, **isi))  # noqa: S704 - escaped by the template


def _recall_grafik(acuan: Acuan, nama: str, grafik: Grafik | None) -> Markup | None:
    """Return a chart drawn by a macro of komponen/grafik.html, drawn once for the same figures."""
    if grafik is None:
        return None
    gambar = getattr(current_app.jinja_env.globals["ui"], nama)
    return acuan.recall((nama, grafik), lambda: Markup(gambar(grafik)))  # noqa: S704 - a macro's
