"""The smallest question the database can answer."""

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from iki_web.extensions import db
from iki_web.models import Kantor

_JUMLAH = select(func.count()).select_from(Kantor)


def find_database() -> bool:
    """Whether the database answers; any answer shows that it is there."""
    try:
        db.session.execute(_JUMLAH)
    except SQLAlchemyError:
        return False
    return True
