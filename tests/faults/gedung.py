"""A prepared instance to bring trouble to, and fresh copies of it, as the tests have them."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from iki_web.extensions import jam
from iki_web.queries.acuan import find_acuan
from tests.pendukung.basis import Basis
from tests.pendukung.orang import buat_pelaku
from tests.pendukung.sandi import ringankan_sandi
from tests.pendukung.waktu import JamUji


@dataclass(frozen=True, slots=True)
class Tempat:
    """An entry nobody has begun: its indicator, its period, the accounts of owner and decider."""

    indikator: str
    periode: str
    pemilik: str
    atasan: str


@cache
def _siapkan() -> Basis:
    """Prepare the instance on SQLite, once for all parts: they work in copies only."""
    folder = Path(tempfile.mkdtemp(prefix="iki-faults-gedung-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Basis(folder / "basis", postgresql=False)


@contextmanager
def dirikan(
    folder: Path, *, postgresql: bool = False, jam_uji: JamUji | None = None
) -> Iterator[Basis]:
    """Prepare an instance; this process lives on a clock of the tests while it stands."""
    with pytest.MonkeyPatch.context() as tambal:
        tambal.setattr(jam, "now", (jam_uji or JamUji()).now)
        ringankan_sandi(tambal)
        basis = Basis(folder / "basis", postgresql=True) if postgresql else _siapkan()
        try:
            yield basis
        finally:
            basis.berhenti()


def list_tempat(app: Flask) -> list[Tempat]:
    """Return every entry of the open periods, those of one indicator far from each other."""
    with app.app_context():
        acuan = find_acuan(buat_pelaku(app, "pengelola"))
    hasil = []
    for periode, isi in sorted(acuan.periode.items()):
        for satu in sorted(acuan.indikator.values(), key=lambda i: i.kode):
            jabatan = acuan.jabatan[satu.jabatan_id]
            atasan = acuan.jabatan.get(jabatan.atasan_id or 0)
            if atasan and isi.kode.jenis is satu.frekuensi:
                hasil.append(Tempat(satu.kode, periode, jabatan.kode, atasan.kode))
    return hasil
