"""The calendar of holidays: one day, a span, many lines; all or nothing; taken away and back."""

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Libur
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak


def _libur(app):
    with app.app_context():
        baris = db.session.execute(select(Libur).order_by(Libur.tanggal)).scalars()
        return {b.tanggal.isoformat(): b.keterangan for b in baris}


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def test_a_day_and_a_span_are_listed_by_year(app, pengelola):
    assert "Belum ada hari libur 2026" in teks(pengelola.get("/kelola/libur"))
    isi = {"dari": "2026-12-24", "sampai": "2026-12-26", "nama": " Natal  <b> "}
    jawab = pengelola.post("/kelola/libur", data=isi)
    assert jawab.status_code == 303
    halaman = pengelola.get(jawab.headers["Location"])
    assert "3 hari libur ditambahkan" in teks(halaman)
    assert halaman.get_data(as_text=True).count("Natal &lt;b&gt;") >= 3
    assert "Kamis, 24 Desember 2026" in teks(halaman)
    assert "jatuh pada akhir pekan" in teks(halaman)
    assert "Natal" not in teks(pengelola.get("/kelola/libur?tahun=2027"))
    assert hitung_jejak(app, "libur.ditambah") == 1


def test_many_lines_are_read_in_the_ways_people_write(app, pengelola):
    tempel = """17-08-2026 Kemerdekaan
    1/5/2026   Hari Buruh

    25 Desember 2026: Natal
    2026-06-01, Pancasila
    20-03-2026 s.d. 21-03-2026 Cuti bersama"""
    assert pengelola.post("/kelola/libur/tempel", data={"tempel": tempel}).status_code == 303
    assert _libur(app) == {
        "2026-03-20": "Cuti bersama",
        "2026-03-21": "Cuti bersama",
        "2026-05-01": "Hari Buruh",
        "2026-06-01": "Pancasila",
        "2026-08-17": "Kemerdekaan",
        "2026-12-25": "Natal",
    }
    jawab = pengelola.post("/kelola/libur/tempel", data={"tempel": f"{tempel}\n2-5-2026 Jepit"})
    assert "1 hari libur ditambahkan. 6 sudah tercatat dan dibiarkan." in teks(
        pengelola.get(jawab.headers["Location"])
    )
    jawab = pengelola.post("/kelola/libur/tempel", data={"tempel": tempel})
    assert jawab.status_code == 422
    assert "sudah tercatat" in teks(jawab)


@pytest.mark.parametrize(
    ("tempel", "kalimat"),
    [
        ("", "Tempel paling sedikit satu baris"),
        ("17-08-2026 Kemerdekaan\n31-02-2026 Ngawur", "Baris 2: “31-02-2026” bukan tanggal"),
        ("Kemerdekaan 17-08-2026", "Baris 1: tulis tanggal lalu nama"),
        ("17-08-2026", "Baris 1: tulis tanggal lalu nama"),
        ("17-08-2026 s.d. 16-08-2026 Mundur", "Baris 1: sampai tanggal tidak boleh sebelum"),
        ("17-08-1926 Lama", "antara 2000 dan 2999"),
        ("17-08-2026 " + "x" * 151, "paling banyak 150 huruf"),
        ("\n".join(["17-08-2026 X"] * 201), "Paling banyak 200 baris"),
        ("1-1-2026 s.d. 1-12-2026 Panjang", "paling banyak 60 hari"),
        ("17-٠٨-2026 Angka lain", "Baris 1: tulis tanggal"),
    ],
)
def test_a_line_that_cannot_be_read_stops_all_of_them(app, pengelola, tempel, kalimat):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post("/kelola/libur/tempel", data={"tempel": tempel})
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert tempel in teks(jawab)
    assert ambil_keadaan(app) == sebelum


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"dari": "", "nama": "X"}, "dari"),
        ({"dari": "2026-13-01", "nama": "X"}, "dari"),
        ({"dari": "2026-08-17", "nama": " "}, "nama"),
        ({"dari": "2026-08-17", "sampai": "2026-08-16", "nama": "X"}, "sampai"),
        ({}, "nama"),
    ],
)
def test_a_wrong_day_is_said_beside_its_field(app, pengelola, isi, medan):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post("/kelola/libur", data=isi)
    assert jawab.status_code == 422
    assert f'id="{medan}-galat"' in teks(jawab)
    assert ambil_keadaan(app) == sebelum


def test_a_holiday_taken_away_can_be_put_back(app, pengelola):
    pengelola.post("/kelola/libur", data={"dari": "2026-08-17", "nama": "Kemerdekaan"})
    with app.app_context():
        nomor = db.session.execute(select(Libur.id)).scalar_one()
    jawab = pengelola.post(f"/kelola/libur/{nomor}/hapus")
    assert _libur(app) == {}
    halaman = teks(pengelola.get(jawab.headers["Location"]))
    assert "Hari libur “Kemerdekaan” dihapus" in halaman
    assert 'name="dari" value="2026-08-17"' in halaman.replace("\n", " ")
    assert "Kembalikan" not in teks(pengelola.get("/kelola/libur"))
    assert pengelola.post(f"/kelola/libur/{nomor}/hapus").status_code == 404
    assert hitung_jejak(app, "libur.dihapus") == 1
