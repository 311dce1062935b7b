"""A document as PDF: archivable (PDF/A-2) and tagged (PDF/UA), drawn by typst from its blocks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from flask import current_app

from iki_web.config import AKAR
from iki_web.queries.dokumen import Dokumen
from iki_web.rules.dokumen import Isi, dump_isi
from iki_web.rules.jejak import format_kanonik
from iki_web.storage import Simpanan

_TEMPLAT = AKAR / "templates" / "cetak" / "dokumen.typ"
_STANDAR = ["a-2a", "ua-1"]
#: One thread draws for all: what typst keeps (30 MB and more) it keeps per thread.
_JURU_GAMBAR = ThreadPoolExecutor(1, "typst")
#: The standard asks for a date; a draft has none, and is the same bytes whenever it is drawn.
_TANPA_SAAT = datetime(2000, 1, 1, tzinfo=UTC)
#: A logo is printed 20 mm high: more pixels than this are not seen.
_LOGO = 400


@cache
def _fonts() -> Any:
    """Return the fonts inside typst, and no others: every office prints the same sheet."""
    # 30 ms and 20 MB, for those who print only.
    import typst

    return typst.Fonts(include_system_fonts=False)


def build_pdf(isi: Isi, kantor: str, dokumen: Dokumen | None = None) -> bytes:
    """Return the sheets of a content; without `dokumen` they are marked as a draft."""
    import typst

    saat = dokumen.baris.diterbitkan if dokumen else _TANPA_SAAT
    data = {
        "saat": [saat.year, saat.month, saat.day],
        "isi": dump_isi(isi),
        "kantor": kantor,
        "kaki": _build_kaki(dokumen) if dokumen else None,
        "qr": build_qr(dokumen) if dokumen else "",
        "gambar": list(read_logo(isi.logo)) if isi.logo else None,
    }
    hasil = _JURU_GAMBAR.submit(
        typst.compile,
        str(_TEMPLAT),
        root=str(_TEMPLAT.parent),
        font_paths=_fonts(),
        sys_inputs={"data": format_kanonik(data)},
        pdf_standards=_STANDAR,
        timestamp=int(saat.timestamp()),
    ).result()
    assert isinstance(hasil, bytes)
    return hasil


def _build_kaki(dokumen: Dokumen) -> dict[str, str]:
    """Return what stands at the foot of every sheet."""
    return {
        "kode": dokumen.baris.kode_teks,
        "alamat": dokumen.alamat,
        "sidik": dokumen.baris.sidik[:16],
        "jejak": dokumen.jejak_teks,
    }


def build_qr(dokumen: Dokumen) -> str:
    """Return the QR of the verification page as SVG without style attributes."""
    import segno

    tujuan = BytesIO()
    qr = segno.make_qr(f"{dokumen.alamat}/verifikasi/{dokumen.baris.kode_teks}", error="m")
    qr.save(tujuan, kind="svg", border=1, xmldecl=False, svgclass=None, lineclass=None)
    return tujuan.getvalue().decode()


def read_logo(sha256: str) -> bytes:
    """Return the logo small enough to travel inside the data."""
    from PIL import Image

    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    tujuan = BytesIO()
    with Image.open(simpanan.buka(sha256)) as gambar:
        gambar.thumbnail((_LOGO, _LOGO))
        gambar.convert("RGBA").save(tujuan, "PNG")
    return tujuan.getvalue()
