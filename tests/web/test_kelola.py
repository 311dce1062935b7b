"""The pengelola's rooms: states without values, accounts, periods; closed to everyone else."""

import html
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Pegawai, Periode
from iki_web.queries.periode import list_periode
from iki_web.rules.periode import WIB
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import akhiri, ubah

HALAMAN = (
    "/kelola",
    "/kelola?periode=2026",
    "/kelola?periode=2026-TW1",
    "/kelola/akun",
    "/kelola/akun/4/sandi",
    "/kelola/periode",
    "/kelola/periode?tahun=2027",
    "/kelola/periode/2026-TW1/buka",
    "/kelola/periode/2026-TW1/tutup",
)
TINDAKAN = (
    "/kelola/akun/4/sandi",
    "/kelola/periode/2026-TW1/buka",
    "/kelola/periode/2026-TW1/tutup",
    "/kelola/tahun",
)


def _teks(jawab) -> str:
    isi = re.sub(r"<[^>]+>", " ", jawab.get_data(as_text=True))
    return html.unescape(re.sub(r"\s+", " ", isi))


def _versi(app, kode="2026-TW1") -> int:
    with app.app_context():
        return db.session.execute(select(Periode.versi).where(Periode.kode == kode)).scalar_one()


def _periode(app, kode="2026-TW1"):
    with app.app_context():
        kolom = (Periode.status, Periode.batas, Periode.alasan_buka)
        return db.session.execute(select(*kolom).where(Periode.kode == kode)).one()


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


@pytest.mark.parametrize("alamat", HALAMAN)
def test_pages_are_for_the_pengelola_alone(masuk, pengelola, alamat):
    assert pengelola.get(alamat).status_code == 200
    assert masuk("camat").get(alamat).status_code == 403
    assert masuk("staf-umum").get(alamat).status_code == 403


def _ruang_kini(jawab) -> list[str]:
    """The rooms the switcher marks as the one shown: side by side, and folded for a phone."""
    isi = jawab.get_data(as_text=True)
    tanda = re.findall(r'<a href="([^"]+)"\s+aria-current="page">', isi)
    lipat = re.search(r"<summary>\s*<span><span[^>]*>Bagian:</span>\s*([^<]*?)\s*</span>", isi)
    return [*(satu for satu in tanda if re.fullmatch("/kelola/[a-z]+|/target", satu)), lipat[1]]


def test_switcher_marks_the_room_shown_also_after_a_refusal(pengelola):
    kantor = ["/kelola/pengaturan"] * 2 + ["Pengaturan"]
    assert _ruang_kini(pengelola.get("/kelola/pengaturan")) == kantor
    ditolak = pengelola.post("/kelola/pengaturan", data={"versi": "1", "nama": ""})
    assert ditolak.status_code == 422
    assert _ruang_kini(ditolak) == kantor
    # The main menu names it too, side by side and folded.
    assert _ruang_kini(pengelola.get("/target/2026")) == ["/target"] * 4 + ["Target"]
    assert _ruang_kini(pengelola.get("/kelola/libur"))[-1] == "Periode"


@pytest.mark.parametrize("alamat", TINDAKAN)
def test_acts_of_others_change_nothing(app, masuk, alamat):
    camat = masuk("camat")
    sebelum = ambil_keadaan(app, "jejak")
    assert camat.post(alamat, data={"versi": "1", "tahun": "2027"}).status_code == 403
    assert ambil_keadaan(app, "jejak") == sebelum


def test_board_has_states_and_never_values(pengelola, entri):
    entri("DISETUJUI", pembilang=173, penyebut=211)
    entri("DRAF", "kasubbag-umum-2", pembilang=167, penyebut=223)
    for alamat in ("/kelola", "/kelola?periode=2026-TW1"):
        teks = _teks(pengelola.get(alamat))
        assert not re.search(r"\b(173|211|167|223)\b|81,99", teks)
    assert "1 draf" in teks
    assert "6 belum diisi" in teks
    assert "1 dari 30 realisasi sudah diajukan" in teks


def test_board_says_since_when_and_at_whose_desk(app, masuk, entri, jam_uji):
    entri("DIAJUKAN")
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    jam_uji.maju(timedelta(days=4))
    teks = _teks(masuk("pengelola").get("/kelola?periode=2026-TW1"))
    assert "sejak 10 Apr 2026 09.00 (2 hari kerja)" in teks
    assert "di meja Sekretaris Kecamatan" in teks
    assert "kosong hari ini" in teks


def test_board_of_a_year_has_every_reported_period(pengelola, entri):
    entri("DIKEMBALIKAN", "kasubbag-umum-1")
    teks = _teks(pengelola.get("/kelola"))
    for kolom in ("TW I", "TW II", "TW III", "TW IV", "Tahun"):
        assert kolom in teks
    assert "1 dikembalikan" in teks
    assert "belum mulai" in teks


