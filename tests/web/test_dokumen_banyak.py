"""Documents of many positions over HTTP: the list, issuing what is ticked, all of it to print."""

import io
import re
import zipfile

import pypdfium2
import pytest

from tests.pendukung.dokumen import PERJANJIAN, terbitkan
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import akhiri

PK = "/dokumen/banyak/perjanjian"
TAHUN = {"tahun": "2026"}


def _pilihan(halaman: str, centang: bool = True) -> list[str]:
    """The values of the boxes, only the ticked ones or all."""
    kotak = re.findall(r'<input class="form-check-input"[^>]*name="pilih"[^>]*>', halaman)
    return [
        re.search(r'value="([^"]*)"', satu)[1]
        for satu in kotak
        if not centang or re.search(r"\bchecked\b", satu)
    ]


def test_everything_is_issued_in_one_act_and_taken_along(app, masuk):
    klien = masuk("camat")
    assert "Untuk beberapa jabatan" in teks(klien.get("/dokumen", query_string=TAHUN))
    halaman = teks(klien.get(PK, query_string=TAHUN))
    pilih = _pilihan(halaman)
    assert len(pilih) == len(_pilihan(halaman, centang=False)) == 11
    isi = TAHUN | {"tanggal": "2026-04-10", "tempat": "Jrengik", "pilih": pilih}
    jawab = klien.post(PK, data=isi)
    assert jawab.status_code == 303
    halaman = teks(klien.get(jawab.location))
    assert "11 dokumen diterbitkan" in halaman
    assert "011/PK/IV/2026" in halaman
    assert hitung_jejak(app, "dokumen.diterbitkan") == 1

    arsip = zipfile.ZipFile(io.BytesIO(klien.get(f"{PK}/terbit.zip", query_string=TAHUN).data))
    assert arsip.testzip() is None
    nama = arsip.namelist()
    assert nama[0] == "01 Perjanjian Kinerja 2026, Sekretaris Kecamatan.pdf"
    satu = klien.get(re.search(r'href="(/dokumen/[0-9]+)"', halaman)[1] + ".pdf").data
    assert satu in [arsip.read(n) for n in nama]

    gabung = pypdfium2.PdfDocument(klien.get(f"{PK}/terbit.pdf", query_string=TAHUN).data)
    assert len(gabung) == sum(len(pypdfium2.PdfDocument(arsip.read(n))) for n in nama)
    assert hitung_jejak(app, "dokumen.diunduh") == 3


def test_what_is_in_force_and_the_same_is_not_ticked(app, masuk):
    terbitkan(app, "staf-umum", PERJANJIAN)
    halaman = teks(masuk("camat").get(PK, query_string=TAHUN))
    assert len(_pilihan(halaman)) == 10
    assert halaman.count("isinya masih sama") == 1


def test_a_vacant_signer_is_named_not_ticked_and_refused_at_its_row(app, masuk):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    klien = masuk("camat")
    halaman = teks(klien.get(PK, query_string=TAHUN))
    semua = _pilihan(halaman, centang=False)
    assert len(_pilihan(halaman)) == len(semua) - 2
    assert "kosong: KEPALA SUB BAGIAN UMUM DAN KEPEGAWAIAN" in halaman
    awal = ambil_keadaan(app, "jejak", "sesi")
    jawab = klien.post(PK, data=TAHUN | {"tanggal": "2026-04-10", "pilih": semua})
    assert jawab.status_code == 422
    halaman = teks(jawab)
    assert "Belum ada yang diterbitkan: 2 dokumen" in halaman
    assert halaman.count("Tidak ada yang memegang jabatan") == 2
    assert _pilihan(halaman) == semua
    assert ambil_keadaan(app, "jejak", "sesi") == awal


@pytest.mark.parametrize(
    ("ganti", "status", "kalimat"),
    [
        ({"pilih": []}, 422, "Centang dahulu"),
        ({"tanggal": "10 April"}, 422, "bukan tanggal yang benar"),
        ({"tempat": "x" * 61}, 422, "Tempat"),
        ({"pilih": ["999/x"]}, 404, "tidak ditemukan"),
        ({"tahun": "1999"}, 404, "tidak ditemukan"),
        ({"periode": "2026-TW1"}, 404, "tidak ditemukan"),
    ],
)
def test_what_is_wrong_is_said_and_issues_nothing(app, masuk, ganti, status, kalimat):
    klien = masuk("camat")
    pilih = _pilihan(teks(klien.get(PK, query_string=TAHUN)))
    awal = ambil_keadaan(app, "jejak", "sesi")
    jawab = klien.post(PK, data=TAHUN | {"tanggal": "2026-04-10", "pilih": pilih} | ganti)
    assert jawab.status_code == status
    assert kalimat in teks(jawab)
    assert ambil_keadaan(app, "jejak", "sesi") == awal


def test_a_list_grown_old_is_said_at_its_row(app, masuk, entri):
    alamat = "/dokumen/banyak/laporan"
    isi = TAHUN | {"periode": "2026-TW1"}
    klien = masuk("camat")
    pilih = _pilihan(teks(klien.get(alamat, query_string=isi)))
    entri("DISETUJUI")
    jawab = klien.post(alamat, data=isi | {"tanggal": "2026-04-10", "pilih": pilih})
    assert jawab.status_code == 422
    assert teks(jawab).count("berubah sejak") == 1


@pytest.mark.parametrize("alamat", ["keputusan", "lkjip", "rekap", "berita-acara", "lain"])
def test_kinds_of_the_whole_office_have_no_list(masuk, alamat):
    jawab = masuk("camat").get(f"/dokumen/banyak/{alamat}", query_string=TAHUN)
    assert jawab.status_code == 404


def test_nothing_in_force_is_nothing_to_take(masuk):
    klien = masuk("camat")
    assert "Belum ada dokumen terbit" in teks(klien.get(f"{PK}/terbit", query_string=TAHUN))
    for akhiran in ("zip", "pdf"):
        assert klien.get(f"{PK}/terbit.{akhiran}", query_string=TAHUN).status_code == 404


def test_who_holds_one_position_is_offered_no_list(masuk):
    assert "Untuk beberapa jabatan" not in teks(masuk("staf-umum").get("/dokumen"))
