"""Acts on one entry; each is one step of the table in `rules/alur.py`."""

from iki_web.actions.realisasi.isi import (
    Kiriman,
    remove_bukti,
    submit_realisasi,
    update_realisasi,
    withdraw_realisasi,
)
from iki_web.actions.realisasi.putus import approve_realisasi, reopen_realisasi, return_realisasi
from iki_web.actions.realisasi.tulis import Tempat

__all__ = [
    "Kiriman",
    "Tempat",
    "approve_realisasi",
    "remove_bukti",
    "reopen_realisasi",
    "return_realisasi",
    "submit_realisasi",
    "update_realisasi",
    "withdraw_realisasi",
]
