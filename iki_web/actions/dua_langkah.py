"""The second step of signing in: switched on and off by its owner, reset for a lost phone."""

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import delete, select

from iki_web.actions.akun import end_sesi, find_bernama, get_akun
from iki_web.actions.jejak import add_jejak
from iki_web.actions.sandi import verify_sendiri
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import DuaLangkah, Pemulihan
from iki_web.rules.dua_langkah import (
    HURUF,
    JUMLAH_PEMULIHAN,
    PANJANG_PEMULIHAN,
    find_langkah,
    take_kode,
)
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

#: Seconds between showing the QR and the first code from it.
_MASA_PASANG, _SELAMANYA = 3600, 10**10
KODE_SALAH = (
    "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi autentikator, lalu "
    "coba lagi."
)


def _kunci() -> bytes:
    kunci: bytes = current_app.config["IKI_KUNCI_DUA_LANGKAH"]
    return kunci


def _fernet() -> "Fernet":
    """Encrypts secrets with a key that is not in the database; the library is heavy."""
    from base64 import urlsafe_b64encode

    from cryptography.fernet import Fernet

    return Fernet(urlsafe_b64encode(bytes.fromhex(_kunci().decode())))


def _sidik(pegawai_id: int, kode: str) -> str:
    """Return what is kept of a recovery code; without the key nobody can try codes against it."""
    return hmac.new(_kunci(), f"pemulihan|{pegawai_id}|{kode}".encode(), hashlib.sha256).hexdigest()


def seal(isi: str) -> str:
    """Return a text that a form carries and nobody can read or change."""
    return _fernet().encrypt_at_time(isi.encode(), int(jam.now().timestamp())).decode()


def unseal(segel: str, masa: int) -> str:
    """Return what was sealed at most `masa` seconds ago, else an empty text."""
    from cryptography.fernet import InvalidToken

    try:
        kini = int(jam.now().timestamp())
        return _fernet().decrypt_at_time(segel.encode(), ttl=masa, current_time=kini).decode()
    except InvalidToken:
        return ""


def create_rahasia(pelaku: Pelaku) -> tuple[str, str]:
    """Return a new secret, and it sealed for the form: nothing is kept until a code proves it."""
    from pyotp import random_base32

    rahasia = random_base32()
    return rahasia, seal(f"pasang|{pelaku.pegawai_id}|{rahasia}")


def read_rahasia(pelaku: Pelaku, segel: str) -> str:
    """Return the secret that was sealed; raises Ditolak for another person's, or an old one."""
    awal = f"pasang|{pelaku.pegawai_id}|"
    isi = unseal(segel, _MASA_PASANG)
    if not isi.startswith(awal):
        raise Ditolak("Kode QR ini sudah lama. Pindai kode QR yang baru di bawah.")
    return isi.removeprefix(awal)


def open_dua_langkah(pelaku: Pelaku, sesi_id: int, segel: str, ketik: str) -> tuple[str, ...]:
    """Switch the second step on once a code proves that the phone has it; other sessions end.

    Returns the recovery codes, which are shown this once. Raises Ditolak.
    """
    rahasia = read_rahasia(pelaku, segel)
    langkah = find_langkah(rahasia, take_kode(ketik), jam.now())
    if langkah is None:
        raise Ditolak(
            "Kode tidak cocok, jadi belum dinyalakan. Periksa jam ponsel, lalu ketik kode terbaru."
        )
    return _write(pelaku, sesi_id, seal(rahasia), langkah)


@transaction
def _write(pelaku: Pelaku, sesi_id: int, rahasia: str, langkah: int) -> tuple[str, ...]:
    if _find(pelaku.pegawai_id) is not None:
        raise Ditolak("Langkah kedua sudah menyala untuk akun Anda.")
    db.session.add(
        DuaLangkah(pegawai_id=pelaku.pegawai_id, rahasia=rahasia, langkah=langkah, dibuat=jam.now())
    )
    end_sesi(pelaku.pegawai_id, sesi_id)
    kode = _create_pemulihan(pelaku.pegawai_id)
    add_jejak(pelaku, Peristiwa.DUA_LANGKAH_DINYALAKAN, f"akun:{pelaku.nama_pengguna}")
    return kode


def close_dua_langkah(pelaku: Pelaku, sandi: str) -> None:
    """Switch it off; needs the password. Raises Ditolak and TerlaluSering."""
    _check_sandi(pelaku, sandi)
    _remove(pelaku, pelaku.pegawai_id, None, Peristiwa.DUA_LANGKAH_DIMATIKAN)


