"""One's own second step of signing in: since when, and how many recovery codes are left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from iki_web.extensions import db
from iki_web.models import DuaLangkah, Pemulihan
from iki_web.rules.keterlihatan import Pelaku


@dataclass(frozen=True, slots=True)
class LangkahKedua:
    """Switched on since `sejak`; `sisa` recovery codes were not used yet."""

    sejak: datetime
    sisa: int


def find_dua_langkah(pelaku: Pelaku) -> LangkahKedua | None:
    """Return the viewer's own second step, None where it is off."""
    sejak = db.session.execute(
        select(DuaLangkah.dibuat).where(DuaLangkah.pegawai_id == pelaku.pegawai_id)
    ).scalar_one_or_none()
    if sejak is None:
        return None
    sisa = select(func.count()).where(
        Pemulihan.pegawai_id == pelaku.pegawai_id, Pemulihan.dipakai.is_(None)
    )
    return LangkahKedua(sejak, db.session.execute(sisa).scalar_one())
