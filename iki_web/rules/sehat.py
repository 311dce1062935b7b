"""What is healthy: the room a disk must have, in two steps."""

from enum import StrEnum

MIB = 1024 * 1024
GIB = 1024 * MIB


class Keadaan(StrEnum):
    """How something stands; the worst of several is what the whole is."""

    BAIK = "BAIK"
    PERLU = "PERLU"
    MASALAH = "MASALAH"


def classify_ruang(total: int, bebas: int) -> Keadaan:
    """Return how a disk stands: a share of a small one, a fixed room on a large one."""
    if bebas < min(512 * MIB, total // 20):
        return Keadaan.MASALAH
    return Keadaan.PERLU if bebas < min(5 * GIB, total // 10) else Keadaan.BAIK
