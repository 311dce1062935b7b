"""Exceptions: several positions at once, shown wherever somebody waits, taken back and put back."""

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Jabatan
from tests.pendukung.halaman import alamat, teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak, tulis_langsung

ALAMAT = "/kelola/pengecualian"


@pytest.fixture
def nomor(app):
    with app.app_context():
        return {b.kode: str(b.id) for b in db.session.execute(select(Jabatan)).scalars()}


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def _isi(nomor, *jabatan, periode=("2026-TW1",), alasan="Jabatan kosong."):
    pilih = [nomor[satu] for satu in jabatan]
    return {"tahun": "2026", "jabatan": pilih, "periode": list(periode), "alasan": alasan}


def test_several_positions_are_excepted_at_once_and_told_everywhere(app, masuk, pengelola, nomor):
    isi = _isi(nomor, "staf-umum", "staf-pmd", periode=("2026-TW1", "2026-TW2"))
    jawab = pengelola.post(ALAMAT, data=isi)
    assert jawab.status_code == 303
    assert "4 pengecualian ditambahkan." in teks(pengelola.get(jawab.headers["Location"]))
    assert hitung_jejak(app, "pengecualian.ditambah") == 1
    papan = teks(pengelola.get("/kelola?periode=2026-TW1"))
    assert "Jabatan kosong." in papan
    assert "0 dari 27 realisasi sudah diajukan" in papan
    staf = teks(masuk("staf-umum").get("/indikator?periode=2026-TW1"))
    assert "tidak dihitung terlambat: Jabatan kosong." in staf
    assert "Semua sudah diajukan" in staf
    rekap = teks(masuk("camat").get(f"/rekap/2026?jabatan={nomor['staf-umum']}"))
    assert "dikecualikan" in rekap
    assert "Jabatan kosong." in rekap
    assert "Staf Sub Bagian Umum" not in teks(masuk("kasubbag-umum").get("/"))


def test_what_was_handed_in_already_goes_on_and_is_said(app, masuk, entri, pengelola, nomor):
    nomor_entri, kode, versi = entri("DIAJUKAN")
    jawab = pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum"))
    assert "1 realisasi yang sudah diajukan tetap diputus dan dihitung" in teks(
        pengelola.get(jawab.headers["Location"])
    )
    kasubbag = masuk("kasubbag-umum")
    assert "Menunggu persetujuan Anda" in teks(kasubbag.get("/"))
    jalur = f"{alamat(nomor_entri, kode)}/setujui"
    assert kasubbag.post(jalur, data={"versi": str(versi)}).status_code == 303
    papan = teks(pengelola.get("/kelola?periode=2026-TW1"))
    assert "1 disetujui" in papan
    assert "1 dari 30 realisasi sudah diajukan" in papan


def test_what_is_returned_stays_on_its_owners_list(masuk, entri, pengelola, nomor):
    entri("DIKEMBALIKAN")
    pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum"))
    assert "Dikembalikan kepada Anda" in teks(masuk("staf-umum").get("/"))


@pytest.mark.parametrize(
    ("ganti", "medan"),
    [
        ({"jabatan": []}, "jabatan"),
        ({"jabatan": ["987654"]}, "jabatan"),
        ({"jabatan": ["x"]}, "jabatan"),
        ({"periode": []}, "periode"),
        ({"periode": ["2019-TW1"]}, "periode"),
        ({"alasan": "  "}, "alasan"),
        ({"alasan": "x" * 501}, "alasan"),
        ({"tahun": "2044", "periode": ["2044-TW1"]}, "periode"),
    ],
)
def test_a_wrong_choice_is_said_and_keeps_the_rest(app, pengelola, nomor, ganti, medan):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum") | ganti)
    assert jawab.status_code == 422
    assert f'id="{medan}-galat"' in teks(jawab)
    assert ambil_keadaan(app) == sebelum


def test_an_exception_is_taken_back_and_put_back(app, pengelola, nomor):
    pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum"))
    assert pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum")).status_code == 422
    hapus = f"{ALAMAT}/{nomor['staf-umum']}/2026-TW1/hapus"
    jawab = pengelola.post(hapus)
    halaman = teks(pengelola.get(jawab.headers["Location"]))
    assert "Kembalikan pengecualian tadi" in halaman
    assert "Tidak ada pengecualian" in halaman
    assert pengelola.post(hapus).status_code == 404
    assert hitung_jejak(app, "pengecualian.dihapus") == 1
    assert pengelola.post(ALAMAT, data=_isi(nomor, "staf-umum")).status_code == 303
    assert pengelola.get(f"{ALAMAT}?tahun=2044").status_code == 404


def test_what_waited_when_its_period_closed_is_not_decided(app, masuk, entri, pengelola, nomor):
    nomor_entri, kode, _ = entri("DIAJUKAN")
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP' WHERE kode = '2026-TW1'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    camat = masuk("camat")
    assert "Tidak diputus" in teks(masuk("staf-umum").get(alamat(nomor_entri, kode)))
    assert "1 tidak diputus" in teks(pengelola.get("/kelola?periode=2026-TW1"))
    assert "Tidak diputus" in teks(pengelola.get("/kelola"))
    # Nobody can decide on it, so it waits at no desk and is counted nowhere as waiting.
    assert "di meja" not in teks(pengelola.get("/kelola?periode=2026-TW1"))
    assert "di meja" not in teks(pengelola.get("/kelola/jabatan"))
    assert "1 tidak diputus" in teks(pengelola.get("/kelola/periode"))
    rekap = teks(camat.get("/rekap/2026?periode=2026-TW1"))
    assert "1 tidak diputus" in rekap
    assert "Tidak diputus" in rekap
    assert "Tidak diputus" in teks(camat.get(f"/rekap/2026?jabatan={nomor['staf-umum']}"))
