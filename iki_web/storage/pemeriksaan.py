"""The allow-list of evidence kinds: extension and content must agree (TRUST, "Uploads")."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.gambar import periksa_jpg, periksa_png
from iki_web.storage.kantor import periksa_odf, periksa_ooxml
from iki_web.storage.nama import parse_ekstensi
from iki_web.storage.paket import TERKUNCI
from iki_web.storage.pdf import periksa_pdf
from iki_web.storage.tanda import (
    TANDA_JPG,
    TANDA_OLE,
    TANDA_PDF,
    TANDA_PNG,
    TANDA_ZIP,
    lewati_blanko,
    sebut_isi,
)

_PANJANG_KEPALA = 1024
_SANDI_OLE = "EncryptedPackage".encode("utf-16-le")
_KOSONG = "Berkas ini kosong (0 byte). Periksa berkas di komputer Anda, lalu unggah lagi."
_JENIS_LAIN = (
    "Jenis berkas ini tidak diterima. Unggah PDF, JPG, PNG, Word (.docx), Excel (.xlsx), "
    "atau LibreOffice (.odt, .ods)."
)
_OFFICE_LAMA = (
    "Berkas ini berformat Office lama (.doc atau .xls). Buka, pilih Simpan Sebagai .docx atau "
    ".xlsx, lalu unggah lagi."
)

_TANDA = {"pdf": TANDA_PDF, "jpg": TANDA_JPG, "png": TANDA_PNG}
_PERIKSA: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {
        "pdf": periksa_pdf,
        "jpg": periksa_jpg,
        "png": periksa_png,
        "docx": lambda path: periksa_ooxml(path, "docx"),
        "xlsx": lambda path: periksa_ooxml(path, "xlsx"),
        "odt": lambda path: periksa_odf(path, "odt"),
        "ods": lambda path: periksa_odf(path, "ods"),
    }
)


def parse_jenis(nama: str) -> str:
    """The allowed kind a file name claims ("jpeg" is "jpg"); BerkasDitolak for any other."""
    ekstensi = parse_ekstensi(nama)
    jenis = "jpg" if ekstensi == "jpeg" else ekstensi
    if jenis not in _PERIKSA:
        raise BerkasDitolak(_JENIS_LAIN)
    return jenis


def periksa(path: Path, nama: str) -> str:
    """The kind ("pdf", "jpg", "png", "docx", "xlsx", "odt", "ods") of the file at `path`.

    `nama` is what the client calls it. Raises BerkasDitolak with a sentence for the user.
    """
    jenis = parse_jenis(nama)
    with path.open("rb") as berkas:
        kepala = berkas.read(_PANJANG_KEPALA)
    if not kepala:
        raise BerkasDitolak(_KOSONG)
    if kepala.startswith(TANDA_OLE):
        terkunci = _SANDI_OLE in path.read_bytes()
        raise BerkasDitolak(TERKUNCI if terkunci else _OFFICE_LAMA)
    awal = lewati_blanko(kepala) if jenis == "pdf" else kepala
    if not awal.startswith(_TANDA.get(jenis, TANDA_ZIP)):
        raise BerkasDitolak(
            f"Nama berkas ini berakhiran .{jenis}, tetapi isinya {sebut_isi(kepala)}. "
            f"Simpan ulang sebagai .{jenis} yang benar, lalu unggah lagi."
        )
    _PERIKSA[jenis](path)
    return jenis
