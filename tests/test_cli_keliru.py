"""Commands that are written wrongly: one sentence in the operator's language, nothing changed."""

import os
import pty
import subprocess
import sys
import time

import pytest

from iki_web.actions.sesi import create_sesi
from iki_web.config import AKAR
from tests.pendukung.keadaan import ambil_keadaan

BARU = "sawah padi hujan 3"


@pytest.mark.parametrize(
    ("perintah", "kalimat"),
    [
        (["sandi"], "NAMA belum ditulis. Lihat: flask --app wsgi iki sandi --help"),
        (["sandi", "camat", "lagi"], "berlebih"),
        (["sandi", "camat", "--apa"], "Pilihan --apa tidak ada."),
        (["dua-langkah", "camat"], "belum ditulis"),
        (["tahun-buka", "nanti"], "TAHUN keliru ditulis."),
        (["cadangkann", "x"], "Perintah itu tidak ada"),
        (["--apa"], "Pilihan --apa tidak ada. Lihat: flask --app wsgi iki --help"),
        (["muat-sk", "/tidak/ada.toml"], "tidak ada, atau akun ini"),
        (["muat-sk", "{keliru}"], "bukan berkas edisi yang benar; periksa mulai baris 2."),
        (["muat-sk", "{biner}"], "bukan berkas edisi yang benar."),
    ],
)
def test_what_is_written_wrongly_is_said_in_one_sentence(app, tmp_path, perintah, kalimat):
    berkas = {"keliru": tmp_path / "keliru.toml", "biner": tmp_path / "biner.toml"}
    berkas["keliru"].write_text("a = 1\nbukan\n")
    berkas["biner"].write_bytes(b"\xff\xfe")
    awal = ambil_keadaan(app)
    isi = [kata.format(**berkas) for kata in perintah]
    hasil = app.test_cli_runner().invoke(args=["iki", *isi])
    assert hasil.exit_code in (1, 2)
    assert hasil.output.count("\n") == 1, hasil.output
    assert kalimat in hasil.stderr
    for asing in ("Error", "Usage", "No such", "Expected", "codec"):
        assert asing not in hasil.output
    assert ambil_keadaan(app) == awal


def _ketik(app, *baris):
    """Set a password at a terminal, each line once it was asked for; returns (code, screen)."""
    setelan = app.config["IKI"]
    env = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("IKI_")}
    env |= {"IKI_INSTANCE": str(setelan.instance), "IKI_DATABASE_URL": setelan.database_url}
    tuan, hamba = pty.openpty()
    proses = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "iki", "sandi", "camat", "--tetap"],
        cwd=AKAR, env=env, stdin=hamba, stdout=hamba, stderr=hamba,
        start_new_session=True,
    )  # fmt: skip
    os.close(hamba)
    layar = b""
    for satu in baris:
        while not layar.endswith(b": "):
            layar += os.read(tuan, 1024)
        time.sleep(0.2)  # the terminal stops its echo after it has asked
        os.write(tuan, satu.encode())
        layar += b"|"
    try:
        while potong := os.read(tuan, 1024):
            layar += potong
    except OSError:  # the other side has gone
        pass
    os.close(tuan)
    return proses.wait(30), layar.decode()


def test_a_password_typed_twice_is_asked_for_until_both_are_alike(app):
    kode, layar = _ketik(app, f"{BARU}\n", "lain\n", f"{BARU}\n", f"{BARU}\n")
    assert (kode, layar.count("Kedua isian tidak sama. Ketik ulang.")) == (0, 1), layar
    assert BARU not in layar
    with app.app_context():
        assert create_sesi("camat", BARU)


def test_what_is_broken_off_changes_nothing(app):
    awal = ambil_keadaan(app)
    kode, layar = _ketik(app, "\x04")
    assert (kode, "Dibatalkan; tidak ada yang berubah." in layar) == (1, True), layar
    assert "Aborted" not in layar
    assert ambil_keadaan(app) == awal
