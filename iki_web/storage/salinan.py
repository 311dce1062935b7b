"""Copies of an SQLite database, made before its schema changes."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from iki_web.config import fsync_folder
from iki_web.storage.cadangan import check_basis, copy_basis

_FOLDER = "sebelum-naik"
_SIMPAN = 3


def create_salinan(instance: Path, skema: str, waktu: datetime) -> Path:
    """Copy the live database whole into the instance, durably; the newest three are kept.

    Raises OSError, sqlite3.Error or CadanganRusak, and then there is no new copy.
    """
    folder = instance / _FOLDER
    if not folder.exists():
        folder.mkdir(mode=0o700)
        fsync_folder(instance)
    sementara = folder / "baru"
    if sementara.exists():
        shutil.rmtree(sementara)
    sementara.mkdir()
    salinan = sementara / "iki.db"
    copy_basis(salinan)
    check_basis(salinan)
    salinan.chmod(0o600)
    tujuan = folder / f"iki-skema-{skema}-{waktu:%Y%m%d-%H%M%S}.db"
    os.replace(salinan, tujuan)
    fsync_folder(folder)
    shutil.rmtree(sementara)
    for lama in sorted(folder.glob("*.db"), key=lambda b: b.stat().st_mtime)[:-_SIMPAN]:
        lama.unlink()
    return tujuan