@pytest.mark.parametrize("kode", ["2019-TW1", "ngawur", "2026-TW9", "' OR 1=1"])
def test_unknown_period_is_not_found(pengelola, kode):
    assert pengelola.get("/kelola", query_string={"periode": kode}).status_code == 404
    assert pengelola.get(f"/kelola/periode/{kode}/buka").status_code == 404
    assert pengelola.post(f"/kelola/periode/{kode}/tutup").status_code == 404


def test_accounts_show_use_and_refused_tries(app, tamu, masuk, jam_uji, pengelola):
    masuk("staf-umum")
    for _ in range(3):
        tamu.post("/masuk", data={"nama_pengguna": "staf-umum", "sandi": "salah"})
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-pmd", aktif=False)
    teks = _teks(pengelola.get("/kelola/akun"))
    assert "13 akun" in teks
    assert "10 Apr 2026 09.00" in teks
    assert "3 kali" in teks
    assert "belum pernah" in teks
    assert "tidak aktif" in teks
    assert "Ganti sandi sendiri" in teks
    jam_uji.maju(timedelta(hours=11))
    assert "3 kali" in _teks(masuk("pengelola").get("/kelola/akun"))
    jam_uji.maju(timedelta(hours=14))
    assert "3 kali" not in _teks(masuk("pengelola").get("/kelola/akun"))


def test_code_is_shown_once_and_works(app, pengelola, tamu):
    alamat = "/kelola/akun/4/sandi"
    assert "Pastikan yang meminta" in _teks(pengelola.get(alamat))
    jawab = pengelola.post(alamat)
    assert jawab.status_code == 200
    assert jawab.headers["Cache-Control"] == "no-store"
    kode = re.search(r"\b([a-z0-9]{4}(?:-[a-z0-9]{4}){3})\b", _teks(jawab))[1]
    assert kode not in _teks(pengelola.get(alamat))
    assert kode not in _teks(pengelola.get("/kelola/akun"))
    assert kode not in str(ambil_keadaan(app))
    assert "kode berlaku sampai 11 Apr 2026 09.00" in _teks(pengelola.get("/kelola/akun"))
    isi = {"nama_pengguna": "staf-umum", "sandi": kode}
    assert tamu.post("/masuk", data=isi).status_code == 303
    assert tamu.get("/kelola").headers["Location"].endswith("/akun/sandi")


def test_ones_own_account_is_not_reset(app, pengelola):
    jawab = pengelola.post("/kelola/akun/13/sandi")
    assert jawab.status_code == 422
    assert "Ganti sandi" in _teks(jawab)
    assert pengelola.get("/kelola").status_code == 200
    assert hitung_jejak(app, "sandi.diatur_ulang") == 0


def test_unknown_account_is_not_found(pengelola):
    assert pengelola.get("/kelola/akun/999/sandi").status_code == 404
    assert pengelola.post("/kelola/akun/999/sandi").status_code == 404


def test_a_deadline_in_the_wrong_century_is_refused_in_words(app, pengelola):
    sebelum = _periode(app)
    isi = {"versi": _versi(app), "batas": "2099-04-30", "alasan": ""}
    jawab = pengelola.post("/kelola/periode/2026-TW1/buka", data=isi)
    assert jawab.status_code == 422
    assert "paling lambat 10 April 2028. Periksa tahunnya." in _teks(jawab)
    assert _periode(app) == sebelum


def test_period_is_given_a_deadline(app, pengelola):
    isi = {"versi": _versi(app), "batas": "2026-04-30", "alasan": ""}
    jawab = pengelola.post("/kelola/periode/2026-TW1/buka", data=isi)
    assert jawab.status_code == 303
    assert jawab.headers["Location"] == "/kelola/periode?tahun=2026"
    assert _periode(app).batas.astimezone(WIB) == datetime(2026, 5, 1, tzinfo=WIB)
    assert "Triwulan I 2026 dibuka sampai 30 April 2026 pukul 23.59 WIB" in _teks(
        pengelola.get(jawab.headers["Location"])
    )


def test_closing_says_what_stays_undecided(app, pengelola, entri):
    entri("DIAJUKAN")
    teks = _teks(pengelola.get("/kelola/periode/2026-TW1/tutup"))
    assert "1 realisasi masih menunggu keputusan" in teks
    isi = {"versi": _versi(app)}
    assert pengelola.post("/kelola/periode/2026-TW1/tutup", data=isi).status_code == 303
    assert _periode(app).status == "DITUTUP"


