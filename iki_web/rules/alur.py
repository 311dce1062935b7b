"""The step table of one entry (DOMAIN section 5) as data, and the only two ways to read it.

Buttons, forms, bulk acts and commands all go through `steps_for` and `take`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang


class Status(StrEnum):
    """State of an entry (indikator, periode); BELUM_DIISI has no row."""

    BELUM_DIISI = "BELUM_DIISI"
    DRAF = "DRAF"
    DIAJUKAN = "DIAJUKAN"
    DIKEMBALIKAN = "DIKEMBALIKAN"
    DISETUJUI = "DISETUJUI"

    @property
    def sudah(self) -> bool:
        """Whether the entry has left its owner's hands."""
        return self in (Status.DIAJUKAN, Status.DISETUJUI)

    @property
    def awal(self) -> bool:
        """Whether nobody but its owner has had the entry, or he took it back."""
        return self in (Status.BELUM_DIISI, Status.DRAF)

    def is_lepas(self, dikecualikan: str) -> bool:
        """Whether nobody waits for the entry: excepted (DOMAIN section 4), and not handed in."""
        return bool(dikecualikan) and self.awal


class Aksi(StrEnum):
    """Acts on an entry."""

    SIMPAN = "SIMPAN"
    AJUKAN = "AJUKAN"
    TARIK = "TARIK"
    KEMBALIKAN = "KEMBALIKAN"
    SETUJUI = "SETUJUI"
    BUKA_KEMBALI = "BUKA_KEMBALI"


class Peran(StrEnum):
    """What a person is *to this entry*, never a role of the account."""

    PEMILIK = "PEMILIK"
    PENGAJU = "PENGAJU"
    PENYETUJU = "PENYETUJU"
    ATASAN = "ATASAN"


@dataclass(frozen=True, slots=True)
class Langkah:
    """One row of the table."""

    dari: Status
    aksi: Aksi
    ke: Status
    oleh: frozenset[Peran]
    wajib_lengkap: bool = False
    wajib_alasan: bool = False
    wajib_catatan: bool = False


_PEMILIK = frozenset({Peran.PEMILIK})
_PENYETUJU = frozenset({Peran.PENYETUJU})
_S, _A = Status, Aksi

#: DOMAIN section 5. Every step needs an open period: once the deadline has passed nothing of the
#: period changes (section 4), so a return then needs the period reopened first.
TABEL: tuple[Langkah, ...] = (
    Langkah(_S.BELUM_DIISI, _A.SIMPAN, _S.DRAF, _PEMILIK),
    Langkah(_S.DRAF, _A.SIMPAN, _S.DRAF, _PEMILIK),
    Langkah(_S.DIKEMBALIKAN, _A.SIMPAN, _S.DIKEMBALIKAN, _PEMILIK),
    Langkah(_S.DRAF, _A.AJUKAN, _S.DIAJUKAN, _PEMILIK, wajib_lengkap=True),
    Langkah(_S.DIKEMBALIKAN, _A.AJUKAN, _S.DIAJUKAN, _PEMILIK, wajib_lengkap=True),
    Langkah(_S.DIAJUKAN, _A.TARIK, _S.DRAF, frozenset({Peran.PENGAJU})),
    Langkah(
        _S.DIAJUKAN,
        _A.KEMBALIKAN,
        _S.DIKEMBALIKAN,
        _PENYETUJU,
        wajib_alasan=True,
        wajib_catatan=True,
    ),
    Langkah(_S.DIAJUKAN, _A.SETUJUI, _S.DISETUJUI, _PENYETUJU),
    Langkah(
        _S.DISETUJUI,
        _A.BUKA_KEMBALI,
        _S.DIKEMBALIKAN,
        frozenset({Peran.PENYETUJU, Peran.ATASAN}),
        wajib_catatan=True,
    ),
)

#: Reasons for a return (DOMAIN section 5): the code stored, the words shown.
ALASAN_KEMBALI: Mapping[str, str] = {
    "TAK_TERBACA": "Bukti tak terbaca",
    "SALAH_PERIODE": "Salah periode",
    "ANGKA_TIDAK_SESUAI": "Angka tidak sesuai bukti",
    "BELUM_DITANDATANGANI": "Bukti belum ditandatangani",
    "BUKAN_SUMBER_DATA": "Bukti bukan dari sumber data",
    "LAINNYA": "Lainnya",
}


