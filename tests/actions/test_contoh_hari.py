"""The sample data on other days of the year: the same acts, of which both databases are asked."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from iki_web.actions.contoh import create_contoh
from iki_web.extensions import db
from iki_web.models import Jejak, Usulan
from tests.pendukung.contoh import gambar_sekali


@pytest.mark.parametrize("hari", ["2027-01-25", "2027-03-01", "2026-05-20", "2026-12-31"])
def test_demo_can_be_made_on_any_day(konteks_app, jam_uji, monkeypatch, hari):
    gambar_sekali(monkeypatch)
    saat = datetime.fromisoformat(f"{hari}T08:30+07:00")
    jam_uji.set(saat)
    assert create_contoh(konteks_app.extensions["iki_simpanan"]).startswith("Data contoh dibuat")
    assert db.session.execute(select(func.max(Jejak.waktu))).scalar_one() <= saat
    assert db.session.execute(select(func.count(Usulan.id))).scalar_one() == 4
