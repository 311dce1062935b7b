"""Making a backup and noting it: one row, one line, and the older ones the rotation lets go."""

from pathlib import Path

from sqlalchemy import select

from iki_web.actions.cadangan.berkas import (
    Cadangan,
    check_letak,
    find_instance,
    rehearse,
    write_cadangan,
)
from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Cadangan as Baris
from iki_web.queries.cadangan import FOLDER_BAWAAN, find_cadangan, find_folder, get_aturan
from iki_web.rules.cadangan import StatusCadangan, list_buang
from iki_web.rules.galat import Galat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.storage.cadangan import check_folder, list_berkas, mark_folder, remove_berkas


def create_cadangan(pelaku: Pelaku, folder: Path | None = None) -> Cadangan:
    """Make a backup, in the office's own folder where none is named; a failure is a line too.

    Only there the rotation takes older ones away, and only after this one was read back.
    """
    check_pengelola(pelaku)
    instance, sidik = find_instance()
    aturan = get_aturan(pelaku).aturan
    milik = folder is None
    tujuan = find_folder(pelaku, instance) if folder is None else folder
    bawaan = tujuan == instance / FOLDER_BAWAAN
    if not milik and not bawaan:
        check_letak(tujuan, instance)
    try:
        if bawaan:
            tujuan.mkdir(exist_ok=True, mode=0o700)
            mark_folder(tujuan, sidik)
        check_folder(tujuan, sidik if milik else None)
        jadi = write_cadangan(tujuan)
    except (Galat, OSError) as galat:
        kalimat = galat.kalimat if isinstance(galat, Galat) else f"{galat.strerror}."
        note_gagal(pelaku, tujuan, kalimat)
        raise
    buang = list_buang(list_berkas(tujuan), aturan) if milik else ()
    _note_jadi(pelaku, jadi, buang)
    # Only now: nothing is listed that is gone, and what would not go is tried again next time.
    for nama in buang:
        remove_berkas(tujuan, nama)
    return jadi


@transaction
def _note_jadi(pelaku: Pelaku, jadi: Cadangan, dibuang: tuple[str, ...]) -> None:
    status = StatusCadangan.BERCATATAN if jadi.catatan else StatusCadangan.TERVERIFIKASI
    folder = str(jadi.path.parent)
    for baris in db.session.scalars(
        select(Baris).where(Baris.folder == folder, Baris.nama.in_(dibuang))
    ):
        db.session.delete(baris)
    db.session.add(
        Baris(
            kantor_id=pelaku.kantor_id,
            waktu=jadi.manifes.waktu,
            status=status,
            folder=folder,
            nama=jadi.path.name,
            ukuran=jadi.ukuran,
            sha256=jadi.sha256,
            terenkripsi=jadi.terenkripsi,
            bukti=jadi.manifes.bukti,
            seq=jadi.manifes.seq,
            mac=jadi.manifes.mac,
            oleh=pelaku.nama,
            keterangan="\n".join(jadi.catatan),
            diuji=jam.now(),
        )
    )
    isi = {
        "folder": folder,
        "sha256": jadi.sha256,
        "ukuran": jadi.ukuran,
        "kepala": {"seq": jadi.manifes.seq, "mac": jadi.manifes.mac},
        "status": status,
        "temuan": jadi.catatan,
        "dibuang": dibuang,
    }
    add_jejak(pelaku, Peristiwa.CADANGAN_DIBUAT, f"cadangan:{jadi.path.name}", sesudah=isi)


@transaction
def note_gagal(pelaku: Pelaku, folder: Path, kalimat: str) -> None:
    """Keep that no backup was made, and why."""
    db.session.add(
        Baris(
            kantor_id=pelaku.kantor_id,
            waktu=jam.now(),
            status=StatusCadangan.GAGAL,
            folder=str(folder),
            nama="",
            ukuran=0,
            sha256="",
            terenkripsi=False,
            bukti=0,
            seq=0,
            mac="",
            oleh=pelaku.nama,
            keterangan=kalimat,
        )
    )
    isi = {"folder": str(folder), "sebab": kalimat}
    add_jejak(pelaku, Peristiwa.CADANGAN_GAGAL, "cadangan", sesudah=isi)


def update_uji(pelaku: Pelaku, nama: str) -> tuple[str, ...]:
    """Rehearse the restore of a backup of the office's folder; returns what the check found.

    A torn one is a finding as well: it is noted, and no longer counts as good.
    """
    instance, _ = find_instance()
    tampil = find_cadangan(pelaku, instance, nama)
    try:
        catatan = tuple(rehearse(tampil.path)[1])
        status = StatusCadangan.BERCATATAN if catatan else StatusCadangan.TERVERIFIKASI
    except Galat as galat:
        catatan, status = (galat.kalimat,), StatusCadangan.GAGAL
    _note_uji(pelaku, str(tampil.path.parent), nama, status, catatan)
    return catatan


@transaction
def _note_uji(
    pelaku: Pelaku, folder: str, nama: str, status: StatusCadangan, catatan: tuple[str, ...]
) -> None:
    pilih = select(Baris).where(
        Baris.kantor_id == pelaku.kantor_id, Baris.folder == folder, Baris.nama == nama
    )
    baris = db.session.scalars(pilih).first()
    if baris is not None:
        baris.status, baris.diuji, baris.keterangan = status, jam.now(), "\n".join(catatan)
    isi = {"folder": folder, "status": status, "temuan": catatan}
    add_jejak(pelaku, Peristiwa.CADANGAN_DIUJI, f"cadangan:{nama}", sesudah=isi)
