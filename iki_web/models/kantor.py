"""The office: every other row belongs to one."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, YaTidak, cek_pilihan
from iki_web.rules.dokumen import POLA_AWAL
from iki_web.rules.kantor import CaraBatas, Kertas
from iki_web.rules.periode import JenisPeriode

#: Every table is STRICT on SQLite: a column refuses values of another type.
STRICT = {"sqlite_strict": True}


class Kantor(Base):
    """One office, its settings, and the versions its cached data are keyed by.

    `versi` counts the changes of the settings themselves, `versi_acuan` those of people,
    positions, editions, periods, targets and settings, `versi_rekap` those of entries.
    """

    __tablename__ = "kantor"
    __table_args__ = (
        cek_pilihan("kertas", Kertas),
        cek_pilihan("frekuensi", JenisPeriode),
        cek_pilihan("batas_cara", CaraBatas),
        CheckConstraint("batas_hari BETWEEN 1 AND 60", name="batas_hari"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(Text, unique=True)
    nama: Mapped[str] = mapped_column(Text)
    kabupaten: Mapped[str] = mapped_column(Text)
    alamat: Mapped[str] = mapped_column(Text, default="")
    skala: Mapped[str] = mapped_column(Text)
    plafon: Mapped[Decimal | None] = mapped_column(Angka)
    #: The letterhead, one line each; empty: as the edition in force prints it.
    kop: Mapped[str] = mapped_column(Text, default="")
    #: SHA-256 of the logo in the store; empty without one.
    logo: Mapped[str] = mapped_column(Text, default="")
    #: Where documents are signed; empty until the office says so.
    tempat: Mapped[str] = mapped_column(Text, default="")
    #: How documents are numbered (`rules.dokumen.nomor`).
    pola_nomor: Mapped[str] = mapped_column(Text, default=POLA_AWAL)
    #: The app's address in the office's network, for the QR; empty: the one in the browser.
    alamat_jaringan: Mapped[str] = mapped_column(Text, default="")
    #: Last year of the Renstra, for which its end targets are; none until the office says so.
    akhir_renstra: Mapped[int | None]
    kertas: Mapped[Kertas] = mapped_column(Pilihan(Kertas), default=Kertas.A4)
    #: What a new indicator starts with.
    frekuensi: Mapped[JenisPeriode] = mapped_column(
        Pilihan(JenisPeriode), default=JenisPeriode.TRIWULANAN
    )
    #: The rule a new year's deadlines are made by: this working day after the period or the year.
    batas_cara: Mapped[CaraBatas] = mapped_column(Pilihan(CaraBatas), default=CaraBatas.PERIODE)
    batas_hari: Mapped[int] = mapped_column(default=10)
    #: The failed check nobody has acknowledged yet (`Pemeriksaan.id`); none: all is well.
    peringatan: Mapped[int | None]
    #: Whether a pengelola must sign in with a second step.
    wajib_dua_langkah: Mapped[bool] = mapped_column(YaTidak, default=False)
    versi: Mapped[int] = mapped_column(default=1)
    versi_acuan: Mapped[int] = mapped_column(default=1)
    versi_rekap: Mapped[int] = mapped_column(default=1)
