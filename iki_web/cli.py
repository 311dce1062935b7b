"""Commands for the operator: each parses, calls one action, and says what happened."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from iki_web.actions.instance import create_instance, find_sistem
from iki_web.actions.keputusan import create_keputusan
from iki_web.actions.periode import open_tahun
from iki_web.actions.sandi import set_sandi
from iki_web.config import Setelan
from iki_web.extensions import db, find_skema, init_migrate, jam
from iki_web.queries.bukti import list_sha256
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage import Simpanan
from iki_web.storage.kunci import check_disk, kunci_instance

iki = AppGroup("iki", help="Perintah untuk operator IKI Web.")


def _kalimat(fungsi: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a refusal into one sentence on standard error and a non-zero exit."""

    @wraps(fungsi)
    def bungkus(*args: Any, **kwargs: Any) -> Any:
        try:
            return fungsi(*args, **kwargs)
        except Galat as galat:
            click.echo(galat.kalimat, err=True)
            for kalimat in getattr(galat, "isian", {}).values():
                click.echo(f"- {kalimat}", err=True)
            sys.exit(1)

    return bungkus


@contextmanager
def hold_instance(setelan: Setelan) -> Iterator[None]:
    """Keep the instance for this process alone; one on PostgreSQL may have several (025)."""
    if setelan.basis is None:
        yield
        return
    for folder in {setelan.basis.parent, setelan.instance}:
        check_disk(folder)
    with kunci_instance(setelan.instance):
        yield


def _sistem() -> Pelaku:
    pelaku = find_sistem()
    if pelaku is None:
        raise Ditolak("Instance ini belum disiapkan. Jalankan: flask --app wsgi iki siapkan")
    return pelaku


def _upgrade() -> None:
    """Bring the database to the newest schema, if it is behind."""
    kini, terbaru = find_skema()
    if kini == terbaru:
        return
    # Takes 15 MB for as long as the process lives.
    from flask_migrate import upgrade

    init_migrate(current_app)
    upgrade()


def prepare(sandi: str | None = None) -> list[str]:
    """Bring the database to the newest schema and the instance to a usable state."""
    _upgrade()
    kalimat = create_instance(Path(current_app.instance_path), sandi).kalimat + _sweep()
    db.session.rollback()
    return kalimat


def _sweep() -> list[str]:
    """Remove what uploads left behind that never became evidence, a day old or older."""
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    dibuang = simpanan.sapu(list_sha256(), jam.now() - timedelta(days=1))
    return [f"{len(dibuang)} berkas unggahan yang tidak jadi dipakai dibuang."] if dibuang else []


@iki.command("siapkan")
@_kalimat
def siapkan() -> None:
    """Siapkan database, edisi 2021, periode tahun ini, dan akun awal."""
    with hold_instance(current_app.config["IKI"]):
        for kalimat in prepare():
            click.echo(kalimat)


@iki.command("sandi")
@click.argument("nama")
@click.option("--tetap", is_flag=True, help="Tidak wajib diganti saat masuk pertama.")
@_kalimat
def sandi(nama: str, tetap: bool) -> None:
    """Atur sandi akun NAMA; sandi dibaca dari terminal atau masukan standar."""
    if sys.stdin.isatty():
        baru = click.prompt("Sandi baru", hide_input=True, confirmation_prompt="Ulangi sandi")
    else:
        baru = sys.stdin.readline().rstrip("\r\n")
    set_sandi(_sistem(), nama.strip().lower(), baru, tetap)
    click.echo(f"Sandi akun {nama} sudah diatur.")


@iki.command("muat-sk")
@click.argument("berkas", type=click.Path(path_type=Path))
@_kalimat
def muat_sk(berkas: Path) -> None:
    """Muat satu edisi Keputusan dari BERKAS; memuat ulang tidak mengubah apa pun."""
    laporan = create_keputusan(_sistem(), berkas)
    click.echo(laporan.kalimat)
    for baris in laporan.catatan:
        click.echo(baris)


@iki.command("tahun-buka")
@click.argument("tahun", type=int)
@_kalimat
def tahun_buka(tahun: int) -> None:
    """Buat semua periode TAHUN."""
    jumlah = open_tahun(_sistem(), tahun)
    click.echo(f"{jumlah} periode tahun {tahun} dibuat." if jumlah else "Semua periode sudah ada.")


@iki.command("periksa")
@_kalimat
def periksa() -> None:
    """Periksa rantai jejak, keadaan entri, dokumen terbit, dan berkas bukti."""
    rusak = find_kerusakan(
        _sistem(), current_app.config["IKI_KUNCI_JEJAK"], current_app.extensions["iki_simpanan"]
    )
    for kalimat in rusak:
        click.echo(kalimat, err=True)
    if rusak:
        sys.exit(1)
    click.echo(
        "Jejak utuh; entri dan dokumen terbit cocok; semua berkas bukti ada dan tidak berubah."
    )


@iki.command("contoh")
@_kalimat
def contoh() -> None:
    """Isi instance kosong dengan setahun data contoh (untuk dicoba, bukan untuk dipakai)."""
    with hold_instance(current_app.config["IKI"]):
        _fill_contoh()


def _fill_contoh() -> None:
    from iki_web.actions import contoh as aksi

    sandi_demo = current_app.config["IKI_SANDI_DEMO"]
    penanda = Path(current_app.instance_path) / "DEMO"
    _upgrade()
    if not penanda.exists():
        if aksi.count_pemakaian():
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


def init_cli(app: Flask) -> None:
    """Register the commands, for a `flask` command also those of the migrations."""
    app.cli.add_command(iki)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        init_migrate(app)
