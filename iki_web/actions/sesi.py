"""Signing in and out: constant-time check, second step, server-side session rows."""

import secrets
from datetime import timedelta

from sqlalchemy import exists, select, update

from iki_web.actions.akun import end_sesi, get_akun
from iki_web.actions.dua_langkah import KODE_SALAH, has_dua_langkah, seal, unseal, use_kode
from iki_web.actions.jejak import add_jejak
from iki_web.actions.percobaan import check_batas, create_percobaan
from iki_web.actions.sandi import verify_sandi
from iki_web.actions.transaksi import transaction, transaction_bila_sempat
from iki_web.extensions import db, jam, konteks
from iki_web.models import DuaLangkah, Kantor, Pegawai, Sesi
from iki_web.queries.sesi import sidik_token, with_pegangan
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

#: The row of a session is touched at most this often.
JEDA_SENTUH = timedelta(minutes=1)

_PEGAWAI = select(
    Pegawai.id,
    Pegawai.nama_pengguna,
    Pegawai.sandi_hash,
    Pegawai.aktif,
    Pegawai.sandi_sampai,
    exists().where(DuaLangkah.pegawai_id == Pegawai.id).label("dua_langkah"),
)
#: Seconds between the two steps.
_MASA_TIKET = 300
_MULAI_LAGI = "Waktu untuk langkah kedua sudah habis. Masuk lagi dari awal."
_KALIMAT_SALAH = "Nama pengguna atau sandi tidak cocok. Periksa kembali, lalu coba lagi."


class PerluKode(Exception):
    """Name and password are right; a second step is still to come, and no session exists yet.

    `tiket` says so for some minutes, until the password changes.
    """

    def __init__(self, tiket: str) -> None:
        super().__init__()
        self.tiket = tiket


def create_sesi(nama_pengguna: str, sandi: str) -> tuple[int, str]:
    """Sign in: return (pegawai id, session token).

    Raises TerlaluSering when throttled and Ditolak when name or password is wrong; both answer
    the same for unknown, disabled and real accounts, after the same work. Raises PerluKode where
    the person has a second step.
    """
    nama = nama_pengguna.strip().lower()[:100]
    check_batas(nama)
    pegawai = db.session.execute(_PEGAWAI.where(Pegawai.nama_pengguna == nama)).one_or_none()
    # The slow hash runs outside the writing transaction, and for unknown names too.
    cocok = verify_sandi(pegawai.sandi_hash if pegawai else None, sandi)
    lewat = bool(pegawai and pegawai.sandi_sampai and pegawai.sandi_sampai < jam.now())
    if pegawai is None or not cocok or not pegawai.aktif:
        create_percobaan(nama)
        raise Ditolak(_KALIMAT_SALAH)
    if lewat:
        raise Ditolak(
            "Kode sekali pakai ini sudah lewat 24 jam. Minta pengelola membuat yang baru."
        )
    if pegawai.dua_langkah:
        check_batas(nama)  # of a burst: what the password is worth is told within the limit only
        raise PerluKode(seal(f"masuk|{pegawai.id}|{sidik_token(pegawai.sandi_hash)}"))
    return pegawai.id, _create_baris(pegawai.id, pegawai.sandi_hash)


def finish_sesi(tiket: str, kode: str) -> tuple[int, str]:
    """Take the second step: return (pegawai id, session token).

    Raises TerlaluSering; KodeSalah for a wrong, old or used code, all with the same answer; and
    Ditolak where the first step is to be taken again.
    """
    untuk, _, isi = unseal(tiket, _MASA_TIKET).partition("|")
    nomor, _, sidik = isi.partition("|")
    pilih = _PEGAWAI.where(Pegawai.id == (int(nomor) if untuk == "masuk" else 0))
    pegawai = db.session.execute(pilih).one_or_none()
    if pegawai is None or not pegawai.aktif or sidik_token(pegawai.sandi_hash) != sidik:
        raise Ditolak(_MULAI_LAGI)
    check_batas(pegawai.nama_pengguna)
    try:
        return pegawai.id, _create_baris(pegawai.id, pegawai.sandi_hash, kode)
    except KodeSalah:
        create_percobaan(pegawai.nama_pengguna)
        raise


class KodeSalah(Ditolak):
    """The second step failed; whoever tries on is counted."""


@transaction
def _create_baris(pegawai_id: int, sandi_hash: str, kode: str | None = None) -> str:
    """Write the session row, if the account is still what was checked, and use the code up."""
    pegawai = db.session.get(Pegawai, pegawai_id)
    if pegawai is None or not pegawai.aktif or pegawai.sandi_hash != sandi_hash:
        raise Ditolak(_KALIMAT_SALAH)
    check_batas(pegawai.nama_pengguna)
    if kode is None and has_dua_langkah(pegawai_id):  # switched on a moment ago
        raise Ditolak(_MULAI_LAGI)
    cara = None if kode is None else use_kode(pegawai_id, kode)
    if kode is not None and cara is None:
        raise KodeSalah(KODE_SALAH)
    token = secrets.token_urlsafe(32)
    sekarang = jam.now()
    db.session.add(
        Sesi(
            sidik=sidik_token(token),
            pegawai_id=pegawai.id,
            dibuat=sekarang,
            terakhir=sekarang,
            alamat=konteks.get().alamat,
        )
    )
    objek = f"akun:{pegawai.nama_pengguna}"
    add_jejak(build_pelaku(pegawai), Peristiwa.MASUK_BERHASIL, objek, sesudah=cara)
    return token


def build_pelaku(pegawai: Pegawai) -> Pelaku:
    """Return the person of a loaded row, with today's rights, inside an open transaction."""
    kantor = db.session.get_one(Kantor, pegawai.kantor_id)
    return with_pegangan(
        Pelaku(
            pegawai_id=pegawai.id,
            kantor_id=pegawai.kantor_id,
            nama=pegawai.nama,
            nama_pengguna=pegawai.nama_pengguna,
            pengelola=pegawai.pengelola,
            pemeriksa=pegawai.pemeriksa,
            versi_acuan=kantor.versi_acuan,
            versi_rekap=kantor.versi_rekap,
        )
    )


@transaction
def close_sesi(pelaku: Pelaku, sesi_id: int) -> None:
    """End one session: its cookie, and every copy of it, is dead."""
    sesi = db.session.get_one(Sesi, sesi_id)
    sesi.diakhiri = jam.now()
    add_jejak(pelaku, Peristiwa.KELUAR, f"akun:{pelaku.nama_pengguna}")


@transaction
def revoke_sesi(pelaku: Pelaku, pegawai_id: int, kecuali: int | None = None) -> int:
    """End all sessions of a person, but `kecuali`; returns how many were open.

    Raises TidakBerwenang for anyone but the pengelola of his office.
    """
    check_pengelola(pelaku)
    pegawai = get_akun(pelaku, pegawai_id)
    jumlah = end_sesi(pegawai_id, kecuali or 0)
    isi = {"sesi": jumlah}
    add_jejak(pelaku, Peristiwa.SESI_DIAKHIRI, f"akun:{pegawai.nama_pengguna}", sesudah=isi)
    return jumlah


@transaction_bila_sempat
def touch_sesi(sesi_id: int) -> None:
    """Note that a session is in use; no change of the office's data, so no audit line."""
    db.session.execute(update(Sesi).where(Sesi.id == sesi_id).values(terakhir=jam.now()))
