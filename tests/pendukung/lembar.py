"""Workbooks for tests: the same rows as xlsx, xls and ods, each written by another hand."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from tests.storage.pembuat_berkas import TIPE_ODF, paket

Baris = Sequence[Sequence[Any]]
_KEPALA_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2">'
)


class Persen(float):
    """A number shown under a percent format: Persen(0.9) reads 90 % on the sheet."""


class Rumus(str):
    """A formula and the value it last showed."""

    nilai: Any

    def __new__(cls, rumus: str, nilai: Any) -> "Rumus":
        """Keep the shown value beside the formula's text."""
        diri = super().__new__(cls, rumus)
        diri.nilai = nilai
        return diri


def build_xlsx(lembar: Mapping[str, Baris]) -> bytes:
    """Return an xlsx of these sheets."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        persen, hari = buku.add_format({"num_format": "0%"}), buku.add_format({"num_format": 14})
        for nama, baris in lembar.items():
            kertas = buku.add_worksheet(nama)
            for b, isi in enumerate(baris):
                for k, sel in enumerate(isi):
                    if isinstance(sel, Rumus):
                        kertas.write_formula(b, k, str(sel), None, sel.nilai)
                    elif isinstance(sel, date):
                        kertas.write_datetime(b, k, sel, hari)
                    elif isinstance(sel, str):
                        kertas.write_string(b, k, sel)
                    elif sel is not None:
                        kertas.write(b, k, sel, persen if isinstance(sel, Persen) else None)
    return keluar.getvalue()


def build_xls(lembar: Mapping[str, Baris]) -> bytes:
    """Return an xls (Excel 97-2003) of these sheets; a formula has no shown value here."""
    buku = xlwt.Workbook()
    persen, hari = (xlwt.easyxf(num_format_str=kode) for kode in ("0%", "dd/mm/yyyy"))
    for nama, baris in lembar.items():
        kertas = buku.add_sheet(nama)
        for b, isi in enumerate(baris):
            for k, sel in enumerate(isi):
                if isinstance(sel, Rumus):
                    kertas.write(b, k, xlwt.Formula(str(sel).lstrip("=")))
                elif isinstance(sel, date):
                    kertas.write(b, k, sel, hari)
                elif isinstance(sel, Persen):
                    kertas.write(b, k, float(sel), persen)
                elif sel is not None:
                    kertas.write(b, k, sel)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def build_ods(lembar: Mapping[str, Baris], sisip: str = "") -> bytes:
    """Return an ods of these sheets; `sisip` is raw XML at the end of the first one."""
    tabel = []
    for nama, baris in lembar.items():
        isi = "".join(
            f"<table:table-row>{''.join(map(_sel_ods, b))}</table:table-row>" for b in baris
        )
        ekor, sisip = sisip, ""
        tabel.append(f"<table:table table:name={quoteattr(nama)}>{isi}{ekor}</table:table>")
    badan = f"<office:body><office:spreadsheet>{''.join(tabel)}</office:spreadsheet></office:body>"
    manifes = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{TIPE_ODF}spreadsheet"/></manifest:manifest>'
    )
    return paket(
        [
            ("mimetype", (TIPE_ODF + "spreadsheet").encode()),
            ("content.xml", f"{_KEPALA_ODS}{badan}</office:document-content>".encode()),
            ("META-INF/manifest.xml", manifes.encode()),
        ]
    )


def _sel_ods(sel: Any) -> str:
    rumus = ""
    if isinstance(sel, Rumus):
        rumus, sel = f' table:formula="of:{escape(str(sel))}"', sel.nilai
    if sel is None:
        return "<table:table-cell/>"
    jenis, atribut = "string", ""
    if isinstance(sel, bool):
        jenis, atribut = "boolean", f' office:boolean-value="{str(sel).lower()}"'
    elif isinstance(sel, int | float):
        jenis = "percentage" if isinstance(sel, Persen) else "float"
        atribut = f' office:value="{float(sel)!r}"'
    elif isinstance(sel, date):
        hari = sel.isoformat() if isinstance(sel, datetime) else f"{sel:%Y-%m-%d}"
        jenis, atribut = "date", f' office:date-value="{hari}"'
    return (
        f'<table:table-cell office:value-type="{jenis}"{atribut}{rumus}>'
        f"<text:p>{escape(str(sel))}</text:p></table:table-cell>"
    )


#: The same sheets in every format that is read.
PEMBUAT: dict[str, Callable[[Mapping[str, Baris]], bytes]] = {
    "xlsx": build_xlsx,
    "xls": build_xls,
    "ods": build_ods,
}
