"""This year beside earlier ones: what the app approved then, else what was imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import read
from iki_web.models import HasilLalu
from iki_web.queries.acuan import Acuan, BarisIndikator, get_acuan
from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, list_rekap, list_tahun
from iki_web.queries.rekap.saring import RekapTersaring, cut_rekap
from iki_web.queries.target.baca import find_asal
from iki_web.rules.alur import Status
from iki_web.rules.capaian import compute_rerata
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rekap import Gulungan, Rerata, compute_kuartal
from iki_web.rules.rekap.banding import (
    Gerak,
    classify_gerak,
    compute_lalu,
    compute_selisih,
    compute_sisa,
)

#: Earlier years shown beside the one in view.
TAHUN_LALU = 3
_IMPOR = select(
    HasilLalu.indikator_id,
    HasilLalu.tahun,
    HasilLalu.pembilang,
    HasilLalu.penyebut,
    HasilLalu.nilai,
    HasilLalu.target,
).where(
    HasilLalu.tahun >= bindparam("dari"),
    HasilLalu.tahun < bindparam("sampai"),
    HasilLalu.indikator_id.in_(bindparam("indikator", expanding=True)),
)
Impor = Mapping[tuple[int, int], Any]
_KOSONG = Gulungan()


@dataclass(frozen=True, slots=True)
class TahunIndikator:
    """An indicator in one year (or one quarter of it): `sah` of `dari` periods are approved.

    `impor`: a result from before the app.
    """

    tahun: int
    gulungan: Gulungan = _KOSONG
    sah: int = 0
    dari: int = 0
    impor: bool = False


@dataclass(frozen=True, slots=True)
class BandingIndikator:
    """An indicator with its years, oldest first; `selisih` to the latest earlier result.

    `renstra`: the Renstra's end target, and `sisa` what the year lacks to it (0: reached).
    """

    indikator: BarisIndikator
    tahun: tuple[TahunIndikator, ...]
    selisih: Decimal | None
    gerak: Gerak | None
    renstra: Decimal | None = None
    sisa: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BandingJabatan:
    """A position with its mean capaian of each year, and its indicators."""

    satu: RekapJabatan
    tahun: tuple[Decimal | None, ...]
    baris: tuple[BandingIndikator, ...]


@dataclass(frozen=True, slots=True)
class Banding:
    """The comparison: years oldest first, positions, and the mean over them of each year.

    `akhir_renstra`: the Renstra's last year, where any row of whole years has an end target.
    """

    tahun: tuple[int, ...]
    jabatan: tuple[BandingJabatan, ...]
    kantor: tuple[Rerata, ...]
    akhir_renstra: int | None = None


def get_banding(pelaku: Pelaku, hasil: RekapTersaring) -> Banding:
    """Return the years beside each other, of whole years or of the quarter chosen.

    One statement for the earlier years of the app and one for what was imported. A year counts
    where something is known of it; rows are those of the year in view.
    """
    acuan, rekap, kolom = get_acuan(pelaku), hasil.rekap, hasil.saring.kolom
    lalu = range(rekap.tahun - TAHUN_LALU, rekap.tahun)
    ada = [tahun for tahun in list_tahun(pelaku) if tahun in lalu]
    dulu = list_rekap(pelaku, ada) if rekap.jabatan else {}
    per_tahun = {t: cut_rekap(satu, hasil.jabatan) for t, satu in dulu.items()}
    per_tahun[rekap.tahun] = rekap
    indikator = [i.indikator for j in rekap.jabatan for i in j.indikator]
    impor = {} if kolom else _list_impor(acuan, indikator, lalu)
    susun = _Penyusun(acuan, kolom, per_tahun, impor)
    tahun = tuple(t for t in (*lalu, rekap.tahun) if t in per_tahun or t in susun.tahun_impor)
    jabatan = tuple(susun.build_jabatan(satu, tahun) for satu in rekap.jabatan)
    renstra = any(b.renstra is not None for j in jabatan for b in j.baris)
    return Banding(
        tahun,
        jabatan,
        tuple(susun.build_kantor(t, [j.tahun[n] for j in jabatan]) for n, t in enumerate(tahun)),
        acuan.kantor.akhir_renstra if renstra else None,
    )


def _list_impor(acuan: Acuan, indikator: Iterable[BarisIndikator], lalu: range) -> Impor:
    """Return the imported results by (indicator id, year), also under older editions' ids."""
    nomor = sorted({n for satu in indikator for n in _list_asal(acuan, satu)})
    isi = {"dari": lalu.start, "sampai": lalu.stop, "indikator": nomor}
    return {(b.indikator_id, b.tahun): b for b in read(_IMPOR, isi)} if nomor else {}


def _list_asal(acuan: Acuan, indikator: BarisIndikator) -> list[int]:
    """Return an indicator's id and those of the ones it continues, newest first."""
    hasil: list[int] = []
    satu: BarisIndikator | None = indikator
    while satu is not None and satu.id not in hasil:
        hasil.append(satu.id)
        satu = acuan.indikator.get(satu.asal_id or 0)
    return hasil


