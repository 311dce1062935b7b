"""Accounts, editions, years and certificates from the command line."""

from pathlib import Path

import click
from flask import current_app

from iki_web.actions.dua_langkah import remove_dua_langkah
from iki_web.actions.keputusan import create_keputusan
from iki_web.actions.periode import open_tahun
from iki_web.actions.sandi import set_sandi
from iki_web.cli.bagian import iki, read_sandi, say_galat, sistem
from iki_web.extensions import jam


@iki.command("sandi")
@click.argument("nama")
@click.option("--tetap", is_flag=True, help="Tidak wajib diganti saat masuk pertama.")
@say_galat
def sandi(nama: str, tetap: bool) -> None:
    """Atur sandi akun NAMA; sandi dibaca dari terminal atau masukan standar."""
    baru = read_sandi("Sandi baru", "Ulangi sandi")
    set_sandi(sistem(), nama.strip().lower(), baru, tetap)
    click.echo(f"Sandi akun {nama} sudah diatur.")


@iki.command("dua-langkah")
@click.argument("nama")
@click.option("--matikan", is_flag=True, required=True, help="Masuk lagi cukup dengan sandi.")
@say_galat
def dua_langkah(nama: str, matikan: bool) -> None:
    """Matikan langkah kedua akun NAMA yang kehilangan ponselnya; semua sesinya berakhir."""
    remove_dua_langkah(sistem(), nama.strip().lower())
    click.echo(f"Langkah kedua akun {nama} dimatikan; semua perangkatnya dikeluarkan.")


@iki.command("muat-sk")
@click.argument("berkas", type=click.Path(path_type=Path))
@say_galat
def muat_sk(berkas: Path) -> None:
    """Muat satu edisi Keputusan dari BERKAS; memuat ulang tidak mengubah apa pun."""
    laporan = create_keputusan(sistem(), berkas)
    click.echo(laporan.kalimat)
    for baris in laporan.catatan:
        click.echo(baris)


@iki.command("tahun-buka")
@click.argument("tahun", type=int)
@say_galat
def tahun_buka(tahun: int) -> None:
    """Buat semua periode TAHUN."""
    jumlah = open_tahun(sistem(), tahun)
    click.echo(f"{jumlah} periode tahun {tahun} dibuat." if jumlah else "Semua periode sudah ada.")


@iki.command("tls")
@click.argument("nama", nargs=-1)
@click.option("--induk-baru", is_flag=True, help="Ganti sertifikat induk; dipercayai ulang.")
@say_galat
def tls(nama: tuple[str, ...], induk_baru: bool) -> None:
    """Buat atau perbarui sertifikat https, juga untuk NAMA atau alamat lain komputer ini."""
    from iki_web.tls import create_sertifikat

    for baris in create_sertifikat(current_app.config["IKI"], nama, jam.now(), induk_baru):
        click.echo(baris)
