"""The pengelola appoints a Plh. for two weeks, mends a superior, and prints a new person's slip."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from iki_web.extensions import jam
from iki_web.rules.alur import Aksi
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL, Peramban
from tests.e2e.server import Server
from tests.e2e.tangan import ikuti
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.langkah import Meja

DUA_UKURAN = pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])


@pytest.fixture
def app_baru(server_baru: Server) -> Iterator[Flask]:
    """A second process' view of the fresh instance."""
    app = buat_app({"IKI_INSTANCE": str(server_baru.instance)})
    yield app
    tutup(app)


@pytest.fixture
def orang(server_baru: Server, buka_peramban: Callable[..., Peramban]) -> Callable[..., Peramban]:
    """`orang("pengelola", PONSEL)`: signed in at the fresh server."""

    def buka(nama: str, ukuran: tuple[int, int] = LEBAR) -> Peramban:
        satu = buka_peramban(server_baru.alamat, ukuran)
        satu.masuk(nama, SANDI)
        return satu

    return buka


def angkat_plh(pengelola: Peramban) -> None:
    """Kasi Trantib stands in for Kasubbag Umum, from today for two weeks."""
    page = pengelola.buka("/kelola/jabatan")
    ikuti(page, page.get_by_role("link", name="Kepala Sub Bagian Umum dan Kepegawaian", exact=True))
    periksa_halaman(page)
    ikuti(page, page.get_by_role("link", name="Beri penugasan"))
    page.get_by_label("Pegawai").select_option(label="Kasi Trantib (kasi-trantib)")
    page.get_by_label("Plh.: pejabatnya berhalangan sementara").check()
    page.get_by_label("Hari pertama").fill(jam.today().isoformat())
    page.get_by_label("Hari terakhir").fill((jam.today() + timedelta(days=13)).isoformat())
    with pengelola.boleh(422, "/kelola/penugasan"):
        page.get_by_role("button", name="Simpan penugasan").click()
        expect(page.get_by_role("alert")).to_be_visible()
    periksa_halaman(page)
    page.get_by_label("Nomor surat perintah").fill("800/15/434.507/2026")
    page.get_by_label("Tanggal surat").fill(jam.today().isoformat())
    page.get_by_role("button", name="Simpan penugasan").click()
    expect(page.get_by_text("Penugasan sudah disimpan.")).to_be_visible()
    expect(page.get_by_role("link", name="Plh. Kasi Trantib")).to_be_visible()
    periksa_halaman(page)


@DUA_UKURAN
def test_a_plh_decides_for_two_weeks_and_never_on_his_own(app_baru, orang, ukuran):
    kode = f"{jam.today().year}-TW1"
    staf, _, _ = PembuatEntri(app_baru)("DIAJUKAN", "staf-umum-1", kode)
    sendiri, _, _ = PembuatEntri(app_baru)("BELUM_DIISI", "kasubbag-umum-1", kode)
    angkat_plh(orang("pengelola", ukuran))
    meja = Meja(app_baru, sendiri, kode, 0)
    meja.lakukan("kasi-trantib", Aksi.SIMPAN, alasan_slot=dict.fromkeys((1, 2, 3), "Dipinjam."))
    meja.lakukan("kasi-trantib", Aksi.AJUKAN)
    plh = orang("kasi-trantib", ukuran)
    page = plh.buka("/persetujuan")
    expect(page.locator(f'a[href$="/{staf}/{kode}"]')).to_have_count(1)
    expect(page.locator(f'a[href$="/{sendiri}/{kode}"]')).to_have_count(0)
    page = plh.buka(f"/persetujuan/{sendiri}/{kode}")
    expect(page.get_by_role("button", name="Setujui")).to_have_count(0)
    page = plh.buka(f"/persetujuan/{staf}/{kode}")
    page.get_by_role("button", name="Setujui").click()
    expect(page.locator(".pita-positif")).to_contain_text("Disetujui")
    page = orang("sekretaris", ukuran).buka("/persetujuan")
    expect(page.locator(f'a[href$="/{sendiri}/{kode}"]')).to_have_count(1)


@DUA_UKURAN
def test_a_wrong_superior_is_mended_in_two_clicks(app_baru, orang, ukuran):
    PembuatEntri(app_baru)("DIAJUKAN", "staf-umum-1", f"{jam.today().year}-TW1")
    pengelola = orang("pengelola", ukuran)
    page = pengelola.buka("/kelola/jabatan")
    periksa_halaman(page)
    baris = page.get_by_role("row").filter(has_text="Staf Sub Bagian Umum dan Kepegawaian").last
    baris.get_by_label("Atasan Staf Sub Bagian Umum dan Kepegawaian").select_option("Kasi PMD")
    baris.get_by_role("button", name="Pindahkan").click()
    expect(page.locator(".pita-positif")).to_contain_text("sekarang Kepala Seksi Pemberdayaan")
    expect(
        page.get_by_text(re.compile("1 realisasi menunggu\\s+di meja Kepala Seksi Pem"))
    ).to_be_visible()
    periksa_halaman(page)


@DUA_UKURAN
def test_a_new_person_gets_a_slip_to_print(orang, ukuran):
    page = orang("pengelola", ukuran).buka("/kelola/pegawai")
    periksa_halaman(page)
    ikuti(page, page.get_by_role("link", name="Tambah pegawai"))
    page.get_by_label("Nama lengkap").fill("Siti Aminah, S.Sos")
    page.get_by_label("NIP").fill("19780412 200501 2 003")
    page.get_by_role("button", name="Simpan dan buat kode").click()
    slip = page.get_by_role("region", name="Slip Siti Aminah, S.Sos")
    expect(slip).to_contain_text("siti-aminah")
    expect(slip.locator(".slip-kode")).to_have_text(
        re.compile(r"^\s*([a-z0-9]{4}-){3}[a-z0-9]{4}\s*$")
    )
    periksa_halaman(page)
    page.emulate_media(media="print")
    for unsur in ("nav", "body > header", "body > footer", "button", ".btn", ".pita", "h1"):
        expect(page.locator(unsur).locator("visible=true")).to_have_count(0)
    expect(slip).to_be_visible()
