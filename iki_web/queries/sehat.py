"""The smallest question the database can answer."""

from sqlalchemy import func, select

from iki_web.extensions import db
from iki_web.models import Kantor

_JUMLAH = select(func.count()).select_from(Kantor)


def count_kantor() -> int:
    """Return the number of offices; any answer shows that the database is there."""
    return db.session.execute(_JUMLAH).scalar_one()
