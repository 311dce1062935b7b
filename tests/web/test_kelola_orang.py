"""Rooms of people, assignments, positions and accounts, from outside: forms, faults, the slip."""

import html
import re

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai, Penugasan
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import akhiri

NIP = "19780412 200501 2 003"
KODE = re.compile(r"\b[a-z0-9]{4}(?:-[a-z0-9]{4}){3}\b")


def _teks(jawab) -> str:
    isi = re.sub(r"<[^>]+>", " ", jawab.get_data(as_text=True))
    return html.unescape(re.sub(r"\s+", " ", isi))


def _nomor(app, kelas, kolom, nilai) -> int:
    with app.app_context():
        return db.session.execute(select(kelas.id).where(kolom == nilai)).scalar_one()


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


@pytest.fixture
def orang(app):
    """`orang("staf-pmd")`: the id of a person."""
    return lambda nama: _nomor(app, Pegawai, Pegawai.nama_pengguna, nama)


@pytest.fixture
def tempat(app):
    """`tempat("staf-pmd")`: the id of a position."""
    return lambda kode: _nomor(app, Jabatan, Jabatan.kode, kode)


def test_a_person_is_added_gets_a_slip_and_signs_in(app, pengelola, tamu, orang):
    isi = {"nama": "Siti Aminah, S.Sos", "nip": NIP, "pangkat": "Penata"}
    jawab = pengelola.post("/kelola/pegawai", data=isi)
    assert jawab.status_code == 200
    assert jawab.headers["Cache-Control"] == "no-store"
    teks = _teks(jawab)
    for kata in ("Kantor Kecamatan Jrengik", "Siti Aminah, S.Sos", "siti-aminah", "sandi sendiri"):
        assert kata in teks
    kode = KODE.search(teks)[0]
    assert kode not in str(ambil_keadaan(app))
    masuk = tamu.post("/masuk", data={"nama_pengguna": "siti-aminah", "sandi": kode})
    assert masuk.status_code == 303
    assert tamu.get("/").headers["Location"].endswith("/akun/sandi")
    halaman = _teks(pengelola.get(f"/kelola/pegawai/{orang('siti-aminah')}"))
    assert NIP in halaman
    assert kode not in halaman
    # The same form sent again adds nobody.
    assert pengelola.post("/kelola/pegawai", data=isi | {"nip": ""}).status_code == 422
    assert hitung_jejak(app, "pegawai.ditambah") == 2


def test_what_is_missing_of_an_assignment_is_named_as_its_field(pengelola, orang, tempat):
    isi = {"pegawai_id": orang("staf-pmd"), "jabatan_id": tempat("camat"), "jenis": "PLT"}
    halaman = html.unescape(pengelola.post("/kelola/penugasan", data=isi).text)
    for label in ("Hari pertama", "Nomor surat perintah atau SK", "Tanggal surat"):
        assert f"{label} belum diisi" in halaman
        assert re.search(rf"<label[^>]*>\s*{label}\b", halaman), label
    hari = {"mulai": "2026-05-02", "selesai": "2026-05-01"}
    halaman = pengelola.post("/kelola/penugasan", data=isi | hari).text
    assert "Hari terakhir tidak boleh sebelum hari pertama." in halaman
    assert "Tanggal selesai" not in halaman


def test_wrong_fields_say_why_and_keep_what_was_typed(app, pengelola):
    sebelum = ambil_keadaan(app)
    isi = {"nama": "<b>Budi</b>", "nip": "19781312 200501 1 003", "nama_pengguna": "camat"}
    jawab = pengelola.post("/kelola/pegawai", data=isi)
    assert jawab.status_code == 422
    mentah = jawab.get_data(as_text=True)
    assert 'id="nip-galat"' in mentah
    assert 'value="19781312 200501 1 003"' in re.sub(r"\s+", " ", mentah)
    assert "&lt;b&gt;Budi&lt;/b&gt;" in mentah
    assert "<b>Budi" not in mentah
    assert ambil_keadaan(app) == sebelum
    jawab = pengelola.post("/kelola/pegawai", data=isi | {"nip": ""})
    assert "sudah dipakai Camat" in _teks(jawab)


