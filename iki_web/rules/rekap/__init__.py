"""The recap: a year's approved entries rolled up to indicator, position and office."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from iki_web.rules.alur import Status, format_status
from iki_web.rules.capaian import (
    Arah,
    RumusTurun,
    compute_capaian,
    compute_rerata,
)
from iki_web.rules.capaian import format_aturan as format_aturan
from iki_web.rules.periode import KodePeriode
from iki_web.rules.rumus import CaraHitung, Hasil, compute_setahun

#: Waiting longer than this many working days is pointed out (DOMAIN section 7).
BATAS_MENUNGGU = 3
#: A fall of this many points from one approved period to the next is pointed out.
BATAS_TURUN = Decimal(10)


class Keadaan(StrEnum):
    """What a cell says where it has no figure (LENGKAP: it has one).

    Empty, 0 and "-" are three things: BELUM_DIISI, a figure of 0,00, and TIDAK_DITARGETKAN.
    """

    LENGKAP = "LENGKAP"
    TIDAK_ADA = "TIDAK_ADA"
    BELUM_MULAI = "BELUM_MULAI"
    DIKECUALIKAN = "DIKECUALIKAN"
    BELUM_DIISI = "BELUM_DIISI"
    DRAF = "DRAF"
    DIAJUKAN = "DIAJUKAN"
    DIKEMBALIKAN = "DIKEMBALIKAN"
    SEBAGIAN = "SEBAGIAN"
    NIHIL = "NIHIL"
    TIDAK_DITARGETKAN = "TIDAK_DITARGETKAN"
    TARGET_BELUM = "TARGET_BELUM"
    REALISASI = "REALISASI"


@dataclass(frozen=True, slots=True)
class Butir:
    """One entry as the recap takes it; `kolom` is its quarter, 1-4 (see `find_kolom`).

    hasil, target, capaian: as approval froze them, unrounded; None before. `tanpa_target`: its
    target is "-". `mulai`: it has fallen due. `dikecualikan`: position excepted from the period.
    `tutup`: its period is not open, so what waits is not decided on.
    """

    status: Status
    kolom: int
    hasil: Hasil | None = None
    target: Decimal | None = None
    capaian: Decimal | None = None
    tanpa_target: bool = False
    mulai: bool = True
    dikecualikan: bool = False
    tutup: bool = False

    @property
    def wajib(self) -> bool:
        """Whether it is among the m of "n dari m": due and not excepted, or handed in anyway."""
        if not self.status.awal:
            return True
        return not self.dikecualikan and (self.mulai or self.status is Status.DRAF)

    @property
    def sah(self) -> Hasil | None:
        """The value that counts: only approval makes it one."""
        return self.hasil if self.status is Status.DISETUJUI else None


@dataclass(frozen=True, slots=True)
class Deret:
    """One indicator over the year: how it rolls up, the year's target, entries by period."""

    cara: CaraHitung
    arah: Arah
    rumus_turun: RumusTurun
    butir: tuple[Butir, ...]
    target: Decimal | None = None
    tanpa_target: bool = False


@dataclass(frozen=True, slots=True)
class Gulungan:
    """One indicator rolled up; `hasil` is None while nothing is approved. Unrounded."""

    hasil: Hasil | None = None
    target: Decimal | None = None
    capaian: Decimal | None = None
    tanpa_target: bool = False

    @property
    def nihil(self) -> bool:
        """Whether there was nothing to measure."""
        return self.hasil is not None and self.hasil.nihil


@dataclass(frozen=True, slots=True)
class Sel:
    """A position in one column: mean capaian over `dihitung` of `indikator`, and what it says.

    capaian: unrounded mean of what is approved so far, in a column that is not complete too.
    hasil: the realisasi that stands in where a sole indicator has no target (REALISASI).
    """

    keadaan: Keadaan
    teks: str
    capaian: Decimal | None
    dihitung: int
    indikator: int
    nihil: int
    hasil: Hasil | None = None


@dataclass(frozen=True, slots=True)
class Rerata:
    """An unweighted mean over n of m; `nilai` None where n is 0."""

    nilai: Decimal | None
    n: int
    m: int


