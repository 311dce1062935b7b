"""Targets are versions: a new one stands beside the old; "-" is not 0."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Target
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.target import JenisTarget
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import Meja


@pytest.fixture
def meja(app, entri):
    return Meja(app, *entri("DIAJUKAN", pembilang=150, penyebut=200))


def _tetapkan(app, pelaku, meja, nilai):
    with app.app_context():
        return create_target(pelaku, 2026, {meja.indikator_id: nilai}, "Perubahan anggaran")


def test_versions_stand_beside_each_other(app, meja, sebagai):
    for nilai in (Decimal(75), Decimal("80.5"), None):
        assert _tetapkan(app, sebagai("pengelola"), meja, nilai) == 1
    with app.app_context():
        baris = db.session.execute(
            select(Target.versi, Target.jenis, Target.nilai).order_by(Target.versi)
        ).all()
    assert baris == [
        (1, JenisTarget.INDUK, Decimal(75)),
        (2, JenisTarget.PERUBAHAN, Decimal("80.5")),
        (3, JenisTarget.PERUBAHAN, None),
    ]


def test_no_target_and_not_targeted_are_two_things(app, meja, sebagai):
    assert meja.lihat("camat").target.belum
    _tetapkan(app, sebagai("pengelola"), meja, None)
    entri = meja.lihat("camat")
    assert entri.target.tidak_ditargetkan
    assert entri.tidak_ditargetkan
    assert (entri.nilai_target, entri.capaian, entri.predikat) == (None, None, None)


@pytest.mark.parametrize("nilai", ["0", "-1", "-0.01"])
def test_a_target_that_cannot_be_is_refused(app, meja, sebagai, nilai):
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak):
        _tetapkan(app, sebagai("pengelola"), meja, Decimal(nilai))
    assert ambil_keadaan(app) == awal


def test_an_indicator_that_never_was_is_refused(app, sebagai):
    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(TidakTerlihat):
        create_target(sebagai("pengelola"), 2026, {999_999: Decimal(1)})
    assert ambil_keadaan(app) == awal
