"""A document's blocks as WordprocessingML: paragraphs, lists, tables, fractions, signatures."""

import re
from collections.abc import Callable, Iterable, Mapping
from textwrap import wrap
from typing import Any

from markupsafe import Markup, escape

from iki_web.rules.dokumen import (
    Balok,
    Butir,
    Judul,
    Kolom,
    Paragraf,
    Pecahan,
    Penanda,
    Rata,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
)
from iki_web.rules.keputusan import format_huruf

_RATA = {Rata.KIRI: "left", Rata.TENGAH: "center", Rata.KANAN: "right"}
_MATEMATIKA = "http://schemas.openxmlformats.org/officeDocument/2006/math"
#: What XML 1.0 cannot hold; a line feed becomes a break.
_TERLARANG = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Twentieths of a point: a millimetre, and a letter of a formula at the size LibreOffice draws it
#: in (12 points, whatever the style of the cell says).
MM = 56.7
_HURUF = 108
_ABU = '<w:shd w:val="clear" w:color="auto" w:fill="ECECEC"/>'
_SISI = ("top", "left", "bottom", "right", "insideH", "insideV")
_GARIS = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for s in _SISI)


def format_isi(teks: str) -> str:
    """Return a text for inside a `w:t`: escaped, with breaks where it has lines."""
    bersih = _TERLARANG.sub("", teks.replace("\t", " "))
    return str(escape(bersih)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def _sebaris(teks: str) -> str:
    """Return a text in one line, escaped: for an attribute, or a part of a formula."""
    return str(escape(_TERLARANG.sub("", teks.replace("\t", " ")).replace("\n", " ")))


def _run(teks: str, tebal: bool = False, garis: bool = False) -> str:
    gaya = ("<w:b/>" if tebal else "") + ('<w:u w:val="single"/>' if garis else "")
    sifat = f"<w:rPr>{gaya}</w:rPr>" if gaya else ""
    return f'<w:r>{sifat}<w:t xml:space="preserve">{format_isi(teks)}</w:t></w:r>'


def _paragraf(isi: str, gaya: str, sifat: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{gaya}"/>{sifat}</w:pPr>{isi}</w:p>'


def _jc(rata: Rata) -> str:
    return f'<w:jc w:val="{_RATA[rata]}"/>'


def _gantung(kiri: float, menjorok: float) -> str:
    """Return a hanging indent in millimetres, with the tab its text begins at."""
    ujung, lebar = round((kiri + menjorok) * MM), round(menjorok * MM)
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{ujung}"/></w:tabs>'
        f'<w:ind w:left="{ujung}" w:hanging="{lebar}"/>'
    )


def _butir(tanda: str, teks: str, kiri: float, menjorok: float, gaya: str = "IKIButir") -> str:
    isi = f"{_run(tanda)}<w:r><w:tab/></w:r>{_run(teks)}"
    return _paragraf(isi, gaya, _gantung(kiri, menjorok))


class Penggambar:
    """Draws blocks for one template: `lebar` is the width of the text, in twentieths of a point.

    `gaya`: the styles the template has; a table without ours draws its own lines.
    """

    def __init__(self, lebar: int, gaya: Iterable[str]) -> None:
        self._lebar = lebar
        self._polos = "IKITabel" not in set(gaya)
        self._cara: Mapping[type[Any], Callable[[Any], str]] = {
            Judul: self._draw_judul,
            Paragraf: self._draw_paragraf,
            Rincian: self._draw_rincian,
            Tabel: self._draw_tabel,
            TandaTangan: self._draw_tanda_tangan,
        }

    def draw(self, balok: Balok) -> Markup:
        """Return one block; a page's turn is the sheet's business and none of these."""
        return Markup(self._cara[type(balok)](balok))  # noqa: S704 - every text is escaped

    def _draw_judul(self, judul: Judul) -> str:
        return _paragraf(_run(judul.teks), "IKIJudul")

    def _draw_paragraf(self, paragraf: Paragraf) -> str:
        gaya = "IKIKecil" if paragraf.kecil else "IKIIsi"
        return _paragraf(_run(paragraf.teks), gaya, _jc(paragraf.rata))

    def _draw_rincian(self, rincian: Rincian) -> str:
        isi = "".join(_draw_butir(butir) for butir in rincian.butir)
        if not rincian.label:
            return isi
        lebar = [round(28 * MM), round(4 * MM)]
        lebar.append(self._lebar - sum(lebar))
        sel = (_paragraf(_run(teks), "IKIButir") for teks in (rincian.label, ":"))
        baris = "".join(map(_kotak, lebar, (*sel, isi or _paragraf("", "IKIButir"))))
        return _tabel(lebar, f"<w:tr>{baris}</w:tr>", "")

    def _draw_tabel(self, tabel: Tabel) -> str:
        jumlah = sum(kolom.lebar for kolom in tabel.kolom)
        lebar = [self._lebar * kolom.lebar // jumlah for kolom in tabel.kolom]
        dasar = len(tabel.baris) - tabel.kaki
        baris = [_draw_kepala(tabel.kolom, lebar)]
        for nomor, isi in enumerate(tabel.baris):
            baris.append(_draw_baris(tabel.kolom, lebar, isi, tebal=nomor >= dasar))
        garis = f"<w:tblBorders>{_GARIS}</w:tblBorders>" if self._polos else ""
        nama = f'<w:tblCaption w:val="{_sebaris(tabel.nama)}"/>'
        return _tabel(lebar, "".join(baris), '<w:tblStyle w:val="IKITabel"/>', garis, nama)

    def _draw_tanda_tangan(self, tanda: TandaTangan) -> str:
        lebar = [self._lebar // 2, self._lebar - self._lebar // 2]
        bawah = '<w:vAlign w:val="bottom"/>'
        dua = zip(lebar, (tanda.kiri, tanda.kanan), strict=True)
        sel = "".join(_kotak(luas, _draw_penanda(satu), bawah) for luas, satu in dua)
        baris = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{sel}</w:tr>"
        return _paragraf("", "IKISela") + _tabel(lebar, baris, "")


def _tabel(lebar: list[int], baris: str, gaya: str, garis: str = "", nama: str = "") -> str:
    """Return a table of fixed columns, and the small paragraph that keeps it off the next one."""
    kolom = "".join(f'<w:gridCol w:w="{satu}"/>' for satu in lebar)
    sifat = (
        f'{gaya}<w:tblW w:w="{sum(lebar)}" w:type="dxa"/>{garis}<w:tblLayout w:type="fixed"/>{nama}'
    )
    return (
        f"<w:tbl><w:tblPr>{sifat}</w:tblPr><w:tblGrid>{kolom}</w:tblGrid>{baris}</w:tbl>"
        + _paragraf("", "IKISela")
    )


def _kotak(lebar: int, isi: str, sifat: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{lebar}" w:type="dxa"/>{sifat}</w:tcPr>{isi}</w:tc>'


def _draw_kepala(kolom: tuple[Kolom, ...], lebar: list[int]) -> str:
    """Return the heading, which Word repeats on every page."""
    sel = "".join(
        _kotak(satu, _paragraf(_run(k.judul, tebal=True), "IKISel", _jc(Rata.TENGAH)), _ABU)
        for k, satu in zip(kolom, lebar, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{sel}</w:tr>"


def _draw_baris(
    kolom: tuple[Kolom, ...], lebar: list[int], isi: tuple[Sel | None, ...], tebal: bool
) -> str:
    sel = []
    for satu, k, luas in zip(isi, kolom, lebar, strict=True):
        if satu is None:
            sel.append(_kotak(luas, _paragraf("", "IKISel"), "<w:vMerge/>"))
            continue
        sifat = '<w:vMerge w:val="restart"/>' if satu.baris > 1 else ""
        sel.append(_kotak(luas, _draw_sel(satu, k.rata, luas, tebal), sifat + tebal * _ABU))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(sel)}</w:tr>"


def _draw_sel(sel: Sel, rata: Rata, lebar: int, tebal: bool) -> str:
    if sel.pecahan is not None:
        return _draw_pecahan(sel.pecahan, lebar)
    if len(sel.butir) == 1 and not sel.teks:
        return _paragraf(_run(sel.butir[0], tebal), "IKISel", _jc(rata))
    teks = _paragraf(_run(sel.teks, tebal), "IKISel", _jc(rata)) if sel.teks else ""
    butir = "".join(_butir("–", satu, 0, 3, "IKISel") for satu in sel.butir)
    return teks + butir or _paragraf("", "IKISel")


def _draw_pecahan(pecahan: Pecahan, lebar: int) -> str:
    """Return a true fraction; Word breaks no line inside one, so its words are broken here."""
    muat = max(12, (lebar - (1200 if pecahan.kali_100 else 400)) // _HURUF)
    atas, bawah = _susun(pecahan.pembilang, muat), _susun(pecahan.penyebut, muat)
    kali = _kata("\u00a0× 100\u00a0%") if pecahan.kali_100 else ""
    rumus = f"<m:f><m:num>{atas}</m:num><m:den>{bawah}</m:den></m:f>{kali}"
    isi = f'<m:oMathPara xmlns:m="{_MATEMATIKA}"><m:oMath>{rumus}</m:oMath></m:oMathPara>'
    return _paragraf(isi, "IKISel")


def _susun(teks: str, muat: int) -> str:
    baris = wrap(teks, muat) or [""]
    if len(baris) == 1:
        return _kata(baris[0])
    return f"<m:eqArr>{''.join(f'<m:e>{_kata(satu)}</m:e>' for satu in baris)}</m:eqArr>"


def _kata(teks: str) -> str:
    """Return words inside a formula, upright and not as variables."""
    return f'<m:r><m:rPr><m:nor/></m:rPr><m:t xml:space="preserve">{_sebaris(teks)}</m:t></m:r>'


def _draw_butir(butir: Butir) -> str:
    panjang = len(butir.tanda) > 3
    menjorok = 22 if panjang else 7
    rincian = "".join(
        _butir(f"{format_huruf(n)})", satu, menjorok if butir.tanda else 0, 6)
        for n, satu in enumerate(butir.rincian)
    )
    if not butir.tanda:
        return _paragraf(_run(butir.teks), "IKIButir") + rincian
    tanda = f"{butir.tanda} :" if panjang else f"{butir.tanda}."
    return _butir(tanda, butir.teks, 0, menjorok) + rincian


def _draw_penanda(penanda: Penanda | None) -> str:
    if penanda is None:
        return _paragraf("", "IKIPenanda")
    ruang = f'<w:spacing w:before="{round(17 * MM)}"/>'
    nama = penanda.nama or "(jabatan kosong)"
    return "".join(
        (
            *(_paragraf(_run(satu), "IKIPenanda", "<w:keepNext/>") for satu in penanda.pengantar),
            _paragraf(_run(penanda.jabatan, tebal=True), "IKIPenanda", "<w:keepNext/>"),
            _paragraf(_run(nama, True, bool(penanda.nama)), "IKIPenanda", ruang),
            *(
                _paragraf(_run(satu), "IKIPenanda")
                for satu in (penanda.pangkat, penanda.nip)
                if satu
            ),
        )
    )
