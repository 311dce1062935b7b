"""Issued documents as plain rows, and the material a document is built from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, BarisPeriode
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.dokumen import Isi, Jenis, NaskahPilihan, Penanda, Penerbitan, Pokok, format_kode
from iki_web.rules.kantor import Setelan
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku
from iki_web.rules.pegawai import format_nip
from iki_web.rules.periode import JenisPeriode

T = TypeVar("T")

#: Who signs where several hold a position on one day: whoever acts does so because another cannot.
_URUT = (JenisPenugasan.PLH, JenisPenugasan.PLT, JenisPenugasan.DEFINITIF)


@dataclass(frozen=True, slots=True)
class BarisTerbitan:
    """An issued document in a list; `berlaku`: no later version of the same took its place."""

    id: int
    jenis: Jenis
    versi: int
    tahun: int
    periode: str
    jabatan_id: int | None
    nomor: str
    tanggal: date
    judul: str
    kode: str
    sidik: str
    diterbitkan: datetime
    berlaku: bool

    @property
    def kode_teks(self) -> str:
        """The code as it is printed."""
        return format_kode(self.kode)


@dataclass(frozen=True, slots=True)
class Dokumen:
    """An issued document whole: its frozen content, and what stands at the foot of its sheets."""

    baris: BarisTerbitan
    isi: Isi
    alamat: str
    jejak_seq: int
    jejak_mac: str
    penerbit: str
    kini: BarisTerbitan | None

    @property
    def jejak_teks(self) -> str:
        """The head of the trail it was issued on, short: sequence and the first of its mac."""
        return f"{self.jejak_seq}-{self.jejak_mac[:8]}"


def recall(ingat: dict[str, Any], nama: str, buat: Callable[[], T]) -> T:
    """Return what is remembered under a name, made by the first that asks."""
    if nama not in ingat:
        ingat[nama] = buat()
    hasil: T = ingat[nama]
    return hasil


@dataclass(frozen=True, slots=True)
class Bahan:
    """What every document is built from: who looks, the office, what it is about, how issued.

    `sesama`: the positions whose documents are built together; `ingat`: what these share.
    """

    pelaku: Pelaku
    acuan: Acuan
    setelan: Setelan
    logo: str
    kop: tuple[str, ...]
    pokok: Pokok
    terbit: Penerbitan
    orang: Mapping[int, tuple[str | None, str]]
    sesama: frozenset[int | None] = frozenset()
    ingat: dict[str, Any] = field(default_factory=dict)

    def recall(self, nama: str, buat: Callable[[], T]) -> T:
        """Return what the documents built together share, made by the first that asks."""
        return recall(self.ingat, nama, buat)

    @property
    def jabatan(self) -> BarisJabatan:
        """The position it is about (kinds of one position only)."""
        assert self.pokok.jabatan_id is not None
        return self.acuan.jabatan[self.pokok.jabatan_id]

    @property
    def periode(self) -> BarisPeriode:
        """The period it is about (kinds of one period only)."""
        return self.acuan.periode[self.pokok.periode]

    @property
    def nomor(self) -> tuple[str, ...]:
        """The line of the number, none on a preview without one."""
        return (f"Nomor: {self.terbit.nomor}",) if self.terbit.nomor else ()

    @property
    def tempat_tanggal(self) -> str:
        """Place and day above a signature: "Jrengik, 5 Januari 2026"."""
        tanggal = format_tanggal(self.terbit.tanggal)
        return f"{self.terbit.tempat}, {tanggal}" if self.terbit.tempat else tanggal

    @property
    def asli(self) -> bool:
        """Whether the edition's text is printed as it was signed."""
        return self.terbit.naskah is NaskahPilihan.ASLI

    def list_indikator(self) -> tuple[BarisIndikator, ...]:
        """Return the position's indicators of the year, in order of the annex."""
        return self.acuan.list_indikator(self.jabatan.id, self.pokok.tahun)

    def list_kuartal(self) -> tuple[BarisPeriode, ...]:
        """Return the quarters of the year."""
        return self.acuan.list_periode(self.pokok.tahun, JenisPeriode.TRIWULANAN)

    def build_penanda(self, jabatan: BarisJabatan, *pengantar: str) -> Penanda:
        """Return who signs for a position on the document's day, "Plt." where he acts."""
        pemegang = self.acuan.build_pohon(self.terbit.tanggal)[jabatan.id].pemegang
        nama_jabatan = jabatan.nama.upper()
        if not pemegang:
            return Penanda(pengantar, nama_jabatan, "", "", "")
        satu = min(pemegang, key=lambda p: (_URUT.index(p.jenis), p.pegawai_id))
        nip, pangkat = self.orang.get(satu.pegawai_id, (None, ""))
        teks_nip = f"NIP. {format_nip(nip)}" if nip else ""
        return Penanda(pengantar, satu.jenis.awalan + nama_jabatan, satu.nama, pangkat, teks_nip)

    def build_atasan(self, *pengantar: str) -> Penanda | None:
        """Return who signs for the position's superior, None for the head of the tree."""
        atasan = self.jabatan.atasan_id
        return (
            None if atasan is None else self.build_penanda(self.acuan.jabatan[atasan], *pengantar)
        )

    def build_kepala(self, *pengantar: str) -> Penanda:
        """Return who signs for the head of the office."""
        kepala = next(j for j in self.acuan.jabatan.values() if j.atasan_id is None)
        return self.build_penanda(kepala, *pengantar)
