"""Run the parts named on the command line (all without), and print one table."""

import argparse
import logging
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench import beban, bundel, dokumen, halaman, mulai, tulis, tumbuh
from tests.bench.alat import Baris, cetak
from tests.bench.bangku import Bangku
from tests.bench.dunia import hentikan_jam

Bagian = Callable[[Bangku], Iterator[Baris]]

BAGIAN: dict[str, Bagian] = {
    "rekap": halaman.ukur_rekap,
    "halaman": halaman.ukur_halaman,
    "sebanding": halaman.ukur_sebanding,
    "pernyataan": halaman.ukur_pernyataan,
    "bobot": halaman.ukur_bobot,
    "setujui": tulis.ukur_setujui,
    "ajukan": tulis.ukur_ajukan,
    "dokumen": dokumen.ukur_dokumen,
    "laju": beban.ukur_laju,
    "penulis": beban.ukur_penulis,
    "unggah": beban.ukur_unggah,
    "bundel": bundel.ukur_bundel,
    "tumbuh": tumbuh.ukur_tumbuh,
    "mulai": mulai.ukur_mulai,
}


def _kepala(detik: float) -> str:
    """Return when and on what this was measured."""
    return (
        f"IKI Web bench, {datetime.now():%Y-%m-%d %H:%M}, {platform.platform(terse=True)}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Flask {version('flask')}, SQLAlchemy {version('sqlalchemy')}, {detik:.0f} s\n"
        "raw = bare Flask + sqlite3 + string formatting over the same rows, in the same run; "
        "CPU is the median\nof interleaved calls of the whole WSGI request; the peer is a "
        "plain Django app over a copy of the rows."
    )


def main() -> None:
    """Measure and print."""
    urai = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    urai.add_argument("bagian", nargs="*", help=f"parts: {', '.join(BAGIAN)} (all without)")
    pilih = urai.parse_args().bagian or list(BAGIAN)
    if asing := set(pilih) - set(BAGIAN):
        urai.error(f"no such part: {', '.join(sorted(asing))}")
    logging.disable(logging.CRITICAL)
    hentikan_jam()
    awal = time.monotonic()
    baris: list[Baris] = []
    with tempfile.TemporaryDirectory(prefix="iki-bench-") as folder:
        bangku = Bangku(Path(folder))
        for nama in pilih:
            mulai_bagian = time.monotonic()
            baris += BAGIAN[nama](bangku)
            print(f"{nama}: {time.monotonic() - mulai_bagian:.0f} s", flush=True)
        bangku.tutup()
    cetak(_kepala(time.monotonic() - awal), baris)


if __name__ == "__main__":
    main()
