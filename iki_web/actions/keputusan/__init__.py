"""Editions of the Keputusan: loading one, the life of a draft, and the acts of the head.

A draft read from a file lies in `unggah`, for those who need what reads workbooks.
"""

from iki_web.actions.keputusan.catatan import update_catatan
from iki_web.actions.keputusan.draf import (
    create_draf,
    create_lampiran,
    move_lampiran,
    remove_draf,
    remove_lampiran,
    update_lampiran,
    update_naskah,
)
from iki_web.actions.keputusan.muat import SK_2021, Laporan, create_keputusan, read_keputusan
from iki_web.actions.keputusan.tetap import issue_keputusan, revoke_keputusan
from iki_web.actions.keputusan.tulis import add_edisi

__all__ = [
    "SK_2021",
    "Laporan",
    "add_edisi",
    "create_draf",
    "create_keputusan",
    "create_lampiran",
    "issue_keputusan",
    "move_lampiran",
    "read_keputusan",
    "remove_draf",
    "remove_lampiran",
    "revoke_keputusan",
    "update_catatan",
    "update_lampiran",
    "update_naskah",
]
