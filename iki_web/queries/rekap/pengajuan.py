"""When the entries of a recap were handed in and why they came back: one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from iki_web.extensions import read
from iki_web.models import Realisasi, Riwayat
from iki_web.queries.acuan import BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter
from iki_web.queries.rekap import Rekap, RekapJabatan, TempatRekap
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.alur import Aksi
from iki_web.rules.keterlihatan import TERBUKA_UNTUK_ATASAN, Pelaku
from iki_web.rules.periode import WIB
from iki_web.rules.rekap.pengajuan import compute_kurva, count_alasan, find_pertama

#: Only what has left its owner's hands, for him as for those above: all count alike.
_RIWAYAT = (
    select(Riwayat.realisasi_id, Realisasi.indikator_id, Realisasi.periode_id)
    .add_columns(Riwayat.aksi, Riwayat.waktu, Riwayat.alasan)
    .join(Realisasi, Realisasi.id == Riwayat.realisasi_id)
    .where(
        ISI_TERLIHAT,
        Realisasi.status.in_(TERBUKA_UNTUK_ATASAN),
        Realisasi.indikator_id.in_(bindparam("indikator", expanding=True)),
        Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
        Riwayat.aksi != Aksi.SIMPAN,
    )
    .order_by(Riwayat.realisasi_id, Riwayat.versi)
)


@dataclass(frozen=True, slots=True)
class Perjalanan:
    """An entry that was handed in: when first, and each time it came back with its reason."""

    diajukan: date
    kembali: tuple[tuple[Aksi, str], ...]


@dataclass(frozen=True, slots=True)
class PengajuanJabatan:
    """A position in the quarter: how many are due; of what is handed in now, when it first was."""

    satu: RekapJabatan
    wajib: int
    hari: tuple[date, ...]

    @property
    def belum(self) -> int:
        """How many are still, or again, in their owner's hands."""
        return self.wajib - len(self.hari)


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """The quarter in view: what came when; and why entries came back, there or all year.

    `kurva`: the running total by day of what is handed in now. `dikembalikan`: entries that came
    back at least once, wherever they are now.
    """

    periode: BarisPeriode
    jabatan: tuple[PengajuanJabatan, ...]
    kurva: tuple[tuple[date, int], ...]
    alasan: tuple[tuple[str, int], ...]
    dikembalikan: int

    @property
    def wajib(self) -> int:
        """How many entries are due."""
        return sum(satu.wajib for satu in self.jabatan)

    @property
    def sudah(self) -> int:
        """How many are handed in now, decided on or not."""
        return sum(len(satu.hari) for satu in self.jabatan)


def get_pengajuan(pelaku: Pelaku, hasil: RekapTersaring) -> Pengajuan:
    """Return the submissions of the quarter in view, and the returns of what the address asks."""
    rekap, kolom = hasil.rekap, hasil.kolom
    jalan = _list_perjalanan(pelaku, rekap)
    jabatan = tuple(_build_jabatan(satu, kolom, jalan) for satu in rekap.jabatan)
    semua = [jalan[t] for _, _, tempat in hasil.list_isian() if (t := _kunci(tempat)) in jalan]
    return Pengajuan(
        periode=rekap.kolom[kolom - 1],
        jabatan=tuple(satu for satu in jabatan if satu.wajib),
        kurva=compute_kurva(hari for satu in jabatan for hari in satu.hari),
        alasan=count_alasan([satu for p in semua for satu in p.kembali]),
        dikembalikan=sum(bool(p.kembali) for p in semua),
    )


def _kunci(tempat: TempatRekap) -> tuple[int, int]:
    return tempat.indikator.id, tempat.periode.id


def _list_perjalanan(pelaku: Pelaku, rekap: Rekap) -> dict[tuple[int, int], Perjalanan]:
    """Return what was handed in of a recap by (indicator id, period id)."""
    tempat = [t for j in rekap.jabatan for i in j.indikator for t in i.tempat]
    isi = list_parameter(pelaku, get_acuan(pelaku)) | {
        "indikator": sorted({t.indikator.id for t in tempat}),
        "periode": sorted({t.periode.id for t in tempat}),
    }
    riwayat: dict[tuple[int, int], list[tuple[Aksi, datetime, str]]] = {}
    for b in read(_RIWAYAT, isi):
        kunci = (b.indikator_id, b.periode_id)
        riwayat.setdefault(kunci, []).append((b.aksi, b.waktu, b.alasan))
    return {kunci: p for kunci, baris in riwayat.items() if (p := _build(baris)) is not None}


def _build(riwayat: Sequence[tuple[Aksi, datetime, str]]) -> Perjalanan | None:
    pertama = find_pertama((aksi, waktu) for aksi, waktu, _ in riwayat)
    if pertama is None:
        return None
    balik = (Aksi.KEMBALIKAN, Aksi.BUKA_KEMBALI)
    kembali = tuple((aksi, alasan) for aksi, _, alasan in riwayat if aksi in balik)
    return Perjalanan(pertama.astimezone(WIB).date(), kembali)


def _build_jabatan(
    satu: RekapJabatan, kolom: int, jalan: dict[tuple[int, int], Perjalanan]
) -> PengajuanJabatan:
    tempat = satu.list_tempat(kolom)
    # What came back and was not sent again is with its owner: "belum", as on the recap's tiles.
    tiba = [_kunci(t) for t in tempat if t.butir.status.sudah]
    hari = sorted(jalan[t].diajukan for t in tiba if t in jalan)
    return PengajuanJabatan(satu, len(tempat), tuple(hari))
