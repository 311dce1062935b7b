"""An edition as a file: there and back it is the same; every fault stands at its cell."""

import copy
import tomllib
from dataclasses import replace

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.keputusan import Edisi, parse_edisi
from iki_web.rules.naskah import LEMBAR, build_toml, list_baris, parse_lembar
from tests.pendukung.edisi import TERKOREKSI, buat_bersih, buat_verbatim

EDISI = {"2021": TERKOREKSI, "verbatim": buat_verbatim(), "bersih": buat_bersih()}


def _buku(edisi: Edisi) -> dict[str, list[list[object]]]:
    return {
        nama: [[judul for judul, _ in LEMBAR[nama]], *map(list, baris)]
        for nama, baris in list_baris(edisi).items()
    }


@pytest.mark.parametrize("edisi", EDISI.values(), ids=EDISI)
def test_the_workbook_reads_back_as_the_edition(edisi):
    assert parse_lembar(_buku(edisi)) == (edisi, ())


@pytest.mark.parametrize("edisi", EDISI.values(), ids=EDISI)
def test_the_toml_file_reads_back_as_the_edition(edisi):
    assert parse_edisi(tomllib.loads(tomli_w.dumps(build_toml(edisi)))) == edisi


_TEKS = st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=30)


@given(_TEKS, _TEKS, st.lists(_TEKS, max_size=3))
def test_any_text_survives_both_ways(nama, asli, sumber):
    bersih = buat_bersih()
    lembar = bersih.jabatan[1]
    satu = replace(
        lembar.indikator[0], nama=nama, teks_asli={"nama": asli}, sumber_data=tuple(sumber)
    )
    edisi = replace(
        bersih, jabatan=(bersih.jabatan[0], replace(lembar, tugas=asli, indikator=(satu,)))
    )
    dibaca, salah = parse_lembar(_buku(edisi))
    assert salah == ()
    assert dibaca is not None
    assert list_baris(dibaca) == list_baris(parse_edisi(build_toml(edisi)))


#: One cell made wrong: sheet, row (from 1), column (from 0), value, and where the fault stands.
RUSAK = [
    ("Keputusan", 2, 0, "Lampiran", "Bagian", "tidak dikenal"),
    ("Keputusan", 5, 2, "5 Januari 2026", "Isi", "tanggal, bukan teks"),
    ("Jabatan", 3, 0, "camat", "Kode", "sudah dipakai"),
    ("Jabatan", 3, 3, "bupati", "Atasan", "tidak ada di lembar Jabatan"),
    ("Fungsi", 2, 0, "lain", "Jabatan", "tidak ada di lembar Jabatan"),
    ("Fungsi", 2, 1, None, "Isi", "belum diisi"),
    ("Indikator", 2, 4, "AKAR", "Jenis rumus", "RASIO"),
    ("Indikator", 2, 7, "1", "Kali 100", "“Ya” atau “Tidak”"),
    ("Indikator", 2, 13, "tiada", "Induk", "tidak ada di lembar Indikator"),
    ("Indikator", 2, 3, "x" * 4001, "Nama", "paling banyak 4000"),
    ("Sumber data", 2, 0, "tiada", "Indikator", "tidak ada di lembar Indikator"),
]


@pytest.mark.parametrize(("lembar", "baris", "letak", "nilai", "kolom", "kalimat"), RUSAK)
def test_a_fault_stands_at_its_cell_and_nothing_is_read(
    lembar, baris, letak, nilai, kolom, kalimat
):
    buku = copy.deepcopy(_buku(buat_bersih()))
    buku[lembar][baris - 1][letak] = nilai
    edisi, salah = parse_lembar(buku)
    assert edisi is None
    tempat = [(s.lembar, s.baris, s.kolom) for s in salah if kalimat in s.kalimat]
    assert (lembar, baris, kolom) in tempat


def test_another_template_a_missing_sheet_and_too_many_rows_are_said():
    buku = _buku(buat_bersih())
    del buku["Fungsi"]
    buku["Jabatan"][0] = ["NIP", "Nama", "Golongan"]
    buku["Catatan"] += [["x"]] * 100_000
    edisi, salah = parse_lembar(buku)
    assert edisi is None
    assert {(s.lembar, s.baris) for s in salah} == {("Fungsi", 0), ("Jabatan", 1), ("Catatan", 0)}
