"""The anchors: one file a month outside the database, each line the head of the trail after an act.

An older copy of the database, or a trail cut short, does not hold what is noted here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iki_web.rules.jejak import Jangkar, format_baris, format_kode, parse_baris
from iki_web.rules.periode import WIB


class BerkasJangkar:
    """Lines added to `<folder>/<year>-<month>.log`, and once a day to a second place.

    `lain`: a folder somewhere else (a drive, another machine); None where there is none. It is
    never made here: an unplugged drive would go unnoticed.
    """

    def __init__(self, folder: Path, lain: Path | None = None) -> None:
        self.folder, self.lain = folder, lain
        #: The head as this process last knew it; any sheet may carry its code.
        self.kepala: Jangkar | None = None
        #: The folders that took no line when last tried.
        self.gagal: frozenset[Path] = frozenset()
        self._hari = ""

    @property
    def kode(self) -> str:
        """The code for a sheet that goes out now; "" before this process knows the head."""
        return format_kode(self.kepala.seq, self.kepala.mac) if self.kepala else ""

    def add(self, jangkar: Jangkar, *, teguh: bool = False) -> None:
        """Add a line; the first of a day, and one that is `teguh`, survives a power cut.

        Raises OSError where it cannot be written.
        """
        self.kepala = jangkar
        hari = f"{jangkar.waktu.astimezone(WIB):%Y-%m-%d}"
        baru, self._hari = hari != self._hari, hari
        nama = f"{hari[:7]}.log"
        with self._note(self.folder):
            if baru:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _append(self.folder / nama, format_baris(jangkar), teguh=teguh or baru)
        if self.lain is not None and (teguh or baru):
            with self._note(self.lain):
                _append(self.lain / nama, format_baris(jangkar), teguh=True)

    @contextmanager
    def _note(self, folder: Path) -> Iterator[None]:
        """Remember whether a folder took its line."""
        try:
            yield
        except OSError:
            self.gagal |= {folder}
            raise
        self.gagal -= {folder}

    def list_jangkar(self) -> list[Jangkar]:
        """Return what is noted in the instance."""
        return list(_list_folder(self.folder))

    def list_salinan(self, sampai: int) -> Iterator[tuple[str, bytes]]:
        """Yield name and lines of each file, as a backup takes them: up to the head it holds."""
        for berkas in _list_berkas(self.folder):
            isi = "".join(format_baris(j) for j in _list_baris(berkas) if j.seq <= sampai)
            if isi:
                yield berkas.name, isi.encode()

    def list_lain(self) -> list[Jangkar]:
        """Return what is noted in the second place."""
        return [] if self.lain is None else list(_list_folder(self.lain))


def _append(berkas: Path, baris: str, *, teguh: bool) -> None:
    """Add a line in one write, so that lines of several processes never mix."""
    pegangan = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(pegangan, baris.encode())
        if teguh:
            os.fsync(pegangan)
    finally:
        os.close(pegangan)


def _list_folder(folder: Path) -> Iterator[Jangkar]:
    for berkas in _list_berkas(folder):
        yield from _list_baris(berkas)


def _list_berkas(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].log"))


def _list_baris(berkas: Path) -> Iterator[Jangkar]:
    for baris in berkas.read_text(encoding="utf-8", errors="replace").splitlines():
        # A line the power has cut tells nothing, and is no reason to alarm anybody.
        if (jangkar := parse_baris(baris)) is not None:
            yield jangkar
