"""TLS: certificates made once and renewed in time, and a door that slow clients do not block."""

import http.client
import os
import socket
import ssl
import stat
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from iki_web.config import load_setelan
from iki_web.jaringan import list_alamat, list_nama
from iki_web.rules.galat import Ditolak
from iki_web.tls import create_sertifikat
from iki_web.tls.sertifikat import MASA_SERVER, PERBARUI, ensure_sertifikat
from tests.e2e.server import Server, siapkan

KINI = datetime(2026, 4, 10, tzinfo=UTC)
NAMA = ("pc-umum", "localhost", "192.168.1.20", "::1")


def _cert(berkas) -> x509.Certificate:
    return x509.load_pem_x509_certificates(berkas.read_bytes())[0]


def _isi(folder) -> dict[str, bytes]:
    return {b.name: b.read_bytes() for b in folder.iterdir()}


def test_a_second_run_changes_nothing(tmp_path):
    folder = tmp_path / "tls"
    satu = ensure_sertifikat(folder, NAMA, KINI)
    awal = _isi(folder)
    dua = ensure_sertifikat(folder, NAMA, KINI + timedelta(days=300))
    assert (satu.akar_baru, satu.server_baru, dua.akar_baru, dua.server_baru) == (1, 1, 0, 0)
    assert _isi(folder) == awal
    assert set(satu.nama) == set(NAMA)
    assert satu.sampai == KINI + MASA_SERVER
    assert satu.sampai - KINI <= timedelta(days=825)
    assert satu.akar_sampai - KINI > timedelta(days=3650)


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_keys_are_for_the_account_of_the_app_only(tmp_path):
    ensure_sertifikat(tmp_path / "tls", NAMA, KINI)
    for nama in ("akar.pem", "server.pem"):
        assert stat.S_IMODE((tmp_path / "tls" / nama).stat().st_mode) == 0o600
    assert b"PRIVATE" not in (tmp_path / "tls" / "iki-akar.crt").read_bytes()


def test_a_new_name_and_the_coming_end_renew_the_server_under_the_same_authority(tmp_path):
    folder = tmp_path / "tls"
    satu = ensure_sertifikat(folder, NAMA, KINI)
    dua = ensure_sertifikat(folder, (*NAMA, "10.0.0.7"), KINI)
    tiga = ensure_sertifikat(folder, NAMA, dua.sampai - PERBARUI + timedelta(seconds=1))
    assert (dua.server_baru, tiga.server_baru, tiga.akar_baru) == (True, True, False)
    assert "10.0.0.7" in dua.nama
    assert tiga.sampai > dua.sampai
    assert tiga.sidik == satu.sidik


def test_an_authority_near_its_end_is_replaced_by_command_only(tmp_path):
    folder = tmp_path / "tls"
    satu = ensure_sertifikat(folder, NAMA, KINI)
    kelak = satu.akar_sampai - timedelta(days=100)
    mulai = ensure_sertifikat(folder, NAMA, kelak, ganti_akar=False)
    lagi = ensure_sertifikat(folder, NAMA, kelak, ganti_akar=False)
    assert mulai.sampai == satu.akar_sampai
    assert (mulai.sidik, mulai.akar_baru, lagi.server_baru) == (satu.sidik, False, False)
    perintah = ensure_sertifikat(folder, NAMA, kelak)
    assert perintah.akar_baru
    assert perintah.sidik != satu.sidik
    _cert(perintah.server).verify_directly_issued_by(_cert(perintah.umum))


def test_a_server_key_of_another_authority_is_not_kept(tmp_path):
    satu, lain = tmp_path / "tls", tmp_path / "lain"
    ensure_sertifikat(satu, NAMA, KINI)
    ensure_sertifikat(lain, NAMA, KINI)
    (lain / "server.pem").replace(satu / "server.pem")
    assert ensure_sertifikat(satu, NAMA, KINI).server_baru


