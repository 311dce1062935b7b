"""The office: every other row belongs to one."""

from decimal import Decimal

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka

#: Every table is STRICT on SQLite: a column refuses values of another type.
STRICT = {"sqlite_strict": True}


class Kantor(Base):
    """One office, its rating scale, and the versions its cached data are keyed by.

    `versi_acuan` rises with every change of people, positions, editions, periods or targets;
    `versi_rekap` with every change of an entry.
    """

    __tablename__ = "kantor"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(Text, unique=True)
    nama: Mapped[str] = mapped_column(Text)
    kabupaten: Mapped[str] = mapped_column(Text)
    alamat: Mapped[str] = mapped_column(Text, default="")
    skala: Mapped[str] = mapped_column(Text)
    plafon: Mapped[Decimal | None] = mapped_column(Angka)
    versi_acuan: Mapped[int] = mapped_column(default=1)
    versi_rekap: Mapped[int] = mapped_column(default=1)
