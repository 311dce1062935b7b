"""The recap's charts as data for the SVG macros; each has words for who cannot see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan
from iki_web.rules.bilangan import format_angka
from iki_web.rules.capaian import round_tampil

#: Capaian 100: the target met.
TARGET = 100
_MAKS = 120


@dataclass(frozen=True, slots=True)
class Titik:
    """A bar or a point; `nilai` None is a gap. `rendah`: below the target, hatched."""

    label: str
    nilai: Decimal | None
    teks: str
    rendah: bool = False


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart: what the macros of komponen/grafik.html ask for."""

    id: str
    judul: str
    keterangan: str
    data: tuple[Titik, ...]
    maks: int
    target: int | None
    kepala: tuple[str, str]


def build_grafik(
    nomor: str,
    judul: str,
    titik: Iterable[tuple[str, Decimal | None]],
    target: int | None = TARGET,
    kepala: tuple[str, str] = ("Periode", "Capaian (%)"),
) -> Grafik:
    """Return a chart; bars and points below 0 lie on the axis, their words say how far."""
    data = tuple(
        Titik(
            label,
            None if nilai is None else round_tampil(max(nilai, Decimal(0))),
            "–" if nilai is None else format_angka(nilai),
            nilai is not None and target is not None and nilai < target,
        )
        for label, nilai in titik
    )
    ada = [satu.nilai for satu in data if satu.nilai is not None]
    maks = _MAKS if target is not None else 1
    return Grafik(
        id=nomor,
        judul=judul,
        keterangan="; ".join(f"{satu.label} {satu.teks}" for satu in data) + ".",
        data=data,
        maks=max([maks, *(int(nilai * 11 / 10) + 1 for nilai in ada if nilai * 20 > maks * 19)]),
        target=target,
        kepala=kepala,
    )


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
    kepala = ("Periode", f"Realisasi ({satu.indikator.satuan})")
    return build_grafik(
        nomor, f"{nama} (realisasi)", zip(label, realisasi, strict=True), None, kepala
    )
