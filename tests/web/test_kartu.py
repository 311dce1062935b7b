"""What the card of an entry says: figures that belong to its numbers, and nothing untrue."""

import re

import pytest

from tests.pendukung.halaman import alamat, teks
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.target import tetapkan


@pytest.fixture
def target(app):
    """`target(code, value)`: the year's target of an indicator, fixed by the Kasubbag."""

    def tulis(nomor: int, nilai: int = 95) -> None:
        tetapkan(app, "kasubbag-umum", nomor, nilai)

    return tulis


def rata(jawab) -> str:
    """Return the words of a page, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", teks(jawab)))


def _hasil(jawab) -> str:
    return re.findall(r'class="hasil(?: hasil-kosong)?">([^<]*)<', teks(jawab))[0]


def test_an_approved_entry_keeps_the_rating_of_its_day(app, masuk, entri, target):
    target(entri("BELUM_DIISI")[0], 100)
    nomor, kode, _ = entri("DISETUJUI", pembilang=160)
    atasan = masuk("kasubbag-umum")
    assert "Capaian 80,00 % · Baik" in rata(atasan.get(alamat(nomor, kode)))
    tulis_langsung(app, "UPDATE kantor SET skala = replace(skala, 'Baik', 'Tinggi')")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    for jalur in (alamat(nomor, kode), f"/persetujuan/{nomor}/{kode}"):
        isi = rata(atasan.get(jalur))
        assert "80,00 % · Baik" in isi
        assert "Tinggi" not in isi


@pytest.mark.parametrize("kepala", [{}, {"HX-Request": "true"}])
def test_what_was_refused_stands_beside_its_own_result(masuk, entri, target, kepala):
    nomor, kode, versi = entri("DRAF", pembilang=180)
    target(nomor)
    data = {"versi": versi - 1, "pembilang": "100", "penyebut": "200"}
    jawab = masuk("staf-umum").post(alamat(nomor, kode) + "/simpan", data=data, headers=kepala)
    assert jawab.status_code == 409
    assert _hasil(jawab) == "50,00 %"
    assert "Kurang" in teks(jawab)


def test_what_cannot_be_read_has_no_result(masuk, entri):
    nomor, kode, versi = entri("DRAF", pembilang=180)
    data = {"versi": versi, "pembilang": "66.7", "penyebut": "200"}
    jawab = masuk("staf-umum").post(alamat(nomor, kode) + "/simpan", data=data)
    assert jawab.status_code == 422
    assert _hasil(jawab) == "isi semua angka"


def test_who_typed_into_what_has_left_his_hands_sees_what_is_stored(masuk, entri):
    nomor, kode, versi = entri("DIAJUKAN", pembilang=180)
    data = {"versi": versi, "pembilang": "100", "penyebut": "200"}
    jawab = masuk("staf-umum").post(alamat(nomor, kode) + "/simpan", data=data)
    assert jawab.status_code == 422
    assert _hasil(jawab) == "90,00 %"


def test_who_sees_the_state_only_is_told_so_and_nothing_untrue(masuk, entri, target):
    target(entri("BELUM_DIISI")[0])
    nomor, kode, _ = entri("DISETUJUI")
    pengelola = masuk("pengelola")
    for jalur in (alamat(nomor, kode), f"/persetujuan/{nomor}/{kode}"):
        isi = rata(pengelola.get(jalur))
        assert "Yang terlihat oleh Anda keadaan realisasi ini saja" in isi
        assert "target 2026: 95,00 %" in isi
        for salah in ("pemiliknya", "belum diajukan", "Akan diperiksa", "Tidak ada berkas bukti"):
            assert salah not in isi


def test_a_draft_before_its_decider_hides_its_files_and_does_not_deny_them(masuk, entri):
    nomor, kode, _ = entri("DRAF")
    isi = rata(masuk("kasubbag-umum").get(f"/persetujuan/{nomor}/{kode}"))
    assert "masih di tangan pemiliknya" in isi
    assert "Bukti tidak terlihat" in isi
    assert "Tidak ada berkas bukti" not in isi


def test_a_list_of_documents_shows_the_counts_behind_its_value(masuk, entri):
    nomor, kode, _ = entri("DIAJUKAN", "staf-keuangan-1")
    isi = masuk("kasubbag-keuangan").get(f"/persetujuan/{nomor}/{kode}").text
    pita = re.search(r'class="hasil-pita">.*?</strong>', isi, re.S)
    assert pita
    assert "<mfrac" in pita[0]


def test_the_year_so_far_says_what_is_not_approved(masuk, entri):
    entri("DISETUJUI", periode="2026-TW1")
    nomor, kode, _ = entri("DIAJUKAN", periode="2026-TW2")
    isi = rata(masuk("kasubbag-umum").get(f"/persetujuan/{nomor}/{kode}"))
    assert "TW I 90,00 % (180/200)" in isi
    assert "Setahun sampai kini 90,00 % (360/400)" in isi
    entri("DIKEMBALIKAN", periode="2026-TW3")
    nomor, kode, _ = entri("DRAF", periode="2026-TW4")
    isi = rata(masuk("staf-umum").get(alamat(nomor, kode)))
    assert "TW III (dikembalikan) 90,00 % (180/200)" in isi
    assert "Setahun sampai kini, dengan yang belum disetujui 90,00 % (720/800)" in isi
