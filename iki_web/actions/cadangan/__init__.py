"""Backups: made while people work, read back whole, restored all or nothing."""

from iki_web.actions.cadangan.aturan import set_sandi_cadangan, update_aturan
from iki_web.actions.cadangan.berkas import (
    Cadangan,
    find_instance,
    open_gladi,
    rehearse,
    write_cadangan,
)
from iki_web.actions.cadangan.buat import create_cadangan, note_gagal, update_uji
from iki_web.actions.cadangan.jangkar import list_sumber
from iki_web.actions.cadangan.latar import (
    Kerja,
    format_jadi,
    get_latar,
    start_harian,
    take_harian,
    take_periksa,
)
from iki_web.actions.cadangan.pulih import Pulihan, restore_cadangan, restore_hidup

__all__ = [
    "Cadangan",
    "Kerja",
    "Pulihan",
    "create_cadangan",
    "find_instance",
    "format_jadi",
    "get_latar",
    "list_sumber",
    "note_gagal",
    "open_gladi",
    "rehearse",
    "restore_cadangan",
    "restore_hidup",
    "set_sandi_cadangan",
    "start_harian",
    "take_harian",
    "take_periksa",
    "update_aturan",
    "update_uji",
    "write_cadangan",
]
