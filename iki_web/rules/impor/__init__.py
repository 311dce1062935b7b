"""Importing workbooks: kinds, columns, reading rows out of sheets, and what becomes of each."""

from iki_web.rules.impor.baca import read_baris
from iki_web.rules.impor.isi import (
    KATA_JENIS,
    KATA_NASIB,
    KOLOM,
    SARAN,
    BarisImpor,
    JenisImpor,
    Kolom,
    Macam,
    NasibBaris,
    StatusImpor,
    Tinjauan,
    compute_sidik,
    format_baris,
    parse_baris,
)

__all__ = [
    "KATA_JENIS",
    "KATA_NASIB",
    "KOLOM",
    "SARAN",
    "BarisImpor",
    "JenisImpor",
    "Kolom",
    "Macam",
    "NasibBaris",
    "StatusImpor",
    "Tinjauan",
    "compute_sidik",
    "format_baris",
    "parse_baris",
    "read_baris",
]
