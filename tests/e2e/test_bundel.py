"""The inspection bundle by hand: from the recap to the unpacked folder, and the e-Kinerja sheet."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.e2e.pemeriksaan import periksa_bentuk, periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_the_head_takes_a_subtree_along(peramban, mesin, tahun_ramai, tmp_path, ukuran):
    page = peramban("camat", ukuran).buka(f"/rekap/{tahun_ramai}")
    page.get_by_role("link", name="Bundel bukti").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bundel bukti {tahun_ramai}")
    page.get_by_label("Jabatan beserta jabatan di bawahnya").select_option(
        label="Kepala Sub Bagian Umum dan Kepegawaian"
    )
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("row")).to_have_count(3)
    periksa_halaman(page)
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh bundel").click()
    assert unduhan.value.suggested_filename == f"bundel-{tahun_ramai}-kasubbag-umum.zip"
    with ZipFile(unduhan.value.path()) as arsip:
        assert arsip.testzip() is None
        arsip.extractall(tmp_path)
    baca = mesin.new_page(viewport={"width": ukuran[0], "height": ukuran[1]})
    baca.goto((tmp_path / "indeks.html").as_uri())
    periksa_bentuk(baca)
    periksa_halaman(baca)
    tautan = baca.locator("main a")
    assert tautan.count() > 4
    for n in range(tautan.count()):
        alamat = tautan.nth(n).evaluate("a => decodeURIComponent(new URL(a.href).pathname)")
        assert (tmp_path / alamat.removeprefix(str(tmp_path) + "/")).is_file()
    baca.close()


def test_staff_take_their_year_to_e_kinerja(peramban, tahun_ramai):
    page = peramban("staf-umum").buka(f"/rekap/{tahun_ramai}?periode={tahun_ramai}-TW1")
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Lembar e-Kinerja").click()
    assert unduhan.value.suggested_filename == f"ekinerja-{tahun_ramai}-TW1.xlsx"
    lembar = CalamineWorkbook.from_path(unduhan.value.path()).get_sheet_by_index(0).to_python()
    assert [baris[1] for baris in lembar[1:]] == [f"Triwulan I {tahun_ramai}"]
