"""The same job without JavaScript: in a browser that has it switched off, and over plain HTTP."""

import re
from functools import partial

import pytest

from iki_web.extensions import jam
from tests.e2e.klien import Jawab, Klien
from tests.e2e.lakon import CATATAN, Lakon, jalankan
from tests.e2e.peramban import LEBAR, PONSEL
from tests.e2e.tangan import Tetikus
from tests.pendukung.basis import SANDI


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_four_people_do_the_quarter_with_script_switched_off(
    server_baru, buka_peramban, nomor, agenda, ukuran
):
    buka = partial(buka_peramban, server_baru.alamat, ukuran, skrip=False)
    lakon = Lakon(buka, Tetikus(), nomor("staf-umum-1"), jam.today().year, agenda, skrip=False)
    jalankan(lakon)


@pytest.fixture
def masuk(server):
    """`masuk(name)`: a client signed in through the form."""

    def buka(nama: str) -> Klien:
        klien = Klien(server.alamat)
        klien.masuk(nama, SANDI)
        return klien

    return buka


def isi_dan_ajukan(staf: Klien, alamat: str, agenda) -> Jawab:
    form = staf.buka(alamat).formulir("Simpan").isi(pembilang="170", penyebut="200")
    jawab = staf.kirim(form)
    assert "Draf tersimpan." in jawab.teks
    assert "85,00 %" in jawab.teks
    unggah = jawab.formulir("Unggah").lampirkan("berkas", agenda, agenda.with_name("dua.pdf"))
    jawab = staf.kirim(unggah)
    assert "dua.pdf" in jawab.teks
    jawab = staf.kirim(jawab.formulir("Lepas dua.pdf"))
    assert "Lihat dua.pdf" not in jawab.teks
    jawab = staf.kirim(jawab.formulir("Ajukan"))
    assert "Diajukan. Akan diperiksa oleh Kepala Sub Bagian Umum" in jawab.teks
    return jawab


def test_four_people_do_the_quarter_over_plain_http(masuk, nomor, tahun, agenda):
    agenda.with_name("dua.pdf").write_bytes(agenda.read_bytes() + b"\n")
    kode, indikator = f"{tahun}-TW1", nomor("staf-umum-1")
    alamat = f"/realisasi/{indikator}/{kode}"
    staf, kasubbag = masuk("staf-umum"), masuk("kasubbag-umum")
    jawab = isi_dan_ajukan(staf, alamat, agenda)
    jawab = staf.kirim(jawab.formulir("Tarik"))
    jawab = staf.kirim(jawab.formulir("Ajukan"))

    tinjau = kasubbag.buka(f"/persetujuan/{indikator}/{kode}")
    isi = {"alasan": "ANGKA_TIDAK_SESUAI", "catatan": CATATAN}
    kasubbag.kirim(tinjau.formulir("Kembalikan").isi(**isi))

    jawab = staf.buka(alamat)
    assert jawab.teks.index(CATATAN) < jawab.teks.index("Jumlah surat")
    jawab = staf.kirim(jawab.formulir("Ajukan").isi(pembilang="180"))
    assert "90,00 %" in jawab.teks

    tinjau = kasubbag.buka(f"/persetujuan/{indikator}/{kode}")
    kasubbag.kirim(tinjau.formulir("Setujui"))
    assert f"/{indikator}/{kode}" not in kasubbag.buka("/persetujuan").isi.decode()

    for nama in ("camat", "sekretaris"):
        orang = masuk(nama)
        rekap = orang.buka(orang.buka(f"/rekap/{tahun}").tautan("Staf Umum"))
        assert re.search(r"90,00 % ?\(?180/200", rekap.teks)
        entri = orang.buka(rekap.tautan("90,00"))
        assert orang.buka(entri.tautan("Lihat agenda surat.pdf")).status == 200
    luar = masuk("staf-keuangan")
    for jalur in (alamat, entri.tautan("Lihat agenda surat.pdf")):
        assert luar.buka(jalur).status == 404


def test_what_is_typed_stays_after_a_refusal(masuk, nomor, tahun):
    staf = masuk("staf-umum")
    halaman = staf.buka(f"/realisasi/{nomor('staf-umum-1')}/{tahun}-TW1")
    form = halaman.formulir("Ajukan").isi(pembilang="66.7", penyebut="200", kendala="Hujan & <b>")
    jawab = staf.coba(form)
    assert jawab.status == 422
    ulang = jawab.formulir("Ajukan")
    assert ulang.isian["pembilang"] == "66.7"
    assert ulang.isian["kendala"] == "Hujan & <b>"
    jawab = staf.coba(ulang.isi(pembilang="66,7"))
    assert jawab.status == 422
    assert "Lampirkan berkas" in jawab.teks
    ulang = jawab.formulir("Ajukan").isi(alasan_tanpa_berkas="Buku di Inspektorat.")
    assert "Diajukan" in staf.kirim(ulang).teks


def test_saving_from_the_list_returns_to_the_same_period(masuk, tahun):
    staf = masuk("staf-umum")
    halaman = staf.buka(f"/indikator?periode={tahun}-TW3")
    form = halaman.formulir("Simpan").isi(pembilang="1", penyebut="2")
    jawab = staf.kirim(form)
    assert jawab.judul == "Indikator saya"
    assert jawab.url.endswith(f"/indikator?periode={tahun}-TW3")
    assert "50,00 %" in jawab.teks


def test_a_form_sent_after_the_session_ended_is_not_lost(masuk, nomor, tahun):
    staf = masuk("staf-umum")
    halaman = staf.buka(f"/realisasi/{nomor('staf-umum-1')}/{tahun}-TW1")
    staf.kirim(halaman.formulir("Keluar"))
    jawab = staf.coba(halaman.formulir("Simpan").isi(pembilang="9", penyebut="10"))
    assert jawab.status == 401
    jawab = staf.coba(jawab.formulir("Masuk").isi(nama_pengguna="staf-umum", sandi=SANDI))
    assert jawab.status == 200
    jawab = staf.kirim(jawab.formulir("Kirim ulang isian ini"))
    assert "90,00 %" in jawab.teks
    assert "Draf tersimpan." in jawab.teks
