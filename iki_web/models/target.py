"""Targets as versions and proposals for them, the Renstra's own, results from before the app."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, Tanggal, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.target import JenisTarget, StatusUsulanTarget


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
    penetap_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    ditetapkan: Mapped[datetime | None] = mapped_column(Waktu)


class UsulanTarget(Base):
    """What an owner proposes as a target; agreed, it becomes a version of the target itself."""

    __tablename__ = "usulan_target"
    __table_args__ = (
        cek_pilihan("status", StatusUsulanTarget),
        cek_panjang("alasan", 1000),
        cek_panjang("catatan", 1000),
        Index("ix_usulan_target_indikator_id_tahun", "indikator_id", "tahun"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    tahun: Mapped[int]
    periode_id: Mapped[int | None] = mapped_column(ForeignKey("periode.id", ondelete="RESTRICT"))
    #: Nothing means "-": the owner proposes not to be targeted.
    nilai: Mapped[Decimal | None] = mapped_column(Angka)
    alasan: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[StatusUsulanTarget] = mapped_column(Pilihan(StatusUsulanTarget))
    pengusul_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diusulkan: Mapped[datetime] = mapped_column(Waktu)
    pemutus_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diputus: Mapped[datetime | None] = mapped_column(Waktu)
    catatan: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)


class Renstra(Base):
    """An indicator's end target of the Renstra that ends in `tahun`; no agreement knows of it.

    No `nilai` means none, also where the indicator it continues has one.
    """

    __tablename__ = "renstra"
    __table_args__ = (
        UniqueConstraint("indikator_id", "tahun"),
        CheckConstraint("versi >= 1", name="versi"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    tahun: Mapped[int]
    nilai: Mapped[Decimal | None] = mapped_column(Angka)
    versi: Mapped[int] = mapped_column(default=1)


class HasilLalu(Base):
    """An indicator's result of a year before the app, as imported: for comparison only."""

    __tablename__ = "hasil_lalu"
    __table_args__ = (
        UniqueConstraint("indikator_id", "tahun"),
        cek_panjang("keterangan", 500),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    tahun: Mapped[int]
    pembilang: Mapped[Decimal | None] = mapped_column(Angka)
    penyebut: Mapped[Decimal | None] = mapped_column(Angka)
    nilai: Mapped[Decimal | None] = mapped_column(Angka)
    target: Mapped[Decimal | None] = mapped_column(Angka)
    keterangan: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)
