"""Writing a backup: members into a zip of stored files, encrypted as a whole where so wished."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from iki_web.config import JANGKAR
from iki_web.rules.cadangan import (
    BASIS,
    ISI,
    KUNCI,
    MANIFES,
    Anggota,
    Manifes,
    format_manifes,
    is_anggota,
)
from iki_web.rules.periode import WIB
from iki_web.storage.cadangan.folder import Wadah, check_ruang, create_berkas, jaga_folder
from iki_web.storage.cadangan.sandi import encrypt, is_terenkripsi, read_bersandi
from iki_web.storage.galat import BerkasHilang, BerkasRusak
from iki_web.storage.jangkar import BerkasJangkar
from iki_web.storage.simpanan import Simpanan

_POTONGAN = 1024 * 1024
_HAK = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Hasil:
    """A finished file that has no backup's name yet."""

    manifes: Manifes
    ukuran: int
    sha256: str
    terenkripsi: bool


def write_arsip(instance: Path, wadah: Wadah, basis: Path, ke: Path, manifes: Manifes) -> Hasil:
    """Write everything of an instance to the file `ke`, durably.

    `basis` was copied before: each of its rows finds its file still there. Raises CadanganGagal
    or RuangPenuh.
    """
    simpanan = Simpanan(instance / "bukti")
    perlu = basis.stat().st_size + sum(satu.stat().st_size for satu in simpanan.list_path())
    terenkripsi = is_terenkripsi(instance)
    check_ruang(ke.parent, perlu)
    dalam = wadah.folder / "isi.zip" if terenkripsi else ke
    if terenkripsi:
        check_ruang(wadah.folder, perlu)
    manifes = replace(manifes, terenkripsi=False)
    with jaga_folder(dalam.parent), create_berkas(dalam) as keluar:
        manifes = _write_isi(keluar, instance, simpanan, basis, manifes)
    if terenkripsi:
        luar = replace(manifes, terenkripsi=True, berkas=())
        with jaga_folder(ke.parent), create_berkas(ke) as keluar, dalam.open("rb") as dari:
            _write_luar(keluar, instance, dari, luar)
        dalam.unlink()
    with jaga_folder(ke.parent):
        return Hasil(manifes, ke.stat().st_size, _read_sidik(ke), terenkripsi)


def _write_isi(
    ke: IO[bytes], instance: Path, simpanan: Simpanan, basis: Path, manifes: Manifes
) -> Manifes:
    berkas: list[Anggota] = []
    with zipfile.ZipFile(ke, "w", zipfile.ZIP_STORED) as arsip:
        for nama, path in _list_tetap(instance, basis):
            with path.open("rb") as dari:
                berkas.append(_add(arsip, nama, dari, manifes.waktu))
        for nama, teks in _find_jangkar(instance, basis).list_salinan(manifes.seq):
            berkas.append(_add(arsip, f"jangkar/{nama}", BytesIO(teks), manifes.waktu))
        for path in sorted(simpanan.list_path()):
            sidik = path.name
            try:
                with simpanan.buka(sidik) as dari:
                    nama = f"bukti/{sidik[:2]}/{sidik[2:4]}/{sidik}"
                    berkas.append(_add(arsip, nama, dari, manifes.waktu))
            except (BerkasHilang, BerkasRusak):
                # Swept meanwhile, and no row names it; or damaged here: the check will say so.
                continue
        manifes = replace(manifes, berkas=tuple(berkas))
        _add_teks(arsip, MANIFES, format_manifes(manifes), manifes.waktu)
    _sync(ke)
    return manifes


def _find_jangkar(instance: Path, basis: Path) -> BerkasJangkar:
    """Return the anchors that belong to a copied database: those beside it, or those of now."""
    beside = basis.parent / JANGKAR
    return BerkasJangkar(beside if beside.is_dir() else instance / JANGKAR)


def _list_tetap(instance: Path, basis: Path) -> Iterator[tuple[str, Path]]:
    yield BASIS, basis
    for berkas in sorted((instance / "rahasia").iterdir()):
        # Not what a kill left behind of a key in the making.
        if is_anggota(nama := f"rahasia/{berkas.name}"):
            yield nama, berkas


def _write_luar(ke: IO[bytes], instance: Path, dari: IO[bytes], manifes: Manifes) -> None:
    with zipfile.ZipFile(ke, "w", zipfile.ZIP_STORED) as arsip:
        _add_teks(arsip, MANIFES, format_manifes(manifes), manifes.waktu)
        _add_teks(arsip, KUNCI, read_bersandi(instance), manifes.waktu)
        with arsip.open(_build_info(ISI, manifes.waktu), "w", force_zip64=True) as isi:
            encrypt(instance, dari, isi)
    _sync(ke)


def _build_info(nama: str, waktu: datetime) -> zipfile.ZipInfo:
    setempat = waktu.astimezone(WIB)
    info = zipfile.ZipInfo(nama, max(setempat.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    info.external_attr = _HAK
    return info


def _add_teks(arsip: zipfile.ZipFile, nama: str, isi: bytes, waktu: datetime) -> None:
    arsip.writestr(_build_info(nama, waktu), isi)


def _add(arsip: zipfile.ZipFile, nama: str, dari: IO[bytes], waktu: datetime) -> Anggota:
    sidik, ukuran = hashlib.sha256(), 0
    with arsip.open(_build_info(nama, waktu), "w", force_zip64=True) as ke:
        while potongan := dari.read(_POTONGAN):
            sidik.update(potongan)
            ukuran += len(potongan)
            ke.write(potongan)
    return Anggota(nama, ukuran, sidik.hexdigest())


def _sync(ke: IO[bytes]) -> None:
    ke.flush()
    os.fsync(ke.fileno())
    # What is read back is to come from the disk, not from memory.
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(ke.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read_sidik(berkas: Path) -> str:
    with berkas.open("rb") as dari:
        return hashlib.file_digest(dari, "sha256").hexdigest()
