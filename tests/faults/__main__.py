"""Run the parts named on the command line (all without), and print one table."""

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.faults.alat import Hasil, Takar, cetak
from tests.faults.bagian import list_bagian, load

#: What these ask has nothing to do with the disk: in memory, where the Makefile finds enough of it.
_TANPA_DISK = {"acak", "akses", "berkas", "pemindai", "rusak", "sisipan", "tenggat"}
_INGATAN = os.environ.get("IKI_INGATAN")


def _kepala(detik: float, penuh: bool) -> str:
    """Return when, on what and how long this ran."""
    return (
        f"IKI Web faults{'' if penuh else ' (short)'}, {datetime.now():%Y-%m-%d %H:%M}, "
        f"{platform.platform(terse=True)}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {detik:.0f} s"
    )


def main() -> None:
    """Do what is named, part by part; exit non-zero where something did not hold."""
    urai = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    urai.add_argument("bagian", nargs="*", help=f"parts: {', '.join(list_bagian())}")
    urai.add_argument("--singkat", action="store_true", help="the short version of each")
    pilih = urai.parse_args()
    if asing := set(pilih.bagian) - set(list_bagian()):
        urai.error(f"no such part: {', '.join(sorted(asing))}")
    takar, awal = Takar(penuh=not pilih.singkat), time.monotonic()
    hasil: list[Hasil] = []
    for nama in pilih.bagian or list_bagian():
        mulai = time.monotonic()
        dasar = _INGATAN if nama in _TANPA_DISK else None
        with tempfile.TemporaryDirectory(prefix=f"iki-faults-{nama}-", dir=dasar) as folder:
            for satu in load(nama)(takar, Path(folder)):
                hasil.append(satu)
                print(f"  {satu.apa}: {satu.kali:,}, did not hold: {len(satu.rusak)}", flush=True)
        print(f"{nama}: {time.monotonic() - mulai:.0f} s", flush=True)
    utuh = cetak(_kepala(time.monotonic() - awal, takar.penuh), hasil, takar.penuh)
    sys.exit(0 if utuh else 1)


if __name__ == "__main__":
    main()
