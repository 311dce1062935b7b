"""Which entry of the demo ends in which state, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from iki_web.rules.alur import Status


class Babak(Enum):
    """What a period is to the demo, seen from today."""

    LAMA = 1
    DIBUKA_KEMBALI = 2
    LALU = 3
    KINI = 4
    TAHUNAN = 5


@dataclass(frozen=True, slots=True)
class Nasib:
    """Where an entry ends, whether it was returned once, and how late in its window (permil).

    `susulan`: only possible once the period was opened again.
    """

    status: Status
    pernah_kembali: bool = False
    permil: int = 550
    tanpa_berkas: bool = False
    susulan: bool = False


_S = Status
_BELUM, _DRAF, _LANGSUNG = Nasib(_S.BELUM_DIISI), Nasib(_S.DRAF), Nasib(_S.DISETUJUI)
_BARU = Nasib(_S.DIAJUKAN, permil=960)
_LAMA_MENUNGGU = Nasib(_S.DIAJUKAN, permil=720)
_KEMBALI = Nasib(_S.DIKEMBALIKAN, permil=500)
_DUA_KALI = Nasib(_S.DISETUJUI, pernah_kembali=True)
_BUKU = Nasib(_S.DISETUJUI, tanpa_berkas=True)
_SUSULAN = Nasib(_S.DISETUJUI, permil=700, susulan=True)

#: What an entry not named below does.
LAZIM: Mapping[Babak, Nasib] = {
    Babak.LAMA: _LANGSUNG,
    Babak.DIBUKA_KEMBALI: _LANGSUNG,
    Babak.LALU: _LANGSUNG,
    Babak.KINI: _BELUM,
    Babak.TAHUNAN: _BELUM,
}

RENCANA: Mapping[Babak, Mapping[str, Nasib]] = {
    Babak.LAMA: {
        "kasubbag-umum-4": _DUA_KALI,
        "kasi-pemerintahan-3": _DUA_KALI,
        "staf-pemerintahan-3": _BUKU,
        "kasi-pmd-3": _LAMA_MENUNGGU,
        "staf-pmd-1": _DRAF,
    },
    Babak.DIBUKA_KEMBALI: {
        "staf-umum-1": _DUA_KALI,
        "kasi-pemerintahan-5": _BUKU,
        "staf-keuangan-1": _SUSULAN,
        "kasubbag-keuangan-2": _SUSULAN,
        "kasi-pmd-2": _SUSULAN,
    },
    Babak.LALU: {
        "staf-umum-1": _KEMBALI,
        "kasubbag-umum-2": _DRAF,
        "kasubbag-umum-3": _KEMBALI,
        "kasubbag-umum-5": _DUA_KALI,
        "kasubbag-umum-7": _LAMA_MENUNGGU,
        "staf-keuangan-1": _BARU,
        "sekretaris-4": _LAMA_MENUNGGU,
        "kasi-pemerintahan-4": _BARU,
        "staf-pemerintahan-2": _LAMA_MENUNGGU,
        "kasi-trantib-1": Nasib(_S.DIAJUKAN, permil=900, tanpa_berkas=True),
        "staf-trantib-1": _DRAF,
        "kasi-pmd-4": _BELUM,
        "staf-pmd-2": _BELUM,
    },
    Babak.KINI: {
        "staf-umum-1": _BARU,
        "kasubbag-umum-1": _DRAF,
        "kasubbag-umum-4": _BARU,
        "sekretaris-1": _BARU,
        "kasubbag-keuangan-1": _KEMBALI,
        "staf-pemerintahan-1": Nasib(_S.DISETUJUI, permil=700),
        "kasi-pemerintahan-1": Nasib(_S.DISETUJUI, permil=700),
        "staf-trantib-1": _BARU,
        "kasi-pmd-3": _DRAF,
    },
    Babak.TAHUNAN: {
        "kasi-pemerintahan-2": _BARU,
        "kasi-pmd-1": _LANGSUNG,
    },
}

#: What a decider writes: (code of the reason, note).
ALASAN = (
    ("ANGKA_TIDAK_SESUAI", "Jumlah pada register berbeda dengan yang diisi. Mohon dicocokkan."),
    ("TAK_TERBACA", "Halaman kedua hasil pindai buram. Mohon dipindai ulang lebih terang."),
    ("BELUM_DITANDATANGANI", "Rekap belum ditandatangani. Lampirkan yang sudah ditandatangani."),
    ("SALAH_PERIODE", "Lembar yang dilampirkan adalah triwulan sebelumnya."),
)
ALASAN_TANPA_BERKAS = "Buku sedang diperiksa Inspektorat, jadi belum dapat dipindai."
ALASAN_BUKA = "Berkas dari kabupaten baru diterima setelah batas pengajuan."


def get_nasib(babak: Babak, kode: str) -> Nasib:
    """Return what becomes of an indicator's entry in a period."""
    return RENCANA[babak].get(kode, LAZIM[babak])
