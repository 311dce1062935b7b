"""One entry over HTTP: saving, files, submitting, every wrong input, and what stays typed."""

import re

import pytest

from tests.pendukung.halaman import alamat, berkas, teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak, tulis_langsung
from tests.storage.pembuat_berkas import pdf


@pytest.fixture
def nomor(entri) -> int:
    return entri("BELUM_DIISI")[0]


@pytest.fixture
def staf(masuk):
    return masuk("staf-umum")


def test_an_empty_entry_shows_the_formula_as_the_form(staf, nomor):
    isi = teks(staf.get(alamat(nomor)))
    assert "Jumlah surat menyurat yang terdistribusi sesuai tujuan" in isi
    assert 'name="pembilang"' in isi
    assert 'name="penyebut"' in isi
    assert "Buku Arsip Surat Masuk dan keluar" in isi
    assert "Belum diisi" in isi
    assert "Akan diperiksa oleh Kepala Sub Bagian Umum dan Kepegawaian" in isi
    assert "target belum ditetapkan" in isi
    assert "isi 180 dan 200: hasilnya 90,00 %" in isi


def test_saving_then_submitting_then_the_page_says_who_decides(staf, nomor):
    jawab = staf.post(alamat(nomor) + "/simpan", data={"versi": 0, "pembilang": 180})
    assert (jawab.status_code, jawab.location) == (303, alamat(nomor))
    data = {"versi": 1, "penyebut": "200", "berkas": berkas()}
    jawab = staf.post(alamat(nomor) + "/ajukan", data=data)
    assert jawab.status_code == 303
    isi = teks(staf.get(alamat(nomor)))
    assert "Diajukan" in isi
    assert "90,00 %" in isi
    assert "Menunggu keputusan Kepala Sub Bagian Umum dan Kepegawaian" in isi
    assert "/tarik" in isi
    assert "/ajukan" not in isi


def test_what_is_missing_is_named_and_the_draft_is_kept(app, staf, nomor):
    jawab = staf.post(alamat(nomor) + "/ajukan", data={"versi": 0, "pembilang": "12"})
    isi = teks(jawab)
    assert jawab.status_code == 422
    assert "Isi angka ini dahulu." in isi
    assert "Lampirkan berkas “Buku Arsip Surat Masuk dan keluar”" in isi
    assert hitung_jejak(app, "realisasi.disimpan") == 1
    assert 'value="12"' in teks(staf.get(alamat(nomor)))


def test_more_than_a_hundred_percent_is_allowed_with_a_warning(staf, nomor):
    data = {"versi": 0, "pembilang": "220", "penyebut": "200"}
    assert staf.post(alamat(nomor) + "/simpan", data=data).status_code == 303
    isi = teks(staf.get(alamat(nomor)))
    assert "110,00 %" in isi
    assert "lebih dari 100 %" in isi


def test_nothing_of_nothing_needs_a_reason_and_then_no_evidence(staf, nomor):
    data = {"versi": 0, "pembilang": "0", "penyebut": "0"}
    jawab = staf.post(alamat(nomor) + "/ajukan", data=data)
    assert jawab.status_code == 422
    assert "Tulis alasan mengapa nihil" in teks(jawab)
    data = {"versi": 1, "nihil": "1", "alasan_nihil": "Tidak ada surat masuk."}
    assert staf.post(alamat(nomor) + "/ajukan", data=data).status_code == 303
    assert "Nihil" in teks(staf.get(alamat(nomor)))


def test_several_files_a_reference_and_a_reason_go_in_one_form(staf, nomor):
    data = {
        "versi": 0,
        "berkas": [berkas("satu.pdf"), berkas("dua.v2.final.pdf", pdf() + b"\n")],
        "rujukan": "Buku Arsip 2026 hal. 31–44",
        "alasan_tanpa_berkas": "",
    }
    assert staf.post(alamat(nomor) + "/bukti", data=data).status_code == 303
    isi = teks(staf.get(alamat(nomor)))
    assert "satu.pdf" in isi
    assert "dua.v2.final.pdf" in isi
    assert 'value="Buku Arsip 2026 hal. 31–44"' in isi


def test_uploading_keeps_the_stored_numbers_and_the_typed_ones_that_cannot_be_read(staf, nomor):
    staf.post(alamat(nomor) + "/simpan", data={"versi": 0, "pembilang": "7", "penyebut": "9"})
    assert (
        staf.post(alamat(nomor) + "/bukti", data={"versi": 1, "berkas": berkas()}).status_code
        == 303
    )
    isi = teks(staf.get(alamat(nomor)))
    assert 'value="7"' in isi
    assert 'value="9"' in isi
    data = {
        "versi": 2,
        "pembilang": "66.7",
        "penyebut": "9",
        "berkas": berkas("lain.pdf", pdf() + b"\n"),
    }
    jawab = staf.post(alamat(nomor) + "/bukti", data=data)
    assert jawab.status_code == 422
    assert 'value="66.7"' in teks(jawab)
    assert "lain.pdf" in teks(jawab)
    assert "lain.pdf" in teks(staf.get(alamat(nomor)))


def test_an_upload_by_htmx_answers_with_the_slots_and_the_new_version(staf, nomor):
    data = {"versi": 0, "berkas": berkas()}
    jawab = staf.post(alamat(nomor) + "/bukti", data=data, headers={"HX-Request": "true"})
    isi = teks(jawab)
    assert jawab.status_code == 200
    assert "buku arsip.pdf" in isi
    assert "<html" not in isi
    assert 'name="pembilang"' not in isi
    assert re.search(r'name="versi"[^>]*value="1"[^>]*hx-swap-oob="true"', isi)


