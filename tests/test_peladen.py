"""Stopping the server: what has been asked is answered, the database is closed, the exit is 0."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
#: A server whose sign-in page takes its time.
_LAMBAT = """
import time, wsgi
from flask import request
wsgi.app.before_request(lambda: time.sleep(1.5) if request.path == "/masuk" else None)
wsgi.main()
"""


@pytest.fixture(params=[False], ids=["http"])
def peladen(basis, tmp_path, request):
    """A server on a prepared instance, with its port; `request.param`: behind the door of TLS."""
    lingkungan = basis.salin(tmp_path / "instance") | {"IKI_TLS": str(int(request.param))}
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = soket.getsockname()[1]
    lain = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("IKI_")}
    proses = subprocess.Popen(
        [sys.executable, "-c", _LAMBAT],
        cwd=AKAR,
        env=lain | lingkungan | {"IKI_HOST": "127.0.0.1", "IKI_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _tunggu(proses, port, request.param)
        yield proses, port
    finally:
        proses.kill()
        proses.communicate()
        basis.hapus(lingkungan)


def _tunggu(proses, port, tls):
    for _ in range(600):
        assert proses.poll() is None, proses.communicate()
        try:
            if _minta(port, "/sehat", tls).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("server tidak menjawab")


def _minta(port, jalur, tls=False):
    sambung = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    if tls:
        tanpa = ssl._create_unverified_context()
        sambung = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=tanpa)
    sambung.request("GET", jalur)
    jawab = sambung.getresponse()
    jawab.read()
    sambung.close()
    return jawab


@pytest.mark.parametrize("sinyal", [signal.SIGTERM, signal.SIGINT])
def test_what_is_under_way_is_answered_and_the_database_closed(peladen, tmp_path, sinyal):
    proses, port = peladen
    hasil = []
    utas = [threading.Thread(target=lambda: hasil.append(_minta(port, "/masuk"))) for _ in range(3)]
    diam = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    diam.request("GET", "/sehat")
    assert diam.getresponse().read()  # a browser keeps its connection and says nothing more
    with socket.create_connection(("127.0.0.1", port), timeout=30) as lambat:
        lambat.sendall(b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\nnama")
        for satu in utas:
            satu.start()
        time.sleep(0.7)
        proses.send_signal(sinyal)
        time.sleep(0.3)
        lambat.sendall(b"_pengguna=camat1")
        assert lambat.recv(65536).startswith(b"HTTP/1.1 400")  # no token: answered, not dropped
    for satu in utas:
        satu.join(30)
    diam.close()
    assert [jawab.status for jawab in hasil] == [200, 200, 200]
    keluaran, _ = proses.communicate(timeout=30)
    assert (proses.returncode, "Traceback" in keluaran) == (0, False), keluaran
    assert "sudah selesai" in keluaran
    _periksa_tutup(tmp_path / "instance")


def _periksa_tutup(instance):
    """The journal of SQLite is gone with its last connection; the log has every answer."""
    assert not (instance / "iki.db-wal").exists()
    catatan = (instance / "catatan" / "aplikasi.log").read_text("utf-8")
    assert catatan.count('"endpoint": "masuk.index"') == 3


def test_nobody_is_let_in_while_it_stops(peladen):
    proses, port = peladen
    utas = threading.Thread(target=lambda: _minta(port, "/masuk"))
    utas.start()
    time.sleep(0.5)
    proses.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(ConnectionError):
        _minta(port, "/sehat")
    utas.join(30)
    assert proses.wait(30) == 0


@pytest.mark.parametrize("peladen", [True], ids=["https"], indirect=True)
def test_the_door_of_tls_hands_the_last_answer_out(peladen):
    proses, port = peladen
    hasil = []
    utas = threading.Thread(target=lambda: hasil.append(_minta(port, "/masuk", tls=True)))
    utas.start()
    time.sleep(0.7)
    proses.send_signal(signal.SIGTERM)
    utas.join(30)
    assert [jawab.status for jawab in hasil] == [200]
    assert proses.wait(30) == 0


def _mulai(lingkungan, **setelan):
    """Start a server that has to end by itself; returns (exit code, output, errors)."""
    lain = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("IKI_")}
    hasil = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=AKAR,
        env=lain | lingkungan | setelan,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return hasil.returncode, hasil.stdout, hasil.stderr


@pytest.mark.parametrize("tls", ["0", "1"])
@pytest.mark.parametrize("sebab", ["dipakai", "10.9.9.9", "300.1.1.1"])
def test_an_address_that_cannot_be_had_ends_the_start_in_a_sentence(basis, tmp_path, sebab, tls):
    lingkungan = basis.salin(tmp_path / "instance")
    with socket.create_server(("127.0.0.1", 0)) as soket:
        port = str(soket.getsockname()[1])
        host = "127.0.0.1" if sebab == "dipakai" else sebab
        hasil = _mulai(lingkungan, IKI_HOST=host, IKI_PORT=port, IKI_TLS=tls)
    basis.hapus(lingkungan)
    kalimat = f"Pintu {port} sudah dipakai" if sebab == "dipakai" else f"{sebab} bukan alamat"
    assert (hasil[0], "siap" in hasil[1], hasil[2].count("\n")) == (1, False, 1), hasil
    assert hasil[2].startswith(kalimat)


@pytest.mark.parametrize(
    ("nama", "nilai"),
    [
        *(("IKI_PORT", port) for port in ("abc", "0", "-1", "99999", "8000.0", "٨٠٠٠")),
        ("IKI_DATABASE_URL", "mysql://x"),
        ("IKI_DATABASE_URL", "postgres"),
        ("IKI_DATABASE_URL", "postgresql+psycopg2://rahasia@x/y"),
        ("IKI_DATABASE_URL", "postgresql://nama:rahasia@x:abc/y"),
    ],
)
def test_a_setting_that_cannot_be_meant_ends_the_start_in_a_sentence(tmp_path, nama, nilai):
    kode, keluar, galat = _mulai({"IKI_INSTANCE": str(tmp_path / "baru")}, **{nama: nilai})
    assert (kode, keluar, galat.count("\n")) == (1, "", 1), galat
    assert galat.startswith(nama)
    assert "rahasia" not in galat
