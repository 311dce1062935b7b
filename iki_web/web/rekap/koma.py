"""The recap as a text file for spreadsheets: semicolons, decimal commas, UTF-8 with its mark."""

import csv
import io
from datetime import date
from decimal import Decimal

from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.capaian import round_tampil
from iki_web.rules.teks import clean_sel
from iki_web.web.lembar import DUA, Isi, Kolom
from iki_web.web.rekap.rincian import RINCIAN, list_rincian


def build_csv(hasil: RekapTersaring) -> bytes:
    """Return the rows of the workbook's detail sheet; headings say how decimals are written."""
    tujuan = io.StringIO()
    tulis = csv.writer(tujuan, delimiter=";", lineterminator="\r\n")
    tulis.writerow(_format_judul(kolom) for kolom in RINCIAN)
    for baris in list_rincian(hasil):
        tulis.writerow(_format(isi, k) for isi, k in zip(baris, RINCIAN, strict=True))
    return tujuan.getvalue().encode("utf-8-sig")


def _format_judul(kolom: Kolom) -> str:
    if kolom.format == DUA:
        return f"{kolom.judul} [2 desimal, koma]"
    return f"{kolom.judul} [desimal koma]" if kolom.format.startswith("#") else kolom.judul


def _format(isi: Isi, kolom: Kolom) -> str:
    """Return a cell: numbers without dots for thousands, days as 2026-04-10, no formulas."""
    if isi is None:
        return ""
    if isinstance(isi, Decimal):
        # As printed, so that a file and a sheet of paper say the same.
        nilai = round_tampil(isi) if kolom.format == DUA else isi
        teks = format(nilai, "f")
        teks = teks.rstrip("0").rstrip(".") if "." in teks and kolom.format != DUA else teks
        return teks.replace(".", ",")
    if isinstance(isi, date):
        return isi.isoformat()
    return clean_sel(str(isi))
