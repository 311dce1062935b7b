"""Zip packages read with bounds: no header is believed before the bytes have been counted."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.tanda import is_zip_di_ujung

BATAS_ANGGOTA = 2_000
BATAS_URAI = 200 * 1024 * 1024
# A legal docx had ratio 43, so the ratio says nothing about packages that stay small.
_BATAS_NISBAH_DIABAIKAN = 64 * 1024 * 1024
_BATAS_NISBAH = 100
# More directory records than this (embedded packages included) are not even parsed.
_TANDA_REKAM = b"PK\x01\x02"
_BATAS_REKAM = 5 * BATAS_ANGGOTA
_POTONGAN = 256 * 1024
_BATAS_XML_KECIL = 4 * 1024 * 1024
_NAMA_BERBAHAYA = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.?(/|$)|//|[\x00-\x1f\x7f]")

RUSAK = (
    "Dokumen ini rusak atau terpotong. Buka di Word, Excel, atau LibreOffice, simpan ulang, "
    "lalu unggah lagi."
)
TERKUNCI = "Dokumen ini dikunci dengan kata sandi. Hapus kata sandinya, simpan, lalu unggah lagi."
_TERLALU_BANYAK = (
    "Dokumen ini terlalu besar setelah dibuka. Kurangi isinya atau simpan sebagai PDF, "
    "lalu unggah lagi."
)
_BERBAHAYA = (
    "Susunan dokumen ini tidak wajar dan dapat berbahaya. Salin isinya ke dokumen baru, simpan, "
    "lalu unggah lagi."
)


class Paket:
    """An open package whose directory has been judged; members are read with real bounds."""

    def __init__(self, isi: bytes) -> None:
        """Raise BerkasDitolak when the directory is broken, unsafe, locked or too long."""
        if not is_zip_di_ujung(isi):
            raise BerkasDitolak(RUSAK)
        if isi.count(_TANDA_REKAM) > _BATAS_REKAM:  # a huge directory is not even parsed
            raise BerkasDitolak(_TERLALU_BANYAK)
        self._isi = isi
        try:
            with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
                self._anggota = arsip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as galat:
            raise BerkasDitolak(RUSAK) from galat
        _periksa_daftar(self._anggota)
        self.nama = {anggota.orig_filename: anggota for anggota in self._anggota}

    def baca_kecil(self, nama: str) -> bytes:
        """Whole content of a small member."""
        isi = bytearray()
        for potongan in self._urai(self.nama[nama]):
            isi += potongan
            if len(isi) > _BATAS_XML_KECIL:
                raise BerkasDitolak(_TERLALU_BANYAK)
        return bytes(isi)

    def baca_potongan(self, nama: str) -> Iterator[bytes]:
        """Content of one member piece by piece, at most BATAS_URAI bytes."""
        jumlah = 0
        for potongan in self._urai(self.nama[nama]):
            jumlah += len(potongan)
            if jumlah > BATAS_URAI:
                raise BerkasDitolak(_TERLALU_BANYAK)
            yield potongan

    def periksa_isi(self) -> None:
        """Unpack everything, counting; each member must match its stated size and checksum."""
        jumlah = 0
        for anggota in self._anggota:
            for potongan in self._urai(anggota):
                jumlah += len(potongan)
                if jumlah > BATAS_URAI:
                    raise BerkasDitolak(_TERLALU_BANYAK)
        besar = jumlah > _BATAS_NISBAH_DIABAIKAN
        if besar and jumlah > _BATAS_NISBAH * len(self._isi):
            raise BerkasDitolak(_TERLALU_BANYAK)

    def _urai(self, anggota: zipfile.ZipInfo) -> Iterator[bytes]:
        """Pieces of one member; not zipfile's own reader, which stops where the header says."""
        mulai = _mulai_data(self._isi, anggota)
        data = memoryview(self._isi)[mulai : mulai + anggota.compress_size]
        crc = jumlah = 0
        try:
            for potongan in _buka_mampat(data, anggota.compress_type):
                crc = zlib.crc32(potongan, crc)
                jumlah += len(potongan)
                yield potongan
        except zlib.error as galat:
            raise BerkasDitolak(RUSAK) from galat
        if (jumlah, crc) != (anggota.file_size, anggota.CRC):
            raise BerkasDitolak(RUSAK)


