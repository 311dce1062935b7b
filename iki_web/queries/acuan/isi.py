"""The office's reference data as plain, frozen rows: positions, people, editions, periods."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from iki_web.models import StatusKeputusan
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.keterlihatan import JenisPenugasan, Pegangan
from iki_web.rules.periode import (
    WIB,
    JenisPeriode,
    KodePeriode,
    StatusPeriode,
    hitung_hari_kerja,
    is_terbuka,
)
from iki_web.rules.persetujuan import Pemegang, Simpul
from iki_web.rules.rumus import CaraHitung, JenisRumus

T = TypeVar("T")

#: Finished parts kept by one copy (`Acuan.recall`); a part is 1 to 10 KB.
_INGATAN = 500


@dataclass(frozen=True, slots=True)
class BarisKantor:
    """The office and its rules of rating."""

    id: int
    nama: str
    kabupaten: str
    skala: tuple[tuple[Decimal, str], ...]
    plafon: Decimal | None


@dataclass(frozen=True, slots=True)
class BarisJabatan:
    """A position; `tingkat` counts from 0 at the head of the tree."""

    id: int
    kode: str
    nama: str
    nama_singkat: str
    atasan_id: int | None
    jalur: str
    tingkat: int
    urutan: int
    aktif: bool
    versi: int


@dataclass(frozen=True, slots=True)
class BarisPegawai:
    """A person, without anything secret."""

    id: int
    nama: str
    nama_pengguna: str
    aktif: bool


@dataclass(frozen=True, slots=True)
class BarisPenugasan:
    """An assignment with its dates."""

    pegawai_id: int
    jabatan_id: int
    jenis: JenisPenugasan
    mulai: date
    selesai: date | None

    def is_berlaku(self, hari: date) -> bool:
        """Whether it holds on a day, first and last day included."""
        return self.mulai <= hari and (self.selesai is None or hari <= self.selesai)


@dataclass(frozen=True, slots=True)
class BarisKeputusan:
    """An edition."""

    id: int
    nomor: str
    berlaku_mulai: date
    status: StatusKeputusan


@dataclass(frozen=True, slots=True)
class BarisSumber:
    """An evidence slot of an indicator; `nomor` counts from 1."""

    id: int
    nomor: int
    nama: str


@dataclass(frozen=True, slots=True)
class BarisDokumen:
    """A row of a document list."""

    id: int
    nama: str
    setahun: int | None


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """An indicator with its slots and document list."""

    id: int
    keputusan_id: int
    jabatan_id: int
    kode: str
    sasaran: str
    nama: str
    jenis_rumus: JenisRumus
    pembilang: str
    penyebut: str
    satuan: str
    arah: Arah
    rumus_turun: RumusTurun
    cara_hitung: CaraHitung
    frekuensi: JenisPeriode
    contoh: str
    induk_id: int | None
    asal_id: int | None
    berakhir: date | None
    sumber: tuple[BarisSumber, ...]
    dokumen: tuple[BarisDokumen, ...]


@dataclass(frozen=True, slots=True)
class BarisPeriode:
    """A period; `batas` is the first instant at which it is closed."""

    id: int
    kode: KodePeriode
    batas: datetime
    status: StatusPeriode
    alasan_buka: str
    versi: int

    def is_terbuka(self, sekarang: datetime) -> bool:
        """Whether its entries may change at this instant."""
        return is_terbuka(self.status, self.batas, sekarang)

    def count_sisa_hari(self, sekarang: datetime) -> int | None:
        """Return the working days left to submit, 0 on the last one; None when it is not open."""
        if not self.is_terbuka(sekarang):
            return None
        terakhir = (self.batas.astimezone(WIB) - timedelta(seconds=1)).date()
        return hitung_hari_kerja(sekarang.astimezone(WIB).date(), terakhir)


@dataclass(frozen=True, slots=True)
class BarisTarget:
    """The target in force; version 0 where none was ever fixed."""

    nilai: Decimal | None
    versi: int

    @property
    def belum(self) -> bool:
        """Whether none was fixed yet."""
        return self.versi == 0

    @property
    def tidak_ditargetkan(self) -> bool:
        """Whether it is there and says "-": empty, 0 and "-" are three things."""
        return self.versi > 0 and self.nilai is None


BELUM_ADA = BarisTarget(None, 0)


@dataclass(frozen=True, slots=True)
class Acuan:
    """One office's reference data at one version (`Kantor.versi_acuan`)."""

    versi: int
    kantor: BarisKantor
    jabatan: Mapping[int, BarisJabatan]
    pegawai: Mapping[int, BarisPegawai]
    penugasan: tuple[BarisPenugasan, ...]
    keputusan: tuple[BarisKeputusan, ...]
    indikator: Mapping[int, BarisIndikator]
    periode: Mapping[str, BarisPeriode]
    target: Mapping[tuple[int, int, int | None], BarisTarget]
    dikecualikan: Mapping[tuple[int, int], str]
    libur: frozenset[date]
    _per_jabatan: dict[tuple[int, int], tuple[BarisIndikator, ...]] = field(default_factory=dict)
    _per_nomor: dict[int, BarisPeriode] = field(default_factory=dict)
    _per_tahun: dict[tuple[int, JenisPeriode], tuple[BarisPeriode, ...]] = field(
        default_factory=dict
    )
    #: Who holds what, and the tree, on one day: every request of that day asks.
    _pegangan: dict[date, dict[int, tuple[Pegangan, ...]]] = field(default_factory=dict)
    _pohon: dict[date, Mapping[int, Simpul]] = field(default_factory=dict)
    _ingatan: dict[Hashable, Any] = field(default_factory=dict)

    def recall(self, kunci: Hashable, buat: Callable[[], T]) -> T:
        """Return what `buat` makes, kept under a key that names all it depends on but this copy.

        It goes when the copy goes, so nothing made from older reference data is ever found.
        """
        hasil: T | None = self._ingatan.get(kunci)
        if hasil is None:
            hasil = buat()
            if len(self._ingatan) >= _INGATAN:
                self._ingatan.clear()
            self._ingatan[kunci] = hasil
        return hasil

    def find_keputusan(self, tahun: int) -> BarisKeputusan | None:
        """Return the edition in force for a year: the latest fixed one not later than it ends."""
        akhir = date(tahun, 12, 31)
        berlaku = [
            k
            for k in self.keputusan
            if k.status is StatusKeputusan.DITETAPKAN and k.berlaku_mulai <= akhir
        ]
        return max(berlaku, key=lambda k: (k.berlaku_mulai, k.id), default=None)

    def list_indikator(self, jabatan_id: int, tahun: int) -> tuple[BarisIndikator, ...]:
        """Return a position's indicators of the edition in force, in the order of the annex."""
        kunci = (jabatan_id, tahun)
        if kunci not in self._per_jabatan:
            keputusan = self.find_keputusan(tahun)
            self._per_jabatan[kunci] = tuple(
                baris
                for baris in self.indikator.values()
                if keputusan is not None
                and baris.keputusan_id == keputusan.id
                and baris.jabatan_id == jabatan_id
                and (baris.berakhir is None or baris.berakhir.year >= tahun)
            )
        return self._per_jabatan[kunci]

    def list_periode(self, tahun: int, jenis: JenisPeriode) -> tuple[BarisPeriode, ...]:
        """Return the periods of one kind in a year, in order."""
        kunci = (tahun, jenis)
        if kunci not in self._per_tahun:
            self._per_tahun[kunci] = tuple(
                p for p in self.periode.values() if p.kode.tahun == tahun and p.kode.jenis is jenis
            )
        return self._per_tahun[kunci]

    def get_periode(self, periode_id: int) -> BarisPeriode:
        """Return a period by its row id."""
        if not self._per_nomor:
            self._per_nomor.update({p.id: p for p in self.periode.values()})
        return self._per_nomor[periode_id]

    def list_tahun(self) -> tuple[int, ...]:
        """Return the years that have periods, newest first."""
        return tuple(sorted({p.kode.tahun for p in self.periode.values()}, reverse=True))

    def get_target(
        self, indikator_id: int, tahun: int, periode_id: int | None = None
    ) -> BarisTarget:
        """Return the year's target, or a period's own."""
        return self.target.get((indikator_id, tahun, periode_id), BELUM_ADA)

    def find_target(self, indikator_id: int, periode: BarisPeriode) -> BarisTarget:
        """Return the target a period is measured against: its own, else the year's."""
        tahun = periode.kode.tahun
        sendiri = self.get_target(indikator_id, tahun, periode.id)
        return self.get_target(indikator_id, tahun) if sendiri.belum else sendiri

    def list_pegangan(self, pegawai_id: int, hari: date) -> tuple[Pegangan, ...]:
        """Return the positions a person holds on a day, from the head of the tree down."""
        semua = self._pegangan.get(hari)
        if semua is None:
            semua = {}
            for jabatan, tugas in self._pemegang(hari):
                satu = Pegangan(jabatan.id, jabatan.jalur, jabatan.nama, tugas.jenis)
                semua[tugas.pegawai_id] = (*semua.get(tugas.pegawai_id, ()), satu)
            _keep_hari(self._pegangan, hari, semua)
        return semua.get(pegawai_id, ())

    def build_pohon(self, hari: date) -> Mapping[int, Simpul]:
        """Return the tree with the holders of a day; disabled people hold nothing."""
        pohon = self._pohon.get(hari)
        if pohon is None:
            pemegang: dict[int, list[Pemegang]] = {}
            for jabatan, tugas in self._pemegang(hari):
                orang = self.pegawai[tugas.pegawai_id]
                if orang.aktif:
                    pemegang.setdefault(jabatan.id, []).append(
                        Pemegang(orang.id, orang.nama, tugas.jenis)
                    )
            pohon = {
                j.id: Simpul(j.id, j.atasan_id, j.nama, tuple(pemegang.get(j.id, ())))
                for j in self.jabatan.values()
            }
            _keep_hari(self._pohon, hari, pohon)
        return pohon

    def _pemegang(self, hari: date) -> Iterator[tuple[BarisJabatan, BarisPenugasan]]:
        """Yield the assignments of a day in the order of the tree."""
        for jabatan in self.jabatan.values():
            for tugas in self.penugasan:
                if tugas.jabatan_id == jabatan.id and tugas.is_berlaku(hari):
                    yield jabatan, tugas


def _keep_hari(simpanan: dict[date, T], hari: date, isi: T) -> None:
    """Keep what was built for a day; other days are asked for seldom and are let go."""
    if len(simpanan) > 3:
        simpanan.clear()
    simpanan[hari] = isi
