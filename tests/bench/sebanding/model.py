"""The office's tables as Django models, unmanaged; numbers and times are texts, as on SQLite."""

from typing import Any

from django.db import models


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
    batas = models.TextField()

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
    capaian = models.TextField(null=True)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "realisasi"

    @property
    def persen(self) -> str:
        """The realisasi in percent."""
        bawah = float(self.penyebut or 0)
        return f"{float(self.pembilang or 0) / bawah * 100:.2f}" if bawah else ""


class Bukti(_Dasar):
    """An attached file."""

    realisasi: Any = _ke(Realisasi)
    sumber: Any = _ke(SumberData)
    nama = models.TextField()
    ukuran = models.IntegerField()
    diunggah = models.TextField()
    dilepas = models.TextField(null=True)

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "bukti"


class Riwayat(_Dasar):
    """A line of an entry's history."""

    realisasi: Any = _ke(Realisasi)
    aksi = models.TextField()
    pelaku = models.TextField()
    catatan = models.TextField()

    class Meta:
        """An existing table."""

        app_label, managed, db_table = "sebanding", False, "riwayat"
