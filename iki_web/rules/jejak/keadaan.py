"""What a change made of each row it touched, as digests; replayed, what every table must hold."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from iki_web.rules.jejak.rantai import format_kanonik

#: Per table the digest of each row, by its id as text.
Tabel = Mapping[str, str]

#: Half of a SHA-256: nobody finds a second row with a given digest of 128 bits.
_PANJANG = 32


def compute_sidik_baris(isi: Mapping[str, Any]) -> str:
    """Return the digest of one row: its columns that are not empty or as they begin."""
    return hashlib.sha256(format_kanonik(isi).encode()).hexdigest()[:_PANJANG]


def format_keadaan(sebelum: Mapping[str, Tabel], sesudah: Mapping[str, Tabel]) -> str:
    """Return which rows a change added, altered and removed; "" where it touched none.

    Per table and row id the digest before and after, "" where there is no such row.
    """
    isi = {tabel: _list_beda(awal, sesudah[tabel]) for tabel, awal in sebelum.items()}
    isi = {tabel: beda for tabel, beda in isi.items() if beda}
    return format_kanonik(isi) if isi else ""


def _list_beda(awal: Tabel, akhir: Tabel) -> dict[str, tuple[str, str]]:
    return {
        nomor: (awal.get(nomor, ""), akhir.get(nomor, ""))
        for nomor in {**awal, **akhir}
        if awal.get(nomor) != akhir.get(nomor)
    }


def format_dasar(semua: Mapping[str, Tabel]) -> str:
    """Return every row of some tables, as the line that lists them carries it."""
    return format_kanonik(
        {
            tabel: {nomor: ("", sidik) for nomor, sidik in baris.items()}
            for tabel, baris in semua.items()
        }
    )


def load_tabel(keadaan: str) -> list[str]:
    """Return the tables a line names."""
    return list(json.loads(keadaan)) if keadaan else []


class Ulangan:
    """The rows every table must hold, as the lines of the trail tell one after the other."""

    def __init__(self) -> None:
        self.harap: dict[str, dict[str, str]] = {}
        #: Tables of which some line lists every row: from there on an unknown row is foreign.
        self.lengkap: set[str] = set()
        #: (table, row, line): the row was not as the lines before had left it.
        self.menyimpang: list[tuple[str, str, int]] = []

    def add(self, seq: int, keadaan: str, *, dasar: bool = False) -> None:
        """Take one line; `dasar`: it lists every row there is of the tables it names."""
        for tabel, baris in json.loads(keadaan).items() if keadaan else ():
            harap = self.harap.setdefault(tabel, {})
            if dasar:
                self._add_dasar(seq, tabel, {nomor: akhir for nomor, (_, akhir) in baris.items()})
                continue
            for nomor, (sebelum, sesudah) in baris.items():
                dikenal = nomor in harap or tabel in self.lengkap
                if dikenal and harap.get(nomor, "") != sebelum:
                    self.menyimpang.append((tabel, nomor, seq))
                harap[nomor] = sesudah

    def _add_dasar(self, seq: int, tabel: str, semua: Tabel) -> None:
        """Compare what was already known with a list of all rows, then go on from the list."""
        harap = self.harap[tabel]
        for nomor, sidik in harap.items():
            if semua.get(nomor, "") != sidik:
                self.menyimpang.append((tabel, nomor, seq))
        self.harap[tabel] = dict(semua)
        self.lengkap.add(tabel)

    def list_beda(self, tabel: str, nyata: Tabel) -> list[str]:
        """Return the ids of the rows of a table that are not as the trail left them."""
        harap = self.harap.get(tabel, {})
        semua = {**harap, **nyata} if tabel in self.lengkap else harap
        beda = [nomor for nomor in semua if harap.get(nomor, "") != nyata.get(nomor, "")]
        return sorted(beda, key=lambda nomor: (len(nomor), nomor))
