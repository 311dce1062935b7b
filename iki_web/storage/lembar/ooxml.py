"""Scanning an xlsx before it is read: how far its sheets reach, formulas, percents, errors."""

import posixpath
import re

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.lembar.batas import TERLALU_BESAR, Hitungan, Pindaian, check_banyak, is_persen
from iki_web.storage.paket import Paket, baca_xml
from iki_web.storage.tanda import lewati_blanko

#: Of the parts a reader parses; together they may unpack to this many bytes.
_BATAS_XML = 64 * 1024 * 1024
_POLA_SEL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_PERSEN_BAWAAN = {9, 10}


def scan_xlsx(paket: Paket) -> dict[str, Pindaian]:
    """Return each sheet's scan by its name.

    Every part that is a sheet counts, wherever it lies and whether the book lists it or not: a
    reader may find it by another way. Raises BerkasDitolak past a bound.
    """
    bagian = [nama for nama in paket.nama if _is_xml(paket, nama)]
    if sum(paket.nama[nama].file_size for nama in bagian) > _BATAS_XML:
        raise BerkasDitolak(TERLALU_BESAR)
    nama_lembar = _read_daftar(paket, bagian)
    persen, panjang = _read_persen(paket, bagian), _read_panjang(paket, bagian)
    hitungan = Hitungan()
    hasil = {}
    for nama in bagian:
        pindai = _Pemindai(Pindaian(hitungan, nama_lembar.get(nama, "")), persen, panjang)
        if baca_xml(paket.baca_potongan(nama), pindai.mulai, pindai.teks) == "worksheet":
            pindai.tutup()
            hasil[pindai.hasil.nama] = pindai.hasil
    return hasil


def _is_xml(paket: Paket, nama: str) -> bool:
    awal = next(paket.baca_potongan(nama), b"")
    return lewati_blanko(awal[:256]).startswith(b"<")


class _Pemindai:
    """Follows one sheet's elements; what is no sheet has no cells and passes through."""

    def __init__(self, hasil: Pindaian, persen: set[int], panjang: list[int]) -> None:
        self.hasil = hasil
        self._persen = persen
        self._panjang = panjang
        self._baris = self._kolom = -1
        self._jenis = self._lambang = ""
        self._isi: list[str] | None = None

    def mulai(self, nama: str, sifat: dict[str, str]) -> None:
        """Take one element."""
        self.tutup()
        if nama == "c":
            self._pindah(sifat.get("r", ""))
            self._jenis, self._lambang = sifat.get("t", ""), sifat.get("s", "")
        elif nama == "row":
            nomor = sifat.get("r", "")
            self._baris = int(nomor) - 1 if nomor.isdecimal() else self._baris + 1
            self._kolom = -1
        elif nama == "f" and self._kolom >= 0:
            self.hasil.rumus.add((self._baris, self._kolom))
        elif nama in ("v", "t") and self._kolom >= 0:
            self._isi = []

    def teks(self, isi: str) -> None:
        """Take the text inside an element."""
        if self._isi is not None:
            self._isi.append(isi)

    def tutup(self) -> None:
        """Count the cell whose value has just been read."""
        if self._isi is None:
            return
        isi, self._isi = "".join(self._isi).strip(), None
        self.hasil.fill(self._baris, self._kolom)
        letak = (self._baris, self._kolom)
        if self._jenis == "e":
            self.hasil.galat.add(letak)
        elif self._jenis == "s":
            ke = int(isi) if isi.isdecimal() and len(isi) < 9 else -1
            self.hasil.hitungan.add_teks(self._panjang[ke] if 0 <= ke < len(self._panjang) else 0)
        elif self._jenis not in ("", "n"):
            self.hasil.hitungan.add_teks(len(isi))
        elif self._lambang.isdecimal() and int(self._lambang) in self._persen:
            self.hasil.persen.add(letak)

    def _pindah(self, alamat: str) -> None:
        """Go to a cell's address; without one it stands right of the cell before."""
        cocok = _POLA_SEL.fullmatch(alamat)
        if cocok is None:
            self._kolom += 1
            return
        kolom = 0
        for huruf in cocok[1].upper():
            kolom = kolom * 26 + ord(huruf) - 64
        self._baris, self._kolom = int(cocok[2]) - 1, kolom - 1


def _read_daftar(paket: Paket, bagian: list[str]) -> dict[str, str]:
    """Return part -> the name of the sheet it is, as the book and its relations say."""
    hasil: dict[str, str] = {}
    for buku in (b for b in bagian if posixpath.basename(b).casefold().startswith("workbook")):
        folder = posixpath.dirname(buku)
        hubungan = f"{folder}/_rels/{posixpath.basename(buku)}.rels".lstrip("/")
        tujuan: dict[str, str] = {}
        nama: list[tuple[str, str]] = []

        def catat(elemen: str, sifat: dict[str, str], nama: list[tuple[str, str]] = nama) -> None:
            if elemen == "sheet":
                nama.append((sifat.get("name", ""), sifat.get("id", "")))

        def ikat(elemen: str, sifat: dict[str, str], tujuan: dict[str, str] = tujuan) -> None:
            if elemen == "Relationship":
                tujuan[sifat.get("Id", "")] = sifat.get("Target", "")

        baca_xml(paket.baca_potongan(buku), catat)
        if hubungan in paket.nama:
            baca_xml(paket.baca_potongan(hubungan), ikat)
        check_banyak(len(nama))
        for sebut, nomor in nama:
            letak = posixpath.normpath(posixpath.join("/", folder, tujuan.get(nomor, "")))
            hasil[letak.lstrip("/")] = sebut
    return hasil


def _read_persen(paket: Paket, bagian: list[str]) -> set[int]:
    """Return the cell styles whose number format multiplies by 100 when shown."""
    format_: set[int] = set(_PERSEN_BAWAAN)
    gaya: list[str] = []
    wadah = ""

    def catat(elemen: str, sifat: dict[str, str]) -> None:
        nonlocal wadah
        if elemen in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            wadah = elemen
        elif elemen == "numFmt" and is_persen(sifat.get("formatCode", "")):
            format_.add(_bulat(sifat.get("numFmtId", "")))
        elif elemen == "xf" and wadah == "cellXfs":
            gaya.append(sifat.get("numFmtId", ""))

    for nama in bagian:
        if posixpath.basename(nama).casefold().startswith("styles"):
            baca_xml(paket.baca_potongan(nama), catat)
    return {ke for ke, nomor in enumerate(gaya) if _bulat(nomor) in format_}


def _read_panjang(paket: Paket, bagian: list[str]) -> list[int]:
    """Return the length of each shared text."""
    panjang: list[int] = []

    def mulai(elemen: str, _: dict[str, str]) -> None:
        if elemen == "si":
            panjang.append(0)

    def teks(isi: str) -> None:
        if panjang:
            panjang[-1] += len(isi)

    for nama in bagian:
        if posixpath.basename(nama).casefold().startswith("sharedstrings"):
            baca_xml(paket.baca_potongan(nama), mulai, teks)
    return panjang


def _bulat(teks: str) -> int:
    return int(teks) if teks.isdecimal() and len(teks) < 9 else -1
