"""A whole edition out of the database as plain data, drafts too, in few statements."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, select

from iki_web.extensions import db
from iki_web.models import (
    Catatan,
    Dokumen,
    Indikator,
    Keputusan,
    Lampiran,
    StatusKeputusan,
    SumberData,
)
from iki_web.queries.acuan import Acuan, get_acuan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keputusan import (
    ButirDokumen,
    ButirIndikator,
    CatatanNaskah,
    Edisi,
    LembarJabatan,
    parse_fungsi,
    parse_naskah,
)
from iki_web.rules.keterlihatan import Pelaku

_ID: BindParameter[int] = bindparam("keputusan_id")
_KEPUTUSAN = select(Keputusan).where(Keputusan.id == _ID)
_LAMPIRAN = select(
    Lampiran.jabatan_id, Lampiran.nama, Lampiran.nama_asli, Lampiran.tugas, Lampiran.fungsi
).where(Lampiran.keputusan_id == _ID)
_INDIKATOR = (
    select(Indikator)
    .where(Indikator.keputusan_id == _ID)
    .order_by(Indikator.jabatan_id, Indikator.urutan)
)
_SUMBER = (
    select(SumberData.indikator_id, SumberData.nama)
    .join(Indikator, Indikator.id == SumberData.indikator_id)
    .where(Indikator.keputusan_id == _ID)
    .order_by(SumberData.indikator_id, SumberData.urutan)
)
_DOKUMEN = (
    select(Dokumen.indikator_id, Dokumen.nama, Dokumen.setahun)
    .join(Indikator, Indikator.id == Dokumen.indikator_id)
    .where(Indikator.keputusan_id == _ID)
    .order_by(Dokumen.indikator_id, Dokumen.urutan)
)
_CATATAN = (
    select(Catatan.kelompok, Catatan.di, Catatan.kolom, Catatan.kutipan, Catatan.isi)
    .where(Catatan.keputusan_id == _ID)
    .order_by(Catatan.urutan)
)


def get_naskah(pelaku: Pelaku, keputusan_id: int) -> Edisi:
    """Return an edition of the viewer's office; raises TidakTerlihat for others' drafts."""
    acuan = get_acuan(pelaku)
    keputusan = next((k for k in acuan.keputusan if k.id == keputusan_id), None)
    if keputusan is None or (keputusan.status is StatusKeputusan.DRAF and not pelaku.pengelola):
        raise TidakTerlihat
    (kepala,) = _ambil(_KEPUTUSAN, keputusan_id)
    kepala = kepala[0]
    return Edisi(
        kode=kepala.kode,
        nomor=kepala.nomor,
        tentang=kepala.tentang,
        tanggal=kepala.tanggal,
        berlaku_mulai=kepala.berlaku_mulai,
        jabatan=_list_lembar(acuan, keputusan_id),
        catatan=tuple(CatatanNaskah(*b) for b in _ambil(_CATATAN, keputusan_id)),
        **parse_naskah(json.loads(kepala.naskah)),
    )


def _ambil(pernyataan: Executable, keputusan_id: int) -> Sequence[Any]:
    return db.session.execute(pernyataan, {"keputusan_id": keputusan_id}).all()


def _list_lembar(acuan: Acuan, keputusan_id: int) -> tuple[LembarJabatan, ...]:
    """Return the positions in the order of the tree, each with its sheet where it has one."""
    lampiran = {b.jabatan_id: b for b in _ambil(_LAMPIRAN, keputusan_id)}
    indikator = _list_indikator(keputusan_id)
    hasil = []
    for jabatan in acuan.jabatan.values():
        lembar = lampiran.get(jabatan.id)
        atasan = acuan.jabatan.get(jabatan.atasan_id or 0)
        hasil.append(
            LembarJabatan(
                kode=jabatan.kode,
                nama=jabatan.nama,
                nama_singkat=jabatan.nama_singkat,
                atasan=atasan.kode if atasan else None,
                nama_lampiran=lembar.nama if lembar else None,
                nama_asli=lembar.nama_asli if lembar else None,
                tugas=lembar.tugas if lembar else "",
                fungsi=parse_fungsi(json.loads(lembar.fungsi)) if lembar else (),
                indikator=tuple(indikator.get(jabatan.id, ())),
            )
        )
    return tuple(hasil)


def _list_indikator(keputusan_id: int) -> dict[int, list[ButirIndikator]]:
    """Return the indicators of each position in the order of the annex."""
    sumber: dict[int, list[str]] = {}
    for nomor, nama in _ambil(_SUMBER, keputusan_id):
        sumber.setdefault(nomor, []).append(nama)
    dokumen: dict[int, list[tuple[str, int | None]]] = {}
    for nomor, nama, setahun in _ambil(_DOKUMEN, keputusan_id):
        dokumen.setdefault(nomor, []).append((nama, setahun))
    semua = [b[0] for b in _ambil(_INDIKATOR, keputusan_id)]
    kode = {baris.id: baris.kode for baris in semua}
    hasil: dict[int, list[ButirIndikator]] = {}
    for baris in semua:
        butir = _build_indikator(baris, sumber.get(baris.id, []), dokumen.get(baris.id, []), kode)
        hasil.setdefault(baris.jabatan_id, []).append(butir)
    return hasil


def _build_indikator(
    baris: Indikator,
    sumber: Sequence[str],
    dokumen: Sequence[tuple[str, int | None]],
    kode: Mapping[int, str],
) -> ButirIndikator:
    asli = json.loads(baris.teks_asli)
    asli_dokumen = asli.pop("dokumen", None) or [None] * len(dokumen)
    if "sumber_data" in asli:
        asli["sumber_data"] = tuple(asli["sumber_data"])
    return ButirIndikator(
        kode=baris.kode,
        sasaran=baris.sasaran,
        nama=baris.nama,
        jenis_rumus=baris.jenis_rumus,
        pembilang=baris.pembilang,
        penyebut=baris.penyebut,
        kali_100=baris.kali_100,
        satuan=baris.satuan,
        arah=baris.arah,
        rumus_turun=baris.rumus_turun,
        cara_hitung=baris.cara_hitung,
        frekuensi=baris.frekuensi,
        alasan=json.loads(baris.alasan),
        contoh=baris.contoh,
        dokumen=tuple(
            ButirDokumen(nama, setahun, tulis)
            for (nama, setahun), tulis in zip(dokumen, asli_dokumen, strict=False)
        ),
        sumber_data=tuple(sumber),
        induk=kode.get(baris.induk_id or 0),
        teks_asli=asli,
    )
