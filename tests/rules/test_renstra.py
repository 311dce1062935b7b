"""What a form says of the Renstra's end targets: only what was changed, faults at their fields."""

from decimal import Decimal

import pytest

from iki_web.rules.galat import Ditolak
from iki_web.rules.renstra import read_renstra, read_tahun


def baca(isi, awal="", versi="0"):
    return read_renstra({"r-17": isi, "a-17": awal, "v-17": versi})


@pytest.mark.parametrize(("isi", "awal"), [("", ""), ("98", "98"), (" 98 ", "98"), (" ", "")])
def test_a_field_left_as_it_was_says_nothing(isi, awal):
    assert baca(isi, awal) == ()


def test_a_changed_field_carries_its_number_and_the_version_seen():
    (satu,) = baca("92,5", "90", "3")
    assert (satu.indikator_id, satu.nilai, satu.versi) == (17, Decimal("92.5"), 3)
    assert (satu.medan, satu.galat) == ("r-17", "")


def test_an_emptied_field_is_no_target():
    (satu,) = baca(" ", "90", "1")
    assert (satu.nilai, satu.galat) == (None, "")


@pytest.mark.parametrize("isi", ["-", "–", "80%", "66.7", "abc", "1" * 16])
def test_what_is_no_number_is_kept_with_its_sentence(isi):
    (satu,) = baca(isi)
    assert satu.nilai is None
    assert satu.galat
    assert satu.teks == isi


@pytest.mark.parametrize("versi", ["", "x", "-1", "1" * 10])
def test_a_form_without_the_version_is_refused(versi):
    with pytest.raises(Ditolak, match="tidak lengkap"):
        baca("90", versi=versi)


def test_names_of_no_field_say_nothing():
    assert read_renstra({"r-": "1", "r-x": "1", "t-17": "1", "r-17-2026-TW1": "1"}) == ()


@pytest.mark.parametrize("tahun", ["", "x", "20299999999"])
def test_a_form_without_its_end_year_is_refused(tahun):
    with pytest.raises(Ditolak, match="tidak lengkap"):
        read_tahun({"tahun": tahun})