def baca_xml(
    potongan: Iterable[bytes],
    saat_elemen: Callable[[str, dict[str, str]], None] | None = None,
    saat_teks: Callable[[str], None] | None = None,
) -> str:
    """Local name of the root; `saat_elemen` gets local names of each element and its attributes.

    `saat_teks` gets the text between them.

    Refuses what is not well-formed and every entity declaration (expansion, external files).
    """
    akar: list[str] = []

    def mulai(nama: str, sifat: dict[str, str]) -> None:
        akar[:] = akar or [_lokal(nama)]
        if saat_elemen is None:
            pengurai.StartElementHandler = None
        else:
            saat_elemen(_lokal(nama), {_lokal(kunci): isi for kunci, isi in sifat.items()})

    def tolak_entitas(*_: object) -> None:
        raise BerkasDitolak(_BERBAHAYA)

    pengurai = expat.ParserCreate()
    pengurai.StartElementHandler = mulai
    if saat_teks is not None:
        pengurai.buffer_text = True
        pengurai.CharacterDataHandler = saat_teks
    pengurai.EntityDeclHandler = tolak_entitas
    try:
        for bagian in potongan:
            pengurai.Parse(bagian, False)
        pengurai.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as galat:
        raise BerkasDitolak(RUSAK) from galat
    return akar[0]


def _lokal(nama: str) -> str:
    return nama.rpartition(":")[2]


def _periksa_daftar(anggota: list[zipfile.ZipInfo]) -> None:
    """Judge names, locks, kinds and places of the members before any is unpacked."""
    if len(anggota) > BATAS_ANGGOTA:
        raise BerkasDitolak(_TERLALU_BANYAK)
    if any(a.flag_bits & 0x41 for a in anggota):
        raise BerkasDitolak(TERKUNCI)
    nama = [a.orig_filename.casefold() for a in anggota]
    if len(set(nama)) != len(nama) or any(_NAMA_BERBAHAYA.search(n) or not n for n in nama):
        raise BerkasDitolak(_BERBAHAYA)
    if any(_is_khusus(a) for a in anggota):
        raise BerkasDitolak(_BERBAHAYA)
    batas = 0
    for a in sorted(anggota, key=lambda a: a.header_offset):
        if a.header_offset < batas:
            raise BerkasDitolak(_BERBAHAYA)
        batas = a.header_offset + 30 + a.compress_size


def _is_khusus(anggota: zipfile.ZipInfo) -> bool:
    """Links and devices, and compression no office program writes."""
    jenis = stat.S_IFMT(anggota.external_attr >> 16) if anggota.create_system == 3 else 0
    biasa = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return jenis not in (0, stat.S_IFREG, stat.S_IFDIR) or anggota.compress_type not in biasa


def _mulai_data(isi: bytes, anggota: zipfile.ZipInfo) -> int:
    """Position of a member's bytes; its local header must name the same member."""
    letak = anggota.header_offset
    kepala = isi[letak : letak + 30]
    if len(kepala) < 30 or not kepala.startswith(b"PK\x03\x04"):
        raise BerkasDitolak(RUSAK)
    panjang_nama, panjang_tambahan = struct.unpack("<HH", kepala[26:30])
    nama = isi[letak + 30 : letak + 30 + panjang_nama]
    sandi = "utf-8" if anggota.flag_bits & 0x800 else "cp437"
    if nama.decode(sandi, "replace") != anggota.orig_filename:
        raise BerkasDitolak(_BERBAHAYA)
    return int(letak + 30 + panjang_nama + panjang_tambahan)


def _buka_mampat(data: memoryview, cara: int) -> Iterator[bytes]:
    """Pieces of at most _POTONGAN bytes; zlib.error unless the stream ends with the data."""
    bagian = (data[letak : letak + _POTONGAN] for letak in range(0, len(data), _POTONGAN))
    if cara == zipfile.ZIP_STORED:
        yield from map(bytes, bagian)
        return
    pengurai = zlib.decompressobj(-zlib.MAX_WBITS)
    masuk = 0
    for sisa in map(bytes, bagian):
        masuk += len(sisa)
        while sisa and not pengurai.eof:
            yield pengurai.decompress(sisa, _POTONGAN)
            sisa = pengurai.unconsumed_tail
        if pengurai.eof:
            break
    yield pengurai.flush()
    if not pengurai.eof or pengurai.unused_data or masuk != len(data):
        raise zlib.error("incomplete stream")
