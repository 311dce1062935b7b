"""Filters of the recap's pages stand in the address: each visible, removable, honoured by files."""

import io
import re
from datetime import datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import close_periode, open_periode, open_tahun
from iki_web.actions.target import create_target
from iki_web.queries.acuan import find_acuan
from iki_web.rules.periode import WIB
from tests.pendukung.halaman import teks as teks_mentah

BAGIAN = ("indikator", "isian", "perbandingan", "pengajuan")


@pytest.fixture
def target(app):
    """Every indicator's target for 2026 is 90."""
    with app.app_context():
        sistem = find_sistem()
        create_target(sistem, 2026, dict.fromkeys(find_acuan(sistem).indikator, Decimal(90)))


def teks(jawab):
    """The words of an answer, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", teks_mentah(jawab)))


def cip(jawab):
    """The filters in force: words and the address without each."""
    daftar = re.search(r'<ul class="cip".*?</ul>', jawab.get_data(as_text=True), re.S)
    if daftar is None:
        return []
    tautan = re.findall(r'<a href="([^"]+)">(.*?)</a>', daftar[0], re.S)
    return [
        (re.sub(r"<[^>]+>", "", isi).split(",")[0].strip(), url.replace("&amp;", "&"))
        for url, isi in tautan
    ]


def id_jabatan(app, kode):
    with app.app_context():
        semua = find_acuan(find_sistem()).jabatan.values()
        return next(j.id for j in semua if j.kode == kode)


@pytest.mark.parametrize("bagian", BAGIAN)
def test_each_page_is_reached_from_the_recap_and_shows_the_viewers_part(masuk, entri, bagian):
    entri("DISETUJUI", "kasi-pmd-2")
    alamat = f"/rekap/2026/{bagian}"
    assert f'href="{alamat}"' in masuk("camat").get("/rekap/2026").get_data(as_text=True)
    assert "Kasi PMD" in teks(masuk("camat").get(alamat))
    staf = teks(masuk("staf-umum").get(alamat))
    assert "Staf Umum" in staf
    assert "PMD" not in staf
    kosong = masuk("pengelola").get(alamat)
    assert kosong.status_code == 200
    assert "Anda tidak memegang jabatan" in teks(kosong)


@pytest.mark.parametrize("bagian", BAGIAN)
def test_empty_fields_of_the_form_do_not_stay_in_the_address(masuk, bagian):
    klien = masuk("camat")
    jawab = klien.get(f"/rekap/2026/{bagian}?periode=2026-TW1&jabatan=&aneh=1")
    assert (jawab.status_code, jawab.location) == (
        303,
        f"/rekap/2026/{bagian}?periode=2026-TW1",
    )
    assert klien.get(jawab.location).status_code == 200


def test_filters_are_visible_and_each_can_be_removed(app, masuk, entri):
    entri("DIAJUKAN")
    nomor = id_jabatan(app, "kasubbag-umum")
    alamat = f"/rekap/2026/isian?periode=2026-TW1&jabatan={nomor}&status=diajukan"
    jawab = masuk("camat").get(alamat)
    assert cip(jawab) == [
        ("Periode: Triwulan I 2026", f"/rekap/2026/isian?jabatan={nomor}&status=diajukan"),
        (
            "Jabatan: Kasubbag Umum dan bawahannya",
            "/rekap/2026/isian?periode=2026-TW1&status=diajukan",
        ),
        ("Keadaan: Diajukan", f"/rekap/2026/isian?periode=2026-TW1&jabatan={nomor}"),
        ("Hapus semua", "/rekap/2026/isian"),
    ]
    assert "1 dari 32 realisasi: 1 diajukan" in teks(jawab)
    html = jawab.get_data(as_text=True)
    for akhiran in ("xlsx", "csv"):
        assert f'href="/rekap/2026.{akhiran}?{alamat.partition("?")[2]}"' in html.replace(
            "&amp;", "&"
        )
    assert cip(masuk("camat").get("/rekap/2026/isian")) == []


@pytest.mark.parametrize(
    "tanya",
    ["status=beres", "predikat=Hebat", "periode=2025-TW1", "jabatan=0", "status=draf&status=draf"],
)
def test_unknown_filters_are_not_found(masuk, tanya):
    klien = masuk("camat")
    for alamat in ("/rekap/2026/isian", "/rekap/2026.xlsx", "/rekap/2026.csv"):
        assert klien.get(f"{alamat}?{tanya}").status_code == 404
    assert klien.get("/rekap/2019/isian").status_code == 404


def test_list_names_who_must_act_and_since_when(masuk, entri, jam_uji):
    entri("DIAJUKAN")
    entri("DIKEMBALIKAN", "kasubbag-umum-2")
    jam_uji.set(datetime(2026, 4, 16, 9, tzinfo=WIB))
    camat = masuk("camat")
    isi = teks(camat.get("/rekap/2026/isian?status=menunggu-lama"))
    assert re.search(r"Staf Umum TW I Diajukan .*Kasubbag Umum 10 Apr 2026, 4 hari kerja", isi)
    assert "1 dari 122 realisasi: 1 diajukan" in isi
    isi = teks(camat.get("/rekap/2026/isian?status=dikembalikan"))
    assert "Kasubbag Umum TW I Dikembalikan" in isi


def test_predikat_is_the_label_approval_froze(masuk, entri, target):
    entri("DISETUJUI", pembilang=90, penyebut=100)
    entri("DISETUJUI", "staf-pmd-1", pembilang=50, penyebut=100)
    camat = masuk("camat")
    isi = teks(camat.get("/rekap/2026/isian?predikat=Sangat Baik"))
    assert "1 dari 122 realisasi" in isi
    assert "Predikat capaian: Sangat Baik" in isi
    kosong = teks(camat.get("/rekap/2026/isian?predikat=Baik"))
    assert "Tidak ada realisasi yang cocok" in kosong


def test_indicator_page_has_the_roll_up_with_its_counts(app, masuk, entri, target):
    entri("DISETUJUI", pembilang=180, penyebut=200)
    entri("DISETUJUI", periode="2026-TW2", pembilang=10, penyebut=200)
    nomor = id_jabatan(app, "staf-umum")
    jawab = masuk("camat").get(f"/rekap/2026/indikator?jabatan={nomor}")
    isi = teks(jawab)
    assert "1 indikator pada 1 jabatan" in isi
    # JUMLAH: 190/400, never the mean of 90 and 5.
    assert "47,50 % (190/400) capaian 52,78 2 dari 4 periode" in isi
    assert "setahun: jumlah semua periode" in isi
    isi = teks(masuk("camat").get("/rekap/2026/indikator?status=nihil"))
    assert "Tidak ada indikator yang cocok" in isi


def test_submissions_and_returns_of_a_quarter(masuk, entri):
    entri("DIAJUKAN")
    entri("DIKEMBALIKAN", "kasi-pmd-2")
    jawab = masuk("camat").get("/rekap/2026/pengajuan?periode=2026-TW1")
    isi = teks(jawab)
    assert "Triwulan I 2026: 1 dari 30 realisasi sudah diajukan" in isi
    assert "Belum diajukan 29" in teks(masuk("camat").get("/rekap/2026?periode=2026-TW1"))
    assert "Jumlah realisasi yang sudah diajukan: 10 Apr 2026 1; dari 30, batas 14 Jan 2027." in isi
    assert "Kasi PMD 3 0 3 – –" in isi
    assert "Yang dikembalikan atau ditarik dihitung belum diajukan" in isi
    assert "Angka tidak sesuai bukti 1 kali" in isi
    assert "1 realisasi pernah dikembalikan" in isi
    entri("DIAJUKAN", "kasi-pmd-3")
    isi = teks(masuk("camat").get("/rekap/2026/pengajuan?periode=2026-TW1"))
    assert "Kasi PMD 3 1 2 10 Apr 2026 10 Apr 2026" in isi
    lain = teks(masuk("camat").get("/rekap/2026/pengajuan?periode=2026-TW4"))
    assert "Triwulan IV 2026 belum mulai" in lain
    assert "Tidak ada realisasi yang dikembalikan pada Triwulan IV 2026" in lain


def test_a_reopened_quarter_keeps_its_reason_when_all_is_approved(app, masuk, entri):
    with app.app_context():
        close_periode(find_sistem(), "2026-TW1", 1)
        open_periode(find_sistem(), "2026-TW1", 2, "2026-04-13", "Buku register terendam.")
    entri("DISETUJUI")
    isi = teks(masuk("staf-umum").get("/rekap/2026?periode=2026-TW1"))
    assert "Triwulan I 2026 dibuka kembali: Buku register terendam." in isi
    assert "Semua realisasi Triwulan I sudah disetujui." in isi


def test_comparison_shows_years_with_counts_and_direction(app, masuk, entri, target):
    with app.app_context():
        sistem = find_sistem()
        open_tahun(sistem, 2025)
        create_target(sistem, 2025, dict.fromkeys(find_acuan(sistem).indikator, Decimal(80)))
    entri("DISETUJUI", periode="2025-TW1", pembilang=60, penyebut=100, berkas=False)
    entri("DISETUJUI", pembilang=90, penyebut=100)
    isi = teks(masuk("camat").get("/rekap/2026/perbandingan"))
    assert "2026 di samping 2025" in isi
    assert "60,00 % (60/100) capaian 75,00 · 1 dari 4 periode" in isi
    assert "90,00 % (90/100) capaian 100,00 · 1 dari 4 periode 90 % +30,00 poin membaik" in isi
    assert "Rata-rata capaian kantor tiap tahun" in isi
    buku = CalamineWorkbook.from_filelike(io.BytesIO(masuk("camat").get("/rekap/2026.xlsx").data))
    kepala, *baris = buku.get_sheet_by_name("Perbandingan").to_python()
    satu = next(dict(zip(kepala, b, strict=True)) for b in baris if b[1] == "staf-umum-1")
    dulu = [satu[f"{nama} 2025"] for nama in ("Pembilang", "Penyebut", "Realisasi")]
    assert dulu == [60, 100, 60]
    assert (satu["Capaian 2025 (%)"], satu["Selisih"]) == (75, 30)
    assert satu["Arah perubahan"] == "membaik"
    sendiri = teks(masuk("kasi-pmd").get("/rekap/2026/perbandingan"))
    assert "60,00" not in sendiri


def test_workbook_honours_the_filters(app, masuk, entri):
    entri("DIAJUKAN")
    entri("DISETUJUI", "kasubbag-umum-2")
    nomor = id_jabatan(app, "kasubbag-umum")
    jawab = masuk("camat").get(f"/rekap/2026.xlsx?jabatan={nomor}&status=diajukan")
    assert 'filename="rekap-2026-saringan.xlsx"' in jawab.headers["Content-Disposition"]
    buku = CalamineWorkbook.from_filelike(io.BytesIO(jawab.data))
    rincian = buku.get_sheet_by_name("Rincian").to_python()
    assert [(b[1], b[3], b[4]) for b in rincian[1:]] == [("staf-umum-1", "2026-TW1", "diajukan")]
    satu = dict(zip(rincian[0], rincian[1], strict=True))
    assert satu["Harus bertindak"] == "Kasubbag Umum"
    assert str(satu["Sejak"]) == "2026-04-10"
    rekap = buku.get_sheet_by_name("Rekap").to_python()
    assert len(rekap) == 4
    keterangan = buku.get_sheet_by_name("Keterangan").to_python()
    kalimat = "Disaring menurut Jabatan: Kasubbag Umum dan bawahannya; Keadaan: Diajukan."
    assert keterangan[1][0].startswith(kalimat)
