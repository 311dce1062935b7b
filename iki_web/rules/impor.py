"""Importing workbooks: what kinds there are, and what becomes of one."""

from enum import StrEnum


class JenisImpor(StrEnum):
    """What the rows of a workbook are."""

    PEGAWAI = "PEGAWAI"
    PENUGASAN = "PENUGASAN"
    TARGET = "TARGET"
    HASIL = "HASIL"


class StatusImpor(StrEnum):
    """A workbook is looked at first, then applied as a whole or thrown away."""

    DIPERIKSA = "DIPERIKSA"
    DITERAPKAN = "DITERAPKAN"
    DIBUANG = "DIBUANG"
