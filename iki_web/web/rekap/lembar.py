"""The comparison of years as a sheet: per year the counts, the result and the capaian, typed."""

from collections.abc import Iterator

from iki_web.queries.rekap.banding import Banding, BandingIndikator, TahunIndikator
from iki_web.web.lembar import CACAH, DUA, Isi, Kolom, list_angka


def list_kolom_banding(banding: Banding) -> list[Kolom]:
    """Return the columns: five for each year, and the Renstra's two where it has end targets."""
    setahun = [
        kolom
        for tahun in banding.tahun
        for kolom in (
            Kolom(f"Pembilang {tahun}", 12, CACAH),
            Kolom(f"Penyebut {tahun}", 12, CACAH),
            Kolom(f"Realisasi {tahun}", 12, DUA),
            Kolom(f"Capaian {tahun} (%)", 12, DUA),
            Kolom(f"Keterangan {tahun}", 20),
        )
    ]
    return [
        Kolom("Jabatan", 34),
        Kolom("Kode", 20),
        Kolom("Indikator", 48),
        Kolom("Satuan", 9),
        *setahun,
        Kolom("Selisih", 12, DUA),
        Kolom("Arah perubahan", 14),
        *_list_kolom_renstra(banding),
    ]


def _list_kolom_renstra(banding: Banding) -> list[Kolom]:
    if banding.akhir_renstra is None:
        return []
    return [
        Kolom(f"Target akhir Renstra {banding.akhir_renstra}", 14, CACAH),
        Kolom("Sisa ke target akhir Renstra", 14, DUA),
    ]


def list_banding(banding: Banding) -> Iterator[list[Isi]]:
    """Yield each indicator with its years, and after them the position's means."""
    for satu in banding.jabatan:
        for baris in satu.baris:
            renstra = [] if banding.akhir_renstra is None else [baris.renstra, baris.sisa]
            yield [*_build(satu.satu.jabatan.nama, baris), *renstra]
        rata: list[Isi] = [satu.satu.jabatan.nama, None, "Rata-rata capaian jabatan", None]
        for capaian in satu.tahun:
            rata += [None, None, None, capaian, None]
        yield [*rata, None, None, *([] if banding.akhir_renstra is None else [None, None])]


def _build(jabatan: str, baris: BandingIndikator) -> list[Isi]:
    indikator = baris.indikator
    isi: list[Isi] = [jabatan, indikator.kode, indikator.nama, indikator.satuan]
    for satu in baris.tahun:
        isi += [*list_angka(satu.gulungan.hasil), satu.gulungan.capaian, _format_sumber(satu)]
    return [*isi, baris.selisih, baris.gerak.value if baris.gerak else None]


def _format_sumber(satu: TahunIndikator) -> str | None:
    if satu.impor:
        return "impor"
    return f"{satu.sah} dari {satu.dari} disetujui" if satu.dari else None
