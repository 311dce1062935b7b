"""LKjIP Bab III: the year's accountability per sasaran, beside earlier years, with its texts."""

from collections.abc import Iterator, Mapping

from iki_web.queries.acuan import BarisJabatan
from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.lkjip.banding import list_banding
from iki_web.queries.dokumen.lkjip.isi import Butir
from iki_web.queries.dokumen.lkjip.uraian import list_kendala, list_simpulan
from iki_web.queries.rekap import Rekap, RekapIndikator, get_rekap
from iki_web.rules.capaian import compute_rerata
from iki_web.rules.dokumen import Balok, Isi, Judul, Kolom, Paragraf, Rata, Sel, Tabel, TandaTangan
from iki_web.rules.dokumen.sel import (
    KOSONG,
    TANPA_TARGET,
    build_capaian,
    build_keadaan,
    build_nilai,
    build_predikat,
)
from iki_web.rules.target import format_target

_KOLOM = (
    Kolom("No", 4, Rata.TENGAH),
    Kolom("Indikator Kinerja", 21),
    Kolom("Penanggung jawab", 12),
    Kolom("Target", 7, Rata.KANAN),
    # Wide enough for two amounts of money.
    Kolom("Realisasi", 21, Rata.KANAN),
    Kolom("Capaian (%)", 8, Rata.KANAN),
    Kolom("Predikat capaian", 11, Rata.TENGAH),
)
#: Indicators under the objective they serve, in the words of the first that names it.
Kelompok = Mapping[str, tuple[Butir, ...]]


def build_lkjip(bahan: Bahan) -> Isi:
    """Return the chapter; every figure is one of the recap's, with the counts behind it."""
    tahun = bahan.pokok.tahun
    rekap = get_rekap(bahan.pelaku, tahun)
    kelompok = _list_kelompok(rekap)
    urut = [butir for semua in kelompok.values() for butir in semua]
    return Isi(
        nama=f"LKjIP {tahun} Bab III: Akuntabilitas Kinerja",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=False,
        judul=("BAB III", "AKUNTABILITAS KINERJA"),
        sub=(f"{bahan.setelan.nama}, Tahun {tahun}", *bahan.nomor),
        badan=(
            Judul(f"A. CAPAIAN KINERJA TAHUN {tahun}"),
            _build_pengantar(bahan, rekap),
            *_list_tabel(rekap, kelompok),
            *list_banding(bahan, urut),
            Judul("C. KENDALA DAN TINDAK LANJUT"),
            *list_kendala(bahan, urut),
            Judul("D. SIMPULAN"),
            *list_simpulan(rekap),
            TandaTangan(None, bahan.build_kepala(bahan.tempat_tanggal)),
        ),
    )


def _list_kelompok(rekap: Rekap) -> Kelompok:
    """Return the office's indicators by objective; a full stop more or less is the same one."""
    nama: dict[str, str] = {}
    isi: dict[str, list[tuple[BarisJabatan, RekapIndikator]]] = {}
    for jabatan in rekap.jabatan:
        for satu in jabatan.indikator:
            teks = satu.indikator.sasaran.strip().rstrip(".")
            isi.setdefault(nama.setdefault(teks.casefold(), teks), []).append(
                (jabatan.jabatan, satu)
            )
    nomor = iter(range(1, 1 + sum(map(len, isi.values()))))
    return {
        sasaran: tuple(Butir(next(nomor), jabatan, satu) for jabatan, satu in semua)
        for sasaran, semua in isi.items()
    }


def _build_pengantar(bahan: Bahan, rekap: Rekap) -> Paragraf:
    keputusan = bahan.acuan.find_keputusan(rekap.tahun)
    semua = [i for j in rekap.jabatan for i in j.indikator]
    terisi = sum(i.setahun.hasil is not None for i in semua)
    return Paragraf(
        f"Bab ini mempertanggungjawabkan capaian kinerja {bahan.setelan.nama} tahun {rekap.tahun}, "
        f"diukur dengan {len(semua)} indikator kinerja individu pada {len(rekap.jabatan)} jabatan "
        f"menurut Keputusan Nomor {keputusan.nomor if keputusan else '-'}. Angkanya berasal dari "
        "realisasi yang sudah disetujui berjenjang beserta buktinya: "
        f"{terisi} dari {len(semua)} indikator sudah memiliki realisasi yang disetujui. Di "
        "belakang tiap persentase tertulis pembilang dan penyebutnya."
    )


def _list_tabel(rekap: Rekap, kelompok: Kelompok) -> Iterator[Balok]:
    for urutan, (sasaran, butir) in enumerate(kelompok.items(), 1):
        yield Paragraf(f"Sasaran {urutan}: {sasaran}")
        yield _build_tabel(rekap, f"Capaian sasaran {urutan}", butir)
    yield Paragraf(rekap.aturan, kecil=True)


def _build_tabel(rekap: Rekap, nama: str, butir: tuple[Butir, ...]) -> Tabel:
    capaian = [c for c in (b.satu.setahun.capaian for b in butir) if c is not None]
    rerata = compute_rerata(capaian, rekap.plafon)
    kaki = (
        KOSONG,
        Sel("Rata-rata"),
        Sel(f"{len(capaian)} dari {len(butir)} indikator"),
        KOSONG,
        KOSONG,
        build_capaian(rerata),
        build_predikat(rerata, rekap.skala),
    )
    return Tabel(nama, _KOLOM, (*(_build_baris(rekap, b) for b in butir), kaki), kaki=1)


def _build_baris(rekap: Rekap, butir: Butir) -> tuple[Sel, ...]:
    indikator, tahun = butir.satu.indikator, butir.satu.setahun
    target = TANPA_TARGET if tahun.tanpa_target else KOSONG
    if tahun.target is not None:
        target = Sel(format_target(tahun.target, indikator.satuan), tahun.target)
    return (
        Sel(str(butir.nomor)),
        Sel(indikator.nama),
        Sel(butir.jabatan.nama_singkat),
        target,
        build_nilai(tahun.hasil, indikator.satuan, indikator.kode),
        build_capaian(tahun.capaian, tahun.hasil),
        build_keadaan(tahun, rekap.skala),
    )
