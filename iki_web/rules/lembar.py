"""A sheet of a workbook as plain cells, whatever program wrote it; places count from 0."""

from dataclasses import dataclass
from datetime import date, datetime, time

Sel = str | int | float | bool | date | datetime | time | None
#: (row, column), both from 0: (0, 0) is A1.
Letak = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet; rows have one length and end with the last filled one.

    A hidden sheet carries its name and no rows. A whole number is an int; a number under a
    percent format stands as stored (90 % is 0.9) and is named in `persen`.
    """

    nama: str
    baris: tuple[tuple[Sel, ...], ...]
    #: Merged ranges, first and last cell, both inside; the value stands in the first.
    gabungan: tuple[tuple[Letak, Letak], ...] = ()
    #: Cells computed by a formula; the row holds the value last shown, None if none was kept.
    rumus: frozenset[Letak] = frozenset()
    persen: frozenset[Letak] = frozenset()
    #: Cells that show an error (#N/A, #DIV/0!); the row holds None there.
    galat: frozenset[Letak] = frozenset()
    tersembunyi: bool = False
