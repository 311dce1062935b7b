"""The file system inside an old Office file (OLE): finding one stream, following its chain."""

import struct

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.paket import RUSAK
from iki_web.storage.tanda import TANDA_OLE

_AKHIR = 0xFFFFFFFA  # this and above mark ends and free sectors
_LETAK_KEPALA = 512
_BATAS_KECIL = 4096


class Ole:
    """An OLE file held in memory; every chain is bounded by the number of its sectors."""

    def __init__(self, isi: bytes) -> None:
        """Raise BerkasDitolak when the head or the directory cannot be followed."""
        if not isi.startswith(TANDA_OLE) or len(isi) < _LETAK_KEPALA:
            raise BerkasDitolak(RUSAK)
        self._isi = isi
        geser = struct.unpack_from("<H", isi, 30)[0]
        if geser not in (9, 12):
            raise BerkasDitolak(RUSAK)
        self._ukuran = 1 << geser
        self._fat = self._read_fat()
        folder = self._rantai(struct.unpack_from("<I", isi, 48)[0])
        self.butir = dict(_urai_butir(folder[i : i + 128]) for i in range(0, len(folder), 128))

    def read(self, nama: str) -> bytes:
        """Return a stream's bytes; raises KeyError for an unknown name."""
        awal, panjang = self.butir[nama]
        if panjang >= _BATAS_KECIL:
            return self._rantai(awal)[:panjang]
        akar, _ = self.butir["Root Entry"]
        wadah = self._rantai(akar)
        mini = self._kata(self._rantai(struct.unpack_from("<I", self._isi, 60)[0]))
        return b"".join(wadah[n * 64 : n * 64 + 64] for n in _ikuti(mini, awal))[:panjang]

    def _read_fat(self) -> list[int]:
        letak = list(struct.unpack_from("<109I", self._isi, 76))
        lanjut = struct.unpack_from("<I", self._isi, 68)[0]
        sisa = len(self._isi) // self._ukuran
        while lanjut < _AKHIR and sisa > 0:
            kata = self._kata(self._sektor(lanjut))
            letak += kata[:-1]
            lanjut, sisa = kata[-1], sisa - 1
        return [kata for n in letak if n < _AKHIR for kata in self._kata(self._sektor(n))]

    def _sektor(self, nomor: int) -> bytes:
        awal = (nomor + 1) * self._ukuran
        sektor = self._isi[awal : awal + self._ukuran]
        if not sektor:
            raise BerkasDitolak(RUSAK)
        return sektor.ljust(self._ukuran, b"\0")

    def _rantai(self, awal: int) -> bytes:
        return b"".join(map(self._sektor, _ikuti(self._fat, awal)))

    def _kata(self, isi: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(isi) // 4}I", isi[: len(isi) // 4 * 4]))


def _ikuti(fat: list[int], nomor: int) -> list[int]:
    """Follow a chain of sectors; a ring or a gap in it is a broken file."""
    hasil: list[int] = []
    while nomor < _AKHIR:
        if nomor >= len(fat) or len(hasil) > len(fat):
            raise BerkasDitolak(RUSAK)
        hasil.append(nomor)
        nomor = fat[nomor]
    return hasil


def _urai_butir(isi: bytes) -> tuple[str, tuple[int, int]]:
    """Read one directory entry: its name, first sector and size in bytes."""
    panjang = min(struct.unpack_from("<H", isi, 64)[0], 64)
    nama = isi[: max(panjang - 2, 0)].decode("utf-16-le", "replace")
    awal, ukuran = struct.unpack_from("<II", isi, 116)
    return nama, (awal, ukuran)