def create_pemulihan(pelaku: Pelaku, sandi: str) -> tuple[str, ...]:
    """Return new recovery codes in place of all old ones; needs the password."""
    _check_sandi(pelaku, sandi)
    return _write_pemulihan(pelaku)


@transaction
def _write_pemulihan(pelaku: Pelaku) -> tuple[str, ...]:
    if _find(pelaku.pegawai_id) is None:
        raise Ditolak("Langkah kedua belum menyala untuk akun Anda.")
    kode = _create_pemulihan(pelaku.pegawai_id)
    add_jejak(pelaku, Peristiwa.PEMULIHAN_DIBUAT, f"akun:{pelaku.nama_pengguna}")
    return kode


def reset_dua_langkah(pelaku: Pelaku, pegawai_id: int) -> None:
    """Switch it off for a person whose phone is lost; his sessions end.

    Raises TidakBerwenang unless the actor is pengelola, Ditolak for his own account.
    """
    check_pengelola(pelaku)
    if pegawai_id == pelaku.pegawai_id:
        raise Ditolak("Untuk akun Anda sendiri, gunakan halaman Langkah kedua dengan sandi Anda.")
    _remove(pelaku, pegawai_id, 0, Peristiwa.DUA_LANGKAH_DIATUR_ULANG)


def remove_dua_langkah(pelaku: Pelaku, nama_pengguna: str) -> None:
    """Switch it off from the command line, for the last pengelola; raises Ditolak."""
    _remove(pelaku, find_bernama(nama_pengguna).id, 0, Peristiwa.DUA_LANGKAH_DIATUR_ULANG)


@transaction
def _remove(pelaku: Pelaku, pegawai_id: int, sesi_id: int | None, aksi: Peristiwa) -> None:
    """Forget secret and codes; all sessions but `sesi_id` end, none for None."""
    pegawai = get_akun(pelaku, pegawai_id)
    satu = _find(pegawai_id)
    if satu is None:
        raise Ditolak(f"Langkah kedua tidak menyala untuk akun {pegawai.nama_pengguna}.")
    db.session.delete(satu)
    db.session.execute(delete(Pemulihan).where(Pemulihan.pegawai_id == pegawai_id))
    if sesi_id is not None:
        end_sesi(pegawai_id, sesi_id)
    add_jejak(pelaku, aksi, f"akun:{pegawai.nama_pengguna}")


def use_kode(pegawai_id: int, ketik: str) -> dict[str, str] | None:
    """Use a code up, inside the transaction that signs in; returns how, for the trail.

    Returns None for a wrong one; a code that was used is as wrong as any other.
    """
    satu, kode = _find(pegawai_id), take_kode(ketik)
    if satu is None:
        return None
    # Sealed long ago, or with the key of another instance: then only no code is right.
    rahasia = unseal(satu.rahasia, _SELAMANYA)
    langkah = find_langkah(rahasia, kode, jam.now()) if rahasia else None
    pulih = db.session.execute(
        select(Pemulihan).where(
            Pemulihan.sidik == _sidik(pegawai_id, kode), Pemulihan.dipakai.is_(None)
        )
    ).scalar_one_or_none()
    if langkah is not None and langkah > satu.langkah:
        satu.langkah = langkah
        return {"langkah_kedua": "kode"}
    if pulih is not None:
        pulih.dipakai = jam.now()
        return {"langkah_kedua": "pemulihan"}
    return None


def has_dua_langkah(pegawai_id: int) -> bool:
    """Whether a person's sign-in has a second step."""
    return _find(pegawai_id) is not None


def _find(pegawai_id: int) -> DuaLangkah | None:
    return db.session.execute(
        select(DuaLangkah).where(DuaLangkah.pegawai_id == pegawai_id)
    ).scalar_one_or_none()


def _create_pemulihan(pegawai_id: int) -> tuple[str, ...]:
    db.session.execute(delete(Pemulihan).where(Pemulihan.pegawai_id == pegawai_id))
    semua = tuple(
        "".join(secrets.choice(HURUF) for _ in range(PANJANG_PEMULIHAN))
        for _ in range(JUMLAH_PEMULIHAN)
    )
    db.session.add_all(
        Pemulihan(pegawai_id=pegawai_id, sidik=_sidik(pegawai_id, kode)) for kode in semua
    )
    return semua


def _check_sandi(pelaku: Pelaku, sandi: str) -> None:
    """Refuse an empty or wrong password."""
    if not sandi:
        raise Ditolak("Isi sandi Anda.")
    if verify_sendiri(pelaku, sandi) is None:
        raise Ditolak("Belum dijalankan: sandi tidak cocok.")
