"""Section B of the chapter: the year beside earlier ones, and the end target of the Renstra."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.lkjip.isi import Butir
from iki_web.queries.target.baca import list_lalu
from iki_web.queries.target.isi import HasilTahunLalu
from iki_web.rules.dokumen import Balok, Halaman, Judul, Kolom, Paragraf, Rata, Sel, Tabel
from iki_web.rules.dokumen.sel import KOSONG, build_capaian, build_nilai
from iki_web.rules.rekap.banding import compute_lalu
from iki_web.rules.target import format_target

#: Earlier years looked at: a Renstra runs five, this one included.
TAHUN_LALU = 4
_RENSTRA = (
    "Belum ada target akhir Renstra untuk indikator kinerja individu, sehingga capaian tahun ini "
    "tidak dibandingkan dengannya."
)
#: Earlier results by year and indicator; the Renstra's end targets by indicator.
Lalu = Mapping[int, Mapping[int, HasilTahunLalu]]
Renstra = Mapping[int, Decimal]


def list_banding(bahan: Bahan, butir: Sequence[Butir]) -> Iterator[Balok]:
    """Yield the section; the table lies on pages of its own, and only where there is one."""
    tahun, indikator = bahan.pokok.tahun, [b.satu.indikator for b in butir]
    lalu = {
        satu: hasil
        for satu in range(tahun - TAHUN_LALU, tahun)
        if (hasil := list_lalu(bahan.pelaku, bahan.acuan, indikator, satu + 1))
    }
    akhir = ((i.id, bahan.acuan.find_renstra(i.id).nilai) for i in indikator)
    renstra = {nomor: nilai for nomor, nilai in akhir if nilai is not None}
    lanskap = bool(lalu or renstra)
    if lanskap:
        yield Halaman(lanskap=True)
    yield Judul("B. PERBANDINGAN DENGAN TAHUN SEBELUMNYA DAN TARGET AKHIR RENSTRA")
    if lanskap:
        yield _build_tabel(bahan, butir, lalu, renstra)
    if any(h.impor for hasil in lalu.values() for h in hasil.values()):
        yield Paragraf("*) Hasil dari catatan sebelum aplikasi dipakai.", kecil=True)
    if not lalu:
        yield Paragraf(
            f"Belum ada hasil tahun-tahun sebelum {tahun} di dalam aplikasi, sehingga belum ada "
            "perbandingan."
        )
    yield Paragraf(
        f"Kemajuan adalah capaian realisasi {tahun} terhadap target akhir Renstra."
        if renstra
        else _RENSTRA,
        kecil=bool(renstra),
    )
    if lanskap:
        yield Halaman(lanskap=False)


def _build_tabel(bahan: Bahan, butir: Sequence[Butir], lalu: Lalu, renstra: Renstra) -> Tabel:
    tahun = bahan.pokok.tahun
    kolom = [Kolom("No", 4, Rata.TENGAH), Kolom("Indikator Kinerja", 20)]
    for satu in (*lalu, tahun):
        kolom += [
            Kolom(f"Realisasi {satu}", 16, Rata.KANAN),
            Kolom(f"Capaian {satu} (%)", 7, Rata.KANAN),
        ]
    if renstra:
        kolom += [
            Kolom(f"Target akhir Renstra {bahan.acuan.kantor.akhir_renstra}", 9, Rata.KANAN),
            Kolom("Kemajuan (%)", 8, Rata.KANAN),
        ]
    baris = tuple(_build_baris(b, lalu, renstra) for b in butir)
    return Tabel("Perbandingan antartahun", tuple(kolom), baris)


def _build_baris(butir: Butir, lalu: Lalu, renstra: Renstra) -> tuple[Sel, ...]:
    indikator, kini = butir.satu.indikator, butir.satu.setahun
    baris = [Sel(str(butir.nomor)), Sel(indikator.nama)]
    for hasil in lalu.values():
        baris += _build_lalu(hasil.get(indikator.id), indikator.satuan)
    baris.append(build_nilai(kini.hasil, indikator.satuan, indikator.kode))
    baris.append(build_capaian(kini.capaian, kini.hasil))
    if renstra:
        baris += _build_renstra(butir, renstra.get(indikator.id))
    return tuple(baris)


def _build_renstra(butir: Butir, target: Decimal | None) -> tuple[Sel, Sel]:
    """Return the end target and how far the year came towards it."""
    if target is None:
        return KOSONG, KOSONG
    indikator, hasil = butir.satu.indikator, butir.satu.setahun.hasil
    nilai = None if hasil is None else hasil.nilai
    # A target kept from the indicator it continues may be one its own formula cannot take.
    arah = indikator.arah, indikator.rumus_turun
    kemajuan = compute_lalu(None, None, nilai, target, *arah).capaian
    sel = Sel(format_target(target, indikator.satuan), target)
    return sel, build_capaian(kemajuan, hasil)


def _build_lalu(lalu: HasilTahunLalu | None, satuan: str) -> tuple[Sel, Sel]:
    """Return an earlier year's result and achievement, marked where it was imported."""
    if lalu is None:
        return KOSONG, KOSONG
    nilai = build_nilai(lalu.hasil, satuan)
    if lalu.impor:
        nilai = Sel(f"{nilai.teks} *)", nilai.angka, cacah=nilai.cacah)
    return nilai, build_capaian(lalu.capaian)
