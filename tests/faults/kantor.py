"""An office to be hurt: a prepared instance to copy, and what it holds after each blow."""

import atexit
import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from iki_web import create_app
from iki_web.actions import sandi
from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_periode
from iki_web.cli import prepare
from iki_web.extensions import db, jam
from iki_web.models import Bukti, Jejak, Pegawai, Periode, Realisasi
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.periode import StatusPeriode
from iki_web.storage import Simpanan
from tests.faults.pekerja import AKUN, Entri, Kantor
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.sandi import ringankan_sandi


@cache
def siapkan() -> Path:
    """Return an instance in use: passwords of little cost, every period of the year open."""
    folder = Path(tempfile.mkdtemp(prefix="iki-faults-kantor-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    instance = folder / "instance"
    app = buat_app({"IKI_INSTANCE": str(instance)})
    with pytest.MonkeyPatch.context() as tambal, app.app_context():
        ringankan_sandi(tambal)
        prepare(SANDI)
        sistem = find_sistem()
        assert sistem is not None
        belum = select(Periode.kode, Periode.versi).where(
            Periode.status == StatusPeriode.BELUM_DIBUKA
        )
        for kode, versi in db.session.execute(belum.order_by(Periode.kode)).all():
            open_periode(sistem, kode, versi, f"{jam.today().year + 1}-01-14", "")
    tutup(app)
    return instance


def salin(folder: Path) -> Path:
    """Return a copy of the prepared instance in a folder."""
    return Path(shutil.copytree(siapkan(), folder / "instance"))


@contextmanager
def buka(instance: Path) -> Iterator[Flask]:
    """Give the app of an instance, for looking at it from outside the server."""
    app = create_app({"IKI_INSTANCE": str(instance)}, TESTING=True)
    try:
        yield app
    finally:
        tutup(app)


def periksa(app: Flask, kantor: Kantor) -> list[str]:
    """Return what does not hold: damage of any kind, and every promise that was not kept.

    What is found is what the people of the office go on from.
    """
    with app.app_context():
        sistem = find_sistem()
        assert sistem is not None
        simpanan: Simpanan = app.extensions["iki_simpanan"]
        rusak = find_kerusakan(sistem, app.config["IKI_KUNCI_JEJAK"], simpanan)
        isi = _baca_entri()
        for entri in kantor.entri:
            ada = isi.get((entri.indikator, entri.kode), Entri(entri.indikator, entri.kode))
            rusak += entri.banding(ada)
        masuk = _hitung_masuk()
        db.session.rollback()
    for nama, janji in kantor.masuk.items():
        if not janji <= masuk[nama] <= janji + kantor.masuk_tunggu[nama]:
            rusak.append(f"{nama}: {janji} sign-ins answered, {masuk[nama]} in the trail")
    kantor.masuk = Counter({nama: masuk[nama] for nama in AKUN})
    kantor.masuk_tunggu.clear()
    return rusak


def _baca_entri() -> dict[tuple[int, str], Entri]:
    kolom = (Realisasi.id, Realisasi.indikator_id, Periode.kode, Realisasi.status)
    pilih = select(*kolom, Realisasi.versi, Realisasi.keterangan).join(
        Periode, Periode.id == Realisasi.periode_id
    )
    berkas: dict[int, set[str]] = {}
    for nomor, sidik in db.session.execute(
        select(Bukti.realisasi_id, Bukti.sha256).where(Bukti.dilepas.is_(None))
    ):
        berkas.setdefault(nomor, set()).add(sidik)
    return {
        (indikator, kode): Entri(
            indikator, kode, str(status), versi, teks, frozenset(berkas.get(nomor, ()))
        )
        for nomor, indikator, kode, status, versi, teks in db.session.execute(pilih)
    }


def _hitung_masuk() -> Counter[str]:
    objek = db.session.execute(select(Jejak.objek).where(Jejak.aksi == Peristiwa.MASUK_BERHASIL))
    return Counter(satu.removeprefix("akun:") for satu in objek.scalars())


def baca_awal(instance: Path) -> list[str]:
    """Return whose first password does not open the account it was written for."""
    berkas = instance / "akun-awal.csv"
    if not berkas.exists():
        return ["no first passwords: nobody can sign in"]
    with berkas.open(encoding="utf-8", newline="") as isi:
        kode = {baris["nama_pengguna"]: baris["sandi_awal"] for baris in csv.DictReader(isi)}
    with buka(instance) as app, app.app_context():
        akun = db.session.execute(select(Pegawai.nama_pengguna, Pegawai.sandi_hash)).all()
        db.session.rollback()
    salah = [nama for nama, sidik in akun if not sandi.verify_sandi(sidik, kode.get(nama, ""))]
    return [f"first passwords that open nothing: {', '.join(salah)}"] if salah else []
