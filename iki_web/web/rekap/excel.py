"""The recap as a workbook: a sheet as on screen and one with every entry, numbers as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap
from iki_web.rules.alur import Status, format_status
from iki_web.rules.bilangan import format_waktu
from iki_web.rules.capaian import classify
from iki_web.rules.rekap import Sel
from iki_web.rules.rumus import Hasil

Isi = str | int | Decimal | None
_A4 = 9
_DUA = "#,##0.00"
_CACAH = "#,##0.####"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: heading, width in characters, number format ("" for text)."""

    judul: str
    lebar: int
    format: str = ""


_RINCIAN = (
    Kolom("Jabatan", 34),
    Kolom("Kode", 20),
    Kolom("Indikator", 48),
    Kolom("Periode", 16),
    Kolom("Keadaan", 18),
    Kolom("Pembilang", 12, _CACAH),
    Kolom("Penyebut", 12, _CACAH),
    Kolom("Realisasi", 12, _DUA),
    Kolom("Satuan", 9),
    Kolom("Target", 12, _CACAH),
    Kolom("Capaian (%)", 12, _DUA),
    Kolom("Predikat capaian", 16),
)


def build_xlsx(rekap: Rekap, kantor: str) -> bytes:
    """Return the workbook; text cells are written as text, so that none becomes a formula."""
    # Costs the cold start 40 ms and is needed here only.
    from xlsxwriter import Workbook

    tujuan = BytesIO()
    pilihan = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    buku = Workbook(tujuan, pilihan)
    keterangan = f"{kantor} · Rekap {rekap.tahun} · dibuat {format_waktu(rekap.sekarang)} WIB"
    buku.set_properties({"title": f"Rekap {rekap.tahun}", "company": kantor})
    _write_lembar(buku, "Rekap", _list_kolom(rekap), _list_rekap(rekap), keterangan)
    _write_lembar(buku, "Rincian", _RINCIAN, _list_rincian(rekap), keterangan)
    aturan = buku.add_worksheet("Keterangan")
    aturan.set_column(0, 0, 110, buku.add_format({"text_wrap": True}))
    for nomor, kalimat in enumerate((keterangan, rekap.aturan)):
        aturan.write_string(nomor, 0, kalimat)
    buku.close()
    return tujuan.getvalue()


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
    else:
        # A workbook holds doubles only; 15 digits survive, and the sheet shows two decimals.
        lembar.write_number(nomor, letak, float(nilai), gaya)


def _list_kolom(rekap: Rekap) -> list[Kolom]:
    kuartal = [
        kolom
        for periode in rekap.kolom
        for kolom in (
            Kolom(f"Capaian {periode.kode.singkat} (%)", 11, _DUA),
            Kolom(f"Keadaan {periode.kode.singkat}", 20),
        )
    ]
    return [
        Kolom("Jabatan", 44),
        Kolom("Atasan", 30),
        Kolom("Indikator", 10, "0"),
        *kuartal,
        Kolom("Capaian setahun (%)", 12, _DUA),
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


def _list_rincian(rekap: Rekap) -> list[list[Isi]]:
    baris: list[list[Isi]] = []
    for jabatan in rekap.jabatan:
        for satu in jabatan.indikator:
            baris += [_build_entri(jabatan, satu, tempat) for tempat in satu.tempat]
            baris.append(_build_tahun(rekap, jabatan, satu))
    return baris


def _build_entri(jabatan: RekapJabatan, satu: RekapIndikator, tempat: TempatRekap) -> list[Isi]:
    butir = tempat.butir
    keadaan = format_status(butir.status, not butir.tutup)
    if not butir.wajib:
        keadaan = "dikecualikan" if butir.dikecualikan else "belum mulai"
    elif butir.sah is not None and butir.sah.nihil:
        keadaan = "disetujui, nihil"
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        tempat.periode.kode.kode,
        keadaan,
        *_list_angka(butir.sah),
        satu.indikator.satuan,
        "-" if butir.tanpa_target and butir.status is Status.DISETUJUI else butir.target,
        butir.capaian,
        tempat.predikat,
    ]


def _build_tahun(rekap: Rekap, jabatan: RekapJabatan, satu: RekapIndikator) -> list[Isi]:
    setahun = satu.setahun
    sah = sum(t.butir.status is Status.DISETUJUI for t in satu.tempat)
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        f"Setahun {rekap.tahun}",
        f"{sah} dari {len(satu.tempat)} disetujui",
        *_list_angka(setahun.hasil),
        satu.indikator.satuan,
        "-" if setahun.tanpa_target else setahun.target,
        setahun.capaian,
        _predikat(rekap, setahun.capaian),
    ]


def _list_angka(hasil: Hasil | None) -> list[Isi]:
    """Return the counts and the value in columns of their own; nihil has none."""
    if hasil is None:
        return [None, None, None]
    if hasil.nihil:
        return [None, None, "n/a"]
    return [hasil.pembilang, hasil.penyebut, hasil.nilai]
