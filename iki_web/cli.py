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
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from iki_web.actions.instance import count_pemakaian, create_instance, find_sistem
from iki_web.actions.keputusan import create_keputusan
from iki_web.actions.periksa import Selesai, record_keadaan, record_periksa, run_periksa
from iki_web.actions.periode import open_tahun
from iki_web.actions.sandi import set_sandi
from iki_web.config import Setelan
from iki_web.extensions import db, find_skema, init_migrate, jam, upgrade_skema
from iki_web.queries.bukti import list_sha256
from iki_web.queries.periksa import find_kode
from iki_web.rules.bilangan import format_ukuran, format_waktu
from iki_web.rules.cadangan import format_isi
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.jejak import parse_kode
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import Cara
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
    if kini != terbaru:
        upgrade_skema()


def prepare(sandi: str | None = None) -> list[str]:
    """Bring the database to the newest schema and the instance to a usable state.

    Raises Ditolak where the disk or the database does not let it.
    """
    try:
        _upgrade()
        kalimat = create_instance(Path(current_app.instance_path), sandi).kalimat + _sweep()
        record_keadaan(_sistem())
        db.session.rollback()
    except (OSError, OperationalError) as galat:
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
@_kalimat
def siapkan() -> None:
    """Siapkan database, edisi 2021, periode tahun ini, dan akun awal."""
    with hold_instance(current_app.config["IKI"]):
        for kalimat in prepare():
            click.echo(kalimat)


def _read_sandi(tanya: str, **pilihan: Any) -> str:
    """Read a secret from the terminal, from standard input where that is none."""
    if sys.stdin.isatty():
        return str(click.prompt(tanya, hide_input=True, **pilihan))
    return sys.stdin.readline().rstrip("\r\n")


@iki.command("sandi")
@click.argument("nama")
@click.option("--tetap", is_flag=True, help="Tidak wajib diganti saat masuk pertama.")
@_kalimat
def sandi(nama: str, tetap: bool) -> None:
    """Atur sandi akun NAMA; sandi dibaca dari terminal atau masukan standar."""
    baru = _read_sandi("Sandi baru", confirmation_prompt="Ulangi sandi")
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
@click.option("--kode", help="Periksa satu kode jangkar, misalnya J-1234-AB12CD34.")
@_kalimat
def periksa(kode: str | None) -> None:
    """Periksa jejak, isi semua tabel, berkas bukti, dan jangkar; hasilnya dicatat."""
    pelaku = _sistem()
    if kode is not None:
        click.echo(_check_kode(pelaku, kode))
        return
    selesai = run_periksa(pelaku)
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


@iki.command("cadangkan")
@click.argument("folder", type=click.Path(path_type=Path))
@_kalimat
def cadangkan(folder: Path) -> None:
    """Buat satu berkas cadangan di FOLDER, lalu baca kembali dan periksa seluruh isinya."""
    from iki_web.actions.cadangan import create_cadangan

    jadi = create_cadangan(_sistem(), folder.resolve())
    click.echo(f"Cadangan dibuat: {jadi.path} ({format_ukuran(jadi.ukuran)}).")
    click.echo(f"Isinya: {format_isi(jadi.manifes)}.")
    click.echo(f"SHA-256: {jadi.sha256}")
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
@_kalimat
def pulihkan(berkas: Path, timpa: bool, meski_rusak: bool) -> None:
    """Pulihkan seluruh instance dari BERKAS; kata sandinya dibaca bila diperlukan."""
    from iki_web.actions.cadangan import restore_cadangan
    from iki_web.storage.galat import SandiCadanganSalah

    pilihan = {"timpa": timpa, "meski_rusak": meski_rusak}
    try:
        hasil = restore_cadangan(berkas, **pilihan)
    except SandiCadanganSalah:
        hasil = restore_cadangan(berkas, _read_sandi("Kata sandi cadangan"), **pilihan)
    for kalimat in hasil.catatan:
        click.echo(kalimat, err=True)
    click.echo(f"Dipulihkan: {format_isi(hasil.manifes)}.")
    if hasil.pengaman:
        click.echo(f"Isi sebelumnya disimpan di {hasil.pengaman}.")
    click.echo("Jejak, entri, dan berkas bukti sudah diperiksa. Semua orang harus masuk lagi.")


@iki.command("tls")
@click.argument("nama", nargs=-1)
@click.option("--induk-baru", is_flag=True, help="Ganti sertifikat induk; dipercayai ulang.")
@_kalimat
def tls(nama: tuple[str, ...], induk_baru: bool) -> None:
    """Buat atau perbarui sertifikat https, juga untuk NAMA atau alamat lain komputer ini."""
    from iki_web.tls import create_sertifikat

    for baris in create_sertifikat(current_app.config["IKI"], nama, jam.now(), induk_baru):
        click.echo(baris)


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
        if count_pemakaian():
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
