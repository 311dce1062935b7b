"""The office's tables as Django models, unmanaged; numbers and times are texts, as on SQLite."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

_ROMAWI = ("I", "II", "III", "IV")


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def waktu(teks: str | None) -> datetime | None:
    """Return a stored instant in the office's hours."""
    if teks is None:
        return None
    return datetime.fromisoformat(teks).replace(tzinfo=None) + timedelta(hours=7)


class _Dasar(models.Model):
    """What all of them share."""

    class Meta:
        """No table of its own."""

        abstract = True


def _ke(kelas: Any, **lain: Any) -> Any:
    return models.ForeignKey(kelas, on_delete=models.DO_NOTHING, **lain)


class Jabatan(_Dasar):
    """A position."""

    kode = models.TextField()
    nama = models.TextField()
    nama_singkat = models.TextField()
    atasan: Any = _ke("self", null=True)
    jalur = models.TextField()
    urutan = models.IntegerField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "jabatan"


class Periode(_Dasar):
    """A period."""

    tahun = models.IntegerField()
    jenis = models.TextField()
    ke = models.IntegerField()
    kode = models.TextField()
    selesai = models.TextField()
    batas = models.TextField()

    @property
    def singkat(self) -> str:
        """The quarter in short."""
        return f"TW {_ROMAWI[self.ke - 1]}"

    @property
    def nama(self) -> str:
        """The quarter in words."""
        return f"Triwulan {_ROMAWI[self.ke - 1]}"

    @property
    def batas_hari(self) -> datetime | None:
        """Its last day."""
        return waktu(self.batas)

    @property
    def selesai_hari(self) -> date:
        """The day it is over."""
        return date.fromisoformat(self.selesai)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "periode"


class Indikator(_Dasar):
    """An indicator."""

    jabatan: Any = _ke(Jabatan)
    kode = models.TextField()
    urutan = models.IntegerField()
    sasaran = models.TextField()
    nama = models.TextField()
    pembilang = models.TextField()
    penyebut = models.TextField()
    satuan = models.TextField()
    frekuensi = models.TextField()
    contoh = models.TextField()
    arah = models.TextField()
    cara_hitung = models.TextField()

    @property
    def arah_teks(self) -> str:
        """Which direction is better."""
        return "Makin tinggi makin baik" if self.arah == "NAIK" else "Makin rendah makin baik"

    @property
    def cara_teks(self) -> str:
        """How a year comes of its quarters."""
        return {
            "JUMLAH": "dijumlahkan sepanjang tahun",
            "AKHIR": "berjalan sampai akhir tahun",
            "RATA": "dirata-rata sepanjang tahun",
        }[self.cara_hitung]

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "indikator"


class SumberData(_Dasar):
    """An evidence slot."""

    indikator: Any = _ke(Indikator)
    urutan = models.IntegerField()
    nama = models.TextField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "sumber_data"


class Realisasi(_Dasar):
    """An entry."""

    indikator: Any = _ke(Indikator)
    periode: Any = _ke(Periode)
    jabatan: Any = _ke(Jabatan)
    status = models.TextField()
    versi = models.IntegerField()
    pembilang = models.TextField(null=True)
    penyebut = models.TextField(null=True)
    nihil = models.IntegerField()
    alasan_nihil = models.TextField()
    keterangan = models.TextField()
    kendala = models.TextField()
    tindak_lanjut = models.TextField()
    diajukan = models.TextField(null=True)
    diubah = models.TextField()
    capaian = models.TextField(null=True)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "realisasi"

    @property
    def persen(self) -> Decimal | None:
        """The realisasi in percent."""
        atas, bawah = _angka(self.pembilang), _angka(self.penyebut)
        return atas / bawah * 100 if atas is not None and bawah else None


class Bukti(_Dasar):
    """An attached file."""

    realisasi: Any = _ke(Realisasi)
    sumber: Any = _ke(SumberData)
    nama = models.TextField()
    jenis = models.TextField()
    ukuran = models.IntegerField()
    diunggah = models.TextField()
    dilepas = models.TextField(null=True)

    @property
    def waktu(self) -> datetime | None:
        """When it came in."""
        return waktu(self.diunggah)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "bukti"


class Riwayat(_Dasar):
    """A line of an entry's history."""

    realisasi: Any = _ke(Realisasi)
    aksi = models.TextField()
    pelaku = models.TextField()
    alasan = models.TextField()
    catatan = models.TextField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "riwayat"


class Rujukan(_Dasar):
    """A paper reference, or why there is no file."""

    realisasi: Any = _ke(Realisasi)
    sumber: Any = _ke(SumberData)
    rujukan = models.TextField()
    alasan = models.TextField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "rujukan"


class Target(_Dasar):
    """A year's target."""

    indikator: Any = _ke(Indikator)
    tahun = models.IntegerField()
    nilai = models.TextField(null=True)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "target"


class Pegawai(_Dasar):
    """A person."""

    nama = models.TextField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "pegawai"


class Penugasan(_Dasar):
    """Who holds a position."""

    pegawai: Any = _ke(Pegawai)
    jabatan: Any = _ke(Jabatan)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "penugasan"