def test_the_authority_speaks_for_the_office_only(tmp_path):
    folder = tmp_path / "tls"
    ensure_sertifikat(folder, NAMA, KINI)
    akar = _cert(folder / "iki-akar.crt")
    batas = akar.extensions.get_extension_for_class(x509.NameConstraints)
    assert batas.critical
    assert akar.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    for luar in ("bank.example", "sampangkab.go.id", "8.8.8.8", "2001:db8::1"):
        with pytest.raises(Ditolak, match="--induk-baru"):
            ensure_sertifikat(folder, (*NAMA, luar), KINI)
        mulai = ensure_sertifikat(folder, (*NAMA, luar), KINI, ganti_akar=False)
        assert luar not in mulai.nama
    for dalam in ("server.pc-umum", "iki.lan", "10.255.1.2", "fd00::5"):
        assert dalam in ensure_sertifikat(folder, (*NAMA, dalam), KINI).nama


def test_the_command_keeps_further_names_and_says_how_to_trust(tmp_path):
    setelan = load_setelan({"IKI_INSTANCE": str(tmp_path), "IKI_PORT": "8443"})
    assert not setelan.tls
    teks = "\n".join(create_sertifikat(setelan, ("iki.lan",), KINI, induk_baru=False))
    for kata in ("iki-akar.crt", "certutil -addstore", "Android", "nssdb", ":8443", "SHA-256"):
        assert kata in teks
    setelan = load_setelan({"IKI_INSTANCE": str(tmp_path)})
    assert setelan.tls
    assert "iki.lan" in setelan.nama
    assert not load_setelan({"IKI_INSTANCE": str(tmp_path), "IKI_TLS": "0"}).tls
    awal = _isi(tmp_path / "tls")
    for salah in ("http://iki.lan", "a b", "é.lan"):
        with pytest.raises(Ditolak):
            list(create_sertifikat(setelan, (salah,), KINI, induk_baru=False))
    assert _isi(tmp_path / "tls") == awal
    list(create_sertifikat(setelan, ("iki.sampang.example",), KINI, induk_baru=True))
    assert (tmp_path / "tls" / "nama.txt").read_text().split() == ["iki.lan", "iki.sampang.example"]


def test_behind_a_named_proxy_the_app_speaks_plain_http():
    env = {"IKI_TLS": "1", "IKI_PROXY": "127.0.0.1"}
    assert (load_setelan(env).tls, load_setelan(env).pintu) == (True, False)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The app as `IKI_TLS=1 python wsgi.py` serves it, on every address of the machine."""
    folder = tmp_path_factory.mktemp("tls")
    siapkan(folder / "cetakan")
    hasil = Server(folder / "cetakan", folder, host="localhost", tls=True)
    yield hasil
    hasil.berhenti()


@pytest.fixture(scope="module")
def percaya(server):
    """What a computer checks that trusts the office's authority and nobody else."""
    return ssl.create_default_context(cafile=server.instance / "tls" / "iki-akar.crt")


def _minta(server, percaya, jalur="/masuk", host="localhost", cara="GET", **lain):
    sambungan = http.client.HTTPSConnection(host, server.port, timeout=20, context=percaya)
    sambungan.request(cara, jalur, **lain)
    jawab = sambungan.getresponse()
    isi = jawab.read()
    sambungan.close()
    return jawab, isi


def test_every_name_and_address_is_trusted_by_who_trusts_the_authority(server, percaya):
    for host in ("localhost", "127.0.0.1", *(a for a in list_alamat() if ":" not in a)):
        jawab, _ = _minta(server, percaya, host=host)
        assert jawab.status == 200
        kuki = jawab.headers["Set-Cookie"]
        assert kuki.startswith("__Host-iki=")
        assert "Secure" in kuki
        assert jawab.headers["Strict-Transport-Security"] is None
    nama = percaya.wrap_socket(
        socket.create_connection(("127.0.0.1", server.port)), server_hostname=list_nama()[0]
    )
    assert nama.version() in ("TLSv1.2", "TLSv1.3")
    nama.close()
    with pytest.raises(ssl.SSLCertVerificationError):
        percaya.wrap_socket(
            socket.create_connection(("127.0.0.1", server.port)), server_hostname="lain.example"
        )


