"""Scanning an xls (Excel 97-2003) before it is read: reach, formulas, percents, locks, macros."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.lembar.batas import Hitungan, Pindaian, check_banyak, is_persen
from iki_web.storage.lembar.ole import Ole
from iki_web.storage.paket import RUSAK, TERKUNCI

_EOF, _FILEPASS, _BOUNDSHEET, _XF, _FORMAT, _SST, _CONTINUE = (
    0x0A,
    0x2F,
    0x85,
    0xE0,
    0x41E,
    0xFC,
    0x3C,
)
_FORMULA, _STRING, _MULRK, _BOOLERR, _LABELSST = 0x06, 0x207, 0xBD, 0x205, 0xFD
_ANGKA = {0x203, 0x27E}  # NUMBER, RK
_TEKS = {0x204, 0xD6}  # LABEL, RSTRING
_MAKRO = (
    "Buku kerja ini berisi makro atau program. Simpan ulang sebagai .xlsx tanpa makro, "
    "lalu unggah lagi."
)
_LAMA = "Buku kerja ini berformat Excel sebelum 1997. Simpan ulang sebagai .xlsx, lalu unggah lagi."


def scan_xls(isi: bytes) -> dict[str, Pindaian]:
    """Return each sheet's scan by its name.

    Raises BerkasDitolak for locks, macros, a format before 1997, broken records, or past a bound.
    """
    ole = Ole(isi)
    if "EncryptedPackage" in ole.butir or "EncryptionInfo" in ole.butir:
        raise BerkasDitolak(TERKUNCI)
    if any("VBA" in nama.upper() for nama in ole.butir):
        raise BerkasDitolak(_MAKRO)
    if "Workbook" not in ole.butir:
        raise BerkasDitolak(_LAMA if "Book" in ole.butir else RUSAK)
    aliran = ole.read("Workbook")
    try:
        buku = _read_buku(aliran)
        hitungan = Hitungan()
        hasil = {}
        for nama, letak in buku.lembar:
            pindai = Pindaian(hitungan, nama)
            for jenis, data in _rekam(aliran, letak):
                _read_sel(pindai, buku, jenis, data)
            hasil[nama] = pindai
    except (struct.error, IndexError) as galat:
        raise BerkasDitolak(RUSAK) from galat
    return hasil


@dataclass(slots=True)
class _Buku:
    """What the records before the sheets say."""

    lembar: list[tuple[str, int]] = field(default_factory=list)
    gaya: list[int] = field(default_factory=list)
    persen: set[int] = field(default_factory=lambda: {9, 10})
    panjang: list[int] = field(default_factory=list)


def _rekam(aliran: bytes, letak: int) -> Iterator[tuple[int, bytes]]:
    """Records from `letak` to the end of that part."""
    while letak + 4 <= len(aliran):
        jenis, panjang = struct.unpack_from("<HH", aliran, letak)
        if jenis == _EOF:
            return
        yield jenis, aliran[letak + 4 : letak + 4 + panjang]
        letak += 4 + panjang


def _read_buku(aliran: bytes) -> _Buku:
    buku = _Buku()
    sst: list[bytes] = []
    sebelum = 0
    for jenis, data in _rekam(aliran, 0):
        if jenis == _FILEPASS:
            raise BerkasDitolak(TERKUNCI)
        if jenis == _BOUNDSHEET:
            _read_daftar(buku, data)
        elif jenis == _XF:
            buku.gaya.append(struct.unpack_from("<H", data, 2)[0])
        elif jenis == _FORMAT:
            _read_format(buku, data)
        elif jenis == _SST or (jenis == _CONTINUE and sebelum == _SST):
            sst.append(data)
        sebelum = sebelum if jenis == _CONTINUE else jenis
    check_banyak(len(buku.lembar))
    if sst:
        buku.panjang = _list_panjang([sst[0][8:], *sst[1:]])
    return buku


def _read_daftar(buku: _Buku, data: bytes) -> None:
    letak, _, jenis, panjang, lebar = struct.unpack_from("<IBBBB", data)
    if jenis == 1:
        raise BerkasDitolak(_MAKRO)
    isi = data[8:]
    nama = (
        isi[: panjang * 2].decode("utf-16-le", "replace")
        if lebar & 1
        else isi[:panjang].decode("latin-1")
    )
    if jenis == 0:
        buku.lembar.append((nama, letak))


def _read_format(buku: _Buku, data: bytes) -> None:
    nomor, _, lebar = struct.unpack_from("<HHB", data)
    kode = data[5:].decode("utf-16-le" if lebar & 1 else "latin-1", "replace")
    if is_persen(kode):
        buku.persen.add(nomor)


def _read_sel(pindai: Pindaian, buku: _Buku, jenis: int, data: bytes) -> None:
    """Count one record of a sheet."""
    if jenis == _STRING:
        pindai.hitungan.add_teks(len(data))
    elif jenis == _MULRK:
        baris, kolom = struct.unpack_from("<HH", data)
        for ke in range((len(data) - 6) // 6):
            _isi(pindai, buku, baris, kolom + ke, struct.unpack_from("<H", data, 4 + 6 * ke)[0])
    elif jenis in _ANGKA or jenis in _TEKS or jenis in (_FORMULA, _BOOLERR, _LABELSST):
        baris, kolom, gaya = struct.unpack_from("<HHH", data)
        _isi(pindai, buku, baris, kolom, gaya)
        _tandai(pindai, buku, jenis, data)


def _isi(pindai: Pindaian, buku: _Buku, baris: int, kolom: int, gaya: int) -> None:
    pindai.fill(baris, kolom)
    if gaya < len(buku.gaya) and buku.gaya[gaya] in buku.persen:
        pindai.persen.add((baris, kolom))


def _tandai(pindai: Pindaian, buku: _Buku, jenis: int, data: bytes) -> None:
    baris, kolom = struct.unpack_from("<HH", data)
    if jenis == _LABELSST:
        ke = struct.unpack_from("<I", data, 6)[0]
        pindai.hitungan.add_teks(buku.panjang[ke] if ke < len(buku.panjang) else 0)
    elif jenis in _TEKS:
        pindai.hitungan.add_teks(len(data))
    elif jenis == _BOOLERR and data[7]:
        pindai.galat.add((baris, kolom))
    elif jenis == _FORMULA:
        pindai.rumus.add((baris, kolom))
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            pindai.galat.add((baris, kolom))


def _list_panjang(potongan: list[bytes]) -> list[int]:
    """Return the length in characters of each shared text, over the records it runs through."""
    hasil: list[int] = []
    ke = letak = 0
    while ke < len(potongan):
        if letak >= len(potongan[ke]):
            ke, letak = ke + 1, 0
            continue
        sisa, ciri = struct.unpack_from("<HB", potongan[ke], letak)
        hasil.append(sisa)
        letak += 3
        ekor = 0
        if ciri & 8:
            ekor += 4 * struct.unpack_from("<H", potongan[ke], letak)[0]
            letak += 2
        if ciri & 4:
            ekor += struct.unpack_from("<I", potongan[ke], letak)[0]
            letak += 4
        while sisa:
            lebar = 1 + (ciri & 1)
            ambil = min(sisa, (len(potongan[ke]) - letak) // lebar)
            letak, sisa = letak + ambil * lebar, sisa - ambil
            if sisa:  # goes on in the next record, which says anew how wide its letters are
                ke += 1
                ciri, letak = potongan[ke][0], 1
        letak += ekor
        while ke < len(potongan) and letak > len(potongan[ke]):
            ke, letak = ke + 1, letak - len(potongan[ke])
    return hasil
