"""The recap's files: a workbook and a text file of what the address asks for."""

from flask import Response, make_response

from iki_web.actions.jejak import create_jejak
from iki_web.queries.acuan import get_acuan
from iki_web.queries.rekap.banding import get_banding
from iki_web.queries.rekap.saring import RekapTersaring, find_tersaring
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.jejak import Peristiwa
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.lembar import XLSX
from iki_web.web.rekap.bagian import bp, format_saringan, read_alamat
from iki_web.web.rekap.excel import build_xlsx
from iki_web.web.rekap.koma import build_csv


@bp.get("/rekap/<int:tahun>.xlsx")
@allow(siapa_pun)
def export(tahun: int) -> Response:
    """Send the workbook; the export is a line in the trail."""
    hasil = _find(tahun)
    saringan = format_saringan(hasil, read_alamat())
    kantor = get_acuan(get_pelaku()).kantor.nama
    banding = get_banding(get_pelaku(), hasil)
    return _send(hasil, build_xlsx(hasil, kantor, saringan, banding), "xlsx", XLSX)


@bp.get("/rekap/<int:tahun>.csv")
@allow(siapa_pun)
def export_csv(tahun: int) -> Response:
    """Send the text file; the export is a line in the trail."""
    hasil = _find(tahun)
    return _send(hasil, build_csv(hasil), "csv", "text/csv")


def _find(tahun: int) -> RekapTersaring:
    hasil = find_tersaring(get_pelaku(), tahun, read_alamat())
    if not hasil.rekap.jabatan:
        raise TidakBerwenang("Tidak ada jabatan yang rekapnya dapat Anda unduh.")
    return hasil


def _send(hasil: RekapTersaring, isi: bytes, akhiran: str, jenis: str) -> Response:
    """Answer with a file; its name says when it is only a part."""
    tahun, alamat = hasil.rekap.tahun, read_alamat()
    rincian = {
        "jabatan": [satu.jabatan.kode for satu in hasil.rekap.jabatan],
        "ukuran": len(isi),
        "berkas": akhiran,
        "saringan": alamat,
    }
    create_jejak(get_pelaku(), Peristiwa.REKAP_DIEKSPOR, f"rekap:{tahun}", rincian)
    nama = f"rekap-{tahun}{'-saringan' if alamat else ''}.{akhiran}"
    jawab = make_response(isi)
    jawab.mimetype = jenis
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab
