"""Exceptions of a year, and the positions and periods that can be excepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from iki_web.queries.acuan import BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.papan import list_pilihan
from iki_web.rules.keterlihatan import Pelaku, check_pengelola


@dataclass(frozen=True, slots=True)
class BarisPengecualian:
    """A position excepted from a period, and why."""

    jabatan: BarisJabatan
    periode: BarisPeriode
    alasan: str


@dataclass(frozen=True, slots=True)
class PilihanPengecualian:
    """What can be chosen in a year: positions with indicators, periods something is reported in."""

    jabatan: Mapping[int, BarisJabatan]
    periode: Mapping[str, BarisPeriode]


def list_pengecualian(pelaku: Pelaku, tahun: int) -> tuple[BarisPengecualian, ...]:
    """Return the exceptions of a year, by period and then as the tree of positions reads."""
    check_pengelola(pelaku)
    acuan = get_acuan(pelaku)
    periode = sorted(
        (p for p in acuan.periode.values() if p.kode.tahun == tahun), key=lambda p: p.kode
    )
    return tuple(
        BarisPengecualian(jabatan, p, alasan)
        for p in periode
        for jabatan in acuan.jabatan.values()
        if (alasan := acuan.dikecualikan.get((jabatan.id, p.id), ""))
    )


def find_pilihan(pelaku: Pelaku, tahun: int) -> PilihanPengecualian:
    """Return what can be chosen in a year."""
    check_pengelola(pelaku)
    acuan = get_acuan(pelaku)
    jabatan = {j.id: j for j in acuan.jabatan.values() if acuan.list_indikator(j.id, tahun)}
    return PilihanPengecualian(jabatan, {p.kode.kode: p for p in list_pilihan(pelaku, tahun)})
