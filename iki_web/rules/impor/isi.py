"""What is imported: the kinds, the columns of each, a row as read and a row as judged."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class JenisImpor(StrEnum):
    """What the rows of a workbook are."""

    PEGAWAI = "PEGAWAI"
    PENUGASAN = "PENUGASAN"
    TARGET = "TARGET"
    HASIL = "HASIL"


class StatusImpor(StrEnum):
    """A workbook is looked at first, then applied as a whole or thrown away."""

    DIPERIKSA = "DIPERIKSA"
    DITERAPKAN = "DITERAPKAN"
    DIBUANG = "DIBUANG"


class NasibBaris(StrEnum):
    """What applying would do with a row."""

    TAMBAH = "TAMBAH"
    UBAH = "UBAH"
    TETAP = "TETAP"
    DITOLAK = "DITOLAK"


class Macam(StrEnum):
    """How the cells of a column are read."""

    TEKS = "TEKS"
    ANGKA = "ANGKA"
    BULAT = "BULAT"
    TANGGAL = "TANGGAL"


KATA_JENIS: Mapping[JenisImpor, str] = {
    JenisImpor.PEGAWAI: "Pegawai",
    JenisImpor.PENUGASAN: "Penugasan",
    JenisImpor.TARGET: "Target",
    JenisImpor.HASIL: "Hasil tahun lalu",
}
#: What an operator who fills in a template for the first time must know.
SARAN: Mapping[JenisImpor, str] = {
    JenisImpor.PEGAWAI: (
        "Akun awal bernama jabatannya, misalnya “camat”: tulis nama dan NIP orangnya pada baris "
        "itu, dan biarkan nama penggunanya. Orang lain ditulis pada baris baru."
    ),
    JenisImpor.PENUGASAN: (
        "Ganti pemegang: isi Selesai pada baris pemegang lama, lalu tulis pemegang baru pada baris "
        "sesudahnya. Satu jabatan dipegang satu pejabat definitif."
    ),
}
KATA_NASIB: Mapping[NasibBaris, str] = {
    NasibBaris.TAMBAH: "Ditambah",
    NasibBaris.UBAH: "Diubah",
    NasibBaris.TETAP: "Tetap",
    NasibBaris.DITOLAK: "Ditolak",
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its heading, how it is read, and what the template says about it.

    `dikenal`: its heading must be there too, or the sheet is another kind's. `keterangan`: filled
    in by the template to help the reader, never read back.
    """

    nama: str
    judul: str
    petunjuk: str
    macam: Macam = Macam.TEKS
    wajib: bool = False
    keterangan: bool = False
    dikenal: bool = False
    lebar: int = 18
    pilihan: tuple[str, ...] = ()


_KODE = Kolom("kode", "Kode indikator", "Kode dari templat ini; jangan diubah.", wajib=True)
_TAHUN = Kolom("tahun", "Tahun", "Empat angka, misalnya 2025.", Macam.BULAT, True, lebar=9)
_INDIKATOR = Kolom("indikator", "Indikator", "Hanya keterangan.", keterangan=True, lebar=48)

