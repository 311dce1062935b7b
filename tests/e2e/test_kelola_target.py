"""The year's targets: fixed for all in one act, proposed by the owner, changed with a reason."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import ikuti


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_targets_of_a_year_are_set_in_one_act_and_one_is_changed(peramban, tahun, ukuran):
    page = peramban("pengelola", ukuran).buka(f"/target/{tahun}")
    expect(page.get_by_role("heading", name="Belum ada target")).to_be_visible()
    periksa_halaman(page)
    ikuti(page, page.get_by_role("link", name="Satu target untuk banyak"))
    periksa_halaman(page)
    page.get_by_label("Target", exact=True).fill("90")
    page.get_by_label("Semua yang belum ada targetnya").check()
    page.get_by_role("button", name="Simpan target").click()
    expect(page.locator(".pita-positif")).to_contain_text("target ditetapkan")
    expect(page.get_by_role("heading", name="Belum ada target")).to_have_count(0)

    staf = peramban("staf-umum", ukuran).buka(f"/target/{tahun}/usul")
    staf.get_by_label("Setahun, Rasio Surat").fill("95")
    staf.get_by_label("Alasan usulan").fill("Ada petugas baru.")
    periksa_halaman(staf)
    staf.get_by_role("button", name="Kirim usulan").click()
    expect(staf.locator("main")).to_contain_text("Menunggu Kepala Sub Bagian Umum")

    atasan = peramban("kasubbag-umum", ukuran).buka("/")
    ikuti(atasan, atasan.get_by_role("link", name=re.compile(f"1 usulan target {tahun}")))
    periksa_halaman(atasan)
    atasan.get_by_role("button", name="Setujui").click()
    expect(atasan.locator(".pita-positif")).to_contain_text("1 usulan disetujui")
    expect(atasan.locator("main")).to_contain_text("95\u00a0%")


def test_grid_by_keyboard_alone_with_a_fault_at_its_field(peramban, tahun):
    orang = peramban("sekretaris", LEBAR)
    page = orang.buka(f"/target/{tahun}")
    ikuti(page, page.get_by_role("link", name="Isi target Kasubbag Umum"))
    kotak = page.locator(".target-kisi input[type=text]")
    expect(kotak).to_have_count(35)
    kotak.first.focus()
    for nilai in ("90", "-", "8O", "", "95"):
        page.keyboard.type(nilai)
        page.keyboard.press("Tab")
    expect(kotak.nth(5)).to_be_focused()
    with orang.boleh(422, r"/isi\?jabatan=3"):
        page.keyboard.press("Enter")
        expect(page.locator(".galat-isian")).to_have_count(1)
    expect(kotak.nth(2)).to_have_value("8O")
    periksa_halaman(page)
    kotak.nth(2).fill("80")
    page.keyboard.press("Enter")
    expect(page.locator(".pita-positif")).to_contain_text("4 target ditetapkan")
    periksa_halaman(page)


def test_an_odd_target_is_told_while_it_is_typed(peramban, tahun, nomor):
    satu = nomor("staf-umum-1")
    page = peramban("kasubbag-umum", LEBAR).buka(f"/target/{tahun}/isi")
    page.locator(f"#t-{satu}").press_sequentially("120")
    peringatan = page.locator(f"#timbang-{satu} .peringatan-isian")
    expect(peringatan).to_contain_text("tidak mungkin tercapai")
    expect(page.locator(f"#t-{satu}")).to_be_focused()
    periksa_halaman(page)
    page.locator(f"#t-{satu}").fill("95")
    expect(peringatan).to_have_count(0)


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_end_targets_of_the_renstra_are_filled_in_and_compared(peramban, tahun_ramai, ukuran):
    orang = peramban("camat", ukuran)
    page = orang.buka(f"/target/{tahun_ramai}")
    ikuti(page, page.get_by_role("link", name="Target akhir Renstra"))
    periksa_halaman(page)
    kotak = page.locator(".target-kisi input[type=text]")
    kotak.first.fill("8O")
    kotak.nth(1).fill("97" if ukuran is LEBAR else "98")
    with orang.boleh(422, "/target/renstra"):
        page.get_by_role("button", name="Simpan target").click()
        expect(page.locator(".galat-isian")).to_have_count(1)
    periksa_halaman(page)
    kotak.first.fill("")
    page.get_by_role("button", name="Simpan target").click()
    expect(page.locator(".pita-positif")).to_contain_text("target akhir Renstra disimpan")
    periksa_halaman(page)
    page = orang.buka(f"/rekap/{tahun_ramai}/perbandingan")
    expect(page.locator("main")).to_contain_text("Target akhir Renstra")
    periksa_halaman(page)
