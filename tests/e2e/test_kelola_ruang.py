"""The way from room to room of Kelola: one row on a screen, one folded row on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import PapanKetik

KECIL = (360, 740)


@pytest.mark.parametrize("ukuran", [PONSEL, KECIL], ids=["390x844", "360x740"])
@pytest.mark.parametrize("skrip", [True, False], ids=["skrip", "tanpa-skrip"])
def test_rooms_fold_into_one_row_on_a_phone_and_open_by_keyboard(peramban, ukuran, skrip):
    page = peramban("pengelola", ukuran, skrip=skrip).buka("/kelola/pegawai")
    ruang = page.locator(".ruang")
    lipat = ruang.locator("summary")
    expect(lipat).to_contain_text("Pegawai")
    assert ruang.bounding_box()["height"] <= 60
    tangan = PapanKetik()
    tangan.tekan(page, lipat)
    pengaturan = ruang.get_by_role("link", name="Pengaturan")
    expect(pengaturan).to_be_visible()
    if skrip:
        periksa_halaman(page)
    with page.expect_navigation():
        tangan.tekan(page, pengaturan)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengaturan kantor")
    expect(page.locator(".ruang summary")).to_contain_text("Pengaturan")


def test_rooms_stand_side_by_side_on_a_screen(peramban):
    page = peramban("pengelola", LEBAR).buka("/kelola/jabatan")
    ruang = page.locator(".ruang")
    expect(ruang.locator("summary")).to_be_hidden()
    assert ruang.bounding_box()["height"] <= 50
    expect(ruang.get_by_role("link", name="Jabatan")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("jalur", ["/kelola/jabatan", "/kelola/pegawai", "/kelola/akun"])
def test_tables_are_as_high_as_what_they_hold(peramban, jalur):
    page = peramban("pengelola", LEBAR).buka(jalur)
    tersembunyi = page.locator(".matriks").evaluate("(e) => e.scrollHeight - e.clientHeight")
    assert tersembunyi <= 1
    # Nothing reaches below the footer.
    assert (
        page.evaluate(
            "document.scrollingElement.scrollHeight - document.querySelector('.kaki').offsetTop"
            " - document.querySelector('.kaki').offsetHeight"
        )
        <= 1
    )


@pytest.mark.parametrize(
    "jalur",
    [
        "",
        "/jabatan",
        "/pegawai",
        "/akun",
        "/edisi",
        "/periode",
        "/libur",
        "/pengecualian",
        "/impor",
        "/cadangan",
        "/kesehatan",
    ],
)
def test_lists_print_without_what_only_a_screen_can_do(peramban, jalur):
    page = peramban("pengelola", LEBAR).buka(f"/kelola{jalur}")
    page.emulate_media(media="print")
    for unsur in (
        "nav",
        "header.kepala",
        "button",
        ".btn",
        "summary",
        "select",
        "input",
        "textarea",
    ):
        expect(page.locator(unsur).locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
