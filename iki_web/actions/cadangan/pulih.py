"""Restoring a backup: prepared and checked in a scratch place, then exchanged in one step."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from iki_web.actions.cadangan.berkas import (
    check_gladi,
    find_instance,
    open_gladi,
    write_cadangan,
)
from iki_web.actions.instance import count_pemakaian, find_sistem
from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import drop_jangkar, hold_penulis, transaction
from iki_web.config import NAMA_BASIS, finish_pulihan
from iki_web.extensions import db, find_skema, find_terbaru, jam, upgrade_skema
from iki_web.models import Jejak, Kantor, Sesi
from iki_web.queries.cadangan import FOLDER_BAWAAN, find_cadangan
from iki_web.rules.cadangan import KeadaanInstance, Manifes, check_pulih, list_temuan
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.jejak import Jangkar, Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.storage import BerkasJangkar
from iki_web.storage.cadangan import (
    Wadah,
    copy_basis,
    copy_jangkar,
    extract_arsip,
    find_kepala,
    install_bukti,
    install_jangkar,
    open_wadah,
    read_arsip,
    release_basis,
    replace_basis,
    seal_basis,
    stage_instance,
)
from iki_web.storage.kunci import kunci_instance

#: Sessions, and what an office's cached copies are keyed by.
_VERSI = select(Kantor.id, Kantor.versi_acuan, Kantor.versi_rekap)


@dataclass(slots=True)
class Pulihan:
    """What a restore did; `pengaman`: where what was there before is kept."""

    manifes: Manifes
    catatan: list[str]
    pengaman: Path | None = None
    kalimat: str = ""


@dataclass(slots=True)
class _Semula:
    """What is replaced: the head of its trail and the versions its copies are keyed by."""

    kepala: dict[str, Any] | None = None
    #: What was noted of its trail, and of those given up before.
    jangkar: list[Jangkar] = field(default_factory=list)
    versi: dict[int, tuple[int, int]] = field(default_factory=dict)


def find_keadaan() -> KeadaanInstance:
    """Return what the running instance holds."""
    try:
        kini, _ = find_skema()
        if not kini:
            return KeadaanInstance.KOSONG
        dipakai = count_pemakaian()
    except DatabaseError:
        db.session.rollback()
        return KeadaanInstance.RUSAK
    db.session.rollback()
    return KeadaanInstance.DIPAKAI if dipakai else KeadaanInstance.BELUM_DIPAKAI


def restore_cadangan(
    berkas: Path, frasa: str | None = None, *, timpa: bool = False, meski_rusak: bool = False
) -> Pulihan:
    """Restore a backup while nobody serves the instance: a whole one appears, or nothing changes.

    `timpa`: also over an instance in use, which is backed up first. `meski_rusak`: also where
    the check of what is inside finds faults. The process must end afterwards: keys are others.
    """
    instance, sidik = find_instance()
    with kunci_instance(instance), open_wadah(instance) as wadah:
        keadaan = find_keadaan()
        check_pulih(read_arsip(berkas), find_terbaru(), keadaan, sidik, timpa=timpa)
        if not _is_bawaan(instance):
            _check_peladen(keadaan)
        manifes = extract_arsip(berkas, wadah, instance, frasa, awet=True)
        catatan = _check(wadah, meski_rusak=meski_rusak)
        hasil = Pulihan(manifes, catatan)
        lain = manifes.instance != sidik
        semula = _Semula(jangkar=_list_jangkar(lain=lain))
        if keadaan is KeadaanInstance.DIPAKAI:
            hasil.pengaman = write_cadangan(_get_bawaan(instance), "pulih").path
            semula = _find_semula(hasil.pengaman)
        elif keadaan is KeadaanInstance.RUSAK:
            hasil.pengaman = _keep_rusak(instance)
        kepala = _note(wadah, manifes, berkas.name, "perintah pulihkan", semula)
        install_bukti(wadah, current_app.extensions["iki_simpanan"])
        _exchange(wadah, instance, lain=lain)
        if not lain:
            _add_jangkar(wadah, kepala)
    return hasil


def restore_hidup(pelaku: Pelaku, nama: str, frasa: str) -> Pulihan:
    """Restore a backup of this instance under the running app; everybody is signed out.

    What was there is copied in the same breath, so that nothing saved until then is lost.
    """
    check_pengelola(pelaku)
    instance, sidik = find_instance()
    berkas = find_cadangan(pelaku, instance, nama).path
    with open_wadah(instance) as wadah:
        luar = read_arsip(berkas)
        check_pulih(luar, find_terbaru(), KeadaanInstance.DIPAKAI, sidik, timpa=True)
        frasa_ = frasa if luar.terenkripsi else None
        manifes = extract_arsip(berkas, wadah, instance, frasa_, awet=True)
        hasil = Pulihan(manifes, _check(wadah, meski_rusak=False))
        install_bukti(wadah, current_app.extensions["iki_simpanan"])
        simpan = _get_bawaan(instance) / f"basis-sebelum-pulih-{jam.now():%Y%m%d%H%M%S}"
        simpan.mkdir(mode=0o700)
        with hold_penulis():
            db.session.rollback()
            copy_basis(simpan / NAMA_BASIS)
            copy_jangkar(instance, simpan)
            semula = _read_semula(simpan / NAMA_BASIS)
            kepala = _note(wadah, manifes, nama, pelaku.nama, semula)
            replace_basis(wadah.isi / NAMA_BASIS)
            _add_jangkar(wadah, kepala)
    db.session.rollback()
    hasil.pengaman = _wrap(simpan)
    return hasil


def _is_bawaan(instance: Path) -> bool:
    """Whether the database is the file in the instance folder, which can be exchanged as one."""
    basis: Path | None = current_app.config["IKI"].basis
    return basis == instance / NAMA_BASIS


def _get_bawaan(instance: Path) -> Path:
    folder = instance / FOLDER_BAWAAN
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _check(wadah: Wadah, *, meski_rusak: bool) -> list[str]:
    """Check what was unpacked; faults of its contents refuse the restore unless told otherwise."""
    with open_gladi(wadah):
        catatan = check_gladi()
    if catatan and not meski_rusak:
        raise Ditolak(
            "Isi cadangan ini tidak lolos pemeriksaan, jadi tidak dipasang dan tidak ada yang "
            f"berubah. {list_temuan(catatan)} Bila hanya cadangan ini yang ada, operator dapat "
            "memasangnya dengan: flask --app wsgi iki pulihkan BERKAS --timpa --meski-rusak"
        )
    return catatan


def _check_peladen(keadaan: KeadaanInstance) -> None:
    """Raise Ditolak where a database that is no file of ours cannot take the rows of this app."""
    if keadaan is KeadaanInstance.RUSAK:
        raise Ditolak(
            "Database tidak menjawab, jadi tidak ada yang dipulihkan. Hidupkan peladennya atau "
            "siapkan database kosong, lalu jalankan lagi."
        )
    if keadaan is KeadaanInstance.KOSONG:
        return
    kini, terbaru = find_skema()
    if kini != terbaru:
        raise Ditolak(
            "Susunan database ini belum dinaikkan. Jalankan dahulu: flask --app wsgi iki siapkan"
        )


def _find_semula(pengaman: Path) -> _Semula:
    """Return what is replaced, of which a backup was just made."""
    manifes = read_arsip(pengaman)
    kepala = {"seq": manifes.seq, "mac": manifes.mac}
    return _Semula(kepala, _list_jangkar(lain=False), _list_versi())


def _read_semula(basis: Path) -> _Semula:
    kepala = find_kepala(basis)
    semula = {nama: kepala[nama] for nama in ("seq", "mac")}
    return _Semula(semula, _list_jangkar(lain=False), _list_versi())


def _list_versi() -> dict[int, tuple[int, int]]:
    versi = {nomor: (acuan, rekap) for nomor, acuan, rekap in db.session.execute(_VERSI)}
    db.session.rollback()
    return versi


def _list_jangkar(*, lain: bool) -> list[Jangkar]:
    """Return the anchors a restore has to account for; those of another instance go with it."""
    jangkar: BerkasJangkar = current_app.extensions["iki_jangkar"]
    return [*([] if lain else jangkar.list_jangkar()), *jangkar.list_lain()]


def _find_lepas(jangkar: list[Jangkar]) -> dict[str, int] | None:
    """Return between which lines the anchors are of a trail that is given up."""
    mac = {seq: mac for seq, mac in db.session.execute(select(Jejak.seq, Jejak.mac))}
    lepas = [satu.seq for satu in jangkar if mac.get(satu.seq) != satu.mac]
    return {"dari": min(lepas) - 1, "sampai": max(lepas)} if lepas else None


def _note(wadah: Wadah, manifes: Manifes, nama: str, oleh: str, semula: _Semula) -> Jangkar | None:
    """Write into what was unpacked that it was restored, and end its sessions; returns its head."""
    with open_gladi(wadah) as app:
        sistem = find_sistem()
        assert sistem is not None
        _write(sistem, manifes, nama, oleh, semula)
        jangkar: BerkasJangkar = app.extensions["iki_jangkar"]
    seal_basis(wadah.isi / NAMA_BASIS)
    return jangkar.kepala


def _add_jangkar(wadah: Wadah, kepala: Jangkar | None) -> None:
    """Go on with the instance's own anchors, from the line that says what was given up."""
    jangkar: BerkasJangkar = current_app.extensions["iki_jangkar"]
    install_jangkar(wadah, jangkar)
    if kepala is not None:
        drop_jangkar(kepala, teguh=True)


