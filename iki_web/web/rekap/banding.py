"""The year beside earlier ones, as strings: results with counts, capaian, and their way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask import Response

from iki_web.queries.rekap.banding import (
    Banding,
    BandingIndikator,
    BandingJabatan,
    TahunIndikator,
    get_banding,
)
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.capaian import round_tampil
from iki_web.rules.rekap.banding import Gerak
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.grafik import Grafik, build_grafik
from iki_web.web.rekap.bagian import bp, show_bagian
from iki_web.web.rekap.jabatan import pecah_hasil
from iki_web.web.render import page

_MEDAN = ("periode", "jabatan")
_IKON = {
    Gerak.MEMBAIK: "arrow-up-right",
    Gerak.MEMBURUK: "arrow-down-right",
    Gerak.TETAP: "arrow-right",
}


@dataclass(frozen=True, slots=True)
class SelTahun:
    """One year of an indicator: its result, the counts, its capaian, and what else to know."""

    tahun: int
    teks: str = "–"
    cacah: str = ""
    kecil: str = ""


@dataclass(frozen=True, slots=True)
class BarisBanding:
    """An indicator's row; `gerak` in words, with the icon that says the same.

    `renstra`: the end target, empty where there is none; `sisa` in words what is left to it.
    """

    nama: str
    sel: tuple[SelTahun, ...]
    target: str
    selisih: str
    gerak: str
    ikon: str
    renstra: str
    sisa: str


@dataclass(frozen=True, slots=True)
class KelompokBanding:
    """A position with its means and the rows of its indicators."""

    nama: str
    sel: tuple[SelTahun, ...]
    baris: tuple[BarisBanding, ...]


@bp.get("/rekap/<int:tahun>/perbandingan")
@allow(siapa_pun)
def show_perbandingan(tahun: int) -> Response:
    """Show this year beside earlier ones."""
    jadi = show_bagian(tahun, "perbandingan", "Perbandingan", _MEDAN)
    if isinstance(jadi, Response):
        return jadi
    hasil, isi = jadi
    banding = get_banding(get_pelaku(), hasil)
    return page(
        "rekap/perbandingan.html",
        **isi,
        ringkas=_format_ringkas(hasil, banding),
        kolom=banding.tahun,
        kelompok=[_build_kelompok(banding, satu) for satu in banding.jabatan],
        rata=_list_rata(banding),
        nama_rata="Rata-rata kantor" if hasil.rekap.seluruh else "Rata-rata",
        garis=_build_garis(hasil, banding),
        akhir_renstra=banding.akhir_renstra,
        setahun=hasil.saring.kolom is None,
        impor=any(t.impor for j in banding.jabatan for b in j.baris for t in b.tahun),
        aturan=hasil.rekap.aturan,
    )


def _format_ringkas(hasil: RekapTersaring, banding: Banding) -> str:
    kapan = hasil.rekap.kolom[hasil.saring.kolom - 1].kode.singkat if hasil.saring.kolom else ""
    if len(banding.tahun) < 2:
        return "Belum ada hasil tahun sebelumnya untuk dibandingkan"
    lalu = " dan ".join(
        filter(None, (", ".join(map(str, banding.tahun[:-2])), str(banding.tahun[-2])))
    )
    return f"{kapan + ' ' if kapan else ''}{hasil.rekap.tahun} di samping {lalu}"


def _list_rata(banding: Banding) -> list[SelTahun]:
    return [
        SelTahun(
            tahun,
            "–" if rerata.nilai is None else format_angka(rerata.nilai),
            kecil=f"{rerata.n}\u00a0dari\u00a0{rerata.m}" if rerata.n < rerata.m else "",
        )
        for tahun, rerata in zip(banding.tahun, banding.kantor, strict=True)
    ]


def _build_garis(hasil: RekapTersaring, banding: Banding) -> Grafik | None:
    """Return the means of the years as a line; None while only one is known."""
    data = [(str(t), r.nilai) for t, r in zip(banding.tahun, banding.kantor, strict=True)]
    if sum(nilai is not None for _, nilai in data) < 2:
        return None
    siapa = "kantor" if hasil.rekap.seluruh else "jabatan yang ditampilkan"
    kepala = ("Tahun", "Capaian (%)")
    return build_grafik("gt", f"Rata-rata capaian {siapa} tiap tahun", data, kepala=kepala)


def _build_kelompok(banding: Banding, satu: BandingJabatan) -> KelompokBanding:
    return KelompokBanding(
        satu.satu.jabatan.nama_singkat,
        tuple(
            SelTahun(tahun, "–" if nilai is None else format_angka(nilai))
            for tahun, nilai in zip(banding.tahun, satu.tahun, strict=True)
        ),
        tuple(_build_baris(baris) for baris in satu.baris),
    )


def _build_baris(baris: BandingIndikator) -> BarisBanding:
    satuan, renstra = baris.indikator.satuan, baris.renstra
    akhir = baris.tahun[-1].gulungan
    target = "tidak ditargetkan" if akhir.tanpa_target else "belum ditetapkan"
    selisih = ""
    if baris.selisih is not None:
        tanda = "+" if baris.selisih > 0 else ""
        selisih = f"{tanda}{_format_beda(baris.selisih, satuan)}"
    return BarisBanding(
        baris.indikator.nama,
        tuple(_build_sel(satu, satuan) for satu in baris.tahun),
        target if akhir.target is None else f"{format_cacah(akhir.target)}\u00a0{satuan}",
        selisih,
        baris.gerak.value if baris.gerak else "",
        _IKON[baris.gerak] if baris.gerak else "",
        "" if renstra is None else f"{format_cacah(renstra)}\u00a0{satuan}",
        "" if baris.sisa is None else _format_sisa(baris.sisa, satuan),
    )


def _format_sisa(sisa: Decimal, satuan: str) -> str:
    """Return what is left, read from the printed number as the direction of a move is."""
    return f"kurang {_format_beda(sisa, satuan)}" if round_tampil(sisa) else "tercapai"


def _format_beda(beda: Decimal, satuan: str) -> str:
    return f"{format_angka(beda)}\u00a0{'poin' if satuan == '%' else satuan}"


def _build_sel(satu: TahunIndikator, satuan: str) -> SelTahun:
    """Return one year; nothing known is a dash, nothing to measure is "n/a"."""
    gulungan = satu.gulungan
    if gulungan.hasil is None:
        return SelTahun(satu.tahun)
    teks, cacah = pecah_hasil(gulungan.hasil, satuan)
    return SelTahun(satu.tahun, teks, cacah, " · ".join(_list_kecil(satu)))


def _list_kecil(satu: TahunIndikator) -> Iterator[str]:
    """Yield the small print: capaian, how much of the year is in it, where it comes from."""
    if satu.gulungan.nihil:
        yield "nihil"
    if satu.gulungan.capaian is not None:
        yield f"capaian\u00a0{format_angka(satu.gulungan.capaian)}"
    if satu.impor:
        yield "impor"
    elif satu.sah < satu.dari:
        yield f"{satu.sah}\u00a0dari\u00a0{satu.dari}\u00a0periode"
