"""Periods: a year in one act, deadlines in WIB, closing, reopening with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from iki_web.actions.periode import (
    close_periode,
    compute_batas,
    open_berjalan,
    open_periode,
    open_tahun,
)
from iki_web.extensions import db
from iki_web.models import Periode
from iki_web.rules.alur import Aksi
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.periode import WIB, StatusPeriode
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja


def _periode(app, kode: str) -> Periode:
    with app.app_context():
        return db.session.execute(select(Periode).where(Periode.kode == kode)).scalar_one()


def test_a_year_is_made_in_one_act_and_once(app, sebagai):
    pelaku = sebagai("pengelola")
    with app.app_context():
        assert open_tahun(pelaku, 2027) == 1 + 2 + 4 + 12
        awal = ambil_keadaan(app)
        assert open_tahun(pelaku, 2027) == 0
    assert ambil_keadaan(app) == awal
    assert _periode(app, "2027-TW1").status is StatusPeriode.BELUM_DIBUKA


def test_the_deadline_is_the_tenth_working_day_of_next_january():
    # 1 January 2027 is a Friday: the tenth working day is Thursday the 14th.
    assert compute_batas(2026) == datetime(2027, 1, 15, 0, 0, tzinfo=WIB)


@pytest.mark.parametrize("tahun", [1999, 3000, 0, -1])
def test_a_year_outside_the_calendar_is_refused(app, sebagai, tahun):
    with app.app_context(), pytest.raises(Ditolak):
        open_tahun(sebagai("pengelola"), tahun)


def test_periods_open_on_their_first_day_in_wib(app, sebagai, jam_uji):
    pelaku = sebagai("pengelola")

    def buka() -> set[str]:
        open_berjalan(pelaku)
        status = select(Periode.kode).where(
            Periode.tahun == 2027, Periode.status == StatusPeriode.DIBUKA
        )
        return set(db.session.execute(status).scalars())

    with app.app_context():
        open_tahun(pelaku, 2027)
        jam_uji.set(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC))
        assert buka() == set()
        jam_uji.set(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
        awal = hitung_jejak(app, "periode.dibuka")
        assert buka() == buka() == {"2027", "2027-S1", "2027-TW1", "2027-01"}
    assert hitung_jejak(app, "periode.dibuka") == awal + 1


@pytest.mark.parametrize("siapa", ["camat", "sekretaris", "staf-umum"])
def test_only_the_pengelola_keeps_periods(app, sebagai, siapa):
    pelaku, periode = sebagai(siapa), _periode(app, "2026-TW1")
    awal = ambil_keadaan(app)
    with app.app_context():
        for coba in (
            lambda: open_tahun(pelaku, 2028),
            lambda: close_periode(pelaku, "2026-TW1", periode.versi),
            lambda: open_periode(pelaku, "2026-TW1", periode.versi, "2026-12-31", ""),
        ):
            with pytest.raises(TidakBerwenang):
                coba()
    assert ambil_keadaan(app) == awal


def test_closing_stops_everything_and_reopening_needs_a_reason(app, entri, sebagai):
    meja = Meja(app, *entri("DIAJUKAN"))
    pelaku, versi = sebagai("pengelola"), _periode(app, "2026-TW1").versi
    with app.app_context():
        close_periode(pelaku, "2026-TW1", versi)
        awal = ambil_keadaan(app)
        for siapa, aksi in (("kasubbag-umum", Aksi.SETUJUI), ("staf-umum", Aksi.TARIK)):
            with pytest.raises(Ditolak, match="ditutup"):
                meja.lakukan(siapa, aksi)
        with pytest.raises(Ditolak) as tolak:
            open_periode(pelaku, "2026-TW1", versi + 1, "2026-12-31", "  ")
        assert list(tolak.value.isian) == ["alasan"]
        assert ambil_keadaan(app) == awal
        open_periode(pelaku, "2026-TW1", versi + 1, "2026-12-31", "Salah tutup.")
    assert _periode(app, "2026-TW1").alasan_buka == "Salah tutup."
    meja.lakukan("kasubbag-umum", Aksi.SETUJUI)


def test_a_passed_deadline_is_reopened_only_with_a_reason(app, sebagai, jam_uji):
    periode = _periode(app, "2026-TW1")
    jam_uji.set(periode.batas)
    pelaku = sebagai("pengelola")
    with app.app_context():
        with pytest.raises(Ditolak):
            open_periode(pelaku, "2026-TW1", periode.versi, "2027-02-01", "")
        open_periode(pelaku, "2026-TW1", periode.versi, "2027-02-01", "Listrik padam tiga hari.")
    assert _periode(app, "2026-TW1").batas == datetime(2027, 2, 2, 0, 0, tzinfo=WIB)


@pytest.mark.parametrize(
    "batas",
    [
        "",
        "besok",
        "2026-04-09",
        "2026-02-30",
        "2999-12-31",
        "0001-01-01",
        "2099-04-30",
        "2028-05-01",
    ],
)
def test_an_impossible_deadline_is_refused_beside_its_field(app, sebagai, batas):
    versi = _periode(app, "2026-TW1").versi
    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(Ditolak) as tolak:
        open_periode(sebagai("pengelola"), "2026-TW1", versi, batas, "")
    assert list(tolak.value.isian) == ["batas"]
    assert ambil_keadaan(app) == awal


def test_today_is_still_a_deadline(app, sebagai, jam_uji):
    versi = _periode(app, "2026-TW1").versi
    with app.app_context():
        open_periode(sebagai("pengelola"), "2026-TW1", versi, "2026-04-10", "")
    batas = _periode(app, "2026-TW1").batas
    assert batas - jam_uji.now() == timedelta(hours=15)


def test_a_stale_or_unknown_period_is_refused(app, sebagai):
    pelaku, versi = sebagai("pengelola"), _periode(app, "2026-TW1").versi
    awal = ambil_keadaan(app)
    with app.app_context():
        with pytest.raises(Basi):
            close_periode(pelaku, "2026-TW1", versi + 1)
        with pytest.raises(TidakTerlihat):
            close_periode(pelaku, "2031-TW1", 1)
    assert ambil_keadaan(app) == awal
