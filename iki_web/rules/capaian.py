"""Capaian (achievement against target), its predikat, and its average. DOMAIN: arithmetic."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from iki_web.rules.bilangan import KONTEKS, format_cacah, round_half_up

_NOL = Decimal(0)
_SERATUS = Decimal(100)
_DUA_RATUS = Decimal(200)

Skala = tuple[tuple[Decimal, str], ...]


class Arah(StrEnum):
    """Whether more is better (NAIK) or less is better (TURUN)."""

    NAIK = "NAIK"
    TURUN = "TURUN"


class RumusTurun(StrEnum):
    """The formula where less is better: SELISIH (2t - r)/t x 100, NISBAH t/r x 100."""

    SELISIH = "SELISIH"
    NISBAH = "NISBAH"


def _skala(*label: str) -> Skala:
    return tuple(zip(map(Decimal, (91, 76, 66, 51, 0)), label, strict=True))


# The last row is the floor: it also takes what lies below its own bound (a negative capaian).
SKALA_SAMPANG: Skala = _skala("Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang")
SKALA_PERMENDAGRI: Skala = _skala("Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah")


def compute_capaian(
    realisasi: Decimal,
    target: Decimal,
    arah: Arah,
    rumus_turun: RumusTurun = RumusTurun.SELISIH,
) -> Decimal:
    """Achievement in percent, unrounded (50 digits). SELISIH is the formula of PermenPANRB 8/2021.

    NAIK may come out negative and is left so; TURUN never falls below 0.
    Raises ValueError (Indonesian sentence) for a negative target, and for 0 where more is better.
    """
    if target < _NOL:
        # Dividing by a negative target would reward the worse result.
        raise ValueError("Target tidak boleh negatif.")
    if arah == Arah.TURUN:
        return _compute_turun(realisasi, target, rumus_turun)
    if target == _NOL:
        raise ValueError("Target 0 tidak dapat dipakai untuk indikator yang diharapkan naik.")
    return _compute_persen(realisasi, target)


def _compute_turun(realisasi: Decimal, target: Decimal, rumus_turun: RumusTurun) -> Decimal:
    if target == _NOL:
        return _NOL if realisasi > _NOL else _SERATUS
    if rumus_turun == RumusTurun.SELISIH:
        selisih = KONTEKS.subtract(KONTEKS.add(target, target), realisasi)
        return max(_compute_persen(selisih, target), _NOL)
    if realisasi <= _NOL:
        # t/0 has no value, yet nothing at all is the best there is. 200 is what SELISIH gives for
        # r = 0: the only finite figure the regulation itself offers, and well inside the top label.
        return _DUA_RATUS
    return _compute_persen(target, realisasi)


def _compute_persen(atas: Decimal, bawah: Decimal) -> Decimal:
    # Times 100 first: the product is exact, so only the division can round.
    return KONTEKS.divide(KONTEKS.multiply(atas, _SERATUS), bawah)


def compute_peringatan(
    realisasi: Decimal,
    target: Decimal,
    arah: Arah,
    rumus_turun: RumusTurun = RumusTurun.SELISIH,
) -> str | None:
    """The sentence to show beside a capaian that was set by rule instead of by formula, or None."""
    if arah != Arah.TURUN:
        return None
    if target == _NOL and realisasi > _NOL:
        return "Target 0 dengan realisasi di atas 0: capaian dihitung 0."
    if target > _NOL and realisasi <= _NOL and rumus_turun == RumusTurun.NISBAH:
        return "Realisasi 0 pada rumus target dibagi realisasi: capaian dihitung 200."
    return None


def round_tampil(nilai: Decimal) -> Decimal:
    """The number as printed: 2 decimals, half up. Only for display, never to calculate on."""
    return round_half_up(nilai, 2)


def classify(capaian: Decimal, skala: tuple[tuple[Decimal, str], ...]) -> str:
    """The label of the first row whose lower bound the *printed* capaian reaches.

    `skala` is descending (lower bound in percent, label); its last row takes all the rest.
    Raises ValueError when it is empty.
    """
    if not skala:
        raise ValueError("Tabel predikat masih kosong.")
    tampil = round_tampil(capaian)
    return next((label for batas, label in skala if tampil >= batas), skala[-1][1])


def format_skala(skala: Skala) -> str:
    """Return the scale in words, highest first; the last label takes all the rest."""
    atas = [f"≥ {format_cacah(batas)} {label}" for batas, label in skala[:-1]]
    return f"{', '.join(atas)}, di bawahnya {skala[-1][1]}"


def find_peringkat(skala: Skala, label: str) -> int:
    """Return a label's rank from 1 (highest) to 5 (lowest) whatever the rows; 0: not in it."""
    nomor = next((n for n, (_, kata) in enumerate(skala) if kata == label), None)
    if nomor is None:
        return 0
    return 1 + (nomor * 4 + (len(skala) - 1) // 2) // max(len(skala) - 1, 1)


def compute_rerata(nilai: Iterable[Decimal], plafon: Decimal | None = None) -> Decimal | None:
    """Unweighted mean, unrounded; None when there is nothing to average.

    Each value enters the mean at no more than `plafon`, so one extreme row cannot hide the others;
    the values themselves stay as they are.
    """
    # Sorted, so that the last digit does not depend on the order in which rows were read.
    semua = sorted(nilai if plafon is None else (min(satu, plafon) for satu in nilai))
    if not semua:
        return None
    jumlah = _NOL
    for satu in semua:
        jumlah = KONTEKS.add(jumlah, satu)
    return KONTEKS.divide(jumlah, Decimal(len(semua)))


def format_aturan(
    skala: Skala,
    plafon: Decimal | None,
    kolom: Sequence[tuple[str, Skala, Decimal | None]] = (),
) -> str:
    """Return the sentences printed under the table: the rule of the mean and of the predikat.

    `kolom`: name, scale and cap of the quarters; those that kept other rules are named with them.
    """
    rata = (
        "Rata-rata tanpa bobot atas indikator yang disetujui; nihil, “-” (tidak ditargetkan), dan "
        "yang belum disetujui tidak dihitung. "
    )
    if plafon is not None:
        rata += f"Dalam rata-rata tiap capaian dihitung paling tinggi {format_cacah(plafon)}. "
    kalimat = f"{rata}Predikat capaian: {format_skala(skala)}."
    lain: dict[tuple[Skala, Decimal | None], list[str]] = {}
    for satu, punya, atap in kolom:
        if (punya, atap) != (skala, plafon):
            lain.setdefault((punya, atap), []).append(satu)
    for (punya, atap), nama in lain.items():
        batas = "" if atap == plafon else f"; tiap capaian {_format_atap(atap)}"
        kalimat += (
            f" {' dan '.join(nama)} tetap memakai aturan saat ditutup: "
            f"{format_skala(punya)}{batas}."
        )
    return f"{kalimat} Setahun memakai aturan triwulan terakhirnya." if lain else kalimat


def _format_atap(plafon: Decimal | None) -> str:
    if plafon is None:
        return "dihitung apa adanya"
    return f"dihitung paling tinggi {format_cacah(plafon)}"
