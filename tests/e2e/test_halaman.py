"""Every page for every kind of person, on both sizes and at 200 %: axe, layout, print, refusals."""

from collections.abc import Collection

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pemeriksaan import periksa_bentuk, periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.basis import SANDI

ORANG = ("staf-umum", "kasubbag-umum", "camat", "pengelola", "pemeriksa")
#: A window of 1366 x 768 at 200 %.
DUA_KALI = (683, 384)
#: The sizes axe is asked about.
UKURAN = (PONSEL, LEBAR)
#: Pages of one view that are looked at: the first ones the walk met.
CONTOH = 2
#: A page between header and footer, without the token of the session, as a number.
_ISI = """() => {
  const isi = document.querySelector("main").outerHTML;
  let angka = 0;
  for (const huruf of isi.replaceAll(/(name="csrf_token" value=")[^"]*/g, "$1"))
    angka = (angka * 131 + huruf.charCodeAt(0)) % 2 ** 45;
  return angka;
}"""


@pytest.fixture
def halaman(peta, tahun_ramai, nomor):
    """`halaman(name)` -> the addresses this person is shown, some of each view, and for which sizes
    axe is asked about each: two of one view share them.
    """

    def cari(nama: str) -> dict[str, set[tuple[int, int]]]:
        bertemu = peta(nama).halaman
        hasil: dict[str, set[tuple[int, int]]] = {}
        for contoh in (semua[:CONTOH] for semua in bertemu.values()):
            for n, jalur in enumerate(contoh):
                ukuran = UKURAN if len(contoh) == 1 else UKURAN[n : n + 1]
                hasil.setdefault(jalur, set()).update(ukuran)
        semua = {j for satu in bertemu.values() for j in satu}
        keadaan = {f"/realisasi/{nomor('staf-umum-1')}/{tahun_ramai}-TW{ke}" for ke in (1, 2, 3, 4)}
        return hasil | {jalur: set(UKURAN) for jalur in keadaan & semua}

    return cari


@pytest.fixture(scope="module")
def bertemu() -> set[int]:
    """What axe has seen between header and footer, whoever it was shown to."""
    return set()


def periksa_semua_ukuran(
    page: Page, bertemu: set[int], ukuran: Collection[tuple[int, int]] = UKURAN
) -> bool:
    """axe on the sizes named, layout on both and at 200 %; whether axe was asked.

    One in five pages is, to the letter, what somebody else was shown: its layout is looked at
    again, and axe has said what it has to say. Each person's menu is judged on his other pages.
    """
    isi = page.evaluate(_ISI)
    baru = isi not in bertemu
    for lebar, tinggi in (PONSEL, DUA_KALI, LEBAR):
        page.set_viewport_size({"width": lebar, "height": tinggi})
        if baru and (lebar, tinggi) in ukuran:
            periksa_halaman(page)
        else:
            periksa_bentuk(page)
    bertemu.add(isi)
    return baru


@pytest.mark.parametrize("nama", ORANG)
def test_every_page_is_sound_on_every_size(peramban, halaman, bertemu, nama):
    orang = peramban(nama)
    semua = halaman(nama)
    assert len(semua) > 5
    axe = [periksa_semua_ukuran(orang.buka(j), bertemu, semua[j]) for j in sorted(semua)]
    assert sum(axe) > 5


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_refusals_and_strangers_get_sound_pages(peramban, nomor, tahun_ramai, ukuran):
    staf = peramban("staf-keuangan", ukuran)
    for jalur in ("/tidak-ada", f"/realisasi/{nomor('staf-umum-1')}/{tahun_ramai}-TW1"):
        page = staf.buka(jalur, 404)
        expect(page.get_by_role("heading", level=1)).to_have_text("Tidak ditemukan")
        periksa_halaman(page)
    page = staf.buka("/kelola", 403)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bukan wewenang Anda")
    periksa_halaman(page)
    tamu = peramban("", ukuran)
    page = tamu.buka("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    periksa_halaman(page)
    page.get_by_label("Nama pengguna").fill("camat")
    page.get_by_label("Sandi", exact=True).fill("salah sekali ini")
    with tamu.boleh(422, "/masuk"):
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible()
    periksa_halaman(page)


def test_first_use_is_sound_on_every_size(server_baru, buka_peramban, bertemu):
    for nama, jalur in (
        ("staf-pemerintahan", ["/", "/indikator", "/rekap"]),
        ("camat", ["/", "/indikator", "/persetujuan", "/rekap"]),
        ("pemeriksa", ["/", "/indikator", "/persetujuan", "/rekap"]),
        ("pengelola", ["/", "/rekap", "/kelola"]),
    ):
        orang = buka_peramban(server_baru.alamat)
        orang.masuk(nama, SANDI)
        for satu in jalur:
            periksa_semua_ukuran(orang.buka(satu), bertemu)


def test_print_has_no_navigation_and_no_buttons(peramban, nomor, tahun_ramai):
    staf, camat = peramban("staf-umum"), peramban("camat")
    for orang, jalur in (
        (staf, f"/realisasi/{nomor('staf-umum-1')}/{tahun_ramai}-TW1"),
        (staf, f"/indikator?periode={tahun_ramai}-TW4"),
        (camat, f"/rekap/{tahun_ramai}"),
        (camat, f"/rekap/{tahun_ramai}/indikator"),
        (camat, f"/rekap/{tahun_ramai}/isian?periode={tahun_ramai}-TW1"),
        (camat, f"/rekap/{tahun_ramai}/perbandingan"),
        (camat, f"/rekap/{tahun_ramai}/pengajuan"),
        (camat, "/keputusan"),
    ):
        page = orang.buka(jalur)
        page.emulate_media(media="print")
        for unsur in ("nav", "body > header", "body > footer", "button", ".btn"):
            expect(page.locator(unsur).locator("visible=true")).to_have_count(0)
        expect(page.locator(".hanya-cetak, .kop").locator("visible=true").first).to_be_visible()
        page.emulate_media(media="screen")
