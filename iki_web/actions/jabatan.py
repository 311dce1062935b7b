"""Positions: added, renamed, ordered, moved under another superior, abolished; never deleted."""

from typing import Any

from sqlalchemy import false, or_, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Jabatan, Pegawai, Penugasan
from iki_web.queries.acuan import find_acuan
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jabatan import (
    IsianJabatan,
    Tempat,
    check_atasan,
    check_tutup,
    compute_jalur,
    compute_kode,
)
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

_BASI = "Jabatan ini sudah diubah orang lain. Periksa yang tersimpan, lalu simpan kembali."


@transaction
def create_jabatan(pelaku: Pelaku, isian: IsianJabatan, atasan_id: int) -> int:
    """Add a position under a superior; returns its id. Raises Ditolak for a name that is taken."""
    check_pengelola(pelaku)
    jabatan = add_jabatan(pelaku, isian, atasan_id)
    add_jejak(
        pelaku,
        Peristiwa.JABATAN_DITAMBAH,
        f"jabatan:{jabatan.kode}",
        jabatan.versi,
        sesudah=_build_isi(jabatan),
    )
    return jabatan.id


def add_jabatan(pelaku: Pelaku, isian: IsianJabatan, atasan_id: int) -> Jabatan:
    """Add the row of a position inside an open transaction, without a line in the trail."""
    semua = _list_baris(pelaku)
    atasan = semua.get(atasan_id)
    if atasan is None or not atasan.aktif:
        kalimat = "Pilih atasan dari daftar jabatan yang aktif."
        raise Ditolak(kalimat, {"atasan_id": kalimat})
    _check_nama(semua, 0, isian)
    jabatan = Jabatan(
        kantor_id=pelaku.kantor_id,
        kode=compute_kode(isian.nama_singkat, {j.kode for j in semua.values()}),
        nama=isian.nama,
        nama_singkat=isian.nama_singkat,
        urutan=isian.urutan,
        atasan_id=atasan.id,
        jalur="/",
    )
    db.session.add(jabatan)
    db.session.flush()
    jabatan.jalur = f"{atasan.jalur}{jabatan.id}/"
    return jabatan


@transaction
def update_jabatan(pelaku: Pelaku, jabatan_id: int, isian: IsianJabatan, versi: int) -> None:
    """Rename a position or give it another place among its neighbours.

    Raises Basi with both versions, Ditolak for a name another position has.
    """
    jabatan = _get(pelaku, jabatan_id)
    if jabatan.versi != versi:
        kini = IsianJabatan(jabatan.nama, jabatan.nama_singkat, jabatan.urutan)
        raise Basi(_BASI, list_beda(kini.as_teks(), isian.as_teks()))
    _check_nama(_list_baris(pelaku), jabatan.id, isian)
    sebelum = _build_isi(jabatan)
    jabatan.nama, jabatan.nama_singkat = isian.nama, isian.nama_singkat
    jabatan.urutan = isian.urutan
    _finish(pelaku, Peristiwa.JABATAN_DIUBAH, jabatan, sebelum)


@transaction
def update_atasan(pelaku: Pelaku, jabatan_id: int, atasan_id: int, versi: int) -> None:
    """Put a position, with everything below it, under another superior.

    What waits for a decision is decided by the new chain from the next request on. Raises Basi
    with both versions; Ditolak for the head of the tree and for a circle.
    """
    jabatan = _get(pelaku, jabatan_id)
    semua = _list_baris(pelaku)
    if jabatan.versi != versi:
        nama = {nomor: j.nama for nomor, j in semua.items()}
        kini = {"Atasan": nama.get(jabatan.atasan_id or 0, "tanpa atasan")}
        raise Basi(_BASI, list_beda(kini, {"Atasan": nama.get(atasan_id, "tidak dikenal")}))
    pohon = _build_pohon(semua)
    check_atasan(pohon, jabatan_id, atasan_id)
    if jabatan.atasan_id == atasan_id:
        raise Ditolak(f"{semua[atasan_id].nama} sudah menjadi atasan {jabatan.nama}.")
    sebelum = _build_isi(jabatan)
    jabatan.atasan_id = atasan_id
    for nomor, jalur in compute_jalur(_build_pohon(semua), jabatan_id).items():
        semua[nomor].jalur = jalur
    _finish(pelaku, Peristiwa.JABATAN_DIPINDAHKAN, jabatan, sebelum)


