"""Importing a workbook: read and kept, then applied as a whole in one act, or thrown away."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import IO

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.pegawai import add_pegawai, get_pegawai, set_pegawai
from iki_web.actions.penugasan import write_banyak
from iki_web.actions.sandi import create_kode, hash_sandi
from iki_web.actions.target import add_target
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import HasilLalu, Impor
from iki_web.queries.impor import (
    Pratinjau,
    RencanaHasil,
    RencanaPegawai,
    RencanaPenugasan,
    RencanaTarget,
    find_pratinjau,
)
from iki_web.queries.target import find_penyusun
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.impor import (
    KATA_NASIB,
    BarisImpor,
    JenisImpor,
    NasibBaris,
    StatusImpor,
    Tinjauan,
    format_baris,
    read_baris,
)
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.storage.lembar import terima_lembar
from iki_web.storage.nama import bersihkan_nama

#: A one-time code is hashed for each new person before the transaction begins (24 ms each).
PEGAWAI_BARU_TERBANYAK = 200
_POLA_TANDA = re.compile(r"[0-9a-f]{24}((?:\.[0-9]{1,6}){4})")
_BASI = "Berkas ini sudah diterapkan atau dibuang. Muat ulang halaman untuk melihat keadaannya."


def create_impor(pelaku: Pelaku, jenis: JenisImpor, nama: str, stream: IO[bytes]) -> int:
    """Read a workbook and keep its rows for a preview; returns its id, nothing else changes.

    Raises Ditolak (BerkasDitolak) with a sentence for what is no workbook of this kind.
    """
    check_pengelola(pelaku)
    sidik, lembar = terima_lembar(stream, nama)
    return _create(pelaku, jenis, bersihkan_nama(nama), sidik, read_baris(lembar, jenis))


@transaction
def _create(
    pelaku: Pelaku, jenis: JenisImpor, nama: str, sidik: str, baris: Sequence[BarisImpor]
) -> int:
    impor = Impor(
        kantor_id=pelaku.kantor_id,
        jenis=jenis,
        nama=nama,
        sidik=sidik,
        baris=format_baris(baris),
        status=StatusImpor.DIPERIKSA,
        pembuat_id=pelaku.pegawai_id,
        dibuat=jam.now(),
    )
    db.session.add(impor)
    db.session.flush()
    isi = {"jenis": jenis, "nama": nama, "sha256": sidik, "baris": len(baris)}
    add_jejak(pelaku, Peristiwa.IMPOR_DIBACA, f"impor:{impor.id}", 1, sesudah=isi)
    return impor.id


def approve_impor(
    pelaku: Pelaku, impor_id: int, versi: int, tanda: str
) -> tuple[Pratinjau, tuple[tuple[int, str], ...]]:
    """Apply a workbook, all or nothing; returns what was done, and (person, code) of new people.

    `tanda`: of the preview that was seen. Raises Basi with both outcomes where the office's data
    changed since, and Ditolak while a row is refused or when there is nothing to do.
    """
    check_pengelola(pelaku)
    baru = find_pratinjau(pelaku, impor_id)
    banyak = 0
    if baru.impor.jenis is JenisImpor.PEGAWAI:
        banyak = baru.jumlah[NasibBaris.TAMBAH]
    if banyak > PEGAWAI_BARU_TERBANYAK:
        raise Ditolak(
            f"Berkas ini menambah {banyak} pegawai baru; sekali impor paling banyak "
            f"{PEGAWAI_BARU_TERBANYAK}. Pecah menjadi beberapa berkas."
        )
    kode = [create_kode() for _ in range(banyak)]
    sandi = [(satu, hash_sandi(satu)) for satu in kode]
    return _approve(pelaku, impor_id, versi, tanda, sandi)


@transaction
def _approve(
    pelaku: Pelaku, impor_id: int, versi: int, tanda: str, sandi: list[tuple[str, str]]
) -> tuple[Pratinjau, tuple[tuple[int, str], ...]]:
    impor = _get(pelaku, impor_id, versi)
    pratinjau = find_pratinjau(pelaku, impor_id)
    _check_tanda(pratinjau, tanda)
    if not pratinjau.siap:
        tolak = pratinjau.jumlah[NasibBaris.DITOLAK]
        raise Ditolak(
            f"{tolak} baris masih ditolak. Perbaiki di Excel, lalu unggah lagi."
            if tolak
            else "Semua baris sudah sama dengan yang tersimpan; tidak ada yang perlu diterapkan."
        )
    kerja = [t for t in pratinjau.tinjauan if t.nasib is not NasibBaris.TETAP]
    hasil = _TULIS[impor.jenis](pelaku, kerja, sandi)
    impor.status, impor.diterapkan = StatusImpor.DITERAPKAN, jam.now()
    impor.versi += 1
    isi = {
        "jenis": impor.jenis,
        "nama": impor.nama,
        "sha256": impor.sidik,
        "jumlah": {nasib.value: banyak for nasib, banyak in pratinjau.jumlah.items()},
    }
    add_jejak(pelaku, Peristiwa.IMPOR_DITERAPKAN, f"impor:{impor.id}", impor.versi, sesudah=isi)
    return pratinjau, tuple(hasil)


@transaction
def revoke_impor(pelaku: Pelaku, impor_id: int, versi: int) -> None:
    """Throw a workbook away: its rows go, that it was read stays."""
    impor = _get(pelaku, impor_id, versi)
    impor.status, impor.baris = StatusImpor.DIBUANG, "[]"
    impor.versi += 1
    isi = {"jenis": impor.jenis, "nama": impor.nama, "sha256": impor.sidik}
    add_jejak(pelaku, Peristiwa.IMPOR_DIBUANG, f"impor:{impor.id}", impor.versi, sesudah=isi)


def _get(pelaku: Pelaku, impor_id: int, versi: int) -> Impor:
    check_pengelola(pelaku)
    impor = db.session.get(Impor, impor_id)
    if impor is None or impor.kantor_id != pelaku.kantor_id:
        raise TidakTerlihat
    if impor.versi != versi:
        raise Basi(_BASI)
    if impor.status is not StatusImpor.DIPERIKSA:
        raise Ditolak(_BASI)
    return impor


def _check_tanda(pratinjau: Pratinjau, tanda: str) -> None:
    """Refuse to apply what was not seen: the office's data changed since the preview."""
    if pratinjau.tanda == tanda:
        return
    cocok = _POLA_TANDA.fullmatch(tanda)
    lihat = [int(n) for n in cocok[1].split(".")[1:]] if cocok else []
    raise Basi(
        "Data kantor berubah sejak pratinjau ini dibuka. Belum ada yang diterapkan; periksa "
        "kembali, lalu terapkan.",
        (
            *((f"Saat Anda melihatnya: {_say(lihat)}.",) if lihat else ()),
            f"Sekarang: {_say(list(pratinjau.jumlah.values()))}.",
        ),
    )


