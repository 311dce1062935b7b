"""Proposals for the next edition, and the answers of the quality check (DOMAIN section 3)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.usulan import JenisUsulan, StatusUsulan


class Usulan(Base):
    """A proposal to add, change or drop an indicator; `isi` is JSON of the proposed texts.

    `keputusan_id`: the draft it was chosen into. `penilaian`: JSON of the answers given to it.
    """

    __tablename__ = "usulan"
    __table_args__ = (
        cek_pilihan("jenis", JenisUsulan),
        cek_pilihan("status", StatusUsulan),
        cek_panjang("alasan", 2000),
        cek_panjang("catatan", 2000),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"), index=True)
    jabatan_id: Mapped[int] = mapped_column(
        ForeignKey("jabatan.id", ondelete="RESTRICT"), index=True
    )
    indikator_id: Mapped[int | None] = mapped_column(
        ForeignKey("indikator.id", ondelete="RESTRICT"), index=True
    )
    keputusan_id: Mapped[int | None] = mapped_column(
        ForeignKey("keputusan.id", ondelete="RESTRICT"), index=True
    )
    jenis: Mapped[JenisUsulan] = mapped_column(Pilihan(JenisUsulan))
    isi: Mapped[str] = mapped_column(Text, default="{}")
    alasan: Mapped[str] = mapped_column(Text)
    status: Mapped[StatusUsulan] = mapped_column(Pilihan(StatusUsulan))
    penilaian: Mapped[str] = mapped_column(Text, default="{}")
    catatan: Mapped[str] = mapped_column(Text, default="")
    pengusul_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diusulkan: Mapped[datetime] = mapped_column(Waktu)
    pemutus_id: Mapped[int | None] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    diputus: Mapped[datetime | None] = mapped_column(Waktu)
    versi: Mapped[int] = mapped_column(default=1)


class Mutu(Base):
    """A person's answers to the 3 syarat and 5 kriteria for one indicator, as JSON."""

    __tablename__ = "mutu"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(
        ForeignKey("indikator.id", ondelete="RESTRICT"), unique=True
    )
    #: {name of the syarat or kriteria: {"ya": bool, "catatan": str}}.
    jawaban: Mapped[str] = mapped_column(Text)
    penilai_id: Mapped[int] = mapped_column(
        ForeignKey("pegawai.id", ondelete="RESTRICT"), index=True
    )
    dinilai: Mapped[datetime] = mapped_column(Waktu)
    versi: Mapped[int] = mapped_column(default=1)
