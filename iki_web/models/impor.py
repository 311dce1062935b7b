"""Workbooks read for import, kept between the preview and the act that applies them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.impor import JenisImpor, StatusImpor


class Impor(Base):
    """One workbook: its rows as read (JSON), who brought it, and what became of it."""

    __tablename__ = "impor"
    __table_args__ = (
        cek_pilihan("jenis", JenisImpor),
        cek_pilihan("status", StatusImpor),
        cek_panjang("nama", 150),
        CheckConstraint("length(sidik) = 64", name="sidik"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"), index=True)
    jenis: Mapped[JenisImpor] = mapped_column(Pilihan(JenisImpor))
    nama: Mapped[str] = mapped_column(Text)
    sidik: Mapped[str] = mapped_column(Text)
    baris: Mapped[str] = mapped_column(Text)
    status: Mapped[StatusImpor] = mapped_column(Pilihan(StatusImpor))
    pembuat_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    dibuat: Mapped[datetime] = mapped_column(Waktu)
    diterapkan: Mapped[datetime | None] = mapped_column(Waktu)
    versi: Mapped[int] = mapped_column(default=1)