@pytest.mark.parametrize("cari", ["%", "_", "\\", "' OR 1=1", "x" * 500, "\0", "١"])
def test_search_takes_anything_and_finds_nothing_by_wildcards(pengelola, cari):
    jawab = pengelola.get("/kelola/pegawai", query_string={"cari": cari, "hal": "9" * 30})
    assert jawab.status_code == 200
    if cari != "\0":
        assert "0 orang" in _teks(jawab)


def test_search_finds_by_name_account_and_nip_with_spaces(pengelola, orang):
    pengelola.post("/kelola/pegawai", data={"nama": "Siti Aminah", "nip": NIP})
    for cari in ("SITI", "amin", "siti-a", "200501 2", NIP):
        teks = _teks(pengelola.get("/kelola/pegawai", query_string={"cari": cari}))
        assert "1 orang" in teks
        assert "Siti Aminah" in teks
    assert "14 orang" in _teks(pengelola.get("/kelola/pegawai?hal=0&keadaan=apa"))
    assert "0 orang" in _teks(pengelola.get("/kelola/pegawai?keadaan=nonaktif"))


def test_a_long_list_is_turned_page_by_page(pengelola):
    for n in range(40):
        nama = f"Pegawai Nomor {chr(65 + n % 26)}{n}"
        assert pengelola.post("/kelola/pegawai", data={"nama": nama}).status_code == 200
    satu, dua = (_teks(pengelola.get(f"/kelola/pegawai?hal={n}")) for n in (1, 2))
    assert "53 orang" in satu
    assert "Halaman 1 dari 2" in satu
    assert "Halaman 2 dari 2" in dua
    assert "Halaman 2 dari 2" in _teks(pengelola.get("/kelola/pegawai?hal=99"))


def test_a_stale_form_shows_both_versions_and_the_new_version(app, pengelola, orang):
    nomor = orang("staf-pmd")
    isi = {"versi": "1", "nama": "Budi"}
    assert pengelola.post(f"/kelola/pegawai/{nomor}/ubah", data=isi).status_code == 303
    jawab = pengelola.post(f"/kelola/pegawai/{nomor}/ubah", data=isi | {"nama": "Badu"})
    assert jawab.status_code == 409
    assert "kini tersimpan “Budi”, Anda menulis “Badu”" in _teks(jawab)
    mentah = re.sub(r"\s+", " ", jawab.get_data(as_text=True))
    assert 'name="versi" value="2"' in mentah
    assert 'value="Badu"' in mentah
    assert hitung_jejak(app, "ditolak") == 1
    lagi = pengelola.post(
        f"/kelola/pegawai/{nomor}/ubah", data=isi | {"nama": "Badu", "versi": "2"}
    )
    assert lagi.status_code == 303


def test_the_last_pengelola_stays(app, pengelola, orang):
    nomor = orang("pengelola")
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post(f"/kelola/pegawai/{nomor}/ubah", data={"versi": "1", "nama": "P"})
    assert jawab.status_code == 422
    assert "akun Anda sendiri" in _teks(jawab)
    jawab = pengelola.post(f"/kelola/pegawai/{nomor}/nonaktifkan", data={"versi": "1"})
    assert jawab.status_code == 422
    assert "Nonaktifkan" not in _teks(pengelola.get(f"/kelola/pegawai/{nomor}"))
    assert ambil_keadaan(app) == sebelum


