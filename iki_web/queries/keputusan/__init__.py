"""Editions of the Keputusan as their sheets read; everyone of the office reads a fixed one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import Catatan, Indikator, Jabatan, Keputusan, Lampiran, StatusKeputusan
from iki_web.queries.acuan import BarisIndikator, get_acuan, list_indikator_edisi
from iki_web.queries.keputusan.isi import (
    BarisEdisi,
    BarisLampiran,
    CatatanDaftar,
    CatatanTampil,
    KelompokCatatan,
    Lembar,
    Naskah,
)
from iki_web.queries.keputusan.kelola import (
    find_edisi,
    get_edisi,
    list_dua,
    list_tahun_berisi,
)
from iki_web.queries.keputusan.susun import build_jabatan, build_naskah, build_sasaran
from iki_web.queries.keputusan.tersimpan import EdisiKelola, KunciIndikator
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keputusan import can_read_draf, format_nama
from iki_web.rules.keterlihatan import Pelaku

__all__ = [
    "BarisEdisi",
    "EdisiKelola",
    "KunciIndikator",
    "find_edisi",
    "get_edisi",
    "get_keputusan",
    "get_lampiran",
    "list_berlaku",
    "list_catatan",
    "list_dua",
    "list_keputusan",
    "list_tahun_berisi",
]

_EDISI = (
    select(
        Keputusan.id,
        Keputusan.kode,
        Keputusan.nomor,
        Keputusan.tentang,
        Keputusan.tanggal,
        Keputusan.berlaku_mulai,
        Keputusan.status,
    )
    .where(Keputusan.id.in_(bindparam("terlihat", expanding=True)))
    .order_by(Keputusan.berlaku_mulai.desc(), Keputusan.id.desc())
)
_NASKAH = _EDISI.add_columns(Keputusan.naskah, Keputusan.dasar_id)
_LAMPIRAN = (
    select(
        Lampiran.jabatan_id,
        Jabatan.kode,
        Jabatan.nama_singkat,
        Lampiran.nama,
        Lampiran.nama_asli,
        Lampiran.tugas,
        Lampiran.fungsi,
    )
    .join(Jabatan, Jabatan.id == Lampiran.jabatan_id)
    .where(Lampiran.keputusan_id == bindparam("keputusan_id"))
    .order_by(Lampiran.urutan)
)
_INDIKATOR = (
    select(Indikator.id, Indikator.kali_100, Indikator.alasan, Indikator.teks_asli)
    .where(
        Indikator.keputusan_id == bindparam("keputusan_id"),
        Indikator.jabatan_id == bindparam("jabatan_id"),
    )
    .order_by(Indikator.urutan)
)
_CATATAN = (
    select(
        (Catatan.urutan + 1).label("nomor"),
        Catatan.kelompok,
        Catatan.di,
        Catatan.kolom,
        Catatan.kutipan,
        Catatan.isi,
    )
    .where(Catatan.keputusan_id == bindparam("keputusan_id"))
    .order_by(Catatan.urutan)
)
_CATATAN_DI = _CATATAN.where(Catatan.di.in_(bindparam("di", expanding=True)))


def list_keputusan(pelaku: Pelaku) -> tuple[BarisEdisi, ...]:
    """Return the editions of the viewer's office, newest first; drafts as `can_read_draf` says."""
    hasil = db.session.execute(_EDISI, {"terlihat": _list_terlihat(pelaku)}).all()
    return tuple(BarisEdisi(*b) for b in hasil)


def list_berlaku(pelaku: Pelaku) -> dict[int, tuple[int, ...]]:
    """Return per edition the years it serves, of those that have periods and this one."""
    acuan = get_acuan(pelaku)
    hasil: dict[int, tuple[int, ...]] = {}
    for tahun in sorted({*acuan.list_tahun(), jam.today().year}):
        edisi = acuan.find_keputusan(tahun)
        if edisi is not None:
            hasil[edisi.id] = (*hasil.get(edisi.id, ()), tahun)
    return hasil


def get_keputusan(pelaku: Pelaku, keputusan_id: int) -> Naskah:
    """Return the sheet of an edition. Raises TidakTerlihat for one of another office."""
    _check_terlihat(pelaku, keputusan_id)
    *edisi, naskah, dasar = db.session.execute(_NASKAH, {"terlihat": [keputusan_id]}).one()
    acuan, isi = get_acuan(pelaku), list_indikator_edisi(pelaku, keputusan_id)
    lampiran = _build_daftar(_ambil(_LAMPIRAN, keputusan_id), isi)
    hasil = build_naskah(BarisEdisi(*edisi), naskah, _list_catatan(keputusan_id), lampiran)
    tahun = jam.today().year
    berlaku = acuan.find_keputusan(tahun)
    dipakai = berlaku is not None and berlaku.id == keputusan_id
    return replace(hasil, dipakai_tahun=tahun if dipakai else None, berdasar=dasar is not None)