@transaction
def close_jabatan(pelaku: Pelaku, jabatan_id: int, versi: int) -> None:
    """Abolish a position nobody holds, nothing is under and no indicator in force belongs to."""
    jabatan = _get(pelaku, jabatan_id)
    if jabatan.versi != versi:
        raise Basi(_BASI)
    if not jabatan.aktif:
        raise Ditolak(f"{jabatan.nama} sudah tidak aktif.")
    pohon = _build_pohon(_list_baris(pelaku))
    check_tutup(pohon, jabatan_id, _list_pemegang(jabatan_id), _count_indikator(pelaku, jabatan_id))
    sebelum = _build_isi(jabatan)
    jabatan.aktif = False
    _finish(pelaku, Peristiwa.JABATAN_DINONAKTIFKAN, jabatan, sebelum)


@transaction
def reopen_jabatan(pelaku: Pelaku, jabatan_id: int, versi: int) -> None:
    """Take an abolished position back into use, where its superior is in use."""
    jabatan = _get(pelaku, jabatan_id)
    if jabatan.versi != versi:
        raise Basi(_BASI)
    if jabatan.aktif:
        raise Ditolak(f"{jabatan.nama} sudah aktif.")
    atasan = _list_baris(pelaku).get(jabatan.atasan_id or 0)
    if atasan is not None and not atasan.aktif:
        raise Ditolak(f"Atasannya, {atasan.nama}, tidak aktif. Aktifkan dahulu.")
    sebelum = _build_isi(jabatan)
    jabatan.aktif = True
    _finish(pelaku, Peristiwa.JABATAN_DIAKTIFKAN, jabatan, sebelum)


def _get(pelaku: Pelaku, jabatan_id: int) -> Jabatan:
    check_pengelola(pelaku)
    jabatan = db.session.get(Jabatan, jabatan_id)
    if jabatan is None or jabatan.kantor_id != pelaku.kantor_id:
        raise TidakTerlihat
    return jabatan


def _list_baris(pelaku: Pelaku) -> dict[int, Jabatan]:
    """Return the rows of all positions of the office."""
    pilih = select(Jabatan).where(Jabatan.kantor_id == pelaku.kantor_id).order_by(Jabatan.urutan)
    return {j.id: j for j in db.session.execute(pilih).scalars()}


def _build_pohon(semua: dict[int, Jabatan]) -> dict[int, Tempat]:
    return {j.id: Tempat(j.id, j.nama, j.atasan_id, j.aktif) for j in semua.values()}


def _check_nama(semua: dict[int, Jabatan], jabatan_id: int, isian: IsianJabatan) -> None:
    """Refuse a name another position in use has: people choose positions by their names."""
    for lain in semua.values():
        sama = lain.nama.casefold() == isian.nama.casefold()
        if lain.id != jabatan_id and lain.aktif and sama:
            kalimat = "Jabatan dengan nama ini sudah ada."
            raise Ditolak(kalimat, {"nama": kalimat})


def _list_pemegang(jabatan_id: int) -> list[str]:
    """Return who is assigned to a position today or later."""
    pilih = (
        select(Pegawai.nama)
        .join(Penugasan, Penugasan.pegawai_id == Pegawai.id)
        .where(
            Penugasan.jabatan_id == jabatan_id,
            Penugasan.batal.is_(false()),
            or_(Penugasan.selesai.is_(None), Penugasan.selesai >= jam.today()),
        )
        .order_by(Penugasan.mulai)
    )
    return list(db.session.execute(pilih).scalars())


def _count_indikator(pelaku: Pelaku, jabatan_id: int) -> int:
    """Return how many indicators of the position are in force today."""
    hari = jam.today()
    ada = find_acuan(pelaku).list_indikator(jabatan_id, hari.year)
    return sum(i.berakhir is None or i.berakhir >= hari for i in ada)


def _build_isi(jabatan: Jabatan) -> dict[str, Any]:
    return {
        "nama": jabatan.nama,
        "nama_singkat": jabatan.nama_singkat,
        "urutan": jabatan.urutan,
        "atasan_id": jabatan.atasan_id,
        "jalur": jabatan.jalur,
        "aktif": bool(jabatan.aktif),
    }


def _finish(pelaku: Pelaku, aksi: Peristiwa, jabatan: Jabatan, sebelum: dict[str, Any]) -> None:
    """Raise the version and write the line."""
    jabatan.versi += 1
    objek = f"jabatan:{jabatan.kode}"
    add_jejak(pelaku, aksi, objek, jabatan.versi, sebelum, _build_isi(jabatan))
