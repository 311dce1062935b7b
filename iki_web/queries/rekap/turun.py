"""Falls of capaian from one approved period to the next: one small statement for the first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import bindparam, select

from iki_web.extensions import jam, read
from iki_web.models import Realisasi
from iki_web.queries.acuan import BarisIndikator, BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup
from iki_web.rules.rekap import is_turun

#: A fall stays on the morning list for a month after its approval.
MASA_TURUN = timedelta(days=31)
_CAPAIAN = select(
    Realisasi.indikator_id, Realisasi.periode_id, Realisasi.capaian, Realisasi.disetujui
).where(
    ISI_TERLIHAT,
    Realisasi.status == Status.DISETUJUI,
    Realisasi.capaian.is_not(None),
    Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Titik:
    """The capaian one period was approved with."""

    periode: BarisPeriode
    capaian: Decimal
    disetujui: datetime


@dataclass(frozen=True, slots=True)
class Turun:
    """An indicator below the viewer whose capaian fell from one approved period to the next."""

    indikator: BarisIndikator
    jabatan: BarisJabatan
    sebelum: Titik
    kini: Titik

    @property
    def selisih(self) -> Decimal:
        """How many points were lost, unrounded."""
        return self.sebelum.capaian - self.kini.capaian


def list_turun(pelaku: Pelaku, tahun: int) -> tuple[Turun, ...]:
    """Return the falls approved within the last month, the deepest first (one statement)."""
    acuan = get_acuan(pelaku)
    periode = {p.id: p for p in acuan.periode.values() if p.kode.tahun == tahun}
    isi = list_parameter(pelaku, acuan) | {"periode": list(periode)}
    per_indikator: dict[int, list[Titik]] = {}
    for b in read(_CAPAIAN, isi):
        titik = Titik(periode[b.periode_id], b.capaian, b.disetujui)
        per_indikator.setdefault(b.indikator_id, []).append(titik)
    milik, sejak = compute_lingkup(pelaku).milik, jam.now() - MASA_TURUN
    hasil = []
    for nomor, deret in per_indikator.items():
        indikator = acuan.indikator[nomor]
        dua = sorted(deret, key=lambda titik: titik.periode.kode)[-2:]
        if indikator.jabatan_id in milik or len(dua) < 2 or dua[1].disetujui < sejak:
            continue
        if is_turun(dua[0].capaian, dua[1].capaian):
            jabatan = acuan.jabatan[indikator.jabatan_id]
            hasil.append(Turun(indikator, jabatan, dua[0], dua[1]))
    return tuple(sorted(hasil, key=lambda t: t.selisih, reverse=True))
