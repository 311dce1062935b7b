"""The page of health and its line on Beranda: what is read, for whom, and at what cost."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
import sqlalchemy as sa

from iki_web.actions.jejak import create_jejak
from iki_web.actions.periksa import note_kepala
from iki_web.extensions import db
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.sehat import GIB, MIB
from iki_web.web.catatan import get_denyut
from tests.pendukung.halaman import teks

_Pakai = namedtuple("_Pakai", "total used free")


@pytest.fixture
def sempit(monkeypatch):
    """A disk that is nearly full."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _f: _Pakai(500 * GIB, 0, 300 * MIB))


def test_the_page_says_how_everything_stands(app, masuk):
    halaman = teks(masuk("pengelola").get("/kelola/kesehatan"))
    for kata in (
        "Kesehatan aplikasi", "Ruang disk", "Jam komputer", "Masuk yang ditolak", "Galat",
        "Kecepatan", "Sambungan", "http biasa", "Catatan aplikasi", "IKI Web 0.1.0", "skema 0",
        "Ukuran database", "Berjalan", "10 Apr 2026 09.00",
    ):  # fmt: skip
        assert kata in halaman, kata
    with app.app_context():
        mesin = db.engine.dialect.name
    assert {"sqlite": "SQLite 3", "postgresql": "PostgreSQL 1"}[mesin] in halaman
    assert "Galat terakhir" not in halaman


def test_refused_sign_ins_are_counted_by_day_and_week(masuk, tamu, jam_uji):
    def coba(kali):
        for _ in range(kali):
            tamu.post("/masuk", data={"nama_pengguna": "siapa", "sandi": "salah sekali"})

    jam_uji.maju(-timedelta(days=8))
    coba(1)
    jam_uji.maju(timedelta(days=5))
    coba(2)
    jam_uji.maju(timedelta(days=3) - timedelta(hours=1))
    coba(3)
    jam_uji.maju(timedelta(hours=1))
    halaman = teks(masuk("pengelola").get("/kelola/kesehatan"))
    assert "3 dalam 24 jam, 5 dalam 7 hari" in halaman


def test_backups_and_checks_are_read_from_the_trail(app, masuk, jam_uji):
    klien = masuk("pengelola")
    assert teks(klien.get("/kelola/kesehatan")).count("belum pernah") == 2
    _catat(app, Peristiwa.CADANGAN_GAGAL, {"sebab": "penuh"})
    _catat(app, Peristiwa.PEMERIKSAAN_DIJALANKAN, {"temuan": ["Jejak putus."]})
    halaman = teks(klien.get("/kelola/kesehatan"))
    assert "Percobaan 10 Apr 2026 09.00 gagal" in halaman
    assert "Ada yang tidak cocok" in halaman
    assert "2 masalah" in halaman
    _catat(app, Peristiwa.CADANGAN_DIBUAT, {"temuan": []})
    _catat(app, Peristiwa.PEMERIKSAAN_DIJALANKAN, {"temuan": []})
    halaman = teks(klien.get("/kelola/kesehatan"))
    assert "Tidak ada masalah" in halaman
    assert halaman.count("terakhir 10 Apr 2026 09.00") == 2


def test_a_second_place_of_the_anchors_is_missed_and_never_made_up(app, masuk, tmp_path, caplog):
    jangkar = app.extensions["iki_jangkar"]
    jangkar.lain = tmp_path / "usb" / "jangkar"
    klien = masuk("pengelola")
    assert not jangkar.lain.parent.exists()
    assert f"could not be noted in {jangkar.lain}" in caplog.text
    assert f"tidak tercatat di {jangkar.lain}" in teks(klien.get("/kelola/kesehatan"))
    jangkar.lain.mkdir(parents=True)
    with app.app_context():
        note_kepala()
    assert "tidak tercatat di" not in teks(klien.get("/kelola/kesehatan"))
    assert jangkar.list_lain()[-1] == jangkar.kepala


def _catat(app, aksi, isi):
    """Write a line of a room that another part of the app keeps."""
    with app.app_context():
        create_jejak(None, aksi, "uji", isi)


def test_failures_are_listed_by_the_code_people_were_shown(app, masuk):
    with app.app_context():
        for nomor in range(12):
            get_denyut().add("rekap.show", 500, f"kode-{nomor:02}", 5.0)
        get_denyut().add("sehat.index", 503, "penjaga", 1.0)
    halaman = teks(masuk("pengelola").get("/kelola/kesehatan"))
    assert "12 sejak dijalankan" in halaman
    assert "/rekap/… · rekap.show" in halaman
    assert halaman.index("kode-11") < halaman.index("kode-02")
    for tidak in ("kode-01", "penjaga"):
        assert tidak not in halaman


def test_slow_pages_are_named_as_people_see_them(app, masuk):
    with app.app_context():
        for nomor, endpoint in enumerate(("realisasi.submit", "rekap.show", "-")):
            get_denyut().add(endpoint, 200, "", 900.0 - nomor)
    halaman = " ".join(teks(masuk("pengelola").get("/kelola/kesehatan")).split())
    urutan = ["/realisasi/…/…/ajukan (kirim)", "/rekap/…", "alamat yang tidak ada"]
    letak = [halaman.index(f"{alamat} <small") for alamat in urutan]
    assert letak == sorted(letak)


def test_a_problem_is_one_line_on_the_first_page_of_the_keeper(masuk, sempit):
    halaman = teks(masuk("pengelola").get("/"))
    assert halaman.count("Ruang disk: 300 MB kosong dari 500 GB") == 1
    assert 'href="/kelola/kesehatan"' in halaman
    for nama in ("staf-umum", "camat"):
        assert "Kesehatan aplikasi" not in teks(masuk(nama).get("/"))


def test_without_a_problem_there_is_no_line_and_the_page_reads_it_once_a_minute(
    masuk, jam_uji, monkeypatch
):
    klien = masuk("pengelola")
    assert "Kesehatan aplikasi" not in teks(klien.get("/"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _f: _Pakai(500 * GIB, 0, 300 * MIB))
    assert "Kesehatan aplikasi" not in teks(klien.get("/"))
    jam_uji.maju(timedelta(seconds=61))
    assert "Kesehatan aplikasi" in teks(klien.get("/"))


def test_a_clock_behind_the_trail_is_a_problem_also_after_a_restart(masuk, jam_uji):
    klien = masuk("pengelola")
    jam_uji.maju(-timedelta(hours=2))
    assert "lebih baru daripada jam ini" in teks(klien.get("/kelola/kesehatan"))
    assert "Jam komputer" in teks(klien.get("/"))


@pytest.mark.parametrize("alamat", ["/", "/kelola/kesehatan"])
def test_statements_are_few_and_constant(app, masuk, tamu, alamat):
    klien, daftar = masuk("pengelola"), []

    def catat(_k, _c, pernyataan, *_lain):
        if not pernyataan.startswith(("BEGIN", "SET TRANSACTION")):
            daftar.append(pernyataan)

    def hitung():
        app.extensions.pop("iki_masalah", None)
        daftar.clear()
        assert klien.get(alamat).status_code == 200
        return len(daftar)

    klien.get(alamat)
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", catat)
    sedikit = hitung()
    for _ in range(5):
        tamu.post("/masuk", data={"nama_pengguna": "siapa", "sandi": "salah sekali"})
    assert hitung() == sedikit <= 6
