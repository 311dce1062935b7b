"""The calendar of holidays: read one day, a span or many lines, and what a change would move."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.periode import NAMA_BULAN, Aturan, KodePeriode, compute_hari_batas
from iki_web.rules.teks import clean_teks

#: Longest span in days, most lines pasted at once, and characters of a name (models: CHECK).
RENTANG, BARIS, PANJANG_NAMA = 60, 200, 150
_SATU = timedelta(days=1)
_BULAN = {nama.lower(): n for n, nama in enumerate(NAMA_BULAN, 1)}
_HARI = r"([0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+)[-/. ][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_POLA = re.compile(rf"{_HARI}(?:\s*(?:s\.?d\.?|sampai|–)\s*{_HARI})?[\s,;:]+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HariLibur:
    """A day the office does not work, and why."""

    tanggal: date
    nama: str


@dataclass(frozen=True, slots=True)
class Geseran:
    """A deadline a change of the holidays would move: the last day as it is, and by the rule."""

    kode: KodePeriode
    semula: date
    menjadi: date


def list_geseran(
    batas: Mapping[KodePeriode, date],
    aturan: Sequence[Aturan],
    sebelum: AbstractSet[date],
    sesudah: AbstractSet[date],
    hari_ini: date,
) -> tuple[Geseran, ...]:
    """Return which deadlines were counted by one of the rules and would be others now.

    A day somebody chose by hand follows no rule and is left alone, as is one that would have
    passed already.
    """
    hasil = []
    for kode, semula in batas.items():
        cocok = (a for a in aturan if compute_hari_batas(kode, a, sebelum) == semula)
        pakai = next(cocok, None)
        menjadi = semula if pakai is None else compute_hari_batas(kode, pakai, sesudah)
        if menjadi != semula and menjadi >= hari_ini:
            hasil.append(Geseran(kode, semula, menjadi))
    return tuple(hasil)


def read_libur(form: Mapping[str, str]) -> tuple[HariLibur, ...]:
    """Read a day, or a span of days of one name; raises Ditolak with a sentence at the field."""
    baca = Pembaca(form)
    dari = baca.tanggal("dari", "Tanggal", wajib=True)
    sampai = baca.tanggal("sampai", "Sampai tanggal") or dari
    nama = baca.baris("nama", "Nama hari libur", PANJANG_NAMA, wajib=True)
    if dari is not None and sampai is not None:
        sebab = _find_salah(dari, sampai)
        if sebab:
            baca.refuse("sampai", sebab)
    baca.check()
    assert dari is not None
    assert sampai is not None
    return _list_rentang(dari, sampai, nama)


def parse_tempel(teks: str) -> tuple[HariLibur, ...]:
    """Read one holiday per line, as "17-08-2026 Kemerdekaan"; empty lines are passed over.

    Raises Ditolak that names every line it could not read; then nothing of it counts.
    """
    hasil: list[HariLibur] = []
    salah: list[str] = []
    baris = [(n, b.strip()) for n, b in enumerate(teks.splitlines(), 1) if b.strip()]
    if not baris:
        _refuse(["Tempel paling sedikit satu baris, misalnya: 17-08-2026 Kemerdekaan."])
    if len(baris) > BARIS:
        _refuse([f"Paling banyak {BARIS} baris sekali tempel; yang ditempel {len(baris)}."])
    for nomor, isi in baris:
        try:
            hasil += _parse_baris(isi)
        except ValueError as sebab:
            salah.append(f"Baris {nomor}: {sebab}")
    if salah:
        lagi = [f"Masih ada {len(salah) - 5} baris lain yang keliru."] if len(salah) > 5 else []
        _refuse(salah[:5] + lagi)
    return tuple(hasil)


def _refuse(kalimat: Sequence[str]) -> None:
    raise Ditolak(
        "Belum disimpan. Tidak satu baris pun ditambahkan.", {"tempel": " ".join(kalimat)}
    )


def _parse_baris(isi: str) -> tuple[HariLibur, ...]:
    cocok = _POLA.fullmatch(isi)
    if cocok is None:
        raise ValueError("tulis tanggal lalu nama, misalnya 17-08-2026 Kemerdekaan.")
    dari = _parse_hari(cocok[1])
    sampai = _parse_hari(cocok[2]) if cocok[2] else dari
    sebab = _find_salah(dari, sampai)
    if sebab:
        raise ValueError(sebab[0].lower() + sebab[1:])
    nama = " ".join(clean_teks(cocok[3], PANJANG_NAMA, "nama hari libur").split())
    if not nama:
        raise ValueError("namanya belum ditulis.")
    return _list_rentang(dari, sampai, nama)


def _parse_hari(teks: str) -> date:
    """Read 17-08-2026, 17/8/2026, 17 Agustus 2026 or 2026-08-17."""
    bagian = re.split(r"[-/. ]", teks)
    hari, bulan, tahun = bagian if len(bagian[2]) == 4 else bagian[::-1]
    nomor = int(bulan) if bulan.isdigit() else _BULAN.get(bulan.lower(), 0)
    try:
        return date(int(tahun), nomor, int(hari))
    except ValueError:
        raise ValueError(f"“{teks}” bukan tanggal yang benar.") from None


def _find_salah(dari: date, sampai: date) -> str:
    if not 2000 <= dari.year <= 2999:
        return "Tahun hari libur harus antara 2000 dan 2999."
    if sampai < dari:
        return f"Sampai tanggal tidak boleh sebelum {format_tanggal(dari)}."
    if (sampai - dari).days >= RENTANG:
        return f"Sekali tambah paling banyak {RENTANG} hari berturut-turut."
    return ""


def _list_rentang(dari: date, sampai: date, nama: str) -> tuple[HariLibur, ...]:
    return tuple(HariLibur(dari + _SATU * n, nama) for n in range((sampai - dari).days + 1))
