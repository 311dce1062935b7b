"""Numbers, dates and sizes in Indonesian; one rounding (half up) for all that is shown."""

import re
from datetime import date, datetime, timedelta
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from iki_web.rules.periode import NAMA_BULAN, WIB

_JEBAKAN = [InvalidOperation, DivisionByZero, Overflow]
# Never the global context: a library that changes it must not change our results.
KONTEKS = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=_JEBAKAN)
_KONTEKS_BULAT = Context(prec=100, rounding=ROUND_HALF_UP, traps=_JEBAKAN)

DIGIT_TERBANYAK = 15
_POLA_ANGKA = re.compile(r"-?((?:[0-9]{1,3}(?:\.[0-9]{3})*)|[0-9]+)(?:,[0-9]{1,4})?")
_POLA_BERPEMISAH = re.compile(r"-?[0-9][0-9.,]*[0-9]")
_POLA_TERLALU_HALUS = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+),[0-9]{5,}")
_TUKAR = str.maketrans(",.", ".,")
_LANGKAH = {n: Decimal((0, (1,), -n)) for n in range(9)}
_RENIK = Decimal((0, (1,), -40))
_NAMA_HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SATUAN_UKURAN = ("B", "KB", "MB", "GB", "TB")


def parse_angka(teks: str) -> Decimal:
    """Read a number typed the Indonesian way: 1.234,56 or 1234,56; up to 15 digits, 4 decimals.

    Plain spaces around it are ignored; digits are ASCII only; minus zero becomes zero.
    Raises ValueError with an Indonesian sentence, which asks what was meant where it is doubtful.
    """
    teks = teks.strip(" ")
    # fullmatch and [0-9] on purpose: `$` lets a newline through and `\d` every script's digits.
    cocok = _POLA_ANGKA.fullmatch(teks)
    if cocok is None:
        raise ValueError(_kalimat_tolak(teks))
    if len(cocok[1].replace(".", "")) > DIGIT_TERBANYAK:
        raise ValueError(
            f"Angka terlalu besar: paling banyak {DIGIT_TERBANYAK} angka di depan koma."
        )
    nilai = Decimal(teks.replace(".", "").replace(",", "."))
    return nilai if nilai else nilai.copy_abs()


def _kalimat_tolak(teks: str) -> str:
    """Say why `teks` is no number, as a question when two readings are possible."""
    if not teks:
        return "Angka belum diisi."
    if _POLA_TERLALU_HALUS.fullmatch(teks):
        return "Paling banyak 4 angka di belakang koma."
    tampak = "".join(huruf if huruf.isprintable() else "\ufffd" for huruf in teks[:30])
    if len(teks) > 30:
        tampak += "…"
    tafsir = _list_tafsir(teks)
    if tafsir:
        return (
            f'Angka "{tampak}" meragukan: apakah maksudnya {" atau ".join(tafsir)}? '
            "Tulis desimal dengan koma."
        )
    return (
        f'"{tampak}" bukan angka. Tulis seperti 1.234,56: titik untuk ribuan, koma untuk desimal.'
    )


def _list_tafsir(teks: str) -> list[str]:
    """The readings of digits with misplaced dots and commas: last mark as comma, or none at all."""
    digit = re.sub(r"[^0-9]", "", teks)
    if not _POLA_BERPEMISAH.fullmatch(teks) or len(digit) > DIGIT_TERBANYAK:
        return []
    tanda = "-" if teks[0] == "-" else ""
    desimal = len(teks) - 1 - max(teks.rfind("."), teks.rfind(","))
    tafsir = []
    if 1 <= desimal <= 4:
        tafsir.append(f"{tanda}{_format_ribuan(digit[:-desimal])},{digit[-desimal:]}")
    if "." not in teks or "," not in teks:
        tafsir.append(f"{tanda}{_format_ribuan(digit)}")
    return tafsir


def _format_ribuan(digit: str) -> str:
    return f"{int(digit):,}".replace(",", ".")


