"""Statements behind documents: the office, the signers, and what was issued."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from iki_web.extensions import db, read
from iki_web.models import Kantor, Pegawai, Terbitan
from iki_web.queries.dokumen.isi import BarisTerbitan
from iki_web.rules.keterlihatan import Pelaku

_ORANG = select(Pegawai.id, Pegawai.nip, Pegawai.pangkat).where(
    Pegawai.kantor_id == bindparam("kantor_id")
)
_LAIN = aliased(Terbitan)
_BERLAKU = ~(
    select(_LAIN.id)
    .where(
        _LAIN.kantor_id == Terbitan.kantor_id,
        _LAIN.pokok == Terbitan.pokok,
        _LAIN.versi > Terbitan.versi,
    )
    .exists()
)
_KOLOM = (
    Terbitan.id,
    Terbitan.jenis,
    Terbitan.versi,
    Terbitan.tahun,
    Terbitan.periode,
    Terbitan.jabatan_id,
    Terbitan.nomor,
    Terbitan.tanggal,
    Terbitan.judul,
    Terbitan.kode,
    Terbitan.sidik,
    Terbitan.diterbitkan,
    _BERLAKU.label("berlaku"),
)
_TAHUN = (
    select(*_KOLOM)
    .where(Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.tahun == bindparam("tahun"))
    .order_by(Terbitan.diterbitkan.desc(), Terbitan.id.desc())
)
_SATU = select(
    *_KOLOM,
    Terbitan.pokok,
    Terbitan.isi,
    Terbitan.alamat,
    Terbitan.jejak_seq,
    Terbitan.jejak_mac,
    Terbitan.penerbit_id,
).where(Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.id == bindparam("id"))
_POKOK = (
    select(*_KOLOM)
    .where(Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.pokok == bindparam("pokok"))
    .order_by(Terbitan.versi.desc())
)
_KODE = select(*_KOLOM).where(Terbitan.kode == bindparam("kode"))
_KANTOR = select(Kantor).where(Kantor.id == bindparam("kantor_id"))
_BANYAK = select(func.count(Terbitan.id)).where(
    Terbitan.kantor_id == bindparam("kantor_id"),
    Terbitan.tanggal.between(bindparam("awal"), bindparam("akhir")),
)
_NOMOR = select(Terbitan.pokok, Terbitan.judul).where(
    Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.nomor == bindparam("nomor")
)


def get_kantor(pelaku: Pelaku) -> Kantor:
    """Return the office's row."""
    return db.session.execute(_KANTOR, {"kantor_id": pelaku.kantor_id}).scalar_one()


def list_orang(pelaku: Pelaku) -> Mapping[int, tuple[str | None, str]]:
    """Return NIP and rank of everyone in the office, by person."""
    return {b.id: (b.nip, b.pangkat) for b in read(_ORANG, {"kantor_id": pelaku.kantor_id})}


def list_tahun(pelaku: Pelaku, tahun: int) -> tuple[BarisTerbitan, ...]:
    """Return what was issued for a year, newest first."""
    isi = {"kantor_id": pelaku.kantor_id, "tahun": tahun}
    return tuple(_build(b) for b in db.session.execute(_TAHUN, isi))


def list_versi(pelaku: Pelaku, pokok: str) -> tuple[BarisTerbitan, ...]:
    """Return every version of one document, newest first."""
    isi = {"kantor_id": pelaku.kantor_id, "pokok": pokok}
    return tuple(_build(b) for b in db.session.execute(_POKOK, isi))


def find_satu(pelaku: Pelaku, nomor: int) -> tuple[Any, BarisTerbitan] | None:
    """Return an issued document's row and its plain form, or None."""
    isi = {"kantor_id": pelaku.kantor_id, "id": nomor}
    b = db.session.execute(_SATU, isi).one_or_none()
    return None if b is None else (b, _build(b))


def find_kode(kode: str) -> BarisTerbitan | None:
    """Return what a printed code stands for, or None."""
    b = db.session.execute(_KODE, {"kode": kode}).one_or_none()
    return None if b is None else _build(b)


def count_terbit(pelaku: Pelaku, tahun: int) -> int:
    """Return how many documents carry a day of a year: the next number counts on."""
    isi = {"kantor_id": pelaku.kantor_id, "awal": date(tahun, 1, 1), "akhir": date(tahun, 12, 31)}
    return int(db.session.execute(_BANYAK, isi).scalar_one())


def find_pemakai(pelaku: Pelaku, nomor: str, pokok: str) -> str | None:
    """Return the title of another document that carries this number, or None."""
    semua = db.session.execute(_NOMOR, {"kantor_id": pelaku.kantor_id, "nomor": nomor}).all()
    return next((b.judul for b in semua if b.pokok != pokok), None)


def _build(b: Any) -> BarisTerbitan:
    isi = {nama: getattr(b, nama) for nama in BarisTerbitan.__dataclass_fields__}
    return BarisTerbitan(**isi | {"berlaku": bool(b.berlaku)})
