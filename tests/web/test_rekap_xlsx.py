"""The recap's workbook: typed numbers, no formulas, only what its reader sees, and its line."""

import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.queries.acuan import find_acuan
from iki_web.queries.rekap.saring import find_tersaring
from iki_web.web.rekap.excel import build_xlsx


@pytest.fixture
def target(app):
    """Every indicator's target for 2026 is 90."""
    with app.app_context():
        sistem = find_sistem()
        nilai = {nomor: Decimal(90) for nomor in find_acuan(sistem).indikator}
        create_target(sistem, 2026, nilai)


def buka(isi):
    return CalamineWorkbook.from_filelike(io.BytesIO(isi))


@pytest.mark.usefixtures("target")
def test_workbook_has_typed_numbers_and_is_a_line_in_the_trail(app, masuk, entri):
    entri("DISETUJUI", pembilang=82, penyebut=64)
    entri("DISETUJUI", "kasi-pmd-2", nihil=True, alasan_nihil="Tidak ada.")
    jawab = masuk("camat").get("/rekap/2026.xlsx")
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="rekap-2026.xlsx"'
    buku = buka(jawab.data)
    assert buku.sheet_names == ["Rekap", "Rincian", "Keterangan"]
    rincian = buku.get_sheet_by_name("Rincian").to_python()
    kepala = rincian[0]
    satu = next(
        dict(zip(kepala, b, strict=True))
        for b in rincian[1:]
        if b[1] == "staf-umum-1" and b[3] == "2026-TW1"
    )
    angka = [satu[nama] for nama in ("Pembilang", "Penyebut", "Realisasi", "Target")]
    assert angka == [82.0, 64.0, 128.125, 90.0]
    assert satu["Capaian (%)"] == pytest.approx(142.3611, abs=1e-4)
    assert satu["Keadaan"] == "disetujui"
    nihil = next(b for b in rincian if b[1] == "kasi-pmd-2" and b[3] == "2026-TW1")
    assert nihil[4:8] == ["disetujui, nihil", "", "", "n/a"]
    rekap = buku.get_sheet_by_name("Rekap").to_python()
    assert len(rekap) == 13
    assert rekap[-1][0] == "Rata-rata"
    with app.app_context():
        aksi = db.session.execute(
            select(Jejak.aksi, Jejak.objek).order_by(Jejak.seq.desc()).limit(1)
        ).one()
    assert tuple(aksi) == ("rekap.diekspor", "rekap:2026")


def test_workbook_holds_only_what_its_reader_sees(masuk, entri):
    entri("DISETUJUI", "kasi-pmd-2")
    rincian = buka(masuk("kasubbag-umum").get("/rekap/2026.xlsx").data).get_sheet_by_name("Rincian")
    assert {b[1].rpartition("-")[0] for b in rincian.to_python()[1:]} == {
        "kasubbag-umum",
        "staf-umum",
    }


@pytest.mark.usefixtures("konteks_app")
def test_workbook_never_makes_a_formula_of_a_text(app, sebagai):
    jahat = '=HYPERLINK("http://x","y")'
    with app.app_context():
        hasil = find_tersaring(sebagai("camat"), 2026, {})
    rekap = hasil.rekap
    jabatan = tuple(
        replace(satu, jabatan=replace(satu.jabatan, nama=jahat)) for satu in rekap.jabatan
    )
    hasil = replace(hasil, rekap=replace(rekap, jabatan=jabatan))
    isi = build_xlsx(hasil, "Kantor & Kecamatan")
    with ZipFile(io.BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            if nama.startswith("xl/worksheets/"):
                assert b"<f>" not in arsip.read(nama)
                assert b"<hyperlink" not in arsip.read(nama)
    assert buka(isi).get_sheet_by_name("Rekap").to_python()[1][0] == jahat
