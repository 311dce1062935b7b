"""Who sees what (DOMAIN section 2), as data: a viewer's `Lingkup` is computed once per request.

`queries/keterlihatan.py` turns the same `Lingkup` into SQL; a property test holds both together.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from iki_web.rules.alur import Status
from iki_web.rules.galat import TidakBerwenang


class JenisPenugasan(StrEnum):
    """How a person holds a position: in his own right, or acting for a vacant/absent holder."""

    DEFINITIF = "DEFINITIF"
    PLT = "PLT"
    PLH = "PLH"

    @property
    def awalan(self) -> str:
        """The words before the position's name on screen and paper."""
        return {"DEFINITIF": "", "PLT": "Plt. ", "PLH": "Plh. "}[self.value]


class Pandangan(IntEnum):
    """How much of one entry a viewer gets."""

    TIADA = 0
    STATUS = 1
    ISI = 2


@dataclass(frozen=True, slots=True)
class Pegangan:
    """One position a person holds today."""

    jabatan_id: int
    jalur: str
    nama: str
    jenis: JenisPenugasan

    @property
    def teks(self) -> str:
        """The position as it is written, "Plt." included."""
        return self.jenis.awalan + self.nama


@dataclass(frozen=True, slots=True)
class Pelaku:
    """The person acting in this request, with the rights of today (WIB)."""

    pegawai_id: int
    kantor_id: int
    nama: str
    nama_pengguna: str
    pegangan: tuple[Pegangan, ...] = ()
    pengelola: bool = False
    pemeriksa: bool = False
    versi_acuan: int = 0
    versi_rekap: int = 0

    @property
    def jabatan_teks(self) -> str:
        """Positions in words, for the header and the audit trail."""
        teks = [pegangan.teks for pegangan in self.pegangan]
        teks += ["Pengelola"] * self.pengelola + ["Pemeriksa"] * self.pemeriksa
        return ", ".join(teks) or "Tanpa jabatan"


@dataclass(frozen=True, slots=True)
class Lingkup:
    """What a viewer may see, inside one office.

    `milik`: position ids whose entries he owns (drafts too). `bawahan`: path prefixes of the
    positions he holds; strictly below them he sees submitted, returned and approved entries and
    the *status* of drafts. `semua`: pemeriksa, all but drafts. `papan`: pengelola, the status of
    every entry and no values.
    """

    kantor_id: int
    milik: frozenset[int] = frozenset()
    bawahan: tuple[str, ...] = field(default=())
    semua: bool = False
    papan: bool = False

    @property
    def seluruh_kantor(self) -> bool:
        """Whether some part of every position is visible."""
        return self.semua or self.papan


#: States whose values leave the owner's hands.
TERBUKA_UNTUK_ATASAN = (Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.DISETUJUI)


def check_pengelola(pelaku: Pelaku) -> None:
    """Raise TidakBerwenang for anyone but the keeper of master data."""
    if not pelaku.pengelola:
        raise TidakBerwenang("Hanya pengelola yang dapat mengubah data induk kantor.")


def compute_lingkup(pelaku: Pelaku) -> Lingkup:
    """Return the visibility of a person from the assignments valid today (DOMAIN section 2)."""
    return Lingkup(
        kantor_id=pelaku.kantor_id,
        milik=frozenset(pegangan.jabatan_id for pegangan in pelaku.pegangan),
        bawahan=tuple(sorted({pegangan.jalur for pegangan in pelaku.pegangan})),
        semua=pelaku.pemeriksa,
        papan=pelaku.pengelola,
    )


def is_bawahan(lingkup: Lingkup, jalur: str) -> bool:
    """Whether the position at `jalur` is strictly below one the viewer holds."""
    return any(jalur.startswith(awal) and jalur != awal for awal in lingkup.bawahan)


def can_see_jabatan(lingkup: Lingkup, kantor_id: int, jabatan_id: int, jalur: str) -> bool:
    """Whether the viewer may know what happens at a position at all."""
    if kantor_id != lingkup.kantor_id:
        return False
    return lingkup.seluruh_kantor or jabatan_id in lingkup.milik or is_bawahan(lingkup, jalur)


def classify_pandangan(
    lingkup: Lingkup, kantor_id: int, jabatan_id: int, jalur: str, status: Status
) -> Pandangan:
    """Return how much of an entry in `status` at this position the viewer gets."""
    if kantor_id != lingkup.kantor_id:
        return Pandangan.TIADA
    if jabatan_id in lingkup.milik:
        return Pandangan.ISI
    bawahan = is_bawahan(lingkup, jalur)
    if status in TERBUKA_UNTUK_ATASAN and (bawahan or lingkup.semua):
        return Pandangan.ISI
    if bawahan or lingkup.papan:
        return Pandangan.STATUS
    return Pandangan.TIADA
