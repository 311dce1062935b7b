"""The sample data in tests: a page of it is the same on any day, and is drawn once a run."""

from functools import cache

import pytest

from iki_web.actions.contoh import berkas

#: What draws a page of each kind: most of the time of the sample data goes there.
GAMBAR = berkas._TULIS
_SEKALI = {jenis: cache(tulis) for jenis, tulis in GAMBAR.items()}


def gambar_sekali(tambal: pytest.MonkeyPatch) -> None:
    """Draw each page of the evidence once a run."""
    tambal.setattr(berkas, "_TULIS", _SEKALI)
