"""Commands for the operator: one sentence each, and a non-zero exit where something is wrong."""

import os
import stat
import subprocess
import sys

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from iki_web.actions.cadangan import set_sandi_cadangan
from iki_web.actions.instance import count_pemakaian
from iki_web.actions.keputusan import SK_2021
from iki_web.actions.sesi import create_sesi
from iki_web.config import AKAR
from iki_web.extensions import db
from iki_web.models import Pegawai
from iki_web.queries.bukti import list_sha256
from iki_web.storage.kunci import kunci_instance
from tests.pendukung.basis import POSTGRESQL, SANDI, buat_app, tutup
from tests.pendukung.entri import simpan_berkas
from tests.pendukung.keadaan import ambil_keadaan
from tests.storage.pembuat_berkas import png

BARU = "sawah padi hujan 3"


def _pelari(app):
    """`_pelari(app)("sandi", "camat", input="...")` -> (exit code, output, errors)."""
    pelari = app.test_cli_runner()

    def jalankan(*perintah, **isi):
        hasil = pelari.invoke(args=["iki", *perintah], **isi)
        assert hasil.exception is None or isinstance(hasil.exception, SystemExit), hasil.exception
        assert "Traceback" not in hasil.output
        return hasil.exit_code, hasil.stdout, hasil.stderr

    return jalankan


@pytest.fixture
def iki(app):
    """The commands on the instance of this test."""
    return _pelari(app)


def test_preparing_again_changes_nothing(app, iki):
    awal = ambil_keadaan(app)
    kode, keluar, _ = iki("siapkan")
    assert kode == 0
    assert "sudah ada dan tidak diubah" in keluar
    assert ambil_keadaan(app) == awal


def test_preparing_a_fresh_folder_makes_the_accounts(basis, tmp_path, jam_uji):
    lingkungan = basis.kosong(tmp_path / "baru")
    app = buat_app(lingkungan)
    hasil = app.test_cli_runner().invoke(args=["iki", "siapkan"])
    assert hasil.exit_code == 0
    berkas = tmp_path / "baru" / "akun-awal.csv"
    assert str(berkas) in hasil.output
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    tutup(app)
    basis.hapus(lingkungan)


@pytest.mark.parametrize(("opsi", "wajib"), [([], True), (["--tetap"], False)])
def test_a_password_comes_from_standard_input(app, iki, opsi, wajib):
    kode, keluar, _ = iki("sandi", "Staf-Umum", *opsi, input=BARU + "\n")
    assert kode == 0
    assert BARU not in keluar
    with app.app_context():
        assert create_sesi("staf-umum", BARU)
        pilih = select(Pegawai.wajib_ganti).where(Pegawai.nama_pengguna == "staf-umum")
        assert db.session.execute(pilih).scalar_one() is wajib


@pytest.mark.parametrize(
    ("nama", "sandi"), [("tidak-ada", BARU), ("camat", "pendek"), ("camat", "")]
)
def test_a_wrong_password_or_name_is_refused_in_a_sentence(app, iki, nama, sandi):
    awal = ambil_keadaan(app)
    kode, _, galat = iki("sandi", nama, input=sandi + "\n")
    assert kode == 1
    assert galat.strip().endswith(".")
    assert ambil_keadaan(app) == awal


def test_a_year_is_opened_once(iki):
    assert iki("tahun-buka", "2027")[:2] == (0, "19 periode tahun 2027 dibuat.\n")
    assert iki("tahun-buka", "2027")[:2] == (0, "Semua periode sudah ada.\n")
    kode, _, galat = iki("tahun-buka", "1999")
    assert kode == 1
    assert "Tahun harus antara" in galat


def test_the_check_is_silent_when_whole_and_fails_when_not(app, iki, entri):
    entri("DISETUJUI")
    kode, keluar, _ = iki("periksa")
    assert kode == 0
    assert keluar.startswith("Jejak utuh")
    next(b for b in app.config["IKI"].bukti.rglob("*") if b.is_file()).unlink()
    kode, _, galat = iki("periksa")
    assert kode == 1
    assert "Berkas bukti" in galat


