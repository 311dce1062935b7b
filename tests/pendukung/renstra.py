"""The Renstra of the office: its last year, and end targets by the real act."""

from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from iki_web.actions.renstra import update_renstra
from iki_web.extensions import db
from iki_web.models import Kantor
from iki_web.queries.renstra import get_renstra
from iki_web.rules.renstra import KirimanRenstra
from tests.pendukung.langkah import ubah
from tests.pendukung.orang import buat_pelaku

AKHIR = 2029


def atur_akhir(app: Flask, akhir: int | None = AKHIR) -> None:
    """Say in which year the Renstra ends, as the settings do."""
    with app.app_context():
        kode = db.session.execute(select(Kantor.kode)).scalar_one()
    ubah(app, Kantor, Kantor.kode, kode, akhir_renstra=akhir)


def tetapkan_renstra(app: Flask, nama: str, isi: dict[str, object], akhir: int = AKHIR) -> int:
    """Fix end targets by the indicators' codes as a person who saw them as they are; None: none."""
    pelaku = buat_pelaku(app, nama)
    with app.app_context():
        baris = {b.indikator.kode: b for b in get_renstra(pelaku).baris}
        isian = [
            KirimanRenstra(
                baris[kode].indikator.id,
                "" if nilai is None else str(nilai),
                None if nilai is None else Decimal(str(nilai)),
                baris[kode].versi,
            )
            for kode, nilai in isi.items()
        ]
        return update_renstra(pelaku, akhir, isian)
