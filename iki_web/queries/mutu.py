"""The quality check of an edition: the machine's findings, and the answers of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, bindparam, select

from iki_web.extensions import db
from iki_web.models import Indikator, Jabatan, Keputusan, Lampiran, Mutu, Pegawai, StatusKeputusan
from iki_web.queries.keputusan import EdisiKelola, get_edisi
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keputusan import Edisi, Halangan, can_read_draf, list_syarat_tetap
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.mutu import Jawaban, Temuan, list_temuan, parse_jawaban

_BARIS = (
    select(
        Indikator.id,
        Indikator.kode,
        Indikator.nama,
        Jabatan.kode.label("jabatan_kode"),
        Jabatan.nama_singkat,
        Mutu.jawaban,
        Mutu.dinilai,
        Mutu.versi,
        Pegawai.nama.label("penilai"),
    )
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .join(Jabatan, Jabatan.id == Indikator.jabatan_id)
    .join(
        Lampiran,
        and_(
            Lampiran.keputusan_id == Indikator.keputusan_id,
            Lampiran.jabatan_id == Indikator.jabatan_id,
        ),
    )
    .outerjoin(Mutu, Mutu.indikator_id == Indikator.id)
    .outerjoin(Pegawai, Pegawai.id == Mutu.penilai_id)
    .where(
        Indikator.keputusan_id == bindparam("keputusan_id"),
        Keputusan.kantor_id == bindparam("kantor_id"),
        Indikator.berakhir.is_(None),
    )
    .order_by(Lampiran.urutan, Indikator.urutan)
)
_STATUS = select(Keputusan.status).where(
    Keputusan.id == bindparam("keputusan_id"), Keputusan.kantor_id == bindparam("kantor_id")
)


@dataclass(frozen=True, slots=True)
class Penilaian:
    """One indicator with the answers given to it; `versi` 0: nobody has answered yet."""

    id: int
    kode: str
    nama: str
    jabatan_kode: str
    jabatan: str
    jawaban: Mapping[str, Jawaban]
    penilai: str
    dinilai: datetime | None
    versi: int

    @property
    def sudah(self) -> bool:
        """Whether somebody has answered."""
        return self.versi > 0

    @property
    def kurang(self) -> int:
        """How many questions were answered with no."""
        return sum(not satu.ya for satu in self.jawaban.values())


@dataclass(frozen=True, slots=True)
class TempatTemuan:
    """A finding with the sheet it stands on; `jabatan_kode` None: the decree itself."""

    temuan: Temuan
    tempat: str
    jabatan_kode: str | None
    indikator_id: int | None


@dataclass(frozen=True, slots=True)
class PeriksaMutu:
    """The check of one edition; findings by group of defects, answers in the order of the annex."""

    keputusan_id: int
    edisi: Edisi
    draf: bool
    kelompok: tuple[tuple[int, tuple[TempatTemuan, ...]], ...]
    penilaian: tuple[Penilaian, ...]

    @property
    def dinilai(self) -> int:
        """How many indicators have been answered for."""
        return sum(satu.sudah for satu in self.penilaian)

    @property
    def banyak_temuan(self) -> int:
        """How many findings there are in all."""
        return sum(len(isi) for _, isi in self.kelompok)


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What stands between a draft and its fixing: `syarat` forbid it, the rest needs a reason.

    `belum_dinilai`: indicators nobody answered for; `kurang`: those with an answer "no".
    """

    syarat: tuple[Halangan, ...]
    temuan: tuple[Temuan, ...]
    belum_dinilai: int
    kurang: int

    @property
    def terbuka(self) -> tuple[str, ...]:
        """What is open, each in words; fixing needs a written reason while there is any."""
        jumlah = (
            (len(self.temuan), "temuan periksa mutu"),
            (self.belum_dinilai, "indikator belum dinilai"),
            (self.kurang, "indikator dinilai belum memenuhi semua"),
        )
        return tuple(f"{banyak} {kata}" for banyak, kata in jumlah if banyak)


