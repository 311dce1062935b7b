"""The recap as a text file for spreadsheets: semicolons, decimal commas, UTF-8 with its mark."""

from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.web.lembar import DUA, Kolom, write_csv
from iki_web.web.rekap.rincian import RINCIAN, list_rincian


def build_csv(hasil: RekapTersaring) -> bytes:
    """Return the rows of the workbook's detail sheet; headings say how decimals are written."""
    return write_csv(map(_format_judul, RINCIAN), RINCIAN, list_rincian(hasil))


def _format_judul(kolom: Kolom) -> str:
    if kolom.format == DUA:
        return f"{kolom.judul} [2 desimal, koma]"
    return f"{kolom.judul} [desimal koma]" if kolom.format.startswith("#") else kolom.judul
