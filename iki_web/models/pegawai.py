"""People and their accounts: an account belongs to a person, never to a position."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Waktu, YaTidak, cek_panjang
from iki_web.models.kantor import STRICT


class Pegawai(Base):
    """A person of the office; `nip` is empty for non-ASN."""

    __tablename__ = "pegawai"
    __table_args__ = (cek_panjang("pangkat", 100), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    kantor_id: Mapped[int] = mapped_column(ForeignKey("kantor.id", ondelete="RESTRICT"), index=True)
    nama: Mapped[str] = mapped_column(Text)
    nip: Mapped[str | None] = mapped_column(Text, unique=True)
    #: Rank as it stands under a signature ("Penata Muda Tk. I"); empty for non-ASN.
    pangkat: Mapped[str] = mapped_column(Text, default="")
    nama_pengguna: Mapped[str] = mapped_column(Text, unique=True)
    sandi_hash: Mapped[str] = mapped_column(Text)
    wajib_ganti: Mapped[bool] = mapped_column(YaTidak, default=True)
    #: After this instant a one-time password no longer signs in.
    sandi_sampai: Mapped[datetime | None] = mapped_column(Waktu)
    aktif: Mapped[bool] = mapped_column(YaTidak, default=True)
    pengelola: Mapped[bool] = mapped_column(YaTidak, default=False)
    pemeriksa: Mapped[bool] = mapped_column(YaTidak, default=False)
    versi: Mapped[int] = mapped_column(default=1)
