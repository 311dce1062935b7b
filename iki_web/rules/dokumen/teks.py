"""A document as plain text, byte for byte the same whenever it is written; and its digest."""

import hashlib
from collections.abc import Iterator

from iki_web.rules.dokumen.isi import (
    Balok,
    Halaman,
    Isi,
    Judul,
    Paragraf,
    Penanda,
    Rincian,
    Tabel,
    TandaTangan,
)
from iki_web.rules.keputusan import format_huruf


def format_teks(isi: Isi) -> str:
    """Return all that can be read on the sheet, in its order: UTF-8, line feeds, no blank ends."""
    baris = [*isi.kop, *isi.judul, *isi.sub, ""]
    for balok in isi.badan:
        baris += [*_list_baris(balok), ""]
    baris += isi.catatan
    return "".join(f"{satu.rstrip()}\n" for satu in baris)


def compute_sidik(isi: Isi) -> str:
    """Return the SHA-256 of the plain text: anyone can compute it from the saved text file."""
    return hashlib.sha256(format_teks(isi).encode()).hexdigest()


def compute_sidik_data(isi: Isi) -> str:
    """Return the digest of what the document says, without number, day and signatures.

    Whoever issues sends back the digest of the preview he read.
    """
    badan = [satu for satu in isi.badan if not isinstance(satu, TandaTangan)]
    teks = "\n".join(baris for balok in badan for baris in _list_baris(balok))
    return hashlib.sha256(teks.encode()).hexdigest()


def _list_baris(balok: Balok) -> Iterator[str]:
    match balok:
        case Judul(teks=teks) | Paragraf(teks=teks):
            yield teks
        case Rincian():
            yield from _list_rincian(balok)
        case Tabel():
            yield from _list_tabel(balok)
        case TandaTangan(kiri=kiri, kanan=kanan):
            for penanda in (kiri, kanan):
                yield from _list_penanda(penanda) if penanda else ()
        case Halaman():
            yield ""


def _list_rincian(rincian: Rincian) -> Iterator[str]:
    label = f"{rincian.label} : " if rincian.label else ""
    for butir in rincian.butir:
        tanda = f"{butir.awal} " if butir.awal else ""
        yield f"{label}{tanda}{butir.teks}"
        yield from (f"   {format_huruf(n)}) {satu}" for n, satu in enumerate(butir.rincian))
        label = ""


def _list_tabel(tabel: Tabel) -> Iterator[str]:
    yield tabel.nama
    yield " | ".join(kolom.judul for kolom in tabel.kolom)
    for baris in tabel.baris:
        yield " | ".join(sel.baca if sel else "" for sel in baris)


def _list_penanda(penanda: Penanda) -> Iterator[str]:
    yield from penanda.pengantar
    yield penanda.jabatan
    yield penanda.nama
    yield from (satu for satu in (penanda.pangkat, penanda.nip) if satu)