def format_keadaan(butir: Butir) -> str:
    """Return an entry's state in words; not due and excepted are states of their own."""
    if not butir.wajib:
        return "dikecualikan" if butir.dikecualikan else "belum mulai"
    if butir.sah is not None and butir.sah.nihil:
        return "disetujui, nihil"
    return format_status(butir.status, not butir.tutup)


def find_kolom(kode: KodePeriode) -> int:
    """Return the quarter (1-4) an entry is counted in: the one in which its period ends.

    A month, semester or year is known only when it is over, and the recap is read by quarter:
    2026-03 counts in TW I, 2026-S1 in TW II, 2026 in TW IV. Nothing is counted twice.
    """
    return (kode.selesai.month + 2) // 3


def find_berjalan(kolom: Sequence[KodePeriode], hari: date) -> int:
    """Return the quarter people report on at a day: the last one over, else the first (1-4)."""
    return max((k.ke for k in kolom if k.selesai < hari), default=1)


def compute_indikator(deret: Deret) -> Gulungan:
    """Return an indicator's year: realisasi by its cara hitung, capaian against the year's target.

    Where the year is one entry (TAHUNAN) it is the approved figure itself, which stays frozen
    when the target changes later.
    """
    sah = [hasil for hasil in (satu.sah for satu in deret.butir) if hasil is not None]
    hasil = compute_setahun(deret.cara, sah)
    tunggal = deret.butir[0] if len(deret.butir) == len(sah) == 1 else None
    if tunggal is not None and tunggal.capaian is not None:
        return Gulungan(hasil, tunggal.target, tunggal.capaian, tunggal.tanpa_target)
    capaian = _compute_capaian(deret, hasil, deret.target)
    return Gulungan(hasil, deret.target, capaian, deret.tanpa_target)


def compute_kuartal(deret: Deret, kolom: int) -> Gulungan:
    """Return an indicator's quarter as it enters its position's mean."""
    return _compute_kolom(deret, [b for b in deret.butir if b.kolom == kolom])


def _compute_kolom(deret: Deret, butir: Sequence[Butir]) -> Gulungan:
    """Return an indicator's quarter: the frozen capaian where it is one entry.

    Several entries (months) are rolled up as a year is, so that an indicator has one voice in the
    mean whatever its frequency; the target is the one frozen with the last of them.
    """
    sah = [(b, b.hasil) for b in butir if b.status is Status.DISETUJUI and b.hasil is not None]
    if len(sah) == 1:
        satu, hasil = sah[0]
        return Gulungan(hasil, satu.target, satu.capaian, satu.tanpa_target)
    setahun = compute_setahun(deret.cara, [hasil for _, hasil in sah])
    ukur = [(b, hasil) for b, hasil in sah if b.capaian is not None]
    if not ukur:
        return Gulungan(setahun, tanpa_target=any(b.tanpa_target for b, _ in sah))
    target = ukur[-1][0].target
    terukur = compute_setahun(deret.cara, [hasil for _, hasil in ukur])
    return Gulungan(setahun, target, _compute_capaian(deret, terukur, target))


def _compute_capaian(deret: Deret, hasil: Hasil | None, target: Decimal | None) -> Decimal | None:
    if hasil is None or hasil.nilai is None or target is None:
        return None
    return compute_capaian(hasil.nilai, target, deret.arah, deret.rumus_turun)


def compute_sel(deret: Sequence[Deret], kolom: int, plafon: Decimal | None) -> Sel:
    """Return a position's cell of one quarter; `plafon` caps each figure inside the mean."""
    isi = [(satu, [b for b in satu.butir if b.kolom == kolom]) for satu in deret]
    bagian = [_compute_kolom(satu, butir) for satu, butir in isi if butir]
    keadaan, teks = _classify_kolom([b for _, butir in isi for b in butir])
    return _build_sel(bagian, keadaan, teks, plafon, len(deret) == 1)


def compute_tahun(deret: Sequence[Deret], plafon: Decimal | None) -> Sel:
    """Return a position's year: the mean of its indicators' years, as far as they are approved."""
    bagian = [compute_indikator(satu) for satu in deret]
    if any(satu.hasil is not None for satu in bagian):
        return _build_sel(bagian, Keadaan.LENGKAP, "", plafon, len(deret) == 1)
    keadaan, _ = _classify_kolom([b for satu in deret for b in satu.butir])
    return _build_sel(bagian, keadaan, "–", plafon, len(deret) == 1)


