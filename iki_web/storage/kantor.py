"""Office evidence (docx, xlsx, odt, ods): the right kind, without macros, without a password."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.paket import RUSAK, TERKUNCI, Paket, baca_xml

# One package at a time, so that many large uploads at once cannot exhaust memory.
_KUNCI = threading.Lock()
_DAFTAR_TIPE = "[Content_Types].xml"
_BUKU_ODF = "META-INF/manifest.xml"
_MAKRO = (
    "Dokumen ini berisi makro atau program. Simpan ulang tanpa makro (.docx, .xlsx, .odt, .ods) "
    "atau sebagai PDF, lalu unggah lagi."
)
_TIPE_MAKRO = re.compile(r"macroenabled|vbaproject|macrosheet|vbadata", re.IGNORECASE)
_ANGGOTA_MAKRO = re.compile(
    r"(^|/)vba(project|data)[^/]*$|(^|/)(macrosheets|basic|scripts)/"
    r"|\.(exe|dll|com|scr|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|msi|lnk|jar"
    r"|docm|dotm|xlsm|xltm|xlam|pptm)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Bentuk:
    """What makes a package this kind: type name, main member, root element of that member."""

    sebutan: str
    tipe: str
    anggota: str
    akar: str


_OPENXML = "application/vnd.openxmlformats-officedocument."
_OOXML = {
    "docx": _Bentuk(
        "dokumen Word (.docx)",
        _OPENXML + "wordprocessingml.document.main+xml",
        "word/document.xml",
        "document",
    ),
    "xlsx": _Bentuk(
        "buku kerja Excel (.xlsx)",
        _OPENXML + "spreadsheetml.sheet.main+xml",
        "xl/workbook.xml",
        "workbook",
    ),
}
_ODF = {
    jenis: _Bentuk(
        f"dokumen LibreOffice (.{jenis})",
        f"application/vnd.oasis.opendocument.{tipe}",
        "content.xml",
        "document-content",
    )
    for jenis, tipe in (("odt", "text"), ("ods", "spreadsheet"))
}


def periksa_ooxml(path: Path, jenis: str) -> None:
    """Raise BerkasDitolak unless the file is an ordinary docx or xlsx, as `jenis` says."""
    _periksa(path, _OOXML[jenis], _cari_utama_ooxml)


def periksa_odf(path: Path, jenis: str) -> None:
    """Raise BerkasDitolak unless the file is an ordinary odt or ods, as `jenis` says."""
    _periksa(path, _ODF[jenis], _cari_utama_odf)


def _periksa(path: Path, bentuk: _Bentuk, cari_utama: Callable[[Paket, _Bentuk], str]) -> None:
    with _KUNCI:
        _periksa_paket(Paket(path.read_bytes()), bentuk, cari_utama)


def _periksa_paket(
    paket: Paket, bentuk: _Bentuk, cari_utama: Callable[[Paket, _Bentuk], str]
) -> None:
    utama = cari_utama(paket, bentuk)
    if any(_ANGGOTA_MAKRO.search(nama) for nama in paket.nama):
        raise BerkasDitolak(_MAKRO)
    if baca_xml(paket.baca_potongan(utama)) != bentuk.akar:
        raise BerkasDitolak(_bukan(bentuk))
    paket.periksa_isi()


def _cari_utama_ooxml(paket: Paket, bentuk: _Bentuk) -> str:
    """Name of the main part: the one the type list declares, else the customary one."""
    if _DAFTAR_TIPE not in paket.nama:
        raise BerkasDitolak(_bukan(bentuk))
    tipe: set[str] = set()
    bagian: list[str] = []

    def catat(_: str, sifat: dict[str, str]) -> None:
        isi = sifat.get("ContentType", "").strip().lower()
        tipe.add(isi)
        if isi == bentuk.tipe:
            bagian.append(sifat.get("PartName", "").lstrip("/").casefold())

    baca_xml([paket.baca_kecil(_DAFTAR_TIPE)], catat)
    if any(_TIPE_MAKRO.search(isi) for isi in tipe):
        raise BerkasDitolak(_MAKRO)
    if any(isi.endswith(".main+xml") and isi != bentuk.tipe for isi in tipe):
        raise BerkasDitolak(_bukan(bentuk))
    # Word online calls its main part document2.xml, and the list is the only place that says so.
    utama = next((nama for nama in paket.nama if nama.casefold() in bagian), bentuk.anggota)
    if utama not in paket.nama:
        raise BerkasDitolak(_bukan(bentuk))
    return utama


def _cari_utama_odf(paket: Paket, bentuk: _Bentuk) -> str:
    """Name of the main part, after the type and the manifest have been judged."""
    if "mimetype" not in paket.nama:
        raise BerkasDitolak(_bukan(bentuk))
    if paket.baca_kecil("mimetype").strip() != bentuk.tipe.encode():
        raise BerkasDitolak(_bukan(bentuk))
    elemen: set[str] = set()
    anggota: set[str] = set()

    def catat(lokal: str, sifat: dict[str, str]) -> None:
        elemen.add(lokal)
        anggota.add(sifat.get("full-path", ""))

    if _BUKU_ODF in paket.nama:
        baca_xml([paket.baca_kecil(_BUKU_ODF)], catat)
    if "encryption-data" in elemen or "encrypted-package" in paket.nama:
        raise BerkasDitolak(TERKUNCI)
    if any(_ANGGOTA_MAKRO.search(nama) for nama in anggota):
        raise BerkasDitolak(_MAKRO)
    if bentuk.anggota not in paket.nama:
        raise BerkasDitolak(RUSAK)
    return bentuk.anggota


def _bukan(bentuk: _Bentuk) -> str:
    return (
        f"Isi berkas ini bukan {bentuk.sebutan}. Simpan ulang dengan jenis yang benar, "
        "lalu unggah lagi."
    )
