"""Content-addressed evidence store: what `terima` returned survives a power cut (TRUST)."""

import hashlib
import os
import re
import threading
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from iki_web.config import fsync_folder
from iki_web.storage.galat import (
    BerkasDitolak,
    BerkasHilang,
    BerkasRusak,
    PenyimpananGagal,
)
from iki_web.storage.gambar import periksa_logo
from iki_web.storage.masukan import AWALAN, Masukan, jaga_penyimpanan
from iki_web.storage.nama import bersihkan_nama, parse_ekstensi

BATAS_UKURAN = 20 * 1024 * 1024
BATAS_LOGO = 2 * 1024 * 1024
BATAS_TEMPLAT = 5 * 1024 * 1024
_POTONGAN = 256 * 1024
_POLA_SHA256 = re.compile(r"[0-9a-f]{64}")
# A sweep must not remove the file an upload has just decided to keep.
_KUNCI = threading.Lock()


@dataclass(frozen=True, slots=True)
class BerkasMasuk:
    """A stored file: SHA-256 in hex, size in bytes, kind (extension), cleaned display name."""

    sha256: str
    ukuran: int
    jenis: str
    nama: str


class Simpanan:
    """Files under `akar/ab/cd/<sha256>`, written through `akar/tmp` on the same file system."""

    def __init__(self, akar: Path) -> None:
        self.akar = akar
        self._tmp = akar / "tmp"

    def buat_masukan(self, nama: str, batas: int = BATAS_UKURAN) -> Masukan:
        """Open a stream into which one upload is written, for `terima` to take."""
        return Masukan(self._tmp, nama, batas)

    def terima_logo(self, stream: IO[bytes] | Masukan, nama: str) -> BerkasMasuk:
        """Check and store a logo: a JPG or PNG of at most 2 MB and 64 to 4,000 pixels a side.

        Raises as `terima` does.
        """
        if parse_ekstensi(nama) not in ("jpg", "jpeg", "png"):
            raise BerkasDitolak("Logo harus berupa gambar JPG atau PNG.")
        return self.terima(stream, nama, BATAS_LOGO, periksa_logo)

    def terima_templat(
        self, stream: IO[bytes] | Masukan, nama: str, periksa_lagi: Callable[[Path], None]
    ) -> BerkasMasuk:
        """Check and store a Word template of at most 5 MB; `periksa_lagi` judges its tags.

        Raises as `terima` does.
        """
        if parse_ekstensi(nama) != "docx":
            raise BerkasDitolak("Templat harus berupa dokumen Word (.docx).")
        return self.terima(stream, nama, BATAS_TEMPLAT, periksa_lagi)

    def terima(
        self,
        stream: IO[bytes] | Masukan,
        nama: str,
        batas: int = BATAS_UKURAN,
        periksa_lagi: Callable[[Path], None] | None = None,
    ) -> BerkasMasuk:
        """Check and store one upload; returns only when it would survive a power cut.

        `periksa_lagi` looks at the bytes once more before they are kept. Raises BerkasDitolak,
        BerkasTerlaluBesar, RuangPenuh or PenyimpananGagal, and then leaves nothing behind.
        """
        masukan = stream if isinstance(stream, Masukan) else self.buat_masukan(nama, batas)
        try:
            if not isinstance(stream, Masukan):
                _salin(stream, masukan)
            path, sha256, jenis = masukan.check(batas, periksa_lagi)
            with jaga_penyimpanan():
                self.pasang(path, sha256)
        finally:
            masukan.close()
        return BerkasMasuk(sha256, masukan.ukuran, jenis, bersihkan_nama(nama))

    def ada(self, sha256: str) -> bool:
        """Whether a file is stored under this hash (its bytes are not verified)."""
        return bool(_POLA_SHA256.fullmatch(sha256)) and self._path(sha256).is_file()

    def lihat(self, sha256: str) -> os.stat_result | None:
        """Return what the file system says of a stored file, None where there is none."""
        try:
            return self._path(sha256).stat() if _POLA_SHA256.fullmatch(sha256) else None
        except OSError:
            return None

    def buka(self, sha256: str) -> BinaryIO:
        """Open file at position 0, after its whole content has been verified.

        Raises BerkasHilang, BerkasRusak, or PenyimpananGagal when it cannot be read.
        """
        if not _POLA_SHA256.fullmatch(sha256):
            raise BerkasHilang
        try:
            berkas = self._path(sha256).open("rb")
        except FileNotFoundError as galat:
            raise BerkasHilang from galat
        except OSError as galat:
            raise PenyimpananGagal from galat
        try:
            with jaga_penyimpanan():
                cocok = hashlib.file_digest(berkas, "sha256").hexdigest() == sha256
                berkas.seek(0)
            if not cocok:
                raise BerkasRusak
        except BaseException:
            berkas.close()
            raise
        return berkas

    def sapu(self, dirujuk: Set[str], sebelum: datetime) -> list[str]:
        """Remove temporary files and files not in `dirujuk`, last touched before `sebelum`.

        `sebelum` must be aware. Returns the removed paths relative to the root, ordered.
        Foreign names in the folder are left alone.
        """
        if sebelum.tzinfo is None:
            raise ValueError("sebelum harus memuat zona waktu")
        yatim = [p for p in self.list_path() if p.name not in dirujuk]
        calon = [*self._tmp.glob(f"{AWALAN}*"), *yatim]
        dibuang = [p for p in calon if _buang_bila_lama(p, sebelum.timestamp())]
        return sorted(p.relative_to(self.akar).as_posix() for p in dibuang)

    def _path(self, sha256: str) -> Path:
        return self.akar / sha256[:2] / sha256[2:4] / sha256

    def list_path(self) -> list[Path]:
        """Every stored file that stands where its name says."""
        return [
            path
            for path in self.akar.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")
            if _POLA_SHA256.fullmatch(path.name) and path == self._path(path.name)
        ]

    def pasang(self, sementara: Path, sha256: str) -> None:
        """Put synced and checked bytes in their place, then sync every directory on the way.

        All directories each time: one made just before a crash by another process exists
        without being durable yet.
        """
        tujuan = self._path(sha256)
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        with _KUNCI:
            if not _pakai_yang_ada(tujuan, sha256):
                os.replace(sementara, tujuan)
        for folder in (tujuan.parent, tujuan.parent.parent, self.akar, self.akar.parent):
            fsync_folder(folder)


def _salin(stream: IO[bytes], masukan: Masukan) -> None:
    """Copy a stream to its end, or to where the rest is of no use."""
    with jaga_penyimpanan():
        while not masukan.gagal and (potongan := stream.read(_POTONGAN)):
            masukan.write(potongan)


def _pakai_yang_ada(path: Path, sha256: str) -> bool:
    """Whether an identical file stands there already; it is then young again for the sweep."""
    try:
        with path.open("rb") as berkas:
            if hashlib.file_digest(berkas, "sha256").hexdigest() != sha256:
                return False
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _buang_bila_lama(path: Path, sebelum: float) -> bool:
    """Remove a file last touched before the POSIX time `sebelum`; False when kept or in use."""
    with _KUNCI:
        try:
            if path.stat().st_mtime >= sebelum:
                return False
            path.unlink()
        except OSError:  # gone meanwhile, or open in another process (Windows): next time
            return False
    return True
