"""Who is behind a session token: the session, the person and the office in one statement."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, func, select, true

from iki_web.extensions import db, jam, read
from iki_web.models import DuaLangkah, Kantor, Pegawai, Percobaan, Sesi
from iki_web.queries.acuan import get_acuan
from iki_web.rules.keterlihatan import Pelaku

#: TRUST, "Sessions": 60 minutes idle, 12 hours at most.
DIAM = timedelta(minutes=60)
PALING_LAMA = timedelta(hours=12)

_SESI = (
    select(
        Sesi.id,
        Sesi.dibuat,
        Sesi.terakhir,
        Pegawai.id.label("pegawai_id"),
        Pegawai.kantor_id,
        Pegawai.nama,
        Pegawai.nama_pengguna,
        Pegawai.wajib_ganti,
        Pegawai.pengelola,
        Pegawai.pemeriksa,
        and_(
            Pegawai.pengelola.is_(true()),
            Kantor.wajib_dua_langkah.is_(true()),
            ~exists().where(DuaLangkah.pegawai_id == Pegawai.id),
        ).label("wajib_langkah"),
        Kantor.versi_acuan,
        Kantor.versi_rekap,
    )
    .join(Pegawai, Pegawai.id == Sesi.pegawai_id)
    .join(Kantor, Kantor.id == Pegawai.kantor_id)
    .where(
        Sesi.sidik == bindparam("sidik"),
        Sesi.pegawai_id == bindparam("pegawai_id"),
        Sesi.diakhiri.is_(None),
        Pegawai.aktif.is_(true()),
    )
)

_SALAH = select(func.count()).where(
    Percobaan.alamat == bindparam("alamat"),
    # Not those after now: a clock that was put back must not keep anyone out until they are past.
    Percobaan.waktu.between(bindparam("sejak"), bindparam("kini")),
)
_SALAH_AKUN = _SALAH.where(Percobaan.nama_pengguna == bindparam("nama_pengguna"))


@dataclass(frozen=True, slots=True)
class SesiAktif:
    """A live session and the person in it, with today's rights."""

    id: int
    pelaku: Pelaku
    terakhir: datetime
    wajib_ganti: bool
    #: The office demands a second step from this person, and he has none yet.
    wajib_langkah: bool

    @property
    def tertahan(self) -> bool:
        """Whether something must be done before the rooms open."""
        return self.wajib_ganti or self.wajib_langkah


def sidik_token(token: str) -> str:
    """Return what is kept of a session token: its SHA-256, so a stolen table signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_sesi(pegawai_id: int, token: str) -> SesiAktif | None:
    """Return the live session of a cookie, or None when it ended, expired or never was."""
    isi = {"sidik": sidik_token(token), "pegawai_id": pegawai_id}
    baris = read(_SESI, isi).one_or_none()
    sekarang = jam.now()
    if baris is None or sekarang - baris.terakhir > DIAM or sekarang - baris.dibuat > PALING_LAMA:
        return None
    awal = Pelaku(
        pegawai_id=baris.pegawai_id,
        kantor_id=baris.kantor_id,
        nama=baris.nama,
        nama_pengguna=baris.nama_pengguna,
        pengelola=baris.pengelola,
        pemeriksa=baris.pemeriksa,
        versi_acuan=baris.versi_acuan,
        versi_rekap=baris.versi_rekap,
    )
    pelaku = with_pegangan(awal)
    return SesiAktif(baris.id, pelaku, baris.terakhir, baris.wajib_ganti, bool(baris.wajib_langkah))


def with_pegangan(pelaku: Pelaku) -> Pelaku:
    """Return the person with the positions held today (WIB)."""
    pegangan = get_acuan(pelaku).list_pegangan(pelaku.pegawai_id, jam.today())
    return replace(pelaku, pegangan=pegangan)


def count_salah(
    nama_pengguna: str, alamat: str, sejak: datetime, kini: datetime
) -> tuple[int, int]:
    """Return the wrong sign-ins between two instants: of this account from here, of all."""
    isi = {"alamat": alamat, "sejak": sejak, "kini": kini}
    akun = db.session.execute(_SALAH_AKUN, isi | {"nama_pengguna": nama_pengguna}).scalar_one()
    return akun, db.session.execute(_SALAH, isi).scalar_one()
