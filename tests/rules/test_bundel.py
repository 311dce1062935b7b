"""Names inside the bundle: numbered as the annex, unique, and taken by Windows too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.bundel import (
    PANJANG_JALUR,
    Penamaan,
    build_folder_indikator,
    clean_nama,
    format_jumlah,
)
from iki_web.rules.teks import clean_sel

FOLDER = build_folder_indikator(1, "Sekretaris", 2, "Persentase dokumen laporan keuangan") + "/2026"
#: What Windows takes: no reserved character, no control, no blank or dot at the end of a part.
BAGIAN = re.compile(r'[^<>:"/\\|?*\x00-\x1f\x7f]*[^<>:"/\\|?*\x00-\x1f\x7f .]')
TERLARANG = {"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(10))}


def periksa(jalur: str) -> None:
    assert len(jalur.encode("utf-16-le")) // 2 <= PANJANG_JALUR
    for bagian in jalur.split("/"):
        assert BAGIAN.fullmatch(bagian), jalur
        assert bagian.partition(".")[0].strip().upper() not in TERLARANG


def test_folders_carry_the_numbers_of_the_annex_and_end_with_a_whole_word():
    assert FOLDER == "01 Sekretaris/1.2 Persentase dokumen laporan/2026"
    panjang = build_folder_indikator(11, "Staf " + "x" * 60, 10, "y" * 60)
    atas, bawah = panjang.split("/")
    assert (len(atas), len(bawah)) == (7, 36)
    assert bawah == "11.10 " + "y" * 30


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("agenda surat.pdf", "01-agenda surat.pdf"),
        ("CON.pdf", "01-CON.pdf"),
        ("NUL", "01-NUL"),
        ("laporan: akhir? <1>.docx", "01-laporan- akhir- -1-.docx"),
        ("..\\..\\rahasia.pdf", "01--..-rahasia.pdf"),
        ("../../rahasia.pdf", "01--..-rahasia.pdf"),
        ("\u202efdp.exe", "01-fdp.exe"),
        ("café ﬁ 表 😀.png", "01-café ﬁ 表 😀.png"),
        ("spasi di akhir . .pdf", "01-spasi di akhir.pdf"),
        ("titik.", "01-titik"),
        (".pdf", "01-berkas.pdf"),
        ("a\nb\tc.pdf", "01-a b c.pdf"),
    ],
)
def test_a_file_keeps_its_name_where_it_can(nama, jadi):
    jalur = Penamaan().take(FOLDER, 1, nama)
    assert jalur == f"{FOLDER}/{jadi}"
    periksa(jalur)


def test_two_files_of_one_name_stay_two_files_also_where_case_is_nothing():
    nama = Penamaan()
    jalur = [nama.take(FOLDER, 1, satu) for satu in ("a.pdf", "A.PDF", "a.pdf", "a.pdf")]
    assert [satu.rpartition("-")[2] for satu in jalur] == [
        "a.pdf",
        "A (2).PDF",
        "a (3).pdf",
        "a (4).pdf",
    ]
    assert nama.take(FOLDER, 2, "a.pdf").endswith("/02-a.pdf")


def test_a_long_name_keeps_its_ending_and_its_number():
    nama = Penamaan()
    jalur = [nama.take(FOLDER, 1, "surat " * 24 + ".pdf") for _ in range(12)]
    for satu in jalur:
        periksa(satu)
        assert satu.endswith(".pdf")
    assert len(set(jalur)) == 12


@given(st.lists(st.text(max_size=200), min_size=1, max_size=8), st.text(max_size=99), st.text())
def test_any_text_makes_paths_that_every_system_takes(nama, jabatan, indikator):
    folder = build_folder_indikator(3, jabatan, 13, indikator) + "/2026-TW1"
    penamaan = Penamaan()
    jalur = [penamaan.take(folder, 20, satu) for satu in nama]
    for satu in jalur:
        periksa(satu)
        assert satu.isprintable()
    assert len({satu.casefold() for satu in jalur}) == len(jalur)


def test_cleaning_twice_changes_nothing():
    for teks in ("a:b", " x . ", "e\u0301", "a\u200bb"):
        assert clean_nama(clean_nama(teks, 50), 50) == clean_nama(teks, 50)


@pytest.mark.parametrize("awal", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_text_never_begins_a_formula(awal):
    assert clean_sel(f"{awal}1+1") == f"'{awal}1+1"
    assert clean_sel("biasa =1") == "biasa =1"
    assert clean_sel("-") == "-"


def test_checksums_read_as_the_tool_wants_them():
    assert format_jumlah([("ab" * 32, "01 A/b c.pdf")]) == "ab" * 32 + "  01 A/b c.pdf\n"
