"""NIP part by part, proposed names, the form of a person, and who keeps the pengelola's task."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.galat import Ditolak
from iki_web.rules.pegawai import (
    check_pelepasan,
    compute_nama_pengguna,
    format_nip,
    parse_nama_pengguna,
    parse_nip,
    read_pegawai,
)

HARI = date(2026, 4, 10)


@pytest.mark.parametrize(
    "teks",
    [
        "197804122005011003",
        "19780412 200501 1 003",
        " 19780412 200501 1 003\t",
        "1978041220050110 03",
    ],
)
def test_an_nip_is_read_with_or_without_spaces(teks):
    assert parse_nip(teks, HARI) == "197804122005011003"
    assert format_nip(parse_nip(teks, HARI)) == "19780412 200501 1 003"


def test_a_contract_employee_has_a_code_in_the_place_of_the_month():
    assert format_nip(parse_nip("199001012021212007", HARI)) == "19900101 202121 2 007"


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("19780412200501100", "18 angka; yang ditulis 17"),
        ("1978041220050110034", "yang ditulis 19"),
        ("19781312 200501 1 003", "tanggal lahir"),
        ("19780230 200501 1 003", "tanggal lahir"),
        ("18990101 200501 1 003", "tanggal lahir"),
        ("20270101 204401 1 003", "tanggal lahir"),
        ("19780412 200513 1 003", "TMT CPNS"),
        ("19780412 200500 1 003", "TMT CPNS"),
        ("19780412 198001 1 003", "tahun lahirnya 1978"),
        ("19780412 202801 1 003", "TMT CPNS tahun 2028"),
        ("19780412 200501 3 003", "jenis kelamin"),
        ("19780412 200501 1 000", "nomor urut"),
        ("19780412.200501.1.003", "hanya berisi angka"),
        ("١٩٧٨٠٤١٢٢٠٠٥٠١١٠٠٣", "hanya berisi angka"),
        ("1978041220050110O3", "hanya berisi angka"),
    ],
)
def test_a_wrong_nip_is_refused_by_the_part_that_cannot_be(teks, kata):
    with pytest.raises(ValueError, match=kata):
        parse_nip(teks, HARI)


def test_no_nip_prints_as_nothing():
    assert format_nip(None) == ""
    assert format_nip("") == ""


@pytest.mark.parametrize(
    ("nama", "harap"),
    [
        ("Budi Santoso", "budi-santoso"),
        ("Drs. H. Budi Santoso, M.Si", "budi-santoso"),
        ("Siti Nur Aminah, S.Sos.", "siti-aminah"),
        ("Sukarno", "sukarno"),
        ("Ag", "pegawai-ag"),
        ("Moh. Ma'ruf", "moh-maruf"),
        ("José Ñandú", "jose-nandu"),
        ("李", "pegawai"),
        ("H. Ali", "ali"),
    ],
)
def test_a_name_to_sign_in_with_is_proposed(nama, harap):
    assert compute_nama_pengguna(nama) == harap


def test_a_taken_name_gets_a_number():
    assert compute_nama_pengguna("Budi", {"budi", "budi-2"}) == "budi-3"


@given(st.text(), st.sets(st.text()))
def test_every_proposal_may_be_used(nama, dipakai):
    usul = compute_nama_pengguna(nama, dipakai)
    assert parse_nama_pengguna(usul) == usul
    assert usul not in dipakai


@pytest.mark.parametrize("teks", ["ab", "a" * 41, "-budi", "budi--santo", "budi santoso", "bùdi"])
def test_a_wrong_name_to_sign_in_with_is_refused(teks):
    with pytest.raises(ValueError, match="Nama pengguna"):
        parse_nama_pengguna(teks)


def test_the_form_is_read_whole_and_every_fault_stands_at_its_field():
    isian = read_pegawai(
        {
            "nama": "  Siti\n Aminah ",
            "nip": "19780412 200501 2 003",
            "pangkat": "Penata Muda Tk. I",
            "nama_pengguna": "Siti.Aminah",
            "pemeriksa": "1",
        },
        HARI,
    )
    assert (isian.nama, isian.nip) == ("Siti Aminah", "197804122005012003")
    assert (isian.nama_pengguna, isian.pengelola, isian.pemeriksa) == ("siti.aminah", False, True)
    with pytest.raises(Ditolak) as galat:
        read_pegawai({"nama": "123", "nip": "1", "pangkat": "x" * 101, "nama_pengguna": "é"}, HARI)
    assert set(galat.value.isian) == {"nama", "nip", "pangkat", "nama_pengguna"}


def test_a_person_needs_only_a_name():
    isian = read_pegawai({"nama": "Sukarno", "nip": " "}, HARI)
    assert isian.nip is None
    assert isian.nama_pengguna == ""
    with pytest.raises(Ditolak):
        read_pegawai({}, HARI)


def test_who_changes_nothing_does_not_keep_the_master_data():
    with pytest.raises(Ditolak) as galat:
        read_pegawai({"nama": "A B", "pengelola": "1", "pemeriksa": "1"}, HARI)
    assert "pemeriksa" in galat.value.isian


def test_the_task_of_pengelola_is_not_given_up_by_oneself_nor_by_the_last():
    check_pelepasan(1, 2, 1)
    for pelaku, pegawai, lain in ((2, 2, 5), (1, 2, 0)):
        with pytest.raises(Ditolak):
            check_pelepasan(pelaku, pegawai, lain)


@given(st.dictionaries(st.sampled_from(["nama", "nip", "pangkat", "nama_pengguna"]), st.text()))
def test_nothing_typed_raises_anything_but_a_sentence(isi):
    with suppress(Ditolak):
        read_pegawai(isi, HARI)
