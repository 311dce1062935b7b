"""Tables that documents share: neighbours of equal text in one merged cell."""

from collections.abc import Sequence
from dataclasses import replace

from iki_web.rules.dokumen.isi import Sel

Baris = tuple[Sel | None, ...]


def merge_sama(baris: Sequence[tuple[Sel, ...]], kolom: int) -> tuple[Baris, ...]:
    """Return rows whose neighbours of equal text in one column share its cell, as in the edition.

    The first row of such a group holds the cell, the others hold None in its place.
    """
    hasil: list[Baris] = []
    for nomor, satu in enumerate(baris):
        sama = nomor > 0 and baris[nomor - 1][kolom].teks == satu[kolom].teks
        sel = None if sama else replace(satu[kolom], baris=_count_sama(baris[nomor:], kolom))
        hasil.append((*satu[:kolom], sel, *satu[kolom + 1 :]))
    return tuple(hasil)


def _count_sama(baris: Sequence[tuple[Sel, ...]], kolom: int) -> int:
    """Return how many rows from the first on share its text."""
    beda = (n for n, satu in enumerate(baris) if satu[kolom].teks != baris[0][kolom].teks)
    return next(beda, len(baris))
