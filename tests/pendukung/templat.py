"""The Word template documents are drawn into, as it was first made: `python -m` writes it anew.

What is in the repository is edited in Word; tests build broken and foreign ones from this one.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as RATA
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

BERKAS = Path(__file__).parents[2] / "templates" / "cetak" / "dokumen.docx"
_ABU = RGBColor(0x5A, 0x5A, 0x5A)
_HURUF = "Times New Roman"
#: Style, size in points, where it stands, bold, space before and after in points.
_GAYA = (
    ("IKI Kop Besar", 13, RATA.CENTER, True, 0, 0),
    ("IKI Kop", 9.5, RATA.CENTER, False, 0, 0),
    ("IKI Judul Utama", 12.5, RATA.CENTER, True, 6, 2),
    ("IKI Judul Dua", 12, RATA.CENTER, True, 0, 2),
    ("IKI Sub", 10.5, RATA.CENTER, False, 0, 2),
    ("IKI Judul", 11.5, RATA.CENTER, True, 10, 4),
    ("IKI Isi", 10.5, RATA.LEFT, False, 2, 4),
    ("IKI Kecil", 8.5, RATA.LEFT, False, 2, 2),
    ("IKI Butir", 10.5, RATA.LEFT, False, 0, 2),
    ("IKI Sel", 9, RATA.LEFT, False, 0, 0),
    ("IKI Sela", 4, RATA.LEFT, False, 0, 0),
    ("IKI Penanda", 10.5, RATA.CENTER, False, 0, 0),
    ("IKI Kaki", 7.5, RATA.LEFT, False, 0, 0),
)
_SISI = ("top", "left", "bottom", "right", "insideH", "insideV")
_TABEL = (
    f"<w:style {nsdecls('w')} w:type='table' w:customStyle='1' w:styleId='IKITabel'>"
    "<w:name w:val='IKI Tabel'/><w:tblPr><w:tblBorders>"
    + "".join(f"<w:{s} w:val='single' w:sz='4' w:space='0' w:color='404040'/>" for s in _SISI)
    + "</w:tblBorders><w:tblCellMar><w:top w:w='57' w:type='dxa'/><w:left w:w='79' w:type='dxa'/>"
    "<w:bottom w:w='57' w:type='dxa'/><w:right w:w='79' w:type='dxa'/></w:tblCellMar></w:tblPr>"
    "</w:style>"
)
_GARIS_KOP = (
    f"<w:pBdr {nsdecls('w')}><w:bottom w:val='thickThinSmallGap' w:sz='18' w:space='1' "
    "w:color='000000'/></w:pBdr>"
)


def buat_templat(ubah: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return the template's bytes; `ubah` changes the document before it is written."""
    dokumen = Document(BytesIO(_susun()))
    ubah(dokumen)
    return _tulis(dokumen)


@cache
def _susun() -> bytes:
    """Write the template, once a run."""
    dokumen = Document()
    _atur_gaya(dokumen)
    bagian = dokumen.sections[0]
    bagian.page_width, bagian.page_height = Mm(210), Mm(297)
    bagian.left_margin = bagian.right_margin = Mm(20)
    bagian.top_margin, bagian.bottom_margin = Mm(15), Mm(24)
    bagian.header_distance, bagian.footer_distance = Mm(8), Mm(8)
    _tulis_kop(dokumen)
    _tulis_judul(dokumen)
    dokumen.add_paragraph("{{p badan }}")
    _ulang(dokumen, "catatan", "IKI Kecil")
    _tulis_tepi(bagian)
    sifat = dokumen.core_properties
    sifat.title, sifat.author, sifat.comments = "Templat dokumen", "IKI Web", ""
    return _tulis(dokumen)


def _tulis(dokumen: Any) -> bytes:
    tujuan = BytesIO()
    dokumen.save(tujuan)
    return tujuan.getvalue()


def _atur_gaya(dokumen: Any) -> None:
    biasa = dokumen.styles["Normal"]
    biasa.font.name, biasa.font.size = _HURUF, Pt(10.5)
    biasa.element.rPr.rFonts.set(qn("w:eastAsia"), _HURUF)
    bawaan = dokumen.styles.element.find(qn("w:docDefaults"))
    for bahasa in bawaan.iter(qn("w:lang")):
        bahasa.set(qn("w:val"), "id-ID")
    for nama, ukuran, rata, tebal, sebelum, sesudah in _GAYA:
        gaya = dokumen.styles.add_style(nama, WD_STYLE_TYPE.PARAGRAPH)
        gaya.base_style, gaya.quick_style = biasa, True
        gaya.font.size, gaya.font.bold = Pt(ukuran), tebal
        bentuk = gaya.paragraph_format
        bentuk.alignment, bentuk.line_spacing = rata, 1.0
        bentuk.space_before, bentuk.space_after = Pt(sebelum), Pt(sesudah)
        bentuk.keep_with_next = nama.startswith("IKI Judul")
    judul = dokumen.styles["IKI Judul"].element.get_or_add_pPr()
    judul.append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='1'/>"))
    dokumen.styles["IKI Kaki"].font.color.rgb = _ABU
    dokumen.styles.element.append(parse_xml(_TABEL))


