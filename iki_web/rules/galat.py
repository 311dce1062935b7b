"""Refusals as exceptions: each carries one Indonesian sentence (`kalimat`) a user can act on.

Which HTTP status a refusal gets is decided in one place only, `web/errors.py`.
"""

from collections.abc import Mapping


class Galat(Exception):
    """Base of every refusal; `kalimat` says what happened and what to do."""

    def __init__(self, kalimat: str) -> None:
        super().__init__(kalimat)
        self.kalimat = kalimat


class Ditolak(Galat):
    """The input is wrong, or the step does not exist in this state (DOMAIN section 5).

    `isian` maps a form field name to the sentence shown beside that field.
    """

    def __init__(self, kalimat: str, isian: Mapping[str, str] | None = None) -> None:
        super().__init__(kalimat)
        self.isian = dict(isian or {})


class TidakTerlihat(Galat):
    """The viewer may not know that this record exists; answers as a random id does."""

    def __init__(self, kalimat: str = "Halaman atau data ini tidak ditemukan.") -> None:
        super().__init__(kalimat)


class TidakBerwenang(Galat):
    """Seen, but not the viewer's to act on."""


class Basi(Galat):
    """Someone else changed the record after the viewer read it (version lock)."""

    def __init__(self, kalimat: str, perubahan: tuple[str, ...] = ()) -> None:
        super().__init__(kalimat)
        self.perubahan = perubahan


class TerlaluBesar(Galat):
    """More bytes than the limit allows."""


class TerlaluSering(Galat):
    """Throttled: too many tries from this place."""
