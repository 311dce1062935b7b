"""The statements behind the targets, and how their rows are put together for one viewer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import jam, read
from iki_web.models import HasilLalu, Target, UsulanTarget
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, BarisPeriode
from iki_web.queries.rekap import get_rekap
from iki_web.queries.target.isi import (
    BarisTargetTampil,
    HasilTahunLalu,
    KelompokTarget,
    SelTarget,
    UsulanTampil,
    VersiTarget,
)
from iki_web.rules.capaian import compute_capaian
from iki_web.rules.keterlihatan import Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.periode import JenisPeriode, StatusPeriode
from iki_web.rules.rumus import Hasil, compute_rasio
from iki_web.rules.target import StatusUsulanTarget, Wewenang, compute_wewenang

_USULAN = (
    select(
        UsulanTarget.id,
        UsulanTarget.indikator_id,
        UsulanTarget.tahun,
        UsulanTarget.periode_id,
        UsulanTarget.nilai,
        UsulanTarget.alasan,
        UsulanTarget.status,
        UsulanTarget.pengusul_id,
        UsulanTarget.diusulkan,
        UsulanTarget.pemutus_id,
        UsulanTarget.diputus,
        UsulanTarget.catatan,
        UsulanTarget.versi,
    )
    .where(
        UsulanTarget.indikator_id.in_(bindparam("indikator", expanding=True)),
        UsulanTarget.status.in_(bindparam("status", expanding=True)),
    )
    .order_by(UsulanTarget.id)
)
_VERSI = (
    select(
        Target.periode_id,
        Target.nilai,
        Target.versi,
        Target.jenis,
        Target.alasan,
        Target.tanggal,
        Target.penetap_id,
        Target.ditetapkan,
    )
    .where(Target.indikator_id == bindparam("indikator"), Target.tahun == bindparam("tahun"))
    .order_by(Target.id.desc())
)
_LALU = select(
    HasilLalu.indikator_id,
    HasilLalu.nilai,
    HasilLalu.pembilang,
    HasilLalu.penyebut,
    HasilLalu.target,
).where(
    HasilLalu.tahun == bindparam("tahun"),
    HasilLalu.indikator_id.in_(bindparam("indikator", expanding=True)),
)
#: A result with its achievement, None where it had no target.
_Lalu = tuple[Hasil, Decimal | None]


def list_usulan(
    acuan: Acuan, indikator: Iterable[int], status: Iterable[StatusUsulanTarget]
) -> tuple[UsulanTampil, ...]:
    """Return the proposals for some indicators in some states, oldest first (one statement)."""
    isi = {"indikator": list(indikator), "status": list(status)}
    return tuple(_build_usulan(acuan, b) for b in read(_USULAN, isi)) if isi["indikator"] else ()


def _build_usulan(acuan: Acuan, b: Any) -> UsulanTampil:
    return UsulanTampil(
        id=b.id,
        indikator_id=b.indikator_id,
        tahun=b.tahun,
        periode=acuan.get_periode(b.periode_id) if b.periode_id else None,
        nilai=b.nilai,
        alasan=b.alasan,
        status=b.status,
        pengusul_id=b.pengusul_id,
        pengusul=acuan.pegawai[b.pengusul_id].nama,
        diusulkan=b.diusulkan,
        pemutus=acuan.pegawai[b.pemutus_id].nama if b.pemutus_id else "",
        diputus=b.diputus,
        catatan=b.catatan,
        versi=b.versi,
    )


def list_versi(acuan: Acuan, indikator_id: int, tahun: int) -> tuple[VersiTarget, ...]:
    """Return every version of an indicator's targets of a year, newest first (one statement)."""
    return tuple(
        VersiTarget(
            acuan.get_periode(b.periode_id) if b.periode_id else None,
            b.nilai,
            b.versi,
            b.jenis,
            b.alasan,
            b.tanggal,
            acuan.pegawai[b.penetap_id].nama if b.penetap_id else "",
            b.ditetapkan,
        )
        for b in read(_VERSI, {"indikator": indikator_id, "tahun": tahun})
    )


def find_asal(acuan: Acuan, indikator: BarisIndikator, tahun: int) -> BarisIndikator | None:
    """Return what an indicator was in the edition of an earlier year, by what it continues."""
    keputusan = acuan.find_keputusan(tahun)
    satu: BarisIndikator | None = indikator
    while satu is not None and (keputusan is None or satu.keputusan_id != keputusan.id):
        satu = acuan.indikator.get(satu.asal_id or 0)
    return satu


def list_lalu(
    pelaku: Pelaku, acuan: Acuan, indikator: Iterable[BarisIndikator], tahun: int
) -> dict[int, HasilTahunLalu]:
    """Return last year's results by indicator: what was approved rolled up, else as imported.

    Only for positions whose values the viewer reads; the pengelola as such reads none.
    """
    lingkup = replace(compute_lingkup(pelaku), papan=False)
    terbaca = {
        j.id
        for j in acuan.jabatan.values()
        if can_see_jabatan(lingkup, acuan.kantor.id, j.id, j.jalur)
    }
    asal = {i.id: find_asal(acuan, i, tahun - 1) for i in indikator if i.jabatan_id in terbaca}
    if not asal:
        return {}
    disetujui = _list_disetujui(pelaku, acuan, tahun - 1)
    impor = _list_impor(acuan, [*asal, *(i.id for i in asal.values() if i)], tahun - 1)
    hasil = {}
    for nomor, lama in asal.items():
        satu = disetujui.get(lama.id) if lama else None
        if satu is not None:
            hasil[nomor] = HasilTahunLalu(tahun - 1, *satu, impor=False)
            continue
        satu = impor.get(nomor, impor.get(lama.id) if lama else None)
        if satu is not None:
            hasil[nomor] = HasilTahunLalu(tahun - 1, *satu, impor=True)
    return hasil


