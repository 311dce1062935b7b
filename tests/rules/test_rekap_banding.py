"""A year before the app worked out from what is known of it, and which way an indicator went."""

from decimal import Decimal

import pytest

from iki_web.rules.bilangan import format_angka
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.rekap.banding import (
    Gerak,
    classify_gerak,
    compute_lalu,
    compute_selisih,
    compute_sisa,
)


def lalu(pembilang=None, penyebut=None, nilai=None, target=None, arah=Arah.NAIK):
    isi = (None if n is None else Decimal(n) for n in (pembilang, penyebut, nilai, target))
    return compute_lalu(*isi, arah, RumusTurun.SELISIH)


def test_counts_come_before_the_rounded_value():
    satu = lalu("82", "64", "128.13", "90")
    assert satu.hasil.nilai == Decimal("128.125")
    assert (satu.hasil.pembilang, satu.hasil.penyebut) == (82, 64)
    assert format_angka(satu.capaian) == "142,36"


@pytest.mark.parametrize(
    ("isi", "nilai", "capaian"),
    [
        ({"nilai": "-12.5", "target": "50"}, Decimal("-12.5"), Decimal(-25)),
        ({"nilai": "90"}, Decimal(90), None),
        # 0 cannot be a target where more is better: nothing is invented.
        ({"nilai": "90", "target": "0"}, Decimal(90), None),
        ({"nilai": "0", "target": "0", "arah": Arah.TURUN}, Decimal(0), Decimal(100)),
        ({"pembilang": "0", "penyebut": "0", "target": "90"}, None, None),
    ],
)
def test_values_and_targets(isi, nilai, capaian):
    satu = lalu(**isi)
    assert (satu.hasil.nilai, satu.capaian) == (nilai, capaian)
    assert satu.nihil is (nilai is None)


@pytest.mark.parametrize(
    ("dari", "ke", "arah", "gerak"),
    [
        ("80", "90", Arah.NAIK, Gerak.MEMBAIK),
        ("90", "80", Arah.NAIK, Gerak.MEMBURUK),
        ("80", "90", Arah.TURUN, Gerak.MEMBURUK),
        ("90", "80", Arah.TURUN, Gerak.MEMBAIK),
        # Read from what is printed: 0,00 is no move.
        ("80", "80.004", Arah.NAIK, Gerak.TETAP),
        ("80", "80.005", Arah.NAIK, Gerak.MEMBAIK),
        ("80", "79.996", Arah.TURUN, Gerak.TETAP),
    ],
)
def test_the_way_follows_the_printed_difference(dari, ke, arah, gerak):
    assert classify_gerak(compute_selisih(Decimal(dari), Decimal(ke)), arah) is gerak


@pytest.mark.parametrize(
    ("nilai", "target", "arah", "sisa"),
    [
        ("87.5", "90", Arah.NAIK, "2.5"),
        ("90", "90", Arah.NAIK, "0"),
        ("95", "90", Arah.NAIK, "0"),
        ("7", "4", Arah.TURUN, "3"),
        ("3", "4", Arah.TURUN, "0"),
    ],
)
def test_what_is_left_to_an_end_target_is_never_below_nothing(nilai, target, arah, sisa):
    assert compute_sisa(Decimal(nilai), Decimal(target), arah) == Decimal(sisa)
