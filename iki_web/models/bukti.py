"""Evidence: files attached to a slot of an entry, and the slot's paper reference or reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Waktu, cek_panjang
from iki_web.models.kantor import STRICT


class Bukti(Base):
    """One attached file; the bytes are in the store under `sha256`. Detached, it stays as a row."""

    __tablename__ = "bukti"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("ukuran > 0", name="ukuran"),
        cek_panjang("nama", 150),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(
        ForeignKey("realisasi.id", ondelete="RESTRICT"), index=True
    )
    sumber_id: Mapped[int] = mapped_column(
        ForeignKey("sumber_data.id", ondelete="RESTRICT"), index=True
    )
    sha256: Mapped[str] = mapped_column(Text, index=True)
    nama: Mapped[str] = mapped_column(Text)
    jenis: Mapped[str] = mapped_column(Text)
    ukuran: Mapped[int]
    pengunggah_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diunggah: Mapped[datetime] = mapped_column(Waktu)
    dilepas: Mapped[datetime | None] = mapped_column(Waktu)


class Rujukan(Base):
    """A slot's physical reference (buku, nomor, halaman, lokasi) and the reason for no file."""

    __tablename__ = "rujukan"
    __table_args__ = (
        UniqueConstraint("realisasi_id", "sumber_id"),
        cek_panjang("rujukan", 500),
        cek_panjang("alasan", 1000),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id", ondelete="RESTRICT"))
    sumber_id: Mapped[int] = mapped_column(
        ForeignKey("sumber_data.id", ondelete="RESTRICT"), index=True
    )
    rujukan: Mapped[str] = mapped_column(Text, default="")
    alasan: Mapped[str] = mapped_column(Text, default="")
