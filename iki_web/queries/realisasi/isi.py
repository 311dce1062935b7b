"""One entry as a page sees it: plain rows, already cut to what the viewer may see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from iki_web.queries.acuan import BarisIndikator, BarisJabatan, BarisPeriode, BarisTarget
from iki_web.rules.alur import TIDAK_DIPUTUS, Aksi, Langkah, Peran, Status
from iki_web.rules.bukti import IsiSlot
from iki_web.rules.capaian import classify, compute_capaian
from iki_web.rules.keterlihatan import Pandangan
from iki_web.rules.periode import Sisa
from iki_web.rules.persetujuan import Pembanding, Penyetuju, list_petunjuk
from iki_web.rules.realisasi import Isian, find_hasil
from iki_web.rules.rumus import CaraHitung, Hasil


@dataclass(frozen=True, slots=True)
class BarisRealisasi:
    """A row of `realisasi`; where only the status may be seen, everything else is empty."""

    id: int
    indikator_id: int
    periode_id: int
    status: Status
    versi: int
    terlihat: bool
    isian: Isian
    terlibat: frozenset[int]
    pengaju_id: int | None
    diajukan: datetime | None
    penyetuju_id: int | None
    disetujui: datetime | None
    diubah: datetime
    nilai: Decimal | None
    target: Decimal | None
    capaian: Decimal | None
    predikat: str | None
    beku_teks: str | None

    @property
    def beku(self) -> Mapping[str, Any] | None:
        """What approval froze; read only where it is looked at, for it is the largest column."""
        return _load_beku(self.beku_teks) if self.beku_teks else None


@lru_cache(maxsize=512)
def _load_beku(teks: str) -> Mapping[str, Any]:
    """Return frozen JSON; the same text comes with every request, and nobody writes into it."""
    isi: Mapping[str, Any] = json.loads(teks)
    return isi


@dataclass(frozen=True, slots=True)
class BerkasBukti:
    """An attached file; `pernah` says where else the same bytes were used."""

    id: int
    nama: str
    jenis: str
    ukuran: int
    sha256: str
    diunggah: datetime
    pernah: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """An evidence slot with its files, paper reference and reason for no file."""

    sumber_id: int
    nomor: int
    nama: str
    berkas: tuple[BerkasBukti, ...] = ()
    rujukan: str = ""
    alasan: str = ""

    def as_isi(self) -> IsiSlot:
        """Return what the rule of completeness looks at."""
        return IsiSlot(self.nomor, self.nama, len(self.berkas), self.rujukan, self.alasan)


@dataclass(frozen=True, slots=True)
class Putaran:
    """One line of an entry's history."""

    versi: int
    aksi: Aksi
    status: Status
    pelaku: str
    waktu: datetime
    alasan: str
    catatan: str
    isi: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntriTampil:
    """An entry, the steps the viewer may take, and what he compares it with.

    `sisa`: what is left until its deadline. `dikecualikan`: why its position is excepted.
    """

    indikator: BarisIndikator
    periode: BarisPeriode
    jabatan: BarisJabatan
    pandangan: Pandangan
    baris: BarisRealisasi | None
    peran: frozenset[Peran]
    langkah: tuple[Langkah, ...]
    terbuka: bool
    penyetuju: Penyetuju | None
    target: BarisTarget
    skala: tuple[tuple[Decimal, str], ...]
    sisa: Sisa | None = None
    dikecualikan: str = ""
    slot: tuple[Slot, ...] = ()
    riwayat: tuple[Putaran, ...] = ()
    saudara: tuple[tuple[BarisPeriode, BarisRealisasi], ...] = ()
    bersama: tuple[Pembanding, ...] = ()

    @property
    def kode(self) -> str:
        """The period's code in addresses."""
        return self.periode.kode.kode

    @property
    def status(self) -> Status:
        """BELUM_DIISI where there is no row."""
        return self.baris.status if self.baris else Status.BELUM_DIISI

    @property
    def lencana(self) -> tuple[str, str]:
        """The badge of its state (name, words to say instead of its own)."""
        if self.status is Status.DIAJUKAN and not self.terbuka:
            return "TERTUTUP", TIDAK_DIPUTUS.capitalize()
        return self.status.value, ""

    @property
    def versi(self) -> int:
        """0 where there is no row."""
        return self.baris.versi if self.baris else 0

    @property
    def isian(self) -> Isian:
        """The values as they stand."""
        return self.baris.isian if self.baris else Isian()

    def can(self, *aksi: Aksi) -> bool:
        """Whether one of these steps is offered to the viewer."""
        return any(langkah.aksi in aksi for langkah in self.langkah)

    @property
    def hasil(self) -> Hasil | None:
        """The value of the numbers as they stand; None while they are incomplete."""
        return find_hasil(self.isian, self.indikator.jenis_rumus)

    @property
    def tetap(self) -> BarisRealisasi | None:
        """The row whose figures approval froze; None before, and for who sees the state only."""
        baris = self.baris
        beku = baris is not None and baris.terlihat and baris.status is Status.DISETUJUI
        return baris if beku else None

    @property
    def nilai_target(self) -> Decimal | None:
        """The target used: frozen once approved, else the one in force."""
        if self.tetap:
            return self.tetap.target
        return self.target.nilai

    @property
    def tidak_ditargetkan(self) -> bool:
        """Whether the target is "-": frozen once approved, else as it stands now."""
        if self.baris and self.baris.beku:
            return bool(self.baris.beku.get("tidak_ditargetkan"))
        return self.target.tidak_ditargetkan

    @property
    def capaian(self) -> Decimal | None:
        """Achievement: frozen once approved, else computed against the target in force."""
        if self.tetap:
            return self.tetap.capaian
        return self.compute_capaian(self.hasil)

    def compute_capaian(self, hasil: Hasil | None) -> Decimal | None:
        """Return what a result would achieve against the target used."""
        target = self.nilai_target
        if hasil is None or hasil.nilai is None or target is None:
            return None
        return compute_capaian(hasil.nilai, target, self.indikator.arah, self.indikator.rumus_turun)

    @property
    def predikat(self) -> str | None:
        """The rating of `capaian`, frozen once approved."""
        if self.tetap:
            return self.tetap.predikat
        return self.classify(self.capaian)

    def classify(self, capaian: Decimal | None) -> str | None:
        """Return the rating of an achievement on the scale of today."""
        return None if capaian is None else classify(capaian, self.skala)

    def teks(self, kolom: str) -> str:
        """Return a text of the indicator as it read at approval, else as it reads now."""
        if self.baris and self.baris.beku:
            return str(self.baris.beku["indikator"][kolom])
        return str(getattr(self.indikator, kolom))

    @property
    def kembali(self) -> Putaran | None:
        """The latest return, while the entry is with its owner because of it."""
        if self.status is not Status.DIKEMBALIKAN:
            return None
        balik = (Aksi.KEMBALIKAN, Aksi.BUKA_KEMBALI)
        return next((p for p in reversed(self.riwayat) if p.aksi in balik), None)

    @property
    def berkas(self) -> tuple[BerkasBukti, ...]:
        """All files of all slots, in order."""
        return tuple(berkas for slot in self.slot for berkas in slot.berkas)

    @property
    def sebelumnya(self) -> Pembanding | None:
        """The numbers of the latest earlier period of the year, where visible and complete."""
        for periode, baris in reversed(self.saudara):
            if periode.kode < self.periode.kode and baris.terlihat:
                return build_pembanding(periode.kode.nama, self.indikator, baris)
        return None

    @property
    def petunjuk(self) -> tuple[str, ...]:
        """The hints for the decider."""
        if self.hasil is None:
            return ()
        kini = Pembanding(
            self.periode.kode.nama, self.hasil.nilai, self.hasil.pembilang, self.hasil.penyebut
        )
        pernah = tuple(
            f"Berkas “{berkas.nama}” juga dipakai pada {berkas.pernah}."
            for berkas in self.berkas
            if berkas.pernah
        )
        tumbuh = self.indikator.cara_hitung is CaraHitung.AKHIR
        return list_petunjuk(kini, self.sebelumnya, self.bersama, pernah, tumbuh)


def build_pembanding(nama: str, indikator: BarisIndikator, baris: BarisRealisasi) -> Pembanding:
    """Return an entry's numbers under a name; empty while they are incomplete."""
    hasil = find_hasil(baris.isian, indikator.jenis_rumus)
    if hasil is None:
        return Pembanding(nama, None, None, None)
    return Pembanding(nama, hasil.nilai, hasil.pembilang, hasil.penyebut)
