"""Sessions as rows (a copied cookie dies with its row) and the throttle of wrong sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Waktu
from iki_web.models.kantor import STRICT


class Sesi(Base):
    """A signed-in browser; `sidik` is the SHA-256 of the token in its cookie."""

    __tablename__ = "sesi"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    sidik: Mapped[str] = mapped_column(Text, unique=True)
    pegawai_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    dibuat: Mapped[datetime] = mapped_column(Waktu)
    terakhir: Mapped[datetime] = mapped_column(Waktu)
    alamat: Mapped[str] = mapped_column(Text)
    diakhiri: Mapped[datetime | None] = mapped_column(Waktu)


class Percobaan(Base):
    """One wrong sign-in, counted per account and address and per address."""

    __tablename__ = "percobaan"
    __table_args__ = (Index("ix_percobaan_alamat_waktu", "alamat", "waktu"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    nama_pengguna: Mapped[str] = mapped_column(Text)
    alamat: Mapped[str] = mapped_column(Text)
    waktu: Mapped[datetime] = mapped_column(Waktu)
