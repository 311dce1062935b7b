"""Charts as data for the SVG macros of komponen/; each has words for who cannot see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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


def build_grafik_realisasi(
    nomor: str, judul: str, titik: Iterable[tuple[str, Decimal | None]], satuan: str
) -> Grafik:
    """Return a trend of realisasi by period, in the indicator's unit; there is no target line."""
    return build_grafik(nomor, judul, titik, None, ("Periode", f"Realisasi ({satuan})"))
