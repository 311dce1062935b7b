"""From counts to realisasi: the three kinds of formula, nihil, and the year from its periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from iki_web.rules.bilangan import KONTEKS
from iki_web.rules.capaian import compute_rerata

_NOL = Decimal(0)
_SERATUS = Decimal(100)
_LEBIH_DARI_SERATUS = "Pembilang lebih besar daripada penyebut: hasilnya lebih dari 100 %."


class JenisRumus(StrEnum):
    """RASIO: a fraction x 100; DAFTAR_DOKUMEN: documents in time; ANGKA: a plain number."""

    RASIO = "RASIO"
    DAFTAR_DOKUMEN = "DAFTAR_DOKUMEN"
    ANGKA = "ANGKA"


class CaraHitung(StrEnum):
    """How the periods make the year: sum of counts, the last period, or the mean of periods."""

    JUMLAH = "JUMLAH"
    AKHIR = "AKHIR"
    RATA = "RATA"


@dataclass(frozen=True, slots=True)
class BarisDokumen:
    """One kind of document in one period: how many fell due, how many of these were in time."""

    jatuh_tempo: Decimal
    tepat_waktu: Decimal


@dataclass(frozen=True, slots=True)
class Hasil:
    """The outcome of a formula. `nilai` is unrounded, in percent (or in the unit, for ANGKA).

    nihil: 0/0, nothing to measure; `nilai` is None then and only then.
    pembilang, penyebut: the counts behind `nilai`, None where it has none (ANGKA, RATA).
    """

    nihil: bool
    pembilang: Decimal | None
    penyebut: Decimal | None
    nilai: Decimal | None
    peringatan: tuple[str, ...] = ()


def compute_rasio(pembilang: Decimal, penyebut: Decimal) -> Hasil:
    """pembilang / penyebut x 100; 0/0 is nihil; more than 100 % carries a warning.

    Raises ValueError (Indonesian sentence) for a negative count and for x/0.
    """
    if pembilang < _NOL:
        raise ValueError("Pembilang tidak boleh negatif.")
    if penyebut < _NOL:
        raise ValueError("Penyebut tidak boleh negatif.")
    if penyebut == _NOL:
        if pembilang > _NOL:
            raise ValueError("Penyebut 0 tidak dapat membagi pembilang yang lebih dari 0.")
        return Hasil(True, pembilang, penyebut, None)
    nilai = KONTEKS.divide(KONTEKS.multiply(pembilang, _SERATUS), penyebut)
    peringatan = (_LEBIH_DARI_SERATUS,) if pembilang > penyebut else ()
    return Hasil(False, pembilang, penyebut, nilai, peringatan)


def compute_daftar(baris: Sequence[BarisDokumen]) -> Hasil:
    """Sum of tepat waktu / sum of jatuh tempo x 100; nihil when nothing fell due in any row.

    Raises ValueError naming the row (from 1) that is negative or has more in time than due,
    and for a list without rows: not filled in is not the same as nothing due.
    """
    if not baris:
        raise ValueError("Daftar dokumen belum diisi.")
    for nomor, satu in enumerate(baris, start=1):
        if satu.jatuh_tempo < _NOL or satu.tepat_waktu < _NOL:
            raise ValueError(f"Baris {nomor}: jumlah dokumen tidak boleh negatif.")
        if satu.tepat_waktu > satu.jatuh_tempo:
            raise ValueError(
                f"Baris {nomor}: dokumen tepat waktu tidak boleh lebih banyak "
                "daripada yang jatuh tempo."
            )
    return compute_rasio(
        _jumlahkan(satu.tepat_waktu for satu in baris),
        _jumlahkan(satu.jatuh_tempo for satu in baris),
    )


def compute_angka(nilai: Decimal) -> Hasil:
    """A plain number in the indicator's own unit: no fraction, hence no counts and no nihil."""
    return Hasil(False, None, None, nilai)


def compute_setahun(cara: CaraHitung, hasil: Sequence[Hasil]) -> Hasil | None:
    """The year's outcome from its approved periods, given in order of period.

    Nihil periods are left out; when all are nihil so is the year; without periods it is None.
    Raises ValueError (Indonesian sentence) when JUMLAH meets counts and plain numbers mixed.
    """
    if not hasil:
        return None
    terisi = [satu for satu in hasil if not satu.nihil]
    if not terisi:
        return hasil[-1]
    if cara == CaraHitung.AKHIR:
        return terisi[-1]
    if cara == CaraHitung.JUMLAH:
        return _compute_jumlah(terisi)
    # No counts: their sums would belong to another percentage than the mean.
    return Hasil(False, None, None, compute_rerata(_list_nilai(terisi)))


def _compute_jumlah(terisi: Sequence[Hasil]) -> Hasil:
    pembilang = [satu.pembilang for satu in terisi if satu.pembilang is not None]
    penyebut = [satu.penyebut for satu in terisi if satu.penyebut is not None]
    if len(pembilang) == len(penyebut) == len(terisi):
        # Never the mean of percentages: 1/1 and 0/9 make 10 %, not 50 %.
        return compute_rasio(_jumlahkan(pembilang), _jumlahkan(penyebut))
    if pembilang or penyebut:
        raise ValueError("Periode dengan pecahan dan periode dengan angka tidak dapat dijumlahkan.")
    return compute_angka(_jumlahkan(_list_nilai(terisi)))


def _list_nilai(terisi: Sequence[Hasil]) -> list[Decimal]:
    return [satu.nilai for satu in terisi if satu.nilai is not None]


def _jumlahkan(nilai: Iterable[Decimal]) -> Decimal:
    jumlah = _NOL
    for satu in nilai:
        jumlah = KONTEKS.add(jumlah, satu)
    return jumlah