def test_commands_ask_for_a_prepared_instance(basis, tmp_path, jam_uji):
    lingkungan = basis.kosong(tmp_path / "kosong")
    app = buat_app(lingkungan)
    with app.app_context():
        upgrade()
    for perintah in (["periksa"], ["tahun-buka", "2027"]):
        hasil = app.test_cli_runner().invoke(args=["iki", *perintah])
        assert hasil.exit_code == 1
        assert "iki siapkan" in hasil.stderr
    tutup(app)
    basis.hapus(lingkungan)


def test_preparing_sweeps_what_uploads_left_behind_and_nothing_else(app, entri, jam_uji):
    entri("DRAF")
    simpanan = app.extensions["iki_simpanan"]
    with app.app_context():
        yatim = simpan_berkas(app, png(), "yatim.png").sha256
        (dipakai,) = list_sha256()
    for berkas in app.config["IKI"].bukti.rglob("*"):
        if berkas.is_file():
            os.utime(berkas, (0, 0))
    hasil = app.test_cli_runner().invoke(args=["iki", "siapkan"])
    assert hasil.exit_code == 0
    assert "1 berkas unggahan yang tidak jadi dipakai dibuang." in hasil.output
    assert not simpanan.ada(yatim)
    assert simpanan.ada(dipakai)


def test_preparing_beside_a_server_is_refused_where_only_one_may(app, iki):
    awal = ambil_keadaan(app)
    with kunci_instance(app.config["IKI"].instance):
        kode, _, galat = iki("siapkan")
    if POSTGRESQL:
        assert kode == 0
        return
    assert (kode, ambil_keadaan(app)) == (1, awal)
    assert "sedang dipakai" in galat


def test_a_second_server_ends_with_a_sentence(app):
    if POSTGRESQL:
        pytest.skip("about SQLite only")
    instance = app.config["IKI"].instance
    env = dict(os.environ, IKI_INSTANCE=str(instance), IKI_DATABASE_URL="", IKI_PORT="8000")
    with kunci_instance(instance):
        hasil = subprocess.run(
            [sys.executable, "wsgi.py"], cwd=AKAR, env=env, capture_output=True, text=True
        )
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert hasil.stderr.count("\n") == 1
    assert "sudah berjalan di jendela lain" in hasil.stderr


def _jalankan(lingkungan, *perintah, masukan=""):
    """Run the real command in a process of its own; returns (exit code, output, errors)."""
    bersih = {n: v for n, v in os.environ.items() if not n.startswith("IKI_")}
    hasil = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "iki", *perintah],
        cwd=AKAR,
        env=bersih | lingkungan,
        capture_output=True,
        text=True,
        input=masukan,
    )
    assert "Traceback" not in hasil.stderr, hasil.stderr
    return hasil.returncode, hasil.stdout, hasil.stderr


def _di_sana(lingkungan, *perintah, **isi):
    """Run a command on another instance, in an app of its own."""
    app = buat_app(lingkungan)
    try:
        return _pelari(app)(*perintah, **isi)
    finally:
        tutup(app)


@pytest.mark.parametrize("frasa", ["", "padi menguning di sawah"])
def test_a_whole_instance_goes_to_another_machine_by_two_commands(
    app, iki, basis, entri, sebagai, tmp_path, frasa
):
    entri("DISETUJUI")
    if frasa:
        with app.app_context():
            set_sandi_cadangan(sebagai("pengelola"), frasa)
    kode, keluar, _ = iki("cadangkan", str(tmp_path / "usb"))
    assert kode == 0
    assert "di disk yang sama dengan datanya" in keluar
    assert "utuh, jejak dan bukti cocok" in keluar
    assert ("dapat dibaca siapa pun" in keluar) is not bool(frasa)
    (berkas,) = (tmp_path / "usb").glob("iki-*.zip")
    lingkungan = basis.kosong(tmp_path / "baru")
    if frasa:
        kode, keluar, galat = _di_sana(lingkungan, "pulihkan", str(berkas), input="salah\n")
        assert (kode, keluar, galat.count("\n"), galat.count("tidak cocok")) == (1, "", 1, 1)
    kode, keluar, galat = _jalankan(lingkungan, "pulihkan", str(berkas), masukan=f"{frasa}\n")
    assert (kode, galat) == (0, "")
    assert keluar.startswith("Dipulihkan: Kantor Kecamatan Jrengik")
    assert _di_sana(lingkungan, "periksa")[0] == 0
    baru = buat_app(lingkungan)
    klien = baru.test_client()
    isi = {"nama_pengguna": "staf-umum", "sandi": SANDI}
    baru.config["WTF_CSRF_ENABLED"] = False
    assert klien.post("/masuk", data=isi).headers["Location"] == "/"
    assert klien.get("/indikator").status_code == 200
    tutup(baru)
    kode, _, galat = _di_sana(lingkungan, "pulihkan", str(berkas), input=f"{frasa}\n")
    assert kode == 1
    assert "--timpa" in galat
    basis.hapus(lingkungan)


