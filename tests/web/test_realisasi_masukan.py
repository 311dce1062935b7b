"""Wrong input to an entry: a sentence, the right 4xx, what was typed kept, nothing changed."""

import html
import re
from datetime import datetime, timedelta

import pytest

from iki_web.rules.bukti import format_medan
from iki_web.rules.periode import WIB
from tests.pendukung.halaman import TW1, alamat, berkas, teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak

#: The end of the 10th working day of January 2027.
BATAS_2026 = datetime(2027, 1, 15, tzinfo=WIB)


@pytest.fixture
def nomor(entri) -> int:
    return entri("BELUM_DIISI")[0]


@pytest.fixture
def staf(masuk):
    return masuk("staf-umum")


@pytest.mark.parametrize(
    "ketik", ["66.7", "1,234.5", "1e5", "NaN", "1_000", "١٢", "-", "--1", "9" * 16]
)
def test_a_number_that_cannot_be_read_is_asked_about_and_stays(app, staf, nomor, ketik):
    sebelum = ambil_keadaan(app, "sesi")
    data = {"versi": 0, "pembilang": ketik, "penyebut": "200", "kendala": "alamat kurang"}
    jawab = staf.post(alamat(nomor) + "/simpan", data=data)
    isi = teks(jawab)
    assert jawab.status_code == 422
    assert f'value="{ketik}"' in isi
    assert "alamat kurang" in isi
    assert 'aria-invalid="true"' in isi
    assert ambil_keadaan(app, "sesi") == sebelum


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"pembilang": "5", "penyebut": "0"}, "Penyebut 0"),
        ({"pembilang": "-5", "penyebut": "10"}, "tidak boleh kurang dari 0"),
        ({"nihil": "1", "pembilang": "5", "penyebut": "10"}, "Nihil dicentang tetapi angka terisi"),
        ({"kendala": "x" * 2001}, "paling banyak 2000 huruf"),
        ({"rujukan": "x" * 501}, "paling banyak 500 huruf"),
        ({"pembilang": ["1", "2"]}, "dikirim lebih dari sekali"),
    ],
)
def test_values_that_cannot_be_are_refused(app, staf, nomor, data, kalimat):
    sebelum = ambil_keadaan(app, "sesi")
    jawab = staf.post(alamat(nomor) + "/simpan", data={"versi": 0} | data)
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert ambil_keadaan(app, "sesi") == sebelum


@pytest.mark.parametrize("versi", [None, "", "abc", "-1", "1.0", "٣", ["0", "0"]])
def test_a_missing_or_foreign_version_is_refused(app, staf, nomor, versi):
    data = {"pembilang": "1"} if versi is None else {"pembilang": "1", "versi": versi}
    jawab = staf.post(alamat(nomor) + "/simpan", data=data)
    assert jawab.status_code == 422
    assert hitung_jejak(app, "realisasi.disimpan") == 0


@pytest.mark.parametrize(
    ("nama", "isi"),
    [("virus.exe", b"MZ"), ("x.pdf.exe", b"MZ"), ("kosong.pdf", b""), ("bukan.pdf", b"<html>")],
)
def test_a_refused_file_is_named_and_the_good_one_stays(app, staf, nomor, nama, isi):
    data = {"versi": 0, "berkas": [berkas(nama, isi), berkas("baik.pdf")]}
    jawab = staf.post(alamat(nomor) + "/bukti", data=data)
    assert jawab.status_code == 422
    assert nama in teks(jawab)
    assert "baik.pdf" in teks(jawab)
    assert hitung_jejak(app, "realisasi.disimpan") == 1


@pytest.mark.parametrize("status", ["BELUM_DIISI", "DRAF"])
def test_of_a_refused_file_alone_nothing_is_said_to_be_kept(app, staf, entri, status):
    nomor, kode, versi = entri(status)
    sebelum = ambil_keadaan(app, "sesi")
    data = {"versi": versi, "berkas": berkas("jahat.exe", b"MZ")}
    jawab = staf.post(alamat(nomor, kode) + "/bukti", data=data)
    assert jawab.status_code == 422
    assert "Berkas tidak tersimpan: periksa yang bertanda merah." in teks(jawab)
    assert "Selebihnya tersimpan" not in teks(jawab)
    assert ambil_keadaan(app, "sesi") == sebelum


