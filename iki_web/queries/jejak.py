"""The trail as it is read: searched, newest first, each line cut to what the viewer may see."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from iki_web.extensions import read
from iki_web.models import Jejak, Periode, Realisasi, StatusKeputusan
from iki_web.queries.acuan import Acuan, get_acuan
from iki_web.queries.keterlihatan import TERLIHAT, list_parameter
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.jejak import format_kode
from iki_web.rules.jejak.kalimat import format_aksi, list_beda
from iki_web.rules.jejak.saring import (
    DICARI,
    TOLAK,
    Saringan,
    can_read_isi,
    can_read_jejak,
    is_entri,
    is_terbuka,
)
from iki_web.rules.keputusan import can_read_draf
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup
from iki_web.rules.periode import WIB
from iki_web.rules.teks import format_sebutan

SEHALAMAN = 50
_KOLOM = (
    *(Jejak.seq, Jejak.waktu, Jejak.pelaku, Jejak.aksi, Jejak.objek, Jejak.versi),
    *(Jejak.sebelum, Jejak.sesudah, Jejak.alamat, Jejak.mac),
)
_SEMUA = select(*_KOLOM).order_by(Jejak.seq.desc())
_TERLIHAT = (
    select(Realisasi.indikator_id, Periode.kode)
    .join(Periode, Periode.id == Realisasi.periode_id)
    .where(TERLIHAT, Realisasi.indikator_id.in_(bindparam("indikator", expanding=True)))
)
_ENTRI = Jejak.aksi.startswith("realisasi.", autoescape=True)


@dataclass(frozen=True, slots=True)
class BarisJejak:
    """One line for a viewer; `tertutup`: it changed values that are not his to see."""

    seq: int
    waktu: datetime
    pelaku: str
    aksi: str
    kalimat: str
    objek: str
    sebutan: str
    tujuan: tuple[str, dict[str, Any]] | None
    beda: tuple[tuple[str, str, str], ...]
    tertutup: bool
    alamat: str
    kode: str
    ditolak: bool


@dataclass(frozen=True, slots=True)
class HalamanJejak:
    """Some lines, newest first; `lanjut`: the number below which older ones follow, 0 for none."""

    baris: tuple[BarisJejak, ...]
    lanjut: int


def list_jejak(
    pelaku: Pelaku, saringan: Saringan, sebelum: int = 0, paling: int = SEHALAMAN
) -> HalamanJejak:
    """Return the newest lines below `sebelum` (0: from the end); raises TidakBerwenang."""
    if not can_read_jejak(pelaku):
        raise TidakBerwenang("Jejak hanya untuk Camat, pemeriksa, dan pengelola.")
    syarat = [*_list_syarat(pelaku, saringan)]
    if sebelum:
        syarat.append(Jejak.seq < sebelum)
    acuan = get_acuan(pelaku)
    semua = read(_SEMUA.where(*syarat).limit(paling + 1), {}).all()
    buka = _list_terlihat(pelaku, acuan, [satu.objek for satu in semua[:paling]])
    baris = tuple(_build(pelaku, acuan, satu, buka) for satu in semua[:paling])
    return HalamanJejak(baris, baris[-1].seq if len(semua) > paling else 0)


def _list_syarat(pelaku: Pelaku, saringan: Saringan) -> Iterator[ColumnElement[bool]]:
    # A refused sign-in belongs to no office: nobody is known yet.
    yield or_(Jejak.kantor_id == pelaku.kantor_id, Jejak.kantor_id.is_(None))
    if saringan.aksi:
        yield Jejak.aksi.in_([satu.value for satu in saringan.aksi])
    if saringan.siapa:
        yield Jejak.pelaku.icontains(saringan.siapa, autoescape=True)
    if saringan.objek:
        yield Jejak.objek.icontains(saringan.objek, autoescape=True)
    if saringan.dari:
        yield Jejak.waktu >= datetime.combine(saringan.dari, time(), WIB)
    if saringan.sampai:
        yield Jejak.waktu < datetime.combine(saringan.sampai + timedelta(days=1), time(), WIB)
    if saringan.cari:
        yield _build_cari(pelaku, saringan.cari)


def _build_cari(pelaku: Pelaku, kata: str) -> ColumnElement[bool]:
    """Return where a word is looked for: never in what the line would not show this viewer."""

    def ada(kolom: Any) -> ColumnElement[bool]:
        hasil: ColumnElement[bool] = kolom.icontains(kata, autoescape=True)
        return hasil

    isi = and_(~_ENTRI, or_(ada(Jejak.sebelum), ada(Jejak.sesudah)))
    if can_read_isi(pelaku):
        isi = or_(isi, and_(Jejak.aksi.in_([p.value for p in DICARI]), ada(Jejak.sesudah)))
    return or_(ada(Jejak.pelaku), ada(Jejak.objek), ada(Jejak.alamat), isi)


def _list_terlihat(pelaku: Pelaku, acuan: Acuan, objek: Iterable[str]) -> set[str]:
    """Return which of these entries the viewer may open as they are now (one statement)."""
    nomor = {n for satu in objek if (n := _parse_entri(satu)) in acuan.indikator}
    if not nomor:
        return set()
    isi = list_parameter(pelaku, acuan) | {"indikator": sorted(nomor)}
    return {f"realisasi:{b.indikator_id}/{b.kode}" for b in read(_TERLIHAT, isi)}


def _parse_entri(objek: str) -> int:
    """Return the indicator of an entry's line, 0 for any other."""
    jenis, _, sisa = objek.partition(":")
    nomor = sisa.partition("/")[0] if jenis == "realisasi" else ""
    return int(nomor) if nomor.isascii() and nomor.isdigit() else 0


