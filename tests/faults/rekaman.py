"""What a process did to a folder and said to its clients, in order, as strace saw it."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_UBAH = "openat,mkdir,mkdirat,rmdir,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink"
_DATA = "write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate"
_LAIN = "copy_file_range,sendfile,sync_file_range,syncfs"
_SYNC = ("fsync", "fdatasync")
_BARIS = re.compile(r"(\d+) +(.*)")
_PANGGIL = re.compile(r"(\w+)\((.*)\) += (-?\d+).*")
_SAMBUNG = re.compile(r"<\.\.\. (\w+) resumed>(.*)")
_PEGANGAN = re.compile(r"(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>")
_TEKS = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_KLIEN = re.compile(r"\d+<TCP:\[[\d.]+:\d+->[\d.]+:(\d+)\]>")
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


def find_strace() -> str:
    """Return the tracer; raises where it cannot be had."""
    strace = shutil.which("strace")
    if strace is None:
        raise RuntimeError("strace is missing: install it (apt-get install strace)")
    return strace


def build_awalan(keluar: Path) -> list[str]:
    """Return the command that records what follows it."""
    jejak = f"{_UBAH},{_DATA},{_LAIN},{','.join(_SYNC)},sendto"
    pilihan = ["-f", "-qq", "-yy", "-xx", "-s", "100000000", "--seccomp-bpf", "-e", "signal=none"]
    return [find_strace(), *pilihan, "-e", f"trace=?{jejak.replace(',', ',?')}", "-o", str(keluar)]


@dataclass(frozen=True, slots=True)
class Langkah:
    """One thing that happened at a place of the record; `jalur` is below the folder."""

    saat: int
    apa: str
    jalur: str
    lain: str = ""
    isi: bytes = b""
    letak: int = 0


def baca(rekaman: Path, folder: Path) -> list[Langkah]:
    """Return the steps in order: changes and answers when they were done, syncs begun and done."""
    akar = os.fsencode(folder) + b"/"
    tanda = "".join(f"\\x{huruf:02x}" for huruf in os.fsencode(folder))
    langkah: list[Langkah] = []
    for masuk, keluar, nama, argumen, hasil in _list_panggilan(rekaman, tanda):
        langkah += _urai(masuk, keluar, nama, argumen, hasil, akar)
    return sorted(langkah, key=lambda satu: satu.saat)


def _list_panggilan(rekaman: Path, tanda: str) -> Iterator[tuple[int, int, str, str, int]]:
    """Yield calls about the folder or to a client: line begun, line ended, name, arguments."""
    tunda: dict[str, tuple[int, str]] = {}
    with rekaman.open(encoding="ascii") as isi:
        for nomor, baris in enumerate(isi):
            pas = _BARIS.match(baris)
            if pas is None:
                continue
            siapa, teks = pas[1], pas[2]
            mulai = nomor
            if teks.endswith("<unfinished ...>"):
                tunda[siapa] = nomor, teks.removesuffix("<unfinished ...>").rstrip()
                continue
            if sambung := _SAMBUNG.match(teks):
                mulai, awal = tunda.pop(siapa)
                teks = awal + sambung[2]
            utuh = _PANGGIL.match(teks) if tanda in teks or "<TCP:" in teks else None
            if utuh is not None and int(utuh[3]) >= 0:
                yield mulai, nomor, utuh[1], utuh[2], int(utuh[3])


def _urai(
    masuk: int, keluar: int, nama: str, argumen: str, hasil: int, akar: bytes
) -> Iterator[Langkah]:
    """Turn one call into steps."""
    if nama == "sendto":
        yield from _urai_jawab(masuk, argumen)
        return
    jalur = _list_jalur(argumen, akar)
    if not jalur:
        return
    if nama in _SYNC:
        yield Langkah(masuk, "sync?", jalur[0], lain=str(keluar))
        yield Langkah(keluar, "sync", jalur[0], lain=str(keluar))
    elif nama == "openat":
        tanda = {"O_CREAT": "buat", "O_TRUNC": "potong"}
        yield from (Langkah(keluar, apa, jalur[0]) for isi, apa in tanda.items() if isi in argumen)
    elif nama in ("write", "pwrite64"):
        isi = _decode(_TEKS.findall(argumen)[0])[:hasil]
        letak = int(argumen.rpartition(", ")[2]) if nama == "pwrite64" else -1
        yield Langkah(keluar, "tulis", jalur[0], isi=isi, letak=letak)
    elif nama == "ftruncate":
        yield Langkah(keluar, "potong", jalur[0], letak=int(argumen.rpartition(", ")[2]))
    else:
        yield _urai_nama(keluar, nama, jalur)


def _urai_nama(saat: int, nama: str, jalur: list[str]) -> Langkah:
    if nama in ("mkdir", "mkdirat"):
        return Langkah(saat, "folder", jalur[0])
    if nama in ("unlink", "unlinkat", "rmdir"):
        return Langkah(saat, "hapus", jalur[-1])
    if nama.startswith("rename"):
        return Langkah(saat, "pindah", jalur[0], lain=jalur[-1])
    if nama.startswith("link"):
        return Langkah(saat, "taut", jalur[0], lain=jalur[-1])
    raise RuntimeError(f"{nama} on {jalur} is not understood")


def _urai_jawab(saat: int, argumen: str) -> Iterator[Langkah]:
    """An answer is out once it begins to be sent."""
    klien, teks = _KLIEN.match(argumen), _TEKS.search(argumen)
    status = _STATUS.match(_decode(teks[1][: 4 * 16])) if teks else None
    if klien and status:
        yield Langkah(saat, "jawab", "", lain=klien[1], letak=int(status[1]))


def _list_jalur(argumen: str, akar: bytes) -> list[str]:
    """Return what a call names below the folder ("" is the folder itself), in order.

    Names relative to an open folder are joined to it; deleted files have no name any more.
    """
    hasil, induk = [], b""
    kepala = argumen if len(argumen) < 20000 else argumen[:20000]
    for pas in re.finditer(f"{_PEGANGAN.pattern}(\\(deleted\\))?|{_TEKS.pattern}", kepala):
        if pas[1] is not None:
            induk = _decode(pas[1])
            if pas[2] is None and not kepala.startswith("AT_FDCWD", pas.start()):
                hasil.append(induk)
        elif pas[3]:
            hasil.append(os.path.join(induk, _decode(pas[3])))
    return [os.fsdecode((j + b"/")[len(akar) : -1]) for j in hasil if (j + b"/").startswith(akar)]


def _decode(teks: str) -> bytes:
    return bytes.fromhex(teks.replace("\\x", ""))
