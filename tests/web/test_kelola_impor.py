"""The room of import from outside: templates, previews, refusals in words, nothing written."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from iki_web.rules.impor import JenisImpor
from tests.pendukung.impor import build_berkas, unggah, unggah_hasil
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.lembar import build_xls, build_xlsx
from tests.storage.pembuat_berkas import Anggota, docx, nol_termampat, paket_bohong, xlsx

H, P = JenisImpor.HASIL, JenisImpor.PEGAWAI


def _kirim(klien, isi, nama="isi.xlsx", jenis="hasil", **kepala):
    berkas = {"berkas": (BytesIO(isi), nama)}
    return klien.post(f"/kelola/impor/{jenis}", data=berkas, headers=kepala)


def _tanda(teks):
    return re.search(r'name="tanda"\s+value="([^"]+)"', teks)[1]


def test_the_room_offers_a_template_and_an_upload_per_kind(masuk):
    teks = masuk("pengelola").get("/kelola/impor").text
    for jenis in ("pegawai", "penugasan", "target", "hasil"):
        assert f"/kelola/impor/{jenis}.xlsx" in teks
        assert f'action="/kelola/impor/{jenis}"' in teks
    assert "Belum ada berkas" in teks


@pytest.mark.parametrize("jenis", ["pegawai", "penugasan", "target", "hasil"])
def test_templates_hold_no_formulas_or_links(masuk, jenis):
    jawab = masuk("pengelola").get(f"/kelola/impor/{jenis}.xlsx")
    assert jawab.headers["Content-Disposition"] == f"attachment; filename=impor-{jenis}.xlsx"
    with ZipFile(BytesIO(jawab.data)) as arsip:
        for nama in arsip.namelist():
            if nama.startswith("xl/worksheets/"):
                isi = arsip.read(nama)
                assert b"<f>" not in isi
                assert b"hyperlink" not in isi


def test_a_first_operator_is_told_what_the_accounts_of_the_first_day_are_for(masuk):
    klien = masuk("pengelola")
    assert "Akun awal bernama jabatannya" in klien.get("/kelola/impor").text
    for jenis, kata in (("pegawai", b"Akun awal"), ("penugasan", b"Ganti pemegang")):
        with ZipFile(BytesIO(klien.get(f"/kelola/impor/{jenis}.xlsx").data)) as arsip:
            assert kata in arsip.read("xl/sharedStrings.xml")
    assert "Akun awal" in klien.get("/panduan").text


def test_the_template_of_assignments_follows_the_tree(masuk):
    isi = BytesIO(masuk("pengelola").get("/kelola/impor/penugasan.xlsx").data)
    baris = CalamineWorkbook.from_filelike(isi).get_sheet_by_name("Penugasan").to_python()
    kode = [satu[1] for satu in baris[1:]]
    assert kode[:4] == ["camat", "sekretaris", "kasubbag-umum", "staf-umum"]


def test_a_refused_row_names_its_days_as_people_write_them(app, masuk):
    isi = [["pengelola", "camat", "DEFINITIF", "2026-02-01"]]
    nomor = unggah(app, JenisImpor.PENUGASAN, build_berkas(JenisImpor.PENUGASAN, isi))
    teks = masuk("pengelola").get(f"/kelola/impor/{nomor}").text
    assert "pengelola · camat · DEFINITIF · 1 Feb 2026" in teks


def test_from_upload_to_applied_and_again(app, masuk):
    klien = masuk("pengelola")
    nomor, _ = unggah_hasil(app)
    teks = klien.get(f"/kelola/impor/{nomor}").text
    assert "Siap diterapkan" in teks
    data = {"versi": "1", "tanda": _tanda(teks)}
    jawab = klien.post(f"/kelola/impor/{nomor}/terapkan", data=data)
    assert (jawab.status_code, jawab.headers["Location"]) == (303, "/kelola/impor")
    assert "1 ditambah, 0 diubah" in klien.get("/kelola/impor").text
    awal = ambil_keadaan(app)
    for versi, kode in (("1", 409), ("2", 422)):
        kirim = data | {"versi": versi}
        ulang = klien.post(f"/kelola/impor/{nomor}/terapkan", data=kirim)
        assert ulang.status_code == kode
    assert ambil_keadaan(app, "jejak") == {k: v for k, v in awal.items() if k != "jejak"}
    assert "Sudah diterapkan" in klien.get(f"/kelola/impor/{nomor}").text


def test_an_upload_leads_to_its_preview_with_and_without_script(masuk):
    klien = masuk("pengelola")
    isi = build_berkas(H, [["X", 2025, 1, 2]])
    jawab = _kirim(klien, isi)
    assert jawab.status_code == 303
    assert re.fullmatch(r"/kelola/impor/\d+", jawab.headers["Location"])
    htmx = _kirim(klien, isi, **{"HX-Request": "true"})
    assert (htmx.status_code, htmx.data) == (200, b"")
    teks = klien.get(htmx.headers["HX-Redirect"]).text
    assert "1 baris ditolak" in teks
    assert "tidak ada pada edisi kantor ini" in teks
    assert "Terapkan" not in teks.split("</nav>", 2)[-1] or 'name="tanda"' not in teks


def _jahat():
    nol, crc = nol_termampat(300)
    bom = paket_bohong(
        [
            Anggota("[Content_Types].xml", b"<a/>"),
            Anggota("xl/a", b"", mentah=nol, crc=crc, ukuran=300 * 1024**2),
        ]
    )
    kepala = ["Kode indikator", "Tahun", "Nilai"]
    return [
        ("a.xlsx", b"", "kosong"),
        ("a.csv", b"kode;tahun", "Jenis berkas ini tidak diterima"),
        ("a.xlsx", b"kode;tahun", "tidak dikenali"),
        ("a.xlsx", docx(), "bukan buku kerja Excel"),
        ("a.xlsx", bom, "unggah lagi"),
        ("a.xlsx", xlsx(5), "bukan templat"),
        ("a.xlsx", build_berkas(JenisImpor.TARGET, [["A", 2025]]), "bukan templat"),
        ("a.xlsx", build_xlsx({"Data": [["Nama"], ["Budi"]]}), "bukan templat"),
        ("a.xlsx", build_xlsx({"Data": [kepala]}), "belum ada baris"),
        ("a.xlsx", build_xlsx({"Data": [kepala, *[["A", 2025]] * 10_500]}), "10.000 baris"),
        ("a.xls", build_xls({"Data": [["Nama"]]}), "bukan templat"),
    ]


@pytest.mark.parametrize(("nama", "isi", "kalimat"), _jahat())
def test_what_cannot_be_read_is_refused_beside_its_upload(app, masuk, nama, isi, kalimat):
    klien, awal = masuk("pengelola"), ambil_keadaan(app)
    for kepala in ({}, {"HX-Request": "true"}):
        jawab = _kirim(klien, isi, nama, **kepala)
        assert jawab.status_code == 422
        assert kalimat in jawab.text
        assert 'aria-describedby="berkas-hasil-galat"' in jawab.text
    akhir = ambil_keadaan(app)
    assert {k: v for k, v in akhir.items() if k != "sesi"} == {
        k: v for k, v in awal.items() if k != "sesi"
    }


def test_no_file_at_all_is_said(masuk):
    jawab = masuk("pengelola").post("/kelola/impor/hasil")
    assert jawab.status_code == 422
    assert "Pilih dahulu berkas" in jawab.text


def test_new_people_get_slips_once(app, masuk):
    klien = masuk("pengelola")
    nomor = unggah(app, P, build_berkas(P, [["Budi Santoso"], ["Siti Aminah"]]))
    tanda = _tanda(klien.get(f"/kelola/impor/{nomor}").text)
    data = {"versi": "1", "tanda": tanda}
    jawab = klien.post(f"/kelola/impor/{nomor}/terapkan", data=data)
    assert jawab.status_code == 200
    kode = re.findall(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", jawab.text)
    assert len(kode) == 2
    assert kode[0] not in klien.get(f"/kelola/impor/{nomor}").text
    tamu = app.test_client()
    isian = {"nama_pengguna": "budi-santoso", "sandi": kode[0]}
    assert tamu.post("/masuk", data=isian).status_code == 303


def test_long_previews_are_paged_and_filtered(app, masuk):
    klien = masuk("pengelola")
    baris = [[f"K-{n}", 2025, 1, 2] for n in range(250)]
    nomor = unggah(app, H, build_berkas(H, baris))
    satu = klien.get(f"/kelola/impor/{nomor}").text
    assert "Halaman 1 dari 3" in satu
    tiga = klien.get(f"/kelola/impor/{nomor}?tampil=ditolak&hal=3").text
    assert "K-249" in tiga
    assert "K-100 " not in tiga
    assert "Tidak ada baris seperti itu" in klien.get(f"/kelola/impor/{nomor}?tampil=ubah").text
    for aneh in ("?hal=-1", "?hal=999999", "?hal=x", "?tampil=<b>"):
        assert klien.get(f"/kelola/impor/{nomor}{aneh}").status_code == 200


def test_text_of_the_file_is_only_text(app, masuk):
    jahat = "<script>alert(1)</script>"
    nomor = unggah(app, H, build_berkas(H, [[jahat, 2025, 1, 2]]), f"{jahat}.xlsx")
    teks = masuk("pengelola").get(f"/kelola/impor/{nomor}").text
    assert jahat not in teks
    assert "&lt;script&gt;" in teks


def test_thrown_away(app, masuk):
    klien = masuk("pengelola")
    nomor, _ = unggah_hasil(app)
    jawab = klien.post(f"/kelola/impor/{nomor}/buang", data={"versi": "1"})
    assert jawab.status_code == 303
    assert "Sudah dibuang" in klien.get(f"/kelola/impor/{nomor}").text
    assert klien.get("/kelola/impor/987654").status_code == 404
