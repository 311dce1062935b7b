"""Rekap Capaian of the office: positions by quarter and year, and the mean over positions."""

from collections.abc import Sequence
from dataclasses import replace

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.rekap import Rekap, RekapJabatan, get_rekap
from iki_web.rules import rekap as aturan
from iki_web.rules.dokumen import Isi, Kolom, Paragraf, Rata, Sel, Tabel, TandaTangan
from iki_web.rules.dokumen.sel import KOSONG, build_capaian, build_nilai, build_predikat
from iki_web.rules.rekap import Keadaan, Rerata

_HAMPA = Sel("–")


def build_rekap(bahan: Bahan) -> Isi:
    """Return the recap of the year; where a figure is missing its state stands in words."""
    tahun = bahan.pokok.tahun
    rekap = get_rekap(bahan.pelaku, tahun)
    return Isi(
        nama=f"Rekap Capaian {tahun}: {bahan.setelan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=True,
        judul=("REKAP CAPAIAN INDIKATOR KINERJA INDIVIDU", f"TAHUN {tahun}"),
        sub=(bahan.setelan.nama, *bahan.nomor),
        badan=(
            _build_tabel(rekap),
            *_list_sebagian(rekap),
            Paragraf(rekap.aturan, kecil=True),
            TandaTangan(None, bahan.build_kepala(bahan.tempat_tanggal)),
        ),
    )


def _list_kolom(rekap: Rekap) -> tuple[Kolom, ...]:
    kuartal = (Kolom(f"{p.kode.singkat} (%)", 14, Rata.KANAN) for p in rekap.kolom)
    return (
        Kolom("No", 4, Rata.TENGAH),
        Kolom("Jabatan", 39),
        *kuartal,
        Kolom(f"Tahun {rekap.tahun} (%)", 11, Rata.KANAN),
        Kolom("Indikator dihitung", 9, Rata.TENGAH),
        Kolom("Predikat capaian", 12, Rata.TENGAH),
    )


def _build_tabel(rekap: Rekap) -> Tabel:
    baris = [_build_baris(rekap, n, satu) for n, satu in enumerate(rekap.jabatan, 1)]
    semua = (*rekap.kantor, rekap.setahun)
    rata = (
        KOSONG,
        Sel("Rata-rata"),
        *(build_capaian(satu.nilai) if satu.n else _HAMPA for satu in semua),
        KOSONG,
        build_predikat(rekap.setahun.nilai, rekap.skala),
    )
    dari = (KOSONG, Sel("Dihitung dari jabatan"), *map(_build_dari, semua), KOSONG, KOSONG)
    return Tabel("Capaian per jabatan", _list_kolom(rekap), (*baris, rata, dari), kaki=2)


def _list_sebagian(rekap: Rekap) -> tuple[Paragraf, ...]:
    """Say that a quarter's mean takes what is approved of a position that is not complete."""
    sebagian = any(
        sel.capaian is not None and sel.keadaan is not Keadaan.LENGKAP
        for satu in rekap.jabatan
        for sel in satu.sel
    )
    if not sebagian:
        return ()
    kalimat = (
        "Rata-rata triwulan dan tahun memuat juga indikator yang sudah disetujui pada jabatan yang "
        "belum lengkap; selnya menyebut keadaannya."
    )
    return (Paragraf(kalimat, kecil=True),)


def _build_dari(rerata: Rerata) -> Sel:
    return Sel(f"{rerata.n} dari {rerata.m}")


def _build_baris(rekap: Rekap, nomor: int, satu: RekapJabatan) -> tuple[Sel, ...]:
    tahun = satu.setahun
    return (
        Sel(str(nomor)),
        Sel(satu.jabatan.nama),
        *_list_kuartal(rekap, satu),
        _build_tahun(satu),
        Sel(f"{tahun.dihitung} dari {tahun.indikator}"),
        build_predikat(tahun.capaian, rekap.skala),
    )


def _list_kuartal(rekap: Rekap, satu: RekapJabatan) -> Sequence[Sel]:
    """Return a position's quarters; nobody can report yet on one that still runs."""
    satuan = satu.indikator[0].indikator.satuan
    return [
        Sel("berjalan")
        if sel.keadaan is Keadaan.BELUM_DIISI and periode.kode.selesai >= rekap.hari_ini
        else build_sel(sel, satuan)
        for sel, periode in zip(satu.sel, rekap.kolom, strict=True)
    ]


def build_sel(sel: aturan.Sel, satuan: str) -> Sel:
    """Return a column's cell: the figure where it is complete, else what stands in for it."""
    if sel.keadaan is Keadaan.LENGKAP and sel.capaian is not None:
        isi = build_capaian(sel.capaian)
        if sel.dihitung == sel.indikator:
            return isi
        return replace(isi, teks=f"{isi.teks} ({sel.dihitung} dari {sel.indikator})")
    if sel.keadaan in (Keadaan.TIDAK_ADA, Keadaan.BELUM_MULAI):
        return _HAMPA
    if sel.keadaan is Keadaan.REALISASI:
        return Sel(f"realisasi {build_nilai(sel.hasil, satuan).teks}")
    return Sel("n/a" if sel.keadaan is Keadaan.NIHIL else sel.teks)


def _build_tahun(satu: RekapJabatan) -> Sel:
    """Return the year so far; a state of single periods is none of the year."""
    tahun = satu.setahun
    if tahun.capaian is not None:
        return build_capaian(tahun.capaian)
    return build_sel(tahun, satu.indikator[0].indikator.satuan)
