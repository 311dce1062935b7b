"""Codes of the second step: the steps around now, however typed; nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from pyotp import TOTP

from iki_web.rules.dua_langkah import (
    HURUF,
    LANGKAH,
    compute_langkah,
    find_langkah,
    format_kelompok,
    take_kode,
)

RAHASIA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KINI = datetime(2026, 4, 10, 2, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize("geser", range(-3, 4))
def test_the_step_before_and_after_count_and_no_other(geser):
    saat = KINI + timedelta(seconds=LANGKAH * geser)
    harap = compute_langkah(saat) if abs(geser) <= 1 else None
    assert find_langkah(RAHASIA, TOTP(RAHASIA).at(saat), KINI) == harap


def test_it_is_the_algorithm_of_the_rfc():
    kunci = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for detik, kode in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        assert find_langkah(kunci, kode, datetime.fromtimestamp(detik, UTC)) == detik // 30


@pytest.mark.parametrize(
    "kode", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00", "9" * 90]
)
def test_anything_else_is_no_code(kode):
    assert find_langkah(RAHASIA, take_kode(kode), KINI) is None


def test_codes_are_read_as_people_type_them():
    assert take_kode(" 123 456 ") == "123456"
    assert take_kode("ABCD-efgh-2345") == "abcdefgh2345"
    assert format_kelompok("abcdefghij") == "abcd efgh ij"
    assert not set(HURUF) & set("01ilo")
