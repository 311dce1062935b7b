"""Rencana Aksi of a position: what its agreement promises, quarter by quarter."""

from iki_web.queries.acuan import BarisIndikator, BarisPeriode
from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.perjanjian import build_pihak, build_sel_target, build_target_tahun
from iki_web.rules.dokumen import Isi, Kolom, Paragraf, Rata, Sel, Tabel, merge_sama
from iki_web.rules.dokumen.sel import KOSONG
from iki_web.rules.rekap import find_kolom

_KOLOM = (
    Kolom("No", 4, Rata.TENGAH),
    Kolom("Sasaran", 19),
    Kolom("Indikator Kinerja", 25),
    Kolom("Target TW\u00a0I", 10, Rata.TENGAH),
    Kolom("Target TW\u00a0II", 10, Rata.TENGAH),
    Kolom("Target TW\u00a0III", 10, Rata.TENGAH),
    Kolom("Target TW\u00a0IV", 10, Rata.TENGAH),
    Kolom("Target setahun", 11, Rata.TENGAH),
)
_SASARAN = 1
_ARTI = (
    "“-”: tidak ditargetkan. Kosong: tidak dilaporkan pada triwulan itu, atau targetnya belum "
    "ditetapkan."
)


def build_rencana_aksi(bahan: Bahan) -> Isi:
    """Return the targets of every quarter and of the year, signed as the agreement is."""
    tahun = bahan.pokok.tahun
    baris = [
        (
            Sel(str(nomor)),
            Sel(satu.sasaran),
            Sel(satu.nama),
            *(_build_kuartal(bahan, satu, kolom) for kolom in range(1, 5)),
            build_target_tahun(bahan, satu),
        )
        for nomor, satu in enumerate(bahan.list_indikator(), 1)
    ]
    return Isi(
        nama=f"Rencana Aksi {tahun}: {bahan.jabatan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=True,
        judul=("RENCANA AKSI", f"ATAS PERJANJIAN KINERJA TAHUN {tahun}"),
        sub=(bahan.jabatan.nama, *bahan.nomor),
        badan=(
            Tabel("Target per triwulan", _KOLOM, merge_sama(baris, _SASARAN)),
            Paragraf(_ARTI, kecil=True),
            build_pihak(bahan),
        ),
    )


def _build_kuartal(bahan: Bahan, indikator: BarisIndikator, kolom: int) -> Sel:
    """Return the target of what is reported in a quarter: each period's own, else the year's.

    Months with targets of their own are told one by one.
    """
    periode = [
        p
        for p in bahan.acuan.list_periode(bahan.pokok.tahun, indikator.frekuensi)
        if find_kolom(p.kode) == kolom and indikator.is_diminta(p.kode)
    ]
    sel = [(p, _build_sel(bahan, indikator, p)) for p in periode]
    if not sel:
        return KOSONG
    if len({satu.teks for _, satu in sel}) == 1:
        return sel[0][1]
    return Sel(butir=tuple(f"{p.kode.singkat}: {satu.teks}" for p, satu in sel))


def _build_sel(bahan: Bahan, indikator: BarisIndikator, periode: BarisPeriode) -> Sel:
    return build_sel_target(bahan.acuan.find_target(indikator.id, periode), indikator.satuan)
