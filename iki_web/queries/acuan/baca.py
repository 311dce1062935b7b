"""Reads an office's reference data in a fixed number of statements, whatever its size."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Executable, bindparam, false, select

from iki_web.extensions import db
from iki_web.models import (
    Dokumen,
    Indikator,
    Jabatan,
    Kantor,
    Keputusan,
    Libur,
    Pegawai,
    Pengecualian,
    Penugasan,
    Periode,
    Renstra,
    StatusKeputusan,
    SumberData,
    Target,
)
from iki_web.queries.acuan.baris import (
    BarisDokumen,
    BarisIndikator,
    BarisJabatan,
    BarisKantor,
    BarisKeputusan,
    BarisPegawai,
    BarisPenugasan,
    BarisPeriode,
    BarisSumber,
    BarisTarget,
)
from iki_web.queries.acuan.isi import Acuan
from iki_web.rules.kantor import parse_skala
from iki_web.rules.periode import Aturan, parse_kode

T = TypeVar("T")

_KANTOR_ID: BindParameter[int] = bindparam("kantor_id")

_KANTOR = select(
    Kantor.versi_acuan,
    Kantor.id,
    Kantor.nama,
    Kantor.kabupaten,
    Kantor.skala,
    Kantor.plafon,
    Kantor.batas_cara,
    Kantor.batas_hari,
    Kantor.akhir_renstra,
    Kantor.peringatan,
).where(Kantor.id == _KANTOR_ID)
_JABATAN = select(
    Jabatan.id,
    Jabatan.kode,
    Jabatan.nama,
    Jabatan.nama_singkat,
    Jabatan.atasan_id,
    Jabatan.jalur,
    Jabatan.urutan,
    Jabatan.aktif,
    Jabatan.versi,
).where(Jabatan.kantor_id == _KANTOR_ID)
_PEGAWAI = (
    select(Pegawai.id, Pegawai.nama, Pegawai.nama_pengguna, Pegawai.aktif)
    .where(Pegawai.kantor_id == _KANTOR_ID)
    .order_by(Pegawai.id)
)
_PENUGASAN = (
    select(
        Penugasan.pegawai_id,
        Penugasan.jabatan_id,
        Penugasan.jenis,
        Penugasan.mulai,
        Penugasan.selesai,
    )
    .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
    .where(Jabatan.kantor_id == _KANTOR_ID, Penugasan.batal.is_(false()))
    .order_by(Penugasan.mulai, Penugasan.id)
)
_KEPUTUSAN = (
    select(Keputusan.id, Keputusan.kode, Keputusan.nomor, Keputusan.berlaku_mulai, Keputusan.status)
    .where(Keputusan.kantor_id == _KANTOR_ID)
    .order_by(Keputusan.id)
)
#: Indicators of a draft are read where it is edited; nobody reports on them.
_BUKAN_DRAF = Keputusan.status != StatusKeputusan.DRAF
_INDIKATOR = (
    select(
        Indikator.id,
        Indikator.keputusan_id,
        Indikator.jabatan_id,
        Indikator.kode,
        Indikator.sasaran,
        Indikator.nama,
        Indikator.jenis_rumus,
        Indikator.pembilang,
        Indikator.penyebut,
        Indikator.satuan,
        Indikator.arah,
        Indikator.rumus_turun,
        Indikator.cara_hitung,
        Indikator.frekuensi,
        Indikator.contoh,
        Indikator.induk_id,
        Indikator.asal_id,
        Indikator.berakhir,
    )
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .order_by(Indikator.keputusan_id, Indikator.jabatan_id, Indikator.urutan)
)
_SUMBER = (
    select(SumberData.indikator_id, SumberData.id, SumberData.urutan, SumberData.nama)
    .join(Indikator, Indikator.id == SumberData.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .order_by(SumberData.indikator_id, SumberData.urutan)
)
_DOKUMEN = (
    select(Dokumen.indikator_id, Dokumen.id, Dokumen.nama, Dokumen.setahun)
    .join(Indikator, Indikator.id == Dokumen.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .order_by(Dokumen.indikator_id, Dokumen.urutan)
)
_ISI_EDISI = (_INDIKATOR, _SUMBER, _DOKUMEN)
_SEMUA_EDISI = [s.where(Keputusan.kantor_id == _KANTOR_ID, _BUKAN_DRAF) for s in _ISI_EDISI]
_SATU_EDISI = [s.where(Indikator.keputusan_id == bindparam("keputusan_id")) for s in _ISI_EDISI]
_PERIODE = (
    select(
        Periode.id,
        Periode.kode,
        Periode.batas,
        Periode.status,
        Periode.alasan_buka,
        Periode.versi,
        Periode.skala,
        Periode.plafon,
    )
    .where(Periode.kantor_id == _KANTOR_ID)
    .order_by(Periode.tahun, Periode.jenis, Periode.ke)
)
_TARGET = (
    select(Target.indikator_id, Target.tahun, Target.periode_id, Target.nilai, Target.versi)
    .join(Indikator, Indikator.id == Target.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .where(Keputusan.kantor_id == _KANTOR_ID, _BUKAN_DRAF)
    .order_by(Target.versi)
)
#: Those of the Renstra the office says it is in; where it names no year there are none.
_RENSTRA = (
    select(Renstra.indikator_id, Renstra.nilai, Renstra.versi)
    .join(Indikator, Indikator.id == Renstra.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .join(Kantor, Kantor.id == Keputusan.kantor_id)
    .where(Kantor.id == _KANTOR_ID, Renstra.tahun == Kantor.akhir_renstra, _BUKAN_DRAF)
)
_DIKECUALIKAN = (
    select(Pengecualian.jabatan_id, Pengecualian.periode_id, Pengecualian.alasan)
    .join(Jabatan, Jabatan.id == Pengecualian.jabatan_id)
    .where(Jabatan.kantor_id == _KANTOR_ID)
)
_LIBUR = select(Libur.tanggal).where(Libur.kantor_id == _KANTOR_ID)


def _susun_pohon(baris: Sequence[Any]) -> dict[int, BarisJabatan]:
    """Order positions as the tree reads: each one followed by those below it."""
    urutan = {b.id: b.urutan for b in baris}

    def kunci(b: Any) -> list[tuple[int, int]]:
        # Neighbours with the same number keep apart, each with those below it.
        return [(urutan[int(nomor)], int(nomor)) for nomor in b.jalur.strip("/").split("/")]

    return {
        b.id: BarisJabatan(
            *(b.id, b.kode, b.nama, b.nama_singkat, b.atasan_id, b.jalur),
            tingkat=b.jalur.count("/") - 2,
            urutan=b.urutan,
            aktif=b.aktif,
            versi=b.versi,
        )
        for b in sorted(baris, key=kunci)
    }


def _kelompokkan(baris: Sequence[Any], kelas: type[T]) -> dict[int, tuple[T, ...]]:
    """Return the rows of each indicator; its id is their first column."""
    hasil: dict[int, tuple[T, ...]] = {}
    for indikator_id, *isi in baris:
        hasil[indikator_id] = (*hasil.get(indikator_id, ()), kelas(*isi))
    return hasil


def _build_kantor(b: Any) -> BarisKantor:
    aturan = Aturan(b.batas_cara, b.batas_hari)
    return BarisKantor(
        id=b.id,
        nama=b.nama,
        kabupaten=b.kabupaten,
        skala=parse_skala(b.skala),
        plafon=b.plafon,
        aturan=aturan,
        akhir_renstra=b.akhir_renstra,
        peringatan=b.peringatan,
    )


def _build_periode(kantor: Any, b: Any) -> BarisPeriode:
    """Return a period, rated by what it kept when it had closed, else by the office's own."""
    nilai = kantor if b.skala is None else b
    return BarisPeriode(
        b.id,
        parse_kode(b.kode),
        b.batas,
        b.status,
        b.alasan_buka,
        b.versi,
        parse_skala(nilai.skala),
        nilai.plafon,
    )