@transaction
def _write(sistem: Pelaku, manifes: Manifes, nama: str, oleh: str, semula: _Semula) -> None:
    db.session.execute(update(Sesi).where(Sesi.diakhiri.is_(None)).values(diakhiri=jam.now()))
    for kantor in db.session.scalars(select(Kantor)).all():
        acuan, rekap = semula.versi.get(kantor.id, (0, 0))
        # Copies kept by number anywhere are of what was: no number may come a second time.
        kantor.versi_acuan = max(kantor.versi_acuan, acuan) + 1
        kantor.versi_rekap = max(kantor.versi_rekap, rekap) + 1
    isi = {
        "berkas": nama,
        "dibuat": manifes.waktu,
        "kepala": {"seq": manifes.seq, "mac": manifes.mac},
        # What stood after it was given up on purpose: anchors of those lines name it.
        "kepala_semula": semula.kepala,
        "lepas": _find_lepas(semula.jangkar),
        "oleh": oleh,
    }
    add_jejak(sistem, Peristiwa.CADANGAN_DIPULIHKAN, "cadangan", sesudah=isi)


def _exchange(wadah: Wadah, instance: Path, *, lain: bool) -> None:
    """Put database and, of another instance, secrets in place of what is there."""
    if _is_bawaan(instance):
        release_basis()
        stage_instance(wadah, instance, basis=True, rahasia=lain)
        finish_pulihan(instance)
    else:
        if lain:
            # Before the rows: with none yet, these keys are as good as those made at the start.
            stage_instance(wadah, instance, basis=False, rahasia=True)
            finish_pulihan(instance)
        if find_skema()[0] != find_terbaru():
            upgrade_skema()
        replace_basis(wadah.isi / NAMA_BASIS)
        release_basis()
    if lain:
        # One-time passwords of accounts that are no more.
        (instance / "akun-awal.csv").unlink(missing_ok=True)


def _keep_rusak(instance: Path) -> Path:
    """Copy a database that cannot be read as it is: somebody may still rescue something."""
    simpan = _get_bawaan(instance) / f"basis-rusak-{jam.now():%Y%m%d%H%M%S}"
    simpan.mkdir(mode=0o700)
    for berkas in instance.glob(f"{NAMA_BASIS}*"):
        shutil.copy2(berkas, simpan / berkas.name)
    return simpan


def _wrap(simpan: Path) -> Path:
    """Make a whole backup of a copied database and let go of the copy, or keep it as it is."""
    try:
        jadi = write_cadangan(simpan.parent, "pulih", simpan / NAMA_BASIS)
    except Galat:
        return simpan / NAMA_BASIS
    shutil.rmtree(simpan, ignore_errors=True)
    return jadi.path
