"""What an inspection bundle holds: the year's approved entries with their frozen evidence."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, select

from iki_web.extensions import read
from iki_web.models import Jejak, Lampiran, Realisasi, Riwayat
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, get_acuan
from iki_web.queries.bundel.isi import (
    BarisJejak,
    BuktiBundel,
    Bundel,
    EntriBundel,
    IndikatorBundel,
    JabatanBundel,
    RujukanBundel,
    Sah,
)
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter
from iki_web.queries.rekap import Rekap, RekapJabatan, TempatRekap, get_rekap
from iki_web.rules.alur import Status
from iki_web.rules.bundel import Penamaan, build_folder_indikator
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rekap import compute_kantor

__all__ = [
    "BarisJejak",
    "BuktiBundel",
    "Bundel",
    "EntriBundel",
    "IndikatorBundel",
    "JabatanBundel",
    "RujukanBundel",
    "Sah",
    "get_bundel",
    "list_jejak",
]

_SAH = (
    # The history line of the approval names the sizes and the paper references of that day.
    select(
        Realisasi.indikator_id,
        Realisasi.periode_id,
        Realisasi.disetujui,
        Realisasi.keterangan,
        Realisasi.beku,
        Riwayat.isi,
    )
    .join(Riwayat, and_(Riwayat.realisasi_id == Realisasi.id, Riwayat.versi == Realisasi.versi))
    .where(
        ISI_TERLIHAT,
        Realisasi.status == Status.DISETUJUI,
        Realisasi.indikator_id.in_(bindparam("indikator", expanding=True)),
        Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
    )
)
_LAMPIRAN = (
    select(Lampiran.jabatan_id)
    .where(Lampiran.keputusan_id == bindparam("keputusan_id"))
    .order_by(Lampiran.urutan)
)
_JEJAK = (
    select(
        Jejak.seq,
        Jejak.waktu,
        Jejak.pelaku,
        Jejak.aksi,
        Jejak.objek,
        Jejak.versi,
        Jejak.sebelum,
        Jejak.sesudah,
        Jejak.mac,
    )
    .where(
        Jejak.kantor_id == bindparam("kantor"),
        Jejak.objek.in_(bindparam("objek", expanding=True)),
    )
    .order_by(Jejak.seq)
)


def get_bundel(pelaku: Pelaku, tahun: int, jabatan: BarisJabatan | None = None) -> Bundel:
    """Return the bundle of a year that has periods (three statements).

    `jabatan`: only this position, which the viewer reads, and those below it.
    """
    acuan, nama = get_acuan(pelaku), Penamaan()
    nomor = _list_nomor(acuan, tahun)
    utuh = get_rekap(pelaku, tahun)
    semua = sorted(utuh.jabatan, key=lambda satu: nomor[satu.jabatan.id])
    rekap = _cut(replace(utuh, jabatan=tuple(semua)), jabatan)
    sah = _list_sah(pelaku, acuan, rekap) if rekap.jabatan else {}
    return Bundel(
        kantor=acuan.kantor.nama,
        kabupaten=acuan.kantor.kabupaten,
        rekap=rekap,
        pilih=jabatan,
        pilihan=tuple(satu.jabatan for satu in semua),
        jabatan=tuple(
            _build_jabatan(acuan, satu, nomor[satu.jabatan.id], sah, nama) for satu in rekap.jabatan
        ),
    )


def list_jejak(pelaku: Pelaku, bundel: Bundel) -> tuple[BarisJejak, ...]:
    """Return the lines of the trail about the approved entries of a viewer's bundle."""
    objek = [entri.objek for entri in bundel.entri if entri.sah is not None]
    if not objek:
        return ()
    semua: Iterable[Any] = read(_JEJAK, {"kantor": pelaku.kantor_id, "objek": objek})
    return tuple(BarisJejak(*b) for b in semua)


def _cut(rekap: Rekap, jabatan: BarisJabatan | None) -> Rekap:
    """Return the recap of a position and those below it, means and all."""
    if jabatan is None:
        return rekap
    isi = tuple(j for j in rekap.jabatan if j.jabatan.jalur.startswith(jabatan.jalur))
    return replace(
        rekap,
        jabatan=isi,
        kantor=tuple(compute_kantor([j.sel[n] for j in isi]) for n in range(len(rekap.kolom))),
        setahun=compute_kantor([j.setahun for j in isi]),
    )


