"""The trail as it is read: searched, newest first, each line cut to what the viewer may see."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from iki_web.extensions import read
from iki_web.models import Jejak, Periode, Realisasi
from iki_web.queries.acuan import Acuan, get_acuan
from iki_web.queries.jejak.tentang import Tujuan, find_tentang, name_isi, parse_entri
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
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup
from iki_web.rules.periode import WIB

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
    tujuan: Tujuan | None
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
    nomor = {n for satu in objek if (n := parse_entri(satu)) in acuan.indikator}
    if not nomor:
        return set()
    isi = list_parameter(pelaku, acuan) | {"indikator": sorted(nomor)}
    return {f"realisasi:{b.indikator_id}/{b.kode}" for b in read(_TERLIHAT, isi)}


def _build(pelaku: Pelaku, acuan: Acuan, b: Any, buka: set[str]) -> BarisJejak:
    kalimat = format_aksi(b.aksi)
    sebutan, tujuan, jabatan_id = find_tentang(pelaku, acuan, b, kalimat)
    if is_entri(b.aksi) and b.objek not in buka:
        tujuan = None
    milik = jabatan_id in compute_lingkup(pelaku).milik
    sisi = [_buka(pelaku, b.aksi, teks, milik) for teks in (b.sebelum, b.sesudah)]
    awal, akhir = (satu or "null" for satu in sisi)
    return BarisJejak(
        seq=b.seq,
        waktu=b.waktu,
        pelaku=b.pelaku or "Tanpa nama",
        aksi=b.aksi,
        kalimat=kalimat,
        objek=b.objek,
        sebutan=sebutan,
        tujuan=tujuan,
        beda=tuple(list_beda(awal, akhir, partial(name_isi, acuan))),
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
