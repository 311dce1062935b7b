"""An edition of the Keputusan: its text, its annex per position, and the remarks on its defects."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Tanggal, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT


class StatusKeputusan(StrEnum):
    """Life of an edition (DOMAIN section 3)."""

    DRAF = "DRAF"
    DITETAPKAN = "DITETAPKAN"
    DICABUT = "DICABUT"


class Keputusan(Base):
    """One edition; `naskah` is its text (menimbang, mengingat, memutuskan, kop) as JSON.

    A draft has no number and no day yet (`nomor` empty; `tanggal` the day it was begun);
    `alasan_temuan`: why it was fixed with findings of the quality check still open.
    """

    __tablename__ = "keputusan"
    __table_args__ = (
        UniqueConstraint("kantor_id", "kode"),
        cek_pilihan("status", StatusKeputusan),
        cek_panjang("alasan_temuan", 2000),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"))
    kode: Mapped[str] = mapped_column(Text)
    nomor: Mapped[str] = mapped_column(Text)
    tentang: Mapped[str] = mapped_column(Text)
    tanggal: Mapped[date] = mapped_column(Tanggal)
    berlaku_mulai: Mapped[date] = mapped_column(Tanggal)
    status: Mapped[StatusKeputusan] = mapped_column(Pilihan(StatusKeputusan))
    naskah: Mapped[str] = mapped_column(Text)
    sidik: Mapped[str] = mapped_column(Text)
    #: The edition this one began as a copy of.
    dasar_id: Mapped[int | None] = mapped_column(
        ForeignKey("keputusan.id", ondelete="RESTRICT"), index=True
    )
    penetap_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    ditetapkan: Mapped[datetime | None] = mapped_column(Waktu)
    alasan_temuan: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)


class Lampiran(Base):
    """The sheet of one position in one edition; `fungsi` is a JSON list of {isi, teks_asli}."""

    __tablename__ = "lampiran"
    __table_args__ = (UniqueConstraint("keputusan_id", "jabatan_id"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    keputusan_id: Mapped[int] = mapped_column(ForeignKey("keputusan.id", ondelete="RESTRICT"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id", ondelete="RESTRICT"))
    nama: Mapped[str] = mapped_column(Text)
    nama_asli: Mapped[str | None] = mapped_column(Text)
    tugas: Mapped[str] = mapped_column(Text, default="")
    fungsi: Mapped[str] = mapped_column(Text)
    urutan: Mapped[int]
    versi: Mapped[int] = mapped_column(default=1)


class Catatan(Base):
    """A remark on a defect of the text (DOMAIN section 8), kept beside what it speaks of."""

    __tablename__ = "catatan"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    keputusan_id: Mapped[int] = mapped_column(
        ForeignKey("keputusan.id", ondelete="RESTRICT"), index=True
    )
    kelompok: Mapped[int]
    #: "keputusan", a position's code or an indicator's code.
    di: Mapped[str] = mapped_column(Text)
    kolom: Mapped[str] = mapped_column(Text)
    kutipan: Mapped[str] = mapped_column(Text)
    isi: Mapped[str] = mapped_column(Text)
    urutan: Mapped[int]