def load_indikator(keputusan_id: int) -> dict[int, BarisIndikator]:
    """Read the indicators of one edition, draft or not (three statements)."""

    def ambil(pernyataan: Executable) -> Sequence[Any]:
        return db.session.execute(pernyataan, {"keputusan_id": keputusan_id}).all()

    return _susun_indikator(*(ambil(satu) for satu in _SATU_EDISI))


def _susun_indikator(
    indikator: Sequence[Any], sumber: Sequence[Any], dokumen: Sequence[Any]
) -> dict[int, BarisIndikator]:
    slot = _kelompokkan(sumber, BarisSumber)
    daftar = _kelompokkan(dokumen, BarisDokumen)
    return {
        b.id: BarisIndikator(**b._asdict(), sumber=slot.get(b.id, ()), dokumen=daftar.get(b.id, ()))
        for b in indikator
    }


def load_acuan(kantor_id: int) -> Acuan:
    """Read everything of one office; the rows hold no reference to the session."""

    def ambil(pernyataan: Executable) -> Sequence[Any]:
        return db.session.execute(pernyataan, {"kantor_id": kantor_id}).all()

    kantor = ambil(_KANTOR)[0]
    return Acuan(
        versi=kantor.versi_acuan,
        kantor=_build_kantor(kantor),
        jabatan=_susun_pohon(ambil(_JABATAN)),
        pegawai={b.id: BarisPegawai(*b) for b in ambil(_PEGAWAI)},
        penugasan=tuple(BarisPenugasan(*b) for b in ambil(_PENUGASAN)),
        keputusan=tuple(BarisKeputusan(*b) for b in ambil(_KEPUTUSAN)),
        indikator=_susun_indikator(*(ambil(satu) for satu in _SEMUA_EDISI)),
        periode={b.kode: _build_periode(kantor, b) for b in ambil(_PERIODE)},
        # Versions come in order, so the last one wins.
        target={(b[0], b[1], b[2]): BarisTarget(b.nilai, b.versi) for b in ambil(_TARGET)},
        renstra={b[0]: BarisTarget(b.nilai, b.versi) for b in ambil(_RENSTRA)},
        dikecualikan={(b[0], b[1]): b.alasan for b in ambil(_DIKECUALIKAN)},
        libur=frozenset(b.tanggal for b in ambil(_LIBUR)),
    )
