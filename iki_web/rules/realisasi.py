"""What an owner types for one entry: parsing, completeness, and the value it comes to."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from iki_web.rules.bilangan import format_angka, format_cacah, format_persen, parse_angka
from iki_web.rules.rumus import (
    BarisDokumen,
    Hasil,
    JenisRumus,
    compute_angka,
    compute_daftar,
    compute_rasio,
)
from iki_web.rules.teks import clean_teks

#: Text fields of an entry: (name, words on screen, limit in characters).
TEKS = (
    ("keterangan", "Keterangan", 2000),
    ("kendala", "Kendala", 2000),
    ("tindak_lanjut", "Tindak lanjut", 2000),
    ("alasan_nihil", "Alasan nihil", 1000),
)


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of a document list as typed: either count may still be missing."""

    jatuh_tempo: Decimal | None = None
    tepat_waktu: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Isian:
    """The values of one entry; None is "not filled in", which is neither 0 nor "-"."""

    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    angka: Decimal | None = None
    daftar: Mapping[int, Baris] = field(default_factory=dict)
    nihil: bool = False
    alasan_nihil: str = ""
    keterangan: str = ""
    kendala: str = ""
    tindak_lanjut: str = ""


def _angka(mentah: Mapping[str, str], nama: str, galat: dict[str, str]) -> Decimal | None:
    """Parse one number field; empty is None, wrong is a sentence in `galat`."""
    teks = mentah.get(nama, "").strip()
    if not teks:
        return None
    try:
        return parse_angka(teks)
    except ValueError as sebab:
        galat[nama] = str(sebab)
        return None


def _cacah(mentah: Mapping[str, str], nama: str, galat: dict[str, str]) -> Decimal | None:
    """Parse a count: a number that is not negative."""
    nilai = _angka(mentah, nama, galat)
    if nilai is not None and nilai < 0:
        galat[nama] = "Jumlah tidak boleh kurang dari 0."
        return None
    return nilai


def _parse_angka(
    mentah: Mapping[str, str],
    jenis: JenisRumus,
    dokumen: tuple[int, ...],
    galat: dict[str, str],
) -> Isian:
    """Read the number fields of one formula kind."""
    if jenis is JenisRumus.RASIO:
        return Isian(
            pembilang=_cacah(mentah, "pembilang", galat),
            penyebut=_cacah(mentah, "penyebut", galat),
        )
    if jenis is JenisRumus.ANGKA:
        return Isian(angka=_angka(mentah, "angka", galat))
    daftar = {
        nomor: Baris(
            _cacah(mentah, f"jatuh_tempo-{nomor}", galat),
            _cacah(mentah, f"tepat_waktu-{nomor}", galat),
        )
        for nomor in dokumen
    }
    return Isian(daftar=daftar)


def _is_nol(isian: Isian, jenis: JenisRumus) -> bool:
    """Whether the counts typed say that there was nothing to measure: 0 of 0."""
    if jenis is JenisRumus.DAFTAR_DOKUMEN:
        baris = isian.daftar.values()
        return bool(baris) and all(b.jatuh_tempo == 0 and b.tepat_waktu == 0 for b in baris)
    return jenis is JenisRumus.RASIO and isian.pembilang == 0 and isian.penyebut == 0


def _is_terisi(isian: Isian) -> bool:
    """Whether any number other than 0 was typed."""
    angka = [isian.pembilang, isian.penyebut, isian.angka]
    angka += [n for b in isian.daftar.values() for n in (b.jatuh_tempo, b.tepat_waktu)]
    return any(angka)


def parse_isian(
    mentah: Mapping[str, str], jenis: JenisRumus, dokumen: tuple[int, ...] = ()
) -> tuple[Isian, dict[str, str]]:
    """Read what was typed; returns the values and, per field name, the sentence of a refusal.

    Document lists use the fields `jatuh_tempo-<id>` and `tepat_waktu-<id>`. Nihil is a state, not
    a number (DOMAIN section 5): 0 of 0 says the same as the ticked box, and both ask for a reason.
    """
    galat: dict[str, str] = {}
    teks: dict[str, Any] = {}
    for nama, kata, paling in TEKS:
        try:
            teks[nama] = clean_teks(mentah.get(nama, ""), paling, kata)
        except ValueError as sebab:
            galat[nama] = str(sebab)
    isian = _parse_angka(mentah, jenis, dokumen, galat)
    centang = mentah.get("nihil", "") not in ("", "0")
    if centang and _is_terisi(isian):
        galat["nihil"] = "Nihil dicentang tetapi angka terisi. Kosongkan angka atau batalkan nihil."
    if centang or _is_nol(isian, jenis):
        return Isian(nihil=True, **teks), galat
    return replace(isian, **teks), galat


