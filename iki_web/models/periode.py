"""Periods of a year, positions excepted from a period, and the days the office does not work."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, Tanggal, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.periode import JenisPeriode, StatusPeriode


class Periode(Base):
    """A reporting period; `batas` is the first instant at which nothing may change any more.

    `skala`, `plafon`: the office's as they were when it changed them after this period had
    closed; no `skala` means the office's own of today.
    """

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
    skala: Mapped[str | None] = mapped_column(Text)
    plafon: Mapped[Decimal | None] = mapped_column(Angka)
    versi: Mapped[int] = mapped_column(default=1)


class Pengecualian(Base):
    """A position excepted from a period, with the reason: not counted as late."""

    __tablename__ = "pengecualian"
    __table_args__ = (UniqueConstraint("jabatan_id", "periode_id"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id", ondelete="RESTRICT"))
    periode_id: Mapped[int] = mapped_column(ForeignKey("periode.id", ondelete="RESTRICT"))
    alasan: Mapped[str] = mapped_column(Text)


class Libur(Base):
    """A day the office does not work: deadlines and waiting times count past it."""

    __tablename__ = "libur"
    __table_args__ = (
        UniqueConstraint("kantor_id", "tanggal"),
        cek_panjang("keterangan", 150),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    tanggal: Mapped[date] = mapped_column(Tanggal)
    keterangan: Mapped[str] = mapped_column(Text)