def parse_alasan(teks: str) -> str:
    """Return the code of a listed reason, given as its code or its words; else the text itself."""
    kata = {label.lower(): kode for kode, label in ALASAN_KEMBALI.items()}
    return kata.get(teks.strip().lower(), teks)


_KATA_AKSI = {
    Aksi.SIMPAN: "disimpan",
    Aksi.AJUKAN: "diajukan",
    Aksi.TARIK: "ditarik",
    Aksi.KEMBALIKAN: "dikembalikan",
    Aksi.SETUJUI: "disetujui",
    Aksi.BUKA_KEMBALI: "dibuka kembali",
}

KATA_STATUS: Mapping[Status, str] = {
    Status.BELUM_DIISI: "belum diisi",
    Status.DRAF: "draf",
    Status.DIAJUKAN: "diajukan",
    Status.DIKEMBALIKAN: "dikembalikan",
    Status.DISETUJUI: "disetujui",
}
#: What waited when its period closed stays so: nobody decided on it.
TIDAK_DIPUTUS = "tidak diputus"


def format_status(status: Status, terbuka: bool) -> str:
    """Return a state in words, seen from a period that is open or is not."""
    if status is Status.DIAJUKAN and not terbuka:
        return TIDAK_DIPUTUS
    return KATA_STATUS[status]


@dataclass(frozen=True, slots=True)
class Entri:
    """What the table needs to know of an entry, seen by one person (`peran`)."""

    status: Status
    versi: int
    peran: frozenset[Peran]
    terbuka: bool


@dataclass(frozen=True, slots=True)
class Isi:
    """What comes with a step: the version seen, the words written, what is still missing."""

    versi: int
    alasan: str = ""
    catatan: str = ""
    kekurangan: Mapping[str, str] | None = None


def steps_for(entri: Entri) -> tuple[Langkah, ...]:
    """Return the rows the person may take now, in the order of the table."""
    if not entri.terbuka:
        return ()
    return tuple(
        langkah for langkah in TABEL if langkah.dari is entri.status and langkah.oleh & entri.peran
    )


def _find_langkah(entri: Entri, aksi: Aksi, versi: int) -> Langkah:
    """Find the row, refusing in the order 403 (not yours), 409 (stale), 422 (wrong state)."""
    milik = [langkah for langkah in TABEL if langkah.aksi is aksi and langkah.oleh & entri.peran]
    if not milik:
        raise TidakBerwenang(f"Realisasi ini bukan wewenang Anda untuk {_KATA_AKSI[aksi]}.")
    if versi != entri.versi:
        raise Basi(
            "Realisasi ini sudah berubah sejak Anda membukanya. Tindakan Anda tidak dijalankan."
        )
    for langkah in milik:
        if langkah.dari is entri.status:
            return langkah
    raise Ditolak(
        f"Realisasi berstatus {KATA_STATUS[entri.status]}, jadi tidak dapat {_KATA_AKSI[aksi]}."
    )


def take(entri: Entri, aksi: Aksi, isi: Isi) -> Status:
    """Return the new status of one step.

    Raises TidakBerwenang (not this person's step), Basi (stale version) or Ditolak (state, closed
    period, missing reason or incomplete entry), in that order.
    """
    langkah = _find_langkah(entri, aksi, isi.versi)
    if not entri.terbuka:
        raise Ditolak(
            "Periode ini sudah ditutup atau belum dibuka, jadi tidak ada yang dapat diubah. "
            "Hubungi pengelola bila periode perlu dibuka kembali."
        )
    kurang: dict[str, str] = {}
    if langkah.wajib_alasan and isi.alasan not in ALASAN_KEMBALI:
        kurang["alasan"] = "Pilih satu alasan dari daftar."
    if langkah.wajib_catatan and not isi.catatan.strip():
        kurang["catatan"] = "Tulis catatan: apa yang perlu diperbaiki."
    if langkah.wajib_lengkap:
        kurang.update(isi.kekurangan or {})
    if kurang:
        raise Ditolak(
            f"Realisasi belum dapat {_KATA_AKSI[aksi]}: masih ada yang perlu dilengkapi.", kurang
        )
    return langkah.ke
