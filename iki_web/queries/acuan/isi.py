"""One office's reference data at one version, and what is asked of it again and again."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from iki_web.models import StatusKeputusan
from iki_web.queries.acuan.baris import (
    BELUM_ADA,
    BarisIndikator,
    BarisJabatan,
    BarisKantor,
    BarisKeputusan,
    BarisPegawai,
    BarisPenugasan,
    BarisPeriode,
    BarisTarget,
)
from iki_web.rules.keterlihatan import Pegangan
from iki_web.rules.periode import (
    JenisPeriode,
)
from iki_web.rules.persetujuan import Pemegang, Simpul

T = TypeVar("T")

#: Finished parts kept by one copy (`Acuan.recall`); a part is 1 to 10 KB.
_INGATAN = 500


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
    renstra: Mapping[int, BarisTarget]
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
        berlaku = [
            k
            for k in self.keputusan
            if k.status is StatusKeputusan.DITETAPKAN and k.berlaku_mulai.year <= tahun
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

    def find_renstra(self, indikator_id: int) -> BarisTarget:
        """Return the Renstra's end target: of the indicator, else of what it continues."""
        satu = self.indikator.get(indikator_id)
        while satu is not None:
            target = self.renstra.get(satu.id)
            if target is not None:
                return target
            satu = self.indikator.get(satu.asal_id or 0)
        return BELUM_ADA

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
