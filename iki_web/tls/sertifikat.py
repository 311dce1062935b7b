"""The office's own certificate authority and the server's certificate: made once, renewed in time.

The authority can only ever speak for the office's own names and for private addresses.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iki_web.config import SERVER, write_berkas
from iki_web.rules.galat import Ditolak

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

MASA_AKAR = timedelta(days=3652)
#: Browsers take up to 825 days from an own authority; renewing costs nobody anything.
MASA_SERVER = timedelta(days=397)
PERBARUI = timedelta(days=60)
#: Clocks of other PCs run behind.
_MUNDUR = timedelta(days=1)
#: Names nobody outside can own, and private addresses: all the authority may ever speak for.
_NAMA_DALAM = ("localhost", "local", "lan", "home", "home.arpa", "internal", "intranet")
_JARINGAN = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
    *("169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
)
AKAR, _UMUM = "akar.pem", "iki-akar.crt"


@dataclass(frozen=True, slots=True)
class Sertifikat:
    """What is in force: `umum` is the file other computers trust, `server` what they are shown."""

    umum: Path
    server: Path
    nama: tuple[str, ...]
    sampai: datetime
    akar_sampai: datetime
    sidik: str
    akar_baru: bool
    server_baru: bool


@dataclass(frozen=True, slots=True)
class _Pasangan:
    """A key and its certificate."""

    kunci: EllipticCurvePrivateKey
    cert: x509.Certificate


def ensure_sertifikat(
    folder: Path, nama: Iterable[str], kini: datetime, *, ganti_akar: bool = True
) -> Sertifikat:
    """Make what is missing, renew what runs out, leave the rest as it is.

    `ganti_akar`: whether an authority near its end is replaced, and a name it may not speak for
    refused; a server that merely starts goes on with the authority others trust, and without such
    a name.
    """
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(folder / "kunci.lock"):
        semua = tuple(dict.fromkeys(nama))
        akar, lama = None, _read(folder / AKAR)
        if lama is not None and not (ganti_akar and _is_habis(lama.cert, kini, MASA_SERVER)):
            akar = lama
        akar_baru = akar is None
        if akar is None:
            akar = _create_akar(semua, kini)
            _save(folder / AKAR, akar)
        elif not ganti_akar:
            semua = tuple(satu for satu in semua if _is_boleh(akar.cert, satu))
        server = _read(folder / SERVER)
        baru = server is None or not _is_cukup(server.cert, akar.cert, semua, kini)
        if baru:
            server = _create_server(akar, semua, kini)
            _save(folder / SERVER, server, akar.cert)
        assert server is not None
        return _publish(folder, akar.cert, server.cert, akar_baru, baru)


def _publish(
    folder: Path, akar: x509.Certificate, server: x509.Certificate, akar_baru: bool, baru: bool
) -> Sertifikat:
    """Write the public half of the authority where it is missing; say what is in force."""
    from cryptography.hazmat.primitives import hashes, serialization

    umum = folder / _UMUM
    isi = akar.public_bytes(serialization.Encoding.PEM)
    if not umum.exists() or umum.read_bytes() != isi:
        write_berkas(umum, isi)
    return Sertifikat(
        umum=umum,
        server=folder / SERVER,
        nama=_list_nama(server),
        sampai=server.not_valid_after_utc,
        akar_sampai=akar.not_valid_after_utc,
        sidik=akar.fingerprint(hashes.SHA256()).hex(":").upper(),
        akar_baru=akar_baru,
        server_baru=baru,
    )


def _create_akar(nama: tuple[str, ...], kini: datetime) -> _Pasangan:
    from cryptography import x509

    boleh = [x509.DNSName(satu) for satu in _NAMA_DALAM]
    jaringan = [ipaddress.ip_network(satu) for satu in _JARINGAN]
    semua: list[x509.GeneralName] = [*boleh, *(x509.IPAddress(satu) for satu in jaringan)]
    for umum in map(_to_nama, nama):
        if isinstance(umum, x509.IPAddress):
            umum = x509.IPAddress(ipaddress.ip_network(umum.value))
        semua += [umum] if umum not in semua else []
    judul = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "IKI Web"),
            # Several authorities of the same name would be told apart by nobody.
            x509.NameAttribute(
                x509.NameOID.COMMON_NAME, f"IKI Web kantor {secrets.token_hex(2)} {kini:%Y}"
            ),
        ]
    )
    batas = x509.NameConstraints(permitted_subtrees=semua, excluded_subtrees=None)
    kunci, buat = _begin(judul, judul, kini, kini + MASA_AKAR)
    buat = buat.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    buat = buat.add_extension(_usage(ca=True), critical=True).add_extension(batas, critical=True)
    return _Pasangan(kunci, _sign(buat, kunci, kunci))


def _create_server(akar: _Pasangan, nama: tuple[str, ...], kini: datetime) -> _Pasangan:
    """Sign a certificate; raises Ditolak for a name the authority may not speak for."""
    from cryptography import x509

    luar = [satu for satu in nama if not _is_boleh(akar.cert, satu)]
    if luar:
        raise Ditolak(
            f"Sertifikat induk yang ada tidak berlaku untuk {', '.join(luar)}. Jalankan lagi "
            "dengan --induk-baru; komputer lain lalu perlu memercayai sertifikat induk yang baru."
        )
    judul = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "IKI Web")])
    sampai = min(kini + MASA_SERVER, akar.cert.not_valid_after_utc)
    kunci, buat = _begin(judul, akar.cert.subject, kini, sampai)
    buat = (
        buat.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.OID_SERVER_AUTH]), False)
        .add_extension(x509.SubjectAlternativeName(map(_to_nama, nama)), critical=False)
    )
    return _Pasangan(kunci, _sign(buat, kunci, akar.kunci))


def _begin(
    judul: x509.Name, penerbit: x509.Name, kini: datetime, sampai: datetime
) -> tuple[EllipticCurvePrivateKey, x509.CertificateBuilder]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    kunci = ec.generate_private_key(ec.SECP256R1())
    buat = x509.CertificateBuilder(penerbit, judul, kunci.public_key(), x509.random_serial_number())
    return kunci, buat.not_valid_before(kini - _MUNDUR).not_valid_after(sampai)


def _sign(
    buat: x509.CertificateBuilder, kunci: EllipticCurvePrivateKey, oleh: EllipticCurvePrivateKey
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    sendiri = x509.SubjectKeyIdentifier.from_public_key(kunci.public_key())
    induk = x509.AuthorityKeyIdentifier.from_issuer_public_key(oleh.public_key())
    buat = buat.add_extension(sendiri, critical=False).add_extension(induk, critical=False)
    return buat.sign(oleh, hashes.SHA256())


def _usage(*, ca: bool) -> x509.KeyUsage:
    from cryptography import x509

    lain = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    return x509.KeyUsage(
        digital_signature=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
        **lain,
    )


def _to_nama(nama: str) -> x509.DNSName | x509.IPAddress:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(nama))
    except ValueError:
        return x509.DNSName(nama)


def _list_nama(cert: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    lain = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(satu.value) for satu in lain)


def _is_boleh(akar: x509.Certificate, nama: str) -> bool:
    """Whether the authority's constraints admit a name or address."""
    from cryptography import x509

    satu = _to_nama(nama)
    batas = akar.extensions.get_extension_for_class(x509.NameConstraints).value
    boleh = batas.permitted_subtrees or ()
    if isinstance(satu, x509.IPAddress):
        jaringan = ipaddress.ip_network
        return any(
            isinstance(b, x509.IPAddress) and satu.value in jaringan(str(b.value)) for b in boleh
        )
    return any(
        isinstance(b, x509.DNSName) and f".{satu.value}".endswith(f".{b.value}") for b in boleh
    )


