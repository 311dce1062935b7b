"""Checks of the instance: when, what was found, and who took note of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Pilihan, Waktu, cek_panjang, cek_pilihan
from iki_web.models.kantor import STRICT
from iki_web.rules.periksa import PANJANG_ALASAN, Cara, HasilPeriksa

_DIAKUI = "(diakui IS NULL) = (diakui_oleh = '')"


class Pemeriksaan(Base):
    """One check; `temuan` is a JSON list of sentences, empty where everything held.

    `mulai` to `selesai`: how long it took; `sampai`: the last line of the trail it looked at.
    """

    __tablename__ = "pemeriksaan"
    __table_args__ = (
        cek_pilihan("cara", Cara),
        cek_pilihan("hasil", HasilPeriksa),
        CheckConstraint("(hasil = 'UTUH') = (temuan = '[]')", name="temuan"),
        CheckConstraint(_DIAKUI, name="diakui"),
        cek_panjang("alasan", PANJANG_ALASAN),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"), index=True)
    mulai: Mapped[datetime] = mapped_column(Waktu)
    selesai: Mapped[datetime] = mapped_column(Waktu)
    cara: Mapped[Cara] = mapped_column(Pilihan(Cara))
    pemeriksa: Mapped[str] = mapped_column(Text, default="")
    hasil: Mapped[HasilPeriksa] = mapped_column(Pilihan(HasilPeriksa))
    temuan: Mapped[str] = mapped_column(Text, default="[]")
    sampai: Mapped[int]
    diakui: Mapped[datetime | None] = mapped_column(Waktu)
    diakui_oleh: Mapped[str] = mapped_column(Text, default="")
    alasan: Mapped[str] = mapped_column(Text, default="")
