"""Indicators of an edition, their evidence slots (sumber data) and document lists."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Tanggal, YaTidak, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus


class Indikator(Base):
    """One indicator; `teks_asli` is JSON of the verbatim texts where a word was corrected."""

    __tablename__ = "indikator"
    __table_args__ = (
        UniqueConstraint("keputusan_id", "kode"),
        cek_pilihan("jenis_rumus", JenisRumus),
        cek_pilihan("arah", Arah),
        cek_pilihan("rumus_turun", RumusTurun),
        cek_pilihan("cara_hitung", CaraHitung),
        cek_pilihan("frekuensi", JenisPeriode),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    keputusan_id: Mapped[int] = mapped_column(ForeignKey("keputusan.id", ondelete="RESTRICT"))
    jabatan_id: Mapped[int] = mapped_column(
        ForeignKey("jabatan.id", ondelete="RESTRICT"), index=True
    )
    kode: Mapped[str] = mapped_column(Text)
    urutan: Mapped[int]
    sasaran: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    jenis_rumus: Mapped[JenisRumus] = mapped_column(Pilihan(JenisRumus))
    pembilang: Mapped[str] = mapped_column(Text, default="")
    penyebut: Mapped[str] = mapped_column(Text, default="")
    satuan: Mapped[str] = mapped_column(Text)
    kali_100: Mapped[bool] = mapped_column(YaTidak, default=True)
    arah: Mapped[Arah] = mapped_column(Pilihan(Arah))
    rumus_turun: Mapped[RumusTurun] = mapped_column(Pilihan(RumusTurun))
    cara_hitung: Mapped[CaraHitung] = mapped_column(Pilihan(CaraHitung))
    frekuensi: Mapped[JenisPeriode] = mapped_column(Pilihan(JenisPeriode))
    #: JSON {frekuensi, arah, cara_hitung}: the one-line reason of each choice.
    alasan: Mapped[str] = mapped_column(Text)
    contoh: Mapped[str] = mapped_column(Text, default="")
    teks_asli: Mapped[str] = mapped_column(Text)
    induk_id: Mapped[int | None] = mapped_column(
        ForeignKey("indikator.id", ondelete="RESTRICT"), index=True
    )
    #: The indicator of the edition before that this one continues.
    asal_id: Mapped[int | None] = mapped_column(
        ForeignKey("indikator.id", ondelete="RESTRICT"), index=True
    )
    berakhir: Mapped[date | None] = mapped_column(Tanggal)
    alasan_berakhir: Mapped[str] = mapped_column(Text, default="")
    versi: Mapped[int] = mapped_column(default=1)


class SumberData(Base):
    """An evidence slot: the document named under Sumber Data."""

    __tablename__ = "sumber_data"
    __table_args__ = (UniqueConstraint("indikator_id", "urutan"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    urutan: Mapped[int]
    nama: Mapped[str] = mapped_column(Text)


class Dokumen(Base):
    """A row of a document list; `setahun` is the printed number a year, or nothing."""

    __tablename__ = "dokumen"
    __table_args__ = (UniqueConstraint("indikator_id", "urutan"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    indikator_id: Mapped[int] = mapped_column(ForeignKey("indikator.id", ondelete="RESTRICT"))
    urutan: Mapped[int]
    nama: Mapped[str] = mapped_column(Text)
    setahun: Mapped[int | None]
