"""What a browser tells of us in addresses, what one may do to its script, and a full page head."""

from urllib.parse import unquote

import pytest

from tests.e2e.pemeriksaan import periksa_bentuk
from tests.pendukung.basis import SANDI

STAF = "staf-umum"


def test_no_address_a_browser_asks_for_carries_a_secret(peramban, nomor, tahun):
    orang = peramban("")
    alamat: list[str] = []
    orang.konteks.on("request", lambda minta: alamat.append(unquote(minta.url)))
    page = orang.masuk(STAF, SANDI)
    tanda = page.locator("[name=csrf_token]").first.input_value()
    satu = orang.entri(nomor("staf-umum-1"), f"{tahun}-TW1")
    satu.locator("[name=penyebut]").fill("200")
    satu.get_by_role("button", name="Simpan", exact=True).click()
    satu.locator(".langkah-kabar").wait_for()
    for jalur in ("/akun/sandi", "/rekap", "/dokumen"):
        page.goto(jalur)
        assert not any(kuki["value"] in page.content() for kuki in orang.konteks.cookies())
    assert len(alamat) > 10
    for rahasia in (SANDI, tanda, *(kuki["value"] for kuki in orang.konteks.cookies())):
        assert not [satu for satu in alamat if rahasia in satu]


def test_an_address_pollutes_no_prototype(peramban):
    page = peramban(STAF).buka("/")
    for isi in ("__proto__[racun]=1", "constructor[prototype][racun]=1", "__proto__.racun=1"):
        page.goto(f"/indikator?{isi}#{isi}")
        assert page.evaluate("[({}).racun, [].racun, document.body.racun]") == [None] * 3


@pytest.mark.parametrize("lebar", [1366, 1024, 800])
def test_a_second_position_wraps_and_nothing_beside_it(peramban, lebar):
    page = peramban(STAF, (lebar, 768)).buka("/")
    tinggi = [satu.bounding_box()["height"] for satu in _baris_tunggal(page)]
    satu, lain = "Kepala Seksi Pemerintahan dan Pelayanan Umum", "Seksi Ketentraman dan Ketertiban"
    kecil = page.locator(".kepala-atas > .akun small")
    kecil.evaluate("(e, t) => e.textContent = t", f"{satu}, Plh. Kepala {lain}")
    assert [satu.bounding_box()["height"] for satu in _baris_tunggal(page)] == tinggi
    periksa_bentuk(page)


def _baris_tunggal(page):
    """What stays on one line of the head: the office, own password, sign out."""
    kepala = page.locator(".kepala-atas")
    sandi = kepala.get_by_role("link", name="Ganti sandi")
    return (kepala.locator(".jenama small"), sandi, kepala.get_by_role("button", name="Keluar"))
