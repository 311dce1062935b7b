"""Assignments as the pengelola keeps them: of one position, of one person, annulled ones too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import false, select

from iki_web.extensions import db, jam
from iki_web.models import Jabatan, Pegawai, Penugasan
from iki_web.queries.acuan import get_acuan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.penugasan import KATA_JENIS, IsianPenugasan, Tugas, format_rentang

_TUGAS = (
    select(
        Penugasan.id,
        Penugasan.pegawai_id,
        Pegawai.nama.label("pegawai"),
        Penugasan.jabatan_id,
        Jabatan.nama.label("jabatan"),
        Penugasan.jenis,
        Penugasan.mulai,
        Penugasan.selesai,
    )
    .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
    .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
    .order_by(Penugasan.mulai, Penugasan.id)
)
_BARIS = _TUGAS.add_columns(
    Penugasan.nomor_surat,
    Penugasan.tanggal_surat,
    Penugasan.batal,
    Penugasan.alasan_batal,
    Penugasan.versi,
)


@dataclass(frozen=True, slots=True)
class PenugasanKelola:
    """An assignment with its order; `keadaan`: batal, berakhir, berlaku or mendatang, today."""

    tugas: Tugas
    nomor_surat: str
    tanggal_surat: date | None
    batal: bool
    alasan_batal: str
    versi: int
    keadaan: str

    @property
    def teks(self) -> str:
        """The person as he holds the position: "Plt. Budi"."""
        return self.tugas.jenis.awalan + self.tugas.pegawai

    @property
    def jenis(self) -> str:
        """The kind in words."""
        return KATA_JENIS[self.tugas.jenis]

    @property
    def rentang(self) -> str:
        """The days in words."""
        return format_rentang(self.tugas.mulai, self.tugas.selesai)

    def as_isian(self) -> IsianPenugasan:
        """Return it as the form holds it."""
        t = self.tugas
        return IsianPenugasan(
            t.pegawai_id,
            t.jabatan_id,
            t.jenis,
            t.mulai,
            t.selesai,
            self.nomor_surat,
            self.tanggal_surat,
        )


def list_tugas(
    pelaku: Pelaku, *, jabatan_id: int | None = None, pegawai_id: int | None = None
) -> tuple[Tugas, ...]:
    """Return what was not annulled of a position or a person, as the rules see it."""
    pilih = _saring(pelaku, _TUGAS, jabatan_id, pegawai_id).where(Penugasan.batal.is_(false()))
    return tuple(Tugas(*b) for b in db.session.execute(pilih))


def list_penugasan(
    pelaku: Pelaku, *, jabatan_id: int | None = None, pegawai_id: int | None = None
) -> tuple[PenugasanKelola, ...]:
    """Return the assignments of a position or a person, latest first; none to anyone else."""
    if not pelaku.pengelola:
        return ()
    baris = db.session.execute(_saring(pelaku, _BARIS, jabatan_id, pegawai_id)).all()
    return tuple(_build(b) for b in reversed(baris))


def find_penugasan(pelaku: Pelaku, penugasan_id: int) -> PenugasanKelola:
    """Return one assignment; raises TidakTerlihat where there is none for this viewer."""
    pilih = _saring(pelaku, _BARIS, None, None).where(Penugasan.id == penugasan_id)
    baris = db.session.execute(pilih).one_or_none() if pelaku.pengelola else None
    if baris is None:
        raise TidakTerlihat
    return _build(baris)


def _saring(pelaku: Pelaku, pilih: Any, jabatan_id: int | None, pegawai_id: int | None) -> Any:
    pilih = pilih.where(Jabatan.kantor_id == pelaku.kantor_id)
    if jabatan_id is not None:
        pilih = pilih.where(Penugasan.jabatan_id == jabatan_id)
    if pegawai_id is not None:
        pilih = pilih.where(Penugasan.pegawai_id == pegawai_id)
    return pilih


def _build(b: Any) -> PenugasanKelola:
    tugas = Tugas(
        b.id, b.pegawai_id, b.pegawai, b.jabatan_id, b.jabatan, b.jenis, b.mulai, b.selesai
    )
    return PenugasanKelola(
        tugas=tugas,
        nomor_surat=b.nomor_surat,
        tanggal_surat=b.tanggal_surat,
        batal=b.batal,
        alasan_batal=b.alasan_batal,
        versi=b.versi,
        keadaan="batal" if b.batal else _classify(tugas, jam.today()),
    )


def _classify(tugas: Tugas, hari: date) -> str:
    if tugas.mulai > hari:
        return "mendatang"
    return "berlaku" if tugas.is_berlaku(hari) else "berakhir"


def list_calon(pelaku: Pelaku) -> list[tuple[int, str]]:
    """Return the active people a position may be given to: (id, name with the one to sign in)."""
    if not pelaku.pengelola:
        return []
    pegawai = get_acuan(pelaku).pegawai.values()
    aktif = [(p.id, f"{p.nama} ({p.nama_pengguna})") for p in pegawai if p.aktif]
    return sorted(aktif, key=lambda pasang: pasang[1].casefold())