def _hasil_rasio(isian: Isian) -> Hasil | None:
    if isian.pembilang is None or isian.penyebut is None:
        return None
    return compute_rasio(isian.pembilang, isian.penyebut)


def _hasil_angka(isian: Isian) -> Hasil | None:
    return None if isian.angka is None else compute_angka(isian.angka)


def _hasil_daftar(isian: Isian) -> Hasil | None:
    baris = [
        BarisDokumen(b.jatuh_tempo, b.tepat_waktu)
        for b in isian.daftar.values()
        if b.jatuh_tempo is not None and b.tepat_waktu is not None
    ]
    if not baris or len(baris) < len(isian.daftar):
        return None
    return compute_daftar(baris)


_HITUNG: Mapping[JenisRumus, Callable[[Isian], Hasil | None]] = {
    JenisRumus.RASIO: _hasil_rasio,
    JenisRumus.ANGKA: _hasil_angka,
    JenisRumus.DAFTAR_DOKUMEN: _hasil_daftar,
}


def compute_hasil(isian: Isian, jenis: JenisRumus) -> Hasil | None:
    """Return the value of an entry, None while a number is missing.

    Raises ValueError with an Indonesian sentence when the numbers cannot be (DOMAIN section 5).
    """
    if isian.nihil:
        return Hasil(nihil=True, pembilang=None, penyebut=None, nilai=None, peringatan=())
    return _HITUNG[jenis](isian)


def find_hasil(isian: Isian, jenis: JenisRumus) -> Hasil | None:
    """Return the value of an entry, None while a number is missing or cannot be."""
    try:
        return compute_hasil(isian, jenis)
    except ValueError:
        return None


def _kurang_angka(isian: Isian, jenis: JenisRumus) -> dict[str, str]:
    """Name every number field that is still empty."""
    if jenis is JenisRumus.RASIO:
        kolom: dict[str, Decimal | None] = {
            "pembilang": isian.pembilang,
            "penyebut": isian.penyebut,
        }
    elif jenis is JenisRumus.ANGKA:
        kolom = {"angka": isian.angka}
    else:
        kolom = {f"jatuh_tempo-{n}": b.jatuh_tempo for n, b in isian.daftar.items()}
        kolom |= {f"tepat_waktu-{n}": b.tepat_waktu for n, b in isian.daftar.items()}
    return {nama: "Isi angka ini dahulu." for nama, nilai in kolom.items() if nilai is None}


def medan_hitung(isian: Isian, jenis: JenisRumus) -> str:
    """Return the form field beside which a refusal of `compute_hasil` is shown."""
    if jenis is JenisRumus.DAFTAR_DOKUMEN:
        return f"tepat_waktu-{next(iter(isian.daftar), 0)}"
    return "penyebut"


def list_kekurangan(isian: Isian, jenis: JenisRumus) -> dict[str, str]:
    """Return, per field, what the value still needs before it can be submitted."""
    if isian.nihil:
        if isian.alasan_nihil:
            return {}
        return {"alasan_nihil": "Tulis alasan mengapa nihil pada periode ini."}
    kurang = _kurang_angka(isian, jenis)
    if kurang:
        return kurang
    try:
        compute_hasil(isian, jenis)
    except ValueError as sebab:
        return {medan_hitung(isian, jenis): str(sebab)}
    return {}


def format_hasil(hasil: Hasil | None, satuan: str = "%") -> str:
    """Return the number with the counts behind it: `90,00 % (9/10)`; "n/a" nihil, "–" missing."""
    if hasil is None:
        return "–"
    if hasil.nihil or hasil.nilai is None:
        return "n/a"
    nilai = format_persen(hasil.nilai) if satuan == "%" else f"{format_angka(hasil.nilai)} {satuan}"
    if hasil.pembilang is None or hasil.penyebut is None:
        return nilai
    return f"{nilai} ({format_cacah(hasil.pembilang)}/{format_cacah(hasil.penyebut)})"


def dump_daftar(daftar: Mapping[int, Baris]) -> str:
    """Return a document list as canonical JSON for its column."""
    isi = {
        str(nomor): [
            None if baris.jatuh_tempo is None else format(baris.jatuh_tempo, "f"),
            None if baris.tepat_waktu is None else format(baris.tepat_waktu, "f"),
        ]
        for nomor, baris in sorted(daftar.items())
    }
    return json.dumps(isi, separators=(",", ":"))


def load_daftar(teks: str) -> dict[int, Baris]:
    """Return the document list written by `dump_daftar`."""
    if teks == "{}":
        return {}
    return {
        int(nomor): Baris(*(None if angka is None else Decimal(angka) for angka in pasangan))
        for nomor, pasangan in json.loads(teks).items()
    }
