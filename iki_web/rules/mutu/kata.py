"""Words of an edition against each other: misspelt, glued, split and missing ones.

The list of words is the edition itself, so that names and terms of any office are known.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

#: A word; hyphens inside belong to it (se-kec, tugas-tugas).
_KATA = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Words that tell nothing about what stands beside them.
UMUM = frozenset(
    {
        *("yang", "dan", "di", "ke", "dari", "dalam", "pada", "untuk", "dengan", "oleh", "atau"),
        *("se", "tahun", "berjalan", "sampai", "akhir", "telah", "sudah", "bisa", "dapat", "atas"),
        *("maka", "serta", "ini", "itu", "sebagai", "adalah", "kepada", "yaitu", "yakni"),
    }
)
#: Written so everywhere in offices, and still not the standard form.
TIDAK_BAKU = {
    "analisa": "analisis",
    "dibidang": "di bidang",
    "dikomodir": "diakomodasi",
    "ijin": "izin",
    "karir": "karier",
    "keagrarian": "keagrariaan",
    "menganalisa": "menganalisis",
    "menginventarisir": "menginventarisasi",
    "mengkoordinir": "mengoordinasi",
    "olah raga": "olahraga",
    "perijinan": "perizinan",
    "prosentase": "persentase",
    "presentase": "persentase",
    "resiko": "risiko",
    "terimakasih": "terima kasih",
}
#: Terms long enough to be known by their beginning, whatever is put behind them.
_ISTILAH = ("musrenbang", "persentase", "inventaris", "kependudukan")
_AWALAN = ("me", "pe", "be", "te", "ke", "se", "di")
_GUGUS = re.compile(r"ng|ny|mb|mp|nd|nt|nj")


@dataclass(frozen=True, slots=True)
class Ejaan:
    """A doubtful spelling as it stands, and how it should probably read."""

    kutipan: str
    baku: str


class Kosakata:
    """The words of all texts of an edition, their counts, and the pairs they stand in."""

    def __init__(self, teks: Iterable[str]) -> None:
        daftar = [list_kata(satu) for satu in teks]
        self.hitung = Counter(kata for satu in daftar for kata in satu)
        self.pasangan = Counter(pasang for satu in daftar for pasang in pairwise(satu))
        self._sering = [kata for kata, n in self.hitung.items() if n >= 3 and len(kata) >= 5]
        self._sebelum: dict[str, Counter[str]] = {}
        self._sesudah: dict[str, set[str]] = {}
        for (kiri, kanan), n in self.pasangan.items():
            self._sebelum.setdefault(kanan, Counter())[kiri] += n
            if n >= 2 and kanan not in UMUM:
                self._sesudah.setdefault(kanan, set()).add(kiri)

    def find_mirip(self, kata: str, sesudah: str) -> str | None:
        """Return the frequent word a rare one was probably meant to be."""
        if len(kata) < 4 or kata in UMUM or self.hitung[kata] > 2:
            return None
        istilah = self._find_istilah(kata)
        if istilah:
            return istilah
        for lain in self._sering:
            cukup = self.hitung[lain] >= 3 * self.hitung[kata]
            if cukup and _is_salah_ketik(kata, lain):
                return lain
        for lain in sorted(self._sesudah.get(sesudah, ())):
            beda = kata != lain and kata[0] == lain[0] and len(lain) > 4
            if beda and self.hitung[kata] == 1 and compute_jarak(kata, lain) <= 2:
                return lain
        return self._find_terpotong(kata)

    def _find_istilah(self, kata: str) -> str | None:
        for istilah in _ISTILAH:
            awal = kata[: len(istilah)]
            if awal != istilah and len(awal) == len(istilah) and compute_jarak(awal, istilah) == 1:
                return istilah + kata[len(istilah) :]
        return None

    def _find_terpotong(self, kata: str) -> str | None:
        """Return the word whose first syllable is torn off ("ngukur" of "mengukur")."""
        if not _GUGUS.match(kata):
            return None
        utuh = (awal + kata for awal in _AWALAN)
        return next((satu for satu in utuh if satu in self.hitung), None)

    def find_gabung(self, kata: str) -> str | None:
        """Return two words that were glued together, known as neighbours of each other."""
        if len(kata) < 7 or self.hitung[kata] > 2:
            return None
        for letak in range(2, len(kata) - 1):
            kiri, kanan = kata[:letak], kata[letak:]
            bertetangga = self.pasangan[kiri, kanan] > self.hitung[kata]
            berekor = kanan in UMUM and len(kanan) > 3 and self.hitung[kiri] > 3
            if bertetangga or berekor:
                return f"{kiri} {kanan}"
        return None

    def find_pisah(self, kata: tuple[str, ...]) -> str | None:
        """Return the one word that neighbours make together, where the edition has it whole."""
        if len(kata) < 2:
            return None
        for sambung in ("", "-") if len(kata[0]) < 4 else ("",):
            utuh = sambung.join(kata)
            jarang = len(kata) > 2 or self.pasangan[kata[0], kata[1]] < self.hitung[utuh]
            if self.hitung[utuh] and jarang and utuh not in TIDAK_BAKU:
                return utuh
        return None

    def find_kurang(self, sebelum: str, kata: str) -> str | None:
        """Return the word that stands before `kata` everywhere else, and is missing here."""
        semua = self._sebelum.get(kata, Counter())
        biasa, n = semua.most_common(1)[0] if semua else ("", 0)
        if n < 5 or biasa in UMUM or kata in UMUM or _is_serumpun(biasa, sebelum):
            return None
        return biasa if n >= 0.9 * semua.total() else None


def list_kata(teks: str) -> list[str]:
    """Return the words of a text in small letters, in order."""
    return [kata.lower() for kata in _KATA.findall(teks)]


def compute_jarak(kiri: str, kanan: str) -> int:
    """Return how many letters were changed, added, lost or swapped with their neighbour."""
    lama: list[int] = []
    kini = list(range(len(kanan) + 1))
    for i, a in enumerate(kiri, start=1):
        lebih_lama, lama = lama, kini
        kini = [i]
        for j, b in enumerate(kanan, start=1):
            nilai = min(lama[j] + 1, kini[j - 1] + 1, lama[j - 1] + (a != b))
            if i > 1 and j > 1 and a == kanan[j - 2] and b == kiri[i - 2]:
                nilai = min(nilai, lebih_lama[j - 2] + 1)
            kini.append(nilai)
    return kini[-1]


def _is_salah_ketik(kata: str, lain: str) -> bool:
    """Whether a slip of the finger explains it; another prefix or suffix is another word."""
    if kata == lain or abs(len(kata) - len(lain)) > 1 or len(kata) < 6 or kata[0] != lain[0]:
        return False
    if kata[:-1] == lain[:-1] or kata.startswith(lain) or lain.startswith(kata):
        return False
    return compute_jarak(kata, lain) == 1


def _is_serumpun(kiri: str, kanan: str) -> bool:
    """Whether two words share a stem ("melaksanakan", "pelaksanaan")."""
    return any(kiri[n : n + 5] in kanan for n in range(max(len(kiri) - 4, 1)))


def list_ejaan(kosakata: Kosakata, teks: str) -> Iterator[Ejaan]:
    """Yield the doubtful spellings of one text, each once."""
    asli = _KATA.findall(teks)
    kata = [satu.lower() for satu in asli]
    ada: set[str] = set()
    for letak, satu in enumerate(kata):
        kiri, kanan = (kata[letak - 1] if letak else ""), (kata[letak + 1 :] or [""])[0]
        baku = TIDAK_BAKU.get(satu) or kosakata.find_gabung(satu) or _inner(asli[letak])
        baku = baku or kosakata.find_mirip(satu, kanan)
        if baku and satu not in ada:
            ada.add(satu)
            yield Ejaan(asli[letak], baku)
        elif not baku:
            yield from _list_sekitar(kosakata, asli, letak, kiri)


def _inner(kata: str) -> str | None:
    """Return the words of "KantorKecamatan"; abbreviations (LKjIP) keep their capitals."""
    bagian = re.findall(r"[A-Z][a-z]{3,}", kata)
    return " ".join(bagian) if len(bagian) > 1 and "".join(bagian) == kata else None


def _list_sekitar(kosakata: Kosakata, asli: list[str], letak: int, kiri: str) -> Iterator[Ejaan]:
    """Yield what only the neighbours betray: a word torn in pieces, or one left out."""
    kata = [satu.lower() for satu in asli]
    for banyak in (3, 2):
        potong = tuple(kata[letak : letak + banyak])
        utuh = TIDAK_BAKU.get(" ".join(potong)) or kosakata.find_pisah(potong)
        if len(potong) == banyak and utuh:
            yield Ejaan(" ".join(asli[letak : letak + banyak]), utuh)
            return
    kurang = kosakata.find_kurang(kiri, kata[letak])
    if kurang and kiri:
        yield Ejaan(f"{asli[letak - 1]} {asli[letak]}", f"{kiri} {kurang} {kata[letak]}")
