"""Issued documents, frozen for good, and the office's own Word templates."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Tanggal, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.dokumen import Jenis


class Terbitan(Base):
    """One issued version of a document; triggers refuse its update and deletion.

    `pokok` names what it is about; the highest `versi` of a pokok is the one in force. `isi` is
    the content as JSON, `sidik` the SHA-256 of its plain text, `kode` what the QR leads to.
    `jejak_seq`, `jejak_mac`: the head of the audit trail it was issued on top of.
    """

    __tablename__ = "terbitan"
    __table_args__ = (
        UniqueConstraint("kantor_id", "pokok", "versi"),
        UniqueConstraint("kantor_id", "nomor", "versi"),
        cek_pilihan("jenis", Jenis),
        cek_panjang("nomor", 80),
        CheckConstraint("versi >= 1", name="versi"),
        CheckConstraint("length(sidik) = 64", name="sidik"),
        CheckConstraint("length(kode) = 10", name="kode"),
        Index("ix_terbitan_kantor_id_tahun", "kantor_id", "tahun"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    jenis: Mapped[Jenis] = mapped_column(Pilihan(Jenis))
    pokok: Mapped[str] = mapped_column(Text)
    versi: Mapped[int]
    tahun: Mapped[int]
    #: Code of the period it is about; empty for a whole year.
    periode: Mapped[str] = mapped_column(Text, default="")
    jabatan_id: Mapped[int | None] = mapped_column(
        ForeignKey("jabatan.id", ondelete="RESTRICT"), index=True
    )
    nomor: Mapped[str] = mapped_column(Text)
    tanggal: Mapped[date] = mapped_column(Tanggal)
    judul: Mapped[str] = mapped_column(Text)
    isi: Mapped[str] = mapped_column(Text)
    sidik: Mapped[str] = mapped_column(Text)
    kode: Mapped[str] = mapped_column(Text, unique=True)
    #: Where the QR leads to: the app's address in the office's network on that day.
    alamat: Mapped[str] = mapped_column(Text)
    jejak_seq: Mapped[int]
    jejak_mac: Mapped[str] = mapped_column(Text)
    penerbit_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diterbitkan: Mapped[datetime] = mapped_column(Waktu)


class Templat(Base):
    """The Word template the office put in place of ours for one kind; the file is in the store."""

    __tablename__ = "templat"
    __table_args__ = (
        UniqueConstraint("kantor_id", "jenis"),
        cek_pilihan("jenis", Jenis),
        cek_panjang("nama", 150),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    jenis: Mapped[Jenis] = mapped_column(Pilihan(Jenis))
    sha256: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    pengunggah_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diunggah: Mapped[datetime] = mapped_column(Waktu)
    versi: Mapped[int] = mapped_column(default=1)
