"""People as the pengelola keeps them: searched a page at a time, and one of them whole."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from iki_web.extensions import db, jam
from iki_web.models import Pegawai
from iki_web.queries.acuan import get_acuan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.pegawai import IsianPegawai

#: People on one page of the list.
SEHALAMAN = 50

_PEGAWAI = select(
    Pegawai.id,
    Pegawai.nama,
    Pegawai.nip,
    Pegawai.pangkat,
    Pegawai.nama_pengguna,
    Pegawai.aktif,
    Pegawai.pengelola,
    Pegawai.pemeriksa,
    Pegawai.versi,
)


@dataclass(frozen=True, slots=True)
class PegawaiKelola:
    """A person with the positions of today; `sendiri`: it is the viewer himself."""

    id: int
    nama: str
    nip: str | None
    pangkat: str
    nama_pengguna: str
    aktif: bool
    pengelola: bool
    pemeriksa: bool
    versi: int
    jabatan: tuple[str, ...]
    sendiri: bool

    @property
    def tugas(self) -> tuple[str, ...]:
        """The tasks beside his positions, in words."""
        return (*(["Pengelola"] * self.pengelola), *(["Pemeriksa"] * self.pemeriksa))

    def as_isian(self) -> IsianPegawai:
        """Return him as the form holds him."""
        return IsianPegawai(
            self.nama,
            self.nip,
            self.pangkat,
            self.nama_pengguna,
            self.pengelola,
            self.pemeriksa,
        )


@dataclass(frozen=True, slots=True)
class HalamanPegawai:
    """One page of people; `halaman` counts from 1."""

    baris: tuple[PegawaiKelola, ...]
    jumlah: int
    halaman: int

    @property
    def banyak_halaman(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.jumlah // SEHALAMAN))


def find_halaman(
    pelaku: Pelaku, cari: str = "", aktif: bool | None = True, halaman: int = 1
) -> HalamanPegawai:
    """Return a page of people by name, NIP or name to sign in with; `aktif` None: all of them.

    Two statements; nothing to anyone but the pengelola. A page past the end is the last one.
    """
    if not pelaku.pengelola:
        return HalamanPegawai((), 0, 1)
    syarat = _list_syarat(pelaku, cari, aktif)
    jumlah = db.session.execute(select(func.count(Pegawai.id)).where(*syarat)).scalar_one()
    kosong = HalamanPegawai((), jumlah, 1)
    ke = min(max(halaman, 1), kosong.banyak_halaman)
    pilih = _PEGAWAI.where(*syarat).order_by(Pegawai.nama, Pegawai.id)
    baris = db.session.execute(pilih.limit(SEHALAMAN).offset((ke - 1) * SEHALAMAN))
    return HalamanPegawai(tuple(_build(pelaku, b) for b in baris), jumlah, ke)


def _list_syarat(pelaku: Pelaku, cari: str, aktif: bool | None) -> list[ColumnElement[bool]]:
    syarat: list[ColumnElement[bool]] = [Pegawai.kantor_id == pelaku.kantor_id]
    if aktif is not None:
        syarat.append(Pegawai.aktif.is_(aktif))
    if cari:
        angka = "".join(cari.split())
        syarat.append(
            or_(
                Pegawai.nama.icontains(cari, autoescape=True),
                Pegawai.nama_pengguna.icontains(cari, autoescape=True),
                Pegawai.nip.contains(angka, autoescape=True),
            )
        )
    return syarat


def find_pegawai(pelaku: Pelaku, pegawai_id: int) -> PegawaiKelola:
    """Return one person; raises TidakTerlihat where there is none for this viewer."""
    pilih = _PEGAWAI.where(Pegawai.kantor_id == pelaku.kantor_id, Pegawai.id == pegawai_id)
    baris = db.session.execute(pilih).one_or_none() if pelaku.pengelola else None
    if baris is None:
        raise TidakTerlihat
    return _build(pelaku, baris)


def _build(pelaku: Pelaku, b: Any) -> PegawaiKelola:
    pegangan = get_acuan(pelaku).list_pegangan(b.id, jam.today())
    isi = b._asdict() | {"jabatan": tuple(p.teks for p in pegangan)}
    return PegawaiKelola(**isi, sendiri=b.id == pelaku.pegawai_id)
