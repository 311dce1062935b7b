"""Two Kasubbag are away: who acts, what comes to his desk, and what never does."""

import re
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from iki_web.rules.periode import WIB
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import Peramban
from tests.e2e.tahun_pertama.kantor import Kantor, kabar, kirim, menu, ruang, tautan
from tests.e2e.tahun_pertama.orang import AKUN_STAF, PEMANGKU

UMUM, KEUANGAN = "Kepala Sub Bagian Umum dan Kepegawaian", "Kepala Sub Bagian Keuangan"
SURAT = "Rasio Surat Menyurat yang terdistribusi sesuai tujuan"
LAPORAN = "Persentase Laporan Keuangan yang disusun"
HARI_PERTAMA, HARI_TERAKHIR = "2026-11-02", "2026-11-15"
SESUDAH = datetime(2026, 11, 16, 8, 30, tzinfo=WIB)


def _isi_penugasan(page: Page, akun: str, jenis: str) -> None:
    """Fill in the form of an acting official for two weeks."""
    page.get_by_label("Pegawai").select_option(label=f"{PEMANGKU[akun]} ({akun})")
    page.get_by_label(re.compile(f"^{jenis}")).check()
    page.get_by_label("Hari pertama").fill(HARI_PERTAMA)
    page.get_by_label("Hari terakhir").fill(HARI_TERAKHIR)
    page.get_by_label("Nomor surat perintah").fill("800/15/434.507/2026")
    page.get_by_label("Tanggal surat").fill(HARI_PERTAMA)


def angkat_plh(pengelola: Peramban) -> None:
    """Kasubbag Umum is on leave: a Plt. is refused with the right word, a Plh. taken."""
    page = pengelola.page
    ruang(page, "Jabatan")
    tautan(page, UMUM, persis=True)
    tautan(page, "Beri penugasan")
    periksa_halaman(page)
    _isi_penugasan(page, "kasi-trantib", "Plt")
    with pengelola.boleh(422, "/kelola/penugasan"):
        kirim(page, "Simpan penugasan")
        expect(page.get_by_role("alert")).to_contain_text("tetapkan Plh")
    periksa_halaman(page)
    page.get_by_label(re.compile("^Plh")).check()
    kirim(page, "Simpan penugasan")
    expect(page.get_by_role("link", name=f"Plh. {PEMANGKU['kasi-trantib']}")).to_be_visible()
    periksa_halaman(page)


def angkat_plt(pengelola: Peramban) -> None:
    """Kasubbag Keuangan has retired: his own staff acts as Plt., and cannot approve himself."""
    page = pengelola.page
    tautan(page, "Pohon jabatan")
    tautan(page, KEUANGAN, persis=True)
    tautan(page, PEMANGKU["kasubbag-keuangan"])
    page.locator("summary", has_text="Akhiri").click()
    page.get_by_label("Hari terakhir").first.fill("2026-10-31")
    periksa_halaman(page)
    kirim(page, "Simpan hari terakhir")
    expect(page.locator("main")).to_contain_text("kosong sejak 1 Nov 2026")
    tautan(page, "Beri penugasan")
    _isi_penugasan(page, "staf-keuangan", "Plt")
    kirim(page, "Simpan penugasan")
    expect(kabar(page)).to_contain_text("Penugasan sudah disimpan")
    tautan(page, "Pohon jabatan")
    staf = page.get_by_role("row").filter(has_text="Staf Sub Bagian Keuangan").last
    expect(staf).to_contain_text(f"naik karena pemegang jabatan {KEUANGAN}")
    periksa_halaman(page)


def ajukan(page: Page, indikator: str, berkas: Path) -> None:
    """Open an entry from Beranda, fill in every number, add the evidence, submit."""
    menu(page, "Beranda")
    page.locator("main").get_by_role("link", name=re.compile(indikator)).last.click()
    page.locator("[name=keterangan]").wait_for(state="attached")
    for medan, isi in (("pembilang", "170"), ("penyebut", "200")):
        for satu in page.locator(f"[name={medan}]").all():
            satu.fill(isi)
    for medan, isi in (("jatuh_tempo", "3"), ("tepat_waktu", "2")):
        for satu in page.locator(f"[name^={medan}]").all():
            satu.fill(isi)
    page.locator("input[type=file]").first.set_input_files(berkas)
    expect(page.locator(".daftar-berkas")).to_contain_text(berkas.name)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.locator(".kartu-kepala .lencana")).to_have_text("Diajukan")


