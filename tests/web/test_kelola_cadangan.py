"""The pengelola's page of backups: made, tried, restored, refused, and the record to sign."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from iki_web.actions import cadangan as aksi
from iki_web.actions.cadangan import get_latar, take_harian
from iki_web.rules.cadangan import AturanCadangan
from tests.pendukung.cadangan import periksa, sibukkan, taruh_asing
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak

ALAMAT = "/kelola/cadangan"
FRASA = "padi menguning di sawah"


@pytest.fixture
def klien(masuk):
    """The pengelola's browser."""
    return masuk("pengelola")


@pytest.fixture
def buat(app, sebagai):
    """`buat()`: a backup in the office's own folder; returns its name."""

    def jalan() -> str:
        with app.app_context():
            return aksi.create_cadangan(sebagai("pengelola")).path.name

    return jalan


def _tunggu(app):
    with app.app_context():
        get_latar().wait()


def test_an_empty_room_says_so_and_warns_of_the_one_disk(klien):
    isi = klien.get(ALAMAT).text
    assert "Belum ada cadangan" in isi
    assert "masih di komputer aplikasi" in isi
    assert "dapat membaca seluruh isinya" in isi


@pytest.mark.parametrize("harian", [True, False])
def test_pages_promise_a_daily_run_only_where_there_is_one(app, klien, harian):
    app.config["IKI"] = replace(app.config["IKI"], harian=harian)
    halaman = [klien.get(alamat).text for alamat in (ALAMAT, "/kelola/pemeriksaan")]
    for isi in halaman:
        assert ("setiap hari" in isi) is harian
        assert ("dimatikan operator" in isi) is not harian


def test_made_by_the_button_it_is_listed_with_its_state(app, klien, entri):
    entri("DISETUJUI")
    assert klien.post(ALAMAT).status_code == 303
    _tunggu(app)
    isi = klien.get(ALAMAT).text
    assert "dibuat, dibaca kembali, dan diuji pulih" in isi
    assert "Terverifikasi" in isi
    assert hitung_jejak(app, "cadangan.dibuat") == 1


