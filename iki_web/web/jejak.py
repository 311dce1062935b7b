"""The trail: searched, read line by line, taken along as a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Response, make_response, request, url_for

from iki_web.actions.jejak import create_jejak
from iki_web.extensions import jam
from iki_web.queries.acuan import get_acuan
from iki_web.queries.jejak import BarisJejak, HalamanJejak, list_jejak
from iki_web.rules.bilangan import format_tanggal_pendek, format_waktu
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.jejak.saring import KELOMPOK, Saringan, can_read_jejak, take_saringan
from iki_web.web.access import allow, get_pelaku
from iki_web.web.lembar import XLSX, Isi, Kolom, Lembar, build_buku, write_csv
from iki_web.web.render import page

bp = Blueprint("jejak", __name__)

MEDAN = ("siapa", "apa", "objek", "cari", "dari", "sampai")
_LABEL = {
    "siapa": "Pelaku",
    "apa": "Peristiwa",
    "objek": "Objek",
    "cari": "Memuat kata",
    "dari": "Dari",
    "sampai": "Sampai",
}
_KOLOM = (
    Kolom("Nomor", 9, "0"),
    Kolom("Waktu (WIB)", 18),
    Kolom("Pelaku", 36),
    Kolom("Peristiwa", 30),
    Kolom("Tentang", 48),
    Kolom("Perubahan", 70),
    Kolom("Alamat komputer", 16),
    Kolom("Kode jangkar", 20),
)
#: Lines a file holds at most: four years of a busy office, and a workbook of a few seconds.
PALING_EKSPOR = 20_000


def _read_alamat() -> dict[str, str]:
    """Return the filters of the address; of one given twice the last counts."""
    return {nama: request.args.getlist(nama)[-1] for nama in MEDAN if request.args.get(nama)}


def _read_sebelum() -> int:
    teks = request.args.get("sebelum", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


@bp.get("/jejak")
@allow(can_read_jejak)
def index() -> Response:
    """Show the newest lines the address asks for, or those older than a number."""
    alamat, galat, halaman = _read_alamat(), {}, HalamanJejak((), 0)
    sebelum = _read_sebelum()
    try:
        halaman = list_jejak(get_pelaku(), take_saringan(alamat), sebelum)
    except Ditolak as salah:
        galat = salah.isian
    return page(
        "jejak/index.html",
        status=422 if galat else 200,
        halaman=halaman,
        ketik={nama: alamat.get(nama, "") for nama in MEDAN},
        galat=galat,
        pilihan=[(nama, teks) for nama, (teks, _) in KELOMPOK.items()],
        cip=_list_cip(alamat),
        alamat=_build_alamat(alamat, halaman, sebelum),
        tautan=_build_tautan,
    )


def _build_alamat(alamat: dict[str, str], halaman: HalamanJejak, sebelum: int) -> dict[str, str]:
    """Return where the page leads: to older lines, to the newest, to the files."""
    return {
        "lama": url_for("jejak.index", **alamat, sebelum=halaman.lanjut) if halaman.lanjut else "",
        "baru": url_for("jejak.index", **alamat) if sebelum else "",
        "xlsx": url_for("jejak.export_xlsx", **alamat),
        "csv": url_for("jejak.export_csv", **alamat),
    }


def _list_cip(alamat: dict[str, str]) -> list[dict[str, str]]:
    """Return the filters in force in words, each with the address without it."""
    return [
        {
            "teks": f"{_LABEL[nama]}: {_format_cip(nama, nilai)}",
            "url": url_for("jejak.index", **{n: v for n, v in alamat.items() if n != nama}),
        }
        for nama, nilai in alamat.items()
    ]


def _format_cip(nama: str, nilai: str) -> str:
    if nama == "apa" and nilai in KELOMPOK:
        return KELOMPOK[nilai][0]
    if nama in ("dari", "sampai"):
        try:
            return format_tanggal_pendek(date.fromisoformat(nilai))
        except ValueError:
            return nilai
    return nilai


def _build_tautan(baris: BarisJejak) -> str:
    """Return the address of what a line is about, "" where the viewer has no way there."""
    return url_for(baris.tujuan[0], **baris.tujuan[1]) if baris.tujuan else ""


@bp.get("/jejak.xlsx")
@allow(can_read_jejak)
def export_xlsx() -> Response:
    """Send the lines asked for as a workbook; the export is a line itself."""
    alamat, halaman = _export("xlsx")
    pelaku = get_pelaku()
    kantor = get_acuan(pelaku).kantor.nama
    keterangan = f"{kantor} · Jejak · dibuat {format_waktu(jam.now())} WIB"
    kalimat = [satu["teks"] for satu in _list_cip(alamat)]
    if halaman.lanjut:
        kalimat.append(f"Hanya {PALING_EKSPOR} baris terbaru; persempit saringannya untuk sisanya.")
    lembar = [Lembar("Jejak", _KOLOM, list(_list_baris(halaman)))]
    return _send(build_buku("Jejak", kantor, keterangan, lembar, kalimat), "jejak.xlsx", XLSX)


@bp.get("/jejak.csv")
@allow(can_read_jejak)
def export_csv() -> Response:
    """Send the lines asked for as a text file; the export is a line itself."""
    _, halaman = _export("csv")
    isi = write_csv((k.judul for k in _KOLOM), _KOLOM, _list_baris(halaman))
    return _send(isi, "jejak.csv", "text/csv")


def _export(berkas: str) -> tuple[dict[str, str], HalamanJejak]:
    alamat, pelaku = _read_alamat(), get_pelaku()
    saringan: Saringan = take_saringan(alamat)
    halaman = list_jejak(pelaku, saringan, paling=PALING_EKSPOR)
    rincian = {"berkas": berkas, "saringan": alamat, "baris": len(halaman.baris)}
    create_jejak(pelaku, Peristiwa.JEJAK_DIEKSPOR, "jejak", rincian)
    return alamat, halaman


def _list_baris(halaman: HalamanJejak) -> Iterator[list[Isi]]:
    for satu in halaman.baris:
        beda = "; ".join(f"{nama}: {lama or '–'} → {baru or '–'}" for nama, lama, baru in satu.beda)
        isi: list[Any] = [satu.seq, format_waktu(satu.waktu), satu.pelaku, satu.kalimat]
        yield [*isi, satu.sebutan, beda, satu.alamat, satu.kode]


def _send(isi: bytes, nama: str, jenis: str) -> Response:
    jawab = make_response(isi)
    jawab.mimetype = jenis
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab
