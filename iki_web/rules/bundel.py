"""The inspection bundle: where each evidence file lies in it, under names every system takes."""

import re
import unicodedata
from collections.abc import Iterable

#: A whole path inside the bundle: leaves room for the folder it is unpacked into (Windows: 260).
PANJANG_JALUR = 120
_PANJANG_JABATAN, _PANJANG_INDIKATOR = 30, 36
_PANJANG_EKSTENSI = 16
#: What Windows refuses in a name; "/" and "\\" would also be folders.
_TERLARANG = re.compile(r'[<>:"/\\|?*]+')
# Controls, invisible format and bidi characters, surrogates, private and unassigned, separators.
_KATEGORI_DIBUANG = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _hitung(teks: str) -> int:
    """Return the length as Windows counts it: in UTF-16."""
    return len(teks.encode("utf-16-le")) // 2


def clean_nama(teks: str, paling: int) -> str:
    """Return a text as part of a file name: one line, nothing forbidden, no end Windows drops."""
    satu_baris = re.sub(r"\s+", " ", unicodedata.normalize("NFC", teks))
    terlihat = "".join(c for c in satu_baris if unicodedata.category(c) not in _KATEGORI_DIBUANG)
    rapi = re.sub(r" +", " ", _TERLARANG.sub("-", terlihat)).strip(" .")
    while _hitung(rapi) > paling:
        rapi = rapi[:-1]
    return rapi.strip(" .")


def build_folder(nomor: str, nama: str, paling: int) -> str:
    """Return a folder's name: the number of the annex, then as much of the name as has room."""
    # The number goes first: no reserved name (CON, NUL) and no leading dot can come of it.
    ruang = paling - len(nomor) - 1
    penuh, pendek = clean_nama(nama, 4 * len(nama)), clean_nama(nama, ruang)
    # A name that has to be cut ends with a whole word, unless its only word is the long one.
    utuh = pendek == penuh or penuh[len(pendek)] == " "
    kata = pendek if utuh else pendek.rpartition(" ")[0] or pendek
    return f"{nomor} {clean_nama(kata, ruang)}".strip()


def build_folder_indikator(
    nomor_jabatan: int, jabatan: str, nomor_indikator: int, indikator: str
) -> str:
    """Return the folder of an indicator, numbered as in the annex: "01 Sekretaris/1.2 ..."."""
    atas = build_folder(f"{nomor_jabatan:02}", jabatan, _PANJANG_JABATAN)
    nomor = f"{nomor_jabatan}.{nomor_indikator}"
    return f"{atas}/{build_folder(nomor, indikator, _PANJANG_INDIKATOR)}"


def format_jumlah(baris: Iterable[tuple[str, str]]) -> str:
    """Return (SHA-256, path) as `sha256sum -c` reads them; the paths hold nothing to escape."""
    return "".join(f"{sidik}  {jalur}\n" for sidik, jalur in baris)


class Penamaan:
    """Gives every file a path of its own; two names that differ only in case are the same."""

    def __init__(self) -> None:
        self._dipakai: set[str] = set()

    def take(self, folder: str, nomor: int, nama: str) -> str:
        """Return the path of a file of slot `nomor`: its own name, shortened where it must be."""
        batang, titik, ekstensi = nama.rpartition(".")
        if not titik:
            batang, ekstensi = ekstensi, ""
        akhir = clean_nama(ekstensi, _PANJANG_EKSTENSI)
        akhir = f".{akhir}" if akhir else ""
        ke = 1
        while True:
            tanda = f" ({ke})" if ke > 1 else ""
            awal = f"{folder}/{nomor:02}-"
            ruang = PANJANG_JALUR - _hitung(awal) - _hitung(akhir) - len(tanda)
            jalur = f"{awal}{clean_nama(batang, ruang) or 'berkas'}{tanda}{akhir}"
            if jalur.casefold() not in self._dipakai:
                self._dipakai.add(jalur.casefold())
                return jalur
            ke += 1
