"""The edition of one's own: drafted from 2021, mended by its findings, fixed by the Camat."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import Peramban
from tests.e2e.tahun_pertama.kantor import Kantor, kabar, kirim, menu, ruang, tautan

NOMOR = "188/7/KEP/434.507/2026"
PANGKAT = "Persentase pengajuan kenaikan pangkat"


def mulai_draf(page: Page) -> None:
    """Begin as a copy of the edition in force."""
    ruang(page, "Edisi")
    periksa_halaman(page)
    tautan(page, "Mulai draf baru")
    expect(page.get_by_label("Salin dari")).to_contain_text("188/1.A/KEP/434.507/2021")
    page.get_by_label("Kode").fill("2027")
    periksa_halaman(page)
    kirim(page, "Buat draf")
    expect(kabar(page)).to_contain_text("Draf edisi baru dibuat")
    expect(page.locator("main")).to_contain_text("56 temuan periksa mutu")
    periksa_halaman(page)


def _buka_temuan(page: Page, kelompok: str, tempat: str) -> None:
    """Open a group unless it stands open, follow the link of its first finding at a place."""
    satu = page.locator("details.mutu-kelompok").filter(
        has=page.get_by_role("heading", name=kelompok)
    )
    if satu.get_attribute("open") is None:
        satu.locator("summary").click()
    tautan(page, tempat, persis=True)
    expect(page.locator(".pita-peringatan").first).to_contain_text("Temuan periksa mutu di sini")


def _kembali(page: Page, sisa: int, kelompok: str) -> None:
    """Saving led back to the findings, one of which is gone, with its group still open."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa mutu")
    expect(page.locator("main")).to_contain_text(f"{sisa} temuan")
    terbuka = page.locator("details.mutu-kelompok[open]")
    expect(terbuka).to_have_count(1)
    expect(terbuka.get_by_role("heading")).to_contain_text(kelompok)


def perbaiki(page: Page) -> None:
    """Mend some of what the machine found, each through its own link."""
    tautan(page, "Buka periksa mutu")
    periksa_halaman(page)
    kelompok = "Persentase tanpa × 100 %"
    _buka_temuan(page, kelompok, "Kasubbag Umum, indikator 4")
    page.get_by_label("Dikali 100 %").check()
    expect(page.locator("#rumus")).to_contain_text("100")
    periksa_halaman(page)
    kirim(page, "Simpan indikator")
    _kembali(page, 55, kelompok)
    _buka_temuan(page, kelompok, "Kasubbag Umum, indikator 7")
    page.get_by_label("Dikali 100 %").check()
    kirim(page, "Simpan indikator")
    _kembali(page, 54, kelompok)
    kelompok = "Sumber data dan susunan lembar"
    _buka_temuan(page, kelompok, "Staf Umum")
    page.get_by_label("Tugas").fill("Membantu Kepala Sub Bagian Umum dan Kepegawaian.")
    periksa_halaman(page)
    kirim(page, "Simpan lembar")
    _kembali(page, 53, kelompok)
    periksa_halaman(page)
    kelompok = "Konsideran, tempat, dan tanggal"
    _buka_temuan(page, kelompok, "Lembar keputusan")
    page.get_by_label(re.compile("^Mengingat 8$")).fill("")
    periksa_halaman(page)
    kirim(page, "Simpan naskah")
    _kembali(page, 52, kelompok)


def nilai(page: Page) -> None:
    """Answer the three conditions and five criteria of two indicators, in place."""
    for ke, nama in enumerate((PANGKAT, "Rasio Surat Menyurat yang"), 1):
        page.get_by_role("link", name=re.compile(f"^Nilai {nama}")).first.click()
        form = page.locator(".mutu-form")
        expect(form.get_by_role("radio", name="Ya", exact=True)).to_have_count(8)
        for satu in form.get_by_role("radio", name="Ya", exact=True).all():
            satu.check()
        if ke == 2:
            periksa_halaman(page)
        form.get_by_role("button", name="Simpan penilaian").click()
        expect(page.get_by_text(f"{ke} dari 32 sudah dinilai").last).to_be_visible()
    tautan(page, "Edisi 2027")
    expect(page.locator("main")).to_contain_text("30 indikator belum dinilai")
    tautan(page, "Perbandingan")
    expect(page.locator("main")).to_contain_text("Membantu Kepala Sub Bagian Umum")
    periksa_halaman(page)


def tetapkan(camat: Peramban) -> None:
    """The Camat finds the draft, must say why what is left may stay, and fixes it."""
    page = camat.page
    menu(page, "Keputusan")
    periksa_halaman(page)
    tautan(page, re.compile("Draf 2027"))
    periksa_halaman(page)
    tautan(page, "Tetapkan")
    periksa_halaman(page)
    page.get_by_label("Nomor keputusan").fill(NOMOR)
    page.get_by_label("Tanggal penetapan").fill("2026-11-16")
    page.get_by_label("Berlaku mulai").fill("2027-01-01")
    with camat.boleh(422, "/tetapkan"):
        kirim(page, "Tetapkan keputusan")
        expect(page.locator(".galat-isian")).to_contain_text("52 temuan periksa mutu")
    periksa_halaman(page)
    page.get_by_label("Alasan menetapkan").fill("Sisanya diperbaiki pada edisi berikutnya.")
    kirim(page, "Tetapkan keputusan")
    expect(kabar(page)).to_contain_text(f"{NOMOR} ditetapkan, berlaku mulai 1 Januari 2027")
    periksa_halaman(page)
    menu(page, "Keputusan")
    tautan(page, "Nomor 188/1.A/KEP/434.507/2021")
    expect(page.locator("main")).to_contain_text("188/1.A/KEP/434.507/2021")


def susun(kantor: Kantor, pengelola: Peramban) -> None:
    """From the copy to the edition that will be in force."""
    mulai_draf(pengelola.page)
    perbaiki(pengelola.page)
    nilai(pengelola.page)
    tetapkan(kantor.masuk_pertama("camat"))
