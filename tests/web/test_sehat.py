"""What a watching machine is told: one word, and one of why nothing can be done (soon)."""

import shutil
from collections import namedtuple

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from iki_web.rules.sehat import GIB, MIB
from iki_web.storage import ruang

_Pakai = namedtuple("_Pakai", "total used free")


def test_all_is_well_and_nothing_more_is_said(tamu, masuk):
    for klien in (tamu, masuk("pengelola")):
        jawab = klien.get("/sehat")
        assert (jawab.status_code, jawab.json) == (200, {"status": "sehat"})
        assert jawab.headers["Cache-Control"] == "no-store"


@pytest.fixture
def database_mati(monkeypatch):
    """`database_mati()`: from here on nobody gets a connection."""

    def mati():
        def tolak(_mesin):
            raise OperationalError("SELECT 1", {}, Exception("tidak menjawab"))

        monkeypatch.setattr(Engine, "connect", tolak)

    return mati


@pytest.mark.parametrize("siapa", ["", "pengelola"])
def test_a_database_that_does_not_answer_is_named(tamu, masuk, database_mati, siapa):
    klien = masuk(siapa) if siapa else tamu
    database_mati()
    jawab = klien.get("/sehat")
    assert (jawab.status_code, jawab.json) == (503, {"status": "sakit", "sebab": "database"})


@pytest.mark.parametrize("siapa", ["", "pengelola"])
@pytest.mark.parametrize("htmx", [False, True])
def test_people_read_a_sentence_when_the_database_does_not_answer(
    tamu, masuk, database_mati, siapa, htmx
):
    klien = masuk(siapa) if siapa else tamu
    database_mati()
    for jalur in ("/", "/masuk", "/tidak-ada", "/indikator"):
        jawab = klien.get(jalur, headers={"HX-Request": "true"} if htmx else {})
        assert jawab.status_code == 503, jalur
        assert "Sedang sibuk" in jawab.text


def test_a_store_that_does_not_answer_is_named(app, tamu, monkeypatch):
    bukti = app.config["IKI"].bukti
    bukti.mkdir(exist_ok=True)
    boleh = ruang.os.access
    monkeypatch.setattr(ruang.os, "access", lambda f, cara: f != bukti and boleh(f, cara))
    jawab = tamu.get("/sehat")
    assert (jawab.status_code, jawab.json) == (503, {"status": "sakit", "sebab": "penyimpanan"})
    monkeypatch.undo()
    monkeypatch.setattr(ruang.shutil, "disk_usage", _hilang)
    assert tamu.get("/sehat").json["sebab"] == "penyimpanan"


def _hilang(_folder):
    raise FileNotFoundError


def test_a_disk_that_is_soon_full_is_named(tamu, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _f: _Pakai(100 * GIB, 0, 511 * MIB))
    jawab = tamu.get("/sehat")
    assert (jawab.status_code, jawab.json) == (503, {"status": "sakit", "sebab": "ruang"})
    monkeypatch.setattr(shutil, "disk_usage", lambda _f: _Pakai(100 * GIB, 0, 513 * MIB))
    assert tamu.get("/sehat").status_code == 200
