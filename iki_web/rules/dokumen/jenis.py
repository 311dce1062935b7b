"""The kinds of official documents (DOMAIN section 7), and who may read and issue each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iki_web.rules.keputusan import is_kepala
from iki_web.rules.keterlihatan import Pelaku, can_see_jabatan, compute_lingkup


class Jenis(StrEnum):
    """One kind of document; its address is the word in small letters with hyphens."""

    KEPUTUSAN = "KEPUTUSAN"
    LAMPIRAN = "LAMPIRAN"
    PERJANJIAN = "PERJANJIAN"
    RENCANA_AKSI = "RENCANA_AKSI"
    LAPORAN = "LAPORAN"
    PENGUKURAN = "PENGUKURAN"
    LKJIP = "LKJIP"
    REKAP = "REKAP"
    BERITA_ACARA = "BERITA_ACARA"

    @property
    def alamat(self) -> str:
        """The kind in an address: "rencana-aksi"."""
        return self.value.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Sifat:
    """What a kind is about: its name, its short form in numbers, and what must be chosen.

    jabatan: of one position; periode: of one period. nilai: it holds figures of entries, which
    the pengelola as such does not read. terbuka: everyone in the office reads it, as the edition.
    """

    nama: str
    singkat: str
    jabatan: bool = False
    periode: bool = False
    nilai: bool = False
    terbuka: bool = False


SIFAT: Mapping[Jenis, Sifat] = {
    Jenis.KEPUTUSAN: Sifat("Keputusan Camat dengan lampiran", "KEP", terbuka=True),
    Jenis.LAMPIRAN: Sifat("Lampiran satu jabatan", "LAMP", jabatan=True, terbuka=True),
    Jenis.PERJANJIAN: Sifat("Perjanjian Kinerja", "PK", jabatan=True),
    Jenis.RENCANA_AKSI: Sifat("Rencana Aksi", "RA", jabatan=True),
    Jenis.LAPORAN: Sifat("Laporan Capaian", "LC", jabatan=True, periode=True, nilai=True),
    Jenis.PENGUKURAN: Sifat("Formulir Pengukuran Kinerja", "FPK", jabatan=True, nilai=True),
    Jenis.LKJIP: Sifat("LKjIP Bab III", "LKJIP", nilai=True),
    Jenis.REKAP: Sifat("Rekap Capaian Kantor", "REKAP", nilai=True),
    Jenis.BERITA_ACARA: Sifat("Berita Acara Periode", "BA", periode=True),
}


@dataclass(frozen=True, slots=True)
class Tempat:
    """The position a document is about, as far as permission asks."""

    jabatan_id: int
    jalur: str


def find_jenis(alamat: str) -> Jenis | None:
    """Return the kind of an address, or None."""
    return next((satu for satu in Jenis if satu.alamat == alamat), None)


def can_read(pelaku: Pelaku, jenis: Jenis, tempat: Tempat | None) -> bool:
    """Whether a person of the office may read such a document (DOMAIN section 2).

    Office-wide figures are for those who read the whole office: its head and the pemeriksa.
    """
    sifat = SIFAT[jenis]
    if sifat.terbuka or is_kepala(pelaku) or pelaku.pemeriksa:
        return True
    if pelaku.pengelola and not sifat.nilai:
        return True
    return tempat is not None and _is_di_bawah(pelaku, tempat)


def can_issue(pelaku: Pelaku, jenis: Jenis, tempat: Tempat | None) -> bool:
    """Whether a person may put a number on it: never the pemeriksa as such.

    The edition's own sheets and the record of a closed period are the pengelola's or the head's;
    a position's papers its holder's and everyone's above it.
    """
    if is_kepala(pelaku):
        return True
    sifat = SIFAT[jenis]
    if pelaku.pengelola and not sifat.nilai:
        return True
    return not sifat.terbuka and tempat is not None and _is_di_bawah(pelaku, tempat)


def _is_di_bawah(pelaku: Pelaku, tempat: Tempat) -> bool:
    """Whether he holds the position or one above it; what other hats show does not count."""
    polos = Pelaku(pelaku.pegawai_id, pelaku.kantor_id, "", "", pelaku.pegangan)
    lingkup = compute_lingkup(polos)
    return can_see_jabatan(lingkup, pelaku.kantor_id, tempat.jabatan_id, tempat.jalur)
