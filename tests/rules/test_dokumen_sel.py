"""Cells of figures: the printed text, the typed number and the rating never disagree."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.bilangan import parse_angka
from iki_web.rules.capaian import SKALA_SAMPANG
from iki_web.rules.dokumen import Sel, dump_isi, format_isi, load_isi
from iki_web.rules.dokumen.contoh import CONTOH
from iki_web.rules.dokumen.sel import (
    build_capaian,
    build_hasil,
    build_keadaan,
    build_nilai,
    build_predikat,
)
from iki_web.rules.rekap import Gulungan
from iki_web.rules.rumus import Hasil, compute_angka, compute_rasio

NILAI = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=6)
CACAH = st.integers(0, 10**12).map(Decimal)


@given(NILAI)
def test_what_is_printed_is_the_number_beside_it(nilai):
    sel = build_capaian(nilai)
    assert parse_angka(sel.teks) == sel.angka
    assert abs(sel.angka - nilai) <= Decimal("0.005")


@given(NILAI)
def test_the_rating_is_read_from_the_printed_number(nilai):
    cetak = parse_angka(build_capaian(nilai).teks)
    label = next((kata for batas, kata in SKALA_SAMPANG if cetak >= batas), "Sangat Kurang")
    assert build_predikat(nilai, SKALA_SAMPANG).teks == label
    assert build_keadaan(Gulungan(None, None, nilai), SKALA_SAMPANG).teks == label


@given(CACAH, CACAH.filter(bool))
def test_the_long_form_begins_with_the_short_one_and_carries_its_counts(atas, bawah):
    hasil = compute_rasio(atas, bawah)
    pembilang, penyebut, realisasi = build_hasil(hasil)
    sel = build_nilai(hasil, "%")
    assert sel.teks == f"{realisasi.teks} % ({pembilang.teks}/{penyebut.teks})"
    assert (sel.angka, sel.cacah) == (realisasi.angka, (atas, bawah))


@pytest.mark.parametrize(
    ("gulungan", "kata"),
    [
        (Gulungan(), "belum disetujui"),
        (Gulungan(Hasil(True, None, None, None)), "nihil"),
        (Gulungan(compute_angka(Decimal(1)), tanpa_target=True), "tidak ditargetkan"),
        (Gulungan(compute_angka(Decimal(1))), "target belum ditetapkan"),
        (Gulungan(compute_angka(Decimal(0)), Decimal(1), Decimal(0)), "Sangat Kurang"),
    ],
)
def test_a_year_without_achievement_says_why(gulungan, kata):
    assert build_keadaan(gulungan, SKALA_SAMPANG).teks == kata


def test_nothing_zero_and_nihil_are_three_things():
    assert build_nilai(None, "%") == Sel()
    assert build_nilai(Hasil(True, None, None, None), "%") == Sel("n/a")
    assert build_nilai(compute_rasio(Decimal(0), Decimal(7)), "%").teks == "0,00 % (0/7)"
    assert build_nilai(compute_angka(Decimal("-5")), "derajat").teks == "-5,00 derajat"


def test_a_frozen_sheet_comes_back_as_it_was():
    assert load_isi(format_isi(CONTOH)) == CONTOH
    assert dump_isi(load_isi(format_isi(CONTOH))) == dump_isi(CONTOH)
