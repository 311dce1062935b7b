"""What an owner types: parsed, complete or not, kept and read back, and the value it comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.realisasi import (
    Baris,
    Isian,
    compute_hasil,
    dump_daftar,
    format_hasil,
    list_kekurangan,
    load_daftar,
    medan_hitung,
    parse_isian,
)
from iki_web.rules.rumus import JenisRumus

RASIO, DAFTAR, ANGKA = JenisRumus.RASIO, JenisRumus.DAFTAR_DOKUMEN, JenisRumus.ANGKA
D = Decimal


def test_a_ratio_is_read_as_typed():
    isian, galat = parse_isian({"pembilang": " 1.234 ", "penyebut": "2.000,5"}, RASIO)
    assert galat == {}
    assert isian == Isian(pembilang=D("1234"), penyebut=D("2000.5"))


def test_fields_of_other_kinds_have_no_effect():
    mentah = {"pembilang": "1", "penyebut": "2", "angka": "9", "jatuh_tempo-1": "3", "status": "X"}
    assert parse_isian(mentah, RASIO)[0] == Isian(pembilang=D(1), penyebut=D(2))
    assert parse_isian(mentah, ANGKA)[0] == Isian(angka=D(9))
    assert parse_isian(mentah, DAFTAR, (1,))[0] == Isian(daftar={1: Baris(D(3), None)})


@pytest.mark.parametrize("salah", ["66.7", "1,234.5", "NaN", "1e5", "1_000", "٣", "--1", "5 %"])
def test_a_wrong_number_is_a_sentence_beside_its_field(salah):
    isian, galat = parse_isian({"pembilang": salah, "penyebut": "10"}, RASIO)
    assert list(galat) == ["pembilang"]
    assert galat["pembilang"].endswith((".", "?"))
    assert isian.penyebut == D(10)


def test_counts_are_not_negative_but_a_plain_number_may_be():
    assert list(parse_isian({"pembilang": "-1", "penyebut": "-2"}, RASIO)[1]) == [
        "pembilang",
        "penyebut",
    ]
    assert list(parse_isian({"tepat_waktu-7": "-1"}, DAFTAR, (7,))[1]) == ["tepat_waktu-7"]
    assert parse_isian({"angka": "-3,5"}, ANGKA) == (Isian(angka=D("-3.5")), {})


def test_empty_is_not_zero():
    kosong, _ = parse_isian({"pembilang": "", "penyebut": " "}, RASIO)
    nol, _ = parse_isian({"pembilang": "0", "penyebut": "5"}, RASIO)
    assert kosong.pembilang is None
    assert nol.pembilang == 0
    assert compute_hasil(kosong, RASIO) is None
    hasil = compute_hasil(nol, RASIO)
    assert hasil is not None
    assert hasil.nilai == 0


@pytest.mark.parametrize(
    ("mentah", "jenis"),
    [
        ({"nihil": "1"}, RASIO),
        ({"nihil": "on", "pembilang": "0", "penyebut": "0"}, RASIO),
        ({"pembilang": "0", "penyebut": "0"}, RASIO),
        ({"jatuh_tempo-1": "0", "tepat_waktu-1": "0"}, DAFTAR),
        ({"nihil": "1"}, ANGKA),
    ],
)
def test_nihil_is_a_state_that_asks_for_its_reason(mentah, jenis):
    isian, galat = parse_isian(mentah, jenis, (1,))
    assert galat == {}
    assert isian == Isian(nihil=True)
    assert list(list_kekurangan(isian, jenis)) == ["alasan_nihil"]
    lengkap, _ = parse_isian({**mentah, "alasan_nihil": "Tidak ada Pilkades."}, jenis, (1,))
    assert list_kekurangan(lengkap, jenis) == {}
    hasil = compute_hasil(lengkap, jenis)
    assert hasil is not None
    assert hasil.nihil
    assert format_hasil(hasil) == "n/a"


def test_nihil_and_a_number_contradict_each_other():
    assert list(parse_isian({"nihil": "1", "penyebut": "3"}, RASIO)[1]) == ["nihil"]


def test_a_plain_zero_is_a_number_and_never_nihil():
    assert parse_isian({"angka": "0"}, ANGKA)[0] == Isian(angka=D(0))


def test_something_of_nothing_cannot_be():
    isian = Isian(pembilang=D(5), penyebut=D(0))
    with pytest.raises(ValueError, match=r"\."):
        compute_hasil(isian, RASIO)
    assert list(list_kekurangan(isian, RASIO)) == ["penyebut"]
    daftar = Isian(daftar={3: Baris(D(1), D(2))})
    assert list(list_kekurangan(daftar, DAFTAR)) == ["tepat_waktu-3"]
    assert medan_hitung(daftar, DAFTAR) == "tepat_waktu-3"


def test_every_missing_number_is_named():
    assert list(list_kekurangan(Isian(), RASIO)) == ["pembilang", "penyebut"]
    assert list(list_kekurangan(Isian(), ANGKA)) == ["angka"]
    daftar = Isian(daftar={1: Baris(D(1), None), 2: Baris()})
    assert set(list_kekurangan(daftar, DAFTAR)) == {
        "tepat_waktu-1",
        "jatuh_tempo-2",
        "tepat_waktu-2",
    }


def test_a_document_list_sums_due_and_in_time():
    isian = Isian(daftar={1: Baris(D(3), D(3)), 2: Baris(D(1), D(0)), 3: Baris(D(0), D(0))})
    hasil = compute_hasil(isian, DAFTAR)
    assert format_hasil(hasil) == "75,00 % (3/4)"


def test_the_number_stands_with_its_counts():
    assert format_hasil(compute_hasil(Isian(pembilang=D(9), penyebut=D(10)), RASIO)) == (
        "90,00 % (9/10)"
    )
    assert format_hasil(compute_hasil(Isian(angka=D("2.5")), ANGKA), "jam") == "2,50 jam"
    assert format_hasil(None) == "–"


def test_texts_are_cleaned_and_bounded():
    isian, galat = parse_isian({"kendala": "  a\r\nb\u202e ", "keterangan": "x" * 2001}, RASIO)
    assert isian.kendala == "a\nb"
    assert list(galat) == ["keterangan"]
    assert "2000" in galat["keterangan"]


angka = st.none() | st.decimals(min_value=0, max_value=10**15, places=4)


@given(st.dictionaries(st.integers(1, 10**6), st.builds(Baris, angka, angka), max_size=12))
def test_a_document_list_reads_back_as_it_was_written(daftar):
    assert load_daftar(dump_daftar(daftar)) == daftar


@given(st.dictionaries(st.sampled_from(["pembilang", "penyebut", "nihil", "kendala"]), st.text()))
def test_anything_may_be_typed_without_breaking(mentah):
    isian, galat = parse_isian(mentah, RASIO)
    assert isinstance(isian, Isian)
    assert all(isinstance(kalimat, str) and kalimat for kalimat in galat.values())
