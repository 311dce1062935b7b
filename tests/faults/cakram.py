"""A disk that forgets: what a folder holds after a power cut, by what was synced before it."""

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.faults.rekaman import Langkah

_SEKTOR = 512


class Sisa(Enum):
    """What is left of what nobody had synced."""

    TIDAK = "nothing unsynced"
    SEBAGIAN = "any part of what was unsynced"
    SEMUA = "all of it (only the process died)"


@dataclass(eq=False)
class Simpul:
    """A file: its bytes now, its bytes on the disk, and the writes in between."""

    kini: bytearray = field(default_factory=bytearray)
    mantap: bytearray = field(default_factory=bytearray)
    tunda: list[tuple[int, bytes | None]] = field(default_factory=list)

    def tulis(self, letak: int, isi: bytes) -> None:
        """Write at a place; -1 is the end."""
        letak = len(self.kini) if letak < 0 else letak
        _terap(self.kini, letak, isi)
        self.tunda.append((letak, isi))

    def potong(self, panjang: int) -> None:
        """Cut to a length, or grow with zeros."""
        _terap(self.kini, panjang, None)
        self.tunda.append((panjang, None))

    def sync(self, banyak: int) -> None:
        """Have the oldest writes on the disk."""
        for letak, isi in self.tunda[:banyak]:
            _terap(self.mantap, letak, isi)
        del self.tunda[:banyak]

    def baca(self, sisa: Sisa, acak: random.Random) -> bytes:
        """Return the bytes as they are found after the cut."""
        if sisa is Sisa.SEMUA:
            return bytes(self.kini)
        isi = bytearray(self.mantap)
        for letak, tulis in self.tunda if sisa is Sisa.SEBAGIAN else ():
            for awal in range(0, len(tulis or b"."), _SEKTOR):
                if acak.random() < 0.5:
                    bagian = tulis and tulis[awal : awal + _SEKTOR]
                    _terap(isi, letak + awal, bagian)
        return bytes(isi)


def _terap(isi: bytearray, letak: int, baru: bytes | None) -> None:
    """Write at a place; without anything to write, end there."""
    if baru is None:
        del isi[letak:]
    isi.extend(bytes(max(0, letak - len(isi))))
    if baru is not None:
        isi[letak : letak + len(baru)] = baru


@dataclass(eq=False)
class Map:
    """A folder: its names now, its names on the disk, and the changes in between, in order."""

    kini: "dict[str, Simpul | Map]" = field(default_factory=dict)
    mantap: "dict[str, Simpul | Map]" = field(default_factory=dict)
    tunda: "list[tuple[str, Simpul | Map | None]]" = field(default_factory=list)

    def ubah(self, nama: str, isi: "Simpul | Map | None") -> None:
        """Give a name to something, or take it away."""
        _ubah(self.kini, nama, isi)
        self.tunda.append((nama, isi))

    def sync(self, banyak: int) -> None:
        """Have the oldest changes on the disk."""
        for nama, isi in self.tunda[:banyak]:
            _ubah(self.mantap, nama, isi)
        del self.tunda[:banyak]

    def baca(self, sisa: Sisa, acak: random.Random) -> "dict[str, Simpul | Map]":
        """Return the names as they are found: a file system keeps their changes in order."""
        if sisa is Sisa.SEMUA:
            return self.kini
        hasil = dict(self.mantap)
        banyak = acak.randint(0, len(self.tunda)) if sisa is Sisa.SEBAGIAN else 0
        for nama, isi in self.tunda[:banyak]:
            _ubah(hasil, nama, isi)
        return hasil


def _ubah(isi: "dict[str, Simpul | Map]", nama: str, baru: "Simpul | Map | None") -> None:
    if baru is None:
        isi.pop(nama, None)
    else:
        isi[nama] = baru


class Cakram:
    """The disk under one folder, as the steps of a record make it."""

    def __init__(self, awal: Path | None) -> None:
        self.akar = Map()
        self._mulai: dict[tuple[str, str], object] = {}
        if awal is not None:
            self._muat(awal, self.akar)

    def _muat(self, folder: Path, tujuan: Map) -> None:
        """Take over what has long been on the disk."""
        for jalur in folder.iterdir():
            baru: Simpul | Map = Map() if jalur.is_dir() else Simpul()
            if isinstance(baru, Map):
                self._muat(jalur, baru)
            else:
                baru.mantap = bytearray(jalur.read_bytes())
                baru.kini = bytearray(baru.mantap)
            tujuan.kini[jalur.name] = tujuan.mantap[jalur.name] = baru

    def _cari(self, jalur: str) -> "Simpul | Map | None":
        ini: Simpul | Map | None = self.akar
        for nama in jalur.split("/") if jalur else ():
            ini = ini.kini.get(nama) if isinstance(ini, Map) else None
        return ini

    def _induk(self, jalur: str) -> tuple[Map, str]:
        folder, _, nama = jalur.rpartition("/")
        induk = self._cari(folder)
        assert isinstance(induk, Map), jalur
        return induk, nama

    def jalankan(self, langkah: Iterable[Langkah]) -> None:
        """Do what was done."""
        for satu in langkah:
            if satu.apa in ("sync", "sync?"):
                self._sync(satu)
            elif satu.apa in ("tulis", "potong"):
                simpul = self._cari(satu.jalur)
                if isinstance(simpul, Simpul) and satu.apa == "tulis":
                    simpul.tulis(satu.letak, satu.isi)
                elif isinstance(simpul, Simpul):
                    simpul.potong(satu.letak)
            elif satu.apa != "jawab":
                self._ubah_nama(satu)

    def _ubah_nama(self, satu: Langkah) -> None:
        induk, nama = self._induk(satu.jalur)
        ini = induk.kini.get(nama)
        if satu.apa == "buat" and ini is None:
            induk.ubah(nama, Simpul())
        elif satu.apa == "folder":
            induk.ubah(nama, Map())
        elif satu.apa == "hapus":
            induk.ubah(nama, None)
        elif satu.apa in ("pindah", "taut"):
            tujuan, baru = self._induk(satu.lain)
            tujuan.ubah(baru, ini)
            if satu.apa == "pindah":
                induk.ubah(nama, None)

    def _sync(self, satu: Langkah) -> None:
        """What was there when a sync began is on the disk when it has ended."""
        ini, kunci = self._cari(satu.jalur), (satu.jalur, satu.lain)
        if ini is None:
            return
        if satu.apa == "sync?":
            self._mulai[kunci] = ini.tunda[-1] if ini.tunda else None
            return
        akhir = self._mulai.pop(kunci, None)
        # By which it was and not how many: another sync may have ended meanwhile.
        letak = [n for n, isi in enumerate(ini.tunda, 1) if isi is akhir]
        ini.sync(letak[0] if letak else 0)

    def tulis(self, folder: Path, sisa: Sisa, acak: random.Random) -> None:
        """Make the folder that is found when the power is back."""
        self._tulis(self.akar, folder, sisa, acak)

    def _tulis(self, isi: Map, folder: Path, sisa: Sisa, acak: random.Random) -> None:
        folder.mkdir()
        for nama, satu in isi.baca(sisa, acak).items():
            if isinstance(satu, Map):
                self._tulis(satu, folder / nama, sisa, acak)
            else:
                (folder / nama).write_bytes(satu.baca(sisa, acak))
                os.chmod(folder / nama, 0o600)
