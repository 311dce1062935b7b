"""Everything an instance holds, to prove that a refusal changed nothing."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from iki_web.extensions import Base, db

Keadaan = dict[str, list[tuple[Any, ...]]]


def ambil_keadaan(app: Flask, *kecuali: str) -> Keadaan:
    """Return every row of every table (but those named) and every stored file, in order."""
    with app.app_context():
        hasil: Keadaan = {
            tabel.name: [tuple(b) for b in db.session.execute(_semua(tabel))]
            for tabel in Base.metadata.sorted_tables
            if tabel.name not in kecuali
        }
    akar = app.config["IKI"].bukti
    hasil["(berkas)"] = sorted(
        (str(b.relative_to(akar)), b.stat().st_size) for b in akar.rglob("*") if b.is_file()
    )
    return hasil


def _semua(tabel: sa.Table) -> sa.Select[Any]:
    return sa.select(tabel).order_by(*tabel.primary_key.columns)


def hitung_jejak(app: Flask, aksi: str | None = None) -> int:
    """Return the number of lines in the trail, of one event or of all."""
    jejak = Base.metadata.tables["jejak"]
    hitung = sa.select(sa.func.count()).select_from(jejak)
    with app.app_context():
        return db.session.execute(
            hitung if aksi is None else hitung.where(jejak.c.aksi == aksi)
        ).scalar_one()


def tulis_langsung(app: Flask, perintah: str, **isi: Any) -> None:
    """Change the database behind the app's back, as someone with the file or psql can."""
    with app.app_context(), db.engine.connect() as koneksi:
        koneksi = koneksi.execution_options(iki_tulis=True)
        koneksi.execute(sa.text(perintah), isi)
        koneksi.commit()
