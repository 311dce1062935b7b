"""Two who share an indicator: when their figures differ, and when a denominator shrank."""

from decimal import Decimal

import pytest

from iki_web.rules.persetujuan import Pembanding, is_beda, is_susut, list_petunjuk


def angka(nilai=None, pembilang=None, penyebut=None):
    isi = (None if satu is None else Decimal(satu) for satu in (nilai, pembilang, penyebut))
    return Pembanding("Staf", *isi)


@pytest.mark.parametrize(
    ("satu", "lain", "beda"),
    [
        (angka("90", "9", "10"), angka("90", "9.0", "10.00"), False),
        # The same percentage from other counts is another figure.
        (angka("90", "9", "10"), angka("90", "90", "100"), True),
        (angka(), angka(), False),
        (angka(), angka("90", "9", "10"), True),
        (angka("12"), angka("12.0"), False),
        (angka("12"), angka("-12"), True),
    ],
)
def test_figures_of_twins(satu, lain, beda):
    assert is_beda(satu, lain) is is_beda(lain, satu) is beda


@pytest.mark.parametrize(
    ("lalu", "kini", "susut"),
    [("10", "9", True), ("10", "10.0", False), ("10", "11", False), (None, "9", False)],
)
def test_denominators(lalu, kini, susut):
    angka_lalu = None if lalu is None else Decimal(lalu)
    assert is_susut(angka_lalu, Decimal(kini)) is susut
    assert is_susut(Decimal(9), None) is False


def test_plain_numbers_that_differ_are_a_hint_too():
    (teks,) = list_petunjuk(angka("12"), None, (angka("13"),))
    assert "Indikator yang sama pada Staf berbeda" in teks