@pytest.mark.parametrize(
    ("langkah", "isian"),
    [
        ("simpan", {"pembilang": "66.7", "penyebut": "200"}),
        ("ajukan", {"pembilang": "66.7", "penyebut": "200"}),
        ("bukti", {"pembilang": "66.7", "berkas": ("jahat.exe", b"MZ")}),
    ],
    ids=["simpan", "ajukan", "bukti"],
)
def test_what_changed_meanwhile_is_said_before_what_is_wrong(app, staf, entri, langkah, isian):
    nomor, kode, versi = entri("DRAF")
    sebelum = ambil_keadaan(app, "sesi", "jejak")
    kirim = {n: berkas(*i) if isinstance(i, tuple) else i for n, i in isian.items()}
    jawab = staf.post(alamat(nomor, kode) + f"/{langkah}", data={"versi": versi - 1} | kirim)
    assert jawab.status_code == 409
    assert "sudah berubah sejak Anda membukanya" in teks(jawab)
    assert ambil_keadaan(app, "sesi", "jejak") == sebelum


def test_extra_fields_have_no_effect(app, staf, nomor):
    data = {
        "versi": 0,
        "pembilang": "5",
        "penyebut": "10",
        "status": "DISETUJUI",
        "jabatan_id": "1",
        "target": "1",
        "peran": "PENYETUJU",
        "capaian": "100",
    }
    assert staf.post(alamat(nomor) + "/simpan", data=data).status_code == 303
    isi = teks(staf.get(alamat(nomor)))
    assert "Draf" in isi
    assert "target belum ditetapkan" in isi


def test_extra_fields_have_no_effect_on_a_submission(app, staf, nomor):
    data = {
        "versi": 0,
        "pembilang": "5",
        "penyebut": "10",
        "berkas": berkas(),
        "status": "DISETUJUI",
        "aksi": "SETUJUI",
        "pengaju_id": "1",
        "penyetuju_id": "1",
        "jabatan_id": "1",
        "diajukan": "2020-01-01",
        "terlibat": "[]",
    }
    assert staf.post(alamat(nomor) + "/ajukan", data=data).status_code == 303
    isi = teks(staf.get(alamat(nomor)))
    assert "Menunggu keputusan Kepala Sub Bagian Umum dan Kepegawaian" in isi
    assert "2020" not in isi
    assert (hitung_jejak(app, "realisasi.diajukan"), hitung_jejak(app, "realisasi.disimpan")) == (
        1,
        0,
    )
    assert staf.post(alamat(nomor) + "/setujui", data={"versi": 1}).status_code == 403


def test_a_refused_file_keeps_the_entry_from_being_submitted_without_it(app, staf, nomor):
    data = {
        "versi": 0,
        "pembilang": "5",
        "penyebut": "10",
        "berkas": [berkas("baik.pdf"), berkas("jahat.exe", b"MZ")],
    }
    jawab = staf.post(alamat(nomor) + "/ajukan", data=data)
    assert jawab.status_code == 422
    assert "jahat.exe" in teks(jawab)
    assert "baik.pdf" in teks(staf.get(alamat(nomor)))
    assert (hitung_jejak(app, "realisasi.diajukan"), hitung_jejak(app, "realisasi.disimpan")) == (
        0,
        1,
    )


def test_a_stale_submission_keeps_what_was_typed(app, staf, entri):
    nomor, kode, versi = entri("DRAF")
    data = {"versi": versi - 1, "pembilang": "199", "kendala": "punya saya", "berkas": berkas()}
    jawab = staf.post(alamat(nomor, kode) + "/ajukan", data=data)
    isi = teks(jawab)
    assert jawab.status_code == 409
    assert 'value="199"' in isi
    assert "punya saya" in isi
    assert hitung_jejak(app, "realisasi.diajukan") == 0


@pytest.mark.parametrize(
    "kode", ["2026-TW5", "2026", "2026-01", "2031-TW1", "abc", "2026-tw1", "%00"]
)
def test_an_address_of_no_period_is_not_found(staf, nomor, kode):
    assert staf.get(alamat(nomor, kode)).status_code == 404


@pytest.mark.parametrize("nomor_aneh", ["0", "99999999999999999999", "-1", "1.5", "x"])
def test_an_address_of_no_indicator_is_not_found(staf, nomor_aneh):
    assert staf.get(f"/realisasi/{nomor_aneh}/{TW1}").status_code == 404
    assert staf.get(f"/indikator/{nomor_aneh}").status_code == 404
    assert staf.get(f"/bukti/{nomor_aneh}").status_code == 404


