"""Checks of the instance as acts: run, recorded, their findings taken note of."""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from iki_web.actions.jejak import add_jejak, find_kepala
from iki_web.actions.transaksi import drop_jangkar, transaction
from iki_web.extensions import db, jam
from iki_web.models import Kantor, Pemeriksaan
from iki_web.queries.periksa import Sumber, find_kerusakan, list_belum
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.jejak import Peristiwa, format_dasar, format_kanonik
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import Cara, HasilPeriksa, check_penjaga, is_baru, take_alasan
from iki_web.storage import BerkasJangkar

#: One check at a time: it reads all there is.
_GILIRAN = threading.Lock()


@dataclass(frozen=True, slots=True)
class Selesai:
    """A check that has ended: what it found, and until which line of the trail it looked."""

    mulai: datetime
    temuan: tuple[str, ...]
    sampai: int


def check_instance(pelaku: Pelaku, cara: Cara, lain: Iterable[Sumber] = ()) -> tuple[str, ...]:
    """Check the instance, record how it ended, return what was found.

    `lain`: further anchors, as the manifests of backups hold them. Raises TidakBerwenang, and
    Ditolak while another check is running.
    """
    check_penjaga(pelaku)
    if not _GILIRAN.acquire(blocking=False):
        raise Ditolak("Pemeriksaan lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi.")
    try:
        selesai = run_periksa(pelaku, lain)
    finally:
        _GILIRAN.release()
    record_periksa(pelaku, cara, selesai)
    return selesai.temuan


def run_periksa(pelaku: Pelaku, lain: Iterable[Sumber] = ()) -> Selesai:
    """Check the instance and change nothing."""
    mulai = jam.now()
    jangkar: BerkasJangkar = current_app.extensions["iki_jangkar"]
    # Read before the database: what is noted is in the database by then, whatever is written now.
    sumber = [
        Sumber("catatan jangkar", jangkar.list_jangkar()),
        Sumber("catatan jangkar di tempat kedua", jangkar.list_lain()),
        *lain,
    ]
    db.session.rollback()
    kunci, simpanan = current_app.config["IKI_KUNCI_JEJAK"], current_app.extensions["iki_simpanan"]
    temuan = find_kerusakan(pelaku, kunci, simpanan, sumber)
    kepala = find_kepala()
    return Selesai(mulai, tuple(temuan), kepala.seq if kepala else 0)


@transaction
def record_periksa(pelaku: Pelaku, cara: Cara, selesai: Selesai) -> None:
    """Keep how a check ended; what nobody has taken note of yet becomes the office's warning."""
    check_penjaga(pelaku)
    kantor, lalu = db.session.get_one(Kantor, pelaku.kantor_id), _find_lalu(pelaku)
    baris = Pemeriksaan(
        kantor_id=pelaku.kantor_id,
        mulai=selesai.mulai,
        selesai=jam.now(),
        cara=cara,
        pemeriksa=f"{pelaku.nama} ({pelaku.jabatan_teks})",
        hasil=HasilPeriksa.RUSAK if selesai.temuan else HasilPeriksa.UTUH,
        temuan=format_kanonik(selesai.temuan),
        sampai=selesai.sampai,
    )
    db.session.add(baris)
    db.session.flush()
    diakui = json.loads(lalu.temuan) if lalu and kantor.peringatan is None else []
    if is_baru(selesai.temuan, diakui):
        kantor.peringatan = baris.id
    isi = {"hasil": baris.hasil, "temuan": selesai.temuan, "sampai": selesai.sampai}
    add_jejak(pelaku, Peristiwa.PEMERIKSAAN_DIJALANKAN, f"pemeriksaan:{baris.id}", sesudah=isi)


def _find_lalu(pelaku: Pelaku) -> Pemeriksaan | None:
    """Return the check before: what it found, and somebody took note of, warns nobody again."""
    cari = select(Pemeriksaan).where(Pemeriksaan.kantor_id == pelaku.kantor_id)
    return db.session.execute(cari.order_by(Pemeriksaan.id.desc()).limit(1)).scalar_one_or_none()


@transaction
def acknowledge_periksa(pelaku: Pelaku, nomor: int, alasan: str) -> None:
    """Take note of a failed check: the warning on every page ends, the finding stays on record.

    Raises TidakBerwenang, Ditolak without a reason, and Basi when it is not the one that warns.
    """
    check_penjaga(pelaku)
    kantor = db.session.get_one(Kantor, pelaku.kantor_id)
    if kantor.peringatan != nomor:
        raise Basi("Peringatan ini sudah ditutup, atau sudah ada pemeriksaan yang lebih baru.")
    baris = db.session.get_one(Pemeriksaan, nomor)
    baris.alasan = take_alasan(alasan)
    baris.diakui, baris.diakui_oleh = jam.now(), f"{pelaku.nama} ({pelaku.jabatan_teks})"
    kantor.peringatan = None
    isi = {"temuan": json.loads(baris.temuan), "alasan": baris.alasan}
    add_jejak(pelaku, Peristiwa.PEMERIKSAAN_DIAKUI, f"pemeriksaan:{nomor}", sesudah=isi)


def record_keadaan(pelaku: Pelaku) -> None:
    """List every row of the tables the trail does not know from the first on, where there are any.

    For a new instance at its first start, for an older one at the first start after an upgrade.
    """
    if list_belum(pelaku):
        _record_keadaan(pelaku)


def note_kepala() -> None:
    """Note the head of the trail as it is, to survive a power cut: at a start, before a backup."""
    kepala = find_kepala()
    if kepala is not None:
        drop_jangkar(kepala, teguh=True)


@transaction
def _record_keadaan(pelaku: Pelaku) -> None:
    belum = list_belum(pelaku)
    isi = {"tabel": sorted(belum)}
    aksi, keadaan = Peristiwa.KEADAAN_DICATAT, format_dasar(belum)
    add_jejak(pelaku, aksi, "instance", sesudah=isi, keadaan=keadaan)
