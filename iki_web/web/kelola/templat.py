"""The template of an import as a workbook: the office's own data in typed cells, and help."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from iki_web.queries.acuan import Acuan
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.impor import KATA_JENIS, KOLOM, SARAN, JenisImpor, Kolom, Macam

_BARIS_TERAKHIR = 5_000
_CONTOH = {
    Macam.TEKS: "teks",
    Macam.ANGKA: "angka, misalnya 1.234,5",
    Macam.BULAT: "bilangan bulat, misalnya 2025",
    Macam.TANGGAL: "tanggal, misalnya 1 Februari 2026 atau 01-02-2026",
}
_ATURAN = (
    "Judul kolom boleh dipindah urutannya, tetapi jangan diganti tulisannya.",
    "Baris yang tidak perlu boleh dihapus. Baris kosong dilewati.",
    "Sesudah diunggah, aplikasi menampilkan baris demi baris apa yang akan ditambah, diubah, "
    "tetap, atau ditolak. Belum ada yang berubah sebelum Anda menekan Terapkan.",
    "Semua atau tidak sama sekali: selama satu baris ditolak, tidak ada yang diterapkan.",
    "Berkas yang sama boleh diunggah lagi: yang sudah sama tidak ditulis dua kali.",
    "Rumus boleh dipakai; yang dibaca nilai yang tampak. Makro dan kata sandi ditolak.",
)


def build_templat(jenis: JenisImpor, isi: Sequence[Sequence[object]], acuan: Acuan) -> bytes:
    """Return the workbook; text stands as text, so that none becomes a formula or a link."""
    # Costs the cold start 40 ms and is needed here only.
    from xlsxwriter import Workbook

    tujuan = BytesIO()
    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(tujuan, pilihan) as buku:
        buku.set_properties({"title": f"Impor {KATA_JENIS[jenis]}", "company": acuan.kantor.nama})
        _write_data(buku, jenis, isi)
        _write_petunjuk(buku, jenis, acuan.kantor.nama)
        _write_daftar(buku, acuan)
    return tujuan.getvalue()


def _write_data(buku: Any, jenis: JenisImpor, isi: Sequence[Sequence[object]]) -> None:
    lembar = buku.add_worksheet(KATA_JENIS[jenis])
    kepala = buku.add_format(
        {"bold": True, "bg_color": "#E8F1F3", "border": 1, "text_wrap": True, "valign": "top"}
    )
    gaya = {
        Macam.TEKS: buku.add_format({"num_format": "@"}),
        Macam.ANGKA: buku.add_format({"num_format": "#,##0.####"}),
        Macam.BULAT: buku.add_format({"num_format": "0"}),
        Macam.TANGGAL: buku.add_format({"num_format": "dd-mm-yyyy"}),
    }
    kolom = KOLOM[jenis]
    for k, satu in enumerate(kolom):
        lembar.set_column(k, k, satu.lebar, gaya[satu.macam])
        lembar.write_string(0, k, satu.judul, kepala)
        _add_periksa(lembar, k, satu)
    for b, baris in enumerate(isi, 1):
        for k, nilai in enumerate(baris):
            _write_sel(lembar, b, k, nilai, gaya)
    lembar.freeze_panes(1, 1)
    lembar.autofilter(0, 0, max(len(isi), 1), len(kolom) - 1)
    lembar.set_landscape()
    lembar.set_paper(9)
    lembar.fit_to_pages(1, 0)
    lembar.repeat_rows(0)


def _add_periksa(lembar: Any, k: int, kolom: Kolom) -> None:
    """Offer a list where there is one; what is typed is judged by the app, not by Excel."""
    bantuan = {"input_title": kolom.judul[:32], "input_message": kolom.petunjuk[:255]}
    aturan = {"validate": "list", "source": list(kolom.pilihan)} if kolom.pilihan else {}
    periksa = {"validate": "any"} | aturan | bantuan | {"error_type": "warning"}
    lembar.data_validation(1, k, _BARIS_TERAKHIR, k, periksa)


def _write_sel(lembar: Any, b: int, k: int, nilai: object, gaya: dict[Macam, Any]) -> None:
    if isinstance(nilai, date):
        lembar.write_datetime(b, k, nilai, gaya[Macam.TANGGAL])
    elif isinstance(nilai, int):
        lembar.write_number(b, k, nilai, gaya[Macam.BULAT])
    elif isinstance(nilai, Decimal) and len(nilai.as_tuple().digits) <= 15:
        lembar.write_number(b, k, float(nilai), gaya[Macam.ANGKA])
    elif isinstance(nilai, Decimal):  # more digits than a spreadsheet's number keeps
        lembar.write_string(b, k, format_cacah(nilai), gaya[Macam.TEKS])
    elif nilai:
        lembar.write_string(b, k, str(nilai), gaya[Macam.TEKS])


def _write_petunjuk(buku: Any, jenis: JenisImpor, kantor: str) -> None:
    lembar = buku.add_worksheet("Petunjuk")
    tebal = buku.add_format({"bold": True})
    bungkus = buku.add_format({"text_wrap": True, "valign": "top"})
    lembar.set_column(0, 0, 28, bungkus)
    lembar.set_column(1, 1, 11, bungkus)
    lembar.set_column(2, 3, 48, bungkus)
    lembar.write_string(0, 0, f"Impor {KATA_JENIS[jenis]} · {kantor}", tebal)
    for k, judul in enumerate(("Kolom ini", "Wajib", "Arti", "Cara menulis")):
        lembar.write_string(2, k, judul, tebal)
    b = 3
    for satu in KOLOM[jenis]:
        isi = (satu.judul, "ya" if satu.wajib else "tidak", satu.petunjuk, _CONTOH[satu.macam])
        for k, teks in enumerate(isi):
            lembar.write_string(b, k, teks, bungkus)
        b += 1
    for teks in (*filter(None, (SARAN.get(jenis),)), *_ATURAN):
        b += 1
        lembar.merge_range(b, 0, b, 3, teks, bungkus)
        lembar.set_row(b, 32)


def _write_daftar(buku: Any, acuan: Acuan) -> None:
    """List the codes of positions and periods, to copy from."""
    lembar = buku.add_worksheet("Daftar")
    tebal = buku.add_format({"bold": True})
    lembar.set_column(0, 0, 24)
    lembar.set_column(1, 1, 60)
    lembar.set_column(3, 3, 14)
    for k, judul in ((0, "Jabatan (kode)"), (1, "Nama jabatan"), (3, "Kode periode")):
        lembar.write_string(0, k, judul, tebal)
    for b, jabatan in enumerate(acuan.jabatan.values(), 1):
        lembar.write_string(b, 0, jabatan.kode)
        lembar.write_string(b, 1, jabatan.nama)
    for b, kode in enumerate(acuan.periode, 1):
        lembar.write_string(b, 3, kode)
