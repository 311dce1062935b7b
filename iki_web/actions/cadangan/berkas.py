"""One backup file of the running instance, of whatever schema it is, and its rehearsed restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from iki_web.actions.instance import find_sistem
from iki_web.actions.periksa import run_periksa
from iki_web.config import NAMA_BASIS, VERSI
from iki_web.extensions import find_skema, jam, open_lain, upgrade_skema
from iki_web.rules.cadangan import FORMAT, Manifes, build_nama, compute_instance
from iki_web.rules.galat import Ditolak
from iki_web.storage import BerkasJangkar, Simpanan
from iki_web.storage.cadangan import (
    Wadah,
    check_basis,
    check_folder,
    copy_basis,
    extract_arsip,
    find_kepala,
    jaga_basis,
    keep_sementara,
    open_sementara,
    open_wadah,
    sweep_wadah,
    write_arsip,
)
from iki_web.storage.galat import CadanganRusak


@dataclass(frozen=True, slots=True)
class Cadangan:
    """A finished backup; `catatan`: what the check found in it, as it is in the instance itself."""

    path: Path
    manifes: Manifes
    ukuran: int
    sha256: str
    terenkripsi: bool
    catatan: tuple[str, ...]


def find_instance() -> tuple[Path, str]:
    """Return the folder of the running instance, and by what it is known."""
    return Path(current_app.instance_path), compute_instance(current_app.config["IKI_KUNCI_JEJAK"])


def check_letak(folder: Path, instance: Path, lain: str = "") -> None:
    """Raise Ditolak for a folder inside the instance; `lain`: what else may be done about it."""
    if folder.is_relative_to(instance):
        raise Ditolak(
            "Folder ini berada di dalam folder instance, yang ikut hilang bila disknya rusak. "
            f"Pilih drive lain{lain and ', '}{lain}."
        )


def write_cadangan(folder: Path, sebelum: str = "", basis: Path | None = None) -> Cadangan:
    """Write one backup into a folder; it gets its name only after it was read back and restored.

    `sebelum`: what it is made before, part of its name. `basis`: a copy of the database made
    already. Writes nothing into the instance, so it works before an upgrade too. Raises
    CadanganGagal or RuangPenuh, and then leaves nothing behind.
    """
    instance, sidik = find_instance()
    check_folder(folder)
    sweep_wadah(instance)
    with open_wadah(instance) as wadah, open_sementara(folder) as sementara:
        waktu = jam.now()
        salinan = basis or wadah.folder / "basis" / NAMA_BASIS
        if basis is None:
            salinan.parent.mkdir()
            copy_basis(salinan)
        kepala = find_kepala(salinan)
        manifes = Manifes(
            FORMAT, VERSI, instance=sidik, waktu=waktu, terenkripsi=False, berkas=(), **kepala
        )
        hasil = write_arsip(instance, wadah, salinan, sementara, manifes)
        kembali, catatan = rehearse(sementara)
        if kembali != hasil.manifes:
            raise CadanganRusak
        nama = build_nama(manifes.kantor, waktu, sebelum)
        tujuan = keep_sementara(sementara, nama)
    return Cadangan(tujuan, kembali, hasil.ukuran, hasil.sha256, hasil.terenkripsi, tuple(catatan))


def rehearse(berkas: Path, frasa: str | None = None) -> tuple[Manifes, list[str]]:
    """Restore a backup into a scratch place and check it there as `iki periksa` does.

    Returns its manifest and a sentence per fault. Raises CadanganRusak where the file is torn.
    """
    instance, _ = find_instance()
    with open_wadah(instance) as wadah:
        manifes = extract_arsip(berkas, wadah, instance, frasa)
        with open_gladi(wadah):
            return manifes, check_gladi()


@contextmanager
def open_gladi(wadah: Wadah) -> Iterator[Flask]:
    """Push an app on what a backup was unpacked to, its database brought to the newest schema."""
    check_basis(wadah.isi / NAMA_BASIS)
    with jaga_basis(CadanganRusak()), open_lain(wadah.isi) as app:
        setelan = app.config["IKI"]
        app.extensions["iki_simpanan"] = Simpanan(setelan.bukti)
        app.extensions["iki_jangkar"] = BerkasJangkar(setelan.jangkar)
        _upgrade()
        yield app


def _upgrade() -> None:
    kini, terbaru = find_skema()
    if kini == terbaru:
        return
    from alembic.util import CommandError

    try:
        upgrade_skema()
    except CommandError as galat:  # a number no release of ours had
        raise CadanganRusak from galat


def check_gladi() -> list[str]:
    """Return a sentence per fault of the instance whose app is pushed, its own anchors too."""
    sistem = find_sistem()
    if sistem is None:
        raise CadanganRusak
    return list(run_periksa(sistem).temuan)
