"""The main job of a quarter by four people, step by step, with whatever hands they have."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import Peramban, kartu
from tests.e2e.tangan import Tangan
from tests.pendukung.basis import SANDI

CATATAN = "Menurut buku agenda ada 180 surat yang sampai. Cocokkan kembali."


@dataclass
class Lakon:
    """One run of the job: who does it how, on which entry."""

    buka: Callable[[], Peramban]
    tangan: Tangan
    indikator: int
    tahun: int
    berkas: Path
    skrip: bool = True

    def orang(self, nama: str) -> Peramban:
        """Open this person's browser and sign in."""
        hasil = self.buka()
        page = hasil.buka("/")
        self.tangan.isi(page, page.get_by_label("Nama pengguna"), nama)
        self.tangan.isi(page, page.get_by_label("Sandi", exact=True), SANDI)
        self.tangan.tekan(page, page.get_by_role("button", name="Masuk", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
        return hasil

    def menu(self, page: Page, nama: str) -> None:
        """Go somewhere by the main menu, on a phone behind its button."""
        saku = page.locator("header .menu-saku > summary")
        if saku.is_visible():
            self.tangan.tekan(page, saku)
        tujuan = page.locator("nav a", has_text=re.compile(rf"^\s*{nama}"))
        self.tangan.tekan(page, tujuan.locator("visible=true"))
        page.locator("nav a[aria-current=page]", has_text=nama).first.wait_for(state="attached")
        page.wait_for_load_state()

    def isi_kartu(self, page: Page, kode: str, pembilang: str, penyebut: str) -> Locator:
        """Choose the period's tab and type the numbers."""
        tab = page.get_by_role("navigation", name="Periode").locator(f'a[href$="{kode}"]')
        self.tangan.tekan(page, tab)
        expect(tab).to_have_attribute("aria-current", "page")
        # What is typed before the script listens is not counted.
        page.wait_for_load_state()
        satu = kartu(page, self.indikator, kode)
        self.tangan.isi(page, satu.locator("[name=pembilang]"), pembilang)
        self.tangan.isi(page, satu.locator("[name=penyebut]"), penyebut)
        return satu

    def periksa(self, page: Page) -> None:
        """Check the page as it stands (axe needs script)."""
        if self.skrip:
            periksa_halaman(page)


def isi_dan_ajukan(lakon: Lakon, staf: Peramban) -> None:
    """Staf Umum fills in two quarters, with evidence, and submits both."""
    page = staf.page
    lakon.menu(page, "Indikator saya")
    for ke in (1, 2):
        satu = lakon.isi_kartu(page, f"{lakon.tahun}-TW{ke}", "170", "200")
        if lakon.skrip:
            expect(satu.locator(".hitung-hasil")).to_contain_text("85,00 %")
        lakon.tangan.berkas(page, satu.locator("input[type=file]").first, [lakon.berkas])
        if lakon.skrip:
            expect(satu.locator(".daftar-berkas")).to_contain_text("agenda surat.pdf")
            lakon.periksa(page)
        lakon.tangan.tekan(page, satu.get_by_role("button", name="Ajukan"))
        expect(satu.locator(".lencana").first).to_have_text("Diajukan")
        expect(satu).to_contain_text("85,00 %")
        expect(satu).to_contain_text("Kepala Sub Bagian Umum")
        lakon.periksa(page)


def kembalikan_yang_pertama(lakon: Lakon, kasubbag: Peramban) -> None:
    """Kasubbag Umum returns the first with reason and note; the next item follows."""
    page = kasubbag.page
    lakon.periksa(page)
    lakon.menu(page, "Persetujuan")
    lakon.periksa(page)
    lakon.tangan.tekan(page, page.locator(f'a[href$="/{lakon.indikator}/{lakon.tahun}-TW1"]'))
    expect(page.get_by_text("1 dari 2")).to_be_visible()
    expect(page.locator(".pratinjau img")).to_have_count(1)
    lakon.periksa(page)
    lakon.tangan.tekan(page, page.locator("summary", has_text="Kembalikan"))
    lakon.tangan.pilih(page, page.get_by_label("Angka tidak sesuai bukti"))
    lakon.tangan.isi(page, page.get_by_label("Catatan untuk Staf Umum"), CATATAN)
    lakon.tangan.tekan(page, page.get_by_role("button", name="Kembalikan"))
    expect(page.locator(".pita-positif")).to_contain_text("Dikembalikan")
    expect(page.get_by_text("1 dari 1")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{lakon.tahun}-TW2$"))


def perbaiki(lakon: Lakon, staf: Peramban) -> None:
    """Staf Umum sees why on top of the card, corrects the number, submits again."""
    page = staf.page
    lakon.menu(page, "Beranda")
    lakon.periksa(page)
    tugas = page.locator(f'a[href$="/{lakon.indikator}/{lakon.tahun}-TW1"]')
    expect(tugas).to_contain_text("Dikembalikan")
    lakon.tangan.tekan(page, tugas)
    satu = kartu(page, lakon.indikator, f"{lakon.tahun}-TW1")
    satu.wait_for()
    page.wait_for_load_state()
    lakon.tangan.isi(page, satu.locator("[name=pembilang]"), "180")
    sebab = satu.locator(".pita-negatif").first
    expect(sebab).to_contain_text(f"Angka tidak sesuai bukti: {CATATAN}")
    letak, isian = sebab.bounding_box(), satu.locator("form").first.bounding_box()
    assert letak is not None
    assert isian is not None
    assert letak["y"] < isian["y"]
    lakon.periksa(page)
    lakon.tangan.tekan(page, satu.get_by_role("button", name="Ajukan"))
    expect(satu.locator(".lencana").first).to_have_text("Diajukan")
    expect(satu).to_contain_text("90,00 %")


def setujui_semua(lakon: Lakon, kasubbag: Peramban) -> None:
    """Kasubbag Umum approves; the next item stands there at once, then nothing is left."""
    page = kasubbag.page
    lakon.menu(page, "Persetujuan")
    lakon.tangan.tekan(page, page.locator(f'a[href$="/{lakon.indikator}/{lakon.tahun}-TW2"]'))
    expect(page.get_by_text("1 dari 2")).to_be_visible()
    lakon.tangan.tekan(page, page.get_by_role("button", name="Setujui"))
    expect(page).to_have_url(re.compile(f"{lakon.tahun}-TW1$"))
    expect(page.locator(".pita-positif")).to_contain_text("Disetujui")
    expect(page.get_by_role("region", name="Riwayat")).to_contain_text(CATATAN)
    lakon.periksa(page)
    lakon.tangan.tekan(page, page.get_by_role("button", name="Setujui"))
    expect(page.get_by_role("heading", name="Semua sudah diputuskan")).to_be_visible()
    lakon.periksa(page)


def lihat_rekap(lakon: Lakon, orang: Peramban) -> None:
    """Whoever is above finds the number with its counts, and the evidence two clicks away."""
    page = orang.page
    lakon.menu(page, "Rekap")
    expect(page).to_have_url(re.compile(f"/rekap/{lakon.tahun}$"))
    lakon.periksa(page)
    lakon.tangan.tekan(page, page.get_by_role("rowheader").get_by_role("link", name="Staf Umum"))
    sel = page.get_by_role("cell").filter(has_text="90,00 %").first
    expect(sel).to_contain_text("180/200")
    lakon.periksa(page)
    lakon.tangan.tekan(page, sel.get_by_role("link"))
    lakon.tangan.tekan(page, page.get_by_role("link", name="Lihat agenda surat.pdf"))
    gambar = page.locator(".pratinjau-berkas img")
    expect(gambar).to_be_visible()
    lakon.periksa(page)


def lihat_orang_luar(lakon: Lakon, orang: Peramban, bukti: str) -> None:
    """A side branch gets the answer of an address that does not exist."""
    for jalur in (
        f"/realisasi/{lakon.indikator}/{lakon.tahun}-TW1",
        f"/persetujuan/{lakon.indikator}/{lakon.tahun}-TW1",
        bukti,
        "/realisasi/999999/2026-TW1",
    ):
        page = orang.buka(jalur, 404)
        expect(page.get_by_role("heading", level=1)).to_have_text("Tidak ditemukan")
        assert "Surat" not in page.locator("main").inner_text()
    lakon.periksa(page)


def jalankan(lakon: Lakon) -> None:
    """Do the whole job."""
    staf, kasubbag = lakon.orang("staf-umum"), lakon.orang("kasubbag-umum")
    isi_dan_ajukan(lakon, staf)
    kembalikan_yang_pertama(lakon, kasubbag)
    perbaiki(lakon, staf)
    setujui_semua(lakon, kasubbag)
    camat = lakon.orang("camat")
    lihat_rekap(lakon, camat)
    lihat_rekap(lakon, lakon.orang("sekretaris"))
    bukti = camat.page.url.removeprefix(camat.alamat)
    lihat_orang_luar(lakon, lakon.orang("staf-keuangan"), bukti)
