"""Disks that are full, broken or read-only: a small one of memory, and faults put into calls."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.pelayan import Pelayan
from tests.faults.rekaman import find_strace

#: What writes the database, and what makes a file stay. Not `write`, which is every pipe's too: a
#: disk may also say only when a file is synced that it has no room.
_TULIS = "pwrite64,ftruncate,fallocate,fsync"
_UBAH = f"{_TULIS},fdatasync,mkdir,rename,unlink"
SYNC = "fsync,fdatasync"
_MIB = 1024 * 1024


class Cakram:
    """A disk of its own at a folder: a small tmpfs, or an ordinary folder where that is refused.

    On the ordinary one a full disk is a fault put into the server's writes from one of them on.
    """

    def __init__(self, folder: Path, mib: int) -> None:
        self.folder = folder
        folder.mkdir()
        perintah = ["mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=700", "tmpfs", str(folder)]
        self.sendiri = _jalankan(perintah)

    @property
    def sebutan(self) -> str:
        """What this disk is, for the table."""
        return "a tmpfs" if self.sendiri else "faults put into writes (mount refused)"

    @contextmanager
    def penuh(self, pelayan: Pelayan, tingkat: int, sisa: int) -> Iterator[None]:
        """Fill it up but for `sisa` bytes; without a disk of its own the writes after some fail."""
        if not self.sendiri:
            with gagalkan(pelayan, _TULIS, f"ENOSPC:when={tingkat + 1}+"):
                yield
            return
        balast = self.folder / "balast"
        bebas = shutil.disk_usage(self.folder).free
        with balast.open("wb") as isi:
            os.posix_fallocate(isi.fileno(), 0, max(1, bebas - sisa))
        try:
            yield
        finally:
            balast.unlink()

    @contextmanager
    def hanya_baca(self) -> Iterator[None]:
        """Let nothing be written, by anybody; yields only where the disk is its own."""
        pilihan = f"remount,{{}},size={shutil.disk_usage(self.folder).total}"
        if not _jalankan(["mount", "-o", pilihan.format("ro"), str(self.folder)]):
            raise RuntimeError(f"{self.folder} cannot be made read-only")
        try:
            yield
        finally:
            _jalankan(["mount", "-o", pilihan.format("rw"), str(self.folder)])

    def lepas(self) -> None:
        """Give the disk back."""
        if self.sendiri:
            _jalankan(["umount", "-l", str(self.folder)])


def _jalankan(perintah: list[str]) -> bool:
    if shutil.which(perintah[0]) is None:
        return False
    return subprocess.run(perintah, capture_output=True).returncode == 0


@contextmanager
def gagalkan(pelayan: Pelayan, panggilan: str, galat: str) -> Iterator[None]:
    """Have calls of a running server fail with an error of the operating system, for a while."""
    nomor = pelayan.proses.pid
    suntik = f"inject={panggilan}:error={galat}"
    pilihan = ["-f", "-qq", "-o", os.devnull, "-e", f"trace={panggilan}", "-e", suntik]
    strace = subprocess.Popen([find_strace(), *pilihan, "-p", str(nomor)])
    try:
        _tunggu(nomor, strace, ikut=True)
        yield
    finally:
        strace.send_signal(signal.SIGINT)
        strace.wait()
        _tunggu(nomor, strace, ikut=False)


@contextmanager
def tutup_tulis(pelayan: Pelayan) -> Iterator[None]:
    """Have a running server find its disk read-only, as after an error of the file system."""
    with gagalkan(pelayan, _UBAH, "EROFS"):
        yield


def _tunggu(nomor: int, strace: "subprocess.Popen[bytes]", *, ikut: bool) -> None:
    """Wait until every thread is under the fault, or free of it."""
    batas = time.monotonic() + 30
    while time.monotonic() < batas:
        utas = list(Path(f"/proc/{nomor}/task").glob("*/status"))
        kena = ["TracerPid:\t0\n" not in satu.read_text() for satu in utas]
        if all(kena) if ikut else not any(kena):
            return
        if ikut and strace.poll() is not None:
            break
        time.sleep(0.01)
    raise RuntimeError("strace cannot attach to the server (ptrace refused)")
