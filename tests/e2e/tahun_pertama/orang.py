"""Twenty people by Excel, a handed over position, and the first of them at work."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import Peramban
from tests.e2e.tahun_pertama.kantor import Kantor, kabar, kirim, ruang, tautan
from tests.pendukung.lembar import build_xlsx

#: Who holds the positions, by the account of the first day; `staf-umum` is to be taken over.
PEMANGKU = {
    "camat": "Drs. H. Moh. Syafii, M.Si",
    "sekretaris": "Hj. Ratna Dewi, S.Sos",
    "kasubbag-umum": "Bambang Priyono, S.AP",
    "kasubbag-keuangan": "Sri Wahyuni, SE",
    "staf-keuangan": "Ahmad Fauzi, A.Md",
    "kasi-pemerintahan": "Agus Salim, S.IP",
    "staf-pemerintahan": "Nur Hasanah",
    "kasi-trantib": "Hasan Basri, SH",
    "staf-trantib": "Moh. Rifai",
    "kasi-pmd": "Endang Lestari, S.Sos",
    "staf-pmd": "Zainal Abidin",
}
BARU = (
    "Siti Aminah, S.Kom",
    "Abdul Wahid",
    "Dwi Cahyono",
    "Fitriyah",
    "Imam Ghozali",
    "Lailatul Qomariyah",
    "Mashudi",
    "Nanik Suryani",
    "Umar Faruq",
)
#: The new holder of Staf Umum, and the one to sign in with the app makes from her name.
STAF, AKUN_STAF = BARU[0], "siti-aminah"
Lembar = list[list[Any]]


def nip(nomor: int) -> str:
    """Return a NIP as a person types it."""
    return f"198001{nomor:02} 200501 {1 + nomor % 2} {nomor:03}"


def _isi_templat(page: Page, jenis: str, folder: Path, tulis: Callable[[Lembar], None]) -> Path:
    """Download a template, fill in its first sheet as Excel would keep it."""
    with page.expect_download() as unduhan:
        page.get_by_role("link", name=f"Unduh templat {jenis}").click()
    asal = folder / f"{jenis}.xlsx"
    unduhan.value.save_as(asal)
    buku = CalamineWorkbook.from_path(asal)
    isi = {nama: buku.get_sheet_by_name(nama).to_python() for nama in buku.sheet_names}
    tulis(isi[buku.sheet_names[0]])
    hasil = folder / f"{jenis} sudah diisi.xlsx"
    hasil.write_bytes(build_xlsx(isi))
    return hasil


def _unggah(page: Page, jenis: str, berkas: Path) -> None:
    page.get_by_label(f"Berkas {jenis} yang sudah diisi").set_input_files(berkas)
    page.locator(f"#unggah-{jenis} button").click()
    page.wait_for_url(re.compile(r"/kelola/impor/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pratinjau impor: {jenis}")
    periksa_halaman(page)


def _tulis_pegawai(baris: Lembar) -> None:
    """Give the accounts of the first day their people, add the others below."""
    for satu in baris[1:]:
        nama, akun = PEMANGKU.get(satu[3]), satu[3]
        if nama:
            satu[:3] = [nama, nip(1 + list(PEMANGKU).index(akun)), "Penata"]
    for letak, nama in enumerate(BARU, 1 + len(PEMANGKU)):
        baris.append([nama, nip(letak), "Pengatur", "", ""])


def _tulis_penugasan(baris: Lembar) -> None:
    """End the placeholder of Staf Umum; the new holder follows on the row below."""
    letak = next(n for n, satu in enumerate(baris) if satu[1] == "staf-umum")
    baris[letak][4] = date(2026, 10, 31)
    nomor = nip(1 + len(PEMANGKU)).replace(" ", "")
    baru = [nomor, "staf-umum", "DEFINITIF", date(2026, 11, 1), "", "", ""]
    baris.insert(letak + 1, baru)


def daftarkan(page: Page, folder: Path) -> str:
    """Enter twenty people by Excel; returns the code on the slip of the new Staf Umum."""
    ruang(page, "Impor")
    expect(page.locator("main")).to_contain_text("Akun awal bernama jabatannya")
    periksa_halaman(page)
    _unggah(page, "pegawai", _isi_templat(page, "pegawai", folder, _tulis_pegawai))
    saring = page.get_by_role("navigation", name="Baris yang ditampilkan")
    for kata in ("Ditambah (9)", "Diubah (11)", "Tetap (2)", "Ditolak (0)"):
        expect(saring).to_contain_text(kata)
    expect(page.get_by_role("row", name=re.compile("Moh. Syafii"))).to_contain_text("Camat")
    kirim(page, "Terapkan 20 baris")
    expect(page.locator(".slip")).to_have_count(len(BARU))
    periksa_halaman(page)
    slip = page.get_by_role("region", name=f"Slip {STAF}")
    expect(slip).to_contain_text(AKUN_STAF)
    kode = slip.locator(".slip-kode").inner_text().strip()
    tautan(page, "Sudah dicatat, kembali ke pegawai")
    expect(page.get_by_role("row", name=re.compile(STAF))).to_contain_text("tanpa jabatan")
    periksa_halaman(page)
    return kode


def tugaskan(page: Page, folder: Path) -> None:
    """Hand Staf Umum over by Excel."""
    ruang(page, "Impor")
    _unggah(page, "penugasan", _isi_templat(page, "penugasan", folder, _tulis_penugasan))
    kirim(page, "Terapkan 2 baris")
    expect(kabar(page)).to_contain_text("1 ditambah, 1 diubah")
    ruang(page, "Jabatan")
    staf = page.get_by_role("row").filter(has_text="Staf Sub Bagian Umum dan Kepegawaian").last
    expect(staf.get_by_role("rowheader")).to_contain_text(STAF)
    periksa_halaman(page)


def nonaktifkan_sisa(page: Page) -> None:
    """The placeholder whose position was handed over is not needed any more."""
    ruang(page, "Pegawai")
    tautan(page, "Staf Umum", persis=True)
    page.locator("summary", has_text="Nonaktifkan").click()
    periksa_halaman(page)
    kirim(page, "Ya, nonaktifkan Staf Umum")
    expect(page.locator("main")).to_contain_text("tidak aktif")


def masuk_dengan_slip(kantor: Kantor, kode: str) -> Peramban:
    """She types what is on her slip, chooses a password, and sees what is hers to do."""
    orang = kantor.masuk_pertama(AKUN_STAF, kode, periksa=True)
    expect(orang.page.locator("main")).to_contain_text("Triwulan IV 2026: 1 belum diajukan")
    periksa_halaman(orang.page)
    return orang
