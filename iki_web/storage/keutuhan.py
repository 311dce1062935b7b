"""Whether stored files are what their names say: read once, and again when a file changes."""

import os
import zlib
from dataclasses import dataclass
from enum import StrEnum

from iki_web.storage.galat import BerkasHilang, BerkasRusak, PenyimpananGagal
from iki_web.storage.simpanan import Simpanan

_POTONGAN = 256 * 1024
#: Outcomes kept, 0.3 KB each; a year of an office has some hundreds.
_INGATAN = 50_000


class Utuh(StrEnum):
    """How a stored file was found."""

    UTUH = "UTUH"
    HILANG = "HILANG"
    BERUBAH = "BERUBAH"
    TAK_TERBACA = "TAK_TERBACA"


@dataclass(frozen=True, slots=True)
class Temuan:
    """How a file was found; `ukuran` and `crc32` are those of a whole one."""

    utuh: Utuh
    ukuran: int = 0
    crc32: int = 0


class Keutuhan:
    """What is known of the files of a store.

    An outcome holds while size, times and place of the file on disk are the same.
    """

    def __init__(self, simpanan: Simpanan) -> None:
        self._simpanan = simpanan
        self._ingatan: dict[str, tuple[tuple[int, ...], Temuan]] = {}

    def find(self, sha256: str) -> Temuan | None:
        """Return what is known without reading the file; None while it has to be read."""
        tanda = self._lihat(sha256)
        if tanda is None:
            return Temuan(Utuh.HILANG)
        ingat, temuan = self._ingatan.get(sha256, (None, None))
        return temuan if ingat == tanda else None

    def check(self, sha256: str) -> Temuan:
        """Return how a file is found, reading it whole unless that is known."""
        temuan = self.find(sha256)
        if temuan is not None:
            return temuan
        tanda, temuan = self._lihat(sha256), self._read(sha256)
        if tanda is not None and temuan.utuh in (Utuh.UTUH, Utuh.BERUBAH):
            if len(self._ingatan) >= _INGATAN:
                self._ingatan.clear()
            self._ingatan[sha256] = (tanda, temuan)
        return temuan

    def _lihat(self, sha256: str) -> tuple[int, ...] | None:
        """Return by what the file system tells a file from another; None where there is none."""
        keadaan = self._simpanan.lihat(sha256)
        if keadaan is None:
            return None
        waktu = (keadaan.st_mtime_ns, keadaan.st_ctime_ns)
        return (keadaan.st_size, *waktu, keadaan.st_ino)

    def _read(self, sha256: str) -> Temuan:
        try:
            with self._simpanan.buka(sha256) as berkas:
                ukuran = os.fstat(berkas.fileno()).st_size
                crc = 0
                while potongan := berkas.read(_POTONGAN):
                    crc = zlib.crc32(potongan, crc)
        except BerkasHilang:
            return Temuan(Utuh.HILANG)
        except BerkasRusak:
            return Temuan(Utuh.BERUBAH)
        except (PenyimpananGagal, OSError):
            return Temuan(Utuh.TAK_TERBACA)
        return Temuan(Utuh.UTUH, ukuran, crc)
