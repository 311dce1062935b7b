"""Where, when and how many backups are kept, and the passphrase they are encrypted under."""

from pathlib import Path

from sqlalchemy import select

from iki_web.actions.cadangan.berkas import check_letak, find_instance
from iki_web.actions.jejak import add_jejak, create_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import AturanCadangan as Baris
from iki_web.queries.cadangan import build_aturan
from iki_web.rules.cadangan import AturanCadangan
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak, Galat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.storage.cadangan import create_kunci, is_terenkripsi, mark_folder

_BASI = "Aturan ini sudah diubah orang lain sejak Anda membukanya. Belum disimpan."


def update_aturan(pelaku: Pelaku, versi: int, aturan: AturanCadangan) -> tuple[str, ...]:
    """Change the rule; returns the labels that changed. A folder is marked as the place for it.

    Raises Ditolak at the field where the folder cannot take backups, Basi on a changed rule.
    """
    check_pengelola(pelaku)
    instance, sidik = find_instance()
    if aturan.folder:
        _mark(Path(aturan.folder), instance, sidik)
    return _write(pelaku, versi, aturan)


def _mark(folder: Path, instance: Path, sidik: str) -> None:
    kalimat = ""
    if not folder.is_absolute():
        kalimat = "Tulis alamat folder selengkapnya, misalnya D:\\Cadangan atau /media/usb."
    else:
        try:
            check_letak(
                folder.resolve(), instance, "atau kosongkan isian ini untuk memakai folder bawaan"
            )
            mark_folder(folder, sidik)
        except Galat as galat:
            kalimat = galat.kalimat
    if kalimat:
        raise Ditolak("Belum disimpan. Periksa isian yang bertanda merah.", {"folder": kalimat})


@transaction
def _write(pelaku: Pelaku, versi: int, aturan: AturanCadangan) -> tuple[str, ...]:
    baris = db.session.scalars(
        select(Baris).where(Baris.kantor_id == pelaku.kantor_id)
    ).one_or_none()
    lama = build_aturan(baris)
    if lama.versi != versi:
        beda = list_beda(lama.aturan.teks, aturan.teks)
        raise Basi(_BASI, beda)
    semula = lama.aturan.teks
    beda = tuple(label for label, teks in aturan.teks.items() if semula[label] != teks)
    if not beda:
        return ()
    if baris is None:
        baris = Baris(kantor_id=pelaku.kantor_id, versi=0)
        db.session.add(baris)
    for nama in ("folder", "jam", "harian", "bulanan"):
        setattr(baris, nama, getattr(aturan, nama))
    baris.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.CADANGAN_DIATUR,
        "cadangan",
        baris.versi,
        {label: semula[label] for label in beda},
        {label: aturan.teks[label] for label in beda},
    )
    return beda


def set_sandi_cadangan(pelaku: Pelaku, frasa: str) -> None:
    """Encrypt backups from now on under a passphrase, or with an empty one no longer."""
    check_pengelola(pelaku)
    instance, _ = find_instance()
    semula = is_terenkripsi(instance)
    if not frasa and not semula:
        raise Ditolak("Cadangan memang belum diberi kata sandi. Tidak ada yang berubah.")
    create_kunci(instance, frasa)
    isi = {"terenkripsi": bool(frasa), "semula": semula}
    create_jejak(pelaku, Peristiwa.CADANGAN_SANDI_DIATUR, "cadangan", isi)
