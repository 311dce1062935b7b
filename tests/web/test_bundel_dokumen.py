"""Issued documents in the bundle: as printed and as text, only those its reader may read."""

import hashlib

from iki_web.rules.dokumen import Jenis
from tests.pendukung.bundel import ZIP, buat_pdf, buka_zip, periksa_jumlah, setujui
from tests.pendukung.dokumen import LAPORAN, PERJANJIAN, terbitkan


def _list(arsip) -> list[str]:
    return [nama for nama in arsip.namelist() if nama.startswith("00 Dokumen/")]


def test_issued_documents_lie_in_the_bundle_and_its_index(app, masuk, tmp_path):
    setujui(app, [("agenda surat.pdf", buat_pdf("satu"))])
    nomor, _ = terbitkan(app, "staf-umum", LAPORAN, "7/LC")
    klien = masuk("camat")
    arsip = buka_zip(klien.get(ZIP).data)
    pdf, txt = _list(arsip)
    assert pdf.startswith("00 Dokumen/01-Laporan Capaian Triwulan I 2026")
    assert pdf.endswith("7_LC.pdf") or "7" in pdf
    assert arsip.read(pdf) == klien.get(f"/dokumen/{nomor}.pdf").data
    sidik = hashlib.sha256(arsip.read(txt)).hexdigest()
    assert sidik in klien.get(f"/dokumen/{nomor}").get_data(as_text=True)
    assert "Dokumen terbit" in arsip.read("indeks.html").decode()
    periksa_jumlah(arsip, tmp_path)


def test_a_reader_of_one_branch_gets_the_papers_of_that_branch(app, masuk):
    setujui(app, [("agenda surat.pdf", buat_pdf("satu"))])
    terbitkan(app, "staf-umum", PERJANJIAN, "1/PK")
    terbitkan(app, "staf-pmd", (Jenis.PERJANJIAN, "staf-pmd", ""), "2/PK")
    terbitkan(app, "camat", (Jenis.REKAP, "", ""), "3/REKAP")
    assert len(_list(buka_zip(masuk("camat").get(ZIP).data))) == 6
    assert len(_list(buka_zip(masuk("kasubbag-umum").get(ZIP).data))) == 2
