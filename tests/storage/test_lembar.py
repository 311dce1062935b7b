"""Workbooks are read into the same plain cells whatever wrote them; hostile ones say why not."""

import io
import random
import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from iki_web.rules.lembar import Lembar
from iki_web.storage import BerkasDitolak
from iki_web.storage.lembar import read_lembar
from tests.pendukung.lembar import PEMBUAT, Persen, Rumus, build_ods, build_xls, build_xlsx
from tests.storage.pembuat_berkas import TIPE_XLSX, docx, paket, tipe_isi

ISI = {
    "Data": [
        ["Judul", None, None, None],
        ["kode", "nilai", "hari", "ya"],
        ["PEM-01", 0.1, date(2026, 2, 1), True],
        ["PEM-02", 12, None, False],
        [None, Persen(0.9), None, None],
    ],
    "Lain": [["a"]],
}


def _baca(folder: Path, isi: bytes, nama: str) -> tuple[Lembar, ...]:
    path = folder / "unggahan"
    path.write_bytes(isi)
    return read_lembar(path, nama)


def _tolak(folder: Path, isi: bytes, nama: str) -> str:
    with pytest.raises(BerkasDitolak) as galat:
        _baca(folder, isi, nama)
    return galat.value.kalimat


@pytest.mark.parametrize("jenis", PEMBUAT)
def test_every_format_gives_the_same_cells(tmp_path, jenis):
    data, lain = _baca(tmp_path, PEMBUAT[jenis](ISI), f"Buku 1.{jenis.upper()}")
    assert data.nama == "Data"
    assert data.baris == (
        ("Judul", None, None, None),
        ("kode", "nilai", "hari", "ya"),
        ("PEM-01", 0.1, date(2026, 2, 1), True),
        ("PEM-02", 12, None, False),
        (None, 0.9, None, None),
    )
    assert [type(sel) for sel in data.baris[3][:2]] == [str, int]
    assert data.persen == {(4, 1)}
    assert lain == Lembar("Lain", (("a",),))


@pytest.mark.parametrize("jenis", ["xlsx", "ods"])
def test_a_formula_reads_as_it_was_last_shown(tmp_path, jenis):
    isi = {"Data": [[Rumus("=1+1", 2), Rumus("=1/0", "#DIV/0!"), "#N/A"]]}
    (data,) = _baca(tmp_path, PEMBUAT[jenis](isi), f"a.{jenis}")
    assert data.baris[0] == (2, None, "#N/A")
    assert data.rumus == {(0, 0), (0, 1)}
    assert data.galat == {(0, 1)}


def test_a_formula_of_an_old_workbook_is_known(tmp_path):
    (data,) = _baca(tmp_path, build_xls({"Data": [["a", Rumus("=1+1", None), "b"]]}), "a.xls")
    assert data.rumus == {(0, 1)}


def test_hidden_sheets_are_named_and_not_read(tmp_path):
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar) as buku:
        buku.add_worksheet("Tampak").write(0, 0, 1)
        rahasia = buku.add_worksheet("Rahasia")
        rahasia.write(0, 0, 1)
        rahasia.hide()
    tampak, rahasia = _baca(tmp_path, keluar.getvalue(), "a.xlsx")
    assert (tampak.baris, rahasia.baris, rahasia.tersembunyi) == (((1,),), (), True)


def test_merged_ranges_are_told_in_every_format(tmp_path):
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar) as buku:
        buku.add_worksheet("Data").merge_range("A1:C2", "Judul")
    lama, tulis = xlwt.Workbook(), io.BytesIO()
    lama.add_sheet("Data").write_merge(0, 1, 0, 2, "Judul")
    lama.save(tulis)
    gabung = (
        '<table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-spanned="3" table:number-rows-spanned="2"><text:p>Judul</text:p>'
        "</table:table-cell><table:covered-table-cell table:number-columns-repeated='2'/>"
        "</table:table-row><table:table-row><table:covered-table-cell "
        "table:number-columns-repeated='3'/></table:table-row>"
    )
    for isi, nama in (
        (keluar.getvalue(), "a.xlsx"),
        (tulis.getvalue(), "a.xls"),
        (build_ods({"Data": []}, gabung), "a.ods"),
    ):
        (data,) = _baca(tmp_path, isi, nama)
        assert data.gabungan == (((0, 0), (1, 2)),), nama
        assert data.baris[0][0] == "Judul"


def test_formatted_empty_cells_do_not_count(tmp_path):
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar) as buku:
        kertas, tebal = buku.add_worksheet("Data"), buku.add_format({"bold": True})
        kertas.write(0, 0, "a")
        kertas.write_blank(1_000_000, 16_000, None, tebal)
    (data,) = _baca(tmp_path, keluar.getvalue(), "a.xlsx")
    assert data.baris == (("a",),)
    kosong = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (data,) = _baca(tmp_path, build_ods({"Data": [["a"]]}, kosong), "a.ods")
    assert data.baris == (("a",),)


