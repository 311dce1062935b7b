"""The check of every page itself: what it must notice, also on a page like one it has judged."""

import pytest

from tests.e2e import pemeriksaan
from tests.e2e.pemeriksaan import periksa_halaman

_HALAMAN = """<!doctype html><html lang="id"><head><title>Uji</title></head><body><main>
  <h1>Judul</h1><h2>Bagian</h2><p>{kata}</p>
  <label for="n">Nama</label><input id="n"><p><a href="/a">Ke halaman yang lain</a></p>
  {tambah}</main></body></html>"""

_GRAFIK = """<figure class="grafik"><svg role="img" aria-label="Dua" width="300" height="40">
  <text x="{satu}" y="20">92,00</text><text x="{dua}" y="20">93,00</text></svg></figure>"""


@pytest.fixture
def halaman(buka_peramban, server, monkeypatch):
    """`halaman(words, more)` -> the page that holds them; nothing has been judged before."""
    monkeypatch.setattr(pemeriksaan, "_TERNILAI", set())
    page = buka_peramban(server.alamat).page

    def isi(kata: str = "Kata", tambah: str = ""):
        page.set_content(_HALAMAN.format(kata=kata, tambah=tambah))
        return page

    return isi


@pytest.fixture
def ditanya(monkeypatch):
    """What axe was asked."""
    hasil, asli = [], pemeriksaan._tanya

    def tanya(page, jalan, aturan):
        hasil.append(jalan)
        asli(page, jalan, aturan)

    monkeypatch.setattr(pemeriksaan, "_tanya", tanya)
    return hasil


def test_other_words_are_not_asked_about_again(halaman, ditanya):
    periksa_halaman(halaman())
    assert len(ditanya) == 2
    periksa_halaman(halaman("Kata yang lain"))
    periksa_halaman(halaman(tambah="<p>Satu lagi</p>"))
    assert len(ditanya) == 2


@pytest.mark.parametrize(
    "tambah",
    [
        pytest.param('<p style="color: #aaa">Pucat</p>', id="warna"),
        pytest.param("<input>", id="tanpa label"),
        pytest.param("<h4>Melompat</h4>", id="judul melompat"),
        pytest.param('<p><a href="/a"></a></p>', id="tautan kosong"),
        pytest.param("<p><button></button></p>", id="tombol kosong"),
        pytest.param('<div role="checkbox">Pilih</div>', id="peran tanpa keadaan"),
        pytest.param(
            '<label for="m">Umur</label><input id="m" aria-describedby="x">', id="rujukan"
        ),
        pytest.param('<div style="width: 3000px">Lebar</div>', id="melebar"),
        pytest.param("<div id='n'>Kembar</div>", id="id kembar"),
        pytest.param("<p>Kini 95 % ·<b>Staf Umum</b></p>", id="pemisah melekat"),
        pytest.param("<p>Batas None</p>", id="kata mesin"),
        pytest.param(_GRAFIK.format(satu=40, dua=60), id="kata grafik bertindih"),
        pytest.param(_GRAFIK.format(satu=-30, dua=200), id="kata grafik keluar"),
        pytest.param(
            '<p style="width: 3em; overflow-wrap: anywhere">(1.635.375.000/9)</p>', id="angka putus"
        ),
    ],
)
def test_what_is_new_on_a_page_is_judged_until_it_is_right(halaman, tambah):
    periksa_halaman(halaman())
    for _ in range(2):
        with pytest.raises(AssertionError):
            periksa_halaman(halaman(tambah=tambah))
    periksa_halaman(halaman())


def test_words_of_a_chart_that_stand_apart_are_right(halaman):
    periksa_halaman(halaman(tambah=_GRAFIK.format(satu=10, dua=200)))


def test_a_page_of_another_width_is_judged_anew(halaman, ditanya):
    page = halaman()
    periksa_halaman(page)
    page.set_viewport_size({"width": 390, "height": 844})
    periksa_halaman(page)
    assert len(ditanya) == 4
