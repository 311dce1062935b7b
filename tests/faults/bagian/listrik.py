"""Power cuts: a server's writes are recorded, then whatever was not synced at a cut is lost."""

import random
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psutil

from iki_web.cli import prepare
from iki_web.extensions import db, jam
from tests.faults.alat import Hasil, Takar
from tests.faults.cakram import Cakram, Sisa
from tests.faults.kantor import baca_awal, buka, periksa, salin, siapkan
from tests.faults.pekerja import Entri, Kantor
from tests.faults.pelayan import Pelayan
from tests.faults.rekaman import Langkah, baca, build_awalan

_SESI = 4
_RAGAM = (*[Sisa.TIDAK] * 5, *[Sisa.SEBAGIAN] * 4, Sisa.SEMUA)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Cut the power under four people at work, and while an empty instance is prepared."""
    benih = random.SystemRandom().randrange(2**32)
    acak = random.Random(benih)
    siapkan()
    banyak, sesi = takar.kali(100, 3), takar.kali(_SESI, 1)
    rusak, tindakan = [], 0
    for nomor in range(sesi):
        tempat = folder / str(nomor)
        tempat.mkdir()
        kantor, langkah = _rekam_kerja(tempat, acak, takar.kali(4, 1))
        tindakan += len(kantor.riwayat)
        rusak += kantor.ditolak + _potong_kerja(tempat, kantor, langkah, acak, banyak // sesi)
    rusak = [f"seed {benih}: {satu}" for satu in rusak]
    kata = f"{tindakan} acts answered; nothing, any part or all of what was unsynced survives"
    yield Hasil("power cut under four clients", banyak // sesi * sesi, banyak, rusak, kata)
    mulai = takar.kali(30, 2)
    rusak = [f"seed {benih}: {satu}" for satu in _potong_mulai(folder / "awal", acak, mulai)]
    yield Hasil("power cut in the first start", mulai, mulai, rusak)


def _rekam(folder: Path) -> tuple[Pelayan, Path]:
    rekaman = folder / "rekaman.txt"
    return Pelayan(folder / "instance", build_awalan(rekaman)), rekaman


def _akhiri(pelayan: Pelayan) -> None:
    """Kill the server alone: its recorder still has to write what it saw."""
    for anak in psutil.Process(pelayan.proses.pid).children():
        anak.kill()
    pelayan.proses.wait()


def _rekam_kerja(folder: Path, acak: random.Random, lama: float) -> tuple[Kantor, list[Langkah]]:
    """Have the four work under the recorder; returns what they were promised and what was done."""
    instance = salin(folder)
    shutil.copytree(instance, folder / "semula")
    kantor = Kantor(jam.today().year, acak)
    pelayan, rekaman = _rekam(folder)
    try:
        pelayan.tunggu()
        kantor.buka(pelayan.port)
        berhenti = threading.Event()
        benang = kantor.kerja(pelayan.port, berhenti)
        time.sleep(lama)
        berhenti.set()
        for satu in benang:
            satu.join()
    finally:
        _akhiri(pelayan)
    langkah = baca(rekaman, instance)
    rekaman.unlink()
    return kantor, langkah


def _list_potongan(
    folder: Path, cakram: Cakram, langkah: list[Langkah], acak: random.Random, banyak: int
) -> Iterator[tuple[Path, int, str]]:
    """Yield the folder after each of some cuts, the place of the cut, and its name.

    Half of them fall just when something has been said to a client: then it must be true.
    """
    kata = [n for n, satu in enumerate(langkah) if satu.apa == "jawab"]
    saat = [
        acak.choice(kata) if kata and acak.random() < 0.5 else acak.randrange(len(langkah))
        for _ in range(banyak)
    ]
    sampai = 0
    for nomor, potong in enumerate(sorted(saat)):
        cakram.jalankan(langkah[sampai : potong + 1])
        sampai = potong + 1
        tujuan, sisa = folder / f"potong-{nomor}", acak.choice(_RAGAM)
        cakram.tulis(tujuan, sisa, acak)
        yield tujuan, langkah[potong].saat, f"step {potong} of {len(langkah)}, {sisa.value}"
        shutil.rmtree(tujuan)


def _potong_kerja(
    folder: Path, kantor: Kantor, langkah: list[Langkah], acak: random.Random, banyak: int
) -> list[str]:
    """Return what was promised before a cut and is not there after it."""
    jawab: dict[str, list[int]] = defaultdict(list)
    for satu in langkah:
        if satu.apa == "jawab" and satu.letak == 303:
            jawab[satu.lain].append(satu.saat)
    janji = [(jawab[str(pintu)].pop(0), isi) for pintu, isi in kantor.riwayat]
    rusak = []
    cakram = Cakram(folder / "semula")
    for tempat, saat, nama in _list_potongan(folder, cakram, langkah, acak, banyak):
        rusak += [f"{nama}: {satu}" for satu in _nilai(tempat, _pada(kantor.tahun, janji, saat))]
    return rusak


def _pada(tahun: int, janji: list[tuple[int, Entri | str]], saat: int) -> Kantor:
    """Return what had been promised at an instant, and what was under way."""
    kantor = Kantor(tahun, random.Random(0))
    peta = {(e.indikator, e.kode): e for e in kantor.entri}
    for kapan, isi in janji:
        if isinstance(isi, str):
            (kantor.masuk if kapan <= saat else kantor.masuk_tunggu)[isi] += 1
            continue
        entri = peta[isi.indikator, isi.kode]
        if kapan <= saat:
            entri.terima(isi)
        elif entri.tunggu is None:
            entri.tunggu = isi
    return kantor


def _nilai(instance: Path, kantor: Kantor | None) -> list[str]:
    """Start on what the cut left, and look at it."""
    try:
        with buka(instance) as app:
            with app.app_context():
                prepare()
                db.session.rollback()
            return periksa(app, kantor or Kantor(jam.today().year, random.Random(0)))
    except Exception as galat:
        return [f"does not start: {galat!r}"[:400]]


def _potong_mulai(folder: Path, acak: random.Random, banyak: int) -> list[str]:
    """Return what is wrong after a cut in the very first start, seen from the next one."""
    folder.mkdir()
    (folder / "instance").mkdir()
    pelayan, rekaman = _rekam(folder)
    try:
        pelayan.tunggu()
    finally:
        _akhiri(pelayan)
    langkah = baca(rekaman, folder / "instance")
    rusak = []
    for tempat, _, nama in _list_potongan(folder, Cakram(None), langkah, acak, banyak):
        salah = _nilai(tempat, None) or baca_awal(tempat)
        rusak += [f"{nama}: {satu}" for satu in salah]
    return rusak