@pytest.mark.parametrize(
    ("folder", "kalimat"),
    [
        ("", "Tulis folder"),
        ("{tmp}/tidak-ada/lagi", "tidak ditemukan"),
        ("{tmp}/berkas", "bukan folder"),
        ("{tmp}/berkas/di-bawahnya", "tidak ditemukan"),
        ("{instance}", "di dalam folder instance"),
        ("{instance}/bukti", "di dalam folder instance"),
        ("/proc/abc", "tidak ditemukan"),
        ("/proc", "Ruang di /proc"),
        ("/dev/null", "tidak ditemukan"),
        ("n" * 300, "tidak dapat dipakai"),
    ],
)
def test_a_backup_goes_only_to_a_folder_that_is_there(app, iki, tmp_path, folder, kalimat):
    (tmp_path / "berkas").touch()
    instance = app.config["IKI"].instance
    kode, keluar, galat = iki("cadangkan", folder.format(tmp=tmp_path, instance=instance))
    assert (kode, keluar, galat.count("\n")) == (1, "", 1)
    assert kalimat in galat
    assert list(tmp_path.rglob("*.zip")) == list(instance.rglob("*.zip")) == []


@pytest.mark.parametrize(
    ("perintah", "masukan"),
    [
        (("sandi", "camat"), BARU),
        (("tahun-buka", "2029"), ""),
        (("tahun-buka", "2024"), ""),
        (("muat-sk", "{sk}"), ""),
    ],
)
def test_what_the_operator_has_set_is_kept_before_it_is_replaced(
    basis, tmp_path, jam_uji, perintah, masukan
):
    sk = tmp_path / "sk.toml"
    isi = SK_2021.read_text("utf-8").replace('kode = "2021"', 'kode = "2021-b"', 1)
    sk.write_text(isi.replace("188/1.A/", "188/1.B/"), "utf-8")
    (tmp_path / "usb").mkdir()
    lingkungan = basis.kosong(tmp_path / "baru")
    app = buat_app(lingkungan)
    iki = _pelari(app)
    assert iki("siapkan")[0] == iki("cadangkan", str(tmp_path / "usb"))[0] == 0
    # As prepared, and backed up by itself: there is nothing to keep.
    with app.app_context():
        assert count_pemakaian() == 0
    (berkas,) = map(str, (tmp_path / "usb").glob("iki-*.zip"))
    kode, _, galat = iki(*(kata.format(sk=sk) for kata in perintah), input=f"{masukan}\n")
    assert kode == 0, galat
    kode, _, galat = iki("pulihkan", berkas)
    assert (kode, "--timpa" in galat) == (1, True)
    kode, keluar, galat = iki("pulihkan", berkas, "--timpa")
    assert (kode, "-sebelum-pulih.zip" in keluar) == (0, True), galat
    tutup(app)
    basis.hapus(lingkungan)


def test_a_backup_that_cannot_be_read_is_said_in_a_sentence(app, iki, tmp_path):
    (tmp_path / "robek.zip").write_bytes(b"PK")
    awal = ambil_keadaan(app)
    for nama in ("robek.zip", "tidak-ada.zip"):
        kode, _, galat = iki("pulihkan", str(tmp_path / nama), "--timpa")
        assert (kode, galat.count("\n")) == (1, 1)
    assert ambil_keadaan(app) == awal
