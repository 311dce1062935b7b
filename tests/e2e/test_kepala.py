"""What a browser tells of us in addresses, and what an address may do to its script."""

from urllib.parse import unquote

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
