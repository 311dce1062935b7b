"""The keeper opens a year past the holidays, excepts a position, and changes the scale."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_periode
from iki_web.extensions import db, jam
from iki_web.models import Periode
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.basis import SANDI


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_a_year_is_opened_past_a_holiday_and_a_position_excepted(
    server_baru, buka_peramban, ukuran
):
    tahun = jam.today().year + 1
    orang = buka_peramban(server_baru.alamat, ukuran)
    orang.masuk("pengelola", SANDI)
    page = orang.buka("/kelola/libur")
    periksa_halaman(page)
    page.get_by_label("Satu hari libur tiap baris").fill(f"01-04-{tahun} s.d. 03-04-{tahun} Libur")
    page.get_by_role("button", name="Tambah semua baris").click()
    expect(page.locator(".pita-positif")).to_contain_text("3 hari libur ditambahkan")
    periksa_halaman(page)
    page = orang.buka("/kelola/periode")
    page.get_by_label("Tahun", exact=True).select_option(str(tahun))
    page.get_by_role("button", name="Tinjau batasnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Buka tahun {tahun}")
    periksa_halaman(page)
    page.get_by_label(f"Hari terakhir pengajuan Triwulan II {tahun}").fill(f"{tahun}-07-30")
    page.get_by_role("button", name=f"Buka tahun {tahun}").click()
    expect(page.locator(".pita-positif")).to_contain_text("sudah dibuat")
    expect(page.get_by_role("row", name=re.compile("Triwulan II "))).to_contain_text("30 Juli")
    page = orang.buka(f"/kelola/pengecualian?tahun={tahun}")
    page.get_by_label("Staf Umum").check()
    page.get_by_label(f"Triwulan I {tahun}").check()
    page.get_by_label("Alasan").fill("Jabatan kosong.")
    page.get_by_role("button", name="Kecualikan").click()
    expect(page.locator(".pita-positif")).to_contain_text("1 pengecualian ditambahkan")
    periksa_halaman(page)


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_settings_are_kept_and_faults_stand_at_their_rows(server_baru, buka_peramban, ukuran):
    orang = buka_peramban(server_baru.alamat, ukuran)
    orang.masuk("pengelola", SANDI)
    page = orang.buka("/kelola/pengaturan")
    periksa_halaman(page)
    page.get_by_role("button", name=re.compile("Permendagri")).click()
    expect(page.get_by_label("Predikat baris 1")).to_have_value("Sangat Tinggi")
    page.get_by_label("Batas bawah baris 2").fill("99")
    simpan = page.get_by_role("button", name="Simpan pengaturan", exact=True)
    with orang.boleh(422, "/kelola/pengaturan"):
        simpan.click()
        expect(page.locator("#skala_batas_2-galat")).to_contain_text("lebih kecil daripada 91")
    periksa_halaman(page)
    page.get_by_label("Batas bawah baris 2").fill("76")
    page.get_by_label("Nama kantor").fill("Kantor Kecamatan Uji")
    simpan.click()
    expect(page.locator(".pita-positif")).to_contain_text("Skala predikat")
    expect(page.locator(".jenama")).to_contain_text("Kantor Kecamatan Uji")


def test_the_last_day_counts_hours_without_the_clock_of_this_pc(peramban, app_e2e):
    kini = jam.now()
    with app_e2e.app_context():
        kode = f"{jam.today().year}-TW1"
        versi = db.session.execute(select(Periode.versi).where(Periode.kode == kode)).scalar_one()
        open_periode(find_sistem(), kode, versi, jam.today().isoformat(), "Uji.")
    staf = peramban("staf-keuangan")
    # A wrong clock: two days late.
    staf.page.clock.install(time=kini.timestamp() * 1000 - 172_800_000)
    page = staf.buka(f"/indikator?periode={kode}")
    sisa = page.locator("[data-sisa]").first
    detik = int(sisa.get_attribute("data-sisa") or "0")
    # A minute may end between what the server wrote and what is read here.
    expect(sisa).to_have_text(re.compile(_teks(detik) + "|" + _teks(detik - 60)))
    page.clock.fast_forward(3_600_000)
    expect(sisa).to_have_text(re.compile(_teks(detik - 3600) + "|" + _teks(detik - 3660)))


def _teks(detik: int) -> str:
    menit = detik // 60
    if menit < 0:
        return "sudah lewat"
    bagian = [f"{n} {kata}" for n, kata in ((menit // 60, "jam"), (menit % 60, "menit")) if n]
    return f"{' '.join(bagian) or 'kurang dari 1 menit'} lagi"
