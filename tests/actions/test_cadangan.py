"""Backups made while people work, and restored: on a clean machine, over what is there, or not."""

import sqlite3
import threading
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from iki_web.actions import cadangan as aksi
from iki_web.actions.instance import find_sistem
from iki_web.actions.sandi import set_sandi
from iki_web.actions.sesi import create_sesi
from iki_web.rules.galat import Ditolak
from iki_web.storage.cadangan import extract_arsip, open_wadah
from iki_web.storage.galat import CadanganGagal, CadanganRusak, SandiCadanganSalah
from iki_web.storage.kunci import kunci_instance
from tests.pendukung.basis import POSTGRESQL, SANDI, tutup
from tests.pendukung.cadangan import cadangkan, instance_lain, mulai_lagi, periksa, susun_ulang
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak

#: What a restore changes on purpose, and what a backup writes about itself.
LAIN = ("jejak", "kantor", "sesi", "cadangan")
FRASA = "padi menguning di sawah"


def _pulihkan(app, berkas, frasa=None, **pilihan):
    with app.app_context():
        return aksi.restore_cadangan(berkas, frasa, **pilihan)


def test_a_whole_instance_appears_on_a_clean_machine(app, basis, entri, tmp_path):
    entri("DISETUJUI")
    jadi = cadangkan(app, tmp_path / "usb")
    assert jadi.catatan == ()
    with instance_lain(basis, tmp_path / "baru") as lain:
        hasil = _pulihkan(lain, jadi.path)
        assert (hasil.catatan, hasil.pengaman) == ([], None)
        with mulai_lagi(lain) as baru:
            assert periksa(baru) == []
            assert ambil_keadaan(baru, *LAIN) == ambil_keadaan(app, *LAIN)
            with baru.app_context():
                assert create_sesi("staf-umum", SANDI)
            assert hitung_jejak(baru, "cadangan.dipulihkan") == 1


def test_an_instance_nobody_used_yet_gives_way_to_a_backup(app, basis, entri, tmp_path):
    entri("DRAF")
    jadi = cadangkan(app, tmp_path / "usb")
    with instance_lain(basis, tmp_path / "siap", siap=True) as lain:
        awal = tmp_path / "siap" / "akun-awal.csv"
        assert awal.exists()
        _pulihkan(lain, jadi.path)
        assert not awal.exists()
        with mulai_lagi(lain) as baru:
            assert periksa(baru) == []
            assert ambil_keadaan(baru, *LAIN) == ambil_keadaan(app, *LAIN)


def test_an_instance_in_use_is_replaced_only_when_told_so_and_kept_aside(app, entri, tmp_path):
    entri("DISETUJUI")
    jadi = cadangkan(app, tmp_path / "usb")
    entri("DIAJUKAN", "staf-keuangan-1")
    sebelum = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="--timpa"):
        _pulihkan(app, jadi.path)
    assert ambil_keadaan(app) == sebelum
    hasil = _pulihkan(app, jadi.path, timpa=True)
    assert periksa(app) == []
    pulih = ambil_keadaan(app, *LAIN)
    assert len(pulih["realisasi"]) == 1
    assert hasil.pengaman.name.endswith("-sebelum-pulih.zip")
    _pulihkan(app, hasil.pengaman, timpa=True)
    assert periksa(app) == []
    assert ambil_keadaan(app, *LAIN) == {k: v for k, v in sebelum.items() if k not in LAIN}


def test_everybody_is_signed_out_and_no_cached_copy_stays(app, entri, masuk, tmp_path):
    entri("DRAF")
    jadi = cadangkan(app, tmp_path / "usb")
    klien = masuk("staf-umum")
    assert klien.get("/").status_code == 200
    with app.app_context():
        versi = find_sistem().versi_acuan
    _pulihkan(app, jadi.path, timpa=True)
    assert klien.get("/").status_code == 303
    with app.app_context():
        assert find_sistem().versi_acuan > versi


def test_nothing_is_restored_while_the_instance_is_served(app, tmp_path):
    jadi = cadangkan(app, tmp_path / "usb")
    with kunci_instance(app.config["IKI"].instance), pytest.raises(Ditolak, match="dipakai"):
        _pulihkan(app, jadi.path)


