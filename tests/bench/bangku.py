"""What the parts share: the prepared office, made once a run, and the floor over it."""

from functools import cached_property
from pathlib import Path

from flask import Flask

from tests.bench.alat import Klien
from tests.bench.dunia import TAHUN, Dunia
from tests.bench.lantai import create_lantai


class Bangku:
    """The bench: everything lies in one folder that goes away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.perubahan = 0

    @cached_property
    def dunia(self) -> Dunia:
        """The office with its year, on SQLite."""
        return Dunia(self.folder / "dunia")

    @cached_property
    def lantai(self) -> Flask:
        """The floor over the same file."""
        return create_lantai(str(self.dunia.basis), TAHUN)

    def sepasang(self, nama: str) -> tuple[Klien, Klien]:
        """Return one person's client of the app, and of the floor with the same session row."""
        klien = self.dunia.klien(nama)
        return klien, Klien(self.lantai, klien.kuki)

    @cached_property
    def sebanding(self) -> Klien:
        """A signed-in client of the peer, over a copy of the same file."""
        from tests.bench.sebanding import create_sebanding

        salinan = self.dunia.salin(self.folder / "sebanding")
        salinan.tutup()
        app, kuki = create_sebanding(salinan.basis, TAHUN)
        return Klien(app, kuki)

    def naikkan(self) -> None:
        """Let every kept page grow old, as a write does."""
        self.dunia.sql("UPDATE kantor SET versi_rekap = versi_rekap + 1")

    def ubah(self) -> None:
        """Give one approved entry figures it never had: what an approval changes, at the least."""
        self.perubahan += 1
        self.dunia.sql(
            "UPDATE realisasi SET versi = versi + 1, capaian = ? WHERE id = (SELECT min(id) FROM "
            "realisasi WHERE status = 'DISETUJUI' AND capaian IS NOT NULL)",
            f"{60 + self.perubahan / 100:.2f}",
        )
        self.naikkan()

    def ubah_isian(self, jabatan: str) -> None:
        """Give a position's newest entry a text it never had: what saving changes, at the least."""
        self.perubahan += 1
        self.dunia.sql(
            "UPDATE realisasi SET versi = versi + 1, keterangan = ? WHERE id = (SELECT r.id FROM "
            "realisasi r JOIN jabatan j ON j.id = r.jabatan_id JOIN periode p ON p.id = "
            "r.periode_id WHERE j.kode = ? ORDER BY p.mulai DESC, r.id LIMIT 1)",
            f"Perubahan {self.perubahan}.",
            jabatan,
        )
        self.naikkan()

    def lupakan(self, nama: str) -> None:
        """Let the app forget one kind of what it remembers."""
        self.dunia.app.extensions.pop(nama, None)
        self.naikkan()

    def tutup(self) -> None:
        """Give the connections back."""
        if "dunia" in vars(self):
            self.dunia.tutup()
