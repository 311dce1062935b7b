"""The recap's text file: mark, semicolons, decimal commas, no formulas, the figures of the page."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.queries.acuan import find_acuan
from iki_web.queries.rekap.saring import find_tersaring
from iki_web.rules.bilangan import format_angka
from iki_web.rules.rumus import Hasil
from iki_web.rules.teks import clean_sel
from iki_web.web.rekap.koma import build_csv


def buka(isi):
    """The rows of a file by heading without its note in brackets."""
    assert isi.startswith(b"\xef\xbb\xbf")
    baris = list(csv.reader(io.StringIO(isi.decode("utf-8-sig")), delimiter=";"))
    kepala = [satu.partition(" [")[0] for satu in baris[0]]
    return [dict(zip(kepala, satu, strict=True)) for satu in baris[1:]]


def cari(baris, kode, periode="2026-TW1"):
    return next(b for b in baris if (b["Kode"], b["Periode"]) == (kode, periode))


def test_file_says_how_its_numbers_are_written(app, masuk, entri):
    entri("DISETUJUI", pembilang=82, penyebut=64)
    jawab = masuk("camat").get("/rekap/2026.csv")
    assert jawab.mimetype == "text/csv"
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="rekap-2026.csv"'
    kepala = jawab.data.decode("utf-8-sig").partition("\r\n")[0]
    assert "Pembilang [desimal koma];Penyebut [desimal koma];Realisasi [2 desimal, koma]" in kepala
    with app.app_context():
        aksi = db.session.execute(
            select(Jejak.aksi, Jejak.objek, Jejak.sesudah).order_by(Jejak.seq.desc()).limit(1)
        ).one()
    assert tuple(aksi[:2]) == ("rekap.diekspor", "rekap:2026")
    assert '"berkas":"csv"' in aksi.sesudah


def test_empty_nihil_not_targeted_and_more_than_a_hundred(app, masuk, entri):
    with app.app_context():
        sistem = find_sistem()
        nilai = {
            i.id: None if i.kode == "kasi-pmd-3" else Decimal(90)
            for i in find_acuan(sistem).indikator.values()
        }
        create_target(sistem, 2026, nilai)
    entri("DISETUJUI", pembilang=82, penyebut=64)
    entri("DISETUJUI", "kasi-pmd-2", nihil=True, alasan_nihil="Tidak ada.")
    entri("DISETUJUI", "kasi-pmd-3")
    baris = buka(masuk("camat").get("/rekap/2026.csv").data)
    angka = ("Pembilang", "Penyebut", "Realisasi", "Target", "Capaian (%)", "Predikat capaian")
    lebih = cari(baris, "staf-umum-1")
    assert [lebih[n] for n in angka] == ["82", "64", "128,13", "90", "142,36", "Sangat Baik"]
    nihil = cari(baris, "kasi-pmd-2")
    assert [nihil[n] for n in angka] == ["", "", "n/a", "90", "", ""]
    assert nihil["Keadaan"] == "disetujui, nihil"
    tanpa = cari(baris, "kasi-pmd-3")
    assert [tanpa[n] for n in angka] == ["180", "200", "90,00", "-", "", ""]
    kosong = cari(baris, "staf-pmd-1")
    assert [kosong[n] for n in angka] == [""] * 6
    setahun = cari(baris, "staf-umum-1", "Setahun 2026")
    assert setahun["Keadaan"] == "1 dari 4 disetujui"
    assert setahun["Cara hitung setahun"] == "jumlah semua periode"


def _ganti(semua, **isi):
    """The first entry says something else."""
    jabatan = semua.rekap.jabatan[0]
    indikator = jabatan.indikator[0]
    tempat = indikator.tempat[0]
    tempat = replace(tempat, butir=replace(tempat.butir, **isi))
    indikator = replace(indikator, tempat=(tempat, *indikator.tempat[1:]))
    jabatan = replace(jabatan, indikator=(indikator, *jabatan.indikator[1:]))
    rekap = replace(semua.rekap, jabatan=(jabatan, *semua.rekap.jabatan[1:]))
    return replace(semua, rekap=rekap)


@pytest.mark.parametrize(
    ("nilai", "cetak"),
    [
        ("-12.345", "-12,35"),
        ("0", "0,00"),
        ("1234567.895", "1234567,90"),
        ("93.625", "93,63"),
        ("90.994999", "90,99"),
    ],
)
def test_numbers_have_a_comma_no_dots_and_the_printed_digits(app, sebagai, entri, nilai, cetak):
    entri("DISETUJUI", "sekretaris-1")
    with app.app_context():
        hasil = find_tersaring(sebagai("camat"), 2026, {})
    angka = Decimal(nilai)
    baris = buka(build_csv(_ganti(hasil, hasil=Hasil(False, None, None, angka), capaian=angka)))
    satu = cari(baris, "sekretaris-1")
    assert satu["Realisasi"] == satu["Capaian (%)"] == cetak
    assert format_angka(angka).replace(".", "") == cetak


@pytest.mark.parametrize(
    ("teks", "aman"),
    [
        ('=HYPERLINK("http://x";"y")', '\'=HYPERLINK("http://x";"y")'),
        ("+62", "'+62"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-", "-"),
        ("Staf Umum", "Staf Umum"),
        ("", ""),
    ],
)
def test_text_is_never_a_formula(teks, aman):
    assert clean_sel(teks) == aman


def test_names_of_positions_are_made_harmless_and_keep_their_semicolons(app, sebagai):
    with app.app_context():
        hasil = find_tersaring(sebagai("camat"), 2026, {})
    jabatan = tuple(
        replace(satu, jabatan=replace(satu.jabatan, nama='=1;"x"')) for satu in hasil.rekap.jabatan
    )
    isi = build_csv(replace(hasil, rekap=replace(hasil.rekap, jabatan=jabatan)))
    assert {b["Jabatan"] for b in buka(isi)} == {'\'=1;"x"'}


def test_page_workbook_and_text_file_say_the_same_to_the_last_digit(app, masuk, entri):
    with app.app_context():
        sistem = find_sistem()
        create_target(sistem, 2026, dict.fromkeys(find_acuan(sistem).indikator, Decimal(80)))
    pasangan = {"kasi-pmd-2": (7490, 10000), "kasi-pmd-3": (82, 64), "kasi-pmd-4": (1, 3)}
    for kode, (atas, bawah) in pasangan.items():
        entri("DISETUJUI", kode, pembilang=atas, penyebut=bawah, berkas=False)
    klien = masuk("kasi-pmd")
    baris = buka(klien.get("/rekap/2026.csv").data)
    buku = CalamineWorkbook.from_filelike(io.BytesIO(klien.get("/rekap/2026.xlsx").data))
    kepala, *rinci = buku.get_sheet_by_name("Rincian").to_python()
    halaman = re.sub(r"<[^>]+>", " ", klien.get("/rekap/2026/isian").get_data(as_text=True))
    for kode in pasangan:
        satu = cari(baris, kode)
        lembar = next(
            dict(zip(kepala, b, strict=True)) for b in rinci if (b[1], b[3]) == (kode, "2026-TW1")
        )
        for kolom in ("Realisasi", "Capaian (%)"):
            assert format_angka(Decimal(str(lembar[kolom]))) == satu[kolom]
            assert satu[kolom] in halaman
        assert satu["Predikat capaian"] == lembar["Predikat capaian"]
    assert cari(baris, "kasi-pmd-2")["Capaian (%)"] == "93,63"


def test_file_holds_only_what_its_reader_sees(masuk, entri):
    entri("DISETUJUI", "kasi-pmd-2")
    entri("DRAF", "staf-umum-1", pembilang=173, penyebut=199)
    baris = buka(masuk("kasubbag-umum").get("/rekap/2026.csv").data)
    assert {b["Kode"].rpartition("-")[0] for b in baris} == {"kasubbag-umum", "staf-umum"}
    satu = cari(baris, "staf-umum-1")
    assert (satu["Keadaan"], satu["Pembilang"]) == ("draf", "")
    assert masuk("pengelola").get("/rekap/2026.csv").status_code == 403
