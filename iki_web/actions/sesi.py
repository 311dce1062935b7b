"""Signing in and out: throttle, constant-time check, server-side session rows."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from iki_web.actions.jejak import add_jejak
from iki_web.actions.sandi import verify_sandi
from iki_web.actions.transaksi import transaction, transaction_bila_sempat
from iki_web.extensions import db, jam, konteks
from iki_web.models import Kantor, Pegawai, Percobaan, Sesi
from iki_web.queries.sesi import count_salah, sidik_token, with_pegangan
from iki_web.rules.galat import Ditolak, TerlaluSering, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

#: TRUST, "Signing in": 10 wrong tries in 5 minutes per account and address; an office shares few
#: addresses, so an address alone gets more.
JENDELA = timedelta(minutes=5)
BATAS_AKUN = 10
BATAS_ALAMAT = 30
#: The row of a session is touched at most this often.
JEDA_SENTUH = timedelta(minutes=1)

_KALIMAT_SALAH = "Nama pengguna atau sandi tidak cocok. Periksa kembali, lalu coba lagi."


def create_sesi(nama_pengguna: str, sandi: str) -> tuple[int, str]:
    """Sign in: return (pegawai id, session token).

    Raises TerlaluSering when throttled and Ditolak when name or password is wrong; both answer
    the same for unknown, disabled and real accounts, after the same work.
    """
    nama = nama_pengguna.strip().lower()[:100]
    alamat = konteks.get().alamat
    _check_batas(nama, alamat)
    pegawai = db.session.execute(
        select(Pegawai.id, Pegawai.sandi_hash, Pegawai.aktif, Pegawai.sandi_sampai).where(
            Pegawai.nama_pengguna == nama
        )
    ).one_or_none()
    # The slow hash runs outside the writing transaction, and for unknown names too.
    cocok = verify_sandi(pegawai.sandi_hash if pegawai else None, sandi)
    lewat = bool(pegawai and pegawai.sandi_sampai and pegawai.sandi_sampai < jam.now())
    if pegawai is None or not cocok or not pegawai.aktif:
        _create_percobaan(nama, alamat)
        raise Ditolak(_KALIMAT_SALAH)
    if lewat:
        raise Ditolak(
            "Kode sekali pakai ini sudah lewat 24 jam. Minta pengelola membuat yang baru."
        )
    return pegawai.id, _create_baris(pegawai.id, pegawai.sandi_hash, alamat)


def _check_batas(nama: str, alamat: str) -> None:
    """Refuse where too many tries were wrong already.

    Asked before the slow hash, and again in the transaction that would tell how a try ended:
    of many sent at once no more than the limit learn anything.
    """
    akun, semua = count_salah(nama, alamat, jam.now() - JENDELA)
    if akun >= BATAS_AKUN or semua >= BATAS_ALAMAT:
        raise TerlaluSering(
            "Terlalu banyak percobaan masuk yang salah dari komputer ini. "
            "Tunggu 5 menit, lalu coba lagi."
        )


@transaction
def _create_percobaan(nama: str, alamat: str) -> None:
    """Count a wrong try, drop those nobody counts any more."""
    _check_batas(nama, alamat)
    sekarang = jam.now()
    db.session.execute(delete(Percobaan).where(Percobaan.waktu < sekarang - timedelta(days=1)))
    db.session.add(Percobaan(nama_pengguna=nama, alamat=alamat, waktu=sekarang))
    add_jejak(None, Peristiwa.MASUK_DITOLAK, f"akun:{nama}")


@transaction
def _create_baris(pegawai_id: int, sandi_hash: str, alamat: str) -> str:
    """Write the session row, if the account is still what was checked."""
    pegawai = db.session.get(Pegawai, pegawai_id)
    if pegawai is None or not pegawai.aktif or pegawai.sandi_hash != sandi_hash:
        raise Ditolak(_KALIMAT_SALAH)
    _check_batas(pegawai.nama_pengguna, alamat)
    token = secrets.token_urlsafe(32)
    sekarang = jam.now()
    db.session.add(
        Sesi(
            sidik=sidik_token(token),
            pegawai_id=pegawai.id,
            dibuat=sekarang,
            terakhir=sekarang,
            alamat=alamat,
        )
    )
    add_jejak(build_pelaku(pegawai), Peristiwa.MASUK_BERHASIL, f"akun:{pegawai.nama_pengguna}")
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
    pegawai = db.session.get(Pegawai, pegawai_id)
    if pegawai is None or pegawai.kantor_id != pelaku.kantor_id:
        raise TidakTerlihat
    terbuka = (Sesi.pegawai_id == pegawai_id, Sesi.diakhiri.is_(None), Sesi.id != (kecuali or 0))
    nomor = db.session.execute(select(Sesi.id).where(*terbuka)).scalars().all()
    db.session.execute(update(Sesi).where(*terbuka).values(diakhiri=jam.now()))
    isi = {"sesi": len(nomor)}
    add_jejak(pelaku, Peristiwa.SESI_DIAKHIRI, f"akun:{pegawai.nama_pengguna}", sesudah=isi)
    return len(nomor)


@transaction_bila_sempat
def touch_sesi(sesi_id: int) -> None:
    """Note that a session is in use; no change of the office's data, so no audit line."""
    db.session.execute(update(Sesi).where(Sesi.id == sesi_id).values(terakhir=jam.now()))
