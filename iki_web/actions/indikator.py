"""Indicators of a draft, and ending one of a fixed edition: with results it is never deleted."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.draf import beri_label, check_versi, find_draf, get_lembar
from iki_web.actions.keputusan.tulis import (
    add_indikator,
    remove_indikator_draf,
    replace_isi_indikator,
    write_indikator,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Indikator, Periode, Realisasi, StatusKeputusan
from iki_web.queries.acuan import find_acuan
from iki_web.queries.keputusan import EdisiKelola, KunciIndikator, find_edisi
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import ButirIndikator, format_indikator, read_indikator
from iki_web.rules.keterlihatan import Pelaku, check_pengelola


def _get_indikator(indikator_id: int) -> Indikator:
    baris: Indikator = db.session.execute(
        select(Indikator).where(Indikator.id == indikator_id)
    ).scalar_one()
    return baris


def _objek(kelola: EdisiKelola, kode: str) -> str:
    return f"indikator:{kelola.edisi.kode}/{kode}"


def _read(
    kelola: EdisiKelola, jabatan_kode: str, kode: str, form: Mapping[str, str]
) -> ButirIndikator:
    return read_indikator(form, kode, [i.kode for i in kelola.list_induk(jabatan_kode)])


def _find_induk(kelola: EdisiKelola, butir: ButirIndikator) -> int | None:
    return kelola.indikator[butir.induk].id if butir.induk else None


@transaction
def create_indikator(
    pelaku: Pelaku, keputusan_id: int, jabatan_kode: str, form: Mapping[str, str]
) -> str:
    """Add an indicator at the end of a draft's sheet; returns its code. Raises Ditolak."""
    kelola = find_draf(pelaku, keputusan_id)
    lembar = kelola.find_lembar(jabatan_kode)
    nomor = 1
    while f"{jabatan_kode}-{nomor}" in kelola.indikator:
        nomor += 1
    butir = _read(kelola, jabatan_kode, f"{jabatan_kode}-{nomor}", form)
    urutan = len(lembar.indikator) + 1
    baris = add_indikator(keputusan_id, kelola.jabatan[jabatan_kode], butir, urutan)
    baris.induk_id = _find_induk(kelola, butir)
    sesudah = format_indikator(butir)
    add_jejak(pelaku, Peristiwa.INDIKATOR_DITAMBAH, _objek(kelola, butir.kode), 1, None, sesudah)
    return butir.kode


@transaction
def update_indikator(
    pelaku: Pelaku, keputusan_id: int, indikator_id: int, form: Mapping[str, str], versi: int
) -> None:
    """Write an indicator of a draft. Raises Ditolak for faults, Basi with both versions."""
    kelola = find_draf(pelaku, keputusan_id)
    lama, kunci = kelola.find_indikator(indikator_id)
    baru = _read(kelola, kunci.jabatan_kode, lama.kode, form)
    sebelum, sesudah = format_indikator(lama), format_indikator(baru)
    check_versi(kunci.versi, versi, beri_label(sebelum), beri_label(sesudah))
    baris = _get_indikator(indikator_id)
    write_indikator(baris, baru)
    baris.induk_id = _find_induk(kelola, baru)
    baris.versi += 1
    replace_isi_indikator(indikator_id, baru)
    objek = _objek(kelola, lama.kode)
    add_jejak(pelaku, Peristiwa.INDIKATOR_DIUBAH, objek, baris.versi, sebelum, sesudah)


@transaction
def remove_indikator(pelaku: Pelaku, keputusan_id: int, indikator_id: int, versi: int) -> None:
    """Take an indicator out of a draft. Raises Ditolak or Basi."""
    kelola = find_draf(pelaku, keputusan_id)
    lama, kunci = kelola.find_indikator(indikator_id)
    check_versi(kunci.versi, versi, {}, {})
    remove_indikator_draf([indikator_id])
    objek = _objek(kelola, lama.kode)
    add_jejak(pelaku, Peristiwa.INDIKATOR_DIHAPUS, objek, versi, format_indikator(lama))


