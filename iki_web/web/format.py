"""Template filters: numbers, days and instants as the office writes them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from iki_web.rules import bilangan
from iki_web.rules.dokumen import classify_balok
from iki_web.rules.pegawai import format_nip
from iki_web.rules.periode import Sisa
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.teks import format_kalimat, format_sebutan


def format_sisa(sisa: Sisa) -> Markup:
    """Return what is left: working days, on the last day hours and minutes that app.js counts."""
    if sisa.hari == 0:
        lama = bilangan.format_lama(sisa.detik)
        return Markup('<span data-sisa="{}">{}</span>').format(sisa.detik, lama)
    if sisa.hari_kerja == 0:
        return Markup("{} hari lagi, tanpa hari kerja").format(_cacah(sisa.hari))
    dekat = f" ({sisa.hari} hari)" if sisa.hari_kerja < sisa.hari <= 31 else ""
    return Markup("{} hari kerja lagi{}").format(_cacah(sisa.hari_kerja), dekat)


def _cacah(banyak: int) -> str:
    return bilangan.format_cacah(Decimal(banyak))


def format_tenggat(batas: datetime, sisa: Sisa | None) -> Markup:
    """Return a deadline with what is left of it; `sisa` None: the period is not open."""
    teks = bilangan.format_batas(batas)
    if sisa is None:
        return Markup("Batas {}, tidak sedang dibuka").format(teks)
    if sisa.hari == 0:
        pukul = teks.partition(" pukul ")[2]
        return Markup("Ditutup hari ini pukul {}, {}").format(pukul, format_sisa(sisa))
    return Markup("Batas {}, {}").format(teks, format_sisa(sisa))


FILTER: Mapping[str, Callable[..., Any]] = {
    "balok": classify_balok,
    "angka": bilangan.format_angka,
    "cacah": bilangan.format_cacah,
    "persen": bilangan.format_persen,
    "tanggal": bilangan.format_tanggal,
    "tanggal_pendek": bilangan.format_tanggal_pendek,
    "hari_tanggal": bilangan.format_hari_tanggal,
    "waktu": bilangan.format_waktu,
    "batas": bilangan.format_batas,
    "sisa": format_sisa,
    "tenggat": format_tenggat,
    "ukuran": bilangan.format_ukuran,
    "hasil": format_hasil,
    "nip": format_nip,
    "kalimat": format_kalimat,
    "sebutan": format_sebutan,
}
