"""The owner's acts: save, submit, withdraw, and detach a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from iki_web.actions.realisasi.tulis import (
    Kerja,
    Tempat,
    add_terlibat,
    begin_kerja,
    finish_kerja,
    take_langkah,
    write_isian,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Bukti, Rujukan
from iki_web.queries.realisasi import EntriTampil, Slot
from iki_web.rules import bukti as aturan_bukti
from iki_web.rules.alur import Aksi, Isi, Status
from iki_web.rules.bukti import BATAS_BERKAS
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.realisasi import Isian, compute_hasil, list_kekurangan, medan_hitung
from iki_web.storage import BerkasMasuk


@dataclass(frozen=True, slots=True)
class Kiriman:
    """What one form brings: typed values, and per slot number new files, reference and reason."""

    versi: int
    isian: Isian
    berkas: Mapping[int, Sequence[BerkasMasuk]] = field(default_factory=dict)
    rujukan: Mapping[int, str] = field(default_factory=dict)
    alasan: Mapping[int, str] = field(default_factory=dict)


@transaction
def update_realisasi(pelaku: Pelaku, tempat: Tempat, kiriman: Kiriman) -> int:
    """Save an entry (step SIMPAN); returns its version.

    Saving what is already there changes nothing and makes no version. Raises as `take` does, and
    Ditolak for numbers that cannot be.
    """
    kerja = begin_kerja(pelaku, tempat)
    if _is_sama(kerja.entri, kiriman):
        take_langkah(kerja, Aksi.SIMPAN, Isi(kerja.entri.versi))
        return kerja.entri.versi
    status = take_langkah(kerja, Aksi.SIMPAN, Isi(kiriman.versi))
    _check_hitung(kerja.entri, kiriman.isian)
    write_isian(kerja.baris, kiriman.isian)
    add_terlibat(kerja.baris, pelaku.pegawai_id)
    if kerja.entri.baris is None:
        # The slots below point at the row, so it needs its id now.
        db.session.add(kerja.baris)
        db.session.flush()
    for slot in kerja.entri.slot:
        _write_slot(kerja, slot, kiriman)
    return finish_kerja(kerja, Aksi.SIMPAN, status, Isi(kiriman.versi))


@transaction
def submit_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int) -> int:
    """Submit a saved entry (step AJUKAN).

    Raises Ditolak naming every field and slot that is still missing.
    """
    kerja = begin_kerja(pelaku, tempat)
    isi = Isi(versi, kekurangan=_list_kurang(kerja.entri))
    status = take_langkah(kerja, Aksi.AJUKAN, isi)
    add_terlibat(kerja.baris, pelaku.pegawai_id)
    kerja.baris.pengaju_id, kerja.baris.diajukan = pelaku.pegawai_id, jam.now()
    return finish_kerja(kerja, Aksi.AJUKAN, status, isi)


def _is_sama(entri: EntriTampil, kiriman: Kiriman) -> bool:
    """Whether a form brings nothing that is not already there."""
    if entri.status not in (Status.DRAF, Status.DIKEMBALIKAN) or kiriman.berkas:
        return False
    per_nomor = {slot.nomor: slot for slot in entri.slot}
    return (
        entri.isian == kiriman.isian
        and all(per_nomor[n].rujukan == teks for n, teks in kiriman.rujukan.items())
        and all(per_nomor[n].alasan == teks for n, teks in kiriman.alasan.items())
    )


def _check_hitung(entri: EntriTampil, isian: Isian) -> None:
    """Refuse numbers that cannot be (5 of 0), even in a draft."""
    jenis = entri.indikator.jenis_rumus
    try:
        compute_hasil(isian, jenis)
    except ValueError as sebab:
        raise Ditolak(str(sebab), {medan_hitung(isian, jenis): str(sebab)}) from None


def _list_kurang(entri: EntriTampil) -> dict[str, str]:
    """Return everything an entry lacks before it can go to the superior."""
    slot = [slot.as_isi() for slot in entri.slot]
    return list_kekurangan(entri.isian, entri.indikator.jenis_rumus) | (
        aturan_bukti.list_kekurangan(slot, entri.isian.nihil)
    )


def _write_slot(kerja: Kerja, slot: Slot, kiriman: Kiriman) -> None:
    """Attach the new files of a slot and write its reference and reason."""
    baru = kiriman.berkas.get(slot.nomor, ())
    if len(kerja.entri.berkas) + sum(map(len, kiriman.berkas.values())) > BATAS_BERKAS:
        raise Ditolak(
            f"Satu entri memuat paling banyak {BATAS_BERKAS} berkas. Gabungkan beberapa berkas "
            "menjadi satu PDF, lalu unggah kembali."
        )
    ada = {berkas.sha256 for berkas in slot.berkas}
    for berkas in baru:
        if berkas.sha256 in ada:
            continue
        ada.add(berkas.sha256)
        db.session.add(
            Bukti(
                realisasi_id=kerja.baris.id,
                sumber_id=slot.sumber_id,
                sha256=berkas.sha256,
                nama=berkas.nama,
                jenis=berkas.jenis,
                ukuran=berkas.ukuran,
                pengunggah_id=kerja.pelaku.pegawai_id,
                diunggah=jam.now(),
            )
        )
    rujukan = kiriman.rujukan.get(slot.nomor, slot.rujukan)
    alasan = kiriman.alasan.get(slot.nomor, slot.alasan)
    if (rujukan, alasan) != (slot.rujukan, slot.alasan):
        _write_rujukan(kerja.baris.id, slot.sumber_id, rujukan, alasan)


def _write_rujukan(realisasi_id: int, sumber_id: int, rujukan: str, alasan: str) -> None:
    """Write a slot's paper reference and reason, one row per slot."""
    baris = db.session.execute(
        select(Rujukan).where(Rujukan.realisasi_id == realisasi_id, Rujukan.sumber_id == sumber_id)
    ).scalar_one_or_none()
    if baris is None:
        baris = Rujukan(realisasi_id=realisasi_id, sumber_id=sumber_id)
        db.session.add(baris)
    baris.rujukan, baris.alasan = rujukan, alasan


@transaction
def withdraw_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int) -> int:
    """Take a submitted entry back (step TARIK), by the person who submitted it."""
    kerja = begin_kerja(pelaku, tempat)
    status = take_langkah(kerja, Aksi.TARIK, Isi(versi))
    return finish_kerja(kerja, Aksi.TARIK, status, Isi(versi))


@transaction
def remove_bukti(pelaku: Pelaku, tempat: Tempat, bukti_id: int, versi: int) -> int:
    """Detach a file from an entry still in its owner's hands; the row and the bytes stay."""
    kerja = begin_kerja(pelaku, tempat)
    status = take_langkah(kerja, Aksi.SIMPAN, Isi(versi))
    if bukti_id not in {berkas.id for berkas in kerja.entri.berkas}:
        raise TidakTerlihat
    db.session.get_one(Bukti, bukti_id).dilepas = jam.now()
    add_terlibat(kerja.baris, pelaku.pegawai_id)
    return finish_kerja(kerja, Aksi.SIMPAN, status, Isi(versi))
