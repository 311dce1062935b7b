"""The table endpoint x person x state of DESIGN section 2.4, as data written out by hand.

A new route needs a line in the `TABEL` of its room; a new room needs its file here.
"""

from collections.abc import Mapping

from tests.pendukung.akses import impor, kelola, orang, pekerjaan, target
from tests.pendukung.akses.aturan import (
    BELUM,
    BOLEH,
    DRAF,
    GANTI,
    MASUK,
    ORANG,
    STATUS,
    Rute,
)

__all__ = ["BELUM", "BOLEH", "DRAF", "GANTI", "MASUK", "ORANG", "STATUS", "TABEL", "Rute"]

TABEL: Mapping[str, Rute] = {
    **pekerjaan.TABEL,
    **kelola.TABEL,
    **orang.TABEL,
    **impor.TABEL,
    **target.TABEL,
}
