"""Which entries a filter of the recap keeps; the words of its address are the values here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iki_web.rules.alur import Status
from iki_web.rules.rekap import BATAS_MENUNGGU, Butir


class SaringKeadaan(StrEnum):
    """A state to filter by, as the address says it; some take several states together."""

    BELUM_DIAJUKAN = "belum-diajukan"
    BELUM_DIISI = "belum-diisi"
    DRAF = "draf"
    DIKEMBALIKAN = "dikembalikan"
    DIAJUKAN = "diajukan"
    MENUNGGU_LAMA = "menunggu-lama"
    DISETUJUI = "disetujui"
    NIHIL = "nihil"
    DIKECUALIKAN = "dikecualikan"
    BELUM_MULAI = "belum-mulai"


_S = SaringKeadaan
KATA_SARING: Mapping[SaringKeadaan, str] = {
    _S.BELUM_DIAJUKAN: "Belum diajukan (semua)",
    _S.BELUM_DIISI: "Belum diisi",
    _S.DRAF: "Draf",
    _S.DIKEMBALIKAN: "Dikembalikan",
    _S.DIAJUKAN: "Diajukan",
    _S.MENUNGGU_LAMA: f"Menunggu lebih dari {BATAS_MENUNGGU} hari kerja",
    _S.DISETUJUI: "Disetujui",
    _S.NIHIL: "Nihil",
    _S.DIKECUALIKAN: "Dikecualikan",
    _S.BELUM_MULAI: "Belum mulai",
}
_PER_STATUS = {
    Status.BELUM_DIISI: _S.BELUM_DIISI,
    Status.DRAF: _S.DRAF,
    Status.DIAJUKAN: _S.DIAJUKAN,
    Status.DIKEMBALIKAN: _S.DIKEMBALIKAN,
    Status.DISETUJUI: _S.DISETUJUI,
}


def classify_isian(butir: Butir, tunggu: int) -> frozenset[SaringKeadaan]:
    """Return every filter an entry answers to; `tunggu`: working days it has waited."""
    if not butir.wajib:
        return frozenset({_S.DIKECUALIKAN if butir.dikecualikan else _S.BELUM_MULAI})
    hasil = {_PER_STATUS[butir.status]}
    if not butir.status.sudah:
        hasil.add(_S.BELUM_DIAJUKAN)
    if butir.status is Status.DIAJUKAN and tunggu > BATAS_MENUNGGU:
        hasil.add(_S.MENUNGGU_LAMA)
    if butir.sah is not None and butir.sah.nihil:
        hasil.add(_S.NIHIL)
    return frozenset(hasil)


@dataclass(frozen=True, slots=True)
class Saring:
    """What is asked of each entry: its quarter, its state, its predikat; None asks nothing."""

    kolom: int | None = None
    keadaan: SaringKeadaan | None = None
    predikat: str | None = None

    @property
    def kosong(self) -> bool:
        """Whether every entry is kept."""
        return self == Saring()

    def is_cocok(self, butir: Butir, predikat: str | None, tunggu: int) -> bool:
        """Whether an entry is kept; `predikat`: the label its approval froze."""
        if self.kolom is not None and butir.kolom != self.kolom:
            return False
        if self.keadaan is not None and self.keadaan not in classify_isian(butir, tunggu):
            return False
        return self.predikat is None or predikat == self.predikat
