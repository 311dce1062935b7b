"""What is healthy: facts of an instance, and the lines the pengelola reads of them."""

from iki_web.rules.sehat.isi import (
    GESER_WAJAR,
    GIB,
    MIB,
    Bahan,
    Butir,
    Disk,
    Isi,
    Keadaan,
    Kejadian,
    Laju,
    Mundur,
    Proses,
    classify_ruang,
)
from iki_web.rules.sehat.pemeriksa import list_butir

__all__ = [
    "GESER_WAJAR",
    "GIB",
    "MIB",
    "Bahan",
    "Butir",
    "Disk",
    "Isi",
    "Keadaan",
    "Kejadian",
    "Laju",
    "Mundur",
    "Proses",
    "classify_ruang",
    "list_butir",
]