def _buka_antrean(page: Page) -> None:
    menu(page, "Persetujuan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Persetujuan")


def setujui(page: Page, indikator: str, sebab: str = "") -> None:
    """Find it in the queue (with the reason why it came there), look at it, approve it."""
    _buka_antrean(page)
    baris = page.get_by_role("row").filter(has_text=indikator)
    expect(baris).to_have_count(1)
    if sebab:
        expect(baris).to_contain_text(f"kepada Anda karena {sebab}")
        periksa_halaman(page)
    tautan(page, re.compile(indikator))
    if not sebab:
        periksa_halaman(page)
    page.get_by_role("button", name="Setujui").first.click()
    expect(page.get_by_role("heading", name="Semua sudah diputuskan")).to_be_visible()


def tanpa_antrean(page: Page) -> None:
    """Nothing waits for this person."""
    _buka_antrean(page)
    expect(page.get_by_text("Tidak ada yang menunggu keputusan Anda")).to_be_visible()


def selama_dua_minggu(kantor: Kantor, staf: Peramban, berkas: Path) -> None:
    """What is submitted goes to who acts, but never his own."""
    ajukan(staf.page, SURAT, berkas)
    plh = f"Plh. {PEMANGKU['kasi-trantib']}"
    expect(staf.page.locator(".langkah-bar")).to_contain_text(f"{UMUM} atau {plh}")
    setujui(kantor.masuk_pertama("kasi-trantib").page, SURAT)
    expect_disetujui(staf.page, f"Plh. {UMUM} ({PEMANGKU['kasi-trantib']})")
    plt = kantor.masuk_pertama("staf-keuangan").page
    ajukan(plt, LAPORAN, berkas)
    sebab = f"Sekretaris Kecamatan, karena pemegang jabatan {KEUANGAN} ikut mengisi"
    expect(plt.locator(".langkah-bar")).to_contain_text(sebab)
    periksa_halaman(plt)
    tanpa_antrean(plt)
    periksa_halaman(plt)
    sekretaris = kantor.masuk_pertama("sekretaris").page
    _buka_antrean(sekretaris)
    expect(sekretaris.get_by_role("row").filter(has_text=LAPORAN)).to_contain_text(
        f"kepada Anda karena pemegang jabatan {KEUANGAN}"
    )


def expect_disetujui(page: Page, oleh: str) -> None:
    """The owner reads who approved, as he signed."""
    menu(page, "Indikator saya")
    tab = page.get_by_role("navigation", name="Periode").get_by_role("link", name="TW IV")
    tab.click()
    expect(tab).to_have_attribute("aria-current", "page")
    expect(page.locator("main")).to_contain_text(f"Disetujui oleh {oleh}")
    periksa_halaman(page)


def sesudah_dua_minggu(kantor: Kantor, berkas: Path) -> None:
    """It is over without anybody's act; what still waits says why it stays where it is."""
    kantor.pindah_ke(SESUDAH)
    staf = kantor.masuk(AKUN_STAF).page
    ajukan(staf, SURAT, berkas)
    expect(staf.locator(".langkah-bar")).to_contain_text(f"Menunggu keputusan {UMUM}")
    expect(staf.locator(".langkah-bar")).not_to_contain_text("Plh.")
    dulu = kantor.masuk("kasi-trantib").page
    expect(dulu.locator(".akun").first).not_to_contain_text("Plh.")
    tanpa_antrean(dulu)
    setujui(kantor.masuk_pertama("kasubbag-umum").page, SURAT)
    setujui(kantor.masuk("sekretaris").page, LAPORAN, f"jabatan {KEUANGAN} sedang kosong")
