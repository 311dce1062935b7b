"""Sample evidence for every test: writers of ordinary files and the two large collections."""

from tests.storage.berkas_biasa import BERKAS_BIASA
from tests.storage.berkas_jahat import BERKAS_JAHAT
from tests.storage.pembuat_berkas import (
    docx,
    jpg,
    ods,
    odt,
    pdf,
    pdf_bersandi,
    pdf_tanpa_halaman,
    png,
    xlsx,
)

__all__ = [
    "BERKAS_BIASA",
    "BERKAS_JAHAT",
    "docx",
    "jpg",
    "ods",
    "odt",
    "pdf",
    "pdf_bersandi",
    "pdf_tanpa_halaman",
    "png",
    "xlsx",
]