def test_a_backup_of_another_instance_is_refused_over_one_in_use(app, basis, entri, tmp_path):
    entri("DRAF")
    with instance_lain(basis, tmp_path / "asing", siap=True) as asing:
        jadi = cadangkan(asing, tmp_path / "usb")
    sebelum = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="instance lain"):
        _pulihkan(app, jadi.path, timpa=True)
    assert ambil_keadaan(app) == sebelum


def test_a_newer_schema_or_format_is_refused(app, basis, tmp_path):
    jadi = cadangkan(app, tmp_path / "usb")
    with zipfile.ZipFile(jadi.path) as arsip:
        teks = arsip.read("manifes.json")
    skema = f'"skema": "{jadi.manifes.skema}"'.encode()
    for asal, ganti in ((skema, b'"skema": "999"'), (b'"format": 1', b'"format": 2')):
        assert asal in teks
        lain = susun_ulang(jadi.path, {"manifes.json": teks.replace(asal, ganti)})
        with instance_lain(basis, tmp_path / "baru") as kosong:
            with pytest.raises(Ditolak, match="lebih baru"):
                _pulihkan(kosong, lain)
            assert not (tmp_path / "baru" / "bukti").exists()


def test_a_backup_is_whole_while_writers_write(app, entri, tmp_path):
    entri("DRAF")
    berhenti, awal = threading.Event(), hitung_jejak(app)

    def tulis():
        n = 0
        while not berhenti.is_set():
            with app.app_context():
                set_sandi(find_sistem(), "staf-pmd", f"{SANDI} {n}", tetap=True)
            n += 1

    penulis = threading.Thread(target=tulis)
    penulis.start()
    try:
        for n in range(3):
            assert cadangkan(app, tmp_path / f"usb{n}").catatan == ()
    finally:
        berhenti.set()
        penulis.join()
    assert hitung_jejak(app) > awal + 3
    assert periksa(app) == []


def test_an_older_schema_is_backed_up_as_it_is_and_brought_forward(app, basis, entri, tmp_path):
    from flask_migrate import downgrade, upgrade

    entri("DISETUJUI")
    sebelum = ambil_keadaan(app, *LAIN)
    with app.app_context():
        downgrade(revision="005")
        (tmp_path / "usb").mkdir()
        jadi = aksi.write_cadangan(tmp_path / "usb", "naik")
        assert jadi.manifes.skema == "005"
        upgrade()
    assert jadi.path.name.endswith("-sebelum-naik.zip")
    with instance_lain(basis, tmp_path / "baru") as lain:
        _pulihkan(lain, jadi.path)
        with mulai_lagi(lain) as baru:
            assert periksa(baru) == []
            assert ambil_keadaan(baru, *LAIN) == sebelum


def test_encrypted_it_opens_by_passphrase_only(app, basis, entri, tmp_path, sebagai):
    entri("DISETUJUI")
    with app.app_context():
        aksi.set_sandi_cadangan(sebagai("pengelola"), FRASA)
    jadi = cadangkan(app, tmp_path / "usb")
    assert jadi.terenkripsi
    assert b"Kecamatan Jrengik, keadaan" not in jadi.path.read_bytes()
    with zipfile.ZipFile(jadi.path) as arsip:
        assert sorted(arsip.namelist()) == ["isi.age", "kunci.age", "manifes.json"]
    with instance_lain(basis, tmp_path / "baru") as lain:
        with pytest.raises(SandiCadanganSalah, match="Tulis kata sandi"):
            _pulihkan(lain, jadi.path)
        with pytest.raises(SandiCadanganSalah, match="tidak cocok"):
            _pulihkan(lain, jadi.path, "salah sekali ini")
        _pulihkan(lain, jadi.path, FRASA)
        with mulai_lagi(lain) as baru:
            assert periksa(baru) == []
            # It goes on encrypting under the same passphrase.
            assert cadangkan(baru, tmp_path / "usb2").terenkripsi
    with app.app_context():
        assert rehearse_ok(jadi.path)


def rehearse_ok(path):
    return aksi.rehearse(path)[1] == []


