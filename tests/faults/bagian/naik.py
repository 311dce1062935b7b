"""Upgrades from every older schema with data: killed in the middle, failing, refused."""

import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from iki_web.config import AKAR
from iki_web.extensions import db, init_migrate, jam
from tests.faults.alat import Hasil, Takar
from tests.faults.kantor import buka, periksa, salin, siapkan
from tests.faults.pekerja import Kantor
from tests.faults.pelayan import SABAR, Pelayan
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.keadaan import Keadaan, ambil_keadaan

_JALUR = 2
_ENTRI = (
    ("DISETUJUI", "staf-umum-1", 1),
    ("DIAJUKAN", "staf-umum-1", 2),
    ("DIKEMBALIKAN", "staf-pmd-1", 1),
    ("DRAF", "staf-keuangan-1", 1),
)


@dataclass
class Lama:
    """An instance as an older version left it, and what it is once it has been upgraded."""

    skema: str
    instance: Path
    harap: Keadaan
    #: Seconds from the copy to the answer, where nobody disturbs it.
    lama: float


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Kill upgrades and look at what the next start makes of it; then two that must be refused."""
    siapkan()
    acak = random.Random(benih := random.SystemRandom().randrange(2**32))
    revisi = [
        r.revision for r in ScriptDirectory(str(AKAR / "iki_web/migrations")).walk_revisions()
    ]
    skema = revisi[1:] if takar.penuh else revisi[1:2]
    dunia = [_susun(folder / satu, satu) for satu in skema]
    seskema = -(-takar.kali(50, 1) // len(dunia))
    for lama in dunia:
        benih_nya = [acak.randrange(2**32) for _ in range(seskema)]
        with ThreadPoolExecutor(_JALUR) as kerja:
            hasil = list(kerja.map(lambda b, satu=lama: _bunuh(satu, b), benih_nya))
        rusak = [f"seed {benih}: {satu}" for _, salah in hasil for satu in salah]
        saat = Counter(kapan for kapan, _ in hasil)
        kata = ", ".join(f"{n} {kapan}" for kapan, n in sorted(saat.items()))
        nama = f"killed in the upgrade from {lama.skema}"
        yield Hasil(nama, len(hasil), seskema, rusak, kata)
    if takar.penuh:
        gagal = [salah for lama in dunia if (salah := _gagal(lama, acak)) is not None]
        rusak = [f"seed {benih}: {satu}" for salah in gagal for satu in salah]
        yield Hasil("upgrade that fails, then one that does not", len(gagal), len(gagal), rusak)
    yield Hasil("newer database refused", 1, 1, _lebih_baru(dunia[0], revisi[0]))


def _susun(folder: Path, skema: str) -> Lama:
    """Make an office with entries and take its schema back."""
    folder.mkdir()
    instance = salin(folder)
    with buka(instance) as app:
        for status, indikator, ke in _ENTRI:
            PembuatEntri(app)(status, indikator, f"{jam.today().year}-TW{ke}")
        with app.app_context():
            init_migrate(app)
            command.downgrade(app.extensions["migrate"].migrate.get_config(), skema)
    baru = Path(shutil.copytree(instance, folder / "baru"))
    pelayan = Pelayan(baru)
    try:
        _tunggu_salinan(baru, pelayan)
        mulai = time.monotonic()
        pelayan.tunggu()
        lama = time.monotonic() - mulai
    finally:
        pelayan.bunuh()
    with buka(baru) as app:
        return Lama(skema, instance, ambil_keadaan(app), lama)


def _tunggu_salinan(instance: Path, pelayan: Pelayan) -> None:
    """Wait until the old database is being copied: the upgrade has begun."""
    batas = time.monotonic() + SABAR
    while not (instance / "sebelum-naik").exists():
        if pelayan.proses.poll() is not None or time.monotonic() > batas:
            raise RuntimeError(f"no upgrade begins: {pelayan.baca_log()[-500:]}")
        time.sleep(0.001)


def _bunuh(lama: Lama, benih: int) -> tuple[str, list[str]]:
    """Kill one upgrade; returns how far it was, and what is wrong after the next start."""
    acak = random.Random(benih)
    folder = lama.instance.parent / f"bunuh-{benih}"
    folder.mkdir()
    instance = Path(shutil.copytree(lama.instance, folder / "instance"))
    pelayan = Pelayan(instance)
    try:
        _tunggu_salinan(instance, pelayan)
        time.sleep(acak.uniform(0, lama.lama))
    finally:
        pelayan.bunuh()
    kapan = _lihat(instance, lama.skema)
    pelayan = Pelayan(instance)
    try:
        pelayan.tunggu()
        rusak = _banding(instance, lama)
    except RuntimeError as galat:
        rusak = [str(galat)]
    finally:
        pelayan.bunuh()
    shutil.rmtree(folder)
    return kapan, [f"from {lama.skema}, killed {kapan}: {satu}" for satu in rusak]


def _lihat(instance: Path, skema: str) -> str:
    """Say how far an upgrade had come; a copy is looked at, the database itself is left alone."""
    lihat = instance.parent / "lihat"
    shutil.copytree(instance, lihat)
    with closing(sqlite3.connect(lihat / "iki.db")) as koneksi:
        (kini,) = koneksi.execute("SELECT version_num FROM alembic_version").fetchone()
    if kini != skema:
        return "after it"
    return "while changing" if list((lihat / "sebelum-naik").glob("*.db")) else "while copying"


def _banding(instance: Path, lama: Lama) -> list[str]:
    """Return what differs from an upgrade nobody disturbed, and what the check finds."""
    with buka(instance) as app:
        ada = ambil_keadaan(app)
        rusak = [f"{tabel} differs" for tabel, isi in lama.harap.items() if ada[tabel] != isi]
        kantor = Kantor(jam.today().year, random.Random(0))
        with app.app_context():
            db.session.rollback()
        return rusak + [satu for satu in periksa(app, kantor) if "instead of" not in satu]


def _isi(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "iki.db")) as koneksi:
        return list(koneksi.iterdump())


def _halangi(basis: Path, harap: Keadaan, acak: random.Random) -> str:
    """Stand in the way of a table of the new schema; returns its name, "" where there is none."""
    with closing(sqlite3.connect(basis)) as koneksi, koneksi:
        ada = {nama for (nama,) in koneksi.execute("SELECT name FROM sqlite_master")}
        baru = [nama for nama in harap if nama not in ada and nama.isidentifier()]
        if not baru:
            return ""
        nama = acak.choice(baru)
        koneksi.execute(f"CREATE TABLE {nama} (a)")
    return nama


def _gagal(lama: Lama, acak: random.Random) -> list[str] | None:
    """Have an upgrade fail for a name that is taken, then take the obstacle away.

    None where the new schema has no table that could be stood in the way of.
    """
    instance = Path(shutil.copytree(lama.instance, lama.instance.parent / "gagal"))
    nama = _halangi(instance / "iki.db", lama.harap, acak)
    if not nama:
        return None
    awal, rusak = _isi(instance), []
    kode, kata = Pelayan(instance).coba()
    if kode != 1 or "versi lama aplikasi tetap dapat" not in kata:
        rusak.append(f"{lama.skema}, {nama}: {kode}: {kata[-300:]}")
    if _isi(instance) != awal:
        rusak.append(f"{lama.skema}, {nama}: the old database was changed")
    with closing(sqlite3.connect(instance / "iki.db")) as koneksi:
        koneksi.execute(f"DROP TABLE {nama}")
    pelayan = Pelayan(instance)
    try:
        pelayan.tunggu()
        return rusak + _banding(instance, lama)
    finally:
        pelayan.bunuh()


def _lebih_baru(lama: Lama, terbaru: str) -> list[str]:
    """Start on a database of a later version: one sentence, and not a byte changed."""
    instance = Path(shutil.copytree(lama.instance.parent / "baru", lama.instance.parent / "nanti"))
    with closing(sqlite3.connect(instance / "iki.db")) as koneksi, koneksi:
        koneksi.execute("UPDATE alembic_version SET version_num = ?", (f"{int(terbaru) + 1:03}",))
    awal = _isi(instance)
    kode, kata = Pelayan(instance).coba()
    if kode != 1 or "lebih baru daripada aplikasi" not in kata:
        return [f"ends with {kode}: {kata[-300:]}"]
    return [] if _isi(instance) == awal else ["the database was changed"]
