"""Who serves an instance, one at a time, and whether its disk is one that can hold a database."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

from iki_web.rules.galat import Ditolak

_BERKAS = "iki.lock"
#: File systems of another machine: their locks and syncs are promises nobody keeps.
_JAUH = re.compile(
    r"nfs\d*|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|beegfs|ncpfs|vboxsf|prl_fs|vmhgfs"
    r"|fuse\.(sshfs|rclone|glusterfs|davfs2?|smbnetfs|s3fs|goofys|vmhgfs-fuse|ceph\S*)|davfs2?"
)
_OKTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


class InstanceDipakai(Ditolak):
    """Another process serves this instance, or works on it alone."""


@contextmanager
def kunci_instance(folder: Path) -> Iterator[None]:
    """Hold the instance for this process alone; the operating system lets go when it dies.

    Raises InstanceDipakai when somebody else holds it.
    """
    from filelock import FileLock, Timeout

    # A lock that is only a file would outlive a killed process.
    kunci = FileLock(folder / _BERKAS, mode=0o600, fallback_to_soft=False, preserve_lock_file=True)
    try:
        kunci.acquire(timeout=0)
    except Timeout as galat:
        raise InstanceDipakai(
            f"Folder data {folder} sedang dipakai: aplikasi sudah berjalan di jendela lain, atau "
            "sebuah perintah sedang mengerjakannya. Tutup yang itu dahulu, lalu jalankan lagi."
        ) from galat
    except OSError as galat:
        raise Ditolak(
            f"Folder data {folder} tidak dapat ditulisi ({galat.strerror}). Pastikan disknya tidak "
            "hanya-baca dan akun ini boleh menulis di sana, lalu jalankan lagi."
        ) from galat
    try:
        yield
    finally:
        kunci.release()


def check_disk(folder: Path) -> None:
    """Raise Ditolak when the folder lies on a network share."""
    jauh = _is_jauh_windows(str(folder)) if sys.platform == "win32" else _is_jauh_linux(folder)
    if jauh:
        raise Ditolak(
            f"Folder data {folder} berada di folder jaringan. Di sana data dapat rusak. Pindahkan "
            "folder data ke disk komputer ini, lalu jalankan lagi; folder jaringan hanya untuk "
            "menyimpan cadangan."
        )


def _is_jauh_linux(folder: Path) -> bool:
    daftar = Path("/proc/self/mountinfo")
    return daftar.is_file() and is_jaringan(str(folder.resolve()), daftar.read_text("utf-8"))


def _is_jauh_windows(folder: str) -> bool:
    """Ask Windows what kind of drive a path begins with; a share without a letter says so."""
    pangkal = PureWindowsPath(folder).drive
    if pangkal.startswith("\\\\"):
        return True
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{pangkal}\\") == _DRIVE_REMOTE)


def is_jaringan(folder: str, mountinfo: str) -> bool:
    """Whether a folder lies on another machine, by the lines of /proc/self/mountinfo."""
    jenis, panjang = "", -1
    for baris in mountinfo.splitlines():
        kiri, _, kanan = baris.partition(" - ")
        titik = _OKTAL.sub(lambda m: chr(int(m[1], 8)), kiri.split()[4])
        # A later line over the same place covers the earlier one.
        if len(titik) >= panjang and os.path.commonpath((folder, titik)) == titik:
            jenis, panjang = kanan.split()[0], len(titik)
    return bool(_JAUH.fullmatch(jenis))
