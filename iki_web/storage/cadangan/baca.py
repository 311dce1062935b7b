"""Reading a backup back: nothing of it is used before every byte has been compared."""

import errno
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from iki_web.rules.cadangan import (
    ISI,
    KUNCI,
    KUNCI_JEJAK,
    MANIFES,
    Anggota,
    Manifes,
    compute_instance,
    parse_manifes,
)
from iki_web.storage.cadangan.folder import Wadah, check_ruang, create_berkas, jaga_folder
from iki_web.storage.cadangan.sandi import decrypt, load_identitas
from iki_web.storage.galat import CadanganRusak
from iki_web.storage.masukan import PENUH

_POTONGAN = 1024 * 1024
#: A manifest names every file of an office; some hundred bytes each.
_BATAS_TEKS = 64 * 1024 * 1024
#: What the library raises on a torn or changed zip.
_RUSAK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    LookupError,
)


def read_arsip(berkas: Path) -> Manifes:
    """Return what a backup says of itself; raises CadanganRusak where it is none."""
    with _open(berkas) as arsip:
        return parse_manifes(_read_teks(arsip, MANIFES))


def extract_arsip(
    berkas: Path, wadah: Wadah, instance: Path, frasa: str | None, *, awet: bool = False
) -> Manifes:
    """Unpack a backup into `wadah.isi` and compare every byte; returns its manifest.

    `frasa`: of an encrypted one, None to use the instance's own key. `awet`: synced, to be kept.
    Raises CadanganRusak, SandiCadanganSalah, or RuangPenuh.
    """
    luar = read_arsip(berkas)
    if not luar.terenkripsi:
        with _open(berkas) as arsip:
            return _extract(arsip, wadah, luar, awet=awet)
    dalam = wadah.folder / "isi.zip"
    check_ruang(wadah.folder, 2 * berkas.stat().st_size)
    with _open(berkas) as arsip:
        identitas = load_identitas(instance, _read_teks(arsip, KUNCI), frasa)
        with jaga_folder(wadah.folder), dalam.open("wb") as ke, _get(arsip, ISI) as dari:
            decrypt(identitas, dari, ke, milik=frasa is None)
    with _open(dalam) as arsip:
        manifes = parse_manifes(_read_teks(arsip, MANIFES))
        # What is written on the outside is not encrypted, so anybody may have changed it.
        if replace(manifes, terenkripsi=True, berkas=()) != luar:
            raise CadanganRusak
        manifes = _extract(arsip, wadah, manifes, awet=awet)
    dalam.unlink()
    return manifes


@contextmanager
def _open(berkas: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; whatever is wrong with it is one refusal, a full disk of ours another."""
    try:
        with zipfile.ZipFile(berkas) as arsip:
            yield arsip
    except FileNotFoundError as galat:
        raise CadanganRusak(f"Berkas cadangan {berkas} tidak ditemukan.") from galat
    except _RUSAK as galat:
        raise CadanganRusak from galat
    except OSError as galat:
        if galat.errno in PENUH:
            raise
        if galat.errno in (errno.EACCES, errno.EPERM, errno.EISDIR):
            raise CadanganRusak(f"Berkas cadangan {berkas} tidak dapat dibuka.") from galat
        raise CadanganRusak from galat


def _get(arsip: zipfile.ZipFile, nama: str) -> IO[bytes]:
    info = arsip.getinfo(nama)
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        raise CadanganRusak
    return arsip.open(info)


def _read_teks(arsip: zipfile.ZipFile, nama: str) -> bytes:
    if arsip.getinfo(nama).file_size > _BATAS_TEKS:
        raise CadanganRusak
    with _get(arsip, nama) as dari:
        return dari.read()


def _extract(arsip: zipfile.ZipFile, wadah: Wadah, manifes: Manifes, *, awet: bool) -> Manifes:
    if manifes.terenkripsi or sorted(arsip.namelist()) != sorted(
        [MANIFES, *(satu.nama for satu in manifes.berkas)]
    ):
        raise CadanganRusak
    check_ruang(wadah.folder, manifes.ukuran)
    for satu in manifes.berkas:
        tujuan = wadah.isi / satu.nama
        with jaga_folder(wadah.folder), _get(arsip, satu.nama) as dari:
            tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _copy(dari, tujuan, satu, awet=awet)
    # Another key than it claims would be noticed only after the restore, by the whole trail.
    if compute_instance((wadah.isi / KUNCI_JEJAK).read_bytes()) != manifes.instance:
        raise CadanganRusak
    return manifes


def _copy(dari: IO[bytes], tujuan: Path, anggota: Anggota, *, awet: bool) -> None:
    sidik, sisa = hashlib.sha256(), anggota.ukuran
    with create_berkas(tujuan) as ke:
        while potongan := _read(dari):
            sisa -= len(potongan)
            if sisa < 0:
                raise CadanganRusak
            sidik.update(potongan)
            ke.write(potongan)
        if awet:
            ke.flush()
            os.fsync(ke.fileno())
    if sisa or sidik.hexdigest() != anggota.sha256:
        raise CadanganRusak


def _read(dari: IO[bytes]) -> bytes:
    """Read on; a drive that cannot is the backup's fault, not that of the folder written to."""
    try:
        return dari.read(_POTONGAN)
    except OSError as galat:
        raise CadanganRusak from galat