@transaction
def move_indikator(
    pelaku: Pelaku, keputusan_id: int, jabatan_kode: str, indikator_id: int, naik: bool, versi: int
) -> None:
    """Change places with the neighbour above or below; `versi` is the sheet's. Raises Basi."""
    kelola = find_draf(pelaku, keputusan_id)
    lembar, baris = get_lembar(kelola, jabatan_kode, versi)
    urut = [kelola.indikator[i.kode].id for i in lembar.indikator]
    if indikator_id not in urut:
        raise Ditolak("Indikator ini tidak ada pada lembar itu.")
    dari = urut.index(indikator_id)
    ke = min(max(dari + (-1 if naik else 1), 0), len(urut) - 1)
    urut.insert(ke, urut.pop(dari))
    for nomor, satu in enumerate(urut, start=1):
        _get_indikator(satu).urutan = nomor
    baris.versi += 1
    objek = f"lampiran:{kelola.edisi.kode}/{jabatan_kode}"
    kode = [i.kode for i in lembar.indikator]
    add_jejak(pelaku, Peristiwa.INDIKATOR_DIPINDAHKAN, objek, baris.versi, kode, urut)


def _find_tetap(
    pelaku: Pelaku, keputusan_id: int, indikator_id: int, versi: int
) -> tuple[EdisiKelola, ButirIndikator, KunciIndikator]:
    """Return an indicator of a fixed edition at the version seen."""
    kelola = find_edisi(pelaku, keputusan_id)
    check_pengelola(pelaku)
    if kelola.status is not StatusKeputusan.DITETAPKAN:
        raise Ditolak("Hanya indikator edisi yang ditetapkan yang dapat diakhiri.")
    butir, kunci = kelola.find_indikator(indikator_id)
    check_versi(kunci.versi, versi, {}, {})
    return kelola, butir, kunci


@transaction
def close_indikator(
    pelaku: Pelaku, keputusan_id: int, indikator_id: int, form: Mapping[str, str], versi: int
) -> None:
    """End an indicator from a day, with a reason: periods that begin later do not ask for it.

    Raises Ditolak where an entry of such a period exists already.
    """
    kelola, butir, kunci = _find_tetap(pelaku, keputusan_id, indikator_id, versi)
    if kunci.berakhir is not None:
        raise Ditolak("Indikator ini sudah diakhiri.")
    baca = Pembaca(form)
    hari = baca.tanggal("berakhir", "Tanggal berakhir", wajib=True)
    alasan = baca.teks("alasan", "Alasan", 500, wajib=True)
    if hari is not None:
        _check_berakhir(baca, kelola, indikator_id, hari)
    baca.check()
    baris = _get_indikator(indikator_id)
    baris.berakhir, baris.alasan_berakhir = hari, alasan
    baris.versi += 1
    sesudah = {"berakhir": hari, "alasan": alasan}
    objek = _objek(kelola, butir.kode)
    add_jejak(pelaku, Peristiwa.INDIKATOR_DIAKHIRI, objek, baris.versi, None, sesudah)


def _check_berakhir(baca: Pembaca, kelola: EdisiKelola, indikator_id: int, hari: date) -> None:
    """Refuse a day that would hide what was filled in."""
    terakhir = db.session.execute(
        select(func.max(Periode.mulai))
        .join(Realisasi, Realisasi.periode_id == Periode.id)
        .where(Realisasi.indikator_id == indikator_id)
    ).scalar_one()
    if hari < kelola.edisi.berlaku_mulai:
        baca.refuse("berakhir", "Tidak boleh sebelum edisi ini mulai berlaku.")
    elif terakhir is not None and hari < terakhir:
        baca.refuse(
            "berakhir",
            f"Periode yang mulai {format_tanggal(terakhir)} sudah berisi realisasi; "
            "paling cepat tanggal itu.",
        )


@transaction
def reopen_indikator(pelaku: Pelaku, keputusan_id: int, indikator_id: int, versi: int) -> None:
    """Undo the end of an indicator, while no period has gone by without it. Raises Ditolak."""
    kelola, butir, kunci = _find_tetap(pelaku, keputusan_id, indikator_id, versi)
    if kunci.berakhir is None:
        raise Ditolak("Indikator ini tidak sedang diakhiri.")
    lewat = [
        p.kode
        for p in find_acuan(pelaku).periode.values()
        if p.kode.jenis is butir.frekuensi and kunci.berakhir < p.kode.mulai
        if p.kode.selesai < jam.today()
    ]
    if lewat:
        raise Ditolak(
            f"{min(lewat).nama} sudah lewat tanpa indikator ini, jadi pengakhirannya tidak dapat "
            "dibatalkan. Masukkan kembali pada edisi berikutnya."
        )
    baris = _get_indikator(indikator_id)
    sebelum = {"berakhir": kunci.berakhir, "alasan": kunci.alasan_berakhir}
    baris.berakhir, baris.alasan_berakhir = None, ""
    baris.versi += 1
    objek = _objek(kelola, butir.kode)
    add_jejak(pelaku, Peristiwa.INDIKATOR_DILANJUTKAN, objek, baris.versi, sebelum)
