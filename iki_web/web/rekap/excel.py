"""The recap as a workbook: a sheet as on screen and one with every entry, numbers as numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from iki_web.queries.rekap import Rekap
from iki_web.queries.rekap.banding import Banding
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.bilangan import format_waktu
from iki_web.rules.capaian import classify
from iki_web.rules.rekap import Sel
from iki_web.web.rekap.lembar import list_banding, list_kolom_banding
from iki_web.web.rekap.rincian import DUA, RINCIAN, Isi, Kolom, list_rincian

_A4 = 9


def build_xlsx(
    hasil: RekapTersaring, kantor: str, saringan: str = "", banding: Banding | None = None
) -> bytes:
    """Return the workbook; text cells are written as text, so that none becomes a formula.

    `saringan`: the filters in words. The sheet as on screen is cut to the positions asked for; the
    one of entries by everything. `banding`: earlier years, a sheet of its own where there are any.
    """
    # Costs the cold start 40 ms and is needed here only.
    from xlsxwriter import Workbook

    tujuan = BytesIO()
    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    buku = Workbook(tujuan, pilihan)
    rekap = hasil.rekap
    keterangan = f"{kantor} · Rekap {rekap.tahun} · dibuat {format_waktu(rekap.sekarang)} WIB"
    buku.set_properties({"title": f"Rekap {rekap.tahun}", "company": kantor})
    _write_lembar(buku, "Rekap", _list_kolom(rekap), _list_rekap(rekap), keterangan)
    _write_lembar(buku, "Rincian", RINCIAN, list(list_rincian(hasil)), keterangan)
    if banding is not None and len(banding.tahun) > 1:
        kolom = list_kolom_banding(banding)
        _write_lembar(buku, "Perbandingan", kolom, list(list_banding(banding)), keterangan)
    aturan = buku.add_worksheet("Keterangan")
    aturan.set_column(0, 0, 110, buku.add_format({"text_wrap": True}))
    for nomor, kalimat in enumerate(_list_keterangan(rekap, keterangan, saringan)):
        aturan.write_string(nomor, 0, kalimat)
    buku.close()
    return tujuan.getvalue()


def _list_keterangan(rekap: Rekap, keterangan: str, saringan: str) -> Iterable[str]:
    """Yield what a reader must know who has only the file."""
    yield keterangan
    if saringan:
        yield (
            f"Disaring menurut {saringan}. Lembar Rekap memuat jabatan yang diminta dengan seluruh "
            "indikatornya; lembar Rincian hanya isian yang cocok."
        )
    yield rekap.aturan


def _write_lembar(
    buku: Any, nama: str, kolom: Sequence[Kolom], baris: Sequence[Sequence[Isi]], keterangan: str
) -> None:
    """Write a sheet: frozen heading, filter, and a landscape A4 that repeats the heading."""
    lembar = buku.add_worksheet(nama)
    garis = {"border": 1, "border_color": "#B0BEC3", "valign": "top"}
    kepala = buku.add_format(garis | {"bold": True, "bg_color": "#E8F1F3", "text_wrap": True})
    gaya = {
        satu.format: buku.add_format(garis | {"num_format": satu.format or "@", "text_wrap": True})
        for satu in kolom
    }
    for nomor, satu in enumerate(kolom):
        lembar.set_column(nomor, nomor, satu.lebar)
        lembar.write_string(0, nomor, satu.judul, kepala)
    for nomor, isi in enumerate(baris, start=1):
        for letak, (nilai, satu) in enumerate(zip(isi, kolom, strict=True)):
            _write_sel(lembar, nomor, letak, nilai, gaya[satu.format])
    lembar.freeze_panes(1, 1)
    lembar.autofilter(0, 0, max(len(baris), 1), len(kolom) - 1)
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


def _list_kolom(rekap: Rekap) -> list[Kolom]:
    kuartal = [
        kolom
        for periode in rekap.kolom
        for kolom in (
            Kolom(f"Capaian {periode.kode.singkat} (%)", 11, DUA),
            Kolom(f"Keadaan {periode.kode.singkat}", 20),
        )
    ]
    return [
        Kolom("Jabatan", 44),
        Kolom("Atasan", 30),
        Kolom("Indikator", 10, "0"),
        *kuartal,
        Kolom("Capaian setahun (%)", 12, DUA),
        Kolom("Dihitung", 9, "0"),
        Kolom("Dari", 7, "0"),
        Kolom("Predikat capaian", 16),
    ]


def _predikat(rekap: Rekap, capaian: Decimal | None) -> str | None:
    return None if capaian is None else classify(capaian, rekap.skala)


def _list_rekap(rekap: Rekap) -> list[list[Isi]]:
    baris: list[list[Isi]] = []
    for satu in rekap.jabatan:
        atasan = satu.jabatan.atasan_id
        isi: list[Isi] = [satu.jabatan.nama, rekap.singkat[atasan] if atasan else None]
        isi.append(len(satu.indikator))
        for sel in satu.sel:
            isi += [sel.capaian, _format_keadaan(sel)]
        setahun = satu.setahun
        isi += [setahun.capaian, setahun.dihitung, setahun.indikator]
        baris.append([*isi, _predikat(rekap, setahun.capaian)])
    rata: list[Isi] = ["Rata-rata", None, sum(len(satu.indikator) for satu in rekap.jabatan)]
    for rerata in rekap.kantor:
        rata += [rerata.nilai, f"{rerata.n} dari {rerata.m} jabatan"]
    tahun = rekap.setahun
    return [*baris, [*rata, tahun.nilai, tahun.n, tahun.m, _predikat(rekap, tahun.nilai)]]


def _format_keadaan(sel: Sel) -> str:
    """Return a quarter's state in words; a figure that is complete says over how many it is."""
    if sel.teks:
        return sel.teks
    nihil = f", {sel.nihil} nihil" if sel.nihil else ""
    return f"{sel.dihitung} dari {sel.indikator} indikator{nihil}"
