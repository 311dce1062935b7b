"""Evidence slots: when a slot is filled, and what it still needs (DOMAIN section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Files one entry may carry (TRUST, "Uploads").
BATAS_BERKAS = 20


@dataclass(frozen=True, slots=True)
class IsiSlot:
    """One slot (sumber data) of an entry: `nomor` counts from 1 in the order of the edition."""

    nomor: int
    nama: str
    berkas: int
    rujukan: str
    alasan: str


def format_medan(nama: str, nomor: int) -> str:
    """Return the form field of a slot: the first is `berkas`, the next `berkas-2`."""
    return nama if nomor == 1 else f"{nama}-{nomor}"


def list_kekurangan(slot: Sequence[IsiSlot], nihil: bool) -> dict[str, str]:
    """Return, per field, which slot has neither a file nor a written reason why not.

    A paper reference alone does not replace the reason. The reason of a nihil entry speaks for
    its empty slots: where nothing happened there is no document.
    """
    if nihil:
        return {}
    return {
        format_medan("alasan_tanpa_berkas", isi.nomor): (
            f"Lampirkan berkas “{isi.nama}”, atau tulis alasan mengapa tidak ada."
        )
        for isi in slot
        if not isi.berkas and not isi.alasan
    }