def _list_nomor(acuan: Acuan, tahun: int) -> Mapping[int, int]:
    """Return the number of every position: its place among those of the annex with indicators."""
    keputusan = acuan.find_keputusan(tahun)
    edisi = keputusan.id if keputusan else 0
    ada = {i.jabatan_id for i in acuan.indikator.values() if i.keputusan_id == edisi}
    lampiran = read(_LAMPIRAN, {"keputusan_id": edisi}).scalars()
    urut = dict.fromkeys([*(nomor for nomor in lampiran if nomor in ada), *acuan.jabatan])
    return {jabatan: nomor for nomor, jabatan in enumerate(urut, start=1)}


def _list_sah(pelaku: Pelaku, acuan: Acuan, rekap: Rekap) -> dict[tuple[int, int], Any]:
    """Return the approved rows whose values the viewer reads, by indicator and period."""
    tempat = [t for j in rekap.jabatan for i in j.indikator for t in i.tempat]
    isi = list_parameter(pelaku, acuan) | {
        "indikator": sorted({t.indikator.id for t in tempat}),
        "periode": sorted({t.periode.id for t in tempat}),
    }
    return {(b.indikator_id, b.periode_id): b for b in read(_SAH, isi)}


def _build_jabatan(
    acuan: Acuan,
    rekap: RekapJabatan,
    nomor: int,
    sah: Mapping[tuple[int, int], Any],
    nama: Penamaan,
) -> JabatanBundel:
    urut = {i.id: ke for ke, i in enumerate(_list_sekeputusan(acuan, rekap), start=1)}
    hasil = []
    for satu in rekap.indikator:
        ke, indikator = urut[satu.indikator.id], satu.indikator
        folder = build_folder_indikator(nomor, rekap.jabatan.nama_singkat, ke, indikator.nama)
        entri = tuple(
            EntriBundel(t, _build_sah(t, sah.get((indikator.id, t.periode.id)), folder, nama))
            for t in satu.tempat
        )
        hasil.append(IndikatorBundel(f"{nomor}.{ke}", satu, entri))
    return JabatanBundel(nomor, rekap, tuple(hasil))


def _list_sekeputusan(acuan: Acuan, rekap: RekapJabatan) -> Iterable[BarisIndikator]:
    """Return all indicators of the position's sheet, ended ones too: each keeps its number."""
    edisi = rekap.indikator[0].indikator.keputusan_id
    return (
        i
        for i in acuan.indikator.values()
        if i.keputusan_id == edisi and i.jabatan_id == rekap.jabatan.id
    )


def _build_sah(tempat: TempatRekap, b: Any, folder: str, nama: Penamaan) -> Sah | None:
    if b is None:
        return None
    beku, isi = json.loads(b.beku), json.loads(b.isi)
    slot = {s["slot"]: nomor for nomor, s in reversed([*enumerate(isi["bukti"], start=1)])}
    ukuran = {f["sha256"]: f["ukuran"] for s in isi["bukti"] for f in s["berkas"]}
    folder = f"{folder}/{tempat.periode.kode.kode}"
    jabatan = beku["penyetuju_jabatan"]
    return Sah(
        indikator=beku["indikator"]["nama"],
        jabatan=beku["jabatan"],
        keputusan=beku["keputusan"],
        pengaju=beku["pengaju"],
        penyetuju=f"{beku['penyetuju']} ({jabatan})" if jabatan else beku["penyetuju"],
        disetujui=b.disetujui,
        keterangan=b.keterangan,
        bukti=tuple(_list_bukti(beku["bukti"], slot, ukuran, folder, nama)),
        rujukan=tuple(
            RujukanBundel(nomor, s["slot"], s["rujukan"], s["alasan"])
            for nomor, s in enumerate(isi["bukti"], start=1)
            if s["rujukan"] or s["alasan"]
        ),
    )


def _list_bukti(
    beku: Iterable[Mapping[str, str]],
    slot: Mapping[str, int],
    ukuran: Mapping[str, int],
    folder: str,
    nama: Penamaan,
) -> Iterator[BuktiBundel]:
    for satu in beku:
        nomor = slot.get(satu["slot"], 1)
        jalur = nama.take(folder, nomor, satu["nama"])
        sidik = satu["sha256"]
        yield BuktiBundel(jalur, nomor, satu["slot"], satu["nama"], sidik, ukuran.get(sidik, 0))
