"""Reads an office's reference data in a fixed number of statements, whatever its size."""

import json
from collections.abc import Sequence
from decimal import Decimal
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
    StatusKeputusan,
    SumberData,
    Target,
)
from iki_web.queries.acuan.isi import (
    Acuan,
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
from iki_web.rules.periode import parse_kode

T = TypeVar("T")

_KANTOR_ID: BindParameter[int] = bindparam("kantor_id")

_KANTOR = select(
    Kantor.versi_acuan, Kantor.id, Kantor.nama, Kantor.kabupaten, Kantor.skala, Kantor.plafon
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
    select(Keputusan.id, Keputusan.nomor, Keputusan.berlaku_mulai, Keputusan.status)
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
    .where(Keputusan.kantor_id == _KANTOR_ID, _BUKAN_DRAF)
    .order_by(Indikator.keputusan_id, Indikator.jabatan_id, Indikator.urutan)
)
_SUMBER = (
    select(SumberData.indikator_id, SumberData.id, SumberData.urutan, SumberData.nama)
    .join(Indikator, Indikator.id == SumberData.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .where(Keputusan.kantor_id == _KANTOR_ID, _BUKAN_DRAF)
    .order_by(SumberData.indikator_id, SumberData.urutan)
)
_DOKUMEN = (
    select(Dokumen.indikator_id, Dokumen.id, Dokumen.nama, Dokumen.setahun)
    .join(Indikator, Indikator.id == Dokumen.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .where(Keputusan.kantor_id == _KANTOR_ID, _BUKAN_DRAF)
    .order_by(Dokumen.indikator_id, Dokumen.urutan)
)
_PERIODE = (
    select(
        Periode.id,
        Periode.kode,
        Periode.batas,
        Periode.status,
        Periode.alasan_buka,
        Periode.versi,
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
_DIKECUALIKAN = (
    select(Pengecualian.jabatan_id, Pengecualian.periode_id, Pengecualian.alasan)
    .join(Jabatan, Jabatan.id == Pengecualian.jabatan_id)
    .where(Jabatan.kantor_id == _KANTOR_ID)
)
_LIBUR = select(Libur.tanggal).where(Libur.kantor_id == _KANTOR_ID)


def parse_skala(teks: str) -> tuple[tuple[Decimal, str], ...]:
    """Return the rating scale kept as JSON [[bound, label], ...], highest bound first."""
    return tuple((Decimal(batas), label) for batas, label in json.loads(teks))


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


def load_acuan(kantor_id: int) -> Acuan:
    """Read everything of one office; the rows hold no reference to the session."""

    def ambil(pernyataan: Executable) -> Sequence[Any]:
        return db.session.execute(pernyataan, {"kantor_id": kantor_id}).all()

    kantor = ambil(_KANTOR)[0]
    sumber = _kelompokkan(ambil(_SUMBER), BarisSumber)
    dokumen = _kelompokkan(ambil(_DOKUMEN), BarisDokumen)
    return Acuan(
        versi=kantor.versi_acuan,
        kantor=BarisKantor(
            kantor.id, kantor.nama, kantor.kabupaten, parse_skala(kantor.skala), kantor.plafon
        ),
        jabatan=_susun_pohon(ambil(_JABATAN)),
        pegawai={b.id: BarisPegawai(*b) for b in ambil(_PEGAWAI)},
        penugasan=tuple(BarisPenugasan(*b) for b in ambil(_PENUGASAN)),
        keputusan=tuple(BarisKeputusan(*b) for b in ambil(_KEPUTUSAN)),
        indikator={
            b.id: BarisIndikator(
                **b._asdict(),
                sumber=sumber.get(b.id, ()),
                dokumen=dokumen.get(b.id, ()),
            )
            for b in ambil(_INDIKATOR)
        },
        periode={
            b.kode: BarisPeriode(
                b.id, parse_kode(b.kode), b.batas, b.status, b.alasan_buka, b.versi
            )
            for b in ambil(_PERIODE)
        },
        # Versions come in order, so the last one wins.
        target={(b[0], b[1], b[2]): BarisTarget(b.nilai, b.versi) for b in ambil(_TARGET)},
        dikecualikan={(b[0], b[1]): b.alasan for b in ambil(_DIKECUALIKAN)},
        libur=frozenset(b.tanggal for b in ambil(_LIBUR)),
    )
