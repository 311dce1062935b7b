"""Copies of an SQLite database, made before its schema changes."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from iki_web.config import fsync_folder
from iki_web.storage.galat import PenyimpananGagal

_FOLDER = "sebelum-naik"
_SIMPAN = 3


def create_salinan(basis: Path, instance: Path, skema: str, waktu: datetime) -> Path:
    """Copy a database whole into the instance, durably; the newest three copies are kept.

    Raises OSError, sqlite3.Error or PenyimpananGagal, and then there is no new copy.
    """
    folder = instance / _FOLDER
    if not folder.exists():
        folder.mkdir(mode=0o700)
        fsync_folder(instance)
    for sisa in folder.glob("*.baru"):
        sisa.unlink()
    tujuan = folder / f"iki-skema-{skema}-{waktu:%Y%m%d-%H%M%S}.db"
    sementara = tujuan.with_suffix(".baru")
    _copy(basis, sementara)
    os.replace(sementara, tujuan)
    fsync_folder(folder)
    for lama in sorted(folder.glob("*.db"), key=lambda b: b.stat().st_mtime)[:-_SIMPAN]:
        lama.unlink()
    return tujuan


def _copy(basis: Path, tujuan: Path) -> None:
    with closing(sqlite3.connect(basis)) as dari, closing(sqlite3.connect(tujuan)) as ke:
        dari.backup(ke)
        ke.execute("PRAGMA journal_mode=DELETE")
        if ke.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise PenyimpananGagal("Salinan database tidak utuh; database tidak diubah.")
    with tujuan.open("rb+") as isi:
        os.chmod(tujuan, 0o600)
        os.fsync(isi.fileno())