def get_lampiran(pelaku: Pelaku, keputusan_id: int, kode: str) -> Lembar:
    """Return a position's annex. Raises TidakTerlihat where this edition has none."""
    _check_terlihat(pelaku, keputusan_id)
    acuan = get_acuan(pelaku)
    edisi = next(k for k in acuan.keputusan if k.id == keputusan_id)
    semua = _ambil(_LAMPIRAN, keputusan_id)
    urutan = next((n for n, b in enumerate(semua) if b.kode == kode), None)
    if urutan is None:
        raise TidakTerlihat
    baris = semua[urutan]
    isi = list_indikator_edisi(pelaku, keputusan_id)
    daftar = _build_daftar(semua, isi)
    indikator = _ambil(_INDIKATOR, keputusan_id, jabatan_id=baris.jabatan_id)
    catatan = _list_catatan(keputusan_id, [kode, *(isi[b.id].kode for b in indikator)])
    nama, tugas, fungsi = build_jabatan(baris, tuple(c for c in catatan if c.di == kode))
    return Lembar(
        edisi_id=keputusan_id,
        edisi_nama=format_nama(edisi.nomor, edisi.kode),
        draf=edisi.status is StatusKeputusan.DRAF,
        baris=daftar[urutan],
        banyak=len(daftar),
        sebelum=daftar[urutan - 1] if urutan else None,
        sesudah=daftar[urutan + 1] if urutan + 1 < len(daftar) else None,
        nama=nama,
        tugas=tugas,
        fungsi=fungsi,
        sasaran=build_sasaran(indikator, isi, acuan, catatan),
        banyak_catatan=len(catatan),
    )


def list_catatan(pelaku: Pelaku, keputusan_id: int) -> tuple[KelompokCatatan, ...]:
    """Return all remarks of an edition by group, each with the place it speaks of."""
    _check_terlihat(pelaku, keputusan_id)
    acuan = get_acuan(pelaku)
    jabatan = {b.kode: (b.kode, b.nama_singkat) for b in _ambil(_LAMPIRAN, keputusan_id)}
    nomor: dict[int, int] = {}
    for indikator in list_indikator_edisi(pelaku, keputusan_id).values():
        nomor[indikator.jabatan_id] = nomor.get(indikator.jabatan_id, 0) + 1
        pemilik = acuan.jabatan[indikator.jabatan_id]
        jabatan[indikator.kode] = (
            pemilik.kode,
            f"{pemilik.nama_singkat}, indikator {nomor[indikator.jabatan_id]}",
        )
    urut = sorted(_list_catatan(keputusan_id), key=lambda c: (c.kelompok, c.nomor))
    return tuple(
        KelompokCatatan(
            kelompok,
            tuple(CatatanDaftar(c, *jabatan.get(c.di, (None, "Lembar keputusan"))) for c in isi),
        )
        for kelompok, isi in groupby(urut, key=lambda c: c.kelompok)
    )


def _list_terlihat(pelaku: Pelaku) -> list[int]:
    return [
        k.id
        for k in get_acuan(pelaku).keputusan
        if k.status is not StatusKeputusan.DRAF or can_read_draf(pelaku)
    ]


def _check_terlihat(pelaku: Pelaku, keputusan_id: int) -> None:
    if keputusan_id not in _list_terlihat(pelaku):
        raise TidakTerlihat


def _ambil(pernyataan: Executable, keputusan_id: int, **lain: Any) -> Sequence[Any]:
    return db.session.execute(pernyataan, {"keputusan_id": keputusan_id, **lain}).all()


def _list_catatan(keputusan_id: int, di: list[str] | None = None) -> tuple[CatatanTampil, ...]:
    """Return the remarks of an edition, or only those at the codes `di`."""
    hasil = (
        _ambil(_CATATAN, keputusan_id) if di is None else _ambil(_CATATAN_DI, keputusan_id, di=di)
    )
    return tuple(CatatanTampil(*b) for b in hasil)


def _build_daftar(
    baris: Sequence[Any], isi: Mapping[int, BarisIndikator]
) -> tuple[BarisLampiran, ...]:
    """Return the table of contents."""
    punya = [i.jabatan_id for i in isi.values()]
    return tuple(
        BarisLampiran(nomor, b.kode, b.nama, b.nama_singkat, punya.count(b.jabatan_id))
        for nomor, b in enumerate(baris, start=1)
    )
