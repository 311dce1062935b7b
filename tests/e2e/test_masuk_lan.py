"""Signing in and out from another PC's point of view: plain http and TLS, never localhost.

Browsers treat localhost as secure; over the office's network much of that is not there.
"""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.dialects import sqlite

from iki_web.jaringan import list_alamat
from iki_web.models.jenis import Waktu
from tests.e2e.peramban import Peramban, isi_terhitung, kartu
from tests.e2e.server import Server
from tests.e2e.test_dua_tab import keluar
from tests.pendukung.basis import SANDI

STAF, LAIN = "staf-umum", "kasubbag-umum"
#: A machine without a network has only itself: then by a name the browser is told the way to.
LAN = next((alamat for alamat in list_alamat() if ":" not in alamat), "kantor.lan")
SIMPANAN = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage},
  (await indexedDB.databases()).map((d) => d.name),
  window.caches ? await caches.keys() : [],
])"""


@pytest.fixture(scope="module", params=["http", "https"])
def kantor(request, cetakan, tmp_path_factory):
    """The app as other PCs of the office reach it."""
    folder = tmp_path_factory.mktemp(request.param)
    hasil = Server(cetakan, folder, host=LAN, tls=request.param == "https")
    yield hasil
    hasil.berhenti()


@pytest.fixture
def pc(kantor, buka_peramban):
    """`pc()`: a browser with nothing in it; `pc(kuki)`: with copied cookies."""

    def buka(kuki=()) -> Peramban:
        orang = buka_peramban(kantor.alamat)
        orang.konteks.add_cookies(list(kuki))
        return orang

    return buka


@pytest.fixture
def periode(kantor):
    """The first period of the year the instance was prepared in."""
    return f"{datetime.now(UTC).year}-TW1"


def _sql(kantor, perintah: str, *isi: object) -> list[tuple]:
    with closing(sqlite3.connect(kantor.instance / "iki.db", timeout=15)) as basis, basis:
        return basis.execute(perintah, isi).fetchall()


def _habiskan(kantor) -> None:
    """Let an hour pass for everybody who is signed in."""
    lalu = datetime.now(UTC) - timedelta(minutes=61)
    nilai = Waktu().process_bind_param(lalu, sqlite.dialect())
    _sql(kantor, "UPDATE sesi SET terakhir = ? WHERE diakhiri IS NULL", nilai)


def _di_masuk(page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    isi = page.content()
    assert "Staf Umum" not in isi
    assert "data-pribadi" not in isi


def test_the_browser_sees_what_an_office_pc_sees(kantor, pc):
    page = pc().buka("/masuk")
    assert page.evaluate("isSecureContext") == kantor.alamat.startswith("https")
    assert LAN in page.url


def test_a_copied_cookie_is_dead_after_sign_out(kantor, pc):
    orang = pc()
    page = orang.masuk(STAF, SANDI)
    kuki = orang.konteks.cookies()
    aman = kantor.alamat.startswith("https")
    assert [(k["name"], k["secure"], k["httpOnly"], k["sameSite"]) for k in kuki] == [
        ("__Host-iki" if aman else "iki", aman, True, "Lax")
    ]
    tiruan = pc(kuki)
    expect(tiruan.buka("/").get_by_role("heading", level=1)).to_have_text("Beranda")
    keluar(page)
    _di_masuk(tiruan.buka("/indikator"))
    _di_masuk(pc(kuki).buka("/"))


def test_an_hour_idle_inside_a_fragment_keeps_what_was_typed(kantor, pc, nomor, periode):
    orang, indikator = pc(), nomor("staf-umum-1")
    orang.masuk(STAF, SANDI)
    satu = orang.entri(indikator, periode)
    isi_terhitung(satu, penyebut="200", pembilang="150")
    satu.locator("[name=kendala]").fill("listrik padam <dua> hari")
    _habiskan(kantor)
    with orang.boleh(401, "/simpan"):
        satu.get_by_role("button", name="Simpan", exact=True).click()
        _di_masuk(orang.page)
    orang.masuk(STAF, SANDI)
    kirim = orang.page.get_by_role("button", name="Kirim ulang isian ini")
    kotak, batal = kirim.bounding_box(), orang.page.get_by_text("Tidak jadi").bounding_box()
    # One beside the other or below it, never touching.
    assert kotak
    assert batal
    assert batal["x"] - kotak["x"] - kotak["width"] >= 8 or (
        batal["y"] - kotak["y"] - kotak["height"] >= 8
    )
    kirim.click()
    satu = kartu(orang.page, indikator, periode)
    expect(satu.locator("[name=pembilang]")).to_have_value("150")
    expect(satu.locator("[name=kendala]")).to_have_value("listrik padam <dua> hari")


def test_a_calculation_after_an_hour_takes_what_was_typed_to_sign_in(kantor, pc, nomor, periode):
    orang, indikator = pc(), nomor("staf-umum-1")
    orang.masuk(STAF, SANDI)
    satu = orang.entri(indikator, periode)
    isi_terhitung(satu, penyebut="210")
    _habiskan(kantor)
    with orang.boleh(401, r"/(hitung|simpan)\S*"):
        satu.locator("[name=pembilang]").fill("31")
        _di_masuk(orang.page)
    assert 'value="31"' in orang.page.content()


def test_back_and_reopened_tabs_after_sign_out_show_nothing_private(pc, nomor, periode):
    orang, jalur = pc(), f"/realisasi/{nomor('staf-umum-1')}/{periode}"
    page = orang.masuk(STAF, SANDI)
    tab = orang.konteks.new_page()
    for alamat in ("/indikator", jalur, "/panduan"):
        tab.goto(alamat)
    orang.entri(nomor("staf-umum-1"), periode)
    keluar(page)
    for _ in range(2):  # the other tab's pages, as the browser may keep them whole
        tab.go_back()
        _di_masuk(tab)
    tab.go_forward()
    _di_masuk(tab)
    page.go_back()
    _di_masuk(page)
    lagi = orang.konteks.new_page()
    lagi.goto(jalur)
    _di_masuk(lagi)
    # htmx notes where this tab is now, as the address bar does.
    kini = lagi.evaluate("location.pathname + location.search")
    assert json.loads(lagi.evaluate(SIMPANAN)) == [
        {},
        {"htmx-current-path-for-history": kini},
        [],
        [],
    ]
    assert orang.konteks.cookies()[0]["value"].count(".") >= 2  # the flash and a stranger's token


def test_two_people_at_one_pc_never_act_for_each_other(kantor, pc, nomor, periode):
    orang, indikator = pc(), nomor("staf-umum-1")
    page = orang.masuk(STAF, SANDI)
    lama = orang.konteks.new_page()
    lama.goto(f"/realisasi/{indikator}/{periode}")
    isian = kartu(lama, indikator, periode)
    isian.locator("[name=kendala]").fill("ditulis staf, dikirim orang lain")
    keluar(page)
    orang.masuk(LAIN, SANDI)
    with orang.boleh(400, "/simpan"):
        isian.get_by_role("button", name="Simpan", exact=True).click()
        expect(lama.locator("#kabar")).to_contain_text("kedaluwarsa")
    expect(isian.locator("[name=kendala]")).to_have_value("ditulis staf, dikirim orang lain")
    lama.reload()
    expect(lama.locator("header .akun").first).to_contain_text("Kasubbag Umum")
    assert "ditulis staf, dikirim" not in repr(_sql(kantor, "SELECT kendala FROM realisasi"))


def test_who_signs_in_over_a_session_left_open_ends_it(kantor, pc):
    """From a sign-in page that was opened before the other person came."""
    orang = pc()
    formulir = orang.konteks.new_page()
    formulir.goto("/masuk")
    orang.masuk(STAF, SANDI)
    kuki = orang.konteks.cookies()
    formulir.reload()
    expect(formulir.get_by_role("heading", level=1)).to_have_text("Beranda")
    keluar(formulir)
    orang.page.goto("/masuk")
    orang.masuk(LAIN, SANDI)
    _di_masuk(pc(kuki).buka("/"))


def test_a_double_click_and_a_resend_sign_in_once(kantor, pc):
    orang = pc()
    page = orang.buka("/masuk?next=//jahat.example/")
    page.get_by_label("Nama pengguna").fill(STAF)
    page.get_by_label("Sandi", exact=True).fill(SANDI)
    awal = _sql(kantor, "SELECT count(*) FROM sesi")[0][0]
    page.get_by_role("button", name="Masuk", exact=True).dblclick()
    page.locator("body[data-pribadi]").wait_for()
    assert page.url == f"{kantor.alamat}/"
    page.reload()
    assert _sql(kantor, "SELECT count(*) FROM sesi")[0][0] == awal + 1
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    assert _sql(kantor, "SELECT count(*) FROM sesi")[0][0] == awal + 1


def test_a_long_phrase_can_be_pasted(pc):
    page = pc().buka("/masuk")
    medan = page.get_by_label("Sandi", exact=True)
    assert medan.get_attribute("maxlength") in (None, "200")
    assert medan.evaluate(
        "(e) => e.dispatchEvent(new ClipboardEvent('paste', {bubbles: true, cancelable: true}))"
    )


def test_changing_the_password_in_one_browser_ends_the_other(kantor, pc):
    sini, sana = pc(), pc()
    page = sini.masuk("staf-trantib", SANDI)
    sana.masuk("staf-trantib", SANDI)
    kuki = sini.konteks.cookies()
    page.goto("/akun/sandi")
    page.get_by_label("Sandi sekarang", exact=True).fill(SANDI)
    for label in ("Sandi baru", "Ulangi sandi baru"):
        page.get_by_label(label, exact=True).fill("sawah padi hujan 3")
    page.get_by_role("button", name="Simpan sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    _di_masuk(sana.buka("/"))
    _di_masuk(pc(kuki).buka("/"))
    expect(sini.buka("/").get_by_role("heading", level=1)).to_have_text("Beranda")
    _sql(
        kantor,
        "UPDATE pegawai SET sandi_hash = (SELECT sandi_hash FROM pegawai WHERE nama_pengguna = ?)"
        " WHERE nama_pengguna = 'staf-trantib'",
        STAF,
    )
