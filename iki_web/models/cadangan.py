"""Backups that were made or failed, and the rule they are made by."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Waktu, YaTidak, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.cadangan import PANJANG_FOLDER, StatusCadangan

#: A backup passes 2 GiB; SQLite's INTEGER is wide enough, and STRICT knows no other word.
_BESAR = BigInteger().with_variant(Integer(), "sqlite")


class Cadangan(Base):
    """One backup: where it went and what reading it back whole found.

    `seq` and `mac` are the head of the audit trail inside it; a failed one has no file (`nama`
    empty). `keterangan`: what failed, or what the check of the rehearsed restore found.
    """

    __tablename__ = "cadangan"
    __table_args__ = (
        cek_pilihan("status", StatusCadangan),
        cek_panjang("folder", PANJANG_FOLDER),
        CheckConstraint("status = 'GAGAL' OR length(sha256) = 64", name="sha256"),
        Index("ix_cadangan_kantor_id_waktu", "kantor_id", "waktu"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    waktu: Mapped[datetime] = mapped_column(Waktu)
    status: Mapped[StatusCadangan] = mapped_column(Pilihan(StatusCadangan))
    folder: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    ukuran: Mapped[int] = mapped_column(_BESAR)
    sha256: Mapped[str] = mapped_column(Text)
    terenkripsi: Mapped[bool] = mapped_column(YaTidak)
    bukti: Mapped[int]
    seq: Mapped[int]
    mac: Mapped[str] = mapped_column(Text)
    oleh: Mapped[str] = mapped_column(Text)
    keterangan: Mapped[str] = mapped_column(Text)
    #: When it was last read back whole and restored into a scratch place.
    diuji: Mapped[datetime | None] = mapped_column(Waktu)


class AturanCadangan(Base):
    """Where and when an office's backups are made; without a row as `rules.cadangan` says."""

    __tablename__ = "aturan_cadangan"
    __table_args__ = (
        cek_panjang("folder", PANJANG_FOLDER),
        CheckConstraint("jam BETWEEN 0 AND 23", name="jam"),
        CheckConstraint("harian BETWEEN 2 AND 366", name="harian"),
        CheckConstraint("bulanan BETWEEN 0 AND 120", name="bulanan"),
        STRICT,
    )

    kantor_id: Mapped[int] = mapped_column(
        ForeignKey("kantor.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    folder: Mapped[str] = mapped_column(Text)
    jam: Mapped[int]
    harian: Mapped[int]
    bulanan: Mapped[int]
    versi: Mapped[int]