def _list_disetujui(pelaku: Pelaku, acuan: Acuan, tahun: int) -> dict[int, _Lalu]:
    """Return the year's realisasi of each indicator from its approved entries."""
    if not acuan.list_periode(tahun, JenisPeriode.TRIWULANAN):
        return {}
    return {
        satu.indikator.id: (satu.setahun.hasil, satu.setahun.capaian)
        for jabatan in get_rekap(pelaku, tahun).jabatan
        for satu in jabatan.indikator
        if satu.setahun.hasil is not None and satu.setahun.hasil.nilai is not None
    }


def _list_impor(acuan: Acuan, indikator: Iterable[int], tahun: int) -> dict[int, _Lalu]:
    hasil = {}
    for b in read(_LALU, {"tahun": tahun, "indikator": sorted(set(indikator))}):
        lama = Hasil(False, None, None, b.nilai)
        if b.pembilang is not None and b.penyebut:
            # Both agree as printed, the import saw to that; only the counts are exact.
            lama = compute_rasio(b.pembilang, b.penyebut)
        if lama.nilai is not None:
            capaian = _compute_capaian(acuan.indikator[b.indikator_id], lama.nilai, b.target)
            hasil[b.indikator_id] = (lama, capaian)
    return hasil


def _compute_capaian(
    indikator: BarisIndikator, nilai: Decimal, target: Decimal | None
) -> Decimal | None:
    """Return what an imported result achieved, None for a target the formula cannot take."""
    if target is None:
        return None
    try:
        return compute_capaian(nilai, target, indikator.arah, indikator.rumus_turun)
    except ValueError:
        return None


class Penyusun:
    """Puts targets together for one viewer and year from what was read once."""

    def __init__(
        self, pelaku: Pelaku, acuan: Acuan, tahun: int, usulan: Iterable[UsulanTampil]
    ) -> None:
        self.pelaku, self.acuan, self.tahun = pelaku, acuan, tahun
        self.pohon = acuan.build_pohon(jam.today())
        self.usulan = {
            (u.indikator_id, u.periode.id if u.periode else None): u
            for u in usulan
            if u.tahun == tahun
        }
        self.pengusul: dict[int, frozenset[int]] = {}
        for satu in self.usulan.values():
            ada = self.pengusul.get(satu.indikator_id, frozenset())
            self.pengusul[satu.indikator_id] = ada | {satu.pengusul_id}
        self._wewenang: dict[tuple[int, frozenset[int]], Wewenang] = {}

    def timbang(self, indikator: BarisIndikator) -> Wewenang:
        """Return the viewer's part in an indicator's targets: alike for most of a position's."""
        kunci = (indikator.jabatan_id, self.pengusul.get(indikator.id, frozenset()))
        if kunci not in self._wewenang:
            self._wewenang[kunci] = compute_wewenang(self.pelaku, self.pohon, *kunci)
        return self._wewenang[kunci]

    def build_sel(self, indikator: BarisIndikator, periode: BarisPeriode | None) -> SelTarget:
        """Return one target with what is proposed for it."""
        nomor = periode.id if periode else None
        return SelTarget(
            indikator,
            periode,
            self.acuan.get_target(indikator.id, self.tahun, nomor),
            self.usulan.get((indikator.id, nomor)),
            periode is not None and is_terkunci(periode),
        )

    def build_baris(
        self, nomor: int, indikator: BarisIndikator, lalu: HasilTahunLalu | None
    ) -> BarisTargetTampil:
        """Return an indicator with all its targets."""
        return BarisTargetTampil(
            nomor,
            indikator,
            self.build_sel(indikator, None),
            tuple(
                self.build_sel(indikator, p)
                for p in list_periode(self.acuan, indikator, self.tahun)
            ),
            self.timbang(indikator),
            lalu,
        )

    def build_kelompok(
        self, jabatan: BarisJabatan, lalu: Mapping[int, HasilTahunLalu]
    ) -> KelompokTarget:
        """Return a position with its indicators in the order of the annex."""
        daftar = self.acuan.list_indikator(jabatan.id, self.tahun)
        return KelompokTarget(
            jabatan,
            tuple(p.jenis.awalan + p.nama for p in self.pohon[jabatan.id].pemegang),
            tuple(self.build_baris(n, i, lalu.get(i.id)) for n, i in enumerate(daftar, 1)),
        )


def list_periode(acuan: Acuan, indikator: BarisIndikator, tahun: int) -> tuple[BarisPeriode, ...]:
    """Return the periods that can have a target of their own; where the year is one, none."""
    if indikator.frekuensi is JenisPeriode.TAHUNAN:
        return ()
    return acuan.list_periode(tahun, indikator.frekuensi)


def is_terkunci(periode: BarisPeriode) -> bool:
    """Whether a period is over for good: nothing of it changes, its own target included."""
    return periode.status is not StatusPeriode.BELUM_DIBUKA and not periode.is_terbuka(jam.now())
