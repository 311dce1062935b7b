"""Which filter an entry answers to: every state, waits at the border, nihil, not due, excepted."""

from decimal import Decimal

import pytest

from iki_web.rules.alur import Status
from iki_web.rules.rekap import BATAS_MENUNGGU, Butir
from iki_web.rules.rekap.saring import KATA_SARING, Saring, SaringKeadaan, classify_isian
from iki_web.rules.rumus import Hasil, compute_rasio

S = SaringKeadaan
NILAI = compute_rasio(Decimal(9), Decimal(10))
NIHIL = Hasil(True, None, None, None)


@pytest.mark.parametrize(
    ("butir", "tunggu", "cocok"),
    [
        (Butir(Status.BELUM_DIISI, 1), 0, {S.BELUM_DIISI, S.BELUM_DIAJUKAN}),
        (Butir(Status.BELUM_DIISI, 1, mulai=False), 0, {S.BELUM_MULAI}),
        (Butir(Status.BELUM_DIISI, 1, dikecualikan=True), 0, {S.DIKECUALIKAN}),
        (Butir(Status.DRAF, 1, mulai=False), 0, {S.DRAF, S.BELUM_DIAJUKAN}),
        (Butir(Status.DRAF, 1, dikecualikan=True), 0, {S.DIKECUALIKAN}),
        (Butir(Status.DIKEMBALIKAN, 1), 9, {S.DIKEMBALIKAN, S.BELUM_DIAJUKAN}),
        (Butir(Status.DIAJUKAN, 1), BATAS_MENUNGGU, {S.DIAJUKAN}),
        (Butir(Status.DIAJUKAN, 1), BATAS_MENUNGGU + 1, {S.DIAJUKAN, S.MENUNGGU_LAMA}),
        # Handed in although excepted: it counts like any other.
        (Butir(Status.DIAJUKAN, 1, dikecualikan=True), 0, {S.DIAJUKAN}),
        (Butir(Status.DISETUJUI, 1, NILAI), 0, {S.DISETUJUI}),
        (Butir(Status.DISETUJUI, 1, NIHIL), 0, {S.DISETUJUI, S.NIHIL}),
        # Nihil is only said of what was approved.
        (Butir(Status.DIAJUKAN, 1, NIHIL), 0, {S.DIAJUKAN}),
    ],
)
def test_states(butir, tunggu, cocok):
    assert classify_isian(butir, tunggu) == cocok


def test_every_filter_has_its_words():
    assert set(KATA_SARING) == set(SaringKeadaan)


def test_filters_are_joined_by_and():
    butir = Butir(Status.DISETUJUI, 2, NILAI)
    assert Saring().kosong
    assert Saring().is_cocok(butir, "Baik", 0)
    saring = Saring(2, S.DISETUJUI, "Baik")
    assert not saring.kosong
    assert saring.is_cocok(butir, "Baik", 0)
    for lain in (Saring(1, S.DISETUJUI, "Baik"), Saring(2, S.NIHIL, "Baik"), Saring(predikat="X")):
        assert not lain.is_cocok(butir, "Baik", 0)
    assert not Saring(predikat="Baik").is_cocok(butir, None, 0)
