"""Workbooks read for import: the latest ones, and what applying one would do, row by row."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import db
from iki_web.models import Impor, Pegawai
from iki_web.queries.impor.orang import (
    RencanaPegawai,
    RencanaPenugasan,
    build_pegawai,
    build_penugasan,
)
from iki_web.queries.impor.templat import list_isi
from iki_web.queries.impor.tinjau import RencanaHasil, RencanaTarget, build_hasil, build_target
from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.impor import (
    KOLOM,
    BarisImpor,
    JenisImpor,
    NasibBaris,
    StatusImpor,
    Tinjauan,
    compute_sidik,
    parse_baris,
)
from iki_web.rules.keterlihatan import Pelaku

__all__ = [
    "ImporTampil",
    "Pratinjau",
    "RencanaHasil",
    "RencanaPegawai",
    "RencanaPenugasan",
    "RencanaTarget",
    "find_pratinjau",
    "list_impor",
    "list_isi",
    "list_tinjauan",
]

_PENINJAU: Mapping[JenisImpor, Callable[[Pelaku], Callable[[BarisImpor], Tinjauan]]] = {
    JenisImpor.PEGAWAI: build_pegawai,
    JenisImpor.PENUGASAN: build_penugasan,
    JenisImpor.TARGET: build_target,
    JenisImpor.HASIL: build_hasil,
}
_TERBANYAK = 20
_DAFTAR = (
    select(
        Impor.id,
        Impor.jenis,
        Impor.nama,
        Impor.sidik,
        Impor.status,
        Pegawai.nama.label("pembuat"),
        Impor.dibuat,
        Impor.diterapkan,
        Impor.versi,
    )
    .join(Pegawai, Pegawai.id == Impor.pembuat_id)
    .where(Impor.kantor_id == bindparam("kantor_id"))
    .order_by(Impor.id.desc())
)
_SATU = _DAFTAR.add_columns(Impor.baris).where(Impor.id == bindparam("impor_id"))


@dataclass(frozen=True, slots=True)
class ImporTampil:
    """A workbook that was read; `versi` for the acts on it."""

    id: int
    jenis: JenisImpor
    nama: str
    sidik: str
    status: StatusImpor
    pembuat: str
    dibuat: datetime
    diterapkan: datetime | None
    versi: int

    @property
    def diperiksa(self) -> bool:
        """Whether it still waits to be applied or thrown away."""
        return self.status is StatusImpor.DIPERIKSA


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What applying a workbook would do today."""

    impor: ImporTampil
    tinjauan: tuple[Tinjauan, ...]

    @property
    def jumlah(self) -> Mapping[NasibBaris, int]:
        """How many rows meet each fate."""
        hitung = Counter(t.nasib for t in self.tinjauan)
        return {nasib: hitung[nasib] for nasib in NasibBaris}

    @property
    def siap(self) -> bool:
        """Whether it may be applied: something to do, and nothing refused."""
        jumlah = self.jumlah
        ada = jumlah[NasibBaris.TAMBAH] + jumlah[NasibBaris.UBAH]
        return self.impor.diperiksa and bool(ada) and not jumlah[NasibBaris.DITOLAK]

    @property
    def tanda(self) -> str:
        """What the act sends back: a mark of this outcome, and its counts."""
        return ".".join((compute_sidik(self.tinjauan), *map(str, self.jumlah.values())))


def list_impor(pelaku: Pelaku) -> tuple[ImporTampil, ...]:
    """Return the latest workbooks of the office, newest first; none to anyone else."""
    if not pelaku.pengelola:
        return ()
    isi = {"kantor_id": pelaku.kantor_id}
    return tuple(ImporTampil(*b) for b in db.session.execute(_DAFTAR.limit(_TERBANYAK), isi))


def find_pratinjau(pelaku: Pelaku, impor_id: int) -> Pratinjau:
    """Return a workbook with its rows as judged now; one that is done with has no rows to judge.

    Raises TidakTerlihat where there is none for this viewer.
    """
    isi = {"kantor_id": pelaku.kantor_id, "impor_id": impor_id}
    baris = db.session.execute(_SATU, isi).one_or_none() if pelaku.pengelola else None
    if baris is None:
        raise TidakTerlihat
    impor = ImporTampil(*baris[:-1])
    if not impor.diperiksa:
        return Pratinjau(impor, ())
    return Pratinjau(impor, list_tinjauan(pelaku, impor.jenis, parse_baris(baris.baris)))


def list_tinjauan(
    pelaku: Pelaku, jenis: JenisImpor, baris: Iterable[BarisImpor]
) -> tuple[Tinjauan, ...]:
    """Return each row as judged against the office's data of this moment, in order."""
    tinjau = _PENINJAU[jenis](pelaku)
    judul = {k.nama: k.judul for k in KOLOM[jenis]}
    pertama: dict[Any, BarisImpor] = {}
    hasil = []
    for satu in baris:
        try:
            if satu.galat:
                raise Ditolak("", satu.galat)
            jadi = tinjau(satu)
            _check_ganda(pertama.setdefault(jadi.kunci, satu), satu)
        except Ditolak as galat:
            jadi = _build_tolak(satu, judul, galat)
        hasil.append(jadi)
    return tuple(hasil)


def _check_ganda(pertama: BarisImpor, satu: BarisImpor) -> None:
    """Refuse a second row about the same thing."""
    if pertama is satu:
        return
    di = f"baris {pertama.nomor}"
    if pertama.lembar != satu.lembar:
        di += f" lembar “{pertama.lembar}”"
    if pertama.isi == satu.isi:
        raise Ditolak(f"Sama persis dengan {di}. Hapus salah satu.")
    raise Ditolak(f"Bertentangan dengan {di}: keduanya tentang hal yang sama. Hapus salah satu.")


def _build_tolak(satu: BarisImpor, judul: Mapping[str, str], galat: Ditolak) -> Tinjauan:
    kata = tuple(
        (judul.get(kolom.removesuffix("_id"), ""), kalimat)
        for kolom, kalimat in galat.isian.items()
    )
    sebut = " · ".join(_sebut(satu.isi[nama]) for nama in judul if satu.isi.get(nama))
    pendek = sebut if len(sebut) <= 120 else f"{sebut[:119]}…"
    return Tinjauan(satu, NasibBaris.DITOLAK, pendek, galat=kata or (("", galat.kalimat),))


def _sebut(teks: str) -> str:
    """Return a cell as people write it: days are kept as forms send them."""
    try:
        return format_tanggal_pendek(date.fromisoformat(teks)) if len(teks) == 10 else teks
    except ValueError:
        return teks
