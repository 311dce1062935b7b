"""Plain HTTP as a browser without script speaks it: cookies, and forms read from the page."""

import http.client
import mimetypes
import secrets
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

_BATAS = "----" + secrets.token_hex(8)


@dataclass
class Jawab:
    """One answer."""

    url: str
    status: int
    kepala: Message
    isi: bytes

    @property
    def is_html(self) -> bool:
        """Whether the answer is a page (a fragment is none)."""
        return self.isi[:15].lower() == b"<!doctype html>"

    @cached_property
    def akar(self) -> Element:
        """The page as a tree."""
        hasil: Element = html5lib.parse(
            self.isi.decode("utf-8"), treebuilder="etree", namespaceHTMLElements=False
        )
        return hasil

    @property
    def teks(self) -> str:
        """The words of the page's body, in one line."""
        utama = self.akar.find(".//main")
        assert utama is not None, self.url
        return " ".join(" ".join(utama.itertext()).split())

    @property
    def judul(self) -> str:
        """The words of the one h1."""
        semua = self.akar.findall(".//h1")
        assert len(semua) == 1, f"{self.url}: {len(semua)} h1"
        return " ".join("".join(semua[0].itertext()).split())

    def tautan(self, kata: str) -> str:
        """Return the address of the first link whose words contain `kata`."""
        for a in self.akar.iter("a"):
            if kata in " ".join("".join(a.itertext()).split()) and a.get("href"):
                return urljoin(self.url, a.attrib["href"])
        raise AssertionError(f"tidak ada tautan {kata!r} pada {self.url}")

    def formulir(self, tombol: str) -> "Formulir":
        """Return the form that holds the button with these words, as it would be sent by it."""
        for form in self.akar.iter("form"):
            for tekan in form.iter("button"):
                kata = " ".join("".join(tekan.itertext()).split())
                if kata == tombol and tekan.get("type", "submit") == "submit":
                    return Formulir(self.url, form, tekan)
        raise AssertionError(f"tidak ada tombol {tombol!r} pada {self.url}")


@dataclass
class Formulir:
    """A form with what its fields hold; only fields that are on the page can be filled in."""

    halaman: str
    form: Element
    tombol: Element
    berkas: dict[str, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.form.get("method", "get").lower() == "post"
        self.isian = dict(_nilai(self.form))
        self.nama = {e.get("name") for e in _medan(self.form)}
        if self.tombol.get("name"):
            self.isian[self.tombol.attrib["name"]] = self.tombol.get("value", "")

    @property
    def tujuan(self) -> str:
        """The address the button sends to."""
        jalur = self.tombol.get("formaction") or self.form.get("action") or self.halaman
        return urljoin(self.halaman, jalur)

    def isi(self, **isian: str) -> "Formulir":
        """Type into fields, tick boxes, choose."""
        for nama, nilai in isian.items():
            assert nama in self.nama, f"{nama!r} tidak ada: {sorted(map(str, self.nama))}"
            self.isian[nama] = nilai
        return self

    def lampirkan(self, nama: str, *berkas: Path) -> "Formulir":
        """Choose files."""
        assert self.form.get("enctype") == "multipart/form-data"
        assert nama in self.nama
        self.berkas[nama] = list(berkas)
        return self

    def badan(self) -> tuple[str, bytes]:
        """Return content type and body."""
        if self.form.get("enctype") != "multipart/form-data":
            return "application/x-www-form-urlencoded", urlencode(self.isian).encode()
        bagian = [_bagian(f'name="{n}"', v.encode()) for n, v in self.isian.items()]
        for nama, semua in self.berkas.items():
            for satu in semua:
                jenis = mimetypes.guess_type(satu.name)[0] or "application/octet-stream"
                kepala = f'name="{nama}"; filename="{satu.name}"\r\nContent-Type: {jenis}'
                bagian.append(_bagian(kepala, satu.read_bytes()))
        penutup = f"--{_BATAS}--\r\n".encode()
        return f"multipart/form-data; boundary={_BATAS}", b"".join(bagian) + penutup


def _bagian(kepala: str, isi: bytes) -> bytes:
    awal = f"--{_BATAS}\r\nContent-Disposition: form-data; {kepala}\r\n\r\n"
    return awal.encode() + isi + b"\r\n"


def _medan(form: Element) -> list[Element]:
    """Fields a person could send."""
    semua = [e for e in form.iter() if e.tag in ("input", "textarea", "select") and e.get("name")]
    return [e for e in semua if e.get("disabled") is None and e.get("type") != "submit"]


def _nilai(form: Element) -> list[tuple[str, str]]:
    """What the form would send untouched."""
    hasil = []
    for e in _medan(form):
        jenis = e.get("type", "text") if e.tag == "input" else e.tag
        if jenis == "textarea":
            # The first line break after the tag is not part of the value; html5lib drops it.
            hasil.append((e.attrib["name"], "".join(e.itertext())))
        elif jenis == "select":
            pilihan = list(e.iter("option"))
            terpilih = [o for o in pilihan if o.get("selected") is not None] or pilihan[:1]
            hasil += [(e.attrib["name"], o.get("value", o.text or "")) for o in terpilih]
        elif jenis not in ("file", "button") and (
            jenis not in ("checkbox", "radio") or e.get("checked") is not None
        ):
            hasil.append((e.attrib["name"], e.get("value", "")))
    return hasil


class Klien:
    """One browser without script: keeps cookies, follows nothing by itself."""

    def __init__(self, alamat: str) -> None:
        self.alamat = alamat
        self._kue: dict[str, str] = {}

    def buka(self, jalur: str) -> Jawab:
        """GET an address."""
        return self._minta("GET", jalur)

    def kirim(self, formulir: Formulir) -> Jawab:
        """Send a form; a deed must be answered by 303, which is followed."""
        jawab = self.coba(formulir)
        assert jawab.status == 303, f"{formulir.tujuan}: {jawab.status}\n{jawab.teks[:400]}"
        hasil = self.buka(urljoin(formulir.tujuan, jawab.kepala["Location"]))
        while hasil.status == 303:
            hasil = self.buka(urljoin(hasil.url, hasil.kepala["Location"]))
        return hasil

    def coba(self, formulir: Formulir) -> Jawab:
        """Send a form and return the very answer."""
        jenis, badan = formulir.badan()
        return self._minta("POST", formulir.tujuan, badan, {"Content-Type": jenis})

    def _minta(
        self,
        cara: str,
        jalur: str,
        badan: bytes | None = None,
        kepala: dict[str, str] | None = None,
    ) -> Jawab:
        bagian = urlsplit(urljoin(self.alamat, jalur))
        sambungan = http.client.HTTPConnection(bagian.netloc, timeout=30)
        kue = "; ".join(f"{nama}={nilai}" for nama, nilai in self._kue.items())
        permintaan = bagian.path + (f"?{bagian.query}" if bagian.query else "")
        try:
            sambungan.request(cara, permintaan, badan, {"Cookie": kue, **(kepala or {})})
            jawab = sambungan.getresponse()
            isi = jawab.read()
        finally:
            sambungan.close()
        for baris in jawab.headers.get_all("Set-Cookie") or ():
            for nama, morsel in SimpleCookie(baris).items():
                self._kue[nama] = morsel.value
        return Jawab(bagian._replace(fragment="").geturl(), jawab.status, jawab.headers, isi)

    def masuk(self, nama: str, sandi: str) -> Jawab:
        """Sign in with the form of the sign-in page."""
        form = self.buka("/masuk").formulir("Masuk")
        return self.kirim(form.isi(nama_pengguna=nama, sandi=sandi))
