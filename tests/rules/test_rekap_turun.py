"""A fall worth the superior's morning: from one approved figure to the next."""

from decimal import Decimal

import pytest

from iki_web.rules.rekap import is_turun


@pytest.mark.parametrize(
    ("sebelum", "kini", "turun"),
    [("90", "80", True), ("90", "80.01", False), ("70", "90", False), ("120", "100", True)],
)
def test_a_fall_of_ten_points_is_one_and_a_rise_never_is(sebelum, kini, turun):
    assert is_turun(Decimal(sebelum), Decimal(kini)) is turun
