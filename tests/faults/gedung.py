"""A prepared instance to bring trouble to, and fresh copies of it, as the tests have them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from iki_web.extensions import jam
from tests.pendukung.basis import Basis, buat_app, ringankan_sandi, tutup
from tests.pendukung.klien import KlienUji
from tests.pendukung.waktu import JamUji


@contextmanager
def dirikan(folder: Path, *, postgresql: bool = False) -> Iterator[Basis]:
    """Prepare an instance; this process lives on the clock of the tests while it stands."""
    with pytest.MonkeyPatch.context() as tambal:
        tambal.setattr(jam, "now", JamUji().now)
        ringankan_sandi(tambal)
        basis = Basis(folder / "basis", postgresql)
        try:
            yield basis
        finally:
            basis.berhenti()


@contextmanager
def pinjam(basis: Basis, folder: Path) -> Iterator[tuple[Flask, dict[str, str]]]:
    """Lend an app on a fresh copy, and the environment that names it."""
    lingkungan = basis.salin(folder)
    app = buat_app(lingkungan)
    app.test_client_class = KlienUji
    try:
        yield app, lingkungan
    finally:
        tutup(app)
        basis.hapus(lingkungan)
