"""The morning list of figures: whose, which, and for how long."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.queries.rekap import get_pagi
from iki_web.rules.periode import WIB
from tests.pendukung.entri import id_indikator

pytestmark = pytest.mark.usefixtures("konteks_app")


def baca(sebagai, nama):
    db.session.rollback()
    return get_pagi(sebagai(nama))


def test_shrunk_denominator_of_a_running_indicator_is_told_above(sebagai, entri):
    # kasubbag-umum-1 runs "sampai dengan" (AKHIR); the second count is smaller.
    entri("DISETUJUI", "kasubbag-umum-1", pembilang=180, penyebut=200)
    entri("DIAJUKAN", "kasubbag-umum-1", "2026-TW2", pembilang=170, penyebut=199)
    pagi = baca(sebagai, "camat")
    assert [(s.sebelum.angka.penyebut, s.kini.angka.penyebut) for s in pagi.susut] == [(200, 199)]
    assert baca(sebagai, "sekretaris").susut == pagi.susut
    for lain in ("kasubbag-umum", "staf-umum", "kasi-pmd", "pengelola"):
        assert baca(sebagai, lain).susut == ()


@pytest.mark.parametrize("penyebut", [200, 201])
def test_equal_or_growing_denominator_is_not(sebagai, entri, penyebut):
    entri("DISETUJUI", "kasubbag-umum-1", penyebut=200)
    entri("DISETUJUI", "kasubbag-umum-1", "2026-TW2", penyebut=penyebut)
    assert baca(sebagai, "camat").susut == ()


def test_denominator_that_is_counted_anew_each_period_may_shrink(sebagai, entri):
    entri("DISETUJUI", "staf-umum-1", penyebut=200)
    entri("DISETUJUI", "staf-umum-1", "2026-TW2", penyebut=190)
    assert baca(sebagai, "camat").susut == ()


def test_shared_indicator_that_differs_names_both_sides(sebagai, entri):
    entri("DISETUJUI", "kasubbag-umum-2", pembilang=180, penyebut=200)
    assert baca(sebagai, "camat").beda == ()
    entri("DIAJUKAN", "staf-umum-1", pembilang=170, penyebut=200)
    (beda,) = baca(sebagai, "camat").beda
    assert (beda.atasan.jabatan.kode, beda.bawahan.jabatan.kode) == ("kasubbag-umum", "staf-umum")
    assert (beda.atasan.angka.pembilang, beda.bawahan.angka.pembilang) == (180, 170)
    # The superior sees his own beside his staff's; the staff see nothing above them.
    assert len(baca(sebagai, "kasubbag-umum").beda) == 1
    assert baca(sebagai, "staf-umum").beda == ()
    assert baca(sebagai, "kasubbag-keuangan").beda == ()


def test_drafts_and_equal_figures_are_not_compared(sebagai, entri):
    entri("DISETUJUI", "kasubbag-umum-2")
    entri("DRAF", "staf-umum-1", pembilang=1, penyebut=200)
    assert baca(sebagai, "camat").beda == ()
    entri("DISETUJUI", "kasi-trantib-2", nihil=True, alasan_nihil="Tidak ada.")
    entri("DISETUJUI", "staf-trantib-1", nihil=True, alasan_nihil="Tidak ada.")
    assert baca(sebagai, "camat").beda == ()


def test_nihil_beside_a_number_differs(sebagai, entri):
    entri("DISETUJUI", "kasi-trantib-2", nihil=True, alasan_nihil="Tidak ada.")
    entri("DISETUJUI", "staf-trantib-1")
    assert len(baca(sebagai, "camat").beda) == 1


def test_after_a_month_the_list_is_silent(sebagai, entri, jam_uji):
    entri("DISETUJUI", "kasubbag-umum-2", pembilang=180, penyebut=200)
    entri("DISETUJUI", "staf-umum-1", pembilang=170, penyebut=200)
    jam_uji.maju(timedelta(days=32))
    assert baca(sebagai, "camat").beda == ()


def test_in_january_the_year_before_is_still_on_the_list(sebagai, entri, jam_uji):
    create_target(sebagai("pengelola"), 2026, {id_indikator("staf-umum-1"): Decimal(100)})
    entri("DISETUJUI", pembilang=95, penyebut=100, periode="2026-TW3")
    jam_uji.set(datetime(2027, 1, 11, 9, tzinfo=WIB))
    entri("DISETUJUI", pembilang=80, penyebut=100, periode="2026-TW4")
    (turun,) = baca(sebagai, "camat").turun
    assert turun.selisih == 15
