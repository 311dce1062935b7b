"""Entries: one row per (indikator, periode) with its version, and one history row per version."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, Waktu, YaTidak, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.alur import Aksi, Status

_FREEZE = "status <> 'DISETUJUI' OR (penyetuju_id IS NOT NULL AND beku IS NOT NULL)"


class Realisasi(Base):
    """The entry; the columns from `nilai` on are what approval froze (`beku` as JSON in full).

    `terlibat` is a JSON list of the people who filled in or submitted it: none may approve it.
    """

    __tablename__ = "realisasi"
    __table_args__ = (
        UniqueConstraint("indikator_id", "periode_id"),
        cek_pilihan("status", Status),
        CheckConstraint("status <> 'BELUM_DIISI'", name="ada_isinya"),
        CheckConstraint("versi >= 1", name="versi"),
        CheckConstraint(_FREEZE, name="beku"),
        cek_panjang("keterangan", 2000),
        cek_panjang("kendala", 2000),
        cek_panjang("tindak_lanjut", 2000),
        cek_panjang("alasan_nihil", 1000),
        Index("ix_realisasi_antrean", "jabatan_id", "status"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    periode_id: Mapped[int] = mapped_column(
        ForeignKey("periode.id", ondelete="RESTRICT"), index=True
    )
    #: Same as the indicator's: kept here so that a queue needs no join.
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id", ondelete="RESTRICT"))
    status: Mapped[Status] = mapped_column(Pilihan(Status))
    versi: Mapped[int]
    pembilang: Mapped[Decimal | None] = mapped_column(Angka)
    penyebut: Mapped[Decimal | None] = mapped_column(Angka)
    angka: Mapped[Decimal | None] = mapped_column(Angka)
    #: JSON {dokumen id: [jatuh tempo, tepat waktu]} as typed numbers in plain notation.
    daftar: Mapped[str] = mapped_column(Text, default="{}")
    nihil: Mapped[bool] = mapped_column(YaTidak, default=False)
    alasan_nihil: Mapped[str] = mapped_column(Text, default="")
    keterangan: Mapped[str] = mapped_column(Text, default="")
    kendala: Mapped[str] = mapped_column(Text, default="")
    tindak_lanjut: Mapped[str] = mapped_column(Text, default="")
    terlibat: Mapped[str] = mapped_column(Text, default="[]")
    pengaju_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diajukan: Mapped[datetime | None] = mapped_column(Waktu)
    penyetuju_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    disetujui: Mapped[datetime | None] = mapped_column(Waktu)
    diubah: Mapped[datetime] = mapped_column(Waktu)
    nilai: Mapped[Decimal | None] = mapped_column(Angka)
    target: Mapped[Decimal | None] = mapped_column(Angka)
    capaian: Mapped[Decimal | None] = mapped_column(Angka)
    predikat: Mapped[str | None] = mapped_column(Text)
    beku: Mapped[str | None] = mapped_column(Text)


class Riwayat(Base):
    """What an entry was at one version, who made it so and why; never changed, never deleted."""

    __tablename__ = "riwayat"
    __table_args__ = (
        UniqueConstraint("realisasi_id", "versi"),
        cek_pilihan("aksi", Aksi),
        cek_pilihan("status", Status),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id", ondelete="RESTRICT"))
    versi: Mapped[int]
    aksi: Mapped[Aksi] = mapped_column(Pilihan(Aksi))
    status: Mapped[Status] = mapped_column(Pilihan(Status))
    pelaku_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    pelaku: Mapped[str] = mapped_column(Text)
    waktu: Mapped[datetime] = mapped_column(Waktu)
    alasan: Mapped[str] = mapped_column(Text, default="")
    catatan: Mapped[str] = mapped_column(Text, default="")
    isi: Mapped[str] = mapped_column(Text)
