"""From counts to realisasi: fractions, document lists, plain numbers, nihil, and the year."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki_web.rules.bilangan import format_angka
from iki_web.rules.rumus import (
    BarisDokumen,
    CaraHitung,
    Hasil,
    compute_angka,
    compute_daftar,
    compute_rasio,
    compute_setahun,
)

CACAH = st.integers(0, 10**15 - 1).map(Decimal)
NIHIL = compute_rasio(Decimal(0), Decimal(0))
PASANGAN = st.tuples(st.integers(0, 999), st.integers(1, 999))


def _rasio(*pasangan: tuple[int, int]) -> list[Hasil]:
    return [compute_rasio(Decimal(a), Decimal(b)) for a, b in pasangan]


def _cetak(hasil: Hasil | None) -> str:
    assert hasil is not None
    assert hasil.nilai is not None
    return format_angka(hasil.nilai)


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "cetak"),
    [
        ("9", "10", "90,00"),
        ("0", "10", "0,00"),
        ("2", "3", "66,67"),
        ("82", "64", "128,13"),
        ("74.90", "80", "93,63"),
        ("0.0001", "999999999999999", "0,00"),
    ],
)
def test_a_ratio_is_its_counts_times_one_hundred(pembilang: str, penyebut: str, cetak: str) -> None:
    hasil = compute_rasio(Decimal(pembilang), Decimal(penyebut))
    assert not hasil.nihil
    assert (hasil.pembilang, hasil.penyebut) == (Decimal(pembilang), Decimal(penyebut))
    assert _cetak(hasil) == cetak


def test_zero_of_zero_is_nihil_and_not_zero_percent() -> None:
    assert Hasil(True, Decimal(0), Decimal(0), None) == NIHIL
    assert compute_rasio(Decimal(0), Decimal(5)) != NIHIL


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "kalimat"),
    [(1, 0, "Penyebut 0"), (-1, 5, "Pembilang"), (5, -1, "Penyebut"), (-1, 0, "Pembilang")],
)
def test_impossible_counts_are_refused(pembilang: int, penyebut: int, kalimat: str) -> None:
    with pytest.raises(ValueError, match=kalimat):
        compute_rasio(Decimal(pembilang), Decimal(penyebut))


def test_more_than_one_hundred_percent_is_allowed_with_a_warning() -> None:
    assert "lebih besar" in compute_rasio(Decimal(11), Decimal(10)).peringatan[0]
    assert compute_rasio(Decimal(10), Decimal(10)).peringatan == ()


def _baris(*pasangan: tuple[int, int]) -> list[BarisDokumen]:
    return [BarisDokumen(Decimal(jatuh), Decimal(tepat)) for jatuh, tepat in pasangan]


def test_a_document_list_sums_its_rows_before_dividing() -> None:
    hasil = compute_daftar(_baris((12, 11), (4, 4), (1, 0), (0, 0)))
    assert (hasil.pembilang, hasil.penyebut) == (15, 17)
    assert _cetak(hasil) == "88,24"


def test_a_document_list_in_which_nothing_fell_due_is_nihil() -> None:
    assert compute_daftar(_baris((0, 0), (0, 0))) == NIHIL


@pytest.mark.parametrize(
    ("pasangan", "kalimat"),
    [
        ([], "belum diisi"),
        ([(3, 3), (2, 3)], "Baris 2: dokumen tepat waktu"),
        ([(-1, -1)], "Baris 1: .*negatif"),
        ([(1, -1)], "Baris 1: .*negatif"),
    ],
)
def test_an_impossible_document_list_is_refused_naming_the_row(
    pasangan: list[tuple[int, int]], kalimat: str
) -> None:
    with pytest.raises(ValueError, match=kalimat):
        compute_daftar(_baris(*pasangan))


def test_a_plain_number_has_no_counts_and_keeps_its_sign() -> None:
    assert compute_angka(Decimal("-3.5")) == Hasil(False, None, None, Decimal("-3.5"))
    assert not compute_angka(Decimal(0)).nihil


@pytest.mark.parametrize("cara", list(CaraHitung))
def test_a_year_without_periods_is_none_and_one_of_nihil_is_nihil(cara: CaraHitung) -> None:
    assert compute_setahun(cara, []) is None
    assert compute_setahun(cara, [NIHIL, NIHIL]) == NIHIL


@pytest.mark.parametrize(
    ("cara", "cetak"),
    [(CaraHitung.JUMLAH, "10,00"), (CaraHitung.AKHIR, "0,00"), (CaraHitung.RATA, "50,00")],
)
def test_each_way_of_making_the_year_leaves_nihil_out(cara: CaraHitung, cetak: str) -> None:
    periode = [NIHIL, *_rasio((1, 1)), NIHIL, *_rasio((0, 9)), NIHIL]
    assert _cetak(compute_setahun(cara, periode)) == cetak


def test_the_sum_carries_its_counts_and_warning_and_the_mean_has_none() -> None:
    periode = _rasio((12, 10), (9, 10))
    jumlah = compute_setahun(CaraHitung.JUMLAH, periode)
    assert jumlah == compute_rasio(Decimal(21), Decimal(20))
    rata = compute_setahun(CaraHitung.RATA, periode)
    assert rata == Hasil(False, None, None, Decimal(105))
    assert compute_setahun(CaraHitung.AKHIR, periode) == periode[-1]


def test_plain_numbers_are_summed_themselves() -> None:
    periode = [compute_angka(Decimal(n)) for n in ("1.5", "2", "0")]
    assert _cetak(compute_setahun(CaraHitung.JUMLAH, periode)) == "3,50"
    assert _cetak(compute_setahun(CaraHitung.AKHIR, periode)) == "0,00"


def test_fractions_and_plain_numbers_cannot_be_summed_together() -> None:
    with pytest.raises(ValueError, match="tidak dapat dijumlahkan"):
        compute_setahun(CaraHitung.JUMLAH, [*_rasio((1, 2)), compute_angka(Decimal(3))])


@given(st.lists(PASANGAN, min_size=1, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_periods_changes_neither_sum_nor_mean(
    pasangan: list[tuple[int, int]], acak: random.Random
) -> None:
    periode = [*_rasio(*pasangan), NIHIL]
    lain = list(periode)
    acak.shuffle(lain)
    for cara in (CaraHitung.JUMLAH, CaraHitung.RATA):
        assert compute_setahun(cara, lain) == compute_setahun(cara, periode)


@given(CACAH, CACAH.filter(bool))
@settings(max_examples=100)
def test_one_period_alone_is_the_year(pembilang: Decimal, penyebut: Decimal) -> None:
    hasil = compute_rasio(pembilang, penyebut)
    for cara in CaraHitung:
        setahun = compute_setahun(cara, [hasil])
        assert setahun is not None
        assert setahun.nilai == hasil.nilai


@given(CACAH, CACAH)
@settings(max_examples=100)
def test_a_ratio_is_a_number_or_nihil_or_refused_and_nothing_else(
    pembilang: Decimal, penyebut: Decimal
) -> None:
    if penyebut == 0 and pembilang > 0:
        with pytest.raises(ValueError, match="Penyebut 0"):
            compute_rasio(pembilang, penyebut)
        return
    hasil = compute_rasio(pembilang, penyebut)
    assert hasil.nihil == (hasil.nilai is None) == (penyebut == 0)
    assert bool(hasil.peringatan) == (pembilang > penyebut)
