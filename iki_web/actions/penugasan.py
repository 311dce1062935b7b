"""Assignments: given, changed, ended, annulled with a reason; never deleted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai, Penugasan
from iki_web.queries.penugasan import list_tugas
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku, check_pengelola
from iki_web.rules.penugasan import IsianPenugasan, Tugas, check_tindih, list_peringatan

_BASI = "Penugasan ini sudah diubah orang lain. Periksa yang tersimpan, lalu simpan kembali."


@transaction
def create_penugasan(
    pelaku: Pelaku, isian: IsianPenugasan, *, gantikan: bool = False
) -> tuple[int, tuple[str, ...]]:
    """Give a person a position; returns (id, what is worth a second look).

    `gantikan`: the definitive holder and any Plt. of before end the day before, in the same act
    (hand-over). Raises Ditolak where the days clash with another assignment.
    """
    check_pengelola(pelaku)
    diakhiri = _end_lama(pelaku, isian) if gantikan else []
    tugas, peringatan = add_penugasan(pelaku, isian)
    add_jejak(
        pelaku,
        Peristiwa.PENUGASAN_DITETAPKAN,
        f"penugasan:{tugas.id}",
        tugas.versi,
        sesudah=build_penugasan(tugas) | ({"diakhiri": diakhiri} if diakhiri else {}),
    )
    return tugas.id, peringatan


def add_penugasan(pelaku: Pelaku, isian: IsianPenugasan) -> tuple[Penugasan, tuple[str, ...]]:
    """Add the row of an assignment inside an open transaction, without a line in the trail.

    Returns it and what is worth a second look. Raises Ditolak where the days clash, or where the
    person or the position takes part in nothing new.
    """
    peringatan = _check(pelaku, isian)
    tugas = Penugasan(pegawai_id=isian.pegawai_id, jabatan_id=isian.jabatan_id)
    _write(tugas, isian)
    db.session.add(tugas)
    db.session.flush()
    return tugas, peringatan


@transaction
def update_penugasan(
    pelaku: Pelaku, penugasan_id: int, isian: IsianPenugasan, versi: int
) -> tuple[str, ...]:
    """Change kind, days and order of an assignment; returns what is worth a second look.

    Person and position stay: another person is another assignment. Raises Basi with both
    versions, Ditolak where the days clash or it was annulled.
    """
    tugas = _get(pelaku, penugasan_id)
    if tugas.versi != versi:
        raise Basi(_BASI, list_beda(_read_isian(tugas).as_teks(), isian.as_teks()))
    sebelum = build_penugasan(tugas)
    peringatan = set_penugasan(pelaku, tugas, isian)
    _add_jejak(pelaku, Peristiwa.PENUGASAN_DIUBAH, tugas, sebelum)
    return peringatan


def set_penugasan(pelaku: Pelaku, tugas: Penugasan, isian: IsianPenugasan) -> tuple[str, ...]:
    """Write what was typed into an assignment inside an open transaction, without a line.

    Raises Ditolak as `update_penugasan`.
    """
    if (isian.pegawai_id, isian.jabatan_id) != (tugas.pegawai_id, tugas.jabatan_id):
        raise Ditolak("Pegawai dan jabatan suatu penugasan tidak diganti. Buat penugasan baru.")
    peringatan = _check(pelaku, isian, tugas.id)
    _write(tugas, isian)
    tugas.versi += 1
    return peringatan


def write_banyak(rencana: Sequence[tuple[int | None, IsianPenugasan]]) -> None:
    """Write many assignments inside an open transaction, without a line; no id: a new one.

    Only for rows that were judged together in this very transaction, against all there are and
    each other: asking the rules again row by row cost a file of 5,000 half a minute.
    """
    nomor = [satu for satu, _ in rencana if satu]
    pilih = select(Penugasan).where(Penugasan.id.in_(nomor))
    ada = {t.id: t for t in db.session.execute(pilih).scalars()} if nomor else {}
    for satu, isian in rencana:
        if satu is None:
            tugas = Penugasan(pegawai_id=isian.pegawai_id, jabatan_id=isian.jabatan_id)
            db.session.add(tugas)
        else:
            tugas = ada[satu]
            tugas.versi += 1
        _write(tugas, isian)


@transaction
def close_penugasan(
    pelaku: Pelaku, penugasan_id: int, selesai: date, versi: int
) -> tuple[str, ...]:
    """End an assignment with a last day; the rights end with it (WIB).

    Returns what is worth a second look. Raises Basi, and Ditolak for a day before it began.
    """
    tugas = _get(pelaku, penugasan_id)
    if tugas.versi != versi:
        raise Basi(_BASI)
    sebelum = build_penugasan(tugas)
    peringatan = _end(pelaku, tugas, selesai)
    _add_jejak(pelaku, Peristiwa.PENUGASAN_DIAKHIRI, tugas, sebelum)
    return peringatan


@transaction
def revoke_penugasan(pelaku: Pelaku, penugasan_id: int, alasan: str, versi: int) -> None:
    """Annul a mistaken assignment: it stays to be read, with the reason, and gives no rights."""
    tugas = _get(pelaku, penugasan_id)
    if tugas.versi != versi:
        raise Basi(_BASI)
    sebelum = build_penugasan(tugas)
    tugas.batal, tugas.alasan_batal = True, alasan
    tugas.versi += 1
    _add_jejak(pelaku, Peristiwa.PENUGASAN_DIBATALKAN, tugas, sebelum)


def _end_lama(pelaku: Pelaku, isian: IsianPenugasan) -> list[int]:
    """End the definitive and Plt. assignments a new definitive one follows; returns their ids."""
    if isian.jenis is not JenisPenugasan.DEFINITIF:
        raise Ditolak(
            "Hanya pejabat definitif yang menggantikan pejabat sebelumnya.",
            {"gantikan": "Pilih jenis Definitif, atau hapus centang ini."},
        )
    kemarin, hasil = isian.mulai - timedelta(days=1), []
    for lama in list_tugas(pelaku, jabatan_id=isian.jabatan_id):
        lain = lama.jenis is not JenisPenugasan.PLH and lama.pegawai_id != isian.pegawai_id
        if lain and lama.mulai <= kemarin and lama.sampai >= isian.mulai:
            tugas = db.session.get_one(Penugasan, lama.id)
            tugas.selesai = kemarin
            tugas.versi += 1
            hasil.append(tugas.id)
    db.session.flush()
    return hasil


def _end(pelaku: Pelaku, tugas: Penugasan, selesai: date) -> tuple[str, ...]:
    isian = _read_isian(tugas)
    if selesai < isian.mulai:
        kalimat = "Hari terakhir tidak boleh sebelum hari pertama."
        raise Ditolak(kalimat, {"selesai": kalimat})
    return set_penugasan(pelaku, tugas, replace(isian, selesai=selesai))


def _check(pelaku: Pelaku, isian: IsianPenugasan, penugasan_id: int = 0) -> tuple[str, ...]:
    """Ask the rules; returns the warnings."""
    pegawai = db.session.get(Pegawai, isian.pegawai_id)
    jabatan = db.session.get(Jabatan, isian.jabatan_id)
    if pegawai is None or jabatan is None:
        raise TidakTerlihat
    if {pegawai.kantor_id, jabatan.kantor_id} != {pelaku.kantor_id}:
        raise TidakTerlihat
    if not penugasan_id:
        _check_aktif(pegawai, jabatan)
    baru = Tugas(
        penugasan_id,
        pegawai.id,
        pegawai.nama,
        jabatan.id,
        jabatan.nama,
        isian.jenis,
        isian.mulai,
        isian.selesai,
    )
    sejabatan = list_tugas(pelaku, jabatan_id=jabatan.id)
    check_tindih(baru, sejabatan)
    seorang = list_tugas(pelaku, pegawai_id=pegawai.id)
    return list_peringatan(baru, sejabatan, seorang, isian.tanggal_surat)


def _check_aktif(pegawai: Pegawai, jabatan: Jabatan) -> None:
    """Refuse something new for who or what is not active."""
    if not pegawai.aktif:
        kalimat = f"{pegawai.nama} tidak aktif. Aktifkan dahulu akunnya."
        raise Ditolak(kalimat, {"pegawai_id": kalimat})
    if not jabatan.aktif:
        kalimat = f"{jabatan.nama} sudah dinonaktifkan."
        raise Ditolak(kalimat, {"jabatan_id": kalimat})


def _get(pelaku: Pelaku, penugasan_id: int) -> Penugasan:
    """Return an assignment of the actor's office that was not annulled."""
    check_pengelola(pelaku)
    tugas = db.session.get(Penugasan, penugasan_id)
    if tugas is None or db.session.get_one(Jabatan, tugas.jabatan_id).kantor_id != pelaku.kantor_id:
        raise TidakTerlihat
    if tugas.batal:
        raise Ditolak("Penugasan ini sudah dibatalkan, jadi tidak dapat diubah lagi.")
    return tugas