def test_htmx_saving_answers_with_the_card_only(staf, nomor):
    data = {"versi": 0, "pembilang": "5", "penyebut": "10"}
    jawab = staf.post(alamat(nomor) + "/simpan", data=data, headers={"HX-Request": "true"})
    isi = teks(jawab)
    assert jawab.status_code == 200
    assert isi.lstrip().startswith("<section")
    assert "50,00 %" in isi
    assert "Draf tersimpan" in isi
    assert "HX-Request" in jawab.headers["Vary"]
    assert jawab.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("tanya", "jawaban"),
    [
        ("pembilang=180&penyebut=200", "90,00 %"),
        ("pembilang=1&penyebut=3", "33,33 %"),
        ("pembilang=0&penyebut=0", "Nihil"),
        ("pembilang=5", "isi semua angka"),
        ("pembilang=66.7&penyebut=1", "meragukan"),
        ("pembilang=5&penyebut=0", "Penyebut 0"),
    ],
)
def test_the_value_appears_while_typing_and_nothing_is_kept(app, staf, nomor, tanya, jawaban):
    sebelum = ambil_keadaan(app, "sesi")
    jawab = staf.get(f"{alamat(nomor)}/hitung?{tanya}")
    assert jawab.status_code == 200
    assert jawaban in teks(jawab)
    assert ambil_keadaan(app, "sesi") == sebelum


def test_a_stale_form_is_told_what_changed_and_keeps_its_text(staf, nomor):
    data = {"versi": 0, "pembilang": "5", "penyebut": "10"}
    staf.post(alamat(nomor) + "/simpan", data=data)
    data = {"versi": 0, "pembilang": "6", "penyebut": "10", "kendala": "punya saya"}
    jawab = staf.post(alamat(nomor) + "/simpan", data=data)
    isi = teks(jawab)
    assert jawab.status_code == 409
    assert "menyimpan realisasi ini (nilai 50,00 % (5/10))" in isi
    assert 'value="6"' in isi
    assert "punya saya" in isi


def test_the_same_form_sent_twice_does_one_thing(app, staf, nomor):
    data = {"versi": 0, "pembilang": "5", "penyebut": "10"}
    assert staf.post(alamat(nomor) + "/simpan", data=dict(data)).status_code == 303
    assert staf.post(alamat(nomor) + "/simpan", data=dict(data)).status_code == 303
    assert hitung_jejak(app, "realisasi.disimpan") == 1


def test_a_return_stands_on_top_with_its_reason(staf, entri):
    nomor, kode, _ = entri("DIKEMBALIKAN")
    isi = teks(staf.get(alamat(nomor, kode)))
    assert "Dikembalikan oleh Kasubbag Umum" in isi
    assert "Angka tidak sesuai bukti: Cocokkan dengan buku register." in isi
    assert isi.index("Dikembalikan oleh") < isi.index('name="pembilang"')


def test_withdrawing_brings_the_form_back(staf, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    jawab = staf.post(alamat(nomor, kode) + "/tarik", data={"versi": versi})
    assert jawab.status_code == 303
    assert 'name="pembilang"' in teks(staf.get(alamat(nomor, kode)))


def test_an_approved_entry_reads_as_approved_whatever_is_edited_later(app, staf, entri):
    nomor, kode, _ = entri("DISETUJUI")
    tulis_langsung(app, "UPDATE indikator SET nama = 'Nama baru', pembilang = 'Pembilang baru'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    isi = teks(staf.get(alamat(nomor, kode)))
    assert "Rasio Surat Menyurat yang terdistribusi sesuai tujuan" in isi
    assert "Nama baru" not in isi
    assert "Pembilang baru" not in isi
    assert "Disetujui oleh Kepala Sub Bagian Umum dan Kepegawaian (Kasubbag Umum)" in isi


def test_reopening_needs_a_reason(masuk, entri):
    nomor, kode, versi = entri("DISETUJUI")
    atasan = masuk("kasubbag-umum")
    jawab = atasan.post(alamat(nomor, kode) + "/buka-kembali", data={"versi": versi})
    assert jawab.status_code == 422
    data = {"versi": versi, "alasan": "Ada surat susulan."}
    assert atasan.post(alamat(nomor, kode) + "/buka-kembali", data=data).status_code == 303
    assert "Ada surat susulan." in teks(masuk("staf-umum").get(alamat(nomor, kode)))


def test_the_superior_sees_that_a_draft_exists_but_not_what_is_in_it(masuk, entri):
    nomor, kode, _ = entri("DRAF", pembilang=171, kendala="rahasia dapur")
    isi = teks(masuk("kasubbag-umum").get(alamat(nomor, kode)))
    assert "Draf" in isi
    assert "belum dapat dilihat" in isi
    assert "171" not in isi
    assert "rahasia dapur" not in isi
    assert "bukti.pdf" not in isi


def test_a_target_of_nothing_missed_says_why_it_counts_as_nothing(app, staf, nomor):
    """DOMAIN section 6: falling, target 0, realisasi above 0: capaian 0, with a warning."""
    tulis_langsung(app, "UPDATE indikator SET arah = 'TURUN' WHERE id = :n", n=nomor)
    isi = "INSERT INTO target (indikator_id, tahun, nilai, versi, jenis, alasan, tanggal)"
    nilai = "VALUES (:n, 2026, '0', 1, 'INDUK', '', '2026-01-02')"
    tulis_langsung(app, f"{isi} {nilai}", n=nomor)
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    isi = teks(staf.get(f"{alamat(nomor)}/hitung?pembilang=1&penyebut=10"))
    assert "Target 0 dengan realisasi di atas 0: capaian dihitung 0." in isi
