"""Script payloads in every text, and every page, sheet and workbook made of them, in Chromium."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pypdfium2
from playwright.sync_api import Browser, Page

from tests.faults.alat import Hasil, Takar
from tests.faults.gedung import dirikan
from tests.faults.layar import buka, di_chromium
from tests.faults.orang import Orang, Saluran, kenal
from tests.faults.peladen import baca_catatan, layani
from tests.faults.sisip import (
    MUATAN,
    TERHITUNG,
    Penyisip,
    isi_formulir,
    isi_induk,
    isi_kerja,
    tanpa_spasi,
)
from tests.pendukung.akses import BOLEH, DRAF, ORANG, TABEL
from tests.pendukung.akses.panggung import Panggung
from tests.pendukung.basis import Basis, pinjam
from tests.pendukung.entri import PembuatEntri

_PEMBACA = ("camat", "pengelola", "pemilik")
#: Rounds until every field that takes 150 characters has held each of the twelve.
_RONDE = 4
_TUJUAN = {"halaman": 1_200, "pasangan": 1_000, "lembar": 20}
#: Payloads that stand on a page as they were typed only where nothing was done about them.
_MENTAH = [muatan for muatan in MUATAN if re.search("[<'\"]", muatan)]
#: A document as browsers show it: elements and attributes that only a payload would bring.
_ASING = """() => [...document.querySelectorAll("*")].filter((e) =>
  e.matches("iframe, style, script:not([src]), img[src=x], svg[onload], [hx-get='/keluar']")
  || [...e.attributes].some((a) => a.name.startsWith("on")
    || (/^(href|src|(form)?action|xlink:href)$/.test(a.name) && /^\\s*javascript:/i.test(a.value))))
  .map((e) => e.outerHTML.slice(0, 120))"""


@dataclass
class Temuan:
    """What was looked at, and what was not as it should be."""

    halaman: int = 0
    lembar: int = 0
    termuat: set[int] = field(default_factory=set)
    rusak: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alamat:
    """One thing to look at, as somebody."""

    siapa: str
    orang: Orang
    jalur: str


def _list_alamat(p: Panggung, orang: dict[str, Orang]) -> list[Alamat]:
    """Return every address of the access table that one of the readers may open."""
    hasil = []
    for siapa in _PEMBACA:
        for rute in TABEL.values():
            if rute.metode == "GET" and rute.aturan(siapa, DRAF) == BOLEH:
                isi = "&".join(f"{n}={v}".format(**p.tempat) for n, v in rute.isi.items())
                jalur = rute.jalur.format(**p.tempat) + (f"?{isi}" if isi else "")
                hasil.append(Alamat(siapa, orang[siapa], jalur))
        nomor = p.tempat["indikator"]
        for kode in ("2026-TW2", "2026-TW3", "2026-TW4"):
            hasil.append(Alamat(siapa, orang[siapa], f"/realisasi/{nomor}/{kode}"))
            hasil.append(Alamat(siapa, orang[siapa], f"/persetujuan/{nomor}/{kode}"))
        hasil.append(Alamat(siapa, orang[siapa], "/indikator?periode=2026-TW3"))
    return hasil


def _nilai_buku(satu: Alamat, isi: bytes, temuan: Temuan) -> None:
    """Look into a workbook or a bundle: no formula, no link to elsewhere, every PDF inside."""
    with ZipFile(io.BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            dalam = arsip.read(nama)
            if nama.endswith(".xml") and "worksheets" in nama and b"<f>" in dalam:
                temuan.rusak.append(f"{satu.siapa} {satu.jalur}: a formula in {nama}")
            if nama.endswith(".rels") and b"jahat.example" in dalam:
                temuan.rusak.append(f"{satu.siapa} {satu.jalur}: a link in {nama}")
            if nama.endswith(".pdf") and dalam[:5] == b"%PDF-":
                _nilai_pdf(satu, dalam, temuan)


def _nilai_pdf(satu: Alamat, isi: bytes, temuan: Temuan) -> None:
    """Read a PDF: what was typed stands there as it was typed."""
    dokumen = pypdfium2.PdfDocument(isi)
    teks = tanpa_spasi(halaman.get_textpage().get_text_range() for halaman in dokumen)
    dokumen.close()
    temuan.termuat |= {n for n, muatan in enumerate(MUATAN) if tanpa_spasi(muatan) in teks}
    if TERHITUNG in teks:
        temuan.rusak.append(f"{satu.siapa} {satu.jalur}: a template was computed")


def _lihat_berkas(satu: Alamat, saluran: Saluran, temuan: Temuan) -> bool:
    """Look at what is no page; returns whether it was none (or one that a form took away)."""
    jawab = saluran.minta(satu.orang, satu.jalur)
    jenis = jawab.kepala["Content-Type"]
    if jawab.status != 200:
        if jawab.status not in (302, 303, 404):
            temuan.rusak.append(f"{satu.siapa} {satu.jalur}: {jawab.status}")
        return True
    if jenis.startswith("text/html"):
        isi = jawab.isi.decode()
        if mentah := [muatan for muatan in _MENTAH if muatan in isi]:
            temuan.rusak.append(f"{satu.siapa} {satu.jalur}: {mentah[0]}")
        return False
    temuan.lembar += 1
    if is_zipfile(io.BytesIO(jawab.isi)):
        _nilai_buku(satu, jawab.isi, temuan)
    elif jawab.isi[:5] == b"%PDF-":
        _nilai_pdf(satu, jawab.isi, temuan)
    elif "csv" in jenis and re.search(rb'(^|[;,\n])"?[=+@]', jawab.isi):
        temuan.rusak.append(f"{satu.siapa} {satu.jalur}: a cell of the CSV begins a formula")
    return True


def _lihat(page: Page, satu: Alamat, bagian: str, temuan: Temuan) -> None:
    """Open one page; nothing of what was typed may have become a part of it."""
    page.goto(satu.jalur)
    temuan.halaman += 1
    asing = page.evaluate(_ASING)
    isi = page.content()
    if asing:
        temuan.rusak.append(f"{satu.siapa} {satu.jalur} ({bagian}): {asing[:2]}")
    if TERHITUNG in isi:
        temuan.rusak.append(f"{satu.siapa} {satu.jalur} ({bagian}): a template was computed")


def _jelajah(alamat: list[Alamat], selang: int, port: int, temuan: Temuan, mesin: Browser) -> None:
    """Look at everything as it is sent, and at every so many pages in Chromium."""
    saluran = Saluran(port)
    halaman = [satu for satu in alamat if not _lihat_berkas(satu, saluran, temuan)][::selang]
    saluran.tutup()
    for orang in {satu.orang.nama: satu.orang for satu in alamat}.values():
        peramban = buka(mesin, port, orang)
        for bagian, kepala in (("page", {}), ("fragment", {"HX-Request": "true"})):
            peramban.page.set_extra_http_headers(kepala)
            for satu in halaman:
                if satu.orang is orang:
                    lama = len(peramban.keluhan)
                    _lihat(peramban.page, satu, bagian, temuan)
                    temuan.rusak += [
                        f"{satu.siapa} {satu.jalur} ({bagian}): {keluh}"
                        for keluh in peramban.keluhan[lama:]
                        if "/favicon.ico" not in keluh  # a bare fragment names no icon
                    ]
        peramban.tutup()


def _ronde(takar: Takar, basis: Basis, folder: Path, sisip: Penyisip, temuan: Temuan) -> None:
    with pinjam(basis, folder / "instance") as (app, lingkungan):
        isi_induk(app, sisip)
        p = Panggung(app, PembuatEntri(app), DRAF)
        isi_kerja(app, sisip)
        isi_formulir(p, sisip, takar.kali(1, 12))
        orang = {siapa: kenal(app, ORANG[siapa]) for siapa in _PEMBACA}
        with layani(lingkungan, folder / "peladen") as (port,):
            di_chromium(partial(_jelajah, _list_alamat(p, orang), takar.kali(1, 20), port, temuan))
        temuan.rusak += baca_catatan(folder / "peladen")


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Fill the office with payloads, round by round others, and look at everything."""
    temuan, pasangan, medan, tolak = Temuan(), 0, 0, set()
    dapat: dict[str, set[int]] = {}
    with dirikan(folder) as basis:
        for ke in range(takar.kali(_RONDE, 1)):
            sisip = Penyisip(ke, dapat=dapat)
            _ronde(takar, basis, folder / str(ke), sisip, temuan)
            tolak, pasangan, medan = tolak | sisip.tolak, sisip.pasangan, len(sisip.dapat)
    penuh = sum(len(satu) == len(MUATAN) for satu in dapat.values())
    teks = f"{medan} fields, {penuh} of them held all {len(MUATAN)}; "
    teks += f"{len(tolak - set(dapat))} more refused such text"
    yield Hasil("payloads in text fields", pasangan, _TUJUAN["pasangan"], [], teks)
    yield Hasil("pages of them in Chromium", temuan.halaman, _TUJUAN["halaman"], temuan.rusak)
    hilang = [MUATAN[n] for n in range(len(MUATAN)) if n not in temuan.termuat]
    rusak = [f"not found as typed in any PDF: {satu}" for satu in hilang if takar.penuh]
    teks = f"{len(temuan.termuat)} of {len(MUATAN)} payloads read back from PDF as typed"
    yield Hasil("PDF, Excel, CSV, bundles of them", temuan.lembar, _TUJUAN["lembar"], rusak, teks)