def test_while_it_is_made_the_page_asks_again_and_nothing_else_begins(app, klien):
    sibukkan(app)
    jawab = klien.get(ALAMAT, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in jawab.text
    assert "<html" not in jawab.text
    assert klien.post(ALAMAT).status_code == 422
    assert "Aplikasi sedang membuat cadangan" in klien.post(ALAMAT).text


def test_a_failure_is_said_and_listed(app, klien, sebagai, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    isi = {"versi": "0", "folder": str(usb), "jam": "12", "harian": "7", "bulanan": "0"}
    assert klien.post(f"{ALAMAT}/aturan", data=isi).status_code == 303
    (usb / "cadangan-iki.txt").unlink()
    assert "bukan tempat cadangan" in klien.get(ALAMAT).text
    usb.rmdir()
    assert "Pasang drive USB-nya" in klien.get(ALAMAT).text
    klien.post(ALAMAT)
    _tunggu(app)
    isi = klien.get(ALAMAT).text
    assert "Gagal" in isi
    assert hitung_jejak(app, "cadangan.gagal") == 1


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [("folder", "relatif"), ("folder", "/tidak/ada"), ("jam", "24"), ("harian", "1"), ("jam", "")],
)
def test_a_wrong_rule_is_refused_at_its_field(app, klien, kolom, nilai):
    isi = {"versi": "0", "folder": "", "jam": "12", "harian": "7", "bulanan": "0"} | {kolom: nilai}
    sebelum = ambil_keadaan(app)
    jawab = klien.post(f"{ALAMAT}/aturan", data=isi)
    assert jawab.status_code == 422
    assert f'id="{kolom}-galat"' in jawab.text
    assert ambil_keadaan(app) == sebelum


@pytest.mark.parametrize("nama", ["bukti", "cadangan"])
def test_a_folder_inside_the_instance_is_refused(app, klien, nama):
    folder = app.config["IKI"].instance / nama
    isi = {"versi": "0", "folder": str(folder), "jam": "12", "harian": "7", "bulanan": "0"}
    assert "di dalam folder instance" in klien.post(f"{ALAMAT}/aturan", data=isi).text


def test_a_rule_changed_meanwhile_is_not_overwritten(klien):
    isi = {"versi": "0", "folder": "", "jam": "7", "harian": "7", "bulanan": "0"}
    assert klien.post(f"{ALAMAT}/aturan", data=isi).status_code == 303
    jawab = klien.post(f"{ALAMAT}/aturan", data=isi | {"jam": "9"})
    assert jawab.status_code == 409
    assert "kini tersimpan “07.00”" in jawab.text


def test_a_readable_backup_never_leaves_over_the_network(app, klien, buat):
    nama = buat()
    jawab = klien.get(f"{ALAMAT}/{nama}/unduh")
    assert jawab.status_code == 422
    assert f"{nama}/unduh" not in klien.get(f"{ALAMAT}/{nama}").text
    frasa = {"frasa": FRASA, "frasa_ulang": FRASA}
    assert klien.post(f"{ALAMAT}/sandi", data=frasa).status_code == 303
    assert "Cadangan terenkripsi" in klien.get(f"{ALAMAT}/aturan").text
    rahasia = buat()
    assert f"{rahasia}/unduh" in klien.get(f"{ALAMAT}/{rahasia}").text
    jawab = klien.get(f"{ALAMAT}/{rahasia}/unduh")
    assert jawab.data[:2] == b"PK"
    assert hitung_jejak(app, "cadangan.diunduh") == 1
    assert FRASA not in str(ambil_keadaan(app))
    assert klien.post(f"{ALAMAT}/sandi/hapus").status_code == 303
    assert klien.post(f"{ALAMAT}/sandi/hapus").status_code == 422


@pytest.mark.parametrize(
    ("frasa", "ulang", "kolom"),
    [("pendek", "pendek", "frasa"), (FRASA, "lain", "frasa_ulang"), ("x" * 201, "", "frasa")],
)
def test_a_weak_or_mistyped_passphrase_is_refused(klien, frasa, ulang, kolom):
    jawab = klien.post(f"{ALAMAT}/sandi", data={"frasa": frasa, "frasa_ulang": ulang})
    assert jawab.status_code == 422
    assert f'id="{kolom}-galat"' in jawab.text


def test_a_rehearsal_finds_a_file_that_was_torn_since(app, klien, buat):
    nama = buat()
    klien.post(f"{ALAMAT}/{nama}/uji")
    _tunggu(app)
    assert "isinya lolos pemeriksaan" in klien.get(ALAMAT).text
    berkas = app.config["IKI"].instance / "cadangan" / nama
    berkas.write_bytes(berkas.read_bytes()[:-100])
    klien.post(f"{ALAMAT}/{nama}/uji")
    _tunggu(app)
    isi = klien.get(ALAMAT).text
    assert "rusak atau terpotong" in isi
    assert "Rusak" in isi
    assert hitung_jejak(app, "cadangan.diuji") == 2


def test_a_strange_file_is_shown_for_what_it_is(app, klien):
    nama = taruh_asing(app)
    assert "Belum diuji di sini" in klien.get(ALAMAT).text
    isi = klien.get(f"{ALAMAT}/{nama}").text
    assert "rusak atau terpotong" in isi
    assert "Pulihkan seluruh data" not in isi


def test_restoring_asks_for_the_word_then_signs_everybody_out(app, klien, buat, entri):
    entri("DISETUJUI")
    nama = buat()
    entri("DIAJUKAN", "staf-keuangan-1")
    alamat = f"{ALAMAT}/{nama}/pulihkan"
    for kata in ("", "pulihkan"):
        jawab = klien.post(alamat, data={"kata": kata})
        assert jawab.status_code == 422
        assert "huruf besar" in jawab.text
    assert klien.post(alamat, data={"kata": "PULIHKAN"}).status_code == 303
    _tunggu(app)
    assert klien.get(ALAMAT).status_code == 303
    assert len(ambil_keadaan(app)["realisasi"]) == 1
    assert periksa(app) == []


def test_a_wrong_restore_is_undone_though_backups_go_elsewhere(
    app, klien, buat, entri, masuk, tmp_path
):
    klien.post(f"{ALAMAT}/sandi", data={"frasa": FRASA, "frasa_ulang": FRASA})
    usb = tmp_path / "usb"
    usb.mkdir()
    aturan = {"versi": "0", "folder": str(usb), "jam": "12", "harian": "7", "bulanan": "0"}
    assert klien.post(f"{ALAMAT}/aturan", data=aturan).status_code == 303
    nama = buat()
    entri("DIAJUKAN", "staf-keuangan-1")
    isi = {"kata": "PULIHKAN", "frasa": FRASA}
    klien.post(f"{ALAMAT}/{nama}/pulihkan", data=isi)
    _tunggu(app)
    assert ambil_keadaan(app)["realisasi"] == []
    klien = masuk("pengelola")
    (semula,) = set(re.findall(r"iki-[a-z0-9-]+-sebelum-pulih\.zip", klien.get(ALAMAT).text))
    assert not (usb / semula).exists()
    assert "Pulihkan seluruh data" in klien.get(f"{ALAMAT}/{semula}").text
    assert klien.get(f"{ALAMAT}/{semula}/unduh").status_code == 200
    klien.post(f"{ALAMAT}/{semula}/pulihkan", data=isi)
    _tunggu(app)
    assert len(ambil_keadaan(app)["realisasi"]) == 1


def test_an_encrypted_one_is_restored_by_its_passphrase(app, klien, buat, masuk):
    klien.post(f"{ALAMAT}/sandi", data={"frasa": FRASA, "frasa_ulang": FRASA})
    nama = buat()
    assert "Kata sandi cadangan" in klien.get(f"{ALAMAT}/{nama}").text
    alamat = f"{ALAMAT}/{nama}/pulihkan"
    for frasa in ("", "salah sama sekali"):
        klien.post(alamat, data={"kata": "PULIHKAN", "frasa": frasa})
        _tunggu(app)
        assert "Kata sandi cadangan tidak cocok" in klien.get(ALAMAT).text
    klien.post(alamat, data={"kata": "PULIHKAN", "frasa": FRASA})
    _tunggu(app)
    assert klien.get(ALAMAT).status_code == 303
    assert f"{nama} dipulihkan" in masuk("pengelola").get(ALAMAT).text


def test_the_record_says_what_was_backed_up_and_how_it_was_tried(klien, buat, app):
    nama = buat()
    isi = klien.get(f"{ALAMAT}/{nama}/berita-acara").text
    baris = ambil_keadaan(app)["cadangan"][0]
    sidik = " ".join(re.findall("." * 8, baris[7]))
    for teks in ("BERITA ACARA PENCADANGAN DATA", nama, sidik, baris[11][:8], "utuh; jejak"):
        assert teks in isi, teks
    assert len(re.findall(r'class="penanda"', isi)) == 2
    assert klien.get(f"{ALAMAT}/{taruh_asing(app)}/berita-acara").status_code == 404


def test_names_lead_nowhere_else(app, klien):
    (app.config["IKI"].instance / "cadangan").mkdir()
    for nama in ("iki.db", "..%2fiki.db", "iki-x-20260409-120000.zip", "%00", "x" * 5000):
        assert klien.get(f"{ALAMAT}/{nama}").status_code == 404
        assert klien.get(f"{ALAMAT}/{nama}/unduh").status_code == 404


def _ambil_harian(app) -> bool:
    """Look at the clock once, as the thread does each minute."""
    with app.app_context():
        mulai = take_harian()
        get_latar().wait()
    return mulai


def test_the_backup_of_the_day_is_made_once_its_hour_has_come(app, jam_uji):
    assert not _ambil_harian(app)
    jam_uji.maju(timedelta(hours=4))
    assert _ambil_harian(app)
    assert not _ambil_harian(app)
    jam_uji.maju(timedelta(days=1))
    assert _ambil_harian(app)
    # A clock that was put back does not stop the backups of the days until then.
    jam_uji.maju(timedelta(days=-30))
    assert _ambil_harian(app)
    assert hitung_jejak(app, "cadangan.dibuat") == 3


def test_a_missing_drive_is_tried_again_an_hour_later(app, jam_uji, tmp_path, sebagai):
    usb = tmp_path / "usb"
    usb.mkdir()
    with app.app_context():
        aksi.update_aturan(sebagai("pengelola"), 0, AturanCadangan(str(usb)))
    (usb / "cadangan-iki.txt").unlink()
    jam_uji.maju(timedelta(hours=4))
    for harap in (True, False, True):
        assert _ambil_harian(app) is harap
        jam_uji.maju(timedelta(minutes=40))
    assert hitung_jejak(app, "cadangan.gagal") == 2


def test_nothing_that_goes_wrong_stops_the_daily_look(app, jam_uji, monkeypatch, caplog):
    def gagal(_pelaku, _folder):
        raise ZeroDivisionError

    monkeypatch.setattr("iki_web.actions.cadangan.latar.find_terakhir", gagal)
    assert not _ambil_harian(app)
    assert "cadangan harian" in caplog.text


def test_work_that_breaks_is_said_and_logged(app, klien, monkeypatch, caplog):
    def gagal(_pelaku):
        raise ZeroDivisionError

    monkeypatch.setattr("iki_web.web.kelola.cadangan.create_cadangan", gagal)
    klien.post(ALAMAT)
    _tunggu(app)
    assert "Terjadi gangguan" in klien.get(ALAMAT).text
    assert "ZeroDivisionError" in caplog.text
