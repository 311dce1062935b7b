"""Editions as plain data: the 2021 text verbatim, as corrected, and a small clean one."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from iki_web.rules.keputusan import (
    BarisNaskah,
    ButirIndikator,
    Edisi,
    LembarJabatan,
    parse_edisi,
)

BERKAS = Path(__file__).parents[2] / "iki_web/sk_2021.toml"
#: The edition as it is loaded, each correction beside its verbatim text.
TERKOREKSI = parse_edisi(tomllib.loads(BERKAS.read_text(encoding="utf-8")))


def _asli(baris: BarisNaskah) -> BarisNaskah:
    return replace(baris, isi=baris.teks_asli or baris.isi)


def _indikator_asli(satu: ButirIndikator) -> ButirIndikator:
    dokumen = tuple(replace(d, nama=d.teks_asli or d.nama) for d in satu.dokumen)
    return replace(satu, contoh="", dokumen=dokumen, **satu.teks_asli)


def _lembar_asli(satu: LembarJabatan) -> LembarJabatan:
    return replace(
        satu,
        nama_lampiran=satu.nama_asli or satu.nama_lampiran,
        fungsi=tuple(map(_asli, satu.fungsi)),
        indikator=tuple(map(_indikator_asli, satu.indikator)),
    )


def buat_verbatim() -> Edisi:
    """Return the 2021 edition with every verbatim text put back in."""
    bagian = ("menimbang", "mengingat", "memutuskan")
    return replace(
        TERKOREKSI,
        **{nama: tuple(map(_asli, getattr(TERKOREKSI, nama))) for nama in bagian},
        jabatan=tuple(map(_lembar_asli, TERKOREKSI.jabatan)),
    )


_SURAT = ButirIndikator(
    "kasubbag-1",
    "Meningkatnya tertib persuratan",
    "Persentase surat yang dijawab tepat waktu",
    pembilang="Jumlah surat yang dijawab tepat waktu",
    penyebut="Jumlah surat yang masuk",
    sumber_data=("Buku agenda surat masuk",),
    alasan=dict.fromkeys(("frekuensi", "arah", "cara_hitung"), "Surat masuk setiap hari."),
)
_KASUBBAG = LembarJabatan(
    "kasubbag",
    "Kepala Sub Bagian Umum",
    "Kasubbag Umum",
    "camat",
    "Kepala Sub Bagian Umum Kecamatan Camplong Kabupaten Sampang",
    tugas="Mengurus persuratan kecamatan.",
    fungsi=(BarisNaskah("a", "mencatat surat;"),),
    indikator=(_SURAT,),
)


def buat_bersih() -> Edisi:
    """Return a small edition of another office without any defect."""
    return Edisi(
        kode="2026",
        nomor="188/7/KEP/500.1/2026",
        tentang="Penetapan Indikator Kinerja Individu Kecamatan Camplong Kabupaten Sampang",
        tanggal=date(2026, 1, 5),
        berlaku_mulai=date(2026, 1, 5),
        tempat="Camplong",
        kop=("PEMERINTAH KABUPATEN SAMPANG", "KECAMATAN CAMPLONG"),
        pembuka="CAMAT CAMPLONG",
        menimbang=(BarisNaskah("a", "bahwa kinerja perlu diukur;"),),
        mengingat=(
            BarisNaskah("1", "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;"),
        ),
        memutuskan=(BarisNaskah("KESATU", "Indikator tercantum dalam lampiran."),),
        penutup=("Ditetapkan di : Camplong", "Pada Tanggal : 5 Januari 2026"),
        penetap_jabatan="CAMAT CAMPLONG",
        penetap_nama="BUDI, S.Sos.",
        penetap_nip="19700101 199501 1001",
        jabatan=(LembarJabatan("camat", "Camat Camplong", "Camat"), _KASUBBAG),
    )
