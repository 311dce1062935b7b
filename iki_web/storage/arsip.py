"""A ZIP laid out before it is sent: every offset is known, so any part of it can be sent alone."""

import hashlib
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import BinaryIO

from iki_web.storage.galat import BerkasRusak

_POTONGAN = 256 * 1024
#: What the old fields of the format hold; anything larger goes into the ZIP64 ones.
_MAKS, _MAKS_BANYAK = 0xFFFFFFFF, 0xFFFF
#: Names are UTF-8 (bit 11); nothing is compressed, so sizes are those of the files.
_UTF8, _DISIMPAN = 0x800, 0
_VERSI, _VERSI_64 = 20, 45
_UNIX, _HAK = 3 << 8, 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Anggota:
    """One file of the archive, sent as it is; `buka` gives its bytes from position 0, verified."""

    nama: str
    waktu: datetime
    ukuran: int
    crc32: int
    sha256: str
    buka: Callable[[], BinaryIO]


def build_anggota(nama: str, isi: bytes, waktu: datetime) -> Anggota:
    """Return a member whose bytes are in memory."""
    sidik = hashlib.sha256(isi).hexdigest()
    return Anggota(nama, waktu, len(isi), zlib.crc32(isi), sidik, partial(BytesIO, isi))


class Arsip:
    """The bytes of a ZIP, from its members' sizes and checksums alone; the same each time.

    `ukuran`: how many there are. `sidik`: changes whenever any of them does.
    """

    def __init__(self, anggota: Sequence[Anggota]) -> None:
        self._ruas: list[bytes | Anggota] = []
        self._awal: list[int] = []
        letak, daftar, sidik = 0, [], hashlib.sha256()
        for satu in anggota:
            if satu.ukuran > _MAKS:
                raise ValueError("a member of 4 GiB or more has no place in this layout")
            daftar.append(_build_daftar(satu, letak))
            sidik.update(satu.sha256.encode())
            letak = self._add(letak, _build_kepala(satu))
            letak = self._add(letak, satu)
        isi = b"".join(daftar)
        self.ukuran = self._add(letak, isi + _build_penutup(len(daftar), len(isi), letak))
        sidik.update(isi)
        self.sidik = sidik.hexdigest()

    def _add(self, letak: int, ruas: bytes | Anggota) -> int:
        """Append a stretch that begins at `letak`; returns where the next one begins."""
        self._ruas.append(ruas)
        self._awal.append(letak)
        return letak + (len(ruas) if isinstance(ruas, bytes) else ruas.ukuran)

    def list_potongan(self, mulai: int = 0, selesai: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `mulai` up to `selesai`, the end without it.

        Raises what `Anggota.buka` raises, and BerkasRusak for a file that ends too early.
        """
        selesai = self.ukuran if selesai is None else selesai
        pertama = bisect_right(self._awal, mulai) - 1
        for awal, ruas in zip(self._awal[pertama:], self._ruas[pertama:], strict=True):
            if awal >= selesai:
                return
            dari, sampai = max(mulai - awal, 0), selesai - awal
            if isinstance(ruas, bytes):
                yield ruas[dari:sampai]
            else:
                yield from _list_isi(ruas, dari, min(sampai, ruas.ukuran))


def _list_isi(anggota: Anggota, dari: int, sampai: int) -> Iterator[bytes]:
    with anggota.buka() as berkas:
        berkas.seek(dari)
        sisa = sampai - dari
        while sisa > 0:
            potongan = berkas.read(min(_POTONGAN, sisa))
            if not potongan:
                raise BerkasRusak
            sisa -= len(potongan)
            yield potongan


def _format_waktu(waktu: datetime) -> tuple[int, int]:
    """Return an instant as the format writes it: two seconds fine, from 1980 on."""
    jam = waktu.hour << 11 | waktu.minute << 5 | waktu.second // 2
    return jam, max(waktu.year - 1980, 0) << 9 | waktu.month << 5 | waktu.day


def _build_kepala(satu: Anggota) -> bytes:
    """Return what stands before a member's bytes; nothing has to follow them."""
    nama = satu.nama.encode()
    ukuran = (satu.crc32, satu.ukuran, satu.ukuran)
    isi = (_VERSI, _UTF8, _DISIMPAN, *_format_waktu(satu.waktu), *ukuran, len(nama), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", *isi) + nama


def _build_daftar(satu: Anggota, awal: int) -> bytes:
    """Return a member's line of the central directory."""
    nama = satu.nama.encode()
    jauh = struct.pack("<HHQ", 1, 8, awal) if awal >= _MAKS else b""
    versi = _VERSI_64 if jauh else _VERSI
    ukuran = (satu.crc32, satu.ukuran, satu.ukuran)
    kepala = (_UNIX | versi, versi, _UTF8, _DISIMPAN, *_format_waktu(satu.waktu), *ukuran)
    ekor = (len(nama), len(jauh), 0, 0, 0, _HAK, min(awal, _MAKS))
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *kepala, *ekor) + nama + jauh


def _build_penutup(banyak: int, panjang: int, awal: int) -> bytes:
    """Return what follows the central directory; ZIP64 records only where they are needed."""
    jauh = b""
    if banyak >= _MAKS_BANYAK or max(panjang, awal) >= _MAKS:
        isi = (44, _VERSI_64, _VERSI_64, 0, 0, banyak, banyak, panjang, awal)
        jauh = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", *isi)
        jauh += struct.pack("<4sLQL", b"PK\x06\x07", 0, awal + panjang, 1)
    jumlah = min(banyak, _MAKS_BANYAK)
    isi = (0, 0, jumlah, jumlah, min(panjang, _MAKS), min(awal, _MAKS), 0)
    return jauh + struct.pack("<4s4H2LH", b"PK\x05\x06", *isi)
