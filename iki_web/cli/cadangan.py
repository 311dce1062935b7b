"""Backup and restore from the command line."""

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import click
from flask import current_app

from iki_web.cli.bagian import iki, read_sandi, say_galat, sistem
from iki_web.rules.bilangan import format_ukuran
from iki_web.rules.cadangan import format_isi
from iki_web.rules.galat import Ditolak


@iki.command("cadangkan")
@click.argument("folder")
@say_galat
def cadangkan(folder: str) -> None:
    """Buat satu berkas cadangan di FOLDER, lalu baca kembali dan periksa seluruh isinya."""
    from iki_web.actions.cadangan import create_cadangan

    if not folder.strip():
        raise Ditolak("Tulis folder tempat cadangannya, misalnya D:\\Cadangan atau /media/usb.")
    # Unlike `Path.resolve` this takes any name.
    tujuan, instance = Path(os.path.realpath(folder)), Path(current_app.instance_path)
    # Its last part only: under a drive that is not plugged in there is nothing to make it in.
    with suppress(OSError):
        if not tujuan.is_relative_to(instance):
            tujuan.mkdir(exist_ok=True)
    jadi = create_cadangan(sistem(), tujuan)
    click.echo(f"Cadangan dibuat: {jadi.path} ({format_ukuran(jadi.ukuran)}).")
    click.echo(f"Isinya: {format_isi(jadi.manifes)}.")
    click.echo(f"SHA-256: {jadi.sha256}")
    if jadi.path.stat().st_dev == instance.stat().st_dev:
        click.echo(
            "Perhatian: folder itu di disk yang sama dengan datanya. Bila ia mestinya drive lain, "
            "drive itu belum terpasang."
        )
    if not jadi.terenkripsi:
        click.echo("Isinya dapat dibaca siapa pun yang memegang berkas ini; simpan terkunci.")
    for kalimat in jadi.catatan:
        click.echo(kalimat, err=True)
    if jadi.catatan:
        click.echo(
            "Berkasnya utuh, tetapi isi instance sendiri bertemuan seperti di atas.", err=True
        )
        sys.exit(1)
    click.echo("Dibaca kembali dan dipulihkan ke tempat percobaan: utuh, jejak dan bukti cocok.")


@iki.command("pulihkan")
@click.argument("berkas", type=click.Path(path_type=Path))
@click.option("--timpa", is_flag=True, help="Ganti isi instance yang sudah dipakai.")
@click.option("--meski-rusak", is_flag=True, help="Pasang juga bila isinya tidak lolos periksa.")
@say_galat
def pulihkan(berkas: Path, timpa: bool, meski_rusak: bool) -> None:
    """Pulihkan seluruh instance dari BERKAS; kata sandinya dibaca bila diperlukan."""
    from iki_web.actions.cadangan import restore_cadangan
    from iki_web.storage.galat import SandiCadanganSalah

    pasang = partial(restore_cadangan, berkas, timpa=timpa, meski_rusak=meski_rusak)
    try:
        hasil = pasang()
    except SandiCadanganSalah:
        hasil = pasang(frasa=read_sandi("Kata sandi cadangan"))
    for kalimat in hasil.catatan:
        click.echo(kalimat, err=True)
    click.echo(f"Dipulihkan: {format_isi(hasil.manifes)}.")
    if hasil.pengaman:
        click.echo(f"Isi sebelumnya disimpan di {hasil.pengaman}.")
    click.echo("Jejak, realisasi, dan berkas bukti sudah diperiksa. Semua orang harus masuk lagi.")
