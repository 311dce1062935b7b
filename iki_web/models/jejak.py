"""The audit trail: one chained line per change; triggers refuse its update and deletion."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Waktu
from iki_web.models.kantor import STRICT


class Jejak(Base):
    """One line; `mac` is HMAC-SHA256 over everything else in it and the previous line's mac.

    `keadaan`: JSON, what the change made of each row it touched (`rules.jejak.keadaan`).
    """

    __tablename__ = "jejak"
    __table_args__ = (
        CheckConstraint("length(mac) = 64", name="mac"),
        Index("ix_jejak_pelaku_id_seq", "pelaku_id", "seq"),
        Index("ix_jejak_aksi_seq", "aksi", "seq"),
        Index("ix_jejak_waktu", "waktu"),
        STRICT,
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kantor_id: Mapped[int | None] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    waktu: Mapped[datetime] = mapped_column(Waktu)
    pelaku_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id", ondelete="RESTRICT"))
    pelaku: Mapped[str] = mapped_column(Text)
    aksi: Mapped[str] = mapped_column(Text)
    objek: Mapped[str] = mapped_column(Text, index=True)
    versi: Mapped[int]
    sebelum: Mapped[str] = mapped_column(Text)
    sesudah: Mapped[str] = mapped_column(Text)
    permintaan: Mapped[str] = mapped_column(Text)
    alamat: Mapped[str] = mapped_column(Text)
    keadaan: Mapped[str] = mapped_column(Text, default="")
    mac_sebelum: Mapped[str] = mapped_column(Text)
    mac: Mapped[str] = mapped_column(Text, unique=True)
