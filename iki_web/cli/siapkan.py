"""Preparing an instance: its schema, its first rows, and sample data on request."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from iki_web.actions.instance import count_kerja, create_instance, find_sistem
from iki_web.actions.periksa import note_kepala, record_keadaan
from iki_web.actions.skema import upgrade_basis
from iki_web.cli.bagian import hold_instance, iki, say_galat, sistem
from iki_web.extensions import db, jam
from iki_web.queries.bukti import list_sha256
from iki_web.rules.galat import Ditolak
from iki_web.storage import Simpanan


def prepare(sandi: str | None = None) -> list[str]:
    """Bring the database to the newest schema and the instance to a usable state.

    Raises Ditolak where the disk or the database does not let it.
    """
    try:
        kalimat = upgrade_basis()
        kalimat += create_instance(Path(current_app.instance_path), sandi).kalimat + _sweep()
        record_keadaan(sistem())
        note_kepala()
        db.session.rollback()
    except (OSError, sqlite3.Error, OperationalError) as galat:
        raise Ditolak(
            f"Instance ini tidak dapat disiapkan ({getattr(galat, 'orig', galat)}). Pastikan "
            "disknya tidak penuh, tidak hanya-baca, dan database dapat dihubungi, lalu ulangi."
        ) from galat
    return kalimat


def _sweep() -> list[str]:
    """Remove what uploads left behind that never became evidence, a day old or older."""
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    dibuang = simpanan.sapu(list_sha256(), jam.now() - timedelta(days=1))
    return [f"{len(dibuang)} berkas unggahan yang tidak jadi dipakai dibuang."] if dibuang else []


@iki.command("siapkan")
@say_galat
def siapkan() -> None:
    """Siapkan database, edisi 2021, periode tahun ini, dan akun awal."""
    with hold_instance(current_app.config["IKI"]):
        for kalimat in prepare():
            click.echo(kalimat)


@iki.command("contoh")
@say_galat
def contoh() -> None:
    """Isi instance kosong dengan setahun data contoh (untuk dicoba, bukan untuk dipakai)."""
    with hold_instance(current_app.config["IKI"]):
        _fill_contoh()


def _fill_contoh() -> None:
    from iki_web.actions import contoh as aksi

    sandi_demo = current_app.config["IKI_SANDI_DEMO"]
    penanda = Path(current_app.instance_path) / "DEMO"
    upgrade_basis()
    if not penanda.exists():
        if count_kerja():
            raise Ditolak(
                "Instance ini sudah dipakai orang, jadi tidak diisi data contoh. "
                "Pilih folder lain dengan IKI_INSTANCE."
            )
        if find_sistem() is not None:
            aksi.reset_akun(sandi_demo)
    with aksi.jam_pada(aksi.compute_awal(jam.now())):
        for kalimat in prepare(sandi_demo):
            click.echo(kalimat)
    click.echo(aksi.create_contoh(current_app.extensions["iki_simpanan"]))
    penanda.touch()
