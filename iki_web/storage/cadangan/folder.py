"""Where backups lie and where they are tried: folders that may be missing, full, or unplugged."""

import errno
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from iki_web.config import fsync_folder
from iki_web.rules.bilangan import format_ukuran
from iki_web.rules.cadangan import is_nama
from iki_web.storage.galat import CadanganGagal, RuangPenuh
from iki_web.storage.masukan import PENUH

#: Says that a folder is the place for backups: an unplugged drive leaves an empty folder behind.
_TANDA = "cadangan-iki.txt"
_AWALAN, _SEMENTARA = "gladi-", ".iki-sementara-"
_SEHARI = 24 * 3600
#: What remains free on a disk whatever is written to it.
_SISA = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wadah:
    """A scratch folder inside an instance, thrown away after use; `isi` is what a restore fills."""

    folder: Path

    @property
    def isi(self) -> Path:
        """An instance folder in the making."""
        return self.folder / "isi"


@contextmanager
def jaga_folder(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals to work in a folder into sentences that name it."""
    try:
        yield
    except OSError as galat:
        if galat.errno in PENUH:
            raise RuangPenuh(
                f"Ruang di {folder} penuh, jadi tidak ada yang disimpan di sana. Kosongkan "
                "sebagian atau pilih folder lain, lalu coba lagi."
            ) from galat
        baca_saja = galat.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
        sebab = "tidak boleh ditulisi" if baca_saja else "tidak dapat dipakai"
        raise CadanganGagal(
            f"Folder {folder} {sebab}. Periksa apakah drive terpasang dan tidak terkunci, "
            "lalu coba lagi."
        ) from galat


@contextmanager
def open_wadah(instance: Path) -> Iterator[Wadah]:
    """Make a scratch folder on the disk of the instance, which only the app's account reads."""
    with jaga_folder(instance):
        wadah = Wadah(Path(tempfile.mkdtemp(prefix=_AWALAN, dir=instance)))
        wadah.isi.mkdir()
    try:
        yield wadah
    finally:
        shutil.rmtree(wadah.folder, ignore_errors=True)


def sweep_wadah(instance: Path) -> None:
    """Throw away scratch folders that a kill left behind, a day old or older."""
    for folder in instance.glob(f"{_AWALAN}*"):
        if _is_lama(folder):
            shutil.rmtree(folder, ignore_errors=True)


def check_folder(folder: Path, tanda: str | None = None) -> None:
    """Raise CadanganGagal unless backups can go there; `tanda`: the instance it must be marked for.

    A folder given by hand asks for no mark.
    """
    with jaga_folder(folder):
        ada, berkas = folder.is_dir(), folder.is_file()
    if not ada:
        raise CadanganGagal(
            f"{folder} adalah berkas, bukan folder. Pilih folder untuk cadangan."
            if berkas
            else f"Folder cadangan {folder} tidak ditemukan. Pasang drive USB-nya, atau pilih "
            "folder lain."
        )
    if tanda is not None and not _is_bertanda(folder, tanda):
        raise CadanganGagal(
            f"Folder {folder} bukan tempat cadangan instance ini. Bila drive USB belum terpasang, "
            "pasang dahulu; bila ini drive baru, simpan lagi Aturan cadangan untuk memakainya."
        )


def _is_bertanda(folder: Path, tanda: str) -> bool:
    with suppress(OSError, UnicodeDecodeError):
        return tanda in (folder / _TANDA).read_text("utf-8").splitlines()
    return False


def mark_folder(folder: Path, tanda: str) -> None:
    """Mark a folder as the place for an instance's backups; several instances may share one."""
    check_folder(folder)
    if _is_bertanda(folder, tanda):
        return
    kepala = "Folder cadangan IKI Web. Jangan dihapus: tanda ini membedakan drive cadangan."
    with jaga_folder(folder), (folder / _TANDA).open("a+", encoding="utf-8") as ke:
        ke.write(f"{tanda}\n" if ke.tell() else f"{kepala}\n{tanda}\n")
        ke.flush()
        os.fsync(ke.fileno())


def check_ruang(folder: Path, perlu: int) -> None:
    """Raise RuangPenuh where a disk has no room for so many bytes."""
    with jaga_folder(folder):
        ada = shutil.disk_usage(folder).free
    if ada < perlu + _SISA:
        raise RuangPenuh(
            f"Ruang di {folder} tinggal {format_ukuran(ada)}, sedangkan yang diperlukan "
            f"{format_ukuran(perlu + _SISA)}. Kosongkan sebagian atau pilih folder lain, lalu "
            "coba lagi."
        )


def create_berkas(berkas: Path) -> BinaryIO:
    """Open a new file that only the app's account reads."""
    return open(berkas, "xb", opener=lambda path, cara: os.open(path, cara, 0o600))


@contextmanager
def open_sementara(folder: Path) -> Iterator[Path]:
    """Give a name for a file in the making that no backup has; what is left there goes away."""
    for lama in folder.glob(f"{_SEMENTARA}*"):
        if _is_lama(lama):
            lama.unlink(missing_ok=True)
    berkas = folder / f"{_SEMENTARA}{uuid.uuid4().hex}"
    try:
        yield berkas
    finally:
        with suppress(OSError):  # the drive is gone
            berkas.unlink(missing_ok=True)


def keep_sementara(berkas: Path, nama: str) -> Path:
    """Give a finished file its name, durably; never that of another one."""
    with jaga_folder(berkas.parent):
        tujuan, n = berkas.with_name(nama), 2
        while tujuan.exists():
            tujuan, n = berkas.with_name(_count_nama(nama, n)), n + 1
        os.replace(berkas, tujuan)
        fsync_folder(berkas.parent)
    return tujuan


def _count_nama(nama: str, n: int) -> str:
    """Return the name with a number after its time: several in one second."""
    bagian = nama.removesuffix(".zip").split("-sebelum-")
    akhir = f"-sebelum-{bagian[1]}" if len(bagian) > 1 else ""
    return f"{bagian[0]}-{n}{akhir}.zip"


def list_berkas(folder: Path) -> dict[str, int]:
    """Return the backups of a folder: name to size; an absent folder has none."""
    with suppress(OSError):
        return {
            satu.name: satu.stat().st_size
            for satu in sorted(folder.iterdir())
            if is_nama(satu.name) and satu.is_file()
        }
    return {}


def remove_berkas(folder: Path, nama: str) -> bool:
    """Remove a backup; False where it would not go."""
    if not is_nama(nama):
        raise ValueError(nama)
    try:
        (folder / nama).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _is_lama(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_mtime < time.time() - _SEHARI
    return False
