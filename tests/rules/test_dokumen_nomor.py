"""The office's pattern for numbers: known fields only, replaced once, never evaluated."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.dokumen.jenis import Jenis
from iki_web.rules.dokumen.nomor import check_pola, compute_nomor

HARI = date(2026, 4, 10)


@pytest.mark.parametrize(
    "pola",
    [
        "{urut.__class__}",
        "{urut!r}/{tahun}",
        "{urut:>99999999}",
        "{0}/{urut}",
        "{urut[0]}",
        "{nama}/{urut}",
        "{urut}/{",
        "}{urut}",
        "{}/{urut}",
        "{{urut}}",
        "tanpa urut/{tahun}",
    ],
)
def test_what_is_no_plain_field_is_refused(pola):
    with pytest.raises(ValueError, match=r"tidak dikenal|tidak berpasangan|harus memuat"):
        check_pola(pola)


def test_fields_are_replaced_and_everything_else_stands_as_typed():
    pola = r"%s/%(x)s/\1/{urut}/{kode}/{bulan}/{romawi}/{tahun}/$tahun"
    assert check_pola(pola) == pola
    kode = compute_nomor("{kode}", 7, Jenis.LAPORAN, HARI)
    harap = rf"%s/%(x)s/\1/007/{kode}/04/IV/2026/$tahun"
    assert compute_nomor(pola, 7, Jenis.LAPORAN, HARI) == harap


@given(st.text("{}urtahnkode.!:[]%$\\ 0", max_size=30))
def test_any_pattern_is_refused_or_makes_numbers_that_differ(pola):
    with suppress(ValueError):
        sah = check_pola(pola)
        assert len({compute_nomor(sah, n, Jenis.LAPORAN, HARI) for n in range(1, 20)}) == 19