def test_reopening_without_a_reason_keeps_what_was_typed(app, pengelola):
    pengelola.post("/kelola/periode/2026-TW1/tutup", data={"versi": _versi(app)})
    isi = {"versi": _versi(app), "batas": "2026-05-29", "alasan": " "}
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post("/kelola/periode/2026-TW1/buka", data=isi)
    assert jawab.status_code == 422
    assert 'value="2026-05-29"' in jawab.get_data(as_text=True)
    assert "Tulis alasan membukanya kembali" in _teks(jawab)
    assert ambil_keadaan(app) == sebelum
    isi["alasan"] = "Berkas <b>susulan</b>"
    assert pengelola.post("/kelola/periode/2026-TW1/buka", data=isi).status_code == 303
    halaman = pengelola.get("/kelola/periode").get_data(as_text=True)
    assert "dibuka kembali: Berkas &lt;b&gt;susulan&lt;/b&gt;" in halaman


@pytest.mark.parametrize("batas", ["", "kapan-kapan", "2026-04-09"])
def test_wrong_deadline_is_said_beside_the_field(app, pengelola, batas):
    isi = {"versi": _versi(app), "batas": batas, "alasan": ""}
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post("/kelola/periode/2026-TW1/buka", data=isi)
    assert jawab.status_code == 422
    assert 'id="batas-galat"' in jawab.get_data(as_text=True)
    assert ambil_keadaan(app) == sebelum


@pytest.mark.parametrize("langkah", ["buka", "tutup"])
def test_stale_version_shows_the_form_again(app, pengelola, langkah):
    isi = {"versi": _versi(app) + 1, "batas": "2026-05-29", "alasan": "x"}
    sebelum = ambil_keadaan(app, "jejak")
    jawab = pengelola.post(f"/kelola/periode/2026-TW1/{langkah}", data=isi)
    assert jawab.status_code == 409
    assert "sudah diubah orang lain" in _teks(jawab)
    assert f'name="versi" value="{_versi(app)}"' in re.sub(
        r"\s+", " ", jawab.get_data(as_text=True)
    )
    assert ambil_keadaan(app, "jejak") == sebelum
    assert hitung_jejak(app, "ditolak") == 1


def test_missing_version_is_refused(app, pengelola):
    assert pengelola.post("/kelola/periode/2026-TW1/tutup").status_code == 422
    assert _periode(app).status == "DIBUKA"


def test_year_is_opened_once(app, pengelola):
    jawab = pengelola.post("/kelola/tahun", data={"tahun": "2027"})
    assert jawab.headers["Location"] == "/kelola/periode?tahun=2027"
    assert "Semua periode tahun 2027 sudah dibuat" in _teks(
        pengelola.get(jawab.headers["Location"])
    )
    pengelola.post("/kelola/tahun", data={"tahun": "2027"})
    assert hitung_jejak(app, "tahun.dibuka") == 2, "the first was made by the preparation"


@pytest.mark.parametrize("tahun", ["", "2206", "20 27", "٢٠٢٧", "2027.0", "-2027"])
def test_wrong_year_is_refused_in_words(app, pengelola, tahun):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post("/kelola/tahun", data={"tahun": tahun})
    assert jawab.status_code == 422
    assert "Pilih salah satu tahun yang dapat dibuka: 2025, 2027." in _teks(jawab)
    assert ambil_keadaan(app) == sebelum


def test_year_without_periods_is_an_empty_page_only_near_today(pengelola):
    assert "Tahun 2027 belum memiliki periode" in _teks(pengelola.get("/kelola/periode?tahun=2027"))
    assert pengelola.get("/kelola/periode?tahun=2044").status_code == 404


def test_closing_twice_does_one_thing(app, pengelola):
    for harap in (303, 422):
        jawab = pengelola.post("/kelola/periode/2026-TW1/tutup", data={"versi": _versi(app)})
        assert jawab.status_code == harap
    assert "tidak sedang dibuka" in _teks(jawab)
    assert hitung_jejak(app, "periode.ditutup") == 1


def test_deadline_before_the_period_begins_and_a_long_reason_are_refused(app, pengelola):
    isi = {"versi": _versi(app, "2026-TW3"), "batas": "2026-06-30", "alasan": ""}
    assert pengelola.post("/kelola/periode/2026-TW3/buka", data=isi).status_code == 422
    pengelola.post("/kelola/periode/2026-TW1/tutup", data={"versi": _versi(app)})
    isi = {"versi": _versi(app), "batas": "2026-06-30", "alasan": "x" * 501}
    jawab = pengelola.post("/kelola/periode/2026-TW1/buka", data=isi)
    assert jawab.status_code == 422
    assert "paling banyak 500 huruf" in _teks(jawab)
    assert "x" * 501 in jawab.get_data(as_text=True)


def test_list_of_periods_keeps_unused_ones_apart(app, sebagai, entri):
    entri("DIAJUKAN")
    pelaku = sebagai("pengelola")
    with app.app_context():
        semua = {p.periode.kode.kode: p for p in list_periode(pelaku, 2026)}
    assert len(semua) == 19
    dipakai = {kode for kode, p in semua.items() if p.dipakai}
    assert dipakai == {"2026", "2026-TW1", "2026-TW2", "2026-TW3", "2026-TW4"}
    assert [kode for kode, p in semua.items() if p.menunggu] == ["2026-TW1"]
