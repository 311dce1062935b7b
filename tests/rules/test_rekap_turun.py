"""A fall worth the superior's morning: from one approved figure to the next."""

from decimal import Decimal

import pytest

from iki_web.rules.alur import Status
from iki_web.rules.rekap import Butir, find_turun
from iki_web.rules.rumus import Hasil


@pytest.mark.parametrize(
    ("capaian", "letak"),
    [
        ([], None),
        (["90"], None),
        (["90", "80.01"], None),
        (["90", "80"], (0, 1)),
        (["90", None, "70"], (0, 2)),
        (["90", "70", "75"], None),
        (["70", "90"], None),
    ],
)
def test_a_fall_is_told_from_the_last_two_approved_figures(capaian, letak):
    butir = [
        Butir(
            Status.DISETUJUI if nilai else Status.DRAF,
            1,
            Hasil(False, None, None, Decimal(nilai)) if nilai else None,
            capaian=Decimal(nilai) if nilai else None,
        )
        for nilai in capaian
    ]
    assert find_turun(butir) == letak