def test_what_is_damaged_here_is_said_and_not_restored_unknowingly(app, basis, entri, tmp_path):
    entri("DISETUJUI")
    berkas = next(b for b in app.config["IKI"].bukti.rglob("*") if b.is_file())
    berkas.write_bytes(b"diganti")
    jadi = cadangkan(app, tmp_path / "usb")
    assert len(jadi.catatan) == 1
    assert "Berkas bukti" in jadi.catatan[0]
    with instance_lain(basis, tmp_path / "baru") as lain:
        with pytest.raises(Ditolak, match="tidak lolos"):
            _pulihkan(lain, jadi.path)
        assert _pulihkan(lain, jadi.path, meski_rusak=True).catatan == list(jadi.catatan)


def test_anchors_of_lines_given_up_are_excused_and_no_others(app, entri, tmp_path):
    entri("DISETUJUI")
    jadi = cadangkan(app, tmp_path / "usb")
    entri("DIAJUKAN", "staf-keuangan-1")
    _pulihkan(app, jadi.path, timpa=True)
    assert periksa(app) == []
    jangkar = app.extensions["iki_jangkar"]
    asal = jangkar.list_jangkar()
    jangkar.add(replace(asal[-1], seq=asal[-1].seq + 100, mac="f" * 64))
    assert len(periksa(app)) == 1


def test_a_restore_mends_evidence_that_was_damaged_since(app, entri, tmp_path):
    entri("DISETUJUI")
    jadi = cadangkan(app, tmp_path / "usb")
    berkas = next(b for b in app.config["IKI"].bukti.rglob("*") if b.is_file())
    berkas.write_bytes(b"diganti")
    assert periksa(app)
    _pulihkan(app, jadi.path, timpa=True)
    assert periksa(app) == []


def test_restoring_under_the_running_app(app, entri, masuk, sebagai, tmp_path):
    entri("DISETUJUI")
    klien = masuk("camat")
    with app.app_context():
        jadi = aksi.create_cadangan(sebagai("pengelola"))
    entri("DIAJUKAN", "staf-keuangan-1")
    with app.app_context():
        hasil = aksi.restore_hidup(sebagai("pengelola"), jadi.path.name, "")
    assert periksa(app) == []
    assert len(ambil_keadaan(app)["realisasi"]) == 1
    assert klien.get("/").status_code == 303
    with app.app_context():
        assert len(aksi.rehearse(hasil.pengaman)[1]) == 0
    assert list(app.config["IKI"].instance.glob("cadangan/basis-*")) == []
    assert masuk("camat").get("/").status_code == 200
    entri("DISETUJUI", "staf-keuangan-1")
    assert periksa(app) == []


def test_a_database_nobody_can_read_is_replaced_and_kept_aside(app, entri, tmp_path):
    if POSTGRESQL:
        pytest.skip("the database is a server there")
    entri("DISETUJUI")
    jadi = cadangkan(app, tmp_path / "usb")
    sebelum = ambil_keadaan(app, *LAIN)
    tutup(app)
    instance = app.config["IKI"].instance
    for berkas in instance.glob("iki.db*"):
        berkas.write_bytes(b"rusak" * 5000)
    with app.app_context(), pytest.raises(CadanganGagal, match="tidak dapat dibaca"):
        aksi.write_cadangan(tmp_path / "usb")
    with pytest.raises(Ditolak, match="--timpa"):
        _pulihkan(app, jadi.path)
    hasil = _pulihkan(app, jadi.path, timpa=True)
    assert (hasil.pengaman / "iki.db").read_bytes()[:5] == b"rusak"
    assert periksa(app) == []
    assert ambil_keadaan(app, *LAIN) == sebelum


def test_a_schema_that_never_was_is_refused(app, basis, tmp_path):
    jadi = cadangkan(app, tmp_path / "usb")
    with instance_lain(basis, tmp_path / "baru") as lain, open_wadah(tmp_path) as wadah:
        with lain.app_context():
            extract_arsip(jadi.path, wadah, tmp_path, None)
        basis_ = wadah.isi / "iki.db"
        with closing(sqlite3.connect(basis_)) as koneksi, koneksi:
            koneksi.execute("UPDATE alembic_version SET version_num = '000'")
        with pytest.raises(CadanganRusak), aksi.open_gladi(wadah):
            pass
