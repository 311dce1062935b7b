"""The tree of positions and the dated assignments of people to them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Tanggal, YaTidak, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.keterlihatan import JenisPenugasan


class Jabatan(Base):
    """A position; `jalur` is its materialised path of ids ("/1/2/5/"), for ranges of subtrees."""

    __tablename__ = "jabatan"
    __table_args__ = (
        UniqueConstraint("kantor_id", "kode"),
        CheckConstraint("atasan_id IS NULL OR atasan_id <> id", name="atasan_lain"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    kode: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    nama_singkat: Mapped[str] = mapped_column(Text)
    atasan_id: Mapped[int | None] = mapped_column(
        ForeignKey("jabatan.id", ondelete="RESTRICT"), index=True
    )
    jalur: Mapped[str] = mapped_column(Text, index=True)
    urutan: Mapped[int]
    #: An abolished position keeps its history and takes part in nothing new.
    aktif: Mapped[bool] = mapped_column(YaTidak, default=True)
    versi: Mapped[int] = mapped_column(default=1)


class Penugasan(Base):
    """Who holds a position from when to when, and by which order (surat perintah).

    A mistaken one is not deleted but `batal`, with the reason: it never gave anybody rights.
    """

    __tablename__ = "penugasan"
    __table_args__ = (
        cek_pilihan("jenis", JenisPenugasan),
        CheckConstraint("selesai IS NULL OR selesai >= mulai", name="rentang"),
        cek_panjang("alasan_batal", 500),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    jabatan_id: Mapped[int] = mapped_column(
        ForeignKey("jabatan.id", ondelete="RESTRICT"), index=True
    )
    jenis: Mapped[JenisPenugasan] = mapped_column(Pilihan(JenisPenugasan))
    mulai: Mapped[date] = mapped_column(Tanggal)
    selesai: Mapped[date | None] = mapped_column(Tanggal)
    nomor_surat: Mapped[str] = mapped_column(Text, default="")
    tanggal_surat: Mapped[date | None] = mapped_column(Tanggal)
    batal: Mapped[bool] = mapped_column(YaTidak, default=False)
    alasan_batal: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)
