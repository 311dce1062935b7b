"""The owner's indicators for a period, and one indicator over a year."""

from flask import Blueprint, Response, request

from iki_web.queries.indikator import find_halaman, find_rincian
from iki_web.rules.bilangan import format_batas
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.realisasi import kartu
from iki_web.web.render import page

bp = Blueprint("indikator", __name__)


@bp.get("/indikator")
@allow(siapa_pun)
def index() -> Response:
    """Show the indicators of the positions held, with entry in place."""
    halaman = find_halaman(get_pelaku(), request.args.get("periode") or None)
    return page(
        "indikator/index.html",
        "frag_indikator",
        halaman=halaman,
        kelompok=[
            (k.jabatan, [(entri, kartu.build_kartu(entri)) for entri in k.entri])
            for k in halaman.kelompok
        ],
        sisa_hari=kartu.count_sisa_hari(halaman.periode),
        batas=format_batas(halaman.periode.batas),
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
        tren=kartu.build_tren(rincian.entri),
        tahunan=kartu.format_setahun(rincian.entri),
    )
