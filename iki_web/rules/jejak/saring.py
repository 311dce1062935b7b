"""Searching the trail: the filters of an address, and what of a line each viewer gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from iki_web.rules.formulir import Pembaca
from iki_web.rules.jejak.peristiwa import Peristiwa as P
from iki_web.rules.keputusan import is_kepala
from iki_web.rules.keterlihatan import TERBUKA_UNTUK_ATASAN, Pelaku

PANJANG_CARI = 100
TOLAK = (P.DITOLAK, P.MASUK_DITOLAK)
_AWALAN_ENTRI = "realisasi."

#: What a filter calls a family of events, and how their names begin.
KELOMPOK: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "masuk": ("Masuk, keluar, dan sandi", ("masuk.", "keluar", "sesi.", "sandi.", "dua_langkah.")),
    "realisasi": ("Realisasi", ("realisasi.",)),
    "target": ("Target dan Renstra", ("target.", "usulan_target.", "renstra.")),
    "dokumen": ("Dokumen dan templat", ("dokumen.", "templat.")),
    "unduhan": (
        "Unduhan dan ekspor",
        ("bukti.", "bundel.", "ekinerja.", "rekap.", "naskah.", "jejak.", "dokumen.diunduh"),
    ),
    "orang": ("Pegawai, jabatan, dan penugasan", ("pegawai.", "jabatan.", "penugasan.")),
    "edisi": (
        "Edisi, indikator, dan usulan",
        ("keputusan.", "lampiran.", "indikator.", "mutu.", "usulan."),
    ),
    "periode": ("Periode dan hari libur", ("tahun.", "periode.", "libur.", "pengecualian.")),
    "kantor": (
        "Pengaturan, impor, pemeriksaan, cadangan",
        ("kantor.", "impor.", "instance.", "keadaan.", "pemeriksaan.", "cadangan."),
    ),
    "tolak": ("Yang ditolak saja", tuple(satu.value for satu in TOLAK)),
}


@dataclass(frozen=True, slots=True)
class Saringan:
    """What of the trail is asked for; empty: all of it."""

    siapa: str = ""
    apa: str = ""
    objek: str = ""
    cari: str = ""
    dari: date | None = None
    sampai: date | None = None

    @property
    def aksi(self) -> tuple[P, ...]:
        """The events asked for; empty: all of them."""
        awalan = KELOMPOK[self.apa][1] if self.apa else ()
        return tuple(satu for satu in P if satu.value.startswith(awalan)) if awalan else ()


def take_saringan(alamat: Mapping[str, str]) -> Saringan:
    """Return the filters of an address; raises Ditolak with a sentence a field."""
    baca = Pembaca(alamat)
    apa = alamat.get("apa", "")
    if apa and apa not in KELOMPOK:
        baca.refuse("apa", "Pilih salah satu jenis peristiwa.")
    saringan = Saringan(
        siapa=baca.baris("siapa", "Pelaku", PANJANG_CARI),
        apa=apa if apa in KELOMPOK else "",
        objek=baca.baris("objek", "Objek", PANJANG_CARI),
        cari=baca.baris("cari", "Kata", PANJANG_CARI),
        dari=baca.tanggal("dari", "Tanggal awal"),
        sampai=baca.tanggal("sampai", "Tanggal akhir"),
    )
    if saringan.dari and saringan.sampai and saringan.dari > saringan.sampai:
        baca.refuse("sampai", "Tanggal akhir lebih dahulu daripada tanggal awal.")
    baca.check("Jejak belum disaring. Periksa isian yang bertanda merah.")
    return saringan


def can_read_jejak(pelaku: Pelaku) -> bool:
    """Whether the trail is this person's to read: Camat, pemeriksa and pengelola (DESIGN 4)."""
    return pelaku.pengelola or pelaku.pemeriksa or is_kepala(pelaku)


def can_read_isi(pelaku: Pelaku) -> bool:
    """Whether the values of entries are his at all: the pengelola sees their state only."""
    return pelaku.pemeriksa or is_kepala(pelaku)


def is_terbuka(aksi: str, status: object, milik: bool) -> bool:
    """Whether one side of a line may be shown to who reads values: a draft is its owner's."""
    if not aksi.startswith(_AWALAN_ENTRI) or milik:
        return True
    return status in {satu.value for satu in TERBUKA_UNTUK_ATASAN}


def is_entri(aksi: str) -> bool:
    """Whether a line is about an entry."""
    return aksi.startswith(_AWALAN_ENTRI)


#: Lines whose "after" everyone who reads values may search: what was handed in or decided.
DICARI = (P.REALISASI_DIAJUKAN, P.REALISASI_DIKEMBALIKAN, P.REALISASI_DISETUJUI)
