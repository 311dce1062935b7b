"""A year beside earlier ones: results from before the app, and which way an indicator moved."""

from decimal import Decimal
from enum import StrEnum

from iki_web.rules.bilangan import KONTEKS
from iki_web.rules.capaian import Arah, RumusTurun, compute_capaian, round_tampil
from iki_web.rules.rekap import Gulungan
from iki_web.rules.rumus import Hasil, compute_rasio


class Gerak(StrEnum):
    """Whether the result became better, which for some indicators means lower."""

    MEMBAIK = "membaik"
    MEMBURUK = "memburuk"
    TETAP = "tetap"


def compute_lalu(
    pembilang: Decimal | None,
    penyebut: Decimal | None,
    nilai: Decimal | None,
    target: Decimal | None,
    arah: Arah,
    rumus_turun: RumusTurun,
) -> Gulungan:
    """Return a year from before the app, worked out from its counts where it has them.

    A target the formula cannot take (0 where more is better) leaves it without capaian.
    """
    if pembilang is not None and penyebut is not None:
        hasil = compute_rasio(pembilang, penyebut)
    else:
        hasil = Hasil(nilai is None, None, None, nilai)
    if hasil.nilai is None or target is None:
        return Gulungan(hasil, target)
    try:
        capaian = compute_capaian(hasil.nilai, target, arah, rumus_turun)
    except ValueError:
        return Gulungan(hasil, target)
    return Gulungan(hasil, target, capaian)


def compute_selisih(lalu: Decimal, kini: Decimal) -> Decimal:
    """Return how far a result moved, unrounded; points where it is a percentage."""
    return KONTEKS.subtract(kini, lalu)


def compute_sisa(nilai: Decimal, target: Decimal, arah: Arah) -> Decimal:
    """Return what a result lacks to a target that lies ahead, unrounded; 0 where it is reached."""
    kurang = compute_selisih(nilai, target)
    return max(kurang if arah is Arah.NAIK else -kurang, Decimal(0))


def classify_gerak(selisih: Decimal, arah: Arah) -> Gerak:
    """Return the way of a move, read from the printed number."""
    cetak = round_tampil(selisih)
    if not cetak:
        return Gerak.TETAP
    return Gerak.MEMBAIK if (cetak > 0) == (arah is Arah.NAIK) else Gerak.MEMBURUK
