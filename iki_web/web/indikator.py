"""The owner's indicators for a period, and one indicator over a year."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from iki_web.extensions import jam
from iki_web.queries.indikator import RincianIndikator, find_halaman, find_rincian
from iki_web.queries.periode import find_sisa
from iki_web.queries.realisasi import EntriTampil
from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_persen
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rumus import Hasil
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.grafik import Grafik, build_grafik_realisasi
from iki_web.web.realisasi import kartu
from iki_web.web.render import page, recall_part

bp = Blueprint("indikator", __name__)


@bp.get("/indikator")
@allow(siapa_pun)
def index() -> Response:
    """Show the indicators of the positions held, with entry in place."""
    pelaku = get_pelaku()
    halaman = find_halaman(pelaku, request.args.get("periode") or None)
    return page(
        "indikator/index.html",
        "frag_indikator",
        halaman=halaman,
        kelompok=[
            (k.jabatan, [(entri, _render_kartu(entri)) for entri in k.entri])
            for k in halaman.kelompok
        ],
        sisa=find_sisa(pelaku, halaman.periode),
    )


def _render_kartu(entri: EntriTampil) -> Markup:
    """Return an entry's card in the list; whoever saves one changes one, the others stay drawn.

    What is left until the deadline moves by the second; it stands above the cards, not on them.
    """
    tetap = replace(entri, sisa=None)
    return recall_part(
        ("kartu", entri.indikator.id, entri.kode),
        (tetap, jam.today()),
        lambda: render_template(
            "realisasi/kartu.html", entri=tetap, kartu=kartu.build_kartu(tetap), tunggal=False
        ),
    )


@bp.get("/indikator/<int:indikator_id>")
@allow(siapa_pun)
def show(indikator_id: int) -> Response:
    """Show one indicator over a year: its formula, its entries, its trend."""
    rincian = find_rincian(get_pelaku(), indikator_id, request.args.get("tahun", type=int))
    return page(
        "indikator/show.html",
        rincian=rincian,
        baris=[(entri, kartu.format_nilai(entri)) for entri in rincian.entri],
        tren=_build_tren(rincian),
        tahunan=_build_tahunan(rincian),
    )


def _build_tahunan(rincian: RincianIndikator) -> Mapping[str, str]:
    """Return the year in words; a target not fixed, one of "-" and nothing to measure differ."""
    setahun, satuan = rincian.setahun, rincian.indikator.satuan
    if setahun.target is not None:
        target = format_hasil(Hasil(False, None, None, setahun.target), satuan)
    else:
        target = "tidak ditargetkan" if setahun.tanpa_target else "belum ditetapkan"
    hampa = "n/a" if setahun.nihil else "–"
    return {
        "realisasi": format_hasil(setahun.hasil, satuan),
        "target": target,
        "capaian": hampa if setahun.capaian is None else format_persen(setahun.capaian),
    }


def _build_tren(rincian: RincianIndikator) -> Grafik:
    """Return an indicator's trend: approved values only, gaps where none."""
    titik = [
        (
            e.periode.kode.singkat,
            e.hasil.nilai if e.status is Status.DISETUJUI and e.hasil else None,
        )
        for e in rincian.entri
    ]
    judul = f"Tren {rincian.tahun}, yang disetujui"
    return build_grafik_realisasi("tren", judul, titik, rincian.indikator.satuan)
