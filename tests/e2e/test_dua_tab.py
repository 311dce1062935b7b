"""Two tabs, two clicks, one deed: stale versions, double clicks, sessions that ended meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL, isi_terhitung, kartu
from tests.pendukung.basis import SANDI

STAF = "staf-umum"


@pytest.fixture
def nomor_surat(nomor):
    """The indicator of Staf Umum."""
    return nomor("staf-umum-1")


def test_a_stale_tab_is_shown_what_changed_and_keeps_what_was_typed(
    peramban, nomor_surat, entri, tahun
):
    kode = f"{tahun}-TW1"
    entri("DRAF", "staf-umum-1", kode)
    orang = peramban(STAF)
    satu = orang.entri(nomor_surat, kode)
    lain = orang.konteks.new_page()
    lain.goto(f"/realisasi/{nomor_surat}/{kode}")
    dua = kartu(lain, nomor_surat, kode)
    dua.locator("[name=pembilang]").fill("190")
    dua.get_by_role("button", name="Simpan", exact=True).click()
    expect(dua.locator(".langkah-kabar")).to_contain_text("Draf tersimpan")
    satu.locator("[name=pembilang]").fill("175")
    with orang.boleh(409, "/simpan"):
        satu.get_by_role("button", name="Simpan", exact=True).click()
        peringatan = satu.get_by_role("alert")
        expect(peringatan).to_contain_text("190")
    expect(satu.locator("[name=pembilang]")).to_have_value("175")
    periksa_halaman(orang.page)
    satu.get_by_role("button", name="Simpan", exact=True).click()
    expect(peringatan).to_have_count(0)
    expect(satu.locator("[name=pembilang]")).to_have_value("175")


def test_a_double_click_submits_once(peramban, nomor_surat, entri, tahun):
    kode = f"{tahun}-TW1"
    entri("DRAF", "staf-umum-1", kode)
    orang = peramban(STAF)
    kirim = []
    orang.page.on("request", lambda p: kirim.append(p.url) if p.method == "POST" else None)
    satu = orang.entri(nomor_surat, kode)
    satu.get_by_role("button", name="Ajukan").dblclick()
    expect(satu.locator(".kartu-kepala .lencana")).to_have_text("Diajukan")
    assert [url.rpartition("/")[2] for url in kirim] == ["ajukan"]
    riwayat = orang.page.get_by_role("region", name="Riwayat").get_by_role("listitem")
    expect(riwayat).to_have_count(1)


def test_the_second_half_of_a_double_click_does_not_decide_the_next_item(
    peramban, nomor, entri, tahun
):
    for kode in (f"{tahun}-TW1", f"{tahun}-TW2"):
        entri("DIAJUKAN", "staf-trantib-1", kode)
    orang = peramban("kasi-trantib")
    page = orang.buka(f"/persetujuan/{nomor('staf-trantib-1')}/{tahun}-TW1")
    tombol = page.get_by_role("button", name="Setujui")
    kotak = tombol.bounding_box()
    assert kotak is not None
    x, y = kotak["x"] + kotak["width"] / 2, kotak["y"] + kotak["height"] / 2
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile(f"{tahun}-TW2$"))
    expect(tombol).to_be_visible()
    page.mouse.move(x, y)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(300)
    expect(page).to_have_url(re.compile(f"{tahun}-TW2$"))
    page.reload()
    expect(page.get_by_role("button", name="Setujui")).to_be_visible()


def test_a_decision_on_a_stale_version_is_said_and_changes_nothing(peramban, nomor, entri, tahun):
    kode = f"{tahun}-TW1"
    entri("DIAJUKAN", "staf-trantib-1", kode)
    alamat = f"/persetujuan/{nomor('staf-trantib-1')}/{kode}"
    orang = peramban("kasi-trantib")
    page = orang.buka(alamat)
    lain = orang.konteks.new_page()
    lain.goto(alamat)
    lain.get_by_role("button", name="Setujui").click()
    expect(lain.locator(".pita-positif")).to_contain_text("Disetujui")
    with orang.boleh(409, "/setujui"):
        page.get_by_role("button", name="Setujui").click()
        expect(page.locator("main")).to_contain_text("berubah")
    periksa_halaman(page)


@pytest.mark.parametrize(
    ("ukuran", "tekan"), [(LEBAR, True), (PONSEL, False)], ids=["simpan", "mengetik"]
)
def test_a_session_that_ended_elsewhere_leads_to_sign_in_and_loses_nothing(
    peramban, nomor_surat, tahun, ukuran, tekan
):
    kode = f"{tahun}-TW1"
    orang = peramban("", ukuran)
    orang.masuk(STAF, SANDI)
    satu = orang.entri(nomor_surat, kode)
    isi_terhitung(satu, penyebut="200", pembilang="177" if tekan else "17")
    lain = orang.konteks.new_page()
    lain.goto("/")
    keluar(lain)
    with orang.boleh(401, r"/(simpan|hitung\S*)"):
        if tekan:
            satu.get_by_role("button", name="Simpan", exact=True).click()
        else:
            satu.locator("[name=pembilang]").press("End")
            orang.page.keyboard.type("7")
        expect(orang.page.get_by_role("heading", level=1)).to_have_text("Masuk")
    periksa_halaman(orang.page)
    orang.masuk(STAF, SANDI)
    orang.page.get_by_role("button", name=re.compile("Kirim|Simpan|Lanjut")).first.click()
    expect(satu.locator("[name=pembilang]")).to_have_value("177")
    expect(satu.locator("[name=penyebut]")).to_have_value("200")


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_back_after_sign_out_shows_nothing_private(peramban, nomor_surat, entri, tahun, ukuran):
    kode = f"{tahun}-TW1"
    entri("DRAF", "staf-umum-1", kode)
    orang = peramban("", ukuran)
    page = orang.masuk(STAF, SANDI)
    orang.entri(nomor_surat, kode)
    keluar(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    periksa_halaman(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    simpan = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    for isi in (page.content(), simpan):
        assert "Rasio Surat" not in isi
        assert "Staf Umum" not in isi
        assert "180" not in isi


@pytest.mark.parametrize(
    ("nama", "ukuran"), [("staf-pmd", LEBAR), ("kasi-pmd", PONSEL)], ids=["1366x768", "390x844"]
)
def test_a_first_sign_in_leads_to_an_own_password(peramban, sandi_awal, nama, ukuran):
    orang = peramban("", ukuran)
    page = orang.masuk(nama, sandi_awal[nama])
    expect(page.get_by_role("heading", level=1)).to_have_text("Ganti sandi")
    periksa_halaman(page)
    page.goto("/indikator")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ganti sandi")
    page.get_by_label("Sandi sekarang", exact=True).fill(sandi_awal[nama])
    for label in ("Sandi baru", "Ulangi sandi baru"):
        page.get_by_label(label, exact=True).fill("jrengik")
    with orang.boleh(422, "/akun/sandi"):
        page.get_by_role("button", name="Simpan sandi").click()
        expect(page.locator(".galat-isian").first).to_be_visible()
    periksa_halaman(page)
    page.get_by_label("Sandi sekarang", exact=True).fill(sandi_awal[nama])
    for label in ("Sandi baru", "Ulangi sandi baru"):
        page.get_by_label(label, exact=True).fill(SANDI)
    page.get_by_role("button", name="Tampilkan sandi baru", exact=True).click()
    expect(page.get_by_label("Sandi baru", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Simpan sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")


def keluar(page):
    """Sign out by the page's button."""
    saku = page.locator("header .menu-saku > summary")
    if saku.is_visible():
        saku.click()
    page.get_by_role("button", name="Keluar", exact=True).locator("visible=true").click()
    page.wait_for_url("**/masuk")
