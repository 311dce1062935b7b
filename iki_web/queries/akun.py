"""Accounts as the pengelola sees them: who they are, when they last came in, what was refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from iki_web.extensions import db, jam
from iki_web.models import DuaLangkah, Pegawai, Percobaan, Sesi
from iki_web.queries.acuan import get_acuan
from iki_web.queries.sesi import DIAM, PALING_LAMA
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku

_MASUK = (
    select(func.max(Sesi.dibuat))
    .where(Sesi.pegawai_id == Pegawai.id)
    .correlate(Pegawai)
    .scalar_subquery()
)
_DITOLAK = (
    select(func.count())
    .where(Percobaan.nama_pengguna == Pegawai.nama_pengguna, Percobaan.waktu >= bindparam("sejak"))
    .correlate(Pegawai)
    .scalar_subquery()
)
_AKUN = (
    select(
        Pegawai.id,
        Pegawai.nama,
        Pegawai.nama_pengguna,
        Pegawai.aktif,
        Pegawai.pengelola,
        Pegawai.pemeriksa,
        Pegawai.wajib_ganti,
        Pegawai.sandi_sampai,
        _MASUK.label("terakhir"),
        _DITOLAK.label("ditolak"),
        exists().where(DuaLangkah.pegawai_id == Pegawai.id).label("dua_langkah"),
    )
    .where(Pegawai.kantor_id == bindparam("kantor_id"))
    .order_by(Pegawai.id)
)


#: What a page shows of an account's past.
_TERBANYAK = 20
_SESI = (
    select(Sesi.dibuat, Sesi.terakhir, Sesi.alamat, Sesi.diakhiri)
    .join(Pegawai, Pegawai.id == Sesi.pegawai_id)
    .where(Pegawai.kantor_id == bindparam("kantor_id"), Pegawai.id == bindparam("pegawai_id"))
    .order_by(Sesi.dibuat.desc(), Sesi.id.desc())
    .limit(_TERBANYAK)
)
_PERCOBAAN = (
    select(Percobaan.waktu, Percobaan.alamat)
    .join(Pegawai, Pegawai.nama_pengguna == Percobaan.nama_pengguna)
    .where(
        Pegawai.kantor_id == bindparam("kantor_id"),
        Pegawai.id == bindparam("pegawai_id"),
        Percobaan.waktu >= bindparam("sejak"),
    )
    .order_by(Percobaan.waktu.desc(), Percobaan.id.desc())
    .limit(_TERBANYAK)
)


@dataclass(frozen=True, slots=True)
class BarisAkun:
    """An account; `ditolak` counts the refused tries of the last day.

    `kode_sampai`: until when a one-time code that was not used yet signs in.
    """

    id: int
    nama: str
    nama_pengguna: str
    jabatan: tuple[str, ...]
    aktif: bool
    wajib_ganti: bool
    kode_sampai: datetime | None
    terakhir: datetime | None
    ditolak: int
    dua_langkah: bool
    sendiri: bool


def list_akun(pelaku: Pelaku) -> tuple[BarisAkun, ...]:
    """Return the accounts of the office, one statement; nothing to anyone but the pengelola."""
    if not pelaku.pengelola:
        return ()
    isi = {"kantor_id": pelaku.kantor_id, "sejak": jam.now() - timedelta(days=1)}
    return tuple(_build_akun(pelaku, b) for b in db.session.execute(_AKUN, isi))


def find_akun(pelaku: Pelaku, pegawai_id: int) -> BarisAkun:
    """Return one account; raises TidakTerlihat where there is none for this viewer."""
    for akun in list_akun(pelaku):
        if akun.id == pegawai_id:
            return akun
    raise TidakTerlihat


@dataclass(frozen=True, slots=True)
class BarisSesi:
    """A sign-in of an account; `masuk`: the browser still is."""

    dibuat: datetime
    terakhir: datetime
    alamat: str
    diakhiri: datetime | None
    masuk: bool


def list_sesi(pelaku: Pelaku, pegawai_id: int) -> tuple[BarisSesi, ...]:
    """Return the last sign-ins of an account, newest first; none to anyone but the pengelola."""
    if not pelaku.pengelola:
        return ()
    kini = jam.now()
    baris = db.session.execute(_SESI, {"kantor_id": pelaku.kantor_id, "pegawai_id": pegawai_id})
    return tuple(
        BarisSesi(
            *b,
            masuk=b.diakhiri is None
            and kini - b.terakhir <= DIAM
            and kini - b.dibuat <= PALING_LAMA,
        )
        for b in baris
    )


def list_percobaan(pelaku: Pelaku, pegawai_id: int) -> tuple[tuple[datetime, str], ...]:
    """Return the refused tries of the last day, newest first, as (instant, address)."""
    if not pelaku.pengelola:
        return ()
    sejak = jam.now() - timedelta(days=1)
    isi = {"kantor_id": pelaku.kantor_id, "pegawai_id": pegawai_id, "sejak": sejak}
    return tuple((b.waktu, b.alamat) for b in db.session.execute(_PERCOBAAN, isi))


def _build_akun(pelaku: Pelaku, b: Any) -> BarisAkun:
    pegangan = get_acuan(pelaku).list_pegangan(b.id, jam.today())
    tugas = ["Pengelola"] * b.pengelola + ["Pemeriksa"] * b.pemeriksa
    kode = b.sandi_sampai if b.wajib_ganti else None
    return BarisAkun(
        id=b.id,
        nama=b.nama,
        nama_pengguna=b.nama_pengguna,
        jabatan=(*(p.teks for p in pegangan), *tugas),
        aktif=b.aktif,
        wajib_ganti=b.wajib_ganti,
        kode_sampai=kode,
        terakhir=b.terakhir,
        ditolak=b.ditolak,
        dua_langkah=b.dua_langkah,
        sendiri=b.id == pelaku.pegawai_id,
    )