def test_script_in_any_text_is_only_text(staf, nomor):
    jahat = "<script>alert(1)</script>\"'{{7*7}}"
    data = {"versi": 0, "pembilang": "1", "penyebut": "2", "keterangan": jahat, "rujukan": jahat}
    staf.post(alamat(nomor) + "/simpan", data=data)
    mentah = staf.get(alamat(nomor)).get_data(as_text=True)
    assert "<script>alert" not in mentah
    assert "{{7*7}}" in html.unescape(mentah)


@pytest.mark.parametrize("status", ["DRAF", "DIAJUKAN", "DISETUJUI"])
def test_a_stranger_gets_what_a_random_id_gets(masuk, entri, status):
    nomor, kode, versi = entri(status)
    asing = masuk("staf-keuangan")
    acak = asing.get(alamat(99999, kode))
    for jalur in (alamat(nomor, kode), alamat(nomor, kode) + "/hitung"):
        jawab = asing.get(jalur)
        assert jawab.status_code == 404
        assert _tanpa_token(jawab) == _tanpa_token(acak)
    for langkah in ("simpan", "ajukan", "tarik", "setujui", "kembalikan", "buka-kembali", "bukti"):
        jawab = asing.post(
            f"{alamat(nomor, kode)}/{langkah}", data={"versi": versi, "catatan": "x"}
        )
        assert jawab.status_code == 404


def _tanpa_token(jawab) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", teks(jawab))


def test_nothing_changes_from_the_deadline_second_on(masuk, entri, jam_uji):
    nomor, kode, versi = entri("DRAF")
    jam_uji.set(BATAS_2026 - timedelta(seconds=1))
    staf = masuk("staf-umum")
    jam_uji.set(BATAS_2026)
    jawab = staf.post(
        alamat(nomor, kode) + "/bukti", data={"versi": versi, "berkas": berkas("x.pdf")}
    )
    assert jawab.status_code == 422
    assert "ditutup" in teks(jawab)
    assert staf.post(alamat(nomor, kode) + "/ajukan", data={"versi": versi}).status_code == 422
    assert "x.pdf" not in teks(staf.get(alamat(nomor, kode)))


def test_whose_entry_it_is_comes_before_what_was_typed(masuk, entri):
    nomor, kode, versi = entri("DRAF")
    data = {"versi": versi, "pembilang": "66.7"}
    assert (
        masuk("kasubbag-umum").post(alamat(nomor, kode) + "/simpan", data=data).status_code == 403
    )


def test_a_stale_save_is_a_refusal_in_the_trail(app, staf, entri):
    nomor, kode, versi = entri("DRAF")
    data = {"versi": versi - 1, "pembilang": "1"}
    assert staf.post(alamat(nomor, kode) + "/simpan", data=data).status_code == 409
    assert hitung_jejak(app, "ditolak") == 1


@pytest.mark.parametrize("langkah", ["tarik", "ajukan"])
def test_a_stale_step_answers_with_the_card_and_what_changed(app, masuk, entri, langkah):
    nomor, kode, versi = entri("DIKEMBALIKAN")
    data = {"versi": versi - 1}
    htmx = {"HX-Request": "true"}
    jawab = masuk("staf-umum").post(f"{alamat(nomor, kode)}/{langkah}", data=data, headers=htmx)
    assert jawab.status_code == 409
    assert "mengembalikan realisasi ini" in teks(jawab)
    assert 'id="entri-' in teks(jawab)
    assert hitung_jejak(app, "ditolak") == 1


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["halaman", "htmx"])
def test_words_for_an_entry_that_left_ones_hands_meanwhile_are_shown(staf, entri, htmx):
    nomor, kode, versi = entri("DIAJUKAN")
    slot = format_medan("rujukan", 1)
    data = {"versi": versi - 1, "keterangan": "Loket tutup dua hari.", slot: "Rak 4"}
    jawab = staf.post(alamat(nomor, kode) + "/simpan", data=data, headers=htmx)
    assert jawab.status_code == 409
    assert "Loket tutup dua hari." in teks(jawab)
    assert "Rak 4" in teks(jawab)
