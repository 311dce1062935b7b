"""Kill -9 in the middle of backup and restore: no torn backup counts, live data is old or new."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.alat import Hasil, Takar
from tests.faults.cadangan import KERJA, Panggung, lakukan, lihat, siapkan, ulangi

PENUH, SINGKAT = 50, 1


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Kill each work at random moments, and before random steps of it."""
    panggung = siapkan(folder)
    for kerja in KERJA:
        yield _bunuh(panggung, kerja, takar.kali(PENUH, SINGKAT))


def _bunuh(panggung: Panggung, kerja: str, kali: int) -> Hasil:
    """Do the work once in peace, to know its steps and its time, then kill it again and again."""
    ulangi(panggung)
    langkah, lama = lakukan(panggung, kerja)
    selesai = "old" if kerja == "backup" else "new"
    hasil = Hasil(f"kill -9 in a {kerja}", 0, kali)
    hasil.rusak += [f"unkilled: {satu}" for satu in _nilai(panggung, {selesai})[1]]
    cacah: Counter[str] = Counter()
    for nomor in range(kali):
        acak = random.Random(f"{kerja} {nomor}")
        cara = {"langkah": acak.randint(1, langkah)}
        if nomor % 2:
            cara = {"detik": acak.uniform(0, lama)}
        ulangi(panggung)
        mati = lakukan(panggung, kerja, **cara)[0] == 0
        keadaan, rusak = _nilai(panggung, {"old", selesai} if mati else {selesai})
        hasil.rusak += [f"round {nomor} ({cara}): {satu}" for satu in rusak]
        hasil.kali += 1
        cacah[keadaan if mati else "finished first"] += 1
    hasil.keterangan = ", ".join(f"{n} {apa}" for apa, n in sorted(cacah.items()))
    return hasil


def _nilai(panggung: Panggung, boleh: set[str]) -> tuple[str, list[str]]:
    keadaan, rusak = lihat(panggung)
    return keadaan, rusak if keadaan in boleh else [*rusak, f"the office is {keadaan}"]
