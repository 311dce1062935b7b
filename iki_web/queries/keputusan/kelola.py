"""Reads whole editions, drafts too, as the pengelola edits and the head fixes them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select

from iki_web.extensions import db, jam
from iki_web.models import (
    Catatan,
    Dokumen,
    Indikator,
    Jabatan,
    Keputusan,
    Lampiran,
    Periode,
    Realisasi,
    StatusKeputusan,
    SumberData,
)
from iki_web.queries.acuan import get_acuan
from iki_web.queries.keputusan.tersimpan import EdisiKelola, KunciIndikator
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keputusan import (
    ButirDokumen,
    ButirIndikator,
    CatatanNaskah,
    Edisi,
    LembarJabatan,
    can_read_draf,
    parse_fungsi,
    parse_naskah,
)
from iki_web.rules.keterlihatan import Pelaku

_EDISI_ID: BindParameter[int] = bindparam("edisi", expanding=True)
_SK = select(Keputusan).where(
    Keputusan.kantor_id == bindparam("kantor_id"), Keputusan.id.in_(_EDISI_ID)
)
_LEMBAR = (
    select(
        Jabatan.id,
        Jabatan.kode,
        Jabatan.nama,
        Jabatan.nama_singkat,
        Jabatan.atasan_id,
        Jabatan.aktif,
        Lampiran.id.label("lampiran_id"),
        Lampiran.keputusan_id,
        Lampiran.nama.label("nama_lampiran"),
        Lampiran.nama_asli,
        Lampiran.tugas,
        Lampiran.fungsi,
        Lampiran.versi,
    )
    .outerjoin(
        Lampiran, and_(Lampiran.jabatan_id == Jabatan.id, Lampiran.keputusan_id.in_(_EDISI_ID))
    )
    .where(Jabatan.kantor_id == bindparam("kantor_id"))
    .order_by(Lampiran.urutan, Jabatan.urutan, Jabatan.id)
)
_INDIKATOR = (
    select(*Indikator.__table__.columns)
    .where(Indikator.keputusan_id.in_(_EDISI_ID))
    .order_by(Indikator.jabatan_id, Indikator.urutan, Indikator.id)
)
_SUMBER = (
    select(SumberData.indikator_id, SumberData.nama)
    .join(Indikator, Indikator.id == SumberData.indikator_id)
    .where(Indikator.keputusan_id.in_(_EDISI_ID))
    .order_by(SumberData.indikator_id, SumberData.urutan)
)
_DOKUMEN = (
    select(Dokumen.indikator_id, Dokumen.nama, Dokumen.setahun)
    .join(Indikator, Indikator.id == Dokumen.indikator_id)
    .where(Indikator.keputusan_id.in_(_EDISI_ID))
    .order_by(Dokumen.indikator_id, Dokumen.urutan)
)
_CATATAN = (
    select(
        Catatan.keputusan_id,
        Catatan.kelompok,
        Catatan.di,
        Catatan.kolom,
        Catatan.kutipan,
        Catatan.isi,
    )
    .where(Catatan.keputusan_id.in_(_EDISI_ID))
    .order_by(Catatan.urutan)
)
#: Per edition and year: how many entries stand on its indicators.
_BERISI = (
    select(Indikator.keputusan_id, Periode.tahun, func.count())
    .join(Realisasi, Realisasi.indikator_id == Indikator.id)
    .join(Periode, Periode.id == Realisasi.periode_id)
    .where(Periode.kantor_id == bindparam("kantor_id"))
    .group_by(Indikator.keputusan_id, Periode.tahun)
)


def find_edisi(pelaku: Pelaku, keputusan_id: int) -> EdisiKelola:
    """Return a whole edition as stored now; raises TidakTerlihat for an unseen one."""
    return _list_edisi(pelaku, [keputusan_id])[0]


def get_edisi(pelaku: Pelaku, keputusan_id: int) -> Edisi:
    """Return a whole edition, draft or fixed, as plain data; raises TidakTerlihat if unseen."""
    return find_edisi(pelaku, keputusan_id).edisi


def list_dua(pelaku: Pelaku, keputusan_id: int) -> tuple[EdisiKelola, EdisiKelola | None]:
    """Return an edition and the one it is held against, in six statements.

    That is the one it began as a copy of, else the one in force this year.
    """
    keputusan = find_dasar(pelaku, keputusan_id)
    semua = _list_edisi(pelaku, [keputusan_id, *([keputusan] if keputusan else [])])
    return semua[0], semua[1] if len(semua) > 1 else None


def find_dasar(pelaku: Pelaku, keputusan_id: int) -> int | None:
    """Return the id of the edition a draft is compared with, or nothing."""
    dasar = select(Keputusan.dasar_id).where(Keputusan.id == keputusan_id)
    ada = db.session.execute(dasar).scalar_one_or_none()
    berlaku = get_acuan(pelaku).find_keputusan(jam.today().year)
    lain = ada or (berlaku.id if berlaku else None)
    return lain if lain != keputusan_id else None


def list_tahun_berisi(pelaku: Pelaku) -> dict[int, dict[int, int]]:
    """Return per edition the years with entries and how many: a count that says no more."""
    hasil: dict[int, dict[int, int]] = {}
    for nomor, tahun, banyak in db.session.execute(_BERISI, {"kantor_id": pelaku.kantor_id}):
        hasil.setdefault(nomor, {})[tahun] = banyak
    return hasil


def _list_edisi(pelaku: Pelaku, nomor: Sequence[int]) -> list[EdisiKelola]:
    """Return editions in the order of `nomor`, in six statements whatever their number."""
    isi = {"edisi": list(nomor), "kantor_id": pelaku.kantor_id}
    sk = {k.id: k for k in db.session.execute(_SK, isi).scalars()}
    boleh = can_read_draf(pelaku)
    if any(n not in sk or (sk[n].status is StatusKeputusan.DRAF and not boleh) for n in nomor):
        raise TidakTerlihat
    penyusun = _Penyusun(*(db.session.execute(s, isi).all() for s in _RINCI))
    return [penyusun.build(sk[n]) for n in nomor]


_RINCI = (_LEMBAR, _INDIKATOR, _SUMBER, _DOKUMEN, _CATATAN)
_TAMBAHAN = {"alasan", "teks_asli", "dokumen", "sumber_data", "induk"}
_KOLOM = [f.name for f in fields(ButirIndikator) if f.name not in _TAMBAHAN]


class _Penyusun:
    """Puts the rows of one or two editions together."""

    def __init__(
        self,
        lembar: Iterable[Any],
        indikator: Iterable[Any],
        sumber: Iterable[Any],
        dokumen: Iterable[Any],
        catatan: Iterable[Any],
    ) -> None:
        self.lembar, self.indikator, self.catatan = list(lembar), list(indikator), list(catatan)
        self.kode_jabatan = {b.id: b.kode for b in self.lembar}
        self.kode = {b.id: b.kode for b in self.indikator}
        self.sumber: dict[int, list[str]] = {}
        for b in sumber:
            self.sumber.setdefault(b.indikator_id, []).append(b.nama)
        self.dokumen: dict[int, list[tuple[str, int | None]]] = {}
        for b in dokumen:
            self.dokumen.setdefault(b.indikator_id, []).append((b.nama, b.setahun))

    def build(self, sk: Keputusan) -> EdisiKelola:
        """Return one edition."""
        naskah = json.loads(sk.naskah)
        sendiri = [b for b in self.indikator if b.keputusan_id == sk.id]
        punya = {b.id for b in self.lembar if b.keputusan_id == sk.id}
        lembar = {b.id: b for b in self.lembar if b.id not in punya}
        lampiran = [b for b in self.lembar if b.keputusan_id == sk.id]
        edisi = Edisi(
            kode=sk.kode,
            nomor=sk.nomor,
            tentang=sk.tentang,
            tanggal=sk.tanggal,
            berlaku_mulai=sk.berlaku_mulai,
            jabatan=(
                *(self._jabatan(b) for b in lembar.values()),
                *(self._lembar(b, sendiri) for b in lampiran),
            ),
            catatan=tuple(CatatanNaskah(*b[1:]) for b in self.catatan if b.keputusan_id == sk.id),
            **parse_naskah(naskah),
        )
        return EdisiKelola(
            *(sk.id, sk.status, sk.versi, sk.dasar_id, sk.alasan_temuan),
            pencabutan=naskah.get("pencabutan", {}),
            edisi=edisi,
            jabatan={kode: nomor for nomor, kode in self.kode_jabatan.items()},
            nonaktif=frozenset(b.kode for b in self.lembar if not b.aktif),
            lampiran={b.kode: (b.lampiran_id, b.versi) for b in lampiran},
            indikator={b.kode: self._kunci(b) for b in sendiri},
        )

    def _jabatan(self, b: Any) -> LembarJabatan:
        atasan = self.kode_jabatan.get(b.atasan_id)
        return LembarJabatan(b.kode, b.nama, b.nama_singkat, atasan)

    def _lembar(self, b: Any, indikator: list[Any]) -> LembarJabatan:
        return LembarJabatan(
            kode=b.kode,
            nama=b.nama,
            nama_singkat=b.nama_singkat,
            atasan=self.kode_jabatan.get(b.atasan_id),
            nama_lampiran=b.nama_lampiran,
            nama_asli=b.nama_asli,
            tugas=b.tugas,
            fungsi=parse_fungsi(json.loads(b.fungsi)),
            indikator=tuple(self._butir(i) for i in indikator if i.jabatan_id == b.id),
        )

    def _kunci(self, b: Any) -> KunciIndikator:
        return KunciIndikator(
            b.id,
            b.versi,
            self.kode_jabatan[b.jabatan_id],
            b.asal_id,
            b.berakhir,
            b.alasan_berakhir,
        )

    def _butir(self, b: Any) -> ButirIndikator:
        asli = json.loads(b.teks_asli)
        dokumen = self.dokumen.get(b.id, [])
        asli_dokumen = asli.pop("dokumen", None) or [None] * len(dokumen)
        if "sumber_data" in asli:
            asli["sumber_data"] = tuple(asli["sumber_data"])
        return ButirIndikator(
            **{nama: getattr(b, nama) for nama in _KOLOM},
            alasan=json.loads(b.alasan),
            dokumen=tuple(
                ButirDokumen(nama, setahun, teks)
                for (nama, setahun), teks in zip(dokumen, asli_dokumen, strict=True)
            ),
            sumber_data=tuple(self.sumber.get(b.id, ())),
            induk=self.kode.get(b.induk_id),
            teks_asli=asli,
        )
