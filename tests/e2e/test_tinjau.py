"""The review as a decider goes through it: what comes with the next item, and what stays off."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL

INDIKATOR, KASI = "staf-trantib-1", "kasi-trantib"


@pytest.fixture
def tinjau(peramban, nomor, entri, tahun):
    """`tinjau()` -> (browser of Kasi Trantib, with the first of three quarters before him)."""

    def buka(ukuran=LEBAR, **lain):
        for ke in (1, 2, 3):
            entri("DIAJUKAN", INDIKATOR, f"{tahun}-TW{ke}")
        orang = peramban(KASI, ukuran, **lain)
        orang.buka(f"/persetujuan/{nomor(INDIKATOR)}/{tahun}-TW1")
        return orang

    return buka


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_the_next_item_is_returned_with_a_form_that_comes_when_it_is_opened(tinjau, tahun, ukuran):
    orang = tinjau(ukuran)
    page = orang.page
    page.get_by_role("button", name="Setujui").click()
    expect(page).to_have_url(re.compile(f"{tahun}-TW2$"))
    expect(page.locator("h1")).to_be_focused()
    expect(page.get_by_label("Salah periode")).to_have_count(0)
    page.locator("summary", has_text="Kembalikan").press("Enter")
    page.get_by_label("Salah periode").check()
    catatan = page.get_by_label("Catatan untuk Staf Trantib")
    expect(page.locator(".hitung-huruf")).to_be_hidden()
    periksa_halaman(page)
    with orang.boleh(422, "/kembalikan"):
        page.get_by_role("button", name="Kembalikan").click()
        expect(page.locator("main")).to_contain_text("Tulis catatan")
    expect(page.get_by_label("Salah periode")).to_be_checked()
    expect(catatan).to_be_focused()
    catatan.fill("Ini triwulan lain.")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator(".pita-positif")).to_contain_text("Dikembalikan")
    expect(page).to_have_url(re.compile(f"{tahun}-TW3$"))


def test_a_return_sent_empty_leads_to_the_first_field_that_is_missing(tinjau):
    orang = tinjau()
    page = orang.page
    page.locator("summary", has_text="Kembalikan").click()
    with orang.boleh(422, "/kembalikan"):
        page.get_by_role("button", name="Kembalikan").click()
        expect(page.locator("main")).to_contain_text("Pilih satu alasan")
    expect(page.get_by_label("Bukti tak terbaca")).to_be_focused()


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_the_number_on_the_menu_goes_down_and_goes_with_the_last(tinjau, ukuran):
    page = tinjau(ukuran).page
    angka = page.locator(".hitung")
    # What other tests left behind waits too.
    for sisa in range(int((angka.first.text_content() or "").split()[0]), 0, -1):
        expect(angka).to_have_text([f"{sisa} menunggu"] * 2)
        page.get_by_role("button", name="Setujui").click()
    expect(page.locator("h1")).to_have_text("Persetujuan")
    expect(angka).to_have_text(["", ""])
    expect(page.locator(".hitung:visible")).to_have_count(0)
    periksa_halaman(page)


def test_a_form_that_does_not_come_leaves_a_way_to_it(tinjau, tahun):
    orang = tinjau()
    page = orang.page
    page.get_by_role("button", name="Setujui").click()
    expect(page).to_have_url(re.compile(f"{tahun}-TW2$"))
    page.route("**/kembalikan?*", lambda rute: rute.abort())
    page.locator("summary", has_text="Kembalikan").click()
    expect(page.locator("#kabar")).to_contain_text("Server tidak terjangkau")
    page.get_by_role("link", name="Buka formulirnya").click()
    expect(page.get_by_label("Salah periode")).to_be_visible()
    assert all("/kembalikan" in keluh for keluh in orang.keluhan), orang.keluhan
    orang.keluhan.clear()
    periksa_halaman(page)


def test_the_key_to_the_next_item_stays_off_from_item_to_item(tinjau, tahun):
    page = tinjau().page
    saklar = page.get_by_label("tombol n membuka berikutnya")
    saklar.uncheck()
    page.get_by_role("button", name="Setujui").click()
    expect(page).to_have_url(re.compile(f"{tahun}-TW2$"))
    expect(saklar).not_to_be_checked()
    saklar.check()
    page.locator("h1").press("n")
    expect(page).to_have_url(re.compile(f"{tahun}-TW3$"))
    expect(saklar).to_be_checked()
    saklar.uncheck()
    page.locator("h1").press("n")
    expect(page).to_have_url(re.compile(f"{tahun}-TW3$"))


@pytest.mark.parametrize("skrip", [True, False], ids=["skrip", "tanpa-skrip"])
def test_what_only_the_script_can_do_is_not_offered_without_it(tinjau, tahun, skrip):
    page = tinjau(skrip=skrip).page
    expect(page.get_by_label("tombol n membuka berikutnya")).to_be_visible(visible=skrip)
    page.goto("/persetujuan")
    expect(page.get_by_label("Pilih semua")).to_be_visible(visible=skrip)
    expect(page.get_by_role("button", name="Setujui yang dipilih")).to_be_visible()
    page.goto(f"/dokumen/banyak/perjanjian?tahun={tahun}")
    expect(page.get_by_label("Pilih semua")).to_be_visible(visible=skrip)


def test_large_counts_stay_whole_in_every_list(peramban, entri, nomor, tahun):
    besar = {"pembilang": 1635375000, "penyebut": 1837500000}
    for ke, keadaan in ((1, "DIAJUKAN"), (2, "DISETUJUI")):
        entri(keadaan, INDIKATOR, f"{tahun}-TW{ke}", **besar)
    orang = peramban(KASI, PONSEL)
    satu = f"/indikator/{nomor(INDIKATOR)}?tahun={tahun}"
    for jalur in ("/persetujuan", f"/rekap/{tahun}/isian", satu):
        page = orang.buka(jalur)
        expect(page.locator("main")).to_contain_text("1.635.375.000/1.837.500.000")
        periksa_halaman(page)
