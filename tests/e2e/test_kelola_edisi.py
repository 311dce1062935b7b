"""A new edition by two people: the pengelola mends a formula in a draft, the Camat fixes it."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from iki_web.extensions import jam
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import ikuti
from tests.pendukung.basis import SANDI


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_a_draft_is_written_compared_and_fixed(server_baru, buka_peramban, ukuran):
    buka = partial(buka_peramban, server_baru.alamat, ukuran)
    pengelola = buka()
    pengelola.masuk("pengelola", SANDI)
    page = pengelola.buka("/kelola/edisi/baru")
    page.get_by_label("Kode").fill("uji")
    page.get_by_role("button", name="Buat draf").click()
    page.wait_for_url(re.compile(r"/kelola/edisi/\d+$"))
    periksa_halaman(page)
    draf = page.url.rsplit("/", 1)[1]
    ikuti(page, page.get_by_role("link", name="Staf Umum"))
    periksa_halaman(page)
    ikuti(page, page.locator(".daftar-indikator a").first)
    page.get_by_label("Pembilang").fill("Jumlah surat yang diteruskan tepat waktu")
    expect(page.locator("#rumus")).to_contain_text("diteruskan tepat waktu")
    periksa_halaman(page)
    page.get_by_role("button", name="Simpan indikator").click()
    page.get_by_text("Indikator disimpan.").wait_for()
    periksa_halaman(pengelola.buka(f"/kelola/edisi/{draf}/naskah"))
    periksa_halaman(pengelola.buka(f"/keputusan/{draf}/perbandingan"))
    camat = buka()
    camat.masuk("camat", SANDI)
    page = camat.buka(f"/keputusan/{draf}")
    ikuti(page, page.get_by_role("link", name="Tetapkan"))
    periksa_halaman(page)
    page.get_by_label("Nomor keputusan").fill("188/7/KEP/UJI")
    page.get_by_label("Berlaku mulai").fill(f"{jam.today().year + 1}-01-01")
    page.get_by_label("Alasan menetapkan").fill("Sisanya diperbaiki pada edisi berikutnya.")
    page.get_by_role("button", name="Tetapkan keputusan").click()
    page.get_by_text("188/7/KEP/UJI ditetapkan").wait_for()
    periksa_halaman(page)
    periksa_halaman(pengelola.buka("/kelola/edisi"))
    periksa_halaman(pengelola.buka(f"/kelola/edisi/{draf}"))
