"""Reads what documents come out as: tables of a page, of text, Word and Excel; text of a PDF."""

import re
from html.parser import HTMLParser
from io import BytesIO

import pypdfium2
from docx import Document
from python_calamine import CalamineWorkbook

from iki_web.rules.dokumen import Tabel

Baris = list[str]
#: A printed figure of two decimals.
_ANGKA = re.compile(r"-?[0-9][0-9.]*,[0-9]{2}(?![0-9])")


def rapi(teks: str) -> str:
    """Return a text in single spaces."""
    return " ".join(teks.split())


def cari_angka(teks: str) -> list[str]:
    """Return the figures with two decimals, in order."""
    return _ANGKA.findall(teks)


def susun(tabel: Tabel) -> list[Baris]:
    """Return a frozen table's rows as read: a merged cell in each row it spans."""
    hasil: list[Baris] = []
    for baris in tabel.baris:
        isi = [
            hasil[-1][letak] if sel is None else rapi(" ".join((sel.teks, *sel.butir)))
            for letak, sel in enumerate(baris)
        ]
        hasil.append(isi)
    return hasil


class _Tabel(HTMLParser):
    """Collects the body rows of the tables of a class."""

    def __init__(self, kelas: str) -> None:
        super().__init__()
        self.tabel: list[list[Baris]] = []
        self._kelas, self._dalam, self._sel = kelas, False, False
        self._gabung: dict[int, tuple[int, str]] = {}
        self._rentang = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        sifat = dict(attrs)
        if tag == "table":
            self._dalam = self._kelas in (sifat.get("class") or "")
            self.tabel += [[]] if self._dalam else []
        elif self._dalam and tag == "tr":
            self.tabel[-1].append([])
            self._isi_gabung()
        elif self._dalam and tag in ("td", "th"):
            self._sel, self._rentang = True, int(sifat.get("rowspan") or 1)
            self.tabel[-1][-1].append("")

    def _isi_gabung(self) -> None:
        baris = self.tabel[-1][-1]
        while len(baris) in self._gabung:
            sisa, teks = self._gabung.pop(len(baris))
            if sisa > 1:
                self._gabung[len(baris)] = (sisa - 1, teks)
            baris.append(teks)

    def handle_endtag(self, tag: str) -> None:
        """Close a cell; what it spans is kept for the rows below."""
        if self._dalam and tag in ("td", "th"):
            baris = self.tabel[-1][-1]
            baris[-1] = rapi(baris[-1])
            if self._rentang > 1:
                self._gabung[len(baris) - 1] = (self._rentang - 1, baris[-1])
            self._sel = False
            self._isi_gabung()

    def handle_data(self, data: str) -> None:
        """Take a cell's text."""
        if self._dalam and self._sel:
            self.tabel[-1][-1][-1] += f" {data}"


def baca_html(halaman: str, kelas: str = "tabel-lembar") -> list[list[Baris]]:
    """Return the tables of a class with their headings, cell by cell."""
    urai = _Tabel(kelas)
    urai.feed(halaman)
    return urai.tabel


def baca_teks(isi: str) -> list[Baris]:
    """Return the rows of all tables of a text file, in order."""
    baris = (f"{b} " for b in isi.splitlines() if " | " in b)
    return [[rapi(s) for s in b.split(" | ")] for b in baris]


def baca_docx(isi: bytes) -> list[list[Baris]]:
    """Return the tables drawn from the document's own, each with its heading."""
    dokumen = Document(BytesIO(isi))
    return [
        [[rapi(sel.text.replace("–\t", "")) for sel in baris.cells] for baris in tabel.rows]
        for tabel in dokumen.tables
        if tabel._tbl.tblPr.xpath("w:tblCaption")
    ]


def baca_xlsx(isi: bytes) -> list[list[list[object]]]:
    """Return the sheets of a workbook but the last, which explains, as typed values."""
    buku = CalamineWorkbook.from_object(BytesIO(isi))
    return [buku.get_sheet_by_name(nama).to_python() for nama in buku.sheet_names[:-1]]


def baca_pdf(isi: bytes) -> str:
    """Return the text of all pages."""
    dokumen = pypdfium2.PdfDocument(isi)
    return "\n".join(halaman.get_textpage().get_text_bounded() for halaman in dokumen)