def _say(jumlah: list[int]) -> str:
    kata = zip(KATA_NASIB.values(), jumlah, strict=True)
    return ", ".join(f"{banyak} {satu.lower()}" for satu, banyak in kata)


_Hasil = list[tuple[int, str]]


def _write_hasil(_pelaku: Pelaku, kerja: list[Tinjauan], _sandi: object) -> _Hasil:
    rencana: list[RencanaHasil] = [t.rencana for t in kerja]
    nomor = [r.hasil_id for r in rencana if r.hasil_id]
    pilih = select(HasilLalu).where(HasilLalu.id.in_(nomor))
    ada = {b.id: b for b in db.session.execute(pilih).scalars()} if nomor else {}
    for satu in rencana:
        baris = ada.get(satu.hasil_id or 0)
        if baris is None:
            baris = HasilLalu(indikator_id=satu.indikator_id, tahun=satu.tahun, versi=0)
            db.session.add(baris)
        for nama, nilai in asdict(satu.isi).items():
            setattr(baris, nama, nilai)
        baris.versi += 1
    return []


def _write_target(pelaku: Pelaku, kerja: list[Tinjauan], _sandi: object) -> _Hasil:
    rencana: list[RencanaTarget] = [t.rencana for t in kerja]
    susun = {tahun: find_penyusun(pelaku, tahun) for tahun in {r.tahun for r in rencana}}
    for satu in rencana:
        add_target(pelaku, susun[satu.tahun], satu.tempat, satu.nilai, satu.dasar)
    return []


def _write_pegawai(pelaku: Pelaku, kerja: list[Tinjauan], sandi: list[tuple[str, str]]) -> _Hasil:
    hasil = []
    sisa = iter(sandi)
    for satu in kerja:
        rencana: RencanaPegawai = satu.rencana
        if rencana.pegawai_id is None:
            kode, sandi_hash = next(sisa)
            hasil.append((add_pegawai(pelaku, rencana.isian, sandi_hash).id, kode))
        else:
            set_pegawai(pelaku, get_pegawai(pelaku, rencana.pegawai_id), rencana.isian)
    return hasil


def _write_penugasan(_pelaku: Pelaku, kerja: list[Tinjauan], _sandi: object) -> _Hasil:
    rencana: list[RencanaPenugasan] = [t.rencana for t in kerja]
    write_banyak([(r.penugasan_id, r.isian) for r in rencana])
    return []


_TULIS: Mapping[JenisImpor, Callable[[Pelaku, list[Tinjauan], list[tuple[str, str]]], _Hasil]] = {
    JenisImpor.PEGAWAI: _write_pegawai,
    JenisImpor.PENUGASAN: _write_penugasan,
    JenisImpor.TARGET: _write_target,
    JenisImpor.HASIL: _write_hasil,
}
