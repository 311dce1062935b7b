"""Periods of a year, targets as versions, and positions excepted from a period."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, Tanggal, Waktu, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.periode import JenisPeriode, StatusPeriode


class JenisTarget(StrEnum):
    """Which agreement a target comes from."""

    INDUK = "INDUK"
    PERUBAHAN = "PERUBAHAN"


class Periode(Base):
    """A reporting period; `batas` is the first instant at which nothing may change any more."""

    __tablename__ = "periode"
    __table_args__ = (
        UniqueConstraint("kantor_id", "kode"),
        cek_pilihan("jenis", JenisPeriode),
        cek_pilihan("status", StatusPeriode),
        CheckConstraint("selesai >= mulai", name="rentang"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    tahun: Mapped[int]
    jenis: Mapped[JenisPeriode] = mapped_column(Pilihan(JenisPeriode))
    ke: Mapped[int]
    kode: Mapped[str] = mapped_column(Text)
    mulai: Mapped[date] = mapped_column(Tanggal)
    selesai: Mapped[date] = mapped_column(Tanggal)
    batas: Mapped[datetime] = mapped_column(Waktu)
    status: Mapped[StatusPeriode] = mapped_column(Pilihan(StatusPeriode))
    alasan_buka: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)


class Target(Base):
    """One version of a target; a year's own has no period; no `nilai` means "-" (not targeted)."""

    __tablename__ = "target"
    __table_args__ = (
        cek_pilihan("jenis", JenisTarget),
        Index(
            "uq_target_periode",
            "indikator_id",
            "tahun",
            "periode_id",
            "versi",
            unique=True,
        ),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    tahun: Mapped[int]
    periode_id: Mapped[int | None] = mapped_column(ForeignKey("periode.id", ondelete="RESTRICT"))
    nilai: Mapped[Decimal | None] = mapped_column(Angka)
    versi: Mapped[int]
    jenis: Mapped[JenisTarget] = mapped_column(Pilihan(JenisTarget))
    alasan: Mapped[str] = mapped_column(Text, default="")
    tanggal: Mapped[date] = mapped_column(Tanggal)


class Pengecualian(Base):
    """A position excepted from a period, with the reason: not counted as late."""

    __tablename__ = "pengecualian"
    __table_args__ = (UniqueConstraint("jabatan_id", "periode_id"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id", ondelete="RESTRICT"))
    periode_id: Mapped[int] = mapped_column(ForeignKey("periode.id", ondelete="RESTRICT"))
    alasan: Mapped[str] = mapped_column(Text)
