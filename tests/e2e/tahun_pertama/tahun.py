"""All targets in one act, the next year opened with its deadlines seen, and what comes of it."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect

from iki_web.rules.periode import WIB
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.tahun_pertama.edisi import NOMOR, PANGKAT
from tests.e2e.tahun_pertama.kantor import Kantor, kabar, kirim, menu, ruang, tautan
from tests.e2e.tahun_pertama.orang import AKUN_STAF

TAHUN_BARU = datetime(2027, 1, 4, 8, 30, tzinfo=WIB)


def tetapkan_target(page: Page) -> None:
    """One number for all 32 indicators of the new edition."""
    ruang(page, "Target")
    tautan(page, "2027", persis=True)
    expect(page.locator("main")).to_contain_text("0 dari 32 indikator sudah bertarget")
    periksa_halaman(page)
    tautan(page, "Satu target untuk banyak")
    page.get_by_label("Target", exact=True).fill("90")
    page.get_by_label("Semua yang belum ada targetnya").check()
    periksa_halaman(page)
    kirim(page, "Simpan target")
    expect(kabar(page)).to_contain_text("32 target ditetapkan")
    expect(page.locator("main")).to_contain_text("32 dari 32 indikator sudah bertarget")
    periksa_halaman(page)


def buka_tahun(page: Page) -> None:
    """See every deadline first, then open the year."""
    ruang(page, "Periode")
    page.get_by_label("Tahun", exact=True).select_option("2027")
    kirim(page, "Tinjau batasnya")
    tw1 = page.get_by_role("row", name=re.compile("Triwulan I 2027"))
    expect(tw1).to_contain_text("Rabu, 14 April 2027")
    periksa_halaman(page)
    kirim(page, "Buka tahun 2027")
    expect(kabar(page)).to_contain_text("Semua periode tahun 2027 sudah dibuat")
    periksa_halaman(page)


def _lihat_2027(page: Page) -> None:
    """From the main menu to the indicators of the year that has begun."""
    menu(page, "Indikator saya")
    tautan(page, "2027", persis=True)
    utama = page.locator("main")
    expect(utama).to_contain_text(NOMOR)
    expect(utama).to_contain_text("Batas pengajuan Triwulan I 2027: 14 April 2027")
    expect(utama).to_contain_text("target 2027: 90,00 %")


def lihat_sebagai_staf(kantor: Kantor) -> None:
    """In January everybody finds the new edition's indicators with targets and deadlines."""
    kantor.pindah_ke(TAHUN_BARU)
    staf = kantor.masuk(AKUN_STAF).page
    utama = staf.locator("main")
    expect(utama).to_contain_text("Triwulan I 2027: 1 belum diajukan")
    expect(utama).to_contain_text("Batas 14 April 2027 pukul 23.59 WIB")
    periksa_halaman(staf)
    _lihat_2027(staf)
    kasubbag = kantor.masuk("kasubbag-umum").page
    _lihat_2027(kasubbag)
    pangkat = kasubbag.locator("section.kartu").filter(has_text=PANGKAT).first
    expect(pangkat).to_contain_text("× 100 %")
    periksa_halaman(kasubbag)
