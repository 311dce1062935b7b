"""Rows out of sheets: the header by name, numbers, days and errors as people leave them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.galat import Ditolak
from iki_web.rules.impor import KOLOM, JenisImpor, format_baris, parse_baris, read_baris
from iki_web.rules.lembar import Lembar

H, P = JenisImpor.HASIL, JenisImpor.PENUGASAN
KEPALA = ("Kode indikator", "Tahun", "Pembilang", "Penyebut", "Nilai")
TUGAS = ("NIP atau nama pengguna", "Kode jabatan", "Jenis", "Mulai")


def _baca(jenis, *baris, **lain):
    return read_baris([Lembar("Data", tuple(tuple(b) for b in baris), **lain)], jenis)


def test_columns_in_any_order_below_titles_with_case_and_blanks():
    (baris,) = _baca(
        H,
        ("Kecamatan Jrengik", None, None),
        (None, None, None),
        ("  TAHUN ", "nilai", "Kode  Indikator"),
        (2025, 80, "A-1"),
    )
    assert (baris.nomor, dict(baris.isi)) == (4, {"tahun": "2025", "nilai": "80", "kode": "A-1"})


def test_a_heading_merged_downwards_is_read_past():
    baris = _baca(
        H,
        KEPALA,
        (None,) * 5,
        ("A-1", 2025, 1, 2, None),
        gabungan=tuple(((0, k), (1, k)) for k in range(5)),
    )
    assert [b.nomor for b in baris] == [3]


def test_merged_cells_among_the_rows_are_refused_by_row():
    satu, dua = _baca(
        H,
        KEPALA,
        ("A-1", 2025, 1, 2, None),
        (None, 2025, 1, 2, None),
        gabungan=(((1, 0), (2, 0)),),
    )
    assert "gabungan" in satu.galat["kode"]
    assert "gabungan" in dua.galat["kode"]


@pytest.mark.parametrize(
    ("sel", "persen", "teks"),
    [
        (0.1, False, "0,1"),
        (0.1 + 0.2, False, "0,3"),
        (0.9, True, "90"),
        (0.125, True, "12,5"),
        (1234.5, False, "1.234,5"),
        (12, False, "12"),
        ("1.234,5", False, "1.234,5"),
        (" 66,7 % ", False, "66,7"),
        ("-", False, "-"),
        (0, False, "0"),
    ],
)
def test_numbers_are_exact(sel, persen, teks):
    tanda = frozenset({(1, 4)}) if persen else frozenset()
    (baris,) = _baca(H, KEPALA, ("A", 2025, None, None, sel), persen=tanda)
    assert baris.isi["nilai"] == teks
    assert not baris.galat


def test_a_long_fraction_is_rounded_and_said():
    (baris,) = _baca(H, KEPALA, ("A", 2025, None, None, 200 / 3), rumus=frozenset({(1, 4)}))
    assert baris.isi["nilai"] == "66,6667"
    assert baris.catatan == (
        "Nilai: rumus, yang dibaca nilai yang tampak.",
        "Nilai: dibulatkan menjadi 66,6667.",
    )


@pytest.mark.parametrize(
    "sel",
    [
        date(2026, 2, 1),
        datetime(2026, 2, 1, 8, 30),
        "1 Februari 2026",
        "1 Feb 2026",
        "01-02-2026",
        "1/2/2026",
        "2026-02-01",
    ],
)
def test_days_as_dates_or_as_indonesian_text(sel):
    (baris,) = _baca(P, TUGAS, ("budi", "camat", "PLT", sel))
    assert baris.isi["mulai"] == "2026-02-01"


@pytest.mark.parametrize("sel", ["31-02-2026", "Feb 2026", "besok", 46054, True])
def test_what_is_no_day_is_refused(sel):
    (baris,) = _baca(P, TUGAS, ("budi", "camat", "PLT", sel))
    assert baris.galat["mulai"]


def test_an_nip_kept_as_a_number_has_lost_digits():
    kepala = ("Nama", "NIP")
    (baris,) = _baca(JenisImpor.PEGAWAI, kepala, ("Budi", 1.97804122005011e17))
    assert "angka terakhirnya hilang" in baris.galat["nip"]


def test_error_cells_and_formulas_without_a_value_are_refused():
    (baris,) = _baca(
        H,
        KEPALA,
        ("A", 2025, None, None, 1),
        galat=frozenset({(1, 2)}),
        rumus=frozenset({(1, 3)}),
    )
    assert "galat rumus" in baris.galat["pembilang"]
    assert "tidak menyimpan hasil" in baris.galat["penyebut"]


def test_another_template_and_empty_ones_are_refused_in_words():
    with pytest.raises(Ditolak, match="bukan templat"):
        _baca(H, ("Nama", "NIP"), ("Budi", "1"))
    with pytest.raises(Ditolak, match="Lembar tersembunyi tidak dibaca: Rahasia"):
        read_baris([Lembar("Rahasia", (), tersembunyi=True)], H)
    with pytest.raises(Ditolak, match="belum ada baris"):
        _baca(H, KEPALA, (None,) * 5)
    with pytest.raises(Ditolak, match="ada dua kali"):
        _baca(H, (*KEPALA, "nilai"), ("A", 2025, 1, 2, 3, 4))


def test_every_kind_asks_for_something_and_names_each_column_once():
    for kolom in KOLOM.values():
        assert any(k.wajib for k in kolom)
        assert len({k.judul.lower() for k in kolom}) == len(kolom)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20),
            st.integers(2000, 2025),
            st.one_of(st.none(), st.integers(0, 10**12)),
            st.one_of(st.none(), st.decimals(0, 10**6, places=4).map(float)),
            st.one_of(st.none(), st.just("-")),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_rows_survive_being_kept(baris):
    dibaca = _baca(H, KEPALA, *baris)
    assert parse_baris(format_baris(dibaca)) == dibaca
    assert len(dibaca) == len(baris)
    assert not any(b.galat for b in dibaca)
