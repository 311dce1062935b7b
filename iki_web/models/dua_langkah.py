"""The second step of signing in: a person's secret, and the codes for the day the phone is lost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Waktu
from iki_web.models.kantor import STRICT


class DuaLangkah(Base):
    """Switched on for a person; `rahasia` is encrypted with a key outside the database.

    `langkah`: the last step of 30 seconds whose code was used; no code signs in twice.
    """

    __tablename__ = "dua_langkah"
    __table_args__ = (CheckConstraint("langkah >= 0", name="langkah"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), unique=True
    )
    rahasia: Mapped[str] = mapped_column(Text)
    langkah: Mapped[int]
    dibuat: Mapped[datetime] = mapped_column(Waktu)


class Pemulihan(Base):
    """A recovery code, kept as its HMAC; each signs in once."""

    __tablename__ = "pemulihan"
    __table_args__ = (CheckConstraint("length(sidik) = 64", name="sidik"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    sidik: Mapped[str] = mapped_column(Text, unique=True)
    dipakai: Mapped[datetime | None] = mapped_column(Waktu)
