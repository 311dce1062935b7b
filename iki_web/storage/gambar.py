"""Image evidence: a whole JPG or PNG of at most 50 megapixels."""

import io
import re
import threading
from decimal import Decimal
from pathlib import Path

from iki_web.rules.bilangan import format_cacah
from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.tanda import is_bertumpang

BATAS_PIKSEL = 50_000_000
#: Shortest and longest side of a logo in pixels.
SISI_LOGO = (64, 4000)
_BATAS_PINDAI = 64
# One image at a time: a decoded 50-megapixel picture may take 400 MB.
_KUNCI = threading.Lock()
# Within entropy data 0xFF is stuffed with 0x00 or starts a restart marker; all else ends it.
_PENANDA = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_PENUTUP = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}

_RUSAK = (
    "Gambar ini rusak atau terpotong. Foto, pindai, atau salin ulang dari sumbernya, "
    "lalu unggah lagi."
)
_TERLALU_LEBAR = (
    "Gambar ini lebih dari 50 megapiksel. Perkecil ukurannya atau pindai dengan resolusi "
    "lebih rendah, lalu unggah lagi."
)
_BERTUMPANG = (
    "Di belakang gambar ini menempel berkas lain. Simpan ulang gambarnya, lalu unggah lagi."
)


def periksa_jpg(path: Path) -> None:
    """Raise BerkasDitolak unless the file decodes wholly as a JPEG."""
    _periksa(path, "JPEG")


def periksa_png(path: Path) -> None:
    """Raise BerkasDitolak unless the file decodes wholly as a PNG."""
    _periksa(path, "PNG")


def periksa_logo(path: Path) -> None:
    """Raise BerkasDitolak unless the picture is of a size that can stand in a letterhead."""
    from PIL import Image

    with Image.open(path, formats=("JPEG", "PNG")) as gambar:
        sisi = gambar.size
    if min(sisi) < SISI_LOGO[0] or max(sisi) > SISI_LOGO[1]:
        lebar, tinggi, paling_kecil, paling_besar = (
            format_cacah(Decimal(satu)) for satu in (*sisi, *SISI_LOGO)
        )
        raise BerkasDitolak(
            f"Gambar ini {lebar} x {tinggi} piksel. Logo harus antara {paling_kecil} dan "
            f"{paling_besar} piksel tiap sisi."
        )


def _periksa(path: Path, format_: str) -> None:
    from PIL import Image

    with _KUNCI:
        isi = path.read_bytes()
        if is_bertumpang(isi, _PENUTUP[format_]):
            raise BerkasDitolak(_BERTUMPANG)
        if format_ == "JPEG" and _hitung_pindai(isi) > _BATAS_PINDAI:
            raise BerkasDitolak(_RUSAK)
        try:
            _urai(isi, format_)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
            raise BerkasDitolak(_TERLALU_LEBAR) from galat
        except BerkasDitolak:
            raise
        except Exception as galat:  # Pillow's decoders raise nearly anything on hostile input
            raise BerkasDitolak(_RUSAK) from galat


def _urai(isi: bytes, format_: str) -> None:
    """Judge the size from the header, then check the structure, then decode every pixel."""
    from PIL import Image

    with Image.open(io.BytesIO(isi), formats=(format_,)) as gambar:
        if gambar.width * gambar.height > BATAS_PIKSEL:
            raise BerkasDitolak(_TERLALU_LEBAR)
        gambar.verify()
    with Image.open(io.BytesIO(isi), formats=(format_,)) as gambar:
        # JPEG only: decodes all data at an eighth of the size, so memory stays small.
        gambar.draft(None, (max(1, gambar.width // 8), max(1, gambar.height // 8)))
        gambar.load()


def _hitung_pindai(isi: bytes) -> int:
    """Scans in the first picture of a JPEG; thousands of tiny ones stall a decoder for minutes."""
    banyak, letak = 0, 2
    while 0 <= letak < len(isi) - 3:
        penanda = isi[letak + 1]
        if isi[letak] != 0xFF or penanda == 0xD9:
            break
        if penanda == 0xFF:
            letak += 1
            continue
        banyak += penanda == 0xDA
        letak += 2 + int.from_bytes(isi[letak + 2 : letak + 4], "big")
        if penanda == 0xDA:
            letak = _akhir_pindai(isi, letak)
    return banyak


def _akhir_pindai(isi: bytes, letak: int) -> int:
    """Position of the next marker after entropy data, -1 at the end of the file."""
    temuan = _PENANDA.search(isi, letak)
    return temuan.start() if temuan else -1
