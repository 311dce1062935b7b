"""The inspection bundle as plain rows: positions and indicators under their annex numbers."""

from dataclasses import dataclass
from datetime import datetime

from iki_web.queries.acuan import BarisJabatan
from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap


@dataclass(frozen=True, slots=True)
class BuktiBundel:
    """A file approval froze; `jalur`: its place in the bundle, `slot` counts from 1."""

    jalur: str
    slot: int
    sumber: str
    nama: str
    sha256: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class RujukanBundel:
    """A slot's paper reference, and the reason where it has no file."""

    slot: int
    sumber: str
    rujukan: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Sah:
    """What approval froze of one entry, beside the figures the recap holds."""

    indikator: str
    jabatan: str
    keputusan: str
    pengaju: str
    penyetuju: str
    disetujui: datetime
    keterangan: str
    bukti: tuple[BuktiBundel, ...]
    rujukan: tuple[RujukanBundel, ...]


@dataclass(frozen=True, slots=True)
class EntriBundel:
    """One place of the year; `sah` only where it is approved and its values may be read."""

    tempat: TempatRekap
    sah: Sah | None

    @property
    def objek(self) -> str:
        """The entry's name in the audit trail."""
        return f"realisasi:{self.tempat.indikator.id}/{self.tempat.periode.kode.kode}"


@dataclass(frozen=True, slots=True)
class IndikatorBundel:
    """An indicator under its number of the annex ("1.2")."""

    nomor: str
    rekap: RekapIndikator
    entri: tuple[EntriBundel, ...]


@dataclass(frozen=True, slots=True)
class JabatanBundel:
    """A position under its number of the annex."""

    nomor: int
    rekap: RekapJabatan
    indikator: tuple[IndikatorBundel, ...]

    @property
    def entri(self) -> tuple[EntriBundel, ...]:
        """All its places of the year, in order of the annex."""
        return tuple(entri for satu in self.indikator for entri in satu.entri)

    @property
    def bukti(self) -> tuple[BuktiBundel, ...]:
        """All its frozen files, in order of the annex."""
        return tuple(berkas for e in self.entri if e.sah for berkas in e.sah.bukti)


@dataclass(frozen=True, slots=True)
class Bundel:
    """A year's bundle for one viewer; `pilih`: the position it was cut to, with those below.

    `pilihan`: the positions the viewer could cut it to, in order of the annex.
    """

    kantor: str
    kabupaten: str
    rekap: Rekap
    pilih: BarisJabatan | None
    pilihan: tuple[BarisJabatan, ...]
    jabatan: tuple[JabatanBundel, ...]

    @property
    def entri(self) -> tuple[EntriBundel, ...]:
        """All places."""
        return tuple(entri for satu in self.jabatan for entri in satu.entri)

    @property
    def bukti(self) -> tuple[BuktiBundel, ...]:
        """All frozen files."""
        return tuple(berkas for satu in self.jabatan for berkas in satu.bukti)


@dataclass(frozen=True, slots=True)
class BarisJejak:
    """A line of the audit trail, without where the act came from."""

    seq: int
    waktu: datetime
    pelaku: str
    aksi: str
    objek: str
    versi: int
    sebelum: str
    sesudah: str
    mac: str
