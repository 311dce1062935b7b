"""The quality check before an edition is fixed: what a machine finds, what a person answers.

DOMAIN section 3 (3 syarat, 5 kriteria of the source) and section 8 (the eight groups of defects).
"""

from iki_web.rules.keputusan import Edisi
from iki_web.rules.mutu import lembar, naskah, rumusan
from iki_web.rules.mutu.kriteria import (
    PERTANYAAN,
    Jawaban,
    Pertanyaan,
    format_jawaban,
    parse_jawaban,
    read_jawaban,
)
from iki_web.rules.mutu.temuan import Bahan, Jenis, Temuan

__all__ = [
    "JENIS",
    "PERTANYAAN",
    "Jawaban",
    "Pertanyaan",
    "Temuan",
    "format_jawaban",
    "list_temuan",
    "parse_jawaban",
    "read_jawaban",
]

#: Every kind of finding: its code, its group of defects, its rule.
JENIS = (
    Jenis("nomor", 1, naskah.list_nomor),
    Jenis("nip", 1, naskah.list_nip),
    Jenis("tempat", 2, naskah.list_tempat),
    Jenis("tanggal", 2, naskah.list_tanggal),
    Jenis("kabupaten", 2, naskah.list_kabupaten),
    Jenis("dasar_ganda", 2, naskah.list_dasar_ganda),
    Jenis("judul_peraturan", 2, naskah.list_judul_peraturan),
    Jenis("benda_lain", 3, rumusan.list_benda_lain),
    Jenis("pembilang_berulang", 3, rumusan.list_pembilang_berulang),
    Jenis("terbalik", 3, rumusan.list_terbalik),
    Jenis("tanpa_kali_100", 4, rumusan.list_tanpa_kali_100),
    Jenis("nama_kegiatan", 5, rumusan.list_nama_kegiatan),
    Jenis("nama_rumus", 5, rumusan.list_nama_rumus),
    Jenis("bukan_rasio", 6, rumusan.list_bukan_rasio),
    Jenis("dokumen_ganda", 6, rumusan.list_dokumen_ganda),
    Jenis("dokumen_kegiatan", 6, rumusan.list_dokumen_kegiatan),
    Jenis("target_penyebut", 7, rumusan.list_target_penyebut),
    Jenis("penyebut_nol", 7, rumusan.list_penyebut_nol),
    Jenis("persentase", 7, naskah.list_persentase),
    Jenis("salah_tulis", 7, naskah.list_salah_tulis),
    Jenis("tanda_baca", 7, naskah.list_tanda_baca),
    Jenis("tanpa_sumber", 8, lembar.list_tanpa_sumber),
    Jenis("sumber_unit", 8, lembar.list_sumber_unit),
    Jenis("tanpa_kecamatan", 8, lembar.list_tanpa_kecamatan),
    Jenis("penomoran", 8, naskah.list_penomoran),
    Jenis("tanpa_tugas", 8, lembar.list_tanpa_tugas),
)


def list_temuan(edisi: Edisi) -> tuple[Temuan, ...]:
    """Return what the rules of all kinds find, kind by kind, each once, in order of the sheets."""
    bahan = Bahan(edisi)
    semua = (
        Temuan(jenis.nama, jenis.kelompok, g.di, g.kolom, g.kutipan, g.kalimat, g.saran)
        for jenis in JENIS
        for g in jenis.cari(bahan)
    )
    return tuple(dict.fromkeys(semua))
