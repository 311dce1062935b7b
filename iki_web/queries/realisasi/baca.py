"""The statements behind entries, built once; every one is cut to the viewer by `TERLIHAT`."""

import json
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import aliased

from iki_web.extensions import read
from iki_web.models import Bukti, Periode, Realisasi, Riwayat, Rujukan
from iki_web.models.jenis import load_angka, load_waktu, to_mentah
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisPeriode
from iki_web.queries.keterlihatan import ISI_TERLIHAT, TERLIHAT, read_terlihat
from iki_web.queries.realisasi.isi import BarisRealisasi, BerkasBukti, Putaran, Slot
from iki_web.rules.alur import Aksi, Status
from iki_web.rules.keterlihatan import Pandangan, Pelaku, classify_pandangan, compute_lingkup
from iki_web.rules.realisasi import Isian, load_daftar

_KOLOM = (
    Realisasi.id,
    Realisasi.indikator_id,
    Realisasi.periode_id,
    Realisasi.status,
    Realisasi.versi,
    Realisasi.pembilang,
    Realisasi.penyebut,
    Realisasi.angka,
    Realisasi.daftar,
    Realisasi.nihil,
    Realisasi.alasan_nihil,
    Realisasi.keterangan,
    Realisasi.kendala,
    Realisasi.tindak_lanjut,
    Realisasi.terlibat,
    Realisasi.pengaju_id,
    Realisasi.diajukan,
    Realisasi.penyetuju_id,
    Realisasi.disetujui,
    Realisasi.diubah,
    Realisasi.nilai,
    Realisasi.target,
    Realisasi.capaian,
    Realisasi.predikat,
    Realisasi.beku,
)
#: A row that reads like one before is not put together again.
_MENTAH = tuple(map(to_mentah, _KOLOM))
_NAMA = tuple(satu.key for satu in _KOLOM)
_ENTRI = select(*_MENTAH, ISI_TERLIHAT.label("terlihat")).where(TERLIHAT)
#: One entry whose indicator the viewer may know; what he gets of it is decided by the pure rule.
_SATU = select(*_MENTAH).where(
    Realisasi.indikator_id == bindparam("indikator"), Realisasi.periode_id == bindparam("periode")
)

_SETAHUN = (
    _ENTRI.join(Periode, Periode.id == Realisasi.periode_id)
    .where(
        Periode.tahun == bindparam("tahun"),
        Realisasi.indikator_id.in_(bindparam("indikator", expanding=True)),
    )
    .order_by(Periode.mulai, Realisasi.indikator_id)
)

_LAIN = aliased(Bukti)
_BUKTI = (
    select(
        Bukti.realisasi_id,
        Bukti.sumber_id,
        Bukti.id,
        Bukti.nama,
        Bukti.jenis,
        Bukti.ukuran,
        Bukti.sha256,
        Bukti.diunggah,
        select(_LAIN.realisasi_id)
        .where(_LAIN.sha256 == Bukti.sha256, _LAIN.realisasi_id != Bukti.realisasi_id)
        .order_by(_LAIN.id)
        .limit(1)
        .scalar_subquery()
        .label("pernah"),
    )
    .where(Bukti.realisasi_id.in_(bindparam("realisasi", expanding=True)), Bukti.dilepas.is_(None))
    .order_by(Bukti.id)
)
_RUJUKAN = select(Rujukan.realisasi_id, Rujukan.sumber_id, Rujukan.rujukan, Rujukan.alasan).where(
    Rujukan.realisasi_id.in_(bindparam("realisasi", expanding=True))
)

_RIWAYAT = (
    select(
        Riwayat.realisasi_id,
        Riwayat.versi,
        Riwayat.aksi,
        Riwayat.status,
        Riwayat.pelaku,
        Riwayat.waktu,
        Riwayat.alasan,
        Riwayat.catatan,
        Riwayat.isi,
    )
    .where(Riwayat.realisasi_id.in_(bindparam("realisasi", expanding=True)))
    .order_by(Riwayat.versi)
)
_RIWAYAT_KEMBALI = _RIWAYAT.where(Riwayat.aksi.in_([Aksi.KEMBALIKAN, Aksi.BUKA_KEMBALI]))

#: What a viewer with the status only gets instead of the values.
_TERTUTUP: dict[str, Any] = {
    "isian": Isian(),
    "terlibat": frozenset(),
    "pengaju_id": None,
    "diajukan": None,
    "penyetuju_id": None,
    "disetujui": None,
    "nilai": None,
    "target": None,
    "capaian": None,
    "predikat": None,
    "beku_teks": None,
}


