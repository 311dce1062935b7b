"""Capaian by direction and formula, the predikat read from the printed number, and averages."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki_web.rules.bilangan import format_angka
from iki_web.rules.capaian import (
    SKALA_PERMENDAGRI,
    SKALA_SAMPANG,
    Arah,
    RumusTurun,
    classify,
    compute_capaian,
    compute_peringatan,
    compute_rerata,
    round_tampil,
)
from iki_web.rules.rumus import compute_rasio

NAIK, TURUN = Arah.NAIK, Arah.TURUN
SELISIH, NISBAH = RumusTurun.SELISIH, RumusTurun.NISBAH
PERSEN = st.decimals(-200, 400, places=3)
CACAH = st.integers(1, 10**6).map(Decimal)


@pytest.mark.parametrize(
    ("realisasi", "target", "arah", "rumus", "cetak"),
    [
        ("82", "64", NAIK, SELISIH, "128,13"),
        ("74.90", "80", NAIK, SELISIH, "93,63"),
        ("0", "80", NAIK, SELISIH, "0,00"),
        ("-5", "80", NAIK, SELISIH, "-6,25"),
        ("80", "80", NAIK, NISBAH, "100,00"),
        ("10", "10", TURUN, SELISIH, "100,00"),
        ("8", "10", TURUN, SELISIH, "120,00"),
        ("0", "10", TURUN, SELISIH, "200,00"),
        ("20", "10", TURUN, SELISIH, "0,00"),
        ("21", "10", TURUN, SELISIH, "0,00"),
        ("8", "10", TURUN, NISBAH, "125,00"),
        ("40", "10", TURUN, NISBAH, "25,00"),
        ("0", "10", TURUN, NISBAH, "200,00"),
        ("0", "0", TURUN, SELISIH, "100,00"),
        ("0", "0", TURUN, NISBAH, "100,00"),
        ("0.0001", "0", TURUN, SELISIH, "0,00"),
        ("3", "0", TURUN, NISBAH, "0,00"),
    ],
)
def test_capaian_follows_the_formula_of_its_direction(
    realisasi: str, target: str, arah: Arah, rumus: RumusTurun, cetak: str
) -> None:
    capaian = compute_capaian(Decimal(realisasi), Decimal(target), arah, rumus)
    assert format_angka(capaian) == cetak


def test_the_formula_for_turun_is_selisih_unless_told_otherwise() -> None:
    assert compute_capaian(Decimal(8), Decimal(10), TURUN) == 120


def test_target_zero_is_refused_where_more_is_better() -> None:
    with pytest.raises(ValueError, match="Target 0"):
        compute_capaian(Decimal(5), Decimal("0.00"), NAIK)


@pytest.mark.parametrize("arah", list(Arah))
def test_a_negative_target_is_refused(arah: Arah) -> None:
    with pytest.raises(ValueError, match="negatif"):
        compute_capaian(Decimal(5), Decimal(-10), arah)


def test_a_capaian_set_by_rule_comes_with_a_sentence() -> None:
    nol, sepuluh = Decimal(0), Decimal(10)
    assert "dihitung 0" in str(compute_peringatan(sepuluh, nol, TURUN))
    assert "dihitung 200" in str(compute_peringatan(nol, sepuluh, TURUN, NISBAH))
    assert compute_peringatan(nol, nol, TURUN) is None
    assert compute_peringatan(nol, sepuluh, TURUN) is None
    assert compute_peringatan(sepuluh, nol, NAIK) is None


def test_rounding_happens_once_at_the_end() -> None:
    # 2/3 is 66,67 %: on the rounded number this capaian would print 100,01.
    realisasi = compute_rasio(Decimal(2), Decimal(3)).nilai
    assert realisasi is not None
    assert format_angka(compute_capaian(realisasi, Decimal("66.6666"), NAIK)) == "100,00"
    assert round_tampil(Decimal("90.9949999")) == Decimal("90.99")


@given(CACAH, CACAH, CACAH)
@settings(max_examples=100)
def test_every_formula_prints_what_exact_fractions_print(
    pembilang: Decimal, penyebut: Decimal, target: Decimal
) -> None:
    nilai = compute_rasio(pembilang, penyebut).nilai
    assert nilai is not None
    r, t = Fraction(pembilang) / Fraction(penyebut) * 100, Fraction(target)
    assert round_tampil(nilai) == _half_up(r)
    assert round_tampil(compute_capaian(nilai, target, NAIK)) == _half_up(r / t * 100)
    selisih = max((2 * t - r) / t * 100, Fraction(0))
    assert round_tampil(compute_capaian(nilai, target, TURUN, SELISIH)) == _half_up(selisih)
    nisbah = compute_capaian(nilai, target, TURUN, NISBAH)
    assert round_tampil(nisbah) == _half_up(t / r * 100)


def _half_up(nilai: Fraction) -> Decimal:
    """Non-negative fractions only."""
    return Decimal((nilai * 100 + Fraction(1, 2)).__floor__()) / 100


@pytest.mark.parametrize(
    ("capaian", "label"),
    [
        ("128.125", "Sangat Baik"),
        ("91", "Sangat Baik"),
        ("90.995", "Sangat Baik"),
        ("90.9949999", "Baik"),
        ("90.99", "Baik"),
        ("76", "Baik"),
        ("75.995", "Baik"),
        ("75.99", "Cukup"),
        ("66.00", "Cukup"),
        ("65.99", "Kurang"),
        ("51", "Kurang"),
        ("50.99", "Sangat Kurang"),
        ("0", "Sangat Kurang"),
        ("-6.25", "Sangat Kurang"),
    ],
)
def test_predikat_is_read_from_the_printed_number(capaian: str, label: str) -> None:
    assert classify(Decimal(capaian), SKALA_SAMPANG) == label


def test_the_permendagri_labels_have_the_same_bounds() -> None:
    assert [batas for batas, _ in SKALA_PERMENDAGRI] == [batas for batas, _ in SKALA_SAMPANG]
    assert [label for _, label in SKALA_PERMENDAGRI] == [
        "Sangat Tinggi",
        "Tinggi",
        "Sedang",
        "Rendah",
        "Sangat Rendah",
    ]


def test_an_empty_table_of_predikat_is_refused() -> None:
    with pytest.raises(ValueError, match="kosong"):
        classify(Decimal(90), ())


@given(PERSEN, PERSEN)
@settings(max_examples=100)
def test_a_higher_capaian_never_has_a_lower_predikat(satu: Decimal, dua: Decimal) -> None:
    tangga = [label for _, label in SKALA_SAMPANG]
    rendah, tinggi = sorted([satu, dua])
    assert tangga.index(classify(tinggi, SKALA_SAMPANG)) <= tangga.index(
        classify(rendah, SKALA_SAMPANG)
    )


@given(PERSEN)
@settings(max_examples=100)
def test_label_and_printed_number_never_disagree(capaian: Decimal) -> None:
    assert classify(capaian, SKALA_SAMPANG) == classify(round_tampil(capaian), SKALA_SAMPANG)


@pytest.mark.parametrize(
    ("nilai", "plafon", "rerata"),
    [
        (["100", "50"], None, "75,00"),
        (["300", "50"], None, "175,00"),
        (["300", "50"], "100", "75,00"),
        (["300", "50"], "120", "85,00"),
        (["-10", "110"], "100", "45,00"),
        (["0"], "100", "0,00"),
    ],
)
def test_the_average_is_unweighted_and_each_value_enters_it_capped(
    nilai: list[str], plafon: str | None, rerata: str
) -> None:
    hasil = compute_rerata(map(Decimal, nilai), None if plafon is None else Decimal(plafon))
    assert hasil is not None
    assert format_angka(hasil) == rerata


def test_nothing_to_average_is_none_and_not_zero() -> None:
    assert compute_rerata([]) is None
    assert compute_rerata([], Decimal(100)) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=16))
@settings(max_examples=100)
def test_the_average_of_repeating_fractions_prints_as_exact_fractions_do(
    pasangan: list[tuple[int, int]],
) -> None:
    nilai = [compute_rasio(Decimal(a), Decimal(b)).nilai for a, b in pasangan]
    rerata = compute_rerata(satu for satu in nilai if satu is not None)
    assert rerata is not None
    tepat = sum((Fraction(100 * a, b) for a, b in pasangan), Fraction(0)) / len(pasangan)
    assert round_tampil(rerata) == _half_up(tepat)


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_an_average_that_is_exactly_half_way_is_rounded_up_in_spite_of_sevenths(
    acak: random.Random,
) -> None:
    # Eight indicators whose exact sum is 1001: the mean is 125,125 and must not print 125,12.
    bagian = [acak.randint(1, 900) for _ in range(7)]
    bagian.append(7007 - sum(bagian))
    nilai = [compute_rasio(Decimal(n), Decimal(700)).nilai for n in bagian]
    rerata = compute_rerata(satu for satu in nilai if satu is not None)
    assert rerata is not None
    assert round_tampil(rerata) == Decimal("125.13")


@given(st.lists(PERSEN, min_size=1), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_rows_does_not_change_the_average(
    nilai: list[Decimal], acak: random.Random
) -> None:
    pertujuh = [satu / 7 for satu in nilai]
    rerata = compute_rerata(pertujuh)
    acak.shuffle(pertujuh)
    assert compute_rerata(pertujuh) == rerata
