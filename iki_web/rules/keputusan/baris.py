"""Lists in a form without script: one field a row, its number moves it, emptying it removes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iki_web.rules.formulir import Pembaca

#: Empty rows a form ends with, to be filled in.
KOSONG = 2


@dataclass(frozen=True, slots=True)
class Baris:
    """A row as typed; `nomor` is its place in the form, counted from 0."""

    isi: str
    rincian: tuple[str, ...] = ()
    nomor: int = 0


def count_baris(nama: str, form: Mapping[str, str], paling: int) -> int:
    """Return how many rows the form shows of a list: those filled in and some empty ones."""
    ada = [n for n in range(paling) if form.get(f"{nama}-{n}", "").strip()]
    return min((ada[-1] + 1 if ada else 0) + KOSONG, paling)


def format_berurut(nama: str, baris: Sequence[Baris]) -> dict[str, str]:
    """Return the fields of a list."""
    hasil = {}
    for nomor, satu in enumerate(baris):
        hasil[f"{nama}-{nomor}"] = satu.isi
        hasil[f"{nama}-{nomor}-urut"] = str(nomor + 1)
        hasil[f"{nama}-{nomor}-rincian"] = "\n".join(satu.rincian)
    return hasil


def read_berurut(
    baca: Pembaca, form: Mapping[str, str], nama: str, paling_huruf: int, paling_baris: int
) -> tuple[Baris, ...]:
    """Read the rows of a list in the order their numbers ask for; empty ones are left out.

    A row sent to a number that another has comes before it when it moves up, after it when down.
    """
    urut: list[tuple[tuple[int, int, int], Baris]] = []
    for n in range(paling_baris):
        isi = baca.baris(f"{nama}-{n}", f"Baris {n + 1}", paling_huruf)
        if not isi:
            continue
        tempat = f"{nama}-{n}-urut"
        tuju = baca.bulat(tempat, "Nomor", 1, 99) if form.get(tempat, "").strip() else n + 1
        tuju = n + 1 if tuju is None else tuju
        arah = (tuju > n + 1) - (tuju < n + 1)
        rincian = read_sebaris(baca, f"{nama}-{n}-rincian", f"Rincian baris {n + 1}", 26, 1000)
        urut.append(((tuju, arah, n), Baris(isi, rincian, n)))
    _refuse_lebih(baca, form, nama, paling_baris)
    return tuple(baris for _, baris in sorted(urut, key=lambda satu: satu[0]))


def _refuse_lebih(baca: Pembaca, form: Mapping[str, str], nama: str, paling: int) -> None:
    """Refuse rows past the last one, rather than dropping them without a word."""
    pola = re.compile(rf"{re.escape(nama)}-([0-9]+)")
    lebih = (m for kunci, isi in form.items() if isi.strip() and (m := pola.fullmatch(kunci)))
    if any(int(m[1][:6]) >= paling for m in lebih):
        baca.refuse(f"{nama}-{paling - 1}", f"Paling banyak {paling} baris.")


def read_sebaris(
    baca: Pembaca, nama: str, label: str, paling_baris: int, paling_huruf: int
) -> tuple[str, ...]:
    """Read a field with one text a line; blank lines are left out."""
    teks = baca.teks(nama, label, paling_baris * (paling_huruf + 2))
    hasil = tuple(" ".join(b.split()) for b in teks.split("\n") if b.strip())
    if len(hasil) > paling_baris:
        baca.refuse(nama, f"{label} paling banyak {paling_baris} baris.")
    if any(len(b) > paling_huruf for b in hasil):
        baca.refuse(nama, f"{label}: setiap baris paling banyak {paling_huruf} huruf.")
    return hasil