class _Penyusun:
    """Puts the years of positions and indicators beside each other."""

    def __init__(
        self, acuan: Acuan, kolom: int | None, per_tahun: Mapping[int, Rekap], impor: Impor
    ) -> None:
        self.acuan, self.kolom, self.impor = acuan, kolom, impor
        self.tahun_impor = {tahun for _, tahun in impor}
        self.per_tahun = per_tahun
        self.jabatan = {t: {j.jabatan.id: j for j in r.jabatan} for t, r in per_tahun.items()}
        self.indikator = {
            t: {i.indikator.id: i for j in r.jabatan for i in j.indikator}
            for t, r in per_tahun.items()
        }

    def build_jabatan(self, satu: RekapJabatan, tahun: Sequence[int]) -> BandingJabatan:
        """Return a position; its mean is the one its own recap says, else that of the imports."""
        baris = tuple(self.build_indikator(i.indikator, tahun) for i in satu.indikator)
        capaian = tuple(
            self._find_capaian(satu.jabatan.id, t, [b.tahun[n] for b in baris])
            for n, t in enumerate(tahun)
        )
        return BandingJabatan(satu, capaian, baris)

    def _find_capaian(
        self, jabatan_id: int, tahun: int, bagian: Iterable[TahunIndikator]
    ) -> Decimal | None:
        dulu = self.jabatan.get(tahun, {}).get(jabatan_id)
        sel = None
        if dulu is not None:
            sel = dulu.setahun if self.kolom is None else dulu.sel[self.kolom - 1]
        if sel is not None and sel.capaian is not None:
            return sel.capaian
        capaian = [b.gulungan.capaian for b in bagian if b.impor]
        return compute_rerata((c for c in capaian if c is not None), self.acuan.kantor.plafon)

    def build_kantor(self, tahun: int, capaian: Sequence[Decimal | None]) -> Rerata:
        """Return the mean over positions: that of the year's own recap, else of the imports."""
        rekap = self.per_tahun.get(tahun)
        if rekap is not None:
            rerata = rekap.setahun if self.kolom is None else rekap.kantor[self.kolom - 1]
            if rerata.n:
                return rerata
        ada = [satu for satu in capaian if satu is not None]
        return Rerata(compute_rerata(ada), len(ada), len(capaian))

    def build_indikator(self, indikator: BarisIndikator, tahun: Sequence[int]) -> BandingIndikator:
        """Return an indicator with its years, and how it moved to the last of them."""
        semua = tuple(self._build_tahun(indikator, t) for t in tahun)
        nilai = [t.gulungan.hasil.nilai if t.gulungan.hasil else None for t in semua]
        lalu = [satu for satu in nilai[:-1] if satu is not None]
        kini = nilai[-1]
        akhir = self._build_renstra(indikator, kini)
        if kini is None or not lalu:
            return BandingIndikator(indikator, semua, None, None, *akhir)
        selisih = compute_selisih(lalu[-1], kini)
        gerak = classify_gerak(selisih, indikator.arah)
        return BandingIndikator(indikator, semua, selisih, gerak, *akhir)

    def _build_renstra(
        self, indikator: BarisIndikator, kini: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None]:
        """Return the end target and what is left to it; it is of a year, never of a quarter."""
        target = None if self.kolom else self.acuan.find_renstra(indikator.id).nilai
        if target is None or kini is None:
            return target, None
        return target, compute_sisa(kini, target, indikator.arah)

    def _build_tahun(self, indikator: BarisIndikator, tahun: int) -> TahunIndikator:
        asal = find_asal(self.acuan, indikator, tahun)
        satu = self.indikator.get(tahun, {}).get(asal.id) if asal else None
        punya = TahunIndikator(tahun) if satu is None else self._build_aplikasi(tahun, satu)
        if punya.gulungan.hasil is not None:
            return punya
        for nomor in _list_asal(self.acuan, indikator):
            b = self.impor.get((nomor, tahun))
            if b is not None:
                arah = (indikator.arah, indikator.rumus_turun)
                lama = compute_lalu(b.pembilang, b.penyebut, b.nilai, b.target, *arah)
                return TahunIndikator(tahun, lama, impor=True)
        return punya

    def _build_aplikasi(self, tahun: int, satu: RekapIndikator) -> TahunIndikator:
        """Return what the app approved: the year, or the quarter in view."""
        kolom = self.kolom
        tempat = [t for t in satu.tempat if kolom is None or t.butir.kolom == kolom]
        gulungan = satu.setahun if kolom is None else compute_kuartal(satu.deret, kolom)
        sah = sum(t.butir.status is Status.DISETUJUI for t in tempat)
        return TahunIndikator(tahun, gulungan, sah, len(tempat))