@lru_cache(maxsize=512)
def _build_baris(isi: tuple[Any, ...], terlihat: bool) -> BarisRealisasi:
    """Turn a row into what the viewer gets of it; the same row and right give the same, always."""
    b = SimpleNamespace(**dict(zip(_NAMA, isi, strict=True)))
    diubah = load_waktu(b.diubah)
    assert diubah is not None
    dasar = (b.id, b.indikator_id, b.periode_id, Status(b.status), b.versi, terlihat)
    if not terlihat:
        return BarisRealisasi(*dasar, diubah=diubah, **_TERTUTUP)
    isian = Isian(
        pembilang=load_angka(b.pembilang),
        penyebut=load_angka(b.penyebut),
        angka=load_angka(b.angka),
        daftar=load_daftar(b.daftar),
        nihil=bool(b.nihil),
        alasan_nihil=b.alasan_nihil,
        keterangan=b.keterangan,
        kendala=b.kendala,
        tindak_lanjut=b.tindak_lanjut,
    )
    return BarisRealisasi(
        *dasar,
        isian=isian,
        terlibat=frozenset(json.loads(b.terlibat)),
        pengaju_id=b.pengaju_id,
        diajukan=load_waktu(b.diajukan),
        penyetuju_id=b.penyetuju_id,
        disetujui=load_waktu(b.disetujui),
        diubah=diubah,
        nilai=load_angka(b.nilai),
        target=load_angka(b.target),
        capaian=load_angka(b.capaian),
        predikat=b.predikat,
        beku_teks=b.beku,
    )


def list_baris(
    pelaku: Pelaku, acuan: Acuan, indikator: Iterable[int], tahun: int
) -> tuple[BarisRealisasi, ...]:
    """Return the visible entries of some indicators in a year, in order of period."""
    isi: dict[str, Hashable] = {"indikator": tuple(indikator), "tahun": tahun}
    semua = read_terlihat(pelaku, acuan, _SETAHUN, isi).all()
    return tuple(_build_baris(b[:-1], bool(b.terlihat)) for b in semua)


def find_baris(
    pelaku: Pelaku, acuan: Acuan, indikator: BarisIndikator, periode: BarisPeriode
) -> BarisRealisasi | None:
    """Return one entry of an indicator the viewer may know, cut to what he may see of it."""
    b = read(_SATU, {"indikator": indikator.id, "periode": periode.id}).one_or_none()
    if b is None:
        return None
    jabatan = acuan.jabatan[indikator.jabatan_id]
    pandangan = classify_pandangan(
        compute_lingkup(pelaku), acuan.kantor.id, jabatan.id, jabatan.jalur, Status(b.status)
    )
    return _build_baris(tuple(b), pandangan is Pandangan.ISI)


def _ambil(pernyataan: Executable, realisasi: list[int]) -> Sequence[Any]:
    """Run a statement for some entries."""
    return read(pernyataan, {"realisasi": realisasi}).all()


class IsiBukti:
    """Files and references of entries already cut to the viewer: two statements for any number."""

    def __init__(self, realisasi: Sequence[BarisRealisasi]) -> None:
        ids = [baris.id for baris in realisasi if baris.terlihat]
        self.berkas: dict[tuple[int | None, int], list[BerkasBukti]] = {}
        self.rujukan: dict[tuple[int | None, int], tuple[str, str]] = {}
        if not ids:
            return
        for b in _ambil(_BUKTI, ids):
            pernah = "realisasi atau periode lain" if b.pernah else None
            self.berkas.setdefault((b.realisasi_id, b.sumber_id), []).append(
                BerkasBukti(b.id, b.nama, b.jenis, b.ukuran, b.sha256, b.diunggah, pernah)
            )
        for b in _ambil(_RUJUKAN, ids):
            self.rujukan[b.realisasi_id, b.sumber_id] = (b.rujukan, b.alasan)

    def list_slot(
        self, indikator: BarisIndikator, baris: BarisRealisasi | None
    ) -> tuple[Slot, ...]:
        """Return an indicator's slots with what is in them for one entry."""
        nomor = baris.id if baris else None
        return tuple(
            Slot(
                sumber.id,
                sumber.nomor,
                sumber.nama,
                tuple(self.berkas.get((nomor, sumber.id), ())),
                *self.rujukan.get((nomor, sumber.id), ("", "")),
            )
            for sumber in indikator.sumber
        )


def list_riwayat(
    realisasi: Sequence[BarisRealisasi], hanya_kembali: bool = False
) -> dict[int, tuple[Putaran, ...]]:
    """Return the history of entries already cut to the viewer, by entry id."""
    ids = [baris.id for baris in realisasi if baris.terlihat]
    hasil: dict[int, tuple[Putaran, ...]] = {}
    if not ids:
        return hasil
    pernyataan = _RIWAYAT_KEMBALI if hanya_kembali else _RIWAYAT
    for b in _ambil(pernyataan, ids):
        putaran = Putaran(
            b.versi, b.aksi, b.status, b.pelaku, b.waktu, b.alasan, b.catatan, json.loads(b.isi)
        )
        hasil[b.realisasi_id] = (*hasil.get(b.realisasi_id, ()), putaran)
    return hasil