def _tulis_kop(dokumen: Any) -> None:
    dokumen.add_paragraph("{%p if kop %}", style="IKI Sela")
    tabel = dokumen.add_table(rows=1, cols=3)
    _lebarkan(tabel, (12, 76, 12))
    kiri, tengah, _ = tabel.rows[0].cells
    kiri.paragraphs[0].text, kiri.paragraphs[0].style = "{{ logo }}", "IKI Kop"
    baris = tengah.paragraphs[0]
    baris.text, baris.style = "{%p for baris in kop %}", "IKI Kop"
    for teks, gaya in (
        ("{%p if loop.index <= 2 %}", "IKI Kop"),
        ("{{ baris }}", "IKI Kop Besar"),
        ("{%p else %}", "IKI Kop"),
        ("{{ baris }}", "IKI Kop"),
        ("{%p endif %}", "IKI Kop"),
        ("{%p endfor %}", "IKI Kop"),
    ):
        tengah.add_paragraph(teks, style=gaya)
    garis = dokumen.add_paragraph(style="IKI Sela")
    garis._p.get_or_add_pPr().append(parse_xml(_GARIS_KOP))
    dokumen.add_paragraph("{%p endif %}", style="IKI Sela")


def _lebarkan(tabel: Any, persen: tuple[int, ...]) -> None:
    """Let a table follow the page, standing or lying: widths in percent."""
    sifat = tabel._tbl.tblPr
    for lama in sifat.findall(qn("w:tblW")):
        sifat.remove(lama)
    sifat.insert(0, parse_xml(f"<w:tblW {nsdecls('w')} w:w='5000' w:type='pct'/>"))
    for sel, kolom, lebar in zip(tabel.rows[0].cells, tabel.columns, persen, strict=True):
        kolom.width = Mm(170 * lebar // 100)
        ukuran = sel._tc.get_or_add_tcPr().get_or_add_tcW()
        ukuran.set(qn("w:w"), str(lebar * 50))
        ukuran.set(qn("w:type"), "pct")
        sel._tc.tcPr.append(parse_xml(f"<w:vAlign {nsdecls('w')} w:val='center'/>"))


def _ulang(dokumen: Any, nama: str, gaya: str) -> None:
    dokumen.add_paragraph(f"{{%p for baris in {nama} %}}", style="IKI Sela")
    dokumen.add_paragraph("{{ baris }}", style=gaya)
    dokumen.add_paragraph("{%p endfor %}", style="IKI Sela")


def _tulis_judul(dokumen: Any) -> None:
    for teks, gaya in (
        ("{%p for baris in judul %}", "IKI Sela"),
        ("{%p if loop.first %}", "IKI Sela"),
        ("{{ baris }}", "IKI Judul Utama"),
        ("{%p else %}", "IKI Sela"),
        ("{{ baris }}", "IKI Judul Dua"),
        ("{%p endif %}", "IKI Sela"),
        ("{%p endfor %}", "IKI Sela"),
    ):
        dokumen.add_paragraph(teks, style=gaya)
    _ulang(dokumen, "sub", "IKI Sub")


def _tulis_tepi(bagian: Any) -> None:
    """Write what stands on every page: a draft's mark, the code, page x of y."""
    kepala = bagian.header.paragraphs[0]
    kepala.text, kepala.style = "{% if not terbit %}KONSEP{% endif %}", "IKI Kaki"
    kepala.alignment = RATA.RIGHT
    kaki = bagian.footer
    tabel = kaki.add_table(1, 3, bagian.page_width)
    _lebarkan(tabel, (9, 73, 18))
    kiri, tengah, kanan = (sel.paragraphs[0] for sel in tabel.rows[0].cells)
    for satu in (kiri, tengah, kanan):
        satu.style = "IKI Kaki"
    kiri.text = "{{ qr }}"
    tengah.text = (
        "{% if terbit %}Kode {{ kode }} · {{ alamat }}\nSidik isi {{ sidik }} · jejak {{ jejak }}"
        "{% else %}Konsep, belum diterbitkan dan belum ditandatangani{% endif %}"
    )
    kanan.alignment = RATA.RIGHT
    for kata, perintah in (("Halaman ", "PAGE"), (" dari ", "NUMPAGES")):
        kanan.add_run(kata)
        kanan._p.append(
            parse_xml(
                f"<w:fldSimple {nsdecls('w')} w:instr='{perintah}'><w:r><w:t>1</w:t></w:r>"
                "</w:fldSimple>"
            )
        )
    sisa = kaki.paragraphs[0]
    sisa._p.getparent().remove(sisa._p)
    kaki.add_paragraph(style="IKI Sela")


if __name__ == "__main__":
    BERKAS.write_bytes(buat_templat())
