"""The content of a document, block by block: what is frozen at issue and drawn on every output."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from iki_web.rules.jejak import format_kanonik


class Rata(StrEnum):
    """How a column or a paragraph stands: numbers to the right, states in the middle."""

    KIRI = "KIRI"
    TENGAH = "TENGAH"
    KANAN = "KANAN"


@dataclass(frozen=True, slots=True)
class Pecahan:
    """A drawn fraction, words or figures."""

    pembilang: str
    penyebut: str
    kali_100: bool = True

    @property
    def teks(self) -> str:
        """The fraction in one line, where none can be drawn."""
        kali = " x 100 %" if self.kali_100 else ""
        return f"({self.pembilang}) / ({self.penyebut}){kali}"


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell: a text, a list after it, or a fraction; `angka`: the exact number of a printed one.

    `baris`: how many rows it spans. A spanned place holds None instead of a cell.
    `cacah`: the counts behind a number that are printed with it, "90,00 % (9/10)".
    `asal`: the code of the indicator a figure is of; a page leads from it to its entries.
    """

    teks: str = ""
    angka: Decimal | None = None
    pecahan: Pecahan | None = None
    butir: tuple[str, ...] = ()
    baris: int = 1
    cacah: tuple[Decimal, Decimal] | None = None
    asal: str = ""

    @property
    def baca(self) -> str:
        """The cell as one line of plain text."""
        if self.pecahan is not None:
            return self.pecahan.teks
        return " ".join(satu for satu in (self.teks, "; ".join(self.butir)) if satu)


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: heading, share of the width, and how its cells stand."""

    judul: str
    lebar: int
    rata: Rata = Rata.KIRI


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading inside the document."""

    teks: str


@dataclass(frozen=True, slots=True)
class Paragraf:
    """A paragraph; `kecil` for what explains a table."""

    teks: str
    rata: Rata = Rata.KIRI
    kecil: bool = False


@dataclass(frozen=True, slots=True)
class Butir:
    """A lettered or numbered item with its own sub-items; without `tanda` plain text."""

    tanda: str
    teks: str
    rincian: tuple[str, ...] = ()

    @property
    def awal(self) -> str:
        """The mark as printed: "a.", "1."; a dash stays a dash."""
        return f"{self.tanda}." if self.tanda.isalnum() else self.tanda


@dataclass(frozen=True, slots=True)
class Rincian:
    """A label with its items: "Menimbang : a. ..., b. ..."; without label a plain list.

    Labels that follow each other stand as aligned rows: "Nama : ...", "Jabatan : ...".
    """

    label: str
    butir: tuple[Butir, ...]

    @classmethod
    def satu(cls, label: str, teks: str, rincian: tuple[str, ...] = ()) -> "Rincian":
        """Return a label with one text, which may have sub-items."""
        return cls(label, (Butir("", teks, rincian),))


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table; the last `kaki` rows are totals. `nama` says what it is to who cannot see it."""

    nama: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel | None, ...], ...]
    kaki: int = 0


@dataclass(frozen=True, slots=True)
class Penanda:
    """Who signs: lines above ("Mengetahui,"), position in capitals, name, rank, NIP as printed.

    An empty `nama` is a position nobody holds on that day.
    """

    pengantar: tuple[str, ...]
    jabatan: str
    nama: str
    pangkat: str
    nip: str


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """The block of signatures, left and right."""

    kiri: Penanda | None
    kanan: Penanda


@dataclass(frozen=True, slots=True)
class Halaman:
    """What follows begins on a new page; `lanskap`: lying, where its tables are wide."""

    lanskap: bool


Balok = Judul | Paragraf | Rincian | Tabel | TandaTangan | Halaman

_BALOK: Mapping[str, type[Any]] = {
    "judul": Judul,
    "paragraf": Paragraf,
    "rincian": Rincian,
    "tabel": Tabel,
    "tanda_tangan": TandaTangan,
    "halaman": Halaman,
}
_NAMA = {kelas: nama for nama, kelas in _BALOK.items()}


@dataclass(frozen=True, slots=True)
class Isi:
    """A document: letterhead, title lines, lines under the title, blocks, and notes at its end.

    `logo`: SHA-256 of the picture in the store, or empty. `kertas`: A4 or F4.
    """

    nama: str
    kop: tuple[str, ...]
    logo: str
    kertas: str
    lanskap: bool
    judul: tuple[str, ...]
    sub: tuple[str, ...]
    badan: tuple[Balok, ...]
    catatan: tuple[str, ...] = ()

    @property
    def penanda(self) -> tuple[Penanda, ...]:
        """Everyone who signs, left before right."""
        return tuple(
            satu
            for balok in self.badan
            if isinstance(balok, TandaTangan)
            for satu in (balok.kiri, balok.kanan)
            if satu is not None
        )

    @property
    def tabel(self) -> tuple[Tabel, ...]:
        """Its tables in order."""
        return tuple(balok for balok in self.badan if isinstance(balok, Tabel))


def classify_balok(balok: Balok) -> str:
    """Return the kind of a block as its JSON and the templates name it."""
    return _NAMA[type(balok)]


def dump_isi(isi: Isi) -> dict[str, Any]:
    """Return the content as plain data; every block says its kind under "balok"."""
    hasil = asdict(isi)
    hasil["badan"] = [{"balok": classify_balok(satu), **asdict(satu)} for satu in isi.badan]
    return hasil


def format_isi(isi: Isi) -> str:
    """Return the content as canonical JSON, as it is frozen."""
    return format_kanonik(dump_isi(isi))


def load_isi(teks: str) -> Isi:
    """Return the content a frozen JSON text holds."""
    data = json.loads(teks)
    data["badan"] = tuple(_load_balok(satu) for satu in data["badan"])
    return Isi(**_tuple(data))


def _tuple(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data with its lists as tuples."""
    return {nama: tuple(isi) if isinstance(isi, list) else isi for nama, isi in data.items()}


def _load_balok(data: dict[str, Any]) -> Balok:
    jenis = data.pop("balok")
    if jenis == "paragraf":
        data["rata"] = Rata(data["rata"])
    elif jenis == "rincian":
        data["butir"] = tuple(Butir(**_tuple(satu)) for satu in data["butir"])
    elif jenis == "tabel":
        data["kolom"] = tuple(Kolom(k["judul"], k["lebar"], Rata(k["rata"])) for k in data["kolom"])
        data["baris"] = tuple(tuple(map(_load_sel, satu)) for satu in data["baris"])
    elif jenis == "tanda_tangan":
        data = {sisi: _load_penanda(satu) for sisi, satu in data.items()}
    balok: Balok = _BALOK[jenis](**data)
    return balok


def _load_sel(data: dict[str, Any] | None) -> Sel | None:
    if data is None:
        return None
    return Sel(
        teks=data["teks"],
        angka=None if data["angka"] is None else Decimal(data["angka"]),
        pecahan=Pecahan(**data["pecahan"]) if data["pecahan"] else None,
        butir=tuple(data["butir"]),
        baris=data["baris"],
        cacah=_load_cacah(data["cacah"]),
        asal=data["asal"],
    )


def _load_cacah(data: list[str] | None) -> tuple[Decimal, Decimal] | None:
    return None if data is None else (Decimal(data[0]), Decimal(data[1]))


def _load_penanda(data: dict[str, Any] | None) -> Penanda | None:
    return None if data is None else Penanda(**_tuple(data))