def _build_sel(
    bagian: Sequence[Gulungan],
    keadaan: Keadaan,
    teks: str,
    plafon: Decimal | None,
    tunggal: bool,
) -> Sel:
    capaian = [satu.capaian for satu in bagian if satu.capaian is not None]
    nihil = sum(satu.nihil for satu in bagian)
    hasil = None
    if keadaan is Keadaan.LENGKAP and not capaian:
        keadaan, teks = _classify_tanpa_capaian(bagian, tunggal)
        hasil = bagian[0].hasil if keadaan is Keadaan.REALISASI else None
    rerata = compute_rerata(capaian, plafon)
    return Sel(keadaan, teks, rerata, len(capaian), len(bagian), nihil, hasil)


def _classify_tanpa_capaian(bagian: Sequence[Gulungan], tunggal: bool) -> tuple[Keadaan, str]:
    """Say why approved entries come to no capaian: no target yet, "-", or nothing to measure.

    `tunggal`: the position has this one indicator, so its realisasi can stand in.
    """
    terukur = [satu for satu in bagian if satu.hasil is not None and not satu.nihil]
    if not terukur:
        return Keadaan.NIHIL, "Nihil"
    if all(satu.tanpa_target for satu in terukur):
        return Keadaan.TIDAK_DITARGETKAN, "tidak ditargetkan"
    if tunggal:
        return Keadaan.REALISASI, "realisasi"
    return Keadaan.TARGET_BELUM, "target belum ditetapkan"


def _classify_kolom(butir: Sequence[Butir]) -> tuple[Keadaan, str]:
    """Return the state of a quarter by what is missing in it, most pressing first."""
    wajib = [b for b in butir if b.wajib]
    if not wajib:
        if any(b.dikecualikan for b in butir):
            return Keadaan.DIKECUALIKAN, "dikecualikan"
        return (Keadaan.BELUM_MULAI if butir else Keadaan.TIDAK_ADA), "–"
    cacah = Counter(b.status for b in wajib)
    dari = len(wajib)
    if cacah[Status.DISETUJUI] == dari:
        return Keadaan.LENGKAP, ""
    if len(cacah) == 1:
        sama = wajib[0].status
        return Keadaan(sama.value), _format_kata(sama, wajib).capitalize()
    if cacah[Status.DIKEMBALIKAN]:
        return Keadaan.DIKEMBALIKAN, f"{cacah[Status.DIKEMBALIKAN]} dikembalikan"
    if cacah[Status.DISETUJUI]:
        return Keadaan.SEBAGIAN, f"{cacah[Status.DISETUJUI]} dari {dari} disetujui"
    maju = Status.DIAJUKAN if cacah[Status.DIAJUKAN] else Status.DRAF
    return Keadaan(maju.value), f"{cacah[maju]} dari {dari} {_format_kata(maju, wajib)}"


def _format_kata(status: Status, butir: Sequence[Butir]) -> str:
    """Say a state; submitted entries whose periods have all closed were not decided on."""
    return format_status(status, any(not b.tutup for b in butir if b.status is status))


def compute_kantor(sel: Sequence[Sel]) -> Rerata:
    """Return the mean over positions; a position without capaian is among the m, not the n."""
    kosong = (Keadaan.TIDAK_ADA, Keadaan.BELUM_MULAI, Keadaan.DIKECUALIKAN)
    capaian = [satu.capaian for satu in sel if satu.capaian is not None]
    dari = sum(satu.capaian is not None or satu.keadaan not in kosong for satu in sel)
    return Rerata(compute_rerata(capaian), len(capaian), dari)


def is_turun(sebelum: Decimal, kini: Decimal) -> bool:
    """Whether capaian fell by BATAS_TURUN or more from one approved period to the next.

    Capaian already knows which direction is better, so a fall is a fall for both (DOMAIN 7).
    """
    return sebelum - kini >= BATAS_TURUN
