"""The disk under a folder: whether it answers, and how much room is left on it."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ruang:
    """Bytes of a disk: all of them, and those this program may still use."""

    total: int
    bebas: int


def find_ruang(folder: Path) -> Ruang | None:
    """Return the room under a folder, None where the disk does not answer or refuses writing.

    A folder that nobody has needed yet is made in the one above it.
    """
    ada = folder if folder.exists() else folder.parent
    try:
        isi = shutil.disk_usage(ada)
    except OSError:
        return None
    if not os.access(ada, os.R_OK | os.W_OK | os.X_OK):
        return None
    return Ruang(isi.total, isi.free)
