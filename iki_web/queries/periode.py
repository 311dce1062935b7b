"""Periods as the pengelola opens and closes them, and the years that have none yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from iki_web.extensions import db, jam
from iki_web.models import Realisasi
from iki_web.queries.acuan import Acuan, BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import TERLIHAT, list_parameter
from iki_web.rules.alur import Status
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.libur import Geseran
from iki_web.rules.periode import (
    Aturan,
    JenisPeriode,
    KodePeriode,
    Sisa,
    StatusPeriode,
    compute_hari_batas,
    compute_tawaran,
    find_hari_terakhir,
    list_kode,
)

_MENUNGGU = (
    select(Realisasi.periode_id, func.count())
    .where(
        TERLIHAT,
        Realisasi.status == Status.DIAJUKAN,
        Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
    )
    .group_by(Realisasi.periode_id)
)


@dataclass(frozen=True, slots=True)
class PeriodeKelola:
    """A period as the pengelola opens and closes it; `menunggu` entries wait for a decision.

    `dipakai`: some indicator is reported in it. `hari_terakhir`: the last day of submission.
    """

    periode: BarisPeriode
    terbuka: bool
    mulai: bool
    lewat: bool
    dipakai: bool
    hari_terakhir: date
    menunggu: int

    @property
    def perlu_alasan(self) -> bool:
        """Whether opening it is a reopening."""
        return self.lewat or self.periode.status is StatusPeriode.DITUTUP


def list_periode(pelaku: Pelaku, tahun: int) -> tuple[PeriodeKelola, ...]:
    """Return all periods of a year with how many entries wait in each (one statement)."""
    acuan = get_acuan(pelaku)
    semua = [p for jenis in JenisPeriode for p in acuan.list_periode(tahun, jenis)]
    return _list_kelola(pelaku, acuan, semua)


def find_periode(pelaku: Pelaku, kode: str) -> PeriodeKelola:
    """Return one period; raises TidakTerlihat for a code that is no period of the office."""
    acuan = get_acuan(pelaku)
    periode = acuan.periode.get(kode)
    if periode is None:
        raise TidakTerlihat
    return _list_kelola(pelaku, acuan, [periode])[0]


def _list_kelola(
    pelaku: Pelaku, acuan: Acuan, periode: list[BarisPeriode]
) -> tuple[PeriodeKelola, ...]:
    isi = list_parameter(pelaku, acuan) | {"periode": [p.id for p in periode]}
    menunggu: dict[int, int] = {nomor: n for nomor, n in db.session.execute(_MENUNGGU, isi)}
    sekarang, hari_ini = jam.now(), jam.today()
    dipakai = {f for satu in {p.kode.tahun for p in periode} for f in _list_jenis(acuan, satu)}
    return tuple(
        PeriodeKelola(
            periode=p,
            terbuka=p.is_terbuka(sekarang),
            mulai=p.kode.mulai <= hari_ini,
            lewat=p.batas <= sekarang,
            dipakai=p.kode.jenis in dipakai,
            hari_terakhir=find_hari_terakhir(p.batas),
            menunggu=menunggu.get(p.id, 0),
        )
        for p in periode
    )


def _list_jenis(acuan: Acuan, tahun: int) -> set[JenisPeriode]:
    """Return the kinds of period something is reported in."""
    return {i.frekuensi for j in acuan.jabatan for i in acuan.list_indikator(j, tahun)}


@dataclass(frozen=True, slots=True)
class Tawaran:
    """A period of a year to open, the last day offered, and whether something is reported in it.

    `lewat`: what the rule gives has passed, so as many days from today are offered.
    """

    kode: KodePeriode
    hari: date
    dipakai: bool
    lewat: bool


def get_aturan(pelaku: Pelaku) -> Aturan:
    """Return the office's rule of deadlines."""
    return get_acuan(pelaku).kantor.aturan


def find_tawaran(pelaku: Pelaku, kode: str) -> date:
    """Return the last day to offer for a period whose deadline has passed."""
    acuan = get_acuan(pelaku)
    periode = acuan.periode[kode].kode
    return compute_tawaran(periode, acuan.kantor.aturan, acuan.libur, jam.today())


def list_geser(pelaku: Pelaku, teks: Sequence[str]) -> tuple[Geseran, ...]:
    """Return moves of deadlines written as "2026-TW3.2026-10-15"; what is none is passed over."""
    acuan, hasil = get_acuan(pelaku), []
    for satu in dict.fromkeys(teks):
        kode, _, hari = satu.partition(".")
        periode = acuan.periode.get(kode)
        try:
            menjadi = date.fromisoformat(hari)
        except ValueError:
            continue
        if periode is not None and periode.batas > jam.now():
            hasil.append(Geseran(periode.kode, find_hari_terakhir(periode.batas), menjadi))
    return tuple(hasil)


def list_tawaran(pelaku: Pelaku, tahun: int, aturan: Aturan) -> tuple[Tawaran, ...]:
    """Return every period of a year with its deadline by a rule, those reported in first."""
    acuan, hari_ini = get_acuan(pelaku), jam.today()
    dipakai = _list_jenis(acuan, tahun)
    semua = [
        Tawaran(
            kode,
            compute_tawaran(kode, aturan, acuan.libur, hari_ini),
            jenis in dipakai,
            compute_hari_batas(kode, aturan, acuan.libur) < hari_ini,
        )
        for jenis in JenisPeriode
        for kode in list_kode(tahun, jenis)
    ]
    return tuple(sorted(semua, key=lambda t: not t.dipakai))


def find_sisa(pelaku: Pelaku, periode: BarisPeriode) -> Sisa | None:
    """Return what is left until a period's deadline now; None when it is not open."""
    return periode.find_sisa(jam.now(), get_acuan(pelaku).libur)


def list_tahun(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years that have periods, newest first."""
    return get_acuan(pelaku).list_tahun()


def list_tahun_baru(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years around today that have no periods yet, the nearest to now first."""
    ada, kini = get_acuan(pelaku).list_tahun(), jam.today().year
    return tuple(tahun for tahun in (kini, kini + 1, kini - 1) if tahun not in ada)
