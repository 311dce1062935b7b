"""An edition as sheets of rows: typed cells under headings people can read."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

from iki_web.rules.keputusan import BERALASAN, BarisNaskah, Edisi

Isi = str | int | date | None

#: The sheets of the workbook and their columns: heading, width in characters.
LEMBAR: Mapping[str, tuple[tuple[str, int], ...]] = {
    "Keputusan": (("Bagian", 18), ("Tanda", 14), ("Isi", 90), ("Teks asli", 60)),
    "Jabatan": (
        *(("Kode", 20), ("Nama", 44), ("Nama singkat", 22), ("Atasan", 20)),
        *(("Nama pada lampiran", 60), ("Nama asli", 60), ("Tugas", 60)),
    ),
    "Fungsi": (("Jabatan", 20), ("Isi", 90), ("Teks asli", 60)),
    "Indikator": (
        *(("Kode", 20), ("Jabatan", 20), ("Sasaran", 40), ("Nama", 50), ("Jenis rumus", 16)),
        *(("Pembilang", 40), ("Penyebut", 40), ("Kali 100", 9), ("Satuan", 9), ("Arah", 8)),
        *(("Rumus turun", 12), ("Cara hitung", 12), ("Frekuensi", 14), ("Induk", 20)),
        *(("Alasan frekuensi", 40), ("Alasan arah", 40), ("Alasan cara hitung", 40)),
        *(("Contoh", 60), ("Sasaran asli", 30), ("Nama asli", 30)),
        *(("Pembilang asli", 30), ("Penyebut asli", 30)),
    ),
    "Dokumen": (("Indikator", 20), ("Nama", 50), ("Setahun", 9), ("Teks asli", 50)),
    "Sumber data": (("Indikator", 20), ("Nama", 60), ("Teks asli", 60)),
    "Catatan": (
        *(("Kelompok", 10), ("Di", 20), ("Kolom", 16)),
        *(("Kutipan", 60), ("Catatan", 60)),
    ),
}
#: The rows of the first sheet that stand once, by the field of Edisi.
SEKALI = {
    "kode": "Kode",
    "nomor": "Nomor",
    "tentang": "Tentang",
    "tanggal": "Tanggal",
    "berlaku_mulai": "Berlaku mulai",
    "tempat": "Tempat",
    "pembuka": "Pembuka",
    "penetap_jabatan": "Jabatan penetap",
    "penetap_nama": "Nama penetap",
    "penetap_pangkat": "Pangkat penetap",
    "penetap_nip": "NIP penetap",
}
#: Those that may stand several times, and the marked rows with their sub-items.
BERULANG = {"nomor_lain": "Nomor lain", "kop": "Kop", "penutup": "Penutup"}
BERTANDA = {"menimbang": "Menimbang", "mengingat": "Mengingat", "memutuskan": "Memutuskan"}
RINCIAN = "Rincian"
#: Fields of an indicator whose verbatim wording may be kept.
BERASLI = ("sasaran", "nama", "pembilang", "penyebut")


def list_baris(edisi: Edisi) -> dict[str, list[list[Isi]]]:
    """Return the rows of each sheet below its headings."""
    return {
        "Keputusan": list(_list_keputusan(edisi)),
        "Jabatan": [
            [
                *(j.kode, j.nama, j.nama_singkat, j.atasan),
                *(j.nama_lampiran, j.nama_asli, j.tugas or None),
            ]
            for j in edisi.jabatan
        ],
        "Fungsi": [[j.kode, b.isi, b.teks_asli] for j in edisi.jabatan for b in j.fungsi],
        "Indikator": list(_list_indikator(edisi)),
        "Dokumen": [
            [i.kode, d.nama, d.setahun, d.teks_asli] for i in edisi.indikator for d in i.dokumen
        ],
        "Sumber data": [
            [i.kode, nama, asli]
            for i in edisi.indikator
            for nama, asli in zip_longest(i.sumber_data, i.teks_asli.get("sumber_data", ()))
        ],
        "Catatan": [[c.kelompok, c.di, c.kolom, c.kutipan, c.isi] for c in edisi.catatan],
    }


def _list_keputusan(edisi: Edisi) -> Iterator[list[Isi]]:
    for nama, bagian in SEKALI.items():
        if getattr(edisi, nama):
            yield [bagian, None, getattr(edisi, nama), None]
    for nama, bagian in BERULANG.items():
        yield from ([bagian, None, isi, None] for isi in getattr(edisi, nama))
    for nama, bagian in BERTANDA.items():
        for baris in getattr(edisi, nama):
            yield from _list_bertanda(bagian, baris)


def _list_bertanda(bagian: str, baris: BarisNaskah) -> Iterator[list[Isi]]:
    yield [bagian, baris.tanda, baris.isi, baris.teks_asli]
    for satu in baris.rincian:
        yield [RINCIAN, None, satu, None]


def _list_indikator(edisi: Edisi) -> Iterator[list[Isi]]:
    for jabatan in edisi.jabatan:
        for i in jabatan.indikator:
            yield [
                *(i.kode, jabatan.kode, i.sasaran, i.nama, i.jenis_rumus.value),
                *(i.pembilang or None, i.penyebut or None, "Ya" if i.kali_100 else "Tidak"),
                *(i.satuan, i.arah.value, i.rumus_turun.value),
                *(i.cara_hitung.value, i.frekuensi.value, i.induk),
                *(i.alasan.get(nama) or None for nama in BERALASAN),
                i.contoh or None,
                *(i.teks_asli.get(nama) for nama in BERASLI),
            ]
