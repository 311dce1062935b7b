"""Section B of the chapter: the year beside earlier ones, and the end target of the Renstra."""

from collections.abc import Iterator, Mapping, Sequence

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.lkjip.isi import Butir
from iki_web.queries.target.baca import list_lalu
from iki_web.queries.target.isi import HasilTahunLalu
from iki_web.rules.dokumen import Balok, Halaman, Judul, Kolom, Paragraf, Rata, Sel, Tabel
from iki_web.rules.dokumen.sel import KOSONG, build_capaian, build_nilai

#: Earlier years looked at: a Renstra runs five, this one included.
TAHUN_LALU = 4
_RENSTRA = (
    "Belum ada target akhir Renstra untuk indikator kinerja individu, sehingga capaian tahun ini "
    "tidak dibandingkan dengannya."
)
Lalu = Mapping[int, Mapping[int, HasilTahunLalu]]


def list_banding(bahan: Bahan, butir: Sequence[Butir]) -> Iterator[Balok]:
    """Yield the section; the table lies on pages of its own, and only where a year is known."""
    tahun, indikator = bahan.pokok.tahun, [b.satu.indikator for b in butir]
    lalu = {
        satu: hasil
        for satu in range(tahun - TAHUN_LALU, tahun)
        if (hasil := list_lalu(bahan.pelaku, bahan.acuan, indikator, satu + 1))
    }
    judul = Judul("B. PERBANDINGAN DENGAN TAHUN SEBELUMNYA DAN TARGET AKHIR RENSTRA")
    if not lalu:
        yield judul
        yield Paragraf(
            f"Belum ada hasil tahun-tahun sebelum {tahun} di dalam aplikasi, sehingga belum ada "
            "perbandingan."
        )
        yield Paragraf(_RENSTRA)
        return
    yield Halaman(lanskap=True)
    yield judul
    yield _build_tabel(tahun, butir, lalu)
    if any(h.impor for hasil in lalu.values() for h in hasil.values()):
        yield Paragraf("*) Hasil dari catatan sebelum aplikasi dipakai.", kecil=True)
    yield Paragraf(_RENSTRA)
    yield Halaman(lanskap=False)


def _build_tabel(tahun: int, butir: Sequence[Butir], lalu: Lalu) -> Tabel:
    kolom = [Kolom("No", 4, Rata.TENGAH), Kolom("Indikator Kinerja", 20)]
    for satu in (*lalu, tahun):
        kolom += [
            Kolom(f"Realisasi {satu}", 16, Rata.KANAN),
            Kolom(f"Capaian {satu} (%)", 7, Rata.KANAN),
        ]
    baris = tuple(_build_baris(b, lalu) for b in butir)
    return Tabel("Perbandingan antartahun", tuple(kolom), baris)


def _build_baris(butir: Butir, lalu: Lalu) -> tuple[Sel, ...]:
    indikator, kini = butir.satu.indikator, butir.satu.setahun
    baris = [Sel(str(butir.nomor)), Sel(indikator.nama)]
    for hasil in lalu.values():
        baris += _build_lalu(hasil.get(indikator.id), indikator.satuan)
    baris.append(build_nilai(kini.hasil, indikator.satuan))
    baris.append(build_capaian(kini.capaian, kini.hasil))
    return tuple(baris)


def _build_lalu(lalu: HasilTahunLalu | None, satuan: str) -> tuple[Sel, Sel]:
    """Return an earlier year's result and achievement, marked where it was imported."""
    if lalu is None:
        return KOSONG, KOSONG
    nilai = build_nilai(lalu.hasil, satuan)
    if lalu.impor:
        nilai = Sel(f"{nilai.teks} *)", nilai.angka, cacah=nilai.cacah)
    return nilai, build_capaian(lalu.capaian)