def test_plain_http_is_led_to_https_and_a_form_is_not(server):
    sambungan = http.client.HTTPConnection("localhost", server.port, timeout=20)
    sambungan.request("GET", "/rekap/2026?x=1")
    jawab = sambungan.getresponse()
    assert (jawab.status, jawab.headers["Location"]) == (
        301,
        f"https://localhost:{server.port}/rekap/2026?x=1",
    )
    sambungan.close()
    sambungan.request("POST", "/masuk", body=b"sandi=x")
    jawab = sambungan.getresponse()
    assert jawab.status == 403
    assert "https" in jawab.read().decode()
    sambungan.close()
    for sampah in (b"\x00" * 50, b"GET / HTTP/1.1\r\n" + b"a" * 200_000, b"\x16\x03\x01\xff\xff"):
        # Whoever still talks when he is shown the door loses the connection.
        dihubungi = socket.create_connection(("localhost", server.port), timeout=20)
        with dihubungi as soket, suppress(ConnectionError):
            soket.sendall(sampah)
            soket.shutdown(socket.SHUT_WR)
            while soket.recv(4096):
                pass


def test_the_trail_knows_the_address_outside(server, percaya):
    luar = [alamat for alamat in list_alamat() if ":" not in alamat] or ["127.0.0.2"]
    sumber = (luar[0], 0)
    sambungan = http.client.HTTPSConnection(
        "localhost", server.port, context=percaya, timeout=20, source_address=sumber
    )
    sambungan.request("GET", "/masuk")
    jawab = sambungan.getresponse()
    kuki, isi = jawab.headers["Set-Cookie"].partition(";")[0], jawab.read().decode()
    token = isi.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert token
    kepala = {"Cookie": kuki, "Content-Type": "application/x-www-form-urlencoded"}
    badan = f"csrf_token={token}&nama_pengguna=staf-umum&sandi=salah"
    sambungan.request("POST", "/masuk", body=badan, headers=kepala)
    jawab = sambungan.getresponse()
    jawab.read()
    sambungan.close()
    assert jawab.status == 422
    isi_basis = b"".join(b.read_bytes() for b in server.instance.glob("iki.db*"))
    assert luar[0].encode() in isi_basis


@pytest.mark.parametrize("cara", ["diam", "setengah", "jabat", "kepala", "badan"])
def test_sixty_slow_clients_do_not_keep_a_page_waiting(server, percaya, cara):
    """Connected and silent, half a handshake, a handshake only, half a head, half a body."""
    awal = {
        "kepala": b"GET /masuk HTTP/1.1\r\nHost: localhost\r\n",
        "badan": b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nabc",
    }
    with ExitStack() as tumpuk:
        for _ in range(60):
            soket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            if cara == "setengah":
                soket.sendall(b"\x16\x03\x01\x02\x00\x01")
            elif cara != "diam":
                soket = percaya.wrap_socket(soket, server_hostname="localhost")
                soket.sendall(awal.get(cara, b""))
            tumpuk.enter_context(soket)
        mulai = time.monotonic()
        assert _minta(server, percaya)[0].status == 200
        # One client waiting for its handshake would cost ten seconds; this machine may be busy.
        assert time.monotonic() - mulai < 5


def test_a_body_over_the_limit_is_refused_as_without_tls(server, percaya):
    for ukuran, status in ((100 * 1024, 413), (65 * 1024 * 1024, 413)):
        kepala = {"Content-Length": str(ukuran), "Content-Type": "multipart/form-data; boundary=x"}
        sambungan = http.client.HTTPSConnection(
            "localhost", server.port, context=percaya, timeout=20
        )
        sambungan.putrequest("POST", "/masuk")
        for nama, nilai in kepala.items():
            sambungan.putheader(nama, nilai)
        sambungan.endheaders()
        if ukuran < 1024 * 1024:
            sambungan.send(b"x" * ukuran)
        assert sambungan.getresponse().status == status
        sambungan.close()


def test_many_pages_come_whole_over_one_connection_and_over_many(server, percaya):
    sambungan = http.client.HTTPSConnection("localhost", server.port, context=percaya, timeout=20)
    sambungan.request("GET", "/masuk")
    gaya = (
        sambungan.getresponse().read().decode().partition('stylesheet" href="')[2].partition('"')[0]
    )
    ukuran = set()
    for _ in range(40):
        sambungan.request("GET", gaya)
        ukuran.add(len(sambungan.getresponse().read()))
    sambungan.close()
    ukuran |= {len(_minta(server, percaya, gaya)[1]) for _ in range(40)}
    assert len(ukuran) == 1
    assert ukuran.pop() > 100_000
