"""Cold start to the first page, and memory, against a bare `import flask`."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.alat import Baris
from tests.bench.bangku import Bangku

_FLASK = "import flask"
_APP = "import wsgi; assert wsgi.app.test_client().get('/masuk').status_code == 200"


#: Python keeps what it compiles, as it does in an office, whatever is set where this is measured.
_TANPA = ("IKI_", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


def _jalankan(perintah: str, bangku: Bangku) -> tuple[float, float]:
    """Return CPU and elapsed milliseconds of a Python process."""
    env = {n: v for n, v in os.environ.items() if not n.startswith(_TANPA)}
    env |= {"IKI_INSTANCE": str(bangku.dunia.folder)}
    env |= {"PYTHONPYCACHEPREFIX": str(bangku.folder / "terkompilasi")}
    awal, jam = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", perintah], check=True, env=env)
    akhir = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = akhir.ru_utime + akhir.ru_stime - awal.ru_utime - awal.ru_stime
    return cpu * 1e3, (time.perf_counter() - jam) * 1e3


def ukur_mulai(bangku: Bangku) -> Iterator[Baris]:
    """Process start to the first page of a prepared instance, not the very first."""
    for perintah in (_FLASK, _APP):
        _jalankan(perintah, bangku)
    flask, app = [], []
    for _ in range(5):
        flask.append(_jalankan(_FLASK, bangku))
        app.append(_jalankan(_APP, bangku))
    (f_cpu, f_jam), (a_cpu, a_jam) = (
        tuple(statistics.median(satu[n] for satu in daftar) for n in (0, 1))
        for daftar in (flask, app)
    )
    kali = a_cpu / f_cpu
    teks = f"{kali:.1f} x ({a_cpu:.0f} : {f_cpu:.0f} ms)"
    yield Baris("cold start to first page, CPU, raw = import flask", teks, "<= 5 x", kali <= 5)
    yield Baris("cold start to first page, elapsed", f"{a_jam:.0f} : {f_jam:.0f} ms")
