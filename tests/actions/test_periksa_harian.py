"""The check of the day, and what backups know of the trail."""

from datetime import timedelta

import pytest

from iki_web.actions.cadangan import create_cadangan, list_sumber, take_periksa
from iki_web.actions.periksa import run_periksa
from tests.pendukung.keadaan import hitung_jejak, tulis_langsung


@pytest.fixture
def sistem(app, sebagai):
    """The keeper, with a folder for backups."""
    (app.config["IKI"].instance / "cadangan").mkdir()
    return sebagai("pengelola")


def test_the_check_of_the_day_runs_once_a_day(app, jam_uji):
    with app.app_context():
        assert take_periksa()
        assert not take_periksa()
        jam_uji.maju(timedelta(days=1))
        assert take_periksa()
        # A clock that was put back does not stop the checks of the days until then.
        jam_uji.maju(timedelta(days=-30))
        assert take_periksa()
    assert hitung_jejak(app, "pemeriksaan.dijalankan") == 3


def test_what_goes_wrong_with_it_stops_nothing(app, monkeypatch):
    def gagal(*_isi):
        raise RuntimeError

    monkeypatch.setattr("iki_web.actions.cadangan.latar.check_instance", gagal)
    with app.app_context():
        assert not take_periksa()
    monkeypatch.undo()
    with app.app_context():
        assert take_periksa()


def test_a_backup_knows_the_line_it_ended_with(app, sistem, entri):
    entri("DISETUJUI")
    with app.app_context():
        cadangan = create_cadangan(sistem)
        (sumber,) = list_sumber()
        assert [(j.seq, j.mac) for j in sumber.jangkar] == [
            (cadangan.manifes.seq, cadangan.manifes.mac)
        ]
        assert run_periksa(sistem, [sumber]).temuan == ()
    # A line the backup ended with is another one now: only the backup is asked.
    tulis_langsung(app, "DROP TRIGGER jejak_tolak_update" if _is_sqlite(app) else
                   "DROP FUNCTION jejak_tolak() CASCADE")  # fmt: skip
    tulis_langsung(app, f"UPDATE jejak SET mac = '{'0' * 64}' WHERE seq = {cadangan.manifes.seq}")
    with app.app_context():
        temuan = run_periksa(sistem, list_sumber()).temuan
    assert any("cadangan" in satu for satu in temuan)


def test_a_foreign_or_torn_backup_says_nothing(app, sistem):
    folder = app.config["IKI"].instance / "cadangan"
    (folder / "iki-jrengik-20260101-000000.zip").write_bytes(b"PK")
    with app.app_context():
        assert [satu.jangkar for satu in list_sumber()] == [[]]


def _is_sqlite(app) -> bool:
    return app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
