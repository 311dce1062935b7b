"""Tables as the office takes them: sheets of a workbook with typed cells, and text files."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import current_app

from iki_web.rules.capaian import round_tampil
from iki_web.rules.rumus import Hasil
from iki_web.rules.teks import clean_sel

Isi = str | int | Decimal | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Number formats: two decimals, counts, whole numbers, days.
DUA, CACAH, BULAT, HARI = "#,##0.00", "#,##0.####", "#,##0", "d mmmm yyyy"
_A4 = 9


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: heading, width in characters, number format ("" for text)."""

    judul: str
    lebar: int
    format: str = ""


#: An entry from its indicator to its rating: counts and values in columns of their own.
KOLOM_ENTRI = (
    Kolom("Indikator", 48),
    Kolom("Periode", 16),
    Kolom("Keadaan", 18),
    Kolom("Pembilang", 12, CACAH),
    Kolom("Penyebut", 12, CACAH),
    Kolom("Realisasi", 12, DUA),
    Kolom("Satuan", 9),
    Kolom("Target", 12, CACAH),
    Kolom("Capaian (%)", 12, DUA),
    Kolom("Predikat capaian", 16),
)


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet with its columns and rows."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Sequence[Sequence[Isi]]


def build_buku(
    judul: str,
    kantor: str,
    keterangan: str,
    lembar: Sequence[Lembar],
    kalimat: Sequence[str],
    dibuat: date | None = None,
) -> bytes:
    """Return a workbook; text cells are written as text, so that none becomes a formula.

    `keterangan` is printed on every sheet and opens the last one, "Keterangan", before `kalimat`.
    With `dibuat` the same content gives the same bytes; without, the workbook says when it was
    made and carries the anchor code of that moment.
    """
    # Costs the cold start 40 ms and is needed here only.
    from xlsxwriter import Workbook

    tujuan = io.BytesIO()
    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    buku = Workbook(tujuan, pilihan)
    sifat: dict[str, Any] = {"title": judul, "company": kantor}
    if dibuat is None:
        # Nobody notes a head where there is no app.
        kode = current_app.extensions["iki_jangkar"].kode if current_app else ""
        keterangan += f" · jangkar {kode}" if kode else ""
    else:
        sifat["created"] = datetime(dibuat.year, dibuat.month, dibuat.day)  # noqa: DTZ001 - a day
    buku.set_properties(sifat)
    for satu in lembar:
        _write_lembar(buku, satu, keterangan)
    akhir = buku.add_worksheet("Keterangan")
    akhir.set_column(0, 0, 110, buku.add_format({"text_wrap": True}))
    for nomor, isi in enumerate((keterangan, *kalimat)):
        akhir.write_string(nomor, 0, isi)
    buku.close()
    return tujuan.getvalue()


def _write_lembar(buku: Any, isi: Lembar, keterangan: str) -> None:
    """Write a sheet: frozen heading, filter, and a landscape A4 that repeats the heading."""
    lembar, kolom = buku.add_worksheet(isi.nama), isi.kolom
    garis = {"border": 1, "border_color": "#B0BEC3", "valign": "top"}
    kepala = buku.add_format(garis | {"bold": True, "bg_color": "#E8F1F3", "text_wrap": True})
    gaya = {
        satu.format: buku.add_format(garis | {"num_format": satu.format or "@", "text_wrap": True})
        for satu in kolom
    }
    for nomor, satu in enumerate(kolom):
        lembar.set_column(nomor, nomor, satu.lebar)
        lembar.write_string(0, nomor, satu.judul, kepala)
    for nomor, baris in enumerate(isi.baris, start=1):
        for letak, (nilai, satu) in enumerate(zip(baris, kolom, strict=True)):
            _write_sel(lembar, nomor, letak, nilai, gaya[satu.format])
    lembar.freeze_panes(1, 1)
    lembar.autofilter(0, 0, max(len(isi.baris), 1), len(kolom) - 1)
    lembar.set_landscape()
    lembar.set_paper(_A4)
    lembar.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    lembar.repeat_rows(0)
    lembar.fit_to_pages(1, 0)
    lembar.set_header(f"&L{keterangan.replace('&', '&&')[:200]}")
    lembar.set_footer("&R&P/&N")


def _write_sel(lembar: Any, nomor: int, letak: int, nilai: Isi, gaya: Any) -> None:
    """Write one cell: empty stays empty, which is neither 0 nor "-"."""
    if nilai is None:
        lembar.write_blank(nomor, letak, None, gaya)
    elif isinstance(nilai, str):
        lembar.write_string(nomor, letak, nilai, gaya)
    elif isinstance(nilai, date):
        lembar.write_datetime(nomor, letak, nilai, gaya)
    else:
        # A workbook holds doubles only; 15 digits survive, and the sheet shows two decimals.
        lembar.write_number(nomor, letak, float(nilai), gaya)


def list_angka(hasil: Hasil | None) -> list[Isi]:
    """Return the counts and the value in columns of their own; nihil has none."""
    if hasil is None:
        return [None, None, None]
    if hasil.nihil:
        return [None, None, "n/a"]
    return [hasil.pembilang, hasil.penyebut, hasil.nilai]


def write_csv(
    judul: Iterable[str], kolom: Sequence[Kolom], baris: Iterable[Sequence[Isi]]
) -> bytes:
    """Return a file as spreadsheets of this country open it: semicolons, commas, UTF-8 marked."""
    tujuan = io.StringIO()
    tulis = csv.writer(tujuan, delimiter=";", lineterminator="\r\n")
    tulis.writerow(judul)
    for isi in baris:
        tulis.writerow(_format_sel(satu, k) for satu, k in zip(isi, kolom, strict=True))
    return tujuan.getvalue().encode("utf-8-sig")


def _format_sel(isi: Isi, kolom: Kolom) -> str:
    """Return a cell: numbers without dots for thousands, days as 2026-04-10, no formulas."""
    if isi is None:
        return ""
    if isinstance(isi, Decimal):
        # As printed, so that a file and a sheet of paper say the same.
        nilai = round_tampil(isi) if kolom.format == DUA else isi
        teks = format(nilai, "f")
        teks = teks.rstrip("0").rstrip(".") if "." in teks and kolom.format != DUA else teks
        return teks.replace(".", ",")
    if isinstance(isi, date):
        return isi.isoformat()
    return clean_sel(isi) if isinstance(isi, str) else str(isi)
