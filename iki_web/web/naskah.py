"""A whole edition as one file to take along: a workbook people read, or TOML."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, make_response

from iki_web.actions.jejak import create_jejak
from iki_web.queries.keputusan import get_edisi
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import Edisi
from iki_web.web.access import allow, get_pelaku, siapa_pun

bp = Blueprint("naskah", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/keputusan/<int:keputusan_id>.xlsx")
@allow(siapa_pun)
def export_xlsx(keputusan_id: int) -> Response:
    """Send the edition as a workbook; the export is a line in the trail."""
    edisi = get_edisi(get_pelaku(), keputusan_id)
    return _send(edisi, _build_xlsx(edisi), _XLSX, "xlsx")


@bp.get("/keputusan/<int:keputusan_id>.toml")
@allow(siapa_pun)
def export_toml(keputusan_id: int) -> Response:
    """Send the edition as the file that `muat-sk` reads; the export is a line in the trail."""
    # Needed here only.
    import tomli_w

    from iki_web.rules.naskah import build_toml

    edisi = get_edisi(get_pelaku(), keputusan_id)
    return _send(edisi, tomli_w.dumps(build_toml(edisi)).encode(), "application/toml", "toml")


def _send(edisi: Edisi, isi: bytes, jenis: str, akhiran: str) -> Response:
    rincian = {"jenis": akhiran, "ukuran": len(isi)}
    create_jejak(get_pelaku(), Peristiwa.NASKAH_DIEKSPOR, f"keputusan:{edisi.kode}", rincian)
    jawab = make_response(isi)
    jawab.mimetype = jenis
    jawab.headers["Content-Disposition"] = f'attachment; filename="edisi-{edisi.kode}.{akhiran}"'
    return jawab


def _build_xlsx(edisi: Edisi) -> bytes:
    """Return the workbook; texts are written as text, so that none becomes a formula."""
    # Costs the cold start 40 ms and is needed here only.
    from xlsxwriter import Workbook

    from iki_web.rules.naskah import LEMBAR, list_baris

    tujuan = BytesIO()
    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    buku = Workbook(tujuan, pilihan)
    kepala = buku.add_format({"bold": True, "bg_color": "#E8F1F3", "border": 1})
    gaya = {
        "teks": buku.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "hari": buku.add_format({"valign": "top", "num_format": "d mmmm yyyy", "align": "left"}),
    }
    for nama, baris in list_baris(edisi).items():
        lembar = buku.add_worksheet(nama)
        for letak, (judul, lebar) in enumerate(LEMBAR[nama]):
            lembar.set_column(letak, letak, lebar)
            lembar.write_string(0, letak, judul, kepala)
        lembar.freeze_panes(1, 1)
        for nomor, isi in enumerate(baris, start=1):
            for letak, nilai in enumerate(isi):
                _write_sel(lembar, nomor, letak, nilai, gaya)
    buku.close()
    return tujuan.getvalue()


def _write_sel(lembar: Any, nomor: int, letak: int, nilai: object, gaya: dict[str, Any]) -> None:
    """Write one cell in its own kind; empty stays empty."""
    if nilai is None:
        return
    if isinstance(nilai, str):
        lembar.write_string(nomor, letak, nilai, gaya["teks"])
    elif isinstance(nilai, int):
        lembar.write_number(nomor, letak, nilai)
    else:
        lembar.write_datetime(nomor, letak, nilai, gaya["hari"])