@pytest.mark.parametrize("jenis", PEMBUAT)
def test_too_many_rows_are_refused_in_words(tmp_path, jenis):
    banyak = 100_000 if jenis != "xls" else 65_000
    isi = PEMBUAT[jenis]({"Data": [["a", 1]] * banyak})
    kalimat = _tolak(tmp_path, isi, f"a.{jenis}")
    assert kalimat.startswith("Lembar “Data” berisi lebih dari 10.000 baris.")


def _jauh(jenis: str) -> bytes:
    if jenis == "ods":
        sel = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string">'
        return build_ods(
            {"Data": []},
            '<table:table-row table:number-rows-repeated="9000">'
            + sel.format(200)
            + "<text:p>x</text:p></table:table-cell></table:table-row>",
        )
    return PEMBUAT[jenis]({f"L{n}": [[1]] + [[]] * 9_998 + [[None] * 99 + [1]] for n in range(3)})


@pytest.mark.parametrize("jenis", PEMBUAT)
def test_a_small_file_cannot_claim_a_large_area(tmp_path, jenis):
    isi = _jauh(jenis)
    assert len(isi) < 2_000_000
    tracemalloc.start()
    kalimat = _tolak(tmp_path, isi, f"a.{jenis}")
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "terlalu besar" in kalimat
    assert puncak < 400 * 1024**2


@pytest.mark.parametrize("jenis", ["xlsx", "xls"])
def test_one_long_text_cannot_stand_in_every_cell(tmp_path, jenis):
    isi = PEMBUAT[jenis]({"Data": [["x" * 30_000] * 100] * 20})
    assert len(isi) < 200_000
    assert "terlalu besar" in _tolak(tmp_path, isi, f"a.{jenis}")


def test_too_many_columns_and_sheets_are_refused(tmp_path):
    lebar = build_xlsx({"Data": [[1] * 300]})
    assert "lebih dari 256 kolom" in _tolak(tmp_path, lebar, "a.xlsx")
    for jenis in PEMBUAT:
        banyak = PEMBUAT[jenis]({f"L{n}": [[1]] for n in range(51)})
        assert "berisi 51 lembar; paling banyak 50" in _tolak(tmp_path, banyak, f"a.{jenis}")


def _berkas_aneh() -> list[tuple[str, bytes, str]]:
    makro = build_xls({"Data": [[1]]}).replace(
        "Workbook".encode("utf-16-le"), "_VBAPROJ".encode("utf-16-le")
    )
    terkunci = bytearray(build_xls({"Data": [[1]]}))
    letak = terkunci.find(b"\x42\x00\x02\x00")  # CODEPAGE, a record of the same length
    terkunci[letak : letak + 2] = b"\x2f\x00"
    return [
        ("a.xlsx", b"", "kosong"),
        ("a.xls", b"", "kosong"),
        ("a.csv", b"a;b", "Jenis berkas ini tidak diterima"),
        ("a.pdf", b"%PDF-", "Jenis berkas ini tidak diterima"),
        ("a.xlsx", b"kode;nilai\nA;1\n", "tidak dikenali"),
        ("a.xls", b"kode;nilai\nA;1\n", "tidak dikenali"),
        ("a.xls", b"<html><table></table></html>", "halaman web"),
        ("a.xls", build_xlsx({"Data": [[1]]}), "paket ZIP"),
        ("a.xlsx", build_xls({"Data": [[1]]}), "Office lama"),
        ("a.xlsx", docx(), "bukan buku kerja Excel"),
        ("a.ods", build_xlsx({"Data": [[1]]}), "bukan dokumen LibreOffice"),
        ("a.xls", makro, "makro"),
        ("a.xls", bytes(terkunci), "kata sandi"),
        ("a.xls", build_xls({"Data": [[1]]})[:3000], "rusak"),
        ("a.xlsx", build_xlsx({"Data": [[1]]})[:-100], "rusak"),
        ("a.xlsx", paket([("[Content_Types].xml", tipe_isi(TIPE_XLSX, "xl/workbook.xml")),
                          ("xl/workbook.xml", b"<workbook/>")]), "rusak"),
    ]  # fmt: skip


@pytest.mark.parametrize(("nama", "isi", "bagian"), _berkas_aneh())
def test_what_is_no_plain_workbook_is_refused_in_words(tmp_path, nama, isi, bagian):
    assert bagian in _tolak(tmp_path, isi, nama)


@pytest.mark.parametrize("jenis", PEMBUAT)
def test_whatever_bytes_are_changed_the_answer_is_cells_or_a_sentence(tmp_path, jenis):
    acak = random.Random(jenis)
    asli = PEMBUAT[jenis](ISI)
    for _ in range(150):
        isi = bytearray(asli)
        for _ in range(acak.randint(1, 6)):
            isi[acak.randrange(len(isi))] = acak.randrange(256)
        with suppress(BerkasDitolak):
            _baca(tmp_path, bytes(isi), f"a.{jenis}")