def test_sessions_are_listed_and_ended(app, pengelola, masuk, tamu, orang):
    staf, nomor = masuk("staf-umum"), orang("staf-umum")
    tamu.post("/masuk", data={"nama_pengguna": "staf-umum", "sandi": "salah"})
    teks = _teks(pengelola.get(f"/kelola/akun/{nomor}"))
    assert "masih masuk" in teks
    assert "10 Apr 2026 09.00 dari 127.0.0.1" in teks
    jawab = pengelola.post(f"/kelola/akun/{nomor}/keluarkan")
    assert "Semua sesi Staf Umum sudah diakhiri (1 perangkat)" in _teks(
        pengelola.get(jawab.headers["Location"])
    )
    assert staf.get("/").headers["Location"].startswith("/masuk")
    assert "masih masuk" not in _teks(pengelola.get(f"/kelola/akun/{nomor}"))
    sendiri = orang("pengelola")
    lain = masuk("pengelola")
    pengelola.post(f"/kelola/akun/{sendiri}/keluarkan")
    assert lain.get("/").status_code == 303
    assert pengelola.get("/").status_code == 200


def _penugasan(orang, tempat, siapa, jabatan, **isi) -> dict[str, str]:
    dasar = {"jenis": "DEFINITIF", "mulai": "2026-04-13"}
    return {"pegawai_id": str(orang(siapa)), "jabatan_id": str(tempat(jabatan))} | dasar | isi


PLH = {
    "jenis": "PLH",
    "selesai": "2026-04-26",
    "nomor_surat": "800/15/2026",
    "tanggal_surat": "2026-04-10",
}


def test_a_plh_is_appointed_and_shown_where_people_look(pengelola, orang, tempat):
    isi = _penugasan(orang, tempat, "kasi-pmd", "kasubbag-umum", **PLH)
    jawab = pengelola.post("/kelola/penugasan", data=isi)
    assert jawab.status_code == 303
    halaman = pengelola.get(jawab.headers["Location"])
    teks = _teks(halaman)
    assert "Penugasan sudah disimpan." in teks
    assert "Plh., 13 Apr 2026 sampai 26 Apr 2026" in teks
    assert 'class="ruas ruas-plh"' in re.sub(r"\s+", " ", halaman.get_data(as_text=True))


def test_a_refused_assignment_keeps_the_form(app, pengelola, orang, tempat):
    sebelum = ambil_keadaan(app)
    isi = _penugasan(orang, tempat, "staf-pmd", "kasubbag-umum")
    jawab = pengelola.post("/kelola/penugasan", data=isi)
    assert jawab.status_code == 422
    assert "Bertindih dengan Kasubbag Umum" in _teks(jawab)
    assert 'value="2026-04-13"' in jawab.get_data(as_text=True)
    # The choice that was made stays made (two attributes, not one word).
    assert re.search(r'value="DEFINITIF"\s+checked\s+required>', jawab.get_data(as_text=True))
    for salah in ({}, isi | {"pegawai_id": "9999"}, isi | {"mulai": "0000-00-00"}):
        assert pengelola.post("/kelola/penugasan", data=salah).status_code == 422
    assert ambil_keadaan(app) == sebelum
    assert pengelola.post("/kelola/penugasan", data=isi | {"gantikan": "1"}).status_code == 303


@pytest.mark.parametrize(
    ("langkah", "isi"),
    [
        ("ubah", {"jenis": "DEFINITIF", "mulai": "2026-01-02"}),
        ("akhiri", {"selesai": "2026-12-31"}),
        ("batalkan", {"alasan": "Salah orang."}),
    ],
)
def test_assignments_refuse_bad_and_stale_forms(app, pengelola, orang, langkah, isi):
    nomor = _nomor(app, Penugasan, Penugasan.pegawai_id, orang("staf-pmd"))
    alamat = f"/kelola/penugasan/{nomor}/{langkah}"
    assert pengelola.post(alamat, data=isi).status_code == 422, "no version"
    assert pengelola.post(alamat, data={"versi": "1"}).status_code == 422
    assert pengelola.post(alamat, data=isi | {"versi": "7"}).status_code == 409
    assert pengelola.post(alamat, data=isi | {"versi": "1"}).status_code == 303
    assert pengelola.post(alamat, data=isi | {"versi": "1"}).status_code in (409, 422)
    assert pengelola.get(f"/kelola/penugasan/{nomor}").status_code == 200