def _build(pelaku: Pelaku, acuan: Acuan, b: Any, buka: set[str]) -> BarisJejak:
    kalimat = format_aksi(b.aksi)
    sebutan, tujuan, jabatan_id = _find_objek(pelaku, acuan, b.objek, kalimat)
    if is_entri(b.aksi) and b.objek not in buka:
        tujuan = None
    milik = jabatan_id in compute_lingkup(pelaku).milik
    sisi = [_buka(pelaku, b.aksi, teks, milik) for teks in (b.sebelum, b.sesudah)]
    return BarisJejak(
        seq=b.seq,
        waktu=b.waktu,
        pelaku=b.pelaku or "Tanpa nama",
        aksi=b.aksi,
        kalimat=kalimat,
        objek=b.objek,
        sebutan=sebutan,
        tujuan=tujuan,
        beda=tuple(list_beda(*(satu or "null" for satu in sisi))),
        tertutup=None in sisi,
        alamat=b.alamat,
        kode=format_kode(b.seq, b.mac),
        ditolak=b.aksi in TOLAK,
    )


def _buka(pelaku: Pelaku, aksi: str, teks: str, milik: bool) -> str | None:
    """Return one side of a line, None where its values are not the viewer's to see."""
    if not is_entri(aksi) or teks in ("{}", "null"):
        return teks
    if not milik and not can_read_isi(pelaku):
        return None
    return teks if is_terbuka(aksi, json.loads(teks).get("status"), milik) else None


def _find_objek(
    pelaku: Pelaku, acuan: Acuan, objek: str, kalimat: str
) -> tuple[str, tuple[str, dict[str, Any]] | None, int | None]:
    """Return what a line is about in words, where that is, and whose position it is.

    What the sentence has said is not said again: "membuka periode", then the period's code.
    """
    jenis, _, sisa = objek.partition(":")
    if jenis == "realisasi":
        return _find_entri(acuan, sisa)
    if jenis in ("akun", "pegawai") and sisa:
        orang = next((p for p in acuan.pegawai.values() if p.nama_pengguna == sisa), None)
        if orang is not None:
            tujuan = ("kelola.show_pegawai", {"pegawai_id": orang.id})
            return f"{orang.nama} ({sisa})", tujuan if pelaku.pengelola else None, None
    if jenis == "jabatan":
        jabatan = next((j for j in acuan.jabatan.values() if j.kode == sisa), None)
        if jabatan is not None:
            tujuan = ("kelola.show_jabatan", {"jabatan_id": jabatan.id})
            return jabatan.nama, tujuan if pelaku.pengelola else None, None
    if jenis == "keputusan":
        edisi = next((k for k in acuan.keputusan if k.kode == sisa), None)
        if edisi is not None:
            tujuan = ("keputusan.show", {"keputusan_id": edisi.id})
            boleh = edisi.status is not StatusKeputusan.DRAF or can_read_draf(pelaku)
            return f"edisi {sisa}", tujuan if boleh else None, None
    return sisa if jenis in kalimat.split() else f"{jenis} {sisa}".rstrip(), None, None


def _find_entri(
    acuan: Acuan, sisa: str
) -> tuple[str, tuple[str, dict[str, Any]] | None, int | None]:
    kode = sisa.partition("/")[2]
    indikator = acuan.indikator.get(_parse_entri(f"realisasi:{sisa}"))
    if indikator is None or kode not in acuan.periode:
        return f"realisasi {sisa}", None, None
    jabatan = acuan.jabatan[indikator.jabatan_id]
    tujuan = ("realisasi.show", {"indikator_id": indikator.id, "kode": kode})
    nama = acuan.periode[kode].kode.nama
    return f"{format_sebutan(indikator.nama)} · {jabatan.nama_singkat} · {nama}", tujuan, jabatan.id