def _write(tugas: Penugasan, isian: IsianPenugasan) -> None:
    tugas.jenis, tugas.mulai, tugas.selesai = isian.jenis, isian.mulai, isian.selesai
    tugas.nomor_surat, tugas.tanggal_surat = isian.nomor_surat, isian.tanggal_surat


def _read_isian(tugas: Penugasan) -> IsianPenugasan:
    return IsianPenugasan(
        tugas.pegawai_id,
        tugas.jabatan_id,
        tugas.jenis,
        tugas.mulai,
        tugas.selesai,
        tugas.nomor_surat,
        tugas.tanggal_surat,
    )


def build_penugasan(tugas: Penugasan) -> dict[str, Any]:
    """Return what the trail keeps of an assignment."""
    return {
        "pegawai": tugas.pegawai_id,
        "jabatan": tugas.jabatan_id,
        "jenis": tugas.jenis,
        "mulai": tugas.mulai,
        "selesai": tugas.selesai,
        "nomor_surat": tugas.nomor_surat,
        "tanggal_surat": tugas.tanggal_surat,
        "batal": bool(tugas.batal),
        "alasan_batal": tugas.alasan_batal,
    }


def _add_jejak(pelaku: Pelaku, aksi: Peristiwa, tugas: Penugasan, sebelum: dict[str, Any]) -> None:
    objek = f"penugasan:{tugas.id}"
    add_jejak(pelaku, aksi, objek, tugas.versi, sebelum, build_penugasan(tugas))
