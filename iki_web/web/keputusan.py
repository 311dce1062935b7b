"""The editions of the Keputusan: the sheet, the annex of each position, the remarks on the text."""

from flask import Blueprint, Response, redirect, request, url_for

from iki_web.queries.keputusan import (
    get_keputusan,
    get_lampiran,
    list_catatan,
    list_keputusan,
)
from iki_web.rules.keputusan import KATA
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.render import page

bp = Blueprint("keputusan", __name__)

#: The groups of remarks (DOMAIN section 8).
KELOMPOK = {
    1: "Nomor SK dan NIP",
    2: "Konsideran, tempat, dan tanggal",
    3: "Pembilang atau penyebut keliru",
    4: "Persentase tanpa × 100 %",
    5: "Nama yang belum mengukur",
    6: "Daftar dokumen",
    7: "Penyebut dan ejaan",
    8: "Sumber data dan susunan lembar",
}
#: The place inside a sheet a remark speaks of.
KOLOM = {
    "nomor": "nomor",
    "penetap_nip": "NIP penetap",
    "tempat": "tempat penetapan",
    "tanggal": "tanggal penetapan",
    "kata_pengantar": "Kata Pengantar",
    "pendahuluan": "Bab I Pendahuluan",
    "menimbang": "menimbang",
    "mengingat": "mengingat",
    "memutuskan": "memutuskan",
    "lampiran": "nama jabatan dan susunan",
    "tugas": "tugas",
    "fungsi": "fungsi",
    "sasaran": "sasaran",
    "nama": "nama indikator",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "dokumen": "daftar dokumen",
    "sumber_data": "sumber data",
}


@bp.get("/keputusan")
@allow(siapa_pun)
def index() -> Response:
    """Show the editions; where there is one, go straight to it."""
    edisi = list_keputusan(get_pelaku())
    if len(edisi) == 1:
        return redirect(url_for("keputusan.show", keputusan_id=edisi[0].id), 303)
    return page("keputusan/index.html", edisi=edisi)


@bp.get("/keputusan/<int:keputusan_id>")
@allow(siapa_pun)
def show(keputusan_id: int) -> Response:
    """Show the sheet of an edition and its contents."""
    naskah = get_keputusan(get_pelaku(), keputusan_id)
    return page("keputusan/show.html", naskah=naskah, kolom=KOLOM)


@bp.get("/keputusan/<int:keputusan_id>/catatan")
@allow(siapa_pun)
def catatan(keputusan_id: int) -> Response:
    """Show the remarks on the text by group, all or only those to be confirmed."""
    kelompok = list_catatan(get_pelaku(), keputusan_id)
    return page(
        "keputusan/catatan.html",
        keputusan_id=keputusan_id,
        kelompok=kelompok,
        nama_kelompok=KELOMPOK,
        kolom=KOLOM,
        hanya_konfirmasi=request.args.get("hanya") == "konfirmasi",
    )


@bp.get("/keputusan/<int:keputusan_id>/<jabatan_kode>")
@allow(siapa_pun)
def lampiran(keputusan_id: int, jabatan_kode: str) -> Response:
    """Show the annex of one position."""
    lembar = get_lampiran(get_pelaku(), keputusan_id, jabatan_kode)
    return page("keputusan/lampiran.html", lembar=lembar, kata=KATA)
