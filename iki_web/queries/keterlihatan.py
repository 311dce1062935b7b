"""A viewer's `Lingkup` as SQL: the same two questions `rules/keterlihatan.py` answers in Python.

The expressions are static; who the viewer is comes in as three lists of position ids.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_

from iki_web.models import Realisasi
from iki_web.queries.acuan import Acuan
from iki_web.rules.keterlihatan import (
    TERBUKA_UNTUK_ATASAN,
    Pelaku,
    compute_lingkup,
    is_bawahan,
)

#: True where the viewer gets the values (Pandangan.ISI).
ISI_TERLIHAT: ColumnElement[bool] = or_(
    Realisasi.jabatan_id.in_(bindparam("milik", expanding=True)),
    and_(
        Realisasi.status.in_(TERBUKA_UNTUK_ATASAN),
        Realisasi.jabatan_id.in_(bindparam("lihat", expanding=True)),
    ),
)

#: True where the viewer gets at least the status.
TERLIHAT: ColumnElement[bool] = or_(
    ISI_TERLIHAT, Realisasi.jabatan_id.in_(bindparam("status_saja", expanding=True))
)


def list_parameter(pelaku: Pelaku, acuan: Acuan) -> dict[str, Any]:
    """Return the bound values of the expressions above for one viewer."""
    lingkup = compute_lingkup(pelaku)
    bawahan = [j.id for j in acuan.jabatan.values() if is_bawahan(lingkup, j.jalur)]
    semua = list(acuan.jabatan)
    return {
        "milik": sorted(lingkup.milik),
        "lihat": semua if lingkup.semua else bawahan,
        "status_saja": semua if lingkup.papan else bawahan,
    }