def list_penilaian(pelaku: Pelaku, keputusan_id: int) -> tuple[Penilaian, ...]:
    """Return the indicators of an edition with their answers, in the order of the annex."""
    check_pengelola(pelaku)
    return _list_penilaian(pelaku, keputusan_id)


def _list_penilaian(pelaku: Pelaku, keputusan_id: int) -> tuple[Penilaian, ...]:
    isi = {"keputusan_id": keputusan_id, "kantor_id": pelaku.kantor_id}
    return tuple(
        Penilaian(
            id=b.id,
            kode=b.kode,
            nama=b.nama,
            jabatan_kode=b.jabatan_kode,
            jabatan=b.nama_singkat,
            jawaban=parse_jawaban(b.jawaban) if b.jawaban else {},
            penilai=b.penilai or "",
            dinilai=b.dinilai,
            versi=b.versi or 0,
        )
        for b in db.session.execute(_BARIS, isi)
    )


def find_penilaian(pelaku: Pelaku, keputusan_id: int, indikator_id: int) -> Penilaian:
    """Return one indicator with its answers; raises TidakTerlihat where the edition has it not."""
    daftar = list_penilaian(pelaku, keputusan_id)
    ada = next((satu for satu in daftar if satu.id == indikator_id), None)
    if ada is None:
        raise TidakTerlihat
    return ada


def is_draf(pelaku: Pelaku, keputusan_id: int) -> bool:
    """Whether the edition may still change; raises TidakTerlihat for one of another office."""
    isi = {"keputusan_id": keputusan_id, "kantor_id": pelaku.kantor_id}
    status = db.session.execute(_STATUS, isi).scalar_one_or_none()
    if status is None:
        raise TidakTerlihat
    return status is StatusKeputusan.DRAF


def find_mutu(pelaku: Pelaku, keputusan_id: int) -> PeriksaMutu:
    """Return the whole check of an edition; raises TidakTerlihat for one of another office."""
    check_pengelola(pelaku)
    edisi = get_edisi(pelaku, keputusan_id)
    penilaian = list_penilaian(pelaku, keputusan_id)
    temuan = sorted(list_temuan(edisi), key=lambda t: t.kelompok)
    tempat = _build_tempat(edisi, penilaian)
    return PeriksaMutu(
        keputusan_id=keputusan_id,
        edisi=edisi,
        draf=is_draf(pelaku, keputusan_id),
        kelompok=tuple(
            (nomor, tuple(TempatTemuan(t, *tempat[t.di]) for t in isi))
            for nomor, isi in groupby(temuan, key=lambda t: t.kelompok)
        ),
        penilaian=penilaian,
    )


def get_pemeriksaan(pelaku: Pelaku, kelola: EdisiKelola) -> Pemeriksaan:
    """Return what is lacking and what is open of an edition the viewer may read.

    For the pengelola who mends it and the head who fixes it; raises TidakTerlihat for others.
    """
    if kelola.draf and not can_read_draf(pelaku):
        raise TidakTerlihat
    penilaian = _list_penilaian(pelaku, kelola.id)
    return Pemeriksaan(
        syarat=list_syarat_tetap(kelola.edisi),
        temuan=list_temuan(kelola.edisi),
        belum_dinilai=sum(not satu.sudah for satu in penilaian),
        kurang=sum(satu.kurang > 0 for satu in penilaian),
    )


def _build_tempat(
    edisi: Edisi, penilaian: tuple[Penilaian, ...]
) -> dict[str, tuple[str, str | None, int | None]]:
    """Return per code how the place is said, its sheet, and its indicator."""
    hasil: dict[str, tuple[str, str | None, int | None]] = {
        "keputusan": ("Lembar keputusan", None, None)
    }
    nomor = {satu.kode: satu.id for satu in penilaian}
    for jabatan in edisi.jabatan:
        hasil[jabatan.kode] = (jabatan.nama_singkat, jabatan.kode, None)
        for urutan, satu in enumerate(jabatan.indikator, start=1):
            teks = f"{jabatan.nama_singkat}, indikator {urutan}"
            hasil[satu.kode] = (teks, jabatan.kode, nomor.get(satu.kode))
    return hasil
