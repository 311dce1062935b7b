"""A document in Word: its blocks as Word's own, text as it is, the same file whenever drawn."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from iki_web.rules.dokumen import Isi, Paragraf, Sel, Tabel
from iki_web.rules.dokumen.contoh import CONTOH
from iki_web.web.dokumen.excel import build_xlsx
from iki_web.web.dokumen.ooxml import Penggambar
from iki_web.web.dokumen.word import build_docx
from tests.pendukung.dokumen import LAPORAN, PERJANJIAN, pasang_templat, terbitkan
from tests.pendukung.keluaran import baca_xlsx
from tests.pendukung.templat import buat_templat

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _buka(isi: bytes):
    return Document(BytesIO(isi))


def _kaki(dokumen) -> str:
    return "".join(dokumen.sections[0].footer._element.itertext())


def _urai(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{_W}">{xml}</w:body>')


@pytest.fixture(scope="module")
def contoh():
    """The invented sheet, drawn as a draft."""
    return _buka(build_docx(CONTOH, "Kecamatan Contoh"))


@given(st.text(max_size=200))
def test_any_text_is_text_in_word(teks):
    gambar = Penggambar(9000, ["IKITabel"])
    badan = _urai(gambar.draw(Paragraf(teks)))
    terbaca = "".join(
        "\n" if satu.tag == qn("w:br") else satu.text or ""
        for satu in badan.iter(qn("w:t"), qn("w:br"))
    )
    harap = "".join(c for c in teks.replace("\t", " ") if c == "\n" or _boleh(c))
    assert terbaca == harap
    kolom = CONTOH.tabel[0].kolom
    sel = (Sel(teks), Sel(butir=(teks, teks)), Sel(teks, baris=2), Sel())
    _urai(gambar.draw(Tabel(teks, kolom, (sel, (Sel(), Sel(), None, Sel())), kaki=1)))


def _boleh(huruf: str) -> bool:
    """Whether XML 1.0 can hold a character, controls left out."""
    return huruf >= " " and huruf not in "\x7f\ufffe\uffff" and not "\ud800" <= huruf <= "\udfff"


def test_a_fraction_is_a_true_one(contoh):
    rumus = contoh.element.body.xpath(".//m:f")
    assert len(rumus) == 1
    atas, bawah = ("".join(rumus[0].find(qn(f"m:{n}")).itertext()) for n in ("num", "den"))
    assert atas.replace(" ", "") == "Jumlahsuratyangdijawabtepatwaktu"
    assert bawah.replace(" ", "") == "Jumlahsuratyangmasuk"


def test_a_table_repeats_its_heading_and_merges_its_cells(contoh):
    tabel = next(t for t in contoh.tables if t._tbl.tblPr.xpath("w:tblCaption"))
    assert tabel.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert tabel.cell(1, 1)._tc is tabel.cell(2, 1)._tc
    assert tabel.cell(1, 1).text == "Surat dijawab"
    assert [p.text for p in tabel.cell(2, 2).paragraphs] == ["–\tbuku agenda", "–\tbuku ekspedisi"]


def test_pages_lie_down_where_they_must_on_the_offices_paper(contoh):
    ukuran = [(round(s.page_width.mm), round(s.page_height.mm)) for s in contoh.sections]
    assert ukuran == [(215, 330), (330, 215)]
    for bagian in contoh.sections:
        assert "Halaman" in "".join(bagian.footer._element.itertext())


def test_a_draft_says_so_and_has_no_code(contoh):
    assert "Konsep, belum diterbitkan" in _kaki(contoh)
    assert "KONSEP" in contoh.sections[0].header.paragraphs[0].text
    assert not contoh.sections[0].footer._element.xpath(".//w:drawing")


def test_an_issued_sheet_carries_code_qr_and_page_numbers(app, masuk, entri):
    entri("DISETUJUI")
    nomor, kode = terbitkan(app, "staf-umum", LAPORAN)
    klien = masuk("staf-umum")
    isi = klien.get(f"/dokumen/{nomor}.docx")
    assert isi.headers["Content-Type"].endswith("wordprocessingml.document")
    dokumen = _buka(isi.data)
    kaki = _kaki(dokumen)
    for kata in (f"{kode[:5]}-{kode[5:]}", "http://iki.lan:8000", "Sidik isi", "jejak"):
        assert kata in kaki
    assert "Konsep" not in kaki
    tepi = dokumen.sections[0].footer._element
    assert tepi.xpath(".//w:drawing")
    perintah = [satu.get(qn("w:instr")) for satu in tepi.iter(qn("w:fldSimple"))]
    assert perintah == ["PAGE", "NUMPAGES"]
    assert dokumen.core_properties.title.startswith("Laporan Capaian Triwulan I 2026")
    assert klien.get(f"/dokumen/{nomor}.docx").data == isi.data


def test_a_template_without_our_styles_still_draws_lines(tmp_path):
    def ubah(dokumen) -> None:
        gaya = dokumen.styles.element
        for satu in gaya.xpath('./w:style[@w:styleId="IKITabel"]'):
            gaya.remove(satu)

    hasil = _buka(build_docx(CONTOH, "Kantor", templat=BytesIO(buat_templat(ubah))))
    tabel = next(t for t in hasil.tables if t._tbl.tblPr.xpath("w:tblCaption"))
    assert tabel._tbl.tblPr.xpath("./w:tblBorders/w:top")


def test_a_template_that_cannot_take_a_document_is_said_in_a_sentence(app, masuk, monkeypatch):
    nomor, _ = terbitkan(app, "staf-umum", PERJANJIAN)
    pasang_templat(app)
    from iki_web.storage.templat import kotak

    monkeypatch.setattr(kotak, "KELUARAN_TERBESAR", 100)
    jawab = masuk("staf-umum").get(f"/dokumen/{nomor}.docx")
    assert jawab.status_code == 422
    assert "kembali ke templat bawaan" in jawab.text
    assert masuk("staf-umum").get(f"/dokumen/{nomor}.pdf").status_code == 200


@pytest.mark.usefixtures("konteks_app")
def test_a_workbook_of_a_document_never_holds_a_formula():
    jahat = '=HYPERLINK("http://x","y")'
    kolom = CONTOH.tabel[0].kolom
    tabel = Tabel("a/b:c*?[x]'" + "n" * 40, kolom, ((Sel(jahat), Sel("+1"), Sel("@a"), Sel("-")),))
    isi = Isi(jahat, (), "", "A4", False, (jahat,), (), (tabel, tabel))
    lembar = baca_xlsx(build_xlsx(isi, "Kantor", "kaki"))
    assert [baris[1] for baris in lembar] == [[jahat, "+1", "@a", "-"]] * 2
