"""People at a server over plain HTTP: signed in, with the token of their forms, one line each."""

import http.client
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask

from tests.pendukung.orang import masukkan

_BATAS = b"----iki-faults-5c1e"
JENIS_BERKAS = f"multipart/form-data; boundary={_BATAS.decode()}"
JENIS_ISIAN = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Orang:
    """A signed-in person: the cookie of his session, the token of its forms."""

    nama: str
    kuki: str
    token: str


@dataclass(frozen=True, slots=True)
class Jawab:
    """One answer."""

    status: int
    kepala: Mapping[str, str]
    isi: bytes

    @property
    def teks(self) -> str:
        """The body as text."""
        return self.isi.decode("utf-8", "replace")


def kenal(app: Flask, nama: str) -> Orang:
    """Sign a person in, for every server of the same instance."""
    klien = masukkan(app, nama)
    token = klien.token()
    klien.get("/panduan")  # from its second page on, a session's cookie stays as it is
    kuki = klien.get_cookie("iki")
    assert kuki is not None
    return Orang(nama, f"iki={kuki.value}", token)


def susun(medan: Mapping[str, str], berkas: Sequence[tuple[str, str, bytes]] = ()) -> bytes:
    """Return a multipart body of fields and (field, file name as it is, bytes)."""
    bagian = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (_BATAS, nama.encode(), nilai.encode())
        for nama, nilai in medan.items()
    ]
    bagian += [
        b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n%s\r\n"
        % (_BATAS, nama.encode(), judul.replace('"', "%22").encode(), isi)
        for nama, judul, isi in berkas
    ]
    return b"".join(bagian) + b"--%s--\r\n" % _BATAS


class Saluran:
    """One connection to a server, kept open as a browser keeps it."""

    def __init__(self, port: int, sabar: float = 60) -> None:
        self._sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=sabar)

    def minta(
        self,
        orang: Orang,
        jalur: str,
        isi: bytes | Iterator[bytes] | None = None,
        kepala: Iterable[tuple[str, str]] = (),
        *,
        htmx: bool = False,
    ) -> Jawab:
        """Send one request, GET without a body."""
        semua = {"Cookie": orang.kuki, **({"HX-Request": "true"} if htmx else {}), **dict(kepala)}
        self._sambungan.request("GET" if isi is None else "POST", jalur, isi, semua)
        jawab = self._sambungan.getresponse()
        return Jawab(jawab.status, dict(jawab.getheaders()), jawab.read())

    def kirim(
        self, orang: Orang, jalur: str, medan: Mapping[str, str], *, htmx: bool = False
    ) -> Jawab:
        """Send a form without files."""
        badan = urlencode({"csrf_token": orang.token, **medan}).encode()
        return self.minta(orang, jalur, badan, [("Content-Type", JENIS_ISIAN)], htmx=htmx)

    def unggah(
        self,
        orang: Orang,
        jalur: str,
        medan: Mapping[str, str],
        *berkas: tuple[str, str, bytes],
        htmx: bool = False,
    ) -> Jawab:
        """Send a form with files: (field, file name as it is, bytes)."""
        badan = susun({"csrf_token": orang.token, **medan}, berkas)
        return self.minta(orang, jalur, badan, [("Content-Type", JENIS_BERKAS)], htmx=htmx)

    def tutup(self) -> None:
        """Hang up."""
        self._sambungan.close()
