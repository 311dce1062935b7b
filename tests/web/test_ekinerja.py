"""The sheet for e-Kinerja: typed cells, no formulas, print set-up, and only what one reads."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai
from tests.pendukung.bundel import buat_pdf, setujui
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import hitung_jejak
from tests.pendukung.langkah import ubah

ALAMAT = "/dokumen/ekinerja/2026.xlsx"


def buka(jawab):
    assert jawab.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(jawab.data))


def baris(jawab):
    kepala, *isi = buka(jawab).get_sheet_by_name("e-Kinerja").to_python()
    return [dict(zip(kepala, satu, strict=True)) for satu in isi]


@pytest.fixture
def id_jabatan(app):
    """`id_jabatan("staf-umum")`."""

    def cari(kode):
        with app.app_context():
            return db.session.execute(select(Jabatan.id).where(Jabatan.kode == kode)).scalar_one()

    return cari


def test_a_row_has_typed_cells_and_the_export_is_one_line(app, masuk):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", nip="198001012005011001")
    isi = {"pembilang": 82, "penyebut": 64, "keterangan": "Surat dicatat."}
    setujui(app, [("agenda.pdf", buat_pdf("a"))], **isi)
    klien = masuk("staf-umum")
    jawab = klien.get(ALAMAT)
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="ekinerja-2026.xlsx"'
    (satu,) = baris(jawab)
    assert satu == {
        "Rencana aksi": "Rasio Surat Menyurat yang terdistribusi sesuai tujuan",
        "Periode": "Triwulan I 2026",
        "Tanggal": date(2026, 3, 31),
        "Kegiatan": "Surat dicatat.",
        "Realisasi": 128.125,
        "Satuan": "%",
        "Pembilang": 82.0,
        "Penyebut": 64.0,
        "Bukti dukung": "agenda.pdf",
        "Keadaan": "disetujui",
        "Disetujui": date(2026, 4, 10),
        "Jabatan": "Staf Sub Bagian Umum dan Kepegawaian",
        "NIP": "198001012005011001",
        "Nama": "Staf Umum",
    }
    assert hitung_jejak(app, "ekinerja.diekspor") == 1


def test_nihil_and_empty_are_two_things(masuk, entri):
    entri("DISETUJUI", "kasi-pmd-2", nihil=True, alasan_nihil="Tidak ada.")
    entri("DRAF", "kasi-pmd-2", "2026-TW2", pembilang=1, penyebut=None)
    isi = {satu["Keadaan"]: satu for satu in baris(masuk("kasi-pmd").get(ALAMAT))}
    assert isi["disetujui"]["Realisasi"] == "n/a"
    assert isi["disetujui"]["Pembilang"] == ""
    assert isi["draf"]["Realisasi"] == ""


def test_no_formula_and_no_link_comes_of_what_was_typed(app, masuk):
    jahat = '=HYPERLINK("http://x","y")'
    setujui(app, [("=1+1.pdf", buat_pdf("a"))], keterangan=jahat)
    jawab = masuk("staf-umum").get(ALAMAT)
    with ZipFile(io.BytesIO(jawab.data)) as arsip:
        lembar = arsip.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in lembar
        assert "hyperlink" not in lembar
    (satu,) = baris(jawab)
    assert (satu["Kegiatan"], satu["Bukti dukung"]) == (jahat, "=1+1.pdf")


def test_heading_stays_and_the_print_fits(masuk, entri):
    entri("DISETUJUI")
    jawab = masuk("staf-umum").get(ALAMAT)
    with ZipFile(io.BytesIO(jawab.data)) as arsip:
        lembar = arsip.read("xl/worksheets/sheet1.xml").decode()
        nama = arsip.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in lembar
    assert 'paperSize="9" ' in lembar
    assert 'orientation="landscape"' in lembar
    assert 'fitToHeight="0"' in lembar
    assert "Print_Titles" in nama
    cara = buka(jawab).get_sheet_by_name("Keterangan").to_python()
    assert any("Cara memakai" in satu[0] for satu in cara)


def test_filters_are_in_the_address_and_in_the_name(masuk, entri, id_jabatan):
    for periode in ("2026-TW1", "2026-TW2"):
        entri("DIAJUKAN", periode=periode)
    klien = masuk("kasubbag-umum")
    isi = {"periode": "2026-TW2", "jabatan": id_jabatan("staf-umum")}
    jawab = klien.get(ALAMAT, query_string=isi)
    assert "ekinerja-2026-TW2-staf-umum.xlsx" in jawab.headers["Content-Disposition"]
    assert [satu["Periode"] for satu in baris(jawab)] == ["Triwulan II 2026"]
    assert baris(klien.get(ALAMAT)) == []


def test_others_get_what_a_random_address_gets(tamu, masuk, id_jabatan):
    assert tamu.get(ALAMAT).status_code == 303
    assert masuk("pengelola").get(ALAMAT).status_code == 403
    staf = masuk("staf-umum")
    staf.get("/")
    samping = staf.get(ALAMAT, query_string={"jabatan": id_jabatan("staf-pmd")})
    acak = staf.get(ALAMAT, query_string={"jabatan": 987654})
    assert samping.status_code == acak.status_code == 404
    assert samping.data == acak.data
    for salah in ("?periode=2026-TW9", "?periode=2025", "?periode=1&periode=2", "?jabatan=x"):
        assert staf.get(ALAMAT + salah).status_code == 404
    assert staf.get("/dokumen/ekinerja/1999.xlsx").status_code == 404


def test_the_recap_leads_to_both(masuk, entri, id_jabatan):
    entri("DISETUJUI")
    klien = masuk("kasubbag-umum")
    halaman = teks(klien.get("/rekap/2026?periode=2026-TW1"))
    for alamat in ("/dokumen/bundel/2026", "/dokumen/ekinerja/2026.xlsx?periode=2026-TW1"):
        assert f'href="{alamat}"' in halaman
    nomor = id_jabatan("staf-umum")
    halaman = teks(klien.get(f"/rekap/2026?jabatan={nomor}"))
    tautan = re.findall(r'href="(/dokumen/[^"]+)"', halaman)
    assert tautan == [
        f"/dokumen/bundel/2026?jabatan={nomor}",
        f"/dokumen/ekinerja/2026.xlsx?jabatan={nomor}",
    ]
    assert all(klien.get(satu).status_code == 200 for satu in tautan)
