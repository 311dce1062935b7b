"""A viewer's `Lingkup` as SQL: the same two questions `rules/keterlihatan.py` answers in Python.

The expressions are static; who the viewer is comes in as three lists of position ids.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, and_, bindparam, or_

from iki_web.extensions import read, write_nilai
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


def read_terlihat(
    pelaku: Pelaku,
    acuan: Acuan,
    pernyataan: Select[*tuple[Any, ...]],
    isi: dict[str, Hashable],
) -> CursorResult[Any]:
    """Run a list's statement for a viewer, with its values written into it, once a viewer and page.

    They are ids, of which a page has a hundred: binding them anew costs as much as asking.
    """
    semua = list_parameter(pelaku, acuan) | isi
    kunci = (pernyataan, *semua.values())
    return read(acuan.recall(kunci, lambda: write_nilai(pernyataan, semua)), {})


def list_parameter(pelaku: Pelaku, acuan: Acuan) -> dict[str, Any]:
    """Return the bound values of the expressions above for one viewer."""
    lingkup = compute_lingkup(pelaku)
    bawahan = tuple(j.id for j in acuan.jabatan.values() if is_bawahan(lingkup, j.jalur))
    semua = tuple(acuan.jabatan)
    return {
        "milik": tuple(sorted(lingkup.milik)),
        "lihat": semua if lingkup.semua else bawahan,
        "status_saja": semua if lingkup.papan else bawahan,
    }
