"""The table endpoint x person x state of DESIGN section 2.4, as data written out by hand.

A new route needs a line in the `TABEL` of its room; a new room needs its file here.
"""

from collections.abc import Mapping

from tests.pendukung.akses import (
    cadangan,
    dokumen,
    edisi,
    impor,
    jejak,
    kantor,
    kelola,
    mutu,
    orang,
    pekerjaan,
    periode,
    target,
    usulan,
)
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
    **cadangan.TABEL,
    **kelola.TABEL,
    **dokumen.TABEL,
    **edisi.TABEL,
    **impor.TABEL,
    **jejak.TABEL,
    **kantor.TABEL,
    **orang.TABEL,
    **periode.TABEL,
    **target.TABEL,
    **mutu.TABEL,
    **usulan.TABEL,
}