KOLOM: Mapping[JenisImpor, tuple[Kolom, ...]] = {
    JenisImpor.PEGAWAI: (
        Kolom("nama", "Nama", "Nama lengkap dengan gelar.", wajib=True, lebar=34),
        Kolom(
            "nip", "NIP", "18 angka sebagai teks, boleh berspasi; kosong bagi non-ASN.", lebar=24
        ),
        Kolom("pangkat", "Pangkat", "Misalnya Penata Muda Tk. I.", lebar=24),
        Kolom(
            "nama_pengguna",
            "Nama pengguna",
            "Nama untuk masuk; kosong berarti dibuatkan dari nama.",
            lebar=22,
        ),
        Kolom(
            "peran",
            "Peran",
            "pengelola, pemeriksa, atau -; kosong berarti tidak diubah.",
            pilihan=("-", "pengelola", "pemeriksa"),
        ),
    ),
    JenisImpor.PENUGASAN: (
        Kolom("pegawai", "NIP atau nama pengguna", "Orang yang ditugaskan.", wajib=True, lebar=26),
        Kolom("jabatan", "Kode jabatan", "Kode dari lembar Daftar.", wajib=True, lebar=22),
        Kolom(
            "jenis",
            "Jenis",
            "DEFINITIF, PLT, atau PLH.",
            wajib=True,
            lebar=12,
            pilihan=("DEFINITIF", "PLT", "PLH"),
        ),
        Kolom("mulai", "Mulai", "Hari pertama.", Macam.TANGGAL, True, lebar=14),
        Kolom("selesai", "Selesai", "Hari terakhir; kosong bila belum.", Macam.TANGGAL, lebar=14),
        Kolom("nomor_surat", "Nomor surat perintah", "Wajib bagi Plt. dan Plh.", lebar=26),
        Kolom(
            "tanggal_surat",
            "Tanggal surat perintah",
            "Wajib bagi Plt. dan Plh.",
            Macam.TANGGAL,
            lebar=22,
        ),
    ),
    JenisImpor.TARGET: (
        _KODE,
        _INDIKATOR,
        _TAHUN,
        Kolom(
            "periode",
            "Periode",
            "Kosong berarti setahun; atau kode seperti 2026-TW1.",
            dikenal=True,
            lebar=12,
        ),
        Kolom("target", "Target", "Angka, atau - (tidak ditargetkan).", Macam.ANGKA, dikenal=True),
        Kolom("alasan", "Alasan perubahan", "Wajib bila target sudah pernah ditetapkan.", lebar=34),
    ),
    JenisImpor.HASIL: (
        _KODE,
        _INDIKATOR,
        _TAHUN,
        Kolom("pembilang", "Pembilang", "Angka bagian atas.", Macam.ANGKA, lebar=14),
        Kolom("penyebut", "Penyebut", "Angka bagian bawah.", Macam.ANGKA, lebar=14),
        Kolom("nilai", "Nilai", "Hasil dalam satuannya; boleh kosong.", Macam.ANGKA, dikenal=True),
        Kolom("target", "Target", "Target tahun itu; boleh kosong.", Macam.ANGKA, lebar=14),
        Kolom("keterangan", "Keterangan", "Sumber angka, bila perlu.", lebar=34),
    ),
}


@dataclass(frozen=True, slots=True)
class BarisImpor:
    """A row as read: column name -> text as a form would send it (ISO days, 1.234,5).

    `galat`: column -> why its cell cannot be read; `catatan`: what was understood on the way.
    """

    lembar: str
    nomor: int
    isi: Mapping[str, str]
    catatan: tuple[str, ...] = ()
    galat: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tinjauan:
    """A row as judged against the office's data; `beda`: label, stored by now, imported.

    `kunci` names what the row is about: two rows about one thing cannot both hold. `rencana` is
    what the writer needs.
    """

    baris: BarisImpor
    nasib: NasibBaris
    sebut: str
    beda: tuple[tuple[str, str, str], ...] = ()
    galat: tuple[tuple[str, str], ...] = ()
    kunci: Any = None
    rencana: Any = None


def format_baris(baris: Iterable[BarisImpor]) -> str:
    """Return rows as the JSON they are kept in."""
    return json.dumps([asdict(b) for b in baris], ensure_ascii=False, separators=(",", ":"))


def parse_baris(teks: str) -> tuple[BarisImpor, ...]:
    """Return the rows kept as JSON."""
    return tuple(
        BarisImpor(b["lembar"], b["nomor"], b["isi"], tuple(b["catatan"]), b["galat"])
        for b in json.loads(teks)
    )


def compute_sidik(tinjauan: Iterable[Tinjauan]) -> str:
    """Return a short mark of what was judged: another outcome has another mark."""
    isi = [(t.nasib.value, t.sebut, t.beda, t.galat) for t in tinjauan]
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode()).hexdigest()[:24]
