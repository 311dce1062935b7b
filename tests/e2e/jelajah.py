"""Walks the app as one person over plain HTTP: every address its pages name, once."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from werkzeug.exceptions import HTTPException

from tests.e2e.klien import Klien

#: Attributes that name an address, and how it is asked for.
_ATRIBUT = {
    "href": "GET",
    "src": "GET",
    "action": "",
    "formaction": "",
    "hx-get": "GET",
    "hx-post": "POST",
}
#: Pages of one view that are read; more of them only repeat the same links.
PER_RUTE = 12


@dataclass
class Peta:
    """What a walk met: per endpoint its pages, and what did not resolve."""

    halaman: dict[str, list[str]] = field(default_factory=dict)
    judul: dict[str, str] = field(default_factory=dict)
    ujung: set[str] = field(default_factory=set)
    galat: list[str] = field(default_factory=list)


def _sebut(akar: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of everything a page names."""
    for simpul in akar.iter():
        if simpul.tag == "form" and simpul.get("action") is None:
            yield simpul.get("method", "get").upper(), ""
        for nama, cara in _ATRIBUT.items():
            nilai = simpul.get(nama)
            if nilai is not None and not nilai.startswith(("#", "data:", "mailto:")):
                milik = simpul.get("method", "get" if nama == "action" else "post")
                yield cara or simpul.get("formmethod", milik).upper(), nilai


class Penjelajah:
    """Visits addresses breadth first, from Beranda on."""

    def __init__(self, app: Flask, klien: Klien) -> None:
        self._peta = app.url_map.bind("127.0.0.1")
        self._klien = klien
        self.hasil = Peta()

    def jalan(self, *awal: str) -> Peta:
        """Walk from these addresses until nothing new is named."""
        antre, kenal = deque(awal), set(awal)
        dikunjungi: dict[str, int] = {}
        while antre:
            jalur = antre.popleft()
            titik = self._cocok("GET", jalur, "awal")
            if titik is None or dikunjungi.get(titik, 0) >= PER_RUTE:
                continue
            dikunjungi[titik] = dikunjungi.get(titik, 0) + 1
            for cara, baru in self._kunjungi(titik, jalur):
                if self._cocok(cara, baru, jalur) and cara == "GET" and baru not in kenal:
                    kenal.add(baru)
                    antre.append(baru)
        return self.hasil

    def _cocok(self, cara: str, jalur: str, dari: str) -> str | None:
        """Return the endpoint of an address; an address of nobody is a finding."""
        try:
            titik: str = self._peta.match(urlsplit(jalur).path, method=cara)[0]
        except HTTPException as galat:
            self.hasil.galat.append(f"{dari}: {cara} {jalur} -> {galat.code}")
            return None
        self.hasil.ujung.add(titik)
        return titik

    def _kunjungi(self, titik: str, jalur: str) -> list[tuple[str, str]]:
        jawab = self._klien.buka(jalur)
        if jawab.status >= 400:
            self.hasil.galat.append(f"GET {jalur} -> {jawab.status}")
            return []
        if jawab.status in (301, 302, 303):
            return [("GET", _lokal(jalur, jawab.kepala["Location"]) or "/")]
        if not jawab.is_html:
            return []
        # Addresses and a title need no parser that knows what a browser makes of bad markup.
        akar = document_fromstring(jawab.isi, parser=HTMLParser(encoding="utf-8"))
        self._catat(titik, jalur, akar.findtext(".//title") or "")
        return [
            (cara, lokal)
            for cara, alamat in _sebut(akar)
            if (lokal := _lokal(jalur, alamat)) is not None
        ]

    def _catat(self, titik: str, jalur: str, judul: str) -> None:
        self.hasil.halaman.setdefault(titik, []).append(jalur)
        kembar = self.hasil.judul.setdefault(judul, jalur)
        if urlsplit(kembar).path != urlsplit(jalur).path:
            self.hasil.galat.append(f"{jalur}: judul sama dengan {kembar}: {judul}")


def _lokal(dari: str, alamat: str) -> str | None:
    """Return an address inside the app as path and query; None for another host."""
    penuh = urldefrag(urljoin(f"http://iki{dari}", alamat)).url
    bagian = urlsplit(penuh)
    if bagian.netloc != "iki":
        return None
    return bagian.path + (f"?{bagian.query}" if bagian.query else "")
