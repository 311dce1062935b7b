"""Deadlines of many periods: opening a year by rule, moving those a holiday would move."""

import re
from datetime import datetime

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Periode
from iki_web.rules.periode import WIB
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak, tulis_langsung


def _batas(app, kode):
    with app.app_context():
        pilih = select(Periode.batas, Periode.versi).where(Periode.kode == kode)
        batas, versi = db.session.execute(pilih).one()
    return batas.astimezone(WIB).isoformat()[:10], versi


def _isian(jawab, kode):
    """Return the day a field of the form holds."""
    medan = re.search(rf'name="batas-{kode}"\s+value="([^"]*)"', teks(jawab))
    assert medan, kode
    return medan[1]


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def test_a_year_is_opened_by_the_offices_rule_after_a_look(app, pengelola):
    pengelola.post("/kelola/libur", data={"dari": "2027-04-05", "nama": "Libur"})
    halaman = pengelola.get("/kelola/tahun?tahun=2027")
    # 31 March 2027 is a Wednesday; the tenth working day after it, past a Monday off.
    assert _isian(halaman, "2027-TW1") == "2027-04-15"
    assert "Kamis, 15 April 2027" in teks(halaman)
    isi = {"tahun": "2027", "batas-2027-TW2": "2027-07-30"}
    assert pengelola.post("/kelola/tahun", data=isi).status_code == 303
    assert _batas(app, "2027-TW1")[0] == "2027-04-16"
    assert _batas(app, "2027-TW2")[0] == "2027-07-31"
    assert pengelola.get("/kelola/tahun?tahun=2027").status_code == 404


def test_the_rule_can_be_tried_before_opening(pengelola):
    halaman = pengelola.get("/kelola/tahun?tahun=2027&hari=10&cara=TAHUN")
    assert _isian(halaman, "2027-TW1") == _isian(halaman, "2027-TW4") == "2028-01-14"
    jawab = pengelola.get("/kelola/tahun?tahun=2027&hari=x&cara=TAHUN")
    assert jawab.status_code == 422
    assert "bukan angka" in teks(jawab)
    assert pengelola.get("/kelola/tahun?tahun=2044").status_code == 404


def test_a_rule_that_has_passed_offers_days_from_now(app, pengelola):
    halaman = pengelola.get("/kelola/tahun?tahun=2025")
    assert _isian(halaman, "2025-TW1") == "2026-04-24"
    assert "aturan sudah lewat" in teks(halaman)


@pytest.mark.parametrize("hari", ["", "kapan", "2027-02-01", "2026-04-09", "2999-12-31"])
def test_a_wrong_day_opens_nothing_and_is_said_beside_its_field(app, pengelola, hari):
    sebelum = ambil_keadaan(app)
    isi = {"tahun": "2027", "batas-2027-TW2": hari}
    jawab = pengelola.post("/kelola/tahun", data=isi)
    assert jawab.status_code == 422
    assert 'id="batas-2027-TW2-galat"' in teks(jawab)
    assert ambil_keadaan(app) == sebelum


def test_the_first_year_keeps_one_deadline(app):
    assert _batas(app, "2026-TW1")[0] == _batas(app, "2026-12")[0] == "2027-01-15"


def test_several_deadlines_move_in_one_act(app, pengelola):
    assert _isian(pengelola.get("/kelola/periode/batas?tahun=2026"), "2026-TW1") == "2027-01-14"
    versi = {k: _batas(app, k)[1] for k in ("2026-TW1", "2026-TW2", "2026-TW3")}
    isi = {f"versi-{k}": str(v) for k, v in versi.items()}
    isi |= {"batas-2026-TW1": "2026-04-20", "batas-2026-TW2": "2026-07-20"}
    isi["batas-2026-TW3"] = "2027-01-14"
    jawab = pengelola.post("/kelola/periode/batas", data=isi)
    assert jawab.status_code == 303
    assert "Batas 2 periode diubah" in teks(pengelola.get(jawab.headers["Location"]))
    assert hitung_jejak(app, "periode.batas_diubah") == 1
    assert _batas(app, "2026-TW1") == ("2026-04-21", versi["2026-TW1"] + 1)
    assert _batas(app, "2026-TW3")[1] == versi["2026-TW3"]
    sebelum = ambil_keadaan(app, "jejak")
    jawab = pengelola.post("/kelola/periode/batas", data=isi)
    assert jawab.status_code == 409
    assert _isian(jawab, "2026-TW2") == "2026-07-20"
    assert ambil_keadaan(app, "jejak") == sebelum


def test_a_period_that_has_closed_is_not_moved_but_reopened(app, pengelola):
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP' WHERE kode = '2026-TW1'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    assert "batas-2026-TW1" not in teks(pengelola.get("/kelola/periode/batas?tahun=2026"))
    isi = {"versi-2026-TW1": str(_batas(app, "2026-TW1")[1]), "batas-2026-TW1": "2026-05-01"}
    sebelum = ambil_keadaan(app)
    assert pengelola.post("/kelola/periode/batas", data=isi).status_code == 422
    assert (
        pengelola.post("/kelola/periode/batas", data={"batas-9": "2026-05-01"}).status_code == 404
    )
    assert {k: v for k, v in ambil_keadaan(app).items() if k != "jejak"} == {
        k: v for k, v in sebelum.items() if k != "jejak"
    }
    kosong = teks(pengelola.get("/kelola/periode/batas?tahun=2027"))
    assert "Tidak ada batas yang dapat diubah" in kosong
    # The bare address means this year.
    assert "batas-2026-TW2" in teks(pengelola.get("/kelola/periode/batas"))


def test_a_holiday_says_what_it_would_move_and_moves_nothing(app, pengelola):
    jawab = pengelola.post("/kelola/libur", data={"dari": "2027-01-01", "nama": "Tahun baru"})
    halaman = teks(pengelola.get(jawab.headers["Location"]))
    assert "19 periode: 14 Januari 2027 menjadi 15 Januari 2027" in halaman
    assert "Batas belum diubah" in halaman
    assert _batas(app, "2026-TW1")[0] == "2027-01-15"
    tautan = re.search(r'href="(/kelola/periode/batas[^"]+)"', halaman)
    assert tautan
    tinjau = pengelola.get(tautan[1])
    assert _isian(tinjau, "2026-TW1") == "2027-01-15"
    isi = dict(re.findall(r'name="(versi-[^"]+)"\s+value="([^"]*)"', teks(tinjau)))
    isi |= dict(re.findall(r'name="(batas-[^"]+)"\s+value="([^"]*)"', teks(tinjau)))
    assert pengelola.post("/kelola/periode/batas", data=isi).status_code == 303
    assert _batas(app, "2026-TW1")[0] == "2027-01-16"


def test_waiting_and_days_left_skip_the_holidays(masuk, entri, jam_uji, pengelola):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2026, 4, 16, 9, tzinfo=WIB))
    camat = masuk("camat")
    assert "10 Apr 2026, 4 hari kerja" in teks(camat.get("/rekap/2026"))
    assert "Tertahan lebih dari 3 hari kerja" in teks(camat.get("/"))
    masuk("pengelola").post("/kelola/libur", data={"dari": "2026-04-14", "nama": "Libur"})
    assert "10 Apr 2026, 3 hari kerja" in teks(camat.get("/rekap/2026"))
    assert "Tertahan lebih dari 3 hari kerja" not in teks(camat.get("/"))
    papan = teks(masuk("pengelola").get("/kelola?periode=2026-TW1"))
    assert "(3 hari kerja)" in papan
    assert "Paling lama 3 hari kerja" in teks(masuk("kasubbag-umum").get("/"))
