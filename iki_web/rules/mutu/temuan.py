"""What a machine finds in an edition, and the texts its rules look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from iki_web.rules.keputusan import ButirIndikator, Edisi, LembarJabatan
from iki_web.rules.mutu.kata import Ejaan, Kosakata, list_ejaan

#: Where a remark on the decree itself stands.
KEPUTUSAN = "keputusan"


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding; `di` is "keputusan", a position's code or an indicator's code.

    `kelompok`: the group of defects 1-8 (DOMAIN section 8); `kutipan` stands so in the text.
    """

    jenis: str
    kelompok: int
    di: str
    kolom: str
    kutipan: str
    kalimat: str
    saran: str


@dataclass(frozen=True, slots=True)
class Gejala:
    """What the rule of one kind noticed; its kind adds name and group."""

    di: str
    kolom: str
    kutipan: str
    kalimat: str
    saran: str


@dataclass(frozen=True, slots=True)
class Potongan:
    """One text of the edition with its place."""

    di: str
    kolom: str
    teks: str


class Bahan:
    """An edition and what several rules read of it."""

    def __init__(self, edisi: Edisi) -> None:
        self.edisi = edisi

    @cached_property
    def potongan(self) -> tuple[Potongan, ...]:
        """Every text of the decree and of the sheets, in their order."""
        lembar = (p for satu in self.edisi.lembar for p in _list_lembar(satu))
        return (*_list_naskah(self.edisi), *lembar)

    @cached_property
    def kutipan(self) -> tuple[Potongan, ...]:
        """What the remarks quote of parts of the document that are kept nowhere else."""
        return tuple(Potongan(c.di, c.kolom, c.kutipan) for c in self.edisi.catatan)

    @cached_property
    def kosakata(self) -> Kosakata:
        """The words of all texts."""
        return Kosakata(p.teks for p in self.potongan)

    @cached_property
    def ejaan(self) -> tuple[tuple[Potongan, Ejaan], ...]:
        """Every doubtful spelling with the text it stands in."""
        return tuple((p, e) for p in self.potongan for e in list_ejaan(self.kosakata, p.teks))

    @cached_property
    def rasio(self) -> tuple[ButirIndikator, ...]:
        """The indicators that have a numerator and a denominator."""
        return tuple(i for i in self.edisi.indikator if i.pembilang or i.penyebut)


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of finding: its code, its group, and the rule that finds it."""

    nama: str
    kelompok: int
    cari: Callable[[Bahan], Iterator[Gejala]]


def _list_naskah(edisi: Edisi) -> Iterator[Potongan]:
    """Yield the texts of the decree."""
    yield Potongan(KEPUTUSAN, "tentang", edisi.tentang)
    bagian = {
        "menimbang": edisi.menimbang,
        "mengingat": edisi.mengingat,
        "memutuskan": edisi.memutuskan,
    }
    for kolom, daftar in bagian.items():
        for baris in daftar:
            yield Potongan(KEPUTUSAN, kolom, baris.isi)
            yield from (Potongan(KEPUTUSAN, kolom, satu) for satu in baris.rincian)


def _list_lembar(lembar: LembarJabatan) -> Iterator[Potongan]:
    """Yield the texts of a position's sheet."""
    yield Potongan(lembar.kode, "lampiran", lembar.nama_lampiran or "")
    yield Potongan(lembar.kode, "tugas", lembar.tugas)
    yield from (Potongan(lembar.kode, "fungsi", baris.isi) for baris in lembar.fungsi)
    for satu in lembar.indikator:
        for kolom in ("sasaran", "nama", "pembilang", "penyebut"):
            yield Potongan(satu.kode, kolom, getattr(satu, kolom))
        yield from (Potongan(satu.kode, "dokumen", d.nama) for d in satu.dokumen)
        yield from (Potongan(satu.kode, "sumber_data", s) for s in satu.sumber_data)
