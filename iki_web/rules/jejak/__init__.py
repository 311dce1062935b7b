"""The audit trail: events, the chain of lines, what they did to rows, anchors outside of it."""

from iki_web.rules.jejak.jangkar import (
    Jangkar,
    Tinggalan,
    compare_jangkar,
    format_baris,
    format_kode,
    parse_baris,
    parse_kode,
    parse_tinggalan,
)
from iki_web.rules.jejak.keadaan import (
    Ulangan,
    compute_sidik_baris,
    format_dasar,
    format_keadaan,
    load_tabel,
)
from iki_web.rules.jejak.peristiwa import Peristiwa
from iki_web.rules.jejak.rantai import MAC_AWAL, Baris, compute_mac, find_putus, format_kanonik

__all__ = [
    "MAC_AWAL",
    "Baris",
    "Jangkar",
    "Peristiwa",
    "Tinggalan",
    "Ulangan",
    "compare_jangkar",
    "compute_mac",
    "compute_sidik_baris",
    "find_putus",
    "format_baris",
    "format_dasar",
    "format_kanonik",
    "format_keadaan",
    "format_kode",
    "load_tabel",
    "parse_baris",
    "parse_kode",
    "parse_tinggalan",
]
