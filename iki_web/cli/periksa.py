"""The check of an instance from the command line."""

import sys

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from iki_web.actions.cadangan import list_sumber
from iki_web.actions.periksa import Selesai, record_periksa, run_periksa
from iki_web.cli.bagian import iki, say_galat, sistem
from iki_web.queries.periksa import find_kode
from iki_web.rules.bilangan import format_waktu
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import parse_kode
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import Cara


@iki.command("periksa")
@click.option("--kode", help="Periksa satu kode jangkar, misalnya J-1234-AB12CD34.")
@say_galat
def periksa(kode: str | None) -> None:
    """Periksa jejak, isi semua tabel, berkas bukti, dan jangkar; hasilnya dicatat."""
    pelaku = sistem()
    if kode is not None:
        click.echo(_check_kode(pelaku, kode))
        return
    selesai = run_periksa(pelaku, list_sumber())
    for kalimat in selesai.temuan:
        click.echo(kalimat, err=True)
    _record(pelaku, selesai)
    if selesai.temuan:
        sys.exit(1)
    click.echo(
        "Jejak utuh; isi semua tabel cocok dengannya; semua berkas bukti ada dan tidak berubah; "
        "jangkar cocok."
    )


def _record(pelaku: Pelaku, selesai: Selesai) -> None:
    """Keep how a check ended; a database that takes no more lines does not hide what was found."""
    try:
        record_periksa(pelaku, Cara.PERINTAH, selesai)
    except SQLAlchemyError as galat:
        click.echo(f"Hasil pemeriksaan tidak dapat dicatat: {galat.__class__.__name__}.", err=True)


def _check_kode(pelaku: Pelaku, kode: str) -> str:
    """Return what there is to say of a code; raises Ditolak where it does not hold."""
    isi = parse_kode(kode)
    if isi is None:
        raise Ditolak("Kode jangkar ditulis seperti J-1234-AB12CD34.")
    waktu = find_kode(pelaku, current_app.config["IKI_KUNCI_JEJAK"], *isi)
    if waktu is None:
        raise Ditolak(
            f"Kode ini tidak cocok dengan baris jejak {isi[0]}: jejak dipotong, diganti, atau "
            "kodenya salah tulis."
        )
    return f"Kode cocok: baris jejak {isi[0]}, ditulis {format_waktu(waktu)} WIB."
