"""Small evidence files made on the fly: scanned pages (PDF, JPG) and a workbook (XLSX)."""

import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import IO, TYPE_CHECKING, Any

from iki_web.actions.contoh.angka import BENIH
from iki_web.queries.acuan import BarisIndikator, BarisPeriode
from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.impor import KOLOM, JenisImpor
from iki_web.storage import BerkasMasuk, Simpanan

if TYPE_CHECKING:
    from PIL.Image import Image

#: A4 at 72 dots per inch: readable on screen, some 40 KB.
_LEBAR, _TINGGI = 744, 1052
_KOP = (
    "PEMERINTAH KABUPATEN SAMPANG",
    "KANTOR KECAMATAN JRENGIK",
    "Jalan Raya Jrengik No. 09, Jrengik 69272",
)
_KERTAS, _TINTA, _PUDAR = 250, 30, 222
_ABU = 150


@dataclass(frozen=True, slots=True)
class Naskah:
    """What a page of evidence says."""

    judul: str
    periode: str
    indikator: str
    hasil: str
    baris: tuple[tuple[str, str, str], ...]


def build_naskah(
    indikator: BarisIndikator, periode: BarisPeriode, sumber: str, hasil: str
) -> Naskah:
    """Return the words of a document: its register lines are numbered, never named."""
    acak = Random(f"{BENIH}/naskah/{indikator.kode}/{periode.kode.kode}/{sumber}")  # noqa: S311
    mulai, lama = periode.kode.mulai, (periode.kode.selesai - periode.kode.mulai).days
    baris = tuple(
        (
            str(nomor),
            format_tanggal_pendek(mulai + timedelta(days=hari)),
            f"{acak.randint(100, 999)}/{acak.randint(10, 99)}/434.507/{mulai.year}",
        )
        for nomor, hari in enumerate(sorted(acak.sample(range(lama), 16)), start=1)
    )
    return Naskah(sumber, periode.kode.nama, indikator.nama, hasil, baris)


def _draw_halaman(naskah: Naskah) -> "Image":
    """Return the page as a grey picture."""
    from PIL import Image, ImageDraw, ImageFont

    kecil, biasa, besar = (ImageFont.load_default(n) for n in (14, 17, 21))
    gambar = Image.new("L", (_LEBAR, _TINGGI), _KERTAS)
    pena = ImageDraw.Draw(gambar)
    pena.text((_LEBAR // 2, 620), "DATA CONTOH", _PUDAR, ImageFont.load_default(88), "mm")
    for nomor, teks in enumerate(_KOP):
        pena.text((_LEBAR // 2, 50 + nomor * 26), teks, _TINTA, biasa if nomor else besar, "mm")
    pena.line((60, 128, _LEBAR - 60, 128), _TINTA, 3)
    tinggi = 160
    for teks in textwrap.wrap(naskah.judul.upper(), 46):
        pena.text((_LEBAR // 2, tinggi), teks, _TINTA, besar, "mm")
        tinggi += 28
    pena.text((_LEBAR // 2, tinggi), naskah.periode, _TINTA, biasa, "mm")
    tinggi += 36
    for kolom in (("No.", "Tanggal", "Nomor register"), *naskah.baris):
        for kiri, teks in zip((70, 140, 260), kolom, strict=True):
            pena.text((kiri, tinggi), teks, _TINTA, kecil)
        pena.line((60, tinggi + 24, _LEBAR - 60, tinggi + 24), _ABU, 1)
        tinggi += 31
    tinggi += 14
    for teks in (*textwrap.wrap(naskah.indikator, 70), f"Jumlah: {naskah.hasil}"):
        pena.text((70, tinggi), teks, _TINTA, biasa)
        tinggi += 26
    return gambar


def _write_pdf(naskah: Naskah) -> bytes:
    keluar = io.BytesIO()
    saat = datetime(2021, 1, 20, tzinfo=UTC).timetuple()
    _draw_halaman(naskah).save(
        keluar, "PDF", resolution=90.0, quality=70, creationDate=saat, modDate=saat
    )
    return keluar.getvalue()


def _write_jpg(naskah: Naskah) -> bytes:
    """Return a page as a phone sees it: a little askew, on a table."""
    keluar = io.BytesIO()
    miring = _draw_halaman(naskah).rotate(1.3, expand=True, fillcolor=_ABU)
    miring.save(keluar, "JPEG", quality=72)
    return keluar.getvalue()


def _write_xlsx(naskah: Naskah) -> bytes:
    import xlsxwriter

    keluar = io.BytesIO()
    pilihan: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    buku = xlsxwriter.Workbook(keluar, pilihan)
    buku.set_properties({"created": datetime(2021, 1, 20, tzinfo=UTC)})
    lembar = buku.add_worksheet("Rekap")
    tebal = buku.add_format({"bold": True})
    lembar.set_column(0, 0, 6)
    lembar.set_column(1, 2, 28)
    for nomor, teks in enumerate((*_KOP[:2], naskah.judul, naskah.periode, "DATA CONTOH")):
        lembar.write(nomor, 0, teks, tebal)
    for nomor, kolom in enumerate((("No.", "Tanggal", "Nomor register"), *naskah.baris), start=6):
        lembar.write_row(nomor, 0, kolom)
    lembar.write(8 + len(naskah.baris), 0, f"Jumlah: {naskah.hasil}", tebal)
    buku.close()
    return keluar.getvalue()


_TULIS: Mapping[str, Callable[[Naskah], bytes]] = {
    "pdf": _write_pdf,
    "jpg": _write_jpg,
    "xlsx": _write_xlsx,
}


def create_berkas(simpanan: Simpanan, naskah: Naskah, jenis: str) -> BerkasMasuk:
    """Store one file through the same door as an upload; `jenis`: pdf, jpg or xlsx."""
    nama = re.sub(r"[^0-9A-Za-z ]+", "", naskah.judul)[:60].strip()
    isi = _TULIS[jenis](naskah)
    return simpanan.terima(io.BytesIO(isi), f"{nama} {naskah.periode}.{jenis}")


def write_lembar(jenis: JenisImpor, baris: Sequence[Sequence[object]]) -> IO[bytes]:
    """Return a workbook for the room of import: its header, then the rows."""
    import xlsxwriter

    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True})
    buku.set_properties({"created": datetime(2021, 1, 20, tzinfo=UTC)})
    lembar = buku.add_worksheet("Data")
    lembar.write_row(0, 0, [satu.judul for satu in KOLOM[jenis] if not satu.keterangan])
    for nomor, isi in enumerate(baris, start=1):
        lembar.write_row(nomor, 0, isi)
    buku.close()
    keluar.seek(0)
    return keluar