def _is_habis(cert: x509.Certificate, kini: datetime, sebelum: timedelta) -> bool:
    return cert.not_valid_after_utc - kini < sebelum


def _is_cukup(
    cert: x509.Certificate, akar: x509.Certificate, nama: tuple[str, ...], kini: datetime
) -> bool:
    """Whether a server's certificate is this authority's, lasts, and speaks for every name."""
    try:
        cert.verify_directly_issued_by(akar)
    except Exception:  # whatever is wrong with it, a new one is made
        return False
    habis = _is_habis(cert, kini, PERBARUI)
    # An authority near its end signs nothing that lasts longer: the same would be made again.
    sama = cert.not_valid_after_utc == akar.not_valid_after_utc
    return (not habis or sama) and set(nama) <= set(_list_nama(cert))


def _read(berkas: Path) -> _Pasangan | None:
    """Return key and certificate of a file, None where there is none or it is broken."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    if not berkas.exists():
        return None
    isi = berkas.read_bytes()
    kunci = serialization.load_pem_private_key(isi, None)
    if not isinstance(kunci, EllipticCurvePrivateKey):
        raise Ditolak(f"{berkas} bukan buatan aplikasi ini. Pindahkan berkas itu, lalu ulangi.")
    return _Pasangan(kunci, x509.load_pem_x509_certificates(isi)[0])


def _save(berkas: Path, satu: _Pasangan, *rantai: x509.Certificate) -> None:
    """Write key and certificates as one file: they never disagree."""
    from cryptography.hazmat.primitives import serialization as s

    kunci = satu.kunci.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
    write_berkas(
        berkas, kunci + b"".join(c.public_bytes(s.Encoding.PEM) for c in (satu.cert, *rantai))
    )
