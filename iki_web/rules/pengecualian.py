"""Exceptions: positions and periods chosen together, and the reason they are not waited for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iki_web.rules.formulir import Pembaca

PANJANG_ALASAN = 500


@dataclass(frozen=True, slots=True)
class IsiPengecualian:
    """Every chosen position (row id) in every chosen period (code), for one reason."""

    jabatan: tuple[int, ...]
    periode: tuple[str, ...]
    alasan: str


def read_pengecualian(
    jabatan: Sequence[str],
    periode: Sequence[str],
    alasan: str,
    ada_jabatan: Mapping[int, object],
    ada_periode: Mapping[str, object],
) -> IsiPengecualian:
    """Read the form; `ada_*`: what may be chosen. Raises Ditolak with a sentence at the field."""
    baca = Pembaca({"alasan": alasan})
    bersih = baca.teks("alasan", "Alasan", PANJANG_ALASAN, wajib=True)
    nomor = {str(satu): satu for satu in ada_jabatan}
    if not jabatan or not set(jabatan) <= set(nomor):
        baca.refuse("jabatan", "Pilih paling sedikit satu jabatan dari daftar.")
    if not periode or not set(periode) <= set(ada_periode):
        baca.refuse("periode", "Pilih paling sedikit satu periode dari daftar.")
    baca.check()
    dipilih = tuple(dict.fromkeys(nomor[satu] for satu in jabatan))
    return IsiPengecualian(dipilih, tuple(dict.fromkeys(periode)), bersih)
