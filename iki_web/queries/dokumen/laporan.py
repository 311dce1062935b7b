"""Laporan Capaian of one position and period: every figure as approval froze it."""

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.realisasi import EntriTampil, list_entri
from iki_web.queries.rekap import Rekap, RekapJabatan, get_rekap
from iki_web.rules.alur import Status, format_status
from iki_web.rules.capaian import format_aturan
from iki_web.rules.dokumen import Isi, Kolom, Paragraf, Rata, Sel, Tabel, TandaTangan
from iki_web.rules.dokumen.sel import (
    KOSONG,
    build_capaian,
    build_hasil,
    build_predikat,
    build_target,
)
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rekap import find_kolom

_KOLOM = (
    Kolom("No", 4, Rata.TENGAH),
    Kolom("Indikator Kinerja", 21),
    Kolom("Target", 7, Rata.KANAN),
    Kolom("Pembilang", 8, Rata.KANAN),
    Kolom("Penyebut", 8, Rata.KANAN),
    Kolom("Realisasi", 8, Rata.KANAN),
    Kolom("Capaian (%)", 8, Rata.KANAN),
    Kolom("Predikat capaian", 11, Rata.TENGAH),
    Kolom("Bukti", 15),
    Kolom("Kendala", 13),
    Kolom("Tindak lanjut", 13),
)


def build_laporan(bahan: Bahan) -> Isi:
    """Return the report; what is not approved says so and carries no figure."""
    periode, tahun = bahan.periode, bahan.pokok.tahun
    rekap = bahan.recall("rekap", lambda: get_rekap(bahan.pelaku, tahun))
    jabatan = next(j for j in rekap.jabatan if j.jabatan.id == bahan.jabatan.id)
    kolom = find_kolom(periode.kode)
    semua = bahan.recall("entri", lambda: _list_entri(bahan, rekap, kolom))
    entri = tuple(satu for satu in semua if satu.indikator.jabatan_id == bahan.jabatan.id)
    return Isi(
        nama=f"Laporan Capaian {periode.kode.nama}: {bahan.jabatan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=True,
        judul=("LAPORAN CAPAIAN INDIKATOR KINERJA INDIVIDU", periode.kode.nama.upper()),
        sub=(bahan.jabatan.nama, *bahan.nomor),
        badan=(
            _build_tabel(bahan, entri, jabatan, kolom),
            Paragraf(format_aturan(periode.skala, periode.plafon), kecil=True),
            TandaTangan(
                bahan.build_atasan("Mengetahui,"),
                bahan.build_penanda(bahan.jabatan, bahan.tempat_tanggal),
            ),
        ),
    )


def _list_entri(bahan: Bahan, rekap: Rekap, kolom: int) -> tuple[EntriTampil, ...]:
    """Return the entries of all reports built together, each position's in order of its annex."""
    tempat = [
        (t.indikator, t.periode)
        for jabatan in rekap.jabatan
        if jabatan.jabatan.id in bahan.sesama
        for satu in jabatan.indikator
        for t in satu.tempat
        if t.butir.kolom == kolom
    ]
    return list_entri(bahan.pelaku, tempat, bahan.pokok.tahun)


def _build_tabel(
    bahan: Bahan, entri: tuple[EntriTampil, ...], jabatan: RekapJabatan, kolom: int
) -> Tabel:
    baris = [_build_baris(n, satu) for n, satu in enumerate(entri, 1)]
    rerata = jabatan.sel[kolom - 1]
    dari = f"Rata-rata ({rerata.dihitung} dari {rerata.indikator} indikator)"
    skala = bahan.list_kuartal()[kolom - 1].skala
    kaki = [KOSONG, Sel(dari), *[KOSONG] * 4, build_capaian(rerata.capaian)]
    kaki += [build_predikat(rerata.capaian, skala), KOSONG, KOSONG, KOSONG]
    return Tabel("Capaian per indikator", _KOLOM, (*baris, tuple(kaki)), kaki=1)


def _build_baris(nomor: int, entri: EntriTampil) -> tuple[Sel, ...]:
    kode, nama = entri.periode.kode, entri.teks("nama")
    if kode.jenis is not JenisPeriode.TRIWULANAN:
        nama = f"{nama} ({kode.nama})"
    if entri.status is not Status.DISETUJUI:
        kata = entri.dikecualikan and f"dikecualikan: {entri.dikecualikan}"
        keadaan = Sel(kata or format_status(entri.status, entri.terbuka).capitalize())
        return (Sel(str(nomor)), Sel(nama), *[KOSONG] * 5, keadaan, KOSONG, KOSONG, KOSONG)
    return (
        Sel(str(nomor)),
        Sel(nama),
        build_target(entri.nilai_target, entri.tidak_ditargetkan),
        *build_hasil(entri.hasil, entri.indikator.kode),
        build_capaian(entri.capaian, entri.hasil),
        Sel(entri.predikat or ""),
        _build_bukti(entri),
        Sel(entri.isian.kendala),
        Sel(entri.isian.tindak_lanjut),
    )


def _build_bukti(entri: EntriTampil) -> Sel:
    """Return what proves the figure: files as approval froze them, then references on paper."""
    beku = entri.baris.beku if entri.baris else None
    berkas = [satu["nama"] for satu in beku["bukti"]] if beku else []
    rujukan = [slot.rujukan for slot in entri.slot if slot.rujukan]
    return Sel(butir=(*berkas, *rujukan))