def test_a_wrong_superior_is_mended_in_its_row(app, pengelola, tempat, entri):
    entri("DIAJUKAN")
    nomor, kasi = tempat("staf-umum"), tempat("kasi-pmd")
    jawab = pengelola.post(
        f"/kelola/jabatan/{nomor}/atasan", data={"versi": "1", "atasan_id": str(kasi)}
    )
    assert jawab.status_code == 303
    teks = _teks(pengelola.get("/kelola/jabatan"))
    assert "Atasan Staf Sub Bagian Umum" in teks or "sekarang Kepala Seksi" in teks
    assert "1 realisasi menunggu di meja Kepala Seksi" in teks


@pytest.mark.parametrize(
    ("atasan", "kalimat"), [("sekretaris", "dirinya sendiri"), ("kasubbag-umum", "membawahi")]
)
def test_a_position_under_itself_or_its_own_branch_is_refused(
    app, pengelola, tempat, atasan, kalimat
):
    sebelum = ambil_keadaan(app, "jejak")
    alamat = f"/kelola/jabatan/{tempat('sekretaris')}/atasan"
    jawab = pengelola.post(alamat, data={"versi": "1", "atasan_id": str(tempat(atasan))})
    assert jawab.status_code == 422
    assert kalimat in _teks(jawab)
    assert ambil_keadaan(app, "jejak") == sebelum


def test_a_circle_is_said_and_nothing_moves(app, pengelola, tempat):
    sebelum = ambil_keadaan(app, "jejak")
    alamat = f"/kelola/jabatan/{tempat('sekretaris')}/atasan"
    isi = {"versi": "1", "atasan_id": str(tempat("staf-umum"))}
    jawab = pengelola.post(alamat, data=isi)
    assert jawab.status_code == 422
    assert "saling membawahi" in _teks(jawab)
    for salah in ({"versi": "1"}, {"versi": "1", "atasan_id": "9999"}, isi | {"versi": ""}):
        assert pengelola.post(alamat, data=salah).status_code == 422
    assert pengelola.post(alamat, data=isi | {"versi": "9"}).status_code == 409
    assert ambil_keadaan(app, "jejak") == sebelum


def test_a_vacant_post_says_since_when(app, pengelola, tempat):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    teks = _teks(pengelola.get("/kelola/jabatan"))
    assert "kosong sejak 10 Apr 2026" in teks
    assert "naik karena jabatan Kepala Sub Bagian Umum dan Kepegawaian sedang kosong" in teks
    satu = pengelola.get(f"/kelola/jabatan/{tempat('kasubbag-umum')}")
    assert "ruas-kosong" in satu.get_data(as_text=True)


def test_unknown_records_are_not_found(pengelola):
    for alamat in ("pegawai/9999", "akun/9999", "penugasan/9999", "jabatan/9999"):
        assert pengelola.get(f"/kelola/{alamat}").status_code == 404
    for alamat in ("pegawai/9999/ubah", "penugasan/9999/akhiri", "jabatan/9999/atasan"):
        assert pengelola.post(f"/kelola/{alamat}", data={"versi": "1"}).status_code == 404


def test_a_name_too_long_or_taken_is_refused_for_a_position(pengelola, tempat):
    alamat = f"/kelola/jabatan/{tempat('staf-umum')}/ubah"
    for nama in ("", "x" * 201, "Camat Jrengik"):
        isi = {"versi": "1", "nama": nama, "nama_singkat": "S", "urutan": "1"}
        jawab = pengelola.post(alamat, data=isi)
        assert jawab.status_code == 422
        assert 'id="nama-galat"' in jawab.get_data(as_text=True)
