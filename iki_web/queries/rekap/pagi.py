"""The superior's morning list of figures: falls, shrunk denominators, twins that differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import jam
from iki_web.models import Realisasi
from iki_web.models.jenis import load_angka, load_waktu, to_mentah
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, read_terlihat
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import Lingkup, Pelaku, compute_lingkup, is_bawahan
from iki_web.rules.persetujuan import Pembanding, is_beda, is_susut
from iki_web.rules.realisasi import Isian, find_hasil, load_daftar
from iki_web.rules.rekap import is_turun
from iki_web.rules.rumus import CaraHitung, JenisRumus

#: What is pointed out stays on the morning list for a month after it was handed in or approved.
MASA_PAGI = timedelta(days=31)
#: An indicator's figures of one year: (indicator id, year).
Deret = tuple[int, int]
_KOLOM = (
    Realisasi.status,
    Realisasi.pembilang,
    Realisasi.penyebut,
    Realisasi.angka,
    Realisasi.daftar,
    Realisasi.nihil,
    Realisasi.capaian,
    Realisasi.diajukan,
    Realisasi.disetujui,
)
_ANGKA = (
    select(Realisasi.indikator_id, Realisasi.periode_id, *map(to_mentah, _KOLOM))
    .where(
        ISI_TERLIHAT,
        Realisasi.status.in_([Status.DIAJUKAN, Status.DISETUJUI]),
        Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
    )
    .order_by(Realisasi.indikator_id, Realisasi.periode_id)
)


@dataclass(frozen=True, slots=True)
class Titik:
    """What one period was handed in with; `capaian` None before approval or without a target."""

    indikator: BarisIndikator
    jabatan: BarisJabatan
    periode: BarisPeriode
    angka: Pembanding
    capaian: Decimal | None
    waktu: datetime


@dataclass(frozen=True, slots=True)
class Turun:
    """An indicator whose capaian fell from one approved period to the next.

    `selisih`: how many points were lost, unrounded.
    """

    sebelum: Titik
    kini: Titik
    selisih: Decimal


@dataclass(frozen=True, slots=True)
class Susut:
    """An indicator below the viewer that runs up over the year, and whose denominator shrank."""

    sebelum: Titik
    kini: Titik


@dataclass(frozen=True, slots=True)
class Beda:
    """The same indicator in one period, once at the superior's and once at the staff's."""

    atasan: Titik
    bawahan: Titik


@dataclass(frozen=True, slots=True)
class Pagi:
    """What is worth a look this morning among the figures below a viewer."""

    turun: tuple[Turun, ...] = ()
    susut: tuple[Susut, ...] = ()
    beda: tuple[Beda, ...] = ()


def get_pagi(pelaku: Pelaku) -> Pagi:
    """Return what was handed in or approved within the last month (one statement)."""
    acuan, lingkup = get_acuan(pelaku), compute_lingkup(pelaku)
    sejak = jam.now() - MASA_PAGI
    titik = _list_titik(pelaku, acuan, sejak)
    bawahan = [deret for deret in titik.values() if _is_bawahan(lingkup, deret[0].jabatan)]
    return Pagi(
        turun=_list_turun(bawahan, sejak),
        susut=_list_susut(bawahan, sejak),
        beda=_list_beda(titik, bawahan, sejak),
    )


def _list_titik(pelaku: Pelaku, acuan: Acuan, sejak: datetime) -> dict[Deret, list[Titik]]:
    """Return the figures of the years that could still change, by indicator and year, in order.

    Nothing of a period changes once it has closed; in January the year before is still at work.
    """
    tahun = {p.kode.tahun for p in acuan.periode.values() if _is_hangat(p, sejak)}
    periode = {p.id: p for p in acuan.periode.values() if p.kode.tahun in tahun}
    hasil: dict[Deret, list[Titik]] = {}
    for b in read_terlihat(pelaku, acuan, _ANGKA, {"periode": tuple(periode)}):
        indikator, satu = acuan.indikator[b.indikator_id], periode[b.periode_id]
        kunci = (indikator.id, satu.kode.tahun)
        hasil.setdefault(kunci, []).append(_build(acuan, indikator, satu, tuple(b[2:])))
    for deret in hasil.values():
        deret.sort(key=lambda satu: satu.periode.kode)
    return hasil


def _is_hangat(periode: BarisPeriode, sejak: datetime) -> bool:
    return periode.batas >= sejak and periode.kode.mulai <= jam.today()


def _build(
    acuan: Acuan, indikator: BarisIndikator, periode: BarisPeriode, isi: tuple[Any, ...]
) -> Titik:
    jabatan = acuan.jabatan[indikator.jabatan_id]
    angka, capaian, waktu = _hitung(isi, indikator.jenis_rumus)
    pembanding = Pembanding(jabatan.nama_singkat, *angka)
    return Titik(indikator, jabatan, periode, pembanding, capaian, waktu)


@lru_cache(maxsize=1024)
def _hitung(
    isi: tuple[Any, ...], jenis: JenisRumus
) -> tuple[tuple[Decimal | None, ...], Decimal | None, datetime]:
    """Return (value, numerator, denominator), capaian and instant of a row: equal for an equal."""
    status, pembilang, penyebut, angka, daftar, nihil, capaian, diajukan, disetujui = isi
    tiga = (load_angka(pembilang), load_angka(penyebut), load_angka(angka))
    hasil = find_hasil(Isian(*tiga, load_daftar(daftar), bool(nihil)), jenis)
    waktu = load_waktu(disetujui or diajukan)
    assert waktu is not None
    return (
        (hasil.nilai, hasil.pembilang, hasil.penyebut) if hasil else (None, None, None),
        load_angka(capaian) if status == Status.DISETUJUI else None,
        waktu,
    )


def _is_bawahan(lingkup: Lingkup, jabatan: BarisJabatan) -> bool:
    return jabatan.id not in lingkup.milik and is_bawahan(lingkup, jabatan.jalur)


def _list_turun(bawahan: Iterable[Sequence[Titik]], sejak: datetime) -> tuple[Turun, ...]:
    """Return the latest falls of capaian, the deepest first."""
    hasil = []
    for deret in bawahan:
        dua = [(satu, satu.capaian) for satu in deret if satu.capaian is not None][-2:]
        if len(dua) < 2 or dua[1][0].waktu < sejak:
            continue
        (sebelum, dari), (kini, ke) = dua
        if is_turun(dari, ke):
            hasil.append(Turun(sebelum, kini, dari - ke))
    return tuple(sorted(hasil, key=lambda satu: satu.selisih, reverse=True))


def _list_susut(bawahan: Iterable[Sequence[Titik]], sejak: datetime) -> tuple[Susut, ...]:
    """Return the running denominators that became smaller, in order of the tree."""
    hasil = []
    for deret in bawahan:
        if deret[0].indikator.cara_hitung is not CaraHitung.AKHIR:
            continue
        dua = [satu for satu in deret if satu.angka.penyebut is not None][-2:]
        if len(dua) < 2 or dua[1].waktu < sejak:
            continue
        if is_susut(dua[0].angka.penyebut, dua[1].angka.penyebut):
            hasil.append(Susut(dua[0], dua[1]))
    return tuple(hasil)


def _list_beda(
    titik: Mapping[Deret, Sequence[Titik]], bawahan: Iterable[Sequence[Titik]], sejak: datetime
) -> tuple[Beda, ...]:
    """Return where staff and superior filled in other numbers for what they share."""
    hasil = []
    for deret in bawahan:
        awal = deret[0]
        kunci = (awal.indikator.induk_id or 0, awal.periode.kode.tahun)
        induk = {satu.periode.id: satu for satu in titik.get(kunci, ())}
        for satu in deret:
            atas = induk.get(satu.periode.id)
            if atas is None or max(atas.waktu, satu.waktu) < sejak:
                continue
            if is_beda(atas.angka, satu.angka):
                hasil.append(Beda(atas, satu))
    return tuple(hasil)
