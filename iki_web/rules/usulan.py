"""Proposals for the next edition: the four steps of the source as states (SK 2021, 2.2)."""

from enum import StrEnum


class JenisUsulan(StrEnum):
    """What is proposed of an indicator: a new one, a change, or to drop it."""

    BARU = "BARU"
    UBAH = "UBAH"
    HAPUS = "HAPUS"


class StatusUsulan(StrEnum):
    """Klarifikasi and daftar awal make it DIUSULKAN, penilaian DINILAI, pemilihan ends it."""

    DIUSULKAN = "DIUSULKAN"
    DINILAI = "DINILAI"
    DIPILIH = "DIPILIH"
    TIDAK_DIPILIH = "TIDAK_DIPILIH"
