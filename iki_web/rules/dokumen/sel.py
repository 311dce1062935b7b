"""Cells of figures: the printed number with the exact one behind it, one way for every document."""

from dataclasses import replace
from decimal import Decimal

from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.capaian import Skala, classify, round_tampil
from iki_web.rules.dokumen.isi import Sel
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rekap import Gulungan
from iki_web.rules.rumus import Hasil

#: Nothing to measure (0/0) and not targeted: neither is empty, neither is 0 (DOMAIN section 4).
NIHIL = Sel("n/a")
TANPA_TARGET = Sel("-")
KOSONG = Sel()


def build_cacah(nilai: Decimal | None) -> Sel:
    """Return a count or amount with as many decimals as it has; empty where there is none."""
    return KOSONG if nilai is None else Sel(format_cacah(nilai), nilai)


def build_hasil(hasil: Hasil | None, asal: str = "") -> tuple[Sel, Sel, Sel]:
    """Return pembilang, penyebut and realisasi; realisasi is "n/a" for nihil.

    `asal`: the code of the indicator.
    """
    if hasil is None:
        return KOSONG, KOSONG, KOSONG
    if hasil.nihil or hasil.nilai is None:
        nihil = replace(NIHIL, asal=asal)
        return build_cacah(hasil.pembilang), build_cacah(hasil.penyebut), nihil
    nilai = Sel(format_angka(hasil.nilai), round_tampil(hasil.nilai), asal=asal)
    return build_cacah(hasil.pembilang), build_cacah(hasil.penyebut), nilai


def build_target(nilai: Decimal | None, tanpa_target: bool) -> Sel:
    """Return a target, "-" where the period is not targeted, empty where none was fixed."""
    return TANPA_TARGET if tanpa_target else build_cacah(nilai)


def build_capaian(capaian: Decimal | None, hasil: Hasil | None = None) -> Sel:
    """Return an achievement in percent as printed; "n/a" where the result is nihil."""
    if capaian is None:
        return NIHIL if hasil is not None and hasil.nihil else KOSONG
    return Sel(format_angka(capaian), round_tampil(capaian))


def build_predikat(capaian: Decimal | None, skala: Skala) -> Sel:
    """Return the rating of what is printed; empty without an achievement."""
    return KOSONG if capaian is None else Sel(classify(capaian, skala))


def build_nilai(hasil: Hasil | None, satuan: str, asal: str = "") -> Sel:
    """Return a result with its unit and the counts behind it: "90,00 % (9/10)"."""
    if hasil is None:
        return KOSONG
    if hasil.nihil or hasil.nilai is None:
        return replace(NIHIL, asal=asal)
    atas, bawah = hasil.pembilang, hasil.penyebut
    cacah = None if atas is None or bawah is None else (atas, bawah)
    return Sel(format_hasil(hasil, satuan), round_tampil(hasil.nilai), cacah=cacah, asal=asal)


def build_keadaan(gulungan: Gulungan, skala: Skala) -> Sel:
    """Return the rating of an indicator's year, or in words why it has none."""
    if gulungan.capaian is not None:
        return build_predikat(gulungan.capaian, skala)
    return Sel(format_tanpa_capaian(gulungan))


def format_tanpa_capaian(gulungan: Gulungan) -> str:
    """Say why an indicator's year comes to no achievement."""
    if gulungan.hasil is None:
        return "belum disetujui"
    if gulungan.nihil:
        return "nihil"
    return "tidak ditargetkan" if gulungan.tanpa_target else "target belum ditetapkan"
