"""What somebody with the database file can do to a row: alter, remove, add, swap, cut, forge."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

import sqlalchemy as sa

from iki_web.extensions import Base
from iki_web.models.jenis import Angka, Pilihan, Tanggal, Waktu, YaTidak

#: What changes without a line, and decides nothing: wrong tries that are counted, the clock of a
#: session, the versions of cached copies.
BEBAS: Mapping[str, set[str]] = {
    "percobaan": set(),
    "sesi": {"terakhir"},
    "kantor": {"versi_acuan", "versi_rekap"},
}
TABEL = sorted(set(Base.metadata.tables) - {"percobaan"})
_HURUF = "abcdefghijklmnopqrstuvwxyzABCDEF0123456789 .,-"


class Perusak:
    """One tampering of each kind, chosen by a seed; each says what it did."""

    def __init__(self, koneksi: sqlite3.Connection, acak: Random) -> None:
        self.koneksi, self.acak = koneksi, acak
        koneksi.row_factory = sqlite3.Row
        berisi = [t for t in TABEL if koneksi.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone()]
        # The trail itself as often as all the rest of the tables is their due.
        self.tabel = acak.choice([*berisi, "jejak", "jejak"])
        self.kunci = "seq" if self.tabel == "jejak" else "id"

    def ubah(self) -> str:
        """Alter one value of one row."""
        baris, tanpa = self._pilih(), BEBAS.get(self.tabel, set())
        kolom = self.acak.choice(
            [k for k in Base.metadata.tables[self.tabel].columns if k.name not in tanpa]
        )
        nilai = _ganti(self.acak, kolom, baris[kolom.name])
        perintah = f"UPDATE {self.tabel} SET {kolom.name} = ? WHERE {self.kunci} = ?"
        self.koneksi.execute(perintah, (nilai, baris[self.kunci]))
        return f"{self.tabel}.{kolom.name} of {baris[self.kunci]} is {nilai!r}"

    def hapus(self) -> str:
        """Remove one row."""
        nomor = self._pilih()[self.kunci]
        self.koneksi.execute(f"DELETE FROM {self.tabel} WHERE {self.kunci} = ?", (nomor,))
        return f"{self.tabel} without {nomor}"

    def sisip(self) -> str:
        """Add a row that looks like another one; a line of the trail with a mac without the key."""
        isi = dict(self._pilih())
        for kolom in Base.metadata.tables[self.tabel].columns:
            if kolom.name == self.kunci:
                isi[kolom.name] = self._akhir() + self.acak.choice((1, 1, 7))
            elif self._unik(kolom.name):
                isi[kolom.name] = _ganti(self.acak, kolom, isi[kolom.name])
        tanda = ", ".join("?" * len(isi))
        perintah = f"INSERT INTO {self.tabel} ({', '.join(isi)}) VALUES ({tanda})"
        self.koneksi.execute(perintah, tuple(isi.values()))
        return f"{self.tabel} with a forged {isi[self.kunci]}"

    def tukar(self) -> str:
        """Let two rows change places."""
        a, b = self._pilih()[self.kunci], self._pilih()[self.kunci]
        if a == b:
            raise sqlite3.IntegrityError("one row has no other to change places with")
        perintah = f"UPDATE {self.tabel} SET {self.kunci} = ? WHERE {self.kunci} = ?"
        for baru, lama in ((-1, a), (a, b), (b, -1)):
            self.koneksi.execute(perintah, (baru, lama))
        return f"{self.tabel}: {a} and {b} changed places"

    def potong(self) -> str:
        """Cut the end of the trail off."""
        akhir = self.koneksi.execute("SELECT max(seq) FROM jejak").fetchone()[0]
        banyak = self.acak.choice((1, 1, 2, 3, self.acak.randrange(1, akhir)))
        self.koneksi.execute("DELETE FROM jejak WHERE seq > ?", (akhir - banyak,))
        return f"the last {banyak} lines cut off"

    def _pilih(self) -> sqlite3.Row:
        semua = self.koneksi.execute(f"SELECT * FROM {self.tabel}").fetchall()
        baris: sqlite3.Row = self.acak.choice(semua)
        return baris

    def _akhir(self) -> int:
        perintah = f"SELECT max({self.kunci}) FROM {self.tabel}"
        return int(self.koneksi.execute(perintah).fetchone()[0])

    def _unik(self, kolom: str) -> bool:
        """Whether a column is part of what may be there once only."""
        tabel = Base.metadata.tables[self.tabel]
        kelompok = [
            c.columns.keys() for c in tabel.constraints if isinstance(c, sa.UniqueConstraint)
        ]
        kelompok += [list(i.columns.keys()) for i in tabel.indexes if i.unique]
        return any(kolom == nama[-1] for nama in kelompok)


def _ganti(acak: Random, kolom: sa.Column[Any], lama: Any) -> Any:
    """Return another value a column can hold: one that means something else."""
    if kolom.nullable and lama is not None and acak.random() < 0.2:
        return None
    jenis = kolom.type
    if isinstance(jenis, YaTidak):
        return 0 if lama else 1
    if isinstance(jenis, sa.Integer):
        return (lama or 0) + acak.choice((1, 2, 1000))
    if isinstance(jenis, Angka):
        return str((acak.randrange(1, 10_000) if lama is None else float(lama)) + 1)
    return _ganti_teks(acak, jenis, lama)


def _ganti_teks(acak: Random, jenis: Any, lama: str | None) -> str:
    if isinstance(jenis, Waktu):
        saat = datetime.fromisoformat(lama or "2026-01-01T00:00:00+00:00")
        saat += timedelta(seconds=acak.randrange(1, 100_000_000))
        return saat.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(jenis, Tanggal):
        hari = date.fromisoformat(lama or "2026-01-01")
        return (hari + timedelta(days=acak.randrange(1, 1000))).isoformat()
    if isinstance(jenis, Pilihan):
        kelas: type[StrEnum] = jenis.kelas
        lain = [satu.value for satu in kelas if satu.value != lama]
        return acak.choice(lain or ["LAIN"])
    teks = lama or ""
    letak = acak.randrange(len(teks) + 1)
    huruf = acak.choice([h for h in _HURUF if h != teks[letak : letak + 1]])
    return teks[:letak] + huruf + teks[letak + acak.choice((0, 1)) :]
