"""Fixtures: a fresh copy of a prepared instance per test, its people, its clock, its entries."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from iki_web.extensions import jam
from iki_web.rules.keterlihatan import Pelaku
from tests.pendukung.basis import POSTGRESQL, Basis, Cetakan, pinjam
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.keamanan import Pencatat, list_uji
from tests.pendukung.orang import buat_pelaku, masukkan
from tests.pendukung.sandi import beratkan_sandi, ringankan_sandi
from tests.pendukung.waktu import JamUji

# A busy machine is slow, not wrong; the same examples on every machine.
settings.register_profile("iki", deadline=None, derandomize=True, database=None)
settings.load_profile("iki")


@pytest.fixture(scope="session", autouse=True)
def _sandi_ringan() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as tambal:
        ringankan_sandi(tambal)
        yield


@pytest.fixture
def sandi_asli(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cost of the app itself, where a test is about it."""
    with beratkan_sandi(monkeypatch):
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Watch the tests that docs/keamanan.md names; the lanes on SQLite run all of them."""
    if not POSTGRESQL:
        config.pluginmanager.register(Pencatat(list_uji()), "keamanan")


def pytest_collection_finish() -> None:
    """What was loaded stays: walking it again and again was a quarter of a run.

    What a test leaves behind is an app, and is looked for once a test rather than a hundred times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basis]:
    """The prepared instance of this run (IKI_UJI_BASIS=sqlite|postgresql)."""
    hasil = Basis(tmp_path_factory.mktemp("basis"))
    yield hasil
    hasil.berhenti()


@pytest.fixture
def jam_uji(monkeypatch: pytest.MonkeyPatch) -> JamUji:
    """The app's clock, standing at 10 April 2026, 09.00 WIB."""
    hasil = JamUji()
    monkeypatch.setattr(jam, "now", hasil.now)
    return hasil


@pytest.fixture
def cetakan() -> Cetakan | None:
    """What the instance is a copy of; files whose tests all begin with more say so here."""
    return None


@pytest.fixture
def app(basis: Basis, tmp_path: Path, jam_uji: JamUji, cetakan: Cetakan | None) -> Iterator[Flask]:
    """The app on a fresh instance; folder, database, secrets and store are this test's own."""
    with pinjam(basis, tmp_path / "instance", cetakan) as (hasil, _):
        yield hasil


@pytest.fixture
def konteks_app(app: Flask) -> Iterator[Flask]:
    """The same app with its context pushed, for tests of queries and actions."""
    with app.app_context():
        yield app


@pytest.fixture
def sebagai(app: Flask) -> Callable[[str], Pelaku]:
    """`sebagai("staf-umum")`: the person with the rights of the clock's day."""
    return lambda nama: buat_pelaku(app, nama)


@pytest.fixture
def masuk(app: Flask) -> Callable[[str], FlaskClient]:
    """`masuk("staf-umum")`: a browser in which the person is signed in."""
    return lambda nama: masukkan(app, nama)


@pytest.fixture
def tamu(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def entri(app: Flask) -> PembuatEntri:
    """`entri("DIAJUKAN")` -> (indikator id, period code, version), through the real acts."""
    return PembuatEntri(app)
