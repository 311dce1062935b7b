"""One upload on its way in: hashed while it is written beside the place where it will stay."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from iki_web.rules.galat import Galat
from iki_web.storage.galat import BerkasTerlaluBesar, PenyimpananGagal, RuangPenuh
from iki_web.storage.pemeriksaan import parse_jenis, periksa

AWALAN = "masuk-"
#: What the operating system says of a disk without room.
PENUH = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
#: What it says of a disk, and of nothing else.
DISK = PENUH | {errno.EIO, errno.EROFS}


@contextmanager
def jaga_penyimpanan() -> Iterator[None]:
    """Turn the operating system's refusals into sentences."""
    try:
        yield
    except OSError as galat:
        raise pilih_galat(galat) from galat


def pilih_galat(galat: OSError) -> PenyimpananGagal:
    """Return the refusal that says what the operating system said."""
    return RuangPenuh() if galat.errno in PENUH else PenyimpananGagal()


def check_ukuran(ukuran: int, batas: int) -> None:
    """Raise BerkasTerlaluBesar for more bytes than one file may have."""
    if ukuran > batas:
        raise BerkasTerlaluBesar(
            f"Berkas ini lebih dari {batas // 1024**2} MB. Perkecil atau pecah menjadi "
            "beberapa berkas, lalu unggah lagi."
        )


class Masukan:
    """A file being received, as the parser of a form writes it: the bytes touch the disk once.

    Writing never fails: the first thing that goes wrong (kind, size, disk) is kept, the rest of
    the bytes is dropped, and `check` says it, beside the field the file was meant for.
    """

    def __init__(self, folder: Path, nama: str, batas: int) -> None:
        self.nama = nama
        self.path: Path | None = None
        self.ukuran = 0
        self._batas = batas
        self._hash = hashlib.sha256()
        self._berkas: BinaryIO | None = None
        self._galat: Galat | None = None
        try:
            parse_jenis(nama)  # a refused kind never touches the disk
            self._open(folder)
        except Galat as galat:
            self._galat = galat

    def _open(self, folder: Path) -> None:
        with jaga_penyimpanan():
            folder.mkdir(parents=True, exist_ok=True)
            fd, nama = tempfile.mkstemp(dir=folder, prefix=AWALAN)
            self.path = Path(nama)
            self._berkas = os.fdopen(fd, "wb")

    def write(self, potongan: bytes) -> int:
        """Take the next bytes."""
        if self._galat is None:
            try:
                self._write(potongan)
            except Galat as galat:
                self.close()
                self._galat = galat
        return len(potongan)

    def _write(self, potongan: bytes) -> None:
        assert self._berkas is not None
        self.ukuran += len(potongan)
        check_ukuran(self.ukuran, self._batas)
        self._hash.update(potongan)
        with jaga_penyimpanan():
            self._berkas.write(potongan)

    @property
    def gagal(self) -> bool:
        """Whether more bytes are of no use."""
        return self._galat is not None

    def seek(self, _letak: int, _dari: int = 0) -> int:
        """Do nothing: a form's parser rewinds what it has written, and nobody reads it there."""
        return 0

    def check(
        self, batas: int, periksa_lagi: Callable[[Path], None] | None
    ) -> tuple[Path, str, str]:
        """Return (path, SHA-256 in hex, kind) once the bytes are sound and synced.

        `batas` may be narrower than the one the bytes came in under; `periksa_lagi` looks at them
        once more. Raises BerkasDitolak, BerkasTerlaluBesar, RuangPenuh or PenyimpananGagal.
        """
        if self._galat is not None:
            raise self._galat
        check_ukuran(self.ukuran, batas)
        assert self._berkas is not None and self.path is not None
        # The guard lies outside: closing retries a failed write and fails once more.
        with jaga_penyimpanan(), self._berkas as berkas:
            berkas.flush()
            jenis = periksa(self.path, self.nama)
            if periksa_lagi is not None:
                periksa_lagi(self.path)
            os.fsync(berkas.fileno())
        return self.path, self._hash.hexdigest(), jenis

    def close(self) -> None:
        """Remove what has not been put in its place."""
        with suppress(OSError):  # a full disk refuses what is still buffered once more
            if self._berkas is not None:
                self._berkas.close()
        with suppress(OSError):  # held open by a virus scanner (Windows): swept later
            if self.path is not None:
                self.path.unlink(missing_ok=True)

    def __del__(self) -> None:
        """A form that could not be read to its end closes nothing."""
        self.close()
