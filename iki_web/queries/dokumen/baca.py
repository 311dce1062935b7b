"""Statements behind documents: the office, the signers, and what was issued."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import aliased

from iki_web.extensions import db, read
from iki_web.models import Kantor, Pegawai, Terbitan
from iki_web.queries.dokumen.isi import BarisTerbitan, Dokumen
from iki_web.rules.dokumen import load_isi
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
_UTUH = select(
    *_KOLOM,
    Terbitan.kantor_id,
    Terbitan.pokok,
    Terbitan.isi,
    Terbitan.alamat,
    Terbitan.jejak_seq,
    Terbitan.jejak_mac,
    Pegawai.nama.label("penerbit"),
).join(Pegawai, Pegawai.id == Terbitan.penerbit_id)
_SATU = _UTUH.where(Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.id == bindparam("id"))
_SETAHUN = _UTUH.where(
    Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.tahun == bindparam("tahun")
).order_by(Terbitan.id)
_KODE = _UTUH.where(Terbitan.kode == bindparam("kode"))
_POKOK = (
    select(*_KOLOM)
    .where(Terbitan.kantor_id == bindparam("kantor_id"), Terbitan.pokok == bindparam("pokok"))
    .order_by(Terbitan.versi.desc())
)
_BANYAK = _UTUH.where(
    Terbitan.kantor_id == bindparam("kantor_id"),
    Terbitan.pokok.in_(bindparam("pokok", expanding=True)),
    _BERLAKU,
)
_KANTOR = select(Kantor).where(Kantor.id == bindparam("kantor_id"))
_DIPAKAI = select(Terbitan.nomor, Terbitan.tanggal).where(
    Terbitan.kantor_id == bindparam("kantor_id")
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
    return _list_versi(pelaku.kantor_id, pokok)


def _list_versi(kantor_id: int, pokok: str) -> tuple[BarisTerbitan, ...]:
    isi = {"kantor_id": kantor_id, "pokok": pokok}
    return tuple(_build(b) for b in db.session.execute(_POKOK, isi))


def find_satu(pelaku: Pelaku, nomor: int) -> Dokumen | None:
    """Return an issued document of the office, or None."""
    return _find(_SATU, {"kantor_id": pelaku.kantor_id, "id": nomor})


def list_utuh(pelaku: Pelaku, tahun: int) -> tuple[Dokumen, ...]:
    """Return what was issued for a year whole, oldest first (one statement)."""
    isi = {"kantor_id": pelaku.kantor_id, "tahun": tahun}
    return tuple(_build_utuh(b, None) for b in db.session.execute(_SETAHUN, isi))


def find_kode(kode: str) -> Dokumen | None:
    """Return what a printed code stands for, or None."""
    return _find(_KODE, {"kode": kode})


def _find(pernyataan: Executable, isi: dict[str, Any]) -> Dokumen | None:
    b = db.session.execute(pernyataan, isi).one_or_none()
    if b is None:
        return None
    return _build_utuh(b, None if b.berlaku else _list_versi(b.kantor_id, b.pokok)[0])


def _build_utuh(b: Any, kini: BarisTerbitan | None) -> Dokumen:
    return Dokumen(
        baris=_build(b),
        isi=load_isi(b.isi),
        alamat=b.alamat,
        jejak_seq=b.jejak_seq,
        jejak_mac=b.jejak_mac,
        penerbit=b.penerbit,
        kini=kini,
    )


def list_berlaku(pelaku: Pelaku, pokok: Sequence[str]) -> Mapping[str, Dokumen]:
    """Return what is in force of several documents, whole (one statement)."""
    isi = {"kantor_id": pelaku.kantor_id, "pokok": list(pokok)}
    return {b.pokok: _build_utuh(b, None) for b in db.session.execute(_BANYAK, isi)}


def list_nomor(pelaku: Pelaku) -> Sequence[tuple[str, date]]:
    """Return the number and day of everything the office issued: the next number counts on."""
    semua = db.session.execute(_DIPAKAI, {"kantor_id": pelaku.kantor_id})
    return [(b.nomor, b.tanggal) for b in semua]


def find_pemakai(pelaku: Pelaku, nomor: str, pokok: str) -> str | None:
    """Return the title of another document that carries this number, or None."""
    semua = db.session.execute(_NOMOR, {"kantor_id": pelaku.kantor_id, "nomor": nomor}).all()
    return next((b.judul for b in semua if b.pokok != pokok), None)


def _build(b: Any) -> BarisTerbitan:
    isi = {nama: getattr(b, nama) for nama in BarisTerbitan.__dataclass_fields__}
    return BarisTerbitan(**isi | {"berlaku": bool(b.berlaku)})