def round_half_up(nilai: Decimal, desimal: int = 2) -> Decimal:
    """Round half up (away from zero) to 0-8 decimals, as everything shown is rounded; never -0.

    Raises ValueError for NaN, infinity and more than 60 digits before the comma.
    """
    try:
        # A mean of repeating fractions ends in noise at the 47th decimal, which would push an exact
        # half (125,125) below itself. Settling at the 40th cannot reach any number people enter.
        tenang = nilai.quantize(_RENIK, ROUND_HALF_EVEN, _KONTEKS_BULAT)
        bulat = tenang.quantize(_LANGKAH[desimal], ROUND_HALF_UP, _KONTEKS_BULAT)
    except InvalidOperation:
        raise ValueError("Angka tidak dapat dibulatkan.") from None
    if not bulat.is_finite():
        raise ValueError("Angka tidak dapat dibulatkan.")
    return bulat if bulat else bulat.copy_abs()


def format_angka(nilai: Decimal, desimal: int = 2) -> str:
    """Print with exactly `desimal` decimals (0-8), dots for thousands: 1.234,56. Rounds half up."""
    return f"{round_half_up(nilai, desimal):,f}".translate(_TUKAR)


def format_persen(nilai: Decimal) -> str:
    """Print a value that already is in percent: 90,00 %."""
    return f"{format_angka(nilai)} %"


def format_cacah(nilai: Decimal) -> str:
    """Print a count or amount with as many decimals as it has, at most 4: 1.234 or 1.234,5."""
    teks = format_angka(nilai, 4)
    return teks.rstrip("0").removesuffix(",")


def format_ukuran(ukuran: int) -> str:
    """Print a number of bytes (1 KB = 1.024 B, as file managers count): 1,8 MB or 20 MB."""
    nilai = Decimal(ukuran)
    satuan = 0
    while round_half_up(nilai, 1) >= 1024 and satuan < len(_SATUAN_UKURAN) - 1:
        nilai = KONTEKS.divide(nilai, Decimal(1024))
        satuan += 1
    return f"{format_cacah(round_half_up(nilai, 1))} {_SATUAN_UKURAN[satuan]}"


def format_tanggal(hari: date) -> str:
    """Print a date in full: 20 Januari 2021."""
    return f"{hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}"


def format_tanggal_pendek(hari: date) -> str:
    """Print a date for narrow columns: 20 Jan 2021."""
    return f"{hari.day} {NAMA_BULAN[hari.month - 1][:3]} {hari.year}"


def format_hari_tanggal(hari: date) -> str:
    """Print a date with its day: Rabu, 14 Oktober 2026."""
    return f"{_NAMA_HARI[hari.weekday()]}, {format_tanggal(hari)}"


def format_waktu(waktu: datetime) -> str:
    """Print an aware datetime in WIB: 12 Okt 2026 10.02. Raises ValueError without a zone."""
    setempat = _ke_wib(waktu)
    return f"{format_tanggal_pendek(setempat)} {setempat:%H.%M}"


def format_batas(batas: datetime) -> str:
    """Print a deadline by its last minute that still counts: 14 Oktober 2026 pukul 23.59 WIB.

    `batas` is aware and is the first instant that is too late (rules.periode.batas_hari_kerja).
    """
    terakhir = _ke_wib(batas - timedelta(microseconds=1))
    return f"{format_tanggal(terakhir)} pukul {terakhir:%H.%M} WIB"


def format_lama(detik: int) -> str:
    """Print how long something still takes, in hours and minutes: 2 jam 10 menit lagi."""
    jam, menit = divmod(max(detik, 0) // 60, 60)
    bagian = [f"{n} {satuan}" for n, satuan in ((jam, "jam"), (menit, "menit")) if n]
    return f"{' '.join(bagian) or 'kurang dari 1 menit'} lagi"


def _ke_wib(waktu: datetime) -> datetime:
    if waktu.utcoffset() is None:
        raise ValueError("Waktu harus menyebut zonanya.")
    return waktu.astimezone(WIB)
