"""Compiled templates are kept for the next start, and no start depends on them."""

import shutil
from pathlib import Path

import pytest

from iki_web import create_app
from iki_web.web import templat
from tests.pendukung.basis import tutup


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where this test's starts keep them."""
    monkeypatch.setattr(templat, "FOLDER", tmp_path / "templat")
    return tmp_path / "templat"


@pytest.fixture
def mulai(app, folder):
    """`mulai()`: the same instance started anew, as a server starts."""
    ada = []

    def buat():
        lingkungan = {"IKI_INSTANCE": app.instance_path}
        lingkungan["IKI_DATABASE_URL"] = app.config["IKI"].database_url
        ada.append(create_app(lingkungan))
        return ada[-1]

    yield buat
    for satu in ada:
        tutup(satu)


def _masuk(app) -> str:
    jawab = app.test_client().get("/masuk")
    assert jawab.status_code == 200
    return jawab.get_data(as_text=True).partition("csrf_token")[0]


def test_a_second_start_finds_what_the_first_compiled(mulai, folder):
    pertama = mulai()
    isi = _masuk(pertama)
    berkas = {b.name: b.stat().st_mtime_ns for b in folder.iterdir()}
    assert len(berkas) > 5
    assert _masuk(mulai()) == isi
    assert {b.name: b.stat().st_mtime_ns for b in folder.iterdir()} == berkas


def test_broken_and_foreign_code_is_compiled_anew(mulai, folder):
    app = mulai()
    isi = _masuk(app)
    for nomor, berkas in enumerate(sorted(folder.iterdir())):
        berkas.write_bytes((b"", b"rusak", berkas.read_bytes()[:40])[nomor % 3])
    asing = folder / "0123456789ab-lama.bin"
    asing.write_bytes(b"dari pengaturan lain")
    assert _masuk(mulai()) == isi
    assert not asing.exists()


def test_without_the_folder_pages_are_served_all_the_same(mulai, folder):
    app = mulai()
    isi = _masuk(app)
    shutil.rmtree(folder)
    app.jinja_env.cache.clear()
    assert _masuk(app) == isi
    folder.write_text("bukan folder")
    assert _masuk(mulai()) == isi
