"""Lines of the trail name what they are about, and say in words what they carry as codes."""

import html
import re

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Periode
from iki_web.rules.impor import JenisImpor
from tests.pendukung.impor import build_berkas, terapkan, unggah


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def _baca(klien, saringan: str) -> str:
    isi = re.sub(r"<[^>]+>", " ", klien.get(f"/jejak?{saringan}").text)
    return re.sub(r"\s+", " ", html.unescape(isi))


def test_exceptions_name_positions_and_periods(masuk, pengelola):
    isi = {"jabatan": ["4"], "periode": ["2026-TW1", "2026-TW2"], "alasan": "Cuti melahirkan"}
    assert pengelola.post("/kelola/pengecualian", data=isi).status_code == 303
    teks = _baca(masuk("camat"), "objek=pengecualian")
    tempat = "Staf Umum, Triwulan I 2026; Staf Umum, Triwulan II 2026"
    assert f"mengecualikan jabatan dari periode: {tempat} " in teks
    assert "staf-umum/" not in teks


def test_deadlines_and_openings_name_their_periods(app, masuk, pengelola):
    with app.app_context():
        pilih = select(Periode.versi).where(Periode.kode == "2026-TW1")
        versi = db.session.execute(pilih).scalar_one()
    isi = {"versi-2026-TW1": versi, "batas-2026-TW1": "2026-05-04"}
    assert pengelola.post("/kelola/periode/batas?tahun=2026", data=isi).status_code == 303
    teks = _baca(masuk("camat"), "objek=periode")
    assert "mengubah batas pengajuan: Triwulan I 2026 " in teks
    assert "membuka periode: Triwulan IV 2026 " in teks
    assert "pengajuan: periode" not in teks


def test_assignments_name_the_person_and_the_position(masuk, pengelola):
    isi = {"pegawai_id": "4", "jabatan_id": "6", "jenis": "PLT", "mulai": "2026-04-01"}
    isi |= {"nomor_surat": "800/1", "tanggal_surat": "2026-04-01"}
    pengelola.post("/kelola/penugasan", data=isi | {"jenis": "PLH"})
    teks = _baca(masuk("camat"), "objek=penugasan")
    assert re.search(r"menetapkan penugasan: [^:]+, [^:]+ \(Plh\.\) ", teks)
    assert not re.search(r"penugasan: \d", teks)
    assert "PLH" not in teks
    assert not re.search(r"(pegawai|jabatan) – \d", teks)


def test_imports_name_the_workbook_and_count_in_words(app, masuk, pengelola):
    nomor = unggah(app, JenisImpor.PEGAWAI, build_berkas(JenisImpor.PEGAWAI, [["Budi Santoso"]]))
    terapkan(app, nomor)
    pengelola.get("/kelola/impor/pegawai.xlsx")
    teks = _baca(masuk("camat"), "objek=impor")
    assert "menerapkan impor: isi.xlsx (Pegawai) " in teks
    assert "mengunduh templat impor: Pegawai " in teks
    assert "jumlah › ditolak" in teks
    for kode in ("PEGAWAI", "DITOLAK", "TAMBAH"):
        assert kode not in teks
    assert f'href="/kelola/impor/{nomor}"' in pengelola.get("/jejak?objek=impor").text
    assert "/kelola/impor" not in masuk("camat").get("/jejak?objek=impor").text
