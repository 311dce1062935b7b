"""A document's tables as a workbook: numbers as numbers, the counts behind them beside them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.dokumen import Isi, Paragraf, Sel, Tabel
from iki_web.web import lembar as buku
from iki_web.web.lembar import CACAH, DUA, Kolom, Lembar, build_buku

#: Characters of a sheet's name that Excel refuses, and how long it may be.
_TERLARANG = re.compile(r"[\[\]:*?/\\']")
_PANJANG_NAMA = 31
_LEBAR = (6, 60)


def build_xlsx(isi: Isi, kantor: str, kaki: str, dibuat: date | None = None) -> bytes:
    """Return the workbook of an issued document or a draft; `kaki` says which on every sheet."""
    lembar = [
        Lembar(_format_nama(nomor, tabel.nama), *_build_lembar(tabel))
        for nomor, tabel in enumerate(isi.tabel, 1)
    ]
    kalimat = [*isi.judul, *isi.sub]
    kalimat += [balok.teks for balok in isi.badan if isinstance(balok, Paragraf)]
    return build_buku(isi.nama, kantor, kaki, lembar, [*kalimat, *isi.catatan], dibuat)


def _format_nama(nomor: int, nama: str) -> str:
    return f"{nomor} {_TERLARANG.sub(' ', nama)}"[:_PANJANG_NAMA].strip()


def _build_lembar(tabel: Tabel) -> tuple[list[Kolom], list[list[buku.Isi]]]:
    """Return columns and rows; a merged cell stands in each of its rows, so that filters work."""
    jumlah = sum(kolom.lebar for kolom in tabel.kolom)
    kolom: list[Kolom] = []
    isi: list[list[buku.Isi]] = []
    for letak, satu in enumerate(tabel.kolom):
        sel = list(_list_sel([baris[letak] for baris in tabel.baris]))
        lebar = min(max(satu.lebar * 130 // jumlah, _LEBAR[0]), _LEBAR[1])
        kolom.append(Kolom(satu.judul, lebar, _find_format(sel)))
        isi.append([s.angka if s.angka is not None else s.baca or None for s in sel])
        if any(s.cacah for s in sel):
            for nomor, nama in enumerate(("pembilang", "penyebut")):
                kolom.append(Kolom(f"{satu.judul}: {nama}", 14, CACAH))
                isi.append([s.cacah[nomor] if s.cacah else None for s in sel])
        elif any(s.angka is not None and s.teks not in _list_cetak(s) for s in sel):
            kolom.append(Kolom(f"{satu.judul}: seperti tercetak", 18))
            isi.append([s.teks or None for s in sel])
    return kolom, [list(baris) for baris in zip(*isi, strict=True)]


def _list_sel(sel: Sequence[Sel | None]) -> Iterator[Sel]:
    atas = Sel()
    for satu in sel:
        atas = atas if satu is None else satu
        yield atas


def _list_cetak(sel: Sel) -> tuple[str, ...]:
    """Return how a number is printed where nothing stands beside it."""
    return () if sel.angka is None else (format_angka(sel.angka), format_cacah(sel.angka))


def _find_format(sel: Sequence[Sel]) -> str:
    """Return the number format of a column: two decimals where all of it is printed so."""
    angka = [satu for satu in sel if satu.angka is not None]
    if not angka:
        return ""
    dua = all(satu.teks.startswith(_list_cetak(satu)[0]) for satu in angka)
    return DUA if dua else CACAH
