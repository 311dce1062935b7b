"""The tags of a Word template with their places, as docxtpl will hand them to the sandbox."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.paket import RUSAK

_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.DOTALL)
_PUTUS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_ELEMEN = re.compile(r"</?w:")
_XML = re.compile(r"<[^>]*>")
_DEKAT = 40


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `tulisan` as it was typed, `isi` between its braces; and where it stands.

    `teks`: inside the words of a paragraph (its number: `paragraf`), not in place of one. `tabel`:
    in a cell or a text box. `tubuh`: in the sheet itself, not in its header or footer.
    """

    keluaran: bool
    tulisan: str
    isi: str
    dekat: str
    teks: bool
    paragraf: int
    tabel: bool
    tubuh: bool

    def refuse(self, sebab: str) -> BerkasDitolak:
        """Return the refusal that names this tag and its place."""
        tempat = "" if self.tubuh else " di kepala atau kaki halaman"
        dekat = f" sesudah “{self.dekat}”" if self.dekat else ""
        return BerkasDitolak(f"Tag “{self.tulisan}”{tempat}{dekat}: {sebab}")


def list_bagian(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the sheet and its headers and footers as docxtpl reads them, and which is the sheet."""
    # 90 ms, for those who bring a template only.
    from docxtpl import DocxTemplate

    try:
        templat: Any = DocxTemplate(str(path))
        templat.init_docx()
        yield templat.patch_xml(templat.get_xml()), True
        for jenis in (templat.HEADER_URI, templat.FOOTER_URI):
            for _, bagian in templat.get_headers_footers(jenis):
                yield templat.patch_xml(templat.get_part_xml(bagian)), False
    except Exception as galat:  # half a file fails in as many ways as there are bytes
        raise BerkasDitolak(RUSAK) from galat


def list_tag(xml: str, tubuh: bool) -> Iterator[Tag]:
    """Yield the tags of one part in order; raises BerkasDitolak for one that is left open."""
    akhir = 0
    for cocok in _TAG.finditer(xml):
        _check_utuh(xml[akhir : cocok.start()], xml[: cocok.start()], tubuh)
        akhir = cocok.end()
        isi = next(satu for satu in cocok.groups() if satu is not None)
        if _PUTUS.search(isi) or _ELEMEN.search(isi):
            raise _build(xml, cocok, isi, tubuh).refuse("tidak ditutup.")
        if cocok[3] is None:
            yield _build(xml, cocok, isi, tubuh)
    _check_utuh(xml[akhir:], xml, tubuh)


def _build(xml: str, cocok: re.Match[str], isi: str, tubuh: bool) -> Tag:
    awal = xml[: cocok.start()]
    return Tag(
        keluaran=cocok[1] is not None,
        tulisan=_ringkas(cocok[0])[:60],
        isi=isi.strip(),
        dekat=_find_dekat(awal),
        teks=_is_terbuka(awal, "t"),
        paragraf=len(re.findall(r"<w:p[ >]", awal)),
        tabel=_is_terbuka(awal, "tc") or _is_terbuka(awal, "txbxContent"),
        tubuh=tubuh,
    )


def _is_terbuka(awal: str, elemen: str) -> bool:
    """Whether a Word element is open at the end of a piece of XML."""
    buka = len(re.findall(rf"<w:{re.escape(elemen)}(?:>| [^>]*[^/]>)", awal))
    return buka > awal.count(f"</w:{elemen}>")


def _ringkas(xml: str) -> str:
    return " ".join(_XML.sub("", xml).split())


def _find_dekat(awal: str) -> str:
    """Return the last words before a place, without tags."""
    return _ringkas(_TAG.sub(" ", awal[-4000:].partition(">")[2]))[-_DEKAT:].strip()


def _check_utuh(potongan: str, awal: str, tubuh: bool) -> None:
    sisa = _PUTUS.search(_XML.sub("", potongan))
    if sisa:
        tempat = "" if tubuh else " di kepala atau kaki halaman"
        teks = _XML.sub("", potongan)
        tulisan = " ".join(teks[max(0, sisa.start() - 20) : sisa.end() + 30].split())
        raise BerkasDitolak(f"Ada tag yang tidak utuh{tempat}, pada “{tulisan}”.")
