"""The timeline of a position as shares of its width: who held it, and the gaps between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.penugasan import KATA_JENIS, Tugas, format_rentang, list_kosong
from iki_web.rules.periode import NAMA_BULAN


@dataclass(frozen=True, slots=True)
class Ruas:
    """A bar: where it begins and how wide it is in percent, its row (0 definitif, 1 acting)."""

    x: str
    lebar: str
    baris: int
    rupa: str
    teks: str


@dataclass(frozen=True, slots=True)
class Garis:
    """The bars, the quarters' marks (percent, label), and today's place."""

    ruas: tuple[Ruas, ...]
    tanda: tuple[tuple[str, str], ...]
    kini: str
    teks: str


def build_garis(tugas: Iterable[Tugas], hari: date) -> Garis:
    """Draw last year and this one; what lies outside is cut at the edge."""
    dari, sampai = date(hari.year - 1, 1, 1), date(hari.year, 12, 31)
    semua = [t for t in tugas if t.mulai <= sampai and t.sampai >= dari]
    ruas = [
        _build(
            (dari, sampai),
            (t.mulai, t.sampai),
            t.jenis is not JenisPenugasan.DEFINITIF,
            t.jenis.value.lower(),
            f"{KATA_JENIS[t.jenis]} {t.pegawai}, {t.rentang}",
        )
        for t in semua
    ]
    # Only what has passed is a gap: tomorrow's holder may still be appointed, and of the days
    # before the first assignment nothing is known.
    pertama = max(dari, min((t.mulai for t in semua), default=dari))
    for awal, akhir in list_kosong(semua, pertama, hari):
        teks = f"kosong {format_rentang(awal, None if akhir == hari else akhir)}"
        ruas.append(_build((dari, sampai), (awal, akhir), False, "kosong", teks))
    bulan = [date(tahun, ke, 1) for tahun in (dari.year, sampai.year) for ke in (1, 4, 7, 10)]
    return Garis(
        ruas=tuple(ruas),
        tanda=tuple((_persen(b, dari, sampai), _label(b)) for b in bulan),
        kini=_persen(hari, dari, sampai),
        teks="; ".join(satu.teks for satu in ruas) + f". Hari ini {format_tanggal_pendek(hari)}.",
    )


def _label(hari: date) -> str:
    nama = NAMA_BULAN[hari.month - 1][:3]
    return f"{nama} {hari.year}" if hari.month == 1 else nama


def _persen(hari: date, dari: date, sampai: date) -> str:
    return f"{(hari - dari).days * 100 / ((sampai - dari).days + 1):.2f}%"


def _build(
    batas: tuple[date, date], rentang: tuple[date, date], baris: bool, rupa: str, teks: str
) -> Ruas:
    dari, sampai = batas
    awal, akhir = max(rentang[0], dari), min(rentang[1], sampai)
    seluruh = (sampai - dari).days + 1
    lebar = ((akhir - awal) + timedelta(days=1)).days * 100 / seluruh
    return Ruas(_persen(awal, dari, sampai), f"{max(lebar, 0.4):.2f}%", int(baris), rupa, teks)
