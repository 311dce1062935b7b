"""Forms as the app's own pages send them, and what any program can make of them."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote_plus, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.storage.berkas_uji import BERKAS_JAHAT, pdf, xlsx

Pasangan = tuple[str, bytes]

ANEH: tuple[bytes, ...] = (
    b"", b" ", b"0", b"-0", b"-1", b"66.7", b"1e5", b"NaN", b"9" * 400, b"2147483648",
    b"9223372036854775808", b"1,23456", "١٢".encode(), "½".encode(), b"0x10", b"1_000",
    b"\0", b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xa0\x80\xed\xb0\x80", b"\xc0\xaf",
    "\ufeff".encode(), "\u202eabc".encode(), "\u2066a\u2069".encode(), "\U0010ffff".encode(),
    b"%", b"_", b"a" * 5000, b"a" * 70_000, b"\r\nSet-Cookie: a=b", b"\n", b"\x0b\x1b[31m",
    b"' OR 1=1 --", b"1;DROP TABLE jejak", b"<script>alert(1)</script>", b"{{7*7}}", b"${7*7}",
    b"=HYPERLINK(1)", b"../../etc/passwd", b"https://jahat.example/", b"//jahat.example",
    b"2026-TW1", b"2026-TW9", b"1/2026-TW1/1", b"987654/2026-TW1/1", b"9999-12-31",
    b"0001-01-01", b"2026-02-30", b"2026-13-01", b"31-12-2026", b"[]", b"null", b"true",
    b"DISETUJUI", b"camat",
)  # fmt: skip
TEMPAT_ANEH = (
    "0", "-1", "987654", "2147483647", "2147483648", "9" * 30, "abc", "1.5", "%00", "%ff", "..",
    "2026-TW9", "9999", "2026", "1e3", "%E2%80%AE", "%ED%A0%80", "a" * 300,
)  # fmt: skip
_JENIS_ANEH = (
    "text/plain", "application/json", "application/xml", "", "multipart/form-data",
    "multipart/form-data; boundary=", "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/mixed; boundary=b", "application/octet-stream", "a" * 300,
)  # fmt: skip
_BATAS = b"----iki-acak"
_URAI = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A form: where it goes and what it sends untouched."""

    titik: str
    jalur: str
    isi: tuple[Pasangan, ...] = ()
    #: Fields that take any text, with the number of characters they take.
    teks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One request as it goes out."""

    jalur: str
    jenis: str
    badan: bytes
    asal: str = field(default="", compare=False)


def _nilai(form: Element) -> Iterator[Pasangan]:
    for e in form.iter():
        nama = e.get("name")
        if nama is None or nama == "csrf_token":
            continue
        if e.tag == "textarea":
            yield nama, "".join(e.itertext()).encode()
        elif e.tag == "select":
            pilihan = [o.get("value", "") for o in e.iter("option")]
            yield nama, (pilihan[-1] if pilihan else "").encode()
        elif e.tag in ("input", "button"):
            yield nama, e.get("value", "on").encode()


def _teks(form: Element) -> Iterator[tuple[str, int]]:
    for e in form.iter():
        bebas = e.tag == "textarea" or (
            e.tag == "input"
            and e.get("type", "text") in ("text", "search")
            and e.get("inputmode", "text") == "text"
        )
        if bebas and e.get("name"):
            yield e.attrib["name"], int(e.get("maxlength", "2000"))


def baca_bentuk(app: Flask, halaman: str, isi: str) -> Iterator[Bentuk]:
    """Yield every form of a page, once for each address its buttons send to."""
    peta = app.url_map.bind("localhost")
    akar = html5lib.parse(isi, treebuilder="etree", namespaceHTMLElements=False)
    for form in akar.iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        tujuan = {form.get("action") or halaman}
        tujuan |= {b.attrib["formaction"] for b in form.iter("button") if b.get("formaction")}
        for satu in sorted(tujuan):
            jalur = urlsplit(urljoin(f"http://iki{halaman}", satu)).path
            try:
                titik: str = peta.match(jalur, method="POST")[0]
            except HTTPException:
                continue
            yield Bentuk(titik, jalur, tuple(_nilai(form)), tuple(_teks(form)))


class Pengacak:
    """Makes requests of forms; the same seed makes the same ones."""

    def __init__(self, bentuk: Mapping[str, Sequence[Bentuk]], dadu: random.Random) -> None:
        self._bentuk, self._dadu = bentuk, dadu
        self._nama = sorted({n for semua in bentuk.values() for b in semua for n, _ in b.isi})

    def buat(self, titik: str, token: str) -> Kiriman:
        """Return one request for an endpoint."""
        dadu = self._dadu
        bentuk = dadu.choice(self._bentuk[titik])
        isi = list(bentuk.isi)
        for _ in range(dadu.choice((0, 1, 1, 2, 3, 5))):
            self._rusak(isi)
        if dadu.random() < 0.95:
            isi.append(("csrf_token", token.encode()))
        if dadu.random() < 0.15:
            bentuk = replace(bentuk, jalur=self._belok(bentuk.jalur))
        jenis, badan = self._bungkus(isi)
        return Kiriman(bentuk.jalur, jenis, badan, titik)

    def _rusak(self, isi: list[Pasangan]) -> None:
        """Drop, repeat, rename, add or replace one field."""
        dadu = self._dadu
        letak = dadu.randrange(len(isi)) if isi else -1
        cara = dadu.choice(("ganti", "ganti", "ganti", "buang", "ulang", "tambah", "nama"))
        if letak < 0 or cara == "tambah":
            isi.append((dadu.choice(self._nama), dadu.choice(ANEH)))
        elif cara == "ganti":
            isi[letak] = (isi[letak][0], dadu.choice(ANEH))
        elif cara == "buang":
            del isi[letak]
        elif cara == "ulang":
            isi.append((isi[letak][0], dadu.choice((isi[letak][1], dadu.choice(ANEH)))))
        else:
            isi[letak] = (dadu.choice(("", "a" * 999, "\0", "versi[]", "é")), isi[letak][1])

    def _belok(self, jalur: str) -> str:
        """Return an address with one of its ids or codes made up."""
        bagian = re.split(r"/", jalur)
        ganti = [n for n, satu in enumerate(bagian) if any(h.isdigit() for h in satu)]
        if ganti:
            bagian[self._dadu.choice(ganti)] = self._dadu.choice(TEMPAT_ANEH)
        return "/".join(bagian)

    def _bungkus(self, isi: list[Pasangan]) -> tuple[str, bytes]:
        """Return content type and body, well made or not."""
        dadu, undi = self._dadu, self._dadu.random()
        if undi < 0.62:
            return _URAI, _urai(isi)
        if undi < 0.70:
            return dadu.choice(_JENIS_ANEH), _urai(isi)
        badan = self._multipart(isi)
        if undi < 0.88:
            return f"multipart/form-data; boundary={_BATAS.decode()}", badan
        potong = dadu.randrange(len(badan))
        pecah = dadu.choice(
            (
                badan[:potong],
                badan[:potong] + bytes([dadu.randrange(256)]) + badan[potong + 1 :],
                badan.replace(b"\r\n", b"\n"),
                badan.replace(b"Content-Disposition", b"X-Lain", 1),
                badan.replace(b'name="', b'name="\0', 1),
                _BATAS * 3000,
            )
        )
        return f"multipart/form-data; boundary={_BATAS.decode()}", pecah

    def _multipart(self, isi: list[Pasangan]) -> bytes:
        dadu, hasil = self._dadu, b""
        for nama, nilai in isi:
            kepala = b'form-data; name="%s"' % nama.encode("utf-8", "replace")
            if nama.startswith(("berkas", "logo", "templat")) or dadu.random() < 0.03:
                judul, nilai = dadu.choice(
                    ((b"a.pdf", pdf()), (b"a.xlsx", xlsx()), (b"a.pdf", b""), self._jahat())
                )
                kepala += b'; filename="%s"' % judul
            hasil += b"--%s\r\nContent-Disposition: %s\r\n\r\n%s\r\n" % (_BATAS, kepala, nilai)
        return hasil + b"--%s--\r\n" % _BATAS

    def _jahat(self) -> tuple[bytes, bytes]:
        kecil = [satu for satu in BERKAS_JAHAT if len(satu[1]) < 50_000]
        judul, isi = self._dadu.choice(kecil)
        return judul.encode("utf-8", "replace").replace(b'"', b"%22"), isi


def _urai(isi: Sequence[Pasangan]) -> bytes:
    return "&".join(f"{quote_plus(n)}={quote_plus(v)}" for n, v in isi).encode()


def lengkapi(bentuk: dict[str, list[Bentuk]], semua: Mapping[str, Any], tempat: Any) -> None:
    """Add what the access table sends: some endpoints have no form on a page just now."""
    for titik, rute in semua.items():
        if rute.metode != "POST":
            continue
        isi = tuple((n.format(**tempat), v.format(**tempat).encode()) for n, v in rute.isi.items())
        bentuk.setdefault(titik, []).append(Bentuk(titik, rute.jalur.format(**tempat), isi))
