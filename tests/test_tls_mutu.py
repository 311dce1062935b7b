"""How good the TLS of the door is: versions, suites, keys; asked by handshakes from outside."""

import socket
import ssl
import warnings
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from iki_web.tls.pintu import Pintu
from iki_web.tls.sertifikat import ensure_sertifikat

V = ssl.TLSVersion


@pytest.fixture(scope="module")
def pintu(tmp_path_factory):
    """(port, folder): a door into an empty house; a handshake is all that is asked of it."""
    folder = tmp_path_factory.mktemp("tls")
    sertifikat = ensure_sertifikat(folder, ("localhost", "127.0.0.1"), datetime.now(UTC))
    with socket.create_server(("127.0.0.1", 0)) as rumah:
        hasil = Pintu("127.0.0.1", 0, lambda: sertifikat.server)
        hasil.buka(rumah.getsockname()[1])
        yield hasil.port, folder


def _klien(sandi: str = "", rendah: V = V.TLSv1_2, tinggi: V = V.TLSv1_3) -> ssl.SSLContext:
    """A client that offers this much and trusts everybody."""
    konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    konteks.check_hostname, konteks.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old versions, on purpose
        konteks.minimum_version, konteks.maximum_version = rendah, tinggi
    if sandi:
        konteks.set_ciphers(f"{sandi}:@SECLEVEL=0")
    return konteks


def _jabat(port: int, klien: ssl.SSLContext) -> tuple[str | None, str]:
    """Shake hands; returns (version, suite)."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as soket,
        klien.wrap_socket(soket) as jalur,
    ):
        return jalur.version(), (jalur.cipher() or ("",))[0]


def test_only_the_two_latest_versions_are_spoken(pintu):
    port, _ = pintu
    assert _jabat(port, _klien())[0] == "TLSv1.3"
    assert _jabat(port, _klien(tinggi=V.TLSv1_2))[0] == "TLSv1.2"
    for lama in (V.TLSv1, V.TLSv1_1):
        klien = _klien("ALL", lama, lama)
        with pytest.raises((ssl.SSLError, ConnectionError)):
            _jabat(port, klien)


@pytest.mark.parametrize(
    "sandi",
    [
        *(
            "AES128-SHA",
            "AES256-SHA256",
            "AES256-GCM-SHA384",
            "CAMELLIA256-SHA",
            "ARIA128-GCM-SHA256",
        ),
        *("ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "AECDH-AES256-SHA", "ADH-AES128-SHA"),
        *("PSK-AES256-CBC-SHA", "NULL-SHA256"),
    ],
)
def test_weak_suites_are_refused_and_every_suite_keeps_the_past_secret(pintu, sandi):
    port, _ = pintu
    klien = _klien(sandi, tinggi=V.TLSv1_2)
    assert [satu["name"] for satu in klien.get_ciphers() if satu["protocol"] != "TLSv1.3"] == [
        sandi
    ]
    with pytest.raises((ssl.SSLError, ConnectionError)):
        _jabat(port, klien)
    assert _jabat(port, _klien("ALL", tinggi=V.TLSv1_2))[1].startswith("ECDHE-")
    assert _jabat(port, _klien())[1].startswith(("TLS_AES_", "TLS_CHACHA20_"))


def test_keys_and_signatures_are_of_approved_kinds(pintu):
    _, folder = pintu
    for nama in ("server.pem", "iki-akar.crt"):
        (cert, *_) = x509.load_pem_x509_certificates((folder / nama).read_bytes())
        kunci = cert.public_key()
        assert isinstance(kunci, ec.EllipticCurvePublicKey)
        assert kunci.curve.name == "secp256r1"
        assert isinstance(cert.signature_hash_algorithm, hashes.SHA256)
        assert cert.serial_number.bit_length() > 64
