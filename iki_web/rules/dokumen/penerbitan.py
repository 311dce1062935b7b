"""What is chosen when a document is made: what it is about, number, day, place, text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iki_web.rules.dokumen.jenis import SIFAT, Jenis
from iki_web.rules.dokumen.nomor import PANJANG_NOMOR
from iki_web.rules.formulir import Pembaca


class NaskahPilihan(StrEnum):
    """Which text of the edition is printed: as corrected, or verbatim as it was signed."""

    PERBAIKAN = "PERBAIKAN"
    ASLI = "ASLI"


@dataclass(frozen=True, slots=True)
class Pokok:
    """What a document is about; `jabatan_id` None: the whole office, `periode` empty: the year."""

    jenis: Jenis
    tahun: int
    jabatan_id: int | None = None
    periode: str = ""

    @property
    def nama(self) -> str:
        """The kind in words."""
        return SIFAT[self.jenis].nama


@dataclass(frozen=True, slots=True)
class Penerbitan:
    """How it is issued; `nomor` is empty on a preview that has none yet."""

    tanggal: date
    nomor: str = ""
    tempat: str = ""
    naskah: NaskahPilihan = NaskahPilihan.PERBAIKAN


def read_penerbitan(form: Mapping[str, str], hari_ini: date) -> Penerbitan:
    """Read the form of issuing; raises Ditolak with a sentence at every wrong field."""
    baca = Pembaca(form)
    hasil = Penerbitan(
        tanggal=baca.tanggal("tanggal", "Tanggal dokumen") or hari_ini,
        nomor=baca.baris("nomor", "Nomor dokumen", PANJANG_NOMOR),
        tempat=baca.baris("tempat", "Tempat", 60),
        naskah=NaskahPilihan.ASLI
        if form.get("naskah") == NaskahPilihan.ASLI
        else NaskahPilihan.PERBAIKAN,
    )
    baca.check("Belum diterbitkan. Periksa isian yang bertanda merah.")
    return hasil
