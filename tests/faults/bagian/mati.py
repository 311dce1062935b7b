"""kill -9 of the serving process at random moments, under four people at work."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from flask import Flask

from iki_web.extensions import jam
from tests.faults.alat import Hasil, Takar
from tests.faults.kantor import buka, periksa, salin, siapkan
from tests.faults.pekerja import Ditolak, Kantor
from tests.faults.pelayan import Pelayan

#: Cycles on one instance before a fresh one: what is checked after each of them stays small.
_SEINSTANCE = 50
#: Two offices at a time: while one starts, the other works.
_JALUR = 2
_LEKAS = 10.0
_SEHARI_LEBIH = 2 * 86400


@dataclass
class Catatan:
    """What one line of cycles has seen."""

    kali: int = 0
    saat_mulai: int = 0
    tindakan: Counter[str] = field(default_factory=Counter)
    mulai: list[float] = field(default_factory=list)
    disapu: int = 0
    hilang: list[str] = field(default_factory=list)
    lambat: list[str] = field(default_factory=list)
    sisa: list[str] = field(default_factory=list)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Kill, start, look; then see that what was left lying about is swept."""
    banyak, benih = takar.kali(500, 2), random.SystemRandom().randrange(2**32)
    jalur = takar.kali(_JALUR, 1)
    jatah = [banyak // jalur + (n < banyak % jalur) for n in range(jalur)]
    # The short version runs beside other tests, on whatever time they leave.
    lekas = _LEKAS if takar.penuh else 10 * _LEKAS
    siapkan()
    with ThreadPoolExecutor(jalur) as kerja:
        semua = list(
            kerja.map(
                lambda n: _jalur(folder / str(n), jatah[n], random.Random(benih + n), lekas),
                range(jalur),
            )
        )
    tindakan = sum((c.tindakan for c in semua), Counter[str]())
    kali, mulai = sum(c.kali for c in semua), [m for c in semua for m in c.mulai]
    hilang = [f"seed {benih}: {satu}" for c in semua for satu in c.hilang]
    kata = ", ".join(f"{n:,} {aksi}" for aksi, n in sorted(tindakan.items()))
    kata += f"; {sum(c.saat_mulai for c in semua)} more while starting"
    yield Hasil("kill -9 under four clients", kali, banyak, hilang, f"answered: {kata}")
    yield Hasil(
        "start again under 10 s",
        len(mulai),
        banyak,
        [satu for c in semua for satu in c.lambat],
        f"worst {max(mulai, default=0):.1f} s, median {median(mulai or [0]):.1f} s",
    )
    sisa = [satu for c in semua for satu in c.sisa]
    yield Hasil("orphans and temporary files swept", len(semua), 1, sisa, f"{_jumlah(semua)} files")


def _jumlah(semua: list[Catatan]) -> int:
    return sum(c.disapu for c in semua)


def _jalur(folder: Path, banyak: int, acak: random.Random, lekas: float) -> Catatan:
    """Do one line of cycles, a fresh instance now and then."""
    catatan = Catatan()
    while catatan.kali < banyak:
        tempat = folder / str(catatan.kali)
        tempat.mkdir(parents=True)
        instance = salin(tempat)
        sebelum = catatan.kali
        with buka(instance) as app:
            kantor = Kantor(jam.today().year, acak)
            for _ in range(min(_SEINSTANCE, banyak - sebelum)):
                try:
                    _putaran(app, instance, kantor, catatan, lekas)
                except (Ditolak, RuntimeError) as galat:
                    catatan.hilang.append(f"cycle {catatan.kali}: {galat}")
                    return catatan
            catatan.sisa += _sapu(app, instance, kantor, catatan)
        catatan.tindakan += kantor.tindakan
        catatan.hilang += kantor.ditolak
    return catatan


def _putaran(app: Flask, instance: Path, kantor: Kantor, catatan: Catatan, lekas: float) -> None:
    """Start, look at what the last kill left, let them work, kill."""
    if kantor.acak.random() < 0.15:
        setengah = Pelayan(instance)
        time.sleep(kantor.acak.uniform(0.1, 1.5))
        setengah.bunuh()
        catatan.saat_mulai += 1
    pelayan = Pelayan(instance)
    try:
        lama = pelayan.tunggu()
        _nilai(app, kantor, catatan, pelayan, lama, lekas)
        kantor.buka(pelayan.port)
        berhenti = threading.Event()
        benang = kantor.kerja(pelayan.port, berhenti)
        _biarkan(kantor, kantor.acak.randint(0, 15))
    finally:
        pelayan.bunuh()
    berhenti.set()
    for satu in benang:
        satu.join()
    catatan.kali += 1


def _biarkan(kantor: Kantor, tindakan: int) -> None:
    """Let some acts be answered, be the machine quick or slow, and the next ones begin."""
    awal, batas = kantor.tindakan.total(), time.monotonic() + 5
    while kantor.tindakan.total() - awal < tindakan and time.monotonic() < batas:
        time.sleep(0.002)
    time.sleep(kantor.acak.uniform(0, 0.05))


def _nilai(
    app: Flask, kantor: Kantor, catatan: Catatan, pelayan: Pelayan, lama: float, lekas: float
) -> None:
    """Note how the start went and what is there."""
    catatan.mulai.append(lama)
    if lama > lekas:
        catatan.lambat.append(f"cycle {catatan.kali}: {lama:.1f} s")
    catatan.hilang += [f"cycle {catatan.kali}: {satu}" for satu in periksa(app, kantor)]
    if kantor.kue and pelayan.tanya("/", kantor.kue) != 200:
        catatan.hilang.append(f"cycle {catatan.kali}: an answered sign-in is not signed in")


def _sapu(app: Flask, instance: Path, kantor: Kantor, catatan: Catatan) -> list[str]:
    """A day later: a start keeps what is referred to, and nothing else."""
    bukti: Path = app.config["IKI"].bukti
    berkas = [b for b in bukti.rglob("*") if b.is_file()]
    lalu = time.time() - _SEHARI_LEBIH
    for satu in berkas:
        os.utime(satu, (lalu, lalu))
    pelayan = Pelayan(instance)
    try:
        pelayan.tunggu()
    finally:
        pelayan.bunuh()
    rusak = periksa(app, kantor)
    dipakai = {sidik for entri in kantor.entri for sidik in entri.berkas}
    ada = {b.name for b in bukti.rglob("*") if b.is_file()}
    catatan.disapu += len(berkas) - len(ada)
    if "Traceback" in pelayan.baca_log():
        rusak.append(f"the server's log holds a trace: {pelayan.baca_log()[-800:]}")
    return rusak + [f"left lying: {nama}" for nama in sorted(ada - dipakai)]
