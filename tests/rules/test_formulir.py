"""Reading forms of master data: every fault is a sentence at its field, and nothing is guessed."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.formulir import Pembaca, list_beda
from iki_web.rules.galat import Ditolak


class Warna(StrEnum):
    MERAH = "MERAH"


def test_all_faults_come_together_each_at_its_field():
    baca = Pembaca({"nama": " ", "mulai": "kemarin", "nilai": "1.5", "warna": "UNGU"})
    baca.teks("nama", "Nama", 10, wajib=True)
    baca.tanggal("mulai", "Mulai")
    baca.angka("nilai", "Nilai")
    baca.pilihan("warna", "warna", Warna)
    with pytest.raises(Ditolak) as galat:
        baca.check()
    assert set(galat.value.isian) == {"nama", "mulai", "nilai", "warna"}
    assert galat.value.isian["nama"] == "Nama belum diisi."


def test_a_form_without_faults_raises_nothing():
    isi = {"nama": " Budi\r\n Utomo ", "mulai": "2026-02-28", "nilai": "1.234,5", "warna": "MERAH"}
    baca = Pembaca(isi | {"hari": "10", "id": "7", "aktif": "1"})
    assert baca.baris("nama", "Nama", 50) == "Budi Utomo"
    assert baca.tanggal("mulai", "Mulai", wajib=True) == date(2026, 2, 28)
    assert baca.angka("nilai", "Nilai", wajib=True) == Decimal("1234.5")
    assert baca.pilihan("warna", "warna", Warna) is Warna.MERAH
    assert baca.bulat("hari", "Hari", 1, 60) == 10
    assert baca.nomor("id", "pegawai", {7: "tujuh"}) == "tujuh"
    assert baca.centang("aktif")
    assert not baca.centang("tiada")
    baca.check()


@pytest.mark.parametrize(
    "teks", ["2026-2-3", "20260203", "2026-W06-2", "2026-02-30", "1026-02-03", "٢"]
)
def test_what_is_no_day_is_refused(teks):
    baca = Pembaca({"hari": teks})
    assert baca.tanggal("hari", "Hari") is None
    assert "Hari" in baca.galat["hari"]


@pytest.mark.parametrize("teks", ["0", "61", "1,5", "sepuluh", "", "1e1"])
def test_a_whole_number_stays_within_its_bounds(teks):
    baca = Pembaca({"n": teks})
    assert baca.bulat("n", "Banyaknya hari", 1, 60) is None
    assert baca.galat["n"]


@pytest.mark.parametrize("teks", ["8", "-7", "7.0", "٧", " 7", "9" * 30])
def test_an_id_that_is_not_offered_is_refused(teks):
    baca = Pembaca({"id": teks})
    assert baca.nomor("id", "pegawai", {7: "tujuh"}) is None
    assert baca.galat == {"id": "Pilih pegawai dari daftar."}


def test_an_empty_choice_is_no_fault():
    baca = Pembaca({})
    assert baca.nomor("id", "pegawai", {7: "tujuh"}) is None
    assert baca.galat == {}


def test_the_first_fault_of_a_field_stays():
    baca = Pembaca({})
    baca.refuse("a", "pertama")
    baca.refuse("a", "kedua")
    assert baca.galat == {"a": "pertama"}


@given(st.dictionaries(st.sampled_from(["t", "d", "n", "b", "p", "i"]), st.text()))
def test_nothing_typed_raises_anything_but_a_sentence(isi):
    baca = Pembaca(isi)
    baca.teks("t", "T", 20)
    baca.tanggal("d", "D")
    baca.angka("n", "N")
    baca.bulat("b", "B", 1, 9)
    baca.pilihan("p", "p", Warna)
    baca.nomor("i", "i", {1: 1})
    assert all(isinstance(k, str) and k for k in baca.galat.values())


def test_both_versions_are_named():
    beda = list_beda({"Nama": "A", "Pangkat": "x"}, {"Nama": "B", "Pangkat": "x", "Lain": "y"})
    assert beda == ("Nama: kini tersimpan “A”, Anda menulis “B”.",)
    assert len(list_beda({"N": "a" * 999}, {"N": "b" * 999})[0]) < 500
