"""Template filters: numbers, days and instants as the office writes them."""

from collections.abc import Callable, Mapping
from typing import Any

from iki_web.rules import bilangan
from iki_web.rules.pegawai import format_nip
from iki_web.rules.realisasi import format_hasil

FILTER: Mapping[str, Callable[..., Any]] = {
    "angka": bilangan.format_angka,
    "cacah": bilangan.format_cacah,
    "persen": bilangan.format_persen,
    "tanggal": bilangan.format_tanggal,
    "tanggal_pendek": bilangan.format_tanggal_pendek,
    "hari_tanggal": bilangan.format_hari_tanggal,
    "waktu": bilangan.format_waktu,
    "batas": bilangan.format_batas,
    "ukuran": bilangan.format_ukuran,
    "hasil": format_hasil,
    "nip": format_nip,
}
