"""A document as Word: its blocks drawn into our template or the office's, in the sandbox."""

import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from flask import current_app
from markupsafe import Markup

from iki_web.config import AKAR
from iki_web.queries.dokumen import Dokumen
from iki_web.queries.templat import find_sha256
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.dokumen import SIFAT, Halaman, Isi, Jenis, Penerbitan, Tabel, TandaTangan
from iki_web.rules.dokumen.contoh import CONTOH
from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage import BerkasDitolak, Simpanan
from iki_web.storage.templat import build_lingkungan, check_templat
from iki_web.web.dokumen.ooxml import Penggambar, format_isi
from iki_web.web.dokumen.pdf import read_logo

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLAT = AKAR / "templates" / "cetak" / "dokumen.docx"
#: Paper in twentieths of a point, standing: width and height.
_KERTAS = {"A4": (11906, 16838), "F4": (12189, 18709)}
_EMU_MM = 36000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Baris(tuple[str, ...]):
    """Lines of a field: one after the other in a loop, under each other where printed whole."""

    def __html__(self) -> str:
        return format_isi("\n".join(self))


class Balok(tuple[Markup, ...]):
    """Drawn blocks of a field: one after the other in a loop, or all at once."""

    def __html__(self) -> str:
        return "".join(self)


class TemplatGagal(Exception):
    """A template whose drawn sheet is no Word document."""


@cache
def _build_kelas() -> type[Any]:
    """Return docxtpl's template with a strict, plain last step."""
    # 90 ms, for those who print only.
    from docxtpl import DocxTemplate
    from lxml import etree

    class Lembar(DocxTemplate):  # type: ignore[misc]
        """What comes out is well-formed, or an error: nothing is mended by guessing."""

        def render_xml_part(self, src_xml: str, part: Any, context: Any, env: Any = None) -> str:
            self.current_rendering_part = part
            hasil: str = env.from_string(src_xml).render(context)
            try:
                etree.fromstring(hasil)
            except etree.XMLSyntaxError as galat:
                raise TemplatGagal from galat
            return hasil

        def render_properties(self, context: Any, env: Any = None) -> None:
            """Leave the file's own properties: they are set, not drawn."""

        def render_footnotes(self, context: Any, env: Any = None) -> None:
            """Leave footnotes as the office wrote them."""

    return Lembar


def draw_docx(
    pelaku: Pelaku,
    jenis: Jenis,
    isi: Isi,
    kantor: str,
    terbit: Penerbitan | None = None,
    dokumen: Dokumen | None = None,
) -> bytes:
    """Return a document in the office's template of its kind, or in ours.

    Raises Ditolak where the office's own cannot take this document.
    """
    sha256 = find_sha256(pelaku, jenis)
    if not sha256:
        return build_docx(isi, kantor, terbit, dokumen)
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    with simpanan.buka(sha256) as templat:
        try:
            return build_docx(isi, kantor, terbit, dokumen, templat)
        except (
            Exception
        ) as galat:  # a file of somebody else's fails in as many ways as it has bytes
            raise Ditolak(
                f"Templat Word kantor untuk {SIFAT[jenis].nama} tidak dapat memuat dokumen ini. "
                "Minta pengelola memperbaikinya atau kembali ke templat bawaan; PDF tetap dapat "
                "diunduh."
            ) from galat


def check_lembar(path: Path) -> None:
    """Raise BerkasDitolak unless a template's tags are known and an invented sheet comes out."""
    check_templat(path)
    try:
        with path.open("rb") as templat:
            build_docx(CONTOH, CONTOH.kop[1], templat=templat)
    except Exception as galat:  # as above
        raise BerkasDitolak(
            "Templat ini tidak menghasilkan dokumen Word yang utuh. Periksa letak tag: pasangan "
            "{%p … %} masing-masing sendirian dalam paragrafnya, dan tidak memotong tabel."
        ) from galat


def build_docx(
    isi: Isi,
    kantor: str,
    terbit: Penerbitan | None = None,
    dokumen: Dokumen | None = None,
    templat: IO[bytes] | None = None,
) -> bytes:
    """Return the sheets for Word; without `dokumen` marked as a draft, numbered by `terbit`.

    `templat`: the office's own in place of ours. Raises TemplatGagal for one that breaks.
    """
    lembar = _build_kelas()(templat or str(TEMPLAT))
    lembar.init_docx()
    dasar = lembar.docx.element.body.sectPr
    gaya = [satu.style_id for satu in lembar.docx.styles]
    badan = _Badan(isi, dasar, gaya)
    medan = _build_medan(isi, kantor, terbit, dokumen) | badan.build_medan()
    logo = read_logo(isi.logo) if isi.logo else b""
    for nama, gambar, tinggi in (("logo", logo, 20), ("qr", _build_qr(dokumen), 13)):
        medan[nama] = _sisipkan(lembar, gambar, tinggi) if gambar else ""
    lembar.render(medan, build_lingkungan())
    badan.set_halaman(lembar.docx.element.body.sectPr)
    _set_sifat(lembar.docx.core_properties, isi, kantor, dokumen)
    return _save(lembar)


def _sisipkan(lembar: Any, gambar: bytes, tinggi: int) -> Any:
    from docxtpl import InlineImage

    return InlineImage(lembar, BytesIO(gambar), height=tinggi * _EMU_MM)


