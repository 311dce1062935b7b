"""Importing 5,000 rows: reading, preview, applying, timed (`python -m tests.bench.impor`)."""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert, select

from iki_web.actions.impor import approve_impor, create_impor
from iki_web.extensions import db
from iki_web.models import Indikator, Pegawai
from iki_web.queries.impor import find_pratinjau
from iki_web.rules.impor import JenisImpor
from tests.bench.dunia import Dunia
from tests.pendukung.impor import build_berkas
from tests.pendukung.orang import buat_pelaku

BARIS = 5_000
JABATAN = ("camat", "sekretaris", "kasubbag-umum", "kasi-trantib", "kasi-pmd")
R = TypeVar("R")


def _ukur(apa: str, kerja: Callable[[], R]) -> R:
    mulai = time.perf_counter()
    hasil = kerja()
    sys.stdout.write(f"{apa:<44}{time.perf_counter() - mulai:6.2f} s\n")
    return hasil


def _tanam(dunia: Dunia) -> list[str]:
    """Plant 5,000 people and enough indicators behind the app's back; returns codes."""
    with dunia.app.app_context(), db.engine.connect() as koneksi:
        koneksi = koneksi.execution_options(iki_tulis=True)
        tabel = Pegawai.__table__
        satu = dict(koneksi.execute(select(tabel).limit(1)).mappings().one())
        nomor = range(1, BARIS + 1)
        orang = [
            satu
            | {"id": 10_000 + n, "nama": f"Orang {n}", "nip": None, "nama_pengguna": f"orang-{n}"}
            for n in nomor
        ]
        koneksi.execute(insert(tabel), [o | {"pengelola": False} for o in orang])
        tabel = Indikator.__table__
        asal = dict(koneksi.execute(select(tabel).limit(1)).mappings().one())
        banyak = [asal | {"id": 10_000 + n, "kode": f"BANGKU-{n}"} for n in range(1, 501)]
        koneksi.execute(insert(tabel), banyak)
        koneksi.exec_driver_sql("UPDATE kantor SET versi_acuan = versi_acuan + 1")
        koneksi.commit()
    return [f"BANGKU-{n}" for n in range(1, 501)]


def _jalankan(dunia: Dunia, jenis: JenisImpor, baris: list[list[Any]]) -> None:
    isi = build_berkas(jenis, baris)
    pelaku = buat_pelaku(dunia.app, "pengelola")
    with dunia.app.app_context():
        apa = f"{jenis.value.lower()}, {len(baris)} baris"
        nomor = _ukur(
            f"{apa}: baca dan simpan",
            lambda: create_impor(pelaku, jenis, "a.xlsx", BytesIO(isi)),
        )
        lihat = _ukur(f"{apa}: pratinjau", lambda: find_pratinjau(pelaku, nomor))
        sys.stdout.write(f"  { ({k.value: n for k, n in lihat.jumlah.items()}) }\n")
        _ukur(f"{apa}: terapkan", lambda: approve_impor(pelaku, nomor, 1, lihat.tanda))


def _build_tugas() -> list[list[Any]]:
    """Return a day in office for each of 5,000 people, position by position."""
    awal, hasil = date(2010, 1, 1), []
    for n in range(BARIS):
        hari = (awal + timedelta(days=n // len(JABATAN))).isoformat()
        kode = JABATAN[n % len(JABATAN)]
        hasil.append([f"orang-{n + 1}", kode, "DEFINITIF", hari, hari, f"800/{n}", hari])
    return hasil


def main() -> None:
    """Run on a throw-away instance."""
    with tempfile.TemporaryDirectory() as folder:
        dunia = Dunia(Path(folder) / "dunia", contoh=False)
        kode = _tanam(dunia)
        tahun = range(2016, 2026)
        _jalankan(dunia, JenisImpor.HASIL, [[k, t, 8, 9] for t in tahun for k in kode])
        _jalankan(dunia, JenisImpor.HASIL, [[k, t, 7, 9] for t in tahun for k in kode])
        orang = [[f"Orang {n}", "", "Penata", f"orang-{n}", ""] for n in range(1, BARIS + 1)]
        _jalankan(dunia, JenisImpor.PEGAWAI, orang)
        _jalankan(dunia, JenisImpor.PEGAWAI, [[f"Baru {n}"] for n in range(200)])
        _jalankan(dunia, JenisImpor.PENUGASAN, _build_tugas())
        target = [[k, t, "", 90, ""] for t in (2026, 2027) for k in kode]
        _jalankan(dunia, JenisImpor.TARGET, target)
        dunia.tutup()


if __name__ == "__main__":
    main()
