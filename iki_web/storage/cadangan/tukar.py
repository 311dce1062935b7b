"""Putting a restored instance in place: evidence is only added, the rest changes in one step."""

import os
import shutil
from pathlib import Path

from iki_web.config import JANGKAR, NAMA_BASIS, PULIH_SIAP, fsync_folder
from iki_web.storage.cadangan.folder import Wadah, jaga_folder
from iki_web.storage.jangkar import BerkasJangkar
from iki_web.storage.simpanan import Simpanan


def install_bukti(wadah: Wadah, simpanan: Simpanan) -> int:
    """Move restored evidence into the store; whole files there stay. Returns how many."""
    masuk = sorted(Simpanan(wadah.isi / "bukti").list_path())
    with jaga_folder(simpanan.akar.parent):
        for path in masuk:
            simpanan.pasang(path, path.name)
    return len(masuk)


def stage_instance(wadah: Wadah, instance: Path, *, basis: bool, rahasia: bool) -> None:
    """Decide on the restored database and secrets: `config.finish_pulihan` then puts them in.

    The rename is the decision: before it the old instance stands, after it the new one.
    """
    siap = wadah.folder / "siap"
    with jaga_folder(instance):
        (siap / "rahasia").mkdir(parents=True)
        for berkas in sorted((wadah.isi / "rahasia").iterdir()) if rahasia else ():
            os.replace(berkas, siap / "rahasia" / berkas.name)
        # Anchors of another chain would tell against this one.
        if rahasia and (wadah.isi / JANGKAR).is_dir():
            os.replace(wadah.isi / JANGKAR, siap / JANGKAR)
        if basis:
            os.replace(wadah.isi / NAMA_BASIS, siap / NAMA_BASIS)
        for folder in (siap / "rahasia", siap):
            fsync_folder(folder)
        os.replace(siap, instance / PULIH_SIAP)
        fsync_folder(instance)


def install_jangkar(wadah: Wadah, jangkar: BerkasJangkar) -> None:
    """Add the anchors of months the instance has none of; its own stay, whatever they say."""
    with jaga_folder(jangkar.folder.parent):
        jangkar.folder.mkdir(exist_ok=True, mode=0o700)
        for berkas in sorted((wadah.isi / JANGKAR).glob("*.log")):
            if not (jangkar.folder / berkas.name).exists():
                os.replace(berkas, jangkar.folder / berkas.name)
        fsync_folder(jangkar.folder)


def copy_jangkar(instance: Path, tujuan: Path) -> None:
    """Keep the anchors beside a copied database, as they are before it is exchanged."""
    if (instance / JANGKAR).is_dir():
        shutil.copytree(instance / JANGKAR, tujuan / JANGKAR)