def _build_medan(
    isi: Isi, kantor: str, terbit: Penerbitan | None, dokumen: Dokumen | None
) -> dict[str, Any]:
    """Return the fields that are text; those of the foot are empty on a draft."""
    baris = dokumen.baris if dokumen else None
    tanggal = baris.tanggal if baris else terbit.tanggal if terbit else None
    teks = {
        "kantor": kantor,
        "nama": isi.nama,
        "nomor": baris.nomor if baris else terbit.nomor if terbit else "",
        "tanggal": format_tanggal(tanggal) if tanggal else "",
        "kode": baris.kode_teks if baris else "",
        "alamat": dokumen.alamat if dokumen else "",
        "sidik": baris.sidik[:16] if baris else "",
        "jejak": dokumen.jejak_teks if dokumen else "",
    }
    hasil: dict[str, Any] = {nama: Markup(format_isi(satu)) for nama, satu in teks.items()}  # noqa: S704
    for nama in ("kop", "judul", "sub", "catatan"):
        hasil[nama] = Baris(getattr(isi, nama))
    hasil["terbit"] = dokumen is not None
    return hasil


class _Badan:
    """The blocks of a document and the pages they lie on, for one template's section."""

    def __init__(self, isi: Isi, dasar: Any, gaya: Sequence[str]) -> None:
        self._isi, self._dasar = isi, dasar
        self._gaya = gaya
        #: Whether the page lies down, as of the last block drawn.
        self._lanskap = isi.lanskap

    def build_medan(self) -> dict[str, Balok]:
        """Return the fields that are blocks."""
        return {
            "badan": Balok(self._list_balok()),
            "tabel": Balok(self._gambar(Tabel)),
            "tanda_tangan": Balok(self._gambar(TandaTangan)),
        }

    def _gambar(self, jenis: type[Any]) -> Iterator[Markup]:
        gambar = self._build_gambar(self._isi.lanskap)
        return (gambar.draw(satu) for satu in self._isi.badan if isinstance(satu, jenis))

    def _list_balok(self) -> Iterator[Markup]:
        gambar = self._build_gambar(self._lanskap)
        for satu in self._isi.badan:
            if isinstance(satu, Halaman):
                yield self._turn(satu.lanskap)
                self._lanskap = satu.lanskap
                gambar = self._build_gambar(self._lanskap)
            else:
                yield gambar.draw(satu)

    def _build_gambar(self, lanskap: bool) -> Penggambar:
        lebar = _find_kertas(self._isi, lanskap)[0]
        tepi = self._dasar.find(f"{_W}pgMar")
        kurang = sum(int(tepi.get(f"{_W}{sisi}", 0)) for sisi in ("left", "right"))
        return Penggambar(lebar - kurang, self._gaya)

    def _turn(self, lanskap: bool) -> Markup:
        """Return a new page; where it lies otherwise, the section before it ends with its own."""
        from lxml import etree

        if lanskap == self._lanskap:
            return Markup('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        akhir = deepcopy(self._dasar)
        for nama in ("type", "pgNumType"):
            for satu in akhir.findall(f"{_W}{nama}"):
                akhir.remove(satu)
        _set_kertas(akhir, self._isi, self._lanskap)
        xml = etree.tostring(akhir, encoding="unicode")
        return Markup(f"<w:p><w:pPr>{xml}</w:pPr></w:p>")  # noqa: S704 - the template's own section

    def set_halaman(self, akhir: Any) -> None:
        """Set the paper of the last section, as the last block left it."""
        _set_kertas(akhir, self._isi, self._lanskap)


def _find_kertas(isi: Isi, lanskap: bool) -> tuple[int, int]:
    lebar, tinggi = _KERTAS.get(isi.kertas, _KERTAS["A4"])
    return (tinggi, lebar) if lanskap else (lebar, tinggi)


def _set_kertas(bagian: Any, isi: Isi, lanskap: bool) -> None:
    ukuran = bagian.find(f"{_W}pgSz")
    lebar, tinggi = _find_kertas(isi, lanskap)
    ukuran.set(f"{_W}w", str(lebar))
    ukuran.set(f"{_W}h", str(tinggi))
    ukuran.attrib.pop(f"{_W}orient", None)
    if lanskap:
        ukuran.set(f"{_W}orient", "landscape")


def _build_qr(dokumen: Dokumen | None) -> bytes:
    """Return the QR of the verification page as a picture Word knows."""
    if dokumen is None:
        return b""
    import segno

    tujuan = BytesIO()
    alamat = f"{dokumen.alamat}/verifikasi/{dokumen.baris.kode_teks}"
    segno.make_qr(alamat, error="m").save(tujuan, kind="png", border=1, scale=6)
    return tujuan.getvalue()


def _set_sifat(sifat: Any, isi: Isi, kantor: str, dokumen: Dokumen | None) -> None:
    """Set what the file says of itself."""
    sifat.title, sifat.author, sifat.language = isi.nama[:255], kantor[:255], "id-ID"
    sifat.comments = sifat.keywords = sifat.last_modified_by = ""
    if dokumen is not None:
        saat = dokumen.baris.diterbitkan.replace(tzinfo=None, microsecond=0)
        sifat.created = sifat.modified = saat


def _save(lembar: Any) -> bytes:
    """Return the file with the same bytes whenever it is written."""
    mentah, tujuan = BytesIO(), BytesIO()
    lembar.docx.save(mentah)
    with zipfile.ZipFile(mentah) as asal, zipfile.ZipFile(tujuan, "w") as arsip:
        for anggota in asal.infolist():
            baru = zipfile.ZipInfo(anggota.filename)
            baru.compress_type = zipfile.ZIP_DEFLATED
            arsip.writestr(baru, asal.read(anggota))
    return tujuan.getvalue()
