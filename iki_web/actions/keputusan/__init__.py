"""Editions of the Keputusan: loading one from its file, and the life of a draft."""

from iki_web.actions.keputusan.muat import SK_2021, Laporan, create_keputusan, read_keputusan
from iki_web.actions.keputusan.tulis import add_edisi

__all__ = ["SK_2021", "Laporan", "add_edisi", "create_keputusan", "read_keputusan"]
