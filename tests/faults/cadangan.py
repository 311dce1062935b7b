"""Backup and restore in a process that is killed at a moment or at a step, and what is left."""

import json
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from iki_web import create_app
from iki_web.actions import cadangan as aksi
from iki_web.actions.instance import find_sistem
from iki_web.cli import prepare
from iki_web.extensions import db
from iki_web.models import Cadangan, Realisasi
from iki_web.storage.cadangan import list_berkas
from tests.pendukung.cadangan import cadangkan, periksa
from tests.pendukung.entri import PembuatEntri

#: A fresh process without threads forks each that is killed: none loads the app anew.
_LUAR = multiprocessing.get_context("forkserver")
_LUAR.set_forkserver_preload([__name__])
#: What a kill may come before: every call by which something becomes durable, visible or gone.
_LANGKAH = ((os, "replace"), (os, "fsync"), (os, "unlink"), (shutil, "rmtree"))
SANDI = "rahasia uji yang panjang"


@dataclass(frozen=True, slots=True)
class Panggung:
    """A small office with one more entry (`baru`) than its backup (`lama`) holds."""

    folder: Path
    lama: str

    @property
    def instance(self) -> Path:
        """The instance that is worked on; each round begins with a fresh copy."""
        return self.folder / "instance"

    @property
    def usb(self) -> Path:
        """Where backups go."""
        return self.folder / "instance" / "cadangan"


def buka(instance: Path) -> Flask:
    """Return the app as a start makes it; what a kill left undone is finished by that."""
    return create_app({"IKI_INSTANCE": str(instance)}, TESTING=True)


def tutup(app: Flask) -> None:
    """Let go of the database."""
    with app.app_context():
        db.engine.dispose()


def siapkan(folder: Path) -> Panggung:
    """Prepare the office, back it up, and let it go on."""
    asal = folder / "asal"
    app = buka(asal)
    with app.app_context():
        prepare(SANDI)
    entri = PembuatEntri(app)
    entri("DISETUJUI", periode="2026-TW1")
    lama = cadangkan(app, asal / "cadangan").path.name
    entri("DIAJUKAN", "staf-keuangan-1", "2026-TW1")
    tutup(app)
    return Panggung(folder, lama)


def ulangi(panggung: Panggung) -> None:
    """Begin the next round from the office as it was prepared."""
    shutil.rmtree(panggung.instance, ignore_errors=True)
    shutil.copytree(panggung.folder / "asal", panggung.instance)


def _buat(app: Flask, panggung: Panggung) -> None:
    with app.app_context():
        aksi.create_cadangan(find_sistem())


def _pulihkan(app: Flask, panggung: Panggung) -> None:
    with app.app_context():
        aksi.restore_cadangan(panggung.usb / panggung.lama, timpa=True)


def _pulihkan_hidup(app: Flask, panggung: Panggung) -> None:
    with app.app_context():
        aksi.restore_hidup(find_sistem(), panggung.lama, "")


KERJA: dict[str, Callable[[Flask, Panggung], None]] = {
    "backup": _buat,
    "restore": _pulihkan,
    "restore under the running app": _pulihkan_hidup,
}


def _jalan(kerja: str, folder: str, lama: str, langkah: int, kabar: Any) -> None:
    """Do the work in this process; at the given step it kills itself (0: it does not)."""
    panggung = Panggung(Path(folder), lama)
    app = buka(panggung.instance)
    hitung = _hitung(langkah)
    kabar.send("mulai")
    KERJA[kerja](app, panggung)
    kabar.send(json.dumps(hitung))


def _hitung(batas: int) -> dict[str, int]:
    """Count the steps from here on, and die before the one numbered `batas`."""
    hitung = {"langkah": 0}

    def bungkus(asli: Callable[..., Any]) -> Callable[..., Any]:
        def jalan(*isi: Any, **pilihan: Any) -> Any:
            hitung["langkah"] += 1
            if hitung["langkah"] == batas:
                os.kill(os.getpid(), signal.SIGKILL)
            return asli(*isi, **pilihan)

        return jalan

    for modul, nama in _LANGKAH:
        setattr(modul, nama, bungkus(getattr(modul, nama)))
    return hitung


def lakukan(
    panggung: Panggung, kerja: str, *, detik: float | None = None, langkah: int = 0
) -> tuple[int, float]:
    """Do one work in a process, killed after `detik` or before a step.

    Returns its steps (0: it was killed) and how long it took. Raises RuntimeError where it failed
    by itself.
    """
    kami, mereka = _LUAR.Pipe(duplex=False)
    isi = (kerja, str(panggung.folder), panggung.lama, langkah, mereka)
    proses = _LUAR.Process(target=_jalan, args=isi)
    proses.start()
    mereka.close()
    try:
        assert kami.recv() == "mulai"
        mulai = time.monotonic()
        proses.join(detik)
        if proses.exitcode is None:
            proses.kill()
            proses.join()
        if proses.exitcode == -signal.SIGKILL:
            return 0, time.monotonic() - mulai
        if proses.exitcode:
            raise RuntimeError(f"{kerja} ended with {proses.exitcode}")
        return int(json.loads(kami.recv())["langkah"]), time.monotonic() - mulai
    finally:
        proses.join()
        kami.close()


def lihat(panggung: Panggung) -> tuple[str, list[str]]:
    """Return what stands now ("old": as it was, "new": as restored), and what does not hold."""
    app = buka(panggung.instance)
    try:
        rusak = periksa(app)
        with app.app_context():
            banyak = db.session.scalar(select(func.count()).select_from(Realisasi))
            tercatat = set(
                db.session.scalars(
                    select(Cadangan.nama).where(Cadangan.folder == str(panggung.usb))
                )
            )
            for nama in list_berkas(panggung.usb):
                rusak += [f"{nama}: {satu}" for satu in _coba(panggung.usb / nama)]
        ada = set(list_berkas(panggung.usb))
        rusak += [f"{nama} is listed and not there" for nama in sorted(tercatat - ada)]
        if (panggung.instance / "pulih-siap").exists():
            rusak.append("a restore is left half done")
        return {1: "new", 2: "old"}.get(banyak or 0, f"{banyak} entries"), rusak
    finally:
        tutup(app)


def _coba(berkas: Path) -> list[str]:
    try:
        return aksi.rehearse(berkas)[1]
    except Exception as galat:
        return [f"does not open: {galat!r}"]
