"""Which of the recap's figures become charts."""

from collections.abc import Sequence
from decimal import Decimal

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan
from iki_web.web.grafik import Grafik, build_grafik, build_grafik_realisasi


def build_batang(rekap: Rekap, pilih: int | None) -> Grafik | None:
    """Return the bars of the positions, of a quarter or the year; None with fewer than two."""
    sel = [satu.setahun if pilih is None else satu.sel[pilih - 1] for satu in rekap.jabatan]
    nama = [satu.jabatan.nama_singkat for satu in rekap.jabatan]
    data = [(satu, isi.capaian) for satu, isi in zip(nama, sel, strict=True)]
    if len(data) < 2 or all(nilai is None for _, nilai in data):
        return None
    kapan = "setahun" if pilih is None else rekap.kolom[pilih - 1].kode.nama
    return build_grafik(
        "gb", f"Capaian {kapan} tiap jabatan", data, kepala=("Jabatan", "Capaian (%)")
    )


def build_garis(rekap: Rekap) -> Grafik | None:
    """Return the trend of the mean over positions by quarter; None while there is no figure."""
    data = [
        (p.kode.singkat, rerata.nilai) for p, rerata in zip(rekap.kolom, rekap.kantor, strict=True)
    ]
    if all(nilai is None for _, nilai in data):
        return None
    judul = "Rata-rata kantor tiap triwulan" if rekap.seluruh else "Rata-rata tiap triwulan"
    return build_grafik("gg", judul, data)


def build_tren(satu: RekapJabatan) -> tuple[Grafik, ...]:
    """Return one trend per indicator that has two approved figures or more."""
    semua = (_build_tren(indikator) for indikator in satu.indikator)
    return tuple(grafik for grafik in semua if grafik is not None)


def _build_tren(satu: RekapIndikator) -> Grafik | None:
    """Return an indicator's capaian by period, or its realisasi while it has no target."""
    label = [tempat.periode.kode.singkat for tempat in satu.tempat]
    sah = [tempat.butir.sah for tempat in satu.tempat]
    capaian: Sequence[Decimal | None] = [tempat.butir.capaian for tempat in satu.tempat]
    realisasi = [None if hasil is None else hasil.nilai for hasil in sah]
    nomor = f"g{satu.indikator.id}"
    nama = satu.indikator.nama.rstrip(".")
    if sum(nilai is not None for nilai in capaian) >= 2:
        return build_grafik(nomor, nama, zip(label, capaian, strict=True))
    if sum(nilai is not None for nilai in realisasi) < 2:
        return None
    titik = zip(label, realisasi, strict=True)
    return build_grafik_realisasi(nomor, f"{nama} (realisasi)", titik, satu.indikator.satuan)
