"""Formulir Pengukuran Kinerja of one position: each indicator's year, and their mean."""

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, get_rekap
from iki_web.rules.alur import Status
from iki_web.rules.dokumen import Balok, Isi, Kolom, Paragraf, Rata, Sel, Tabel, TandaTangan
from iki_web.rules.dokumen.sel import (
    KOSONG,
    build_capaian,
    build_hasil,
    build_keadaan,
    build_predikat,
    build_target,
)
from iki_web.rules.dokumen.tabel import merge_sama

_KOLOM = (
    Kolom("No", 4, Rata.TENGAH),
    Kolom("Sasaran", 17),
    Kolom("Indikator Kinerja", 26),
    Kolom("Satuan", 7, Rata.TENGAH),
    Kolom("Target", 8, Rata.KANAN),
    Kolom("Pembilang", 9, Rata.KANAN),
    Kolom("Penyebut", 9, Rata.KANAN),
    Kolom("Realisasi", 9, Rata.KANAN),
    Kolom("Capaian (%)", 9, Rata.KANAN),
    Kolom("Predikat capaian", 12, Rata.TENGAH),
)
_SASARAN = 1


def build_pengukuran(bahan: Bahan) -> Isi:
    """Return the form of the year; figures of approved entries only (DOMAIN section 7)."""
    tahun = bahan.pokok.tahun
    rekap = bahan.recall("rekap", lambda: get_rekap(bahan.pelaku, tahun))
    jabatan = next(j for j in rekap.jabatan if j.jabatan.id == bahan.jabatan.id)
    return Isi(
        nama=f"Formulir Pengukuran Kinerja {tahun}: {bahan.jabatan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=True,
        judul=("FORMULIR PENGUKURAN KINERJA", f"TAHUN {tahun}"),
        sub=(bahan.jabatan.nama, *bahan.nomor),
        badan=(
            _build_tabel(rekap, jabatan),
            *list_belum(jabatan),
            Paragraf(rekap.aturan, kecil=True),
            TandaTangan(
                bahan.build_atasan("Mengetahui,"),
                bahan.build_penanda(bahan.jabatan, bahan.tempat_tanggal),
            ),
        ),
    )


def _build_tabel(rekap: Rekap, jabatan: RekapJabatan) -> Tabel:
    baris = [_build_baris(rekap, n, satu) for n, satu in enumerate(jabatan.indikator, 1)]
    rerata = jabatan.setahun
    dari = f"{rerata.dihitung} dari {rerata.indikator} indikator"
    kaki = [KOSONG, Sel("Rata-rata"), Sel(dari), *[KOSONG] * 5, build_capaian(rerata.capaian)]
    kaki.append(build_predikat(rerata.capaian, rekap.skala))
    isi = (*merge_sama(baris, _SASARAN), tuple(kaki))
    return Tabel("Pengukuran per indikator", _KOLOM, isi, kaki=1)


def _build_baris(rekap: Rekap, nomor: int, satu: RekapIndikator) -> tuple[Sel, ...]:
    indikator, tahun = satu.indikator, satu.setahun
    return (
        Sel(str(nomor)),
        Sel(indikator.sasaran),
        Sel(indikator.nama),
        Sel(indikator.satuan),
        build_target(tahun.target, tahun.tanpa_target),
        *build_hasil(tahun.hasil, indikator.kode),
        build_capaian(tahun.capaian, tahun.hasil),
        build_keadaan(tahun, rekap.skala),
    )


def list_belum(jabatan: RekapJabatan) -> tuple[Balok, ...]:
    """Return which years are not whole yet: a figure over two of four periods says so."""
    kurang = []
    for nomor, satu in enumerate(jabatan.indikator, 1):
        sah = sum(t.butir.status is Status.DISETUJUI for t in satu.tempat)
        if sah < len(satu.tempat):
            kurang.append(f"no. {nomor} ({sah} dari {len(satu.tempat)} periode disetujui)")
    if not kurang:
        return ()
    return (Paragraf(f"Belum semua periode disetujui: {', '.join(kurang)}.", kecil=True),)
