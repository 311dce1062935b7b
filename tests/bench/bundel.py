"""A bundle of 2 GB through the real server: memory and time (`python -m tests.bench.bundel`)."""

import argparse
import hashlib
import http.client
import json
import os
import platform
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tests.bench.alat import Baris, cetak, paling
from tests.bench.bangku import Bangku
from tests.bench.dunia import TAHUN, Dunia
from tests.bench.peladen import Peladen, layani

UKURAN = 20 * 1024 * 1024
BATAS_MB = 200
_SISA = 10_000_000
_ZIP = f"/dokumen/bundel/{TAHUN}.zip"
_HALAMAN = f"/dokumen/bundel/{TAHUN}"


def _tanam(dunia: Dunia, jumlah: int) -> int:
    """Give approved entries `jumlah` large files (sparse: no disk is filled); returns the bytes."""
    akar = dunia.app.config["IKI"].bukti
    sidik = [_buat_berkas(akar, nomor) for nomor in range(jumlah)]
    with sqlite3.connect(dunia.basis) as koneksi:
        sah = koneksi.execute(
            "SELECT r.id, r.versi, r.beku, v.isi FROM realisasi r JOIN riwayat v ON "
            "v.realisasi_id = r.id AND v.versi = r.versi WHERE r.status = 'DISETUJUI' "
            "AND r.nihil = 0 ORDER BY r.id"
        ).fetchall()
        for tempat, (nomor, versi, beku, isi) in enumerate(sah):
            baru = sidik[tempat :: len(sah)]
            riwayat, dibekukan = json.loads(isi), json.loads(beku)
            slot = riwayat["bukti"][0]
            berkas = [{"nama": f"pindaian {s[:6]}.pdf", "sha256": s} for s in baru]
            slot["berkas"] = [b | {"ukuran": UKURAN} for b in berkas]
            dibekukan["bukti"] = [b | {"slot": slot["slot"]} for b in berkas]
            teks = json.dumps(dibekukan, ensure_ascii=False)
            koneksi.execute("UPDATE realisasi SET beku = ? WHERE id = ?", (teks, nomor))
            for pemicu in koneksi.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'riwayat'"
            ).fetchall():
                koneksi.execute(f'DROP TRIGGER "{pemicu[0]}"')
            kunci = (json.dumps(riwayat, ensure_ascii=False), nomor, versi)
            koneksi.execute(
                "UPDATE riwayat SET isi = ? WHERE realisasi_id = ? AND versi = ?", kunci
            )
    return jumlah * UKURAN


def _buat_berkas(akar: Path, nomor: int) -> str:
    """Put one sparse file into the store under its own hash."""
    sementara = akar / f"bangku-{nomor}"
    with sementara.open("wb") as berkas:
        berkas.write(b"%%PDF-1.4 %d" % nomor)
        berkas.truncate(UKURAN)
    with sementara.open("rb") as berkas:
        sidik = hashlib.file_digest(berkas, "sha256").hexdigest()
    tujuan = akar / sidik[:2] / sidik[2:4] / sidik
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    os.replace(sementara, tujuan)
    return sidik


class _Pengamat(threading.Thread):
    """Looks at the server's resident memory until told to stop; keeps the highest."""

    def __init__(self, peladen: Peladen) -> None:
        super().__init__(daemon=True)
        self._peladen, self._henti = peladen, threading.Event()
        self.tertinggi = peladen.rss()

    def run(self) -> None:
        """Look twenty times a second."""
        while not self._henti.wait(0.05):
            self.tertinggi = max(self.tertinggi, self._peladen.rss())

    def selesai(self) -> float:
        """Stop; returns the highest figure in MB."""
        self._henti.set()
        self.join()
        return self.tertinggi


def _minta(port: int, kuki: str, alamat: str, **kepala: str) -> http.client.HTTPResponse:
    saluran = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    saluran.request("GET", alamat, headers={"Cookie": kuki, **kepala})
    return saluran.getresponse()


def _baca(jawab: http.client.HTTPResponse, laju: float = 0) -> int:
    """Read an answer to its end (at `laju` MB a second); returns its bytes."""
    banyak, awal = 0, time.perf_counter()
    while potongan := jawab.read(1 << 20):
        banyak += len(potongan)
        if laju:
            time.sleep(max(0.0, banyak / 1e6 / laju - (time.perf_counter() - awal)))
    return banyak


def _ukur(peladen: Peladen, kuki: str, sekaligus: int) -> Iterator[Baris]:
    """Yield the page, one transfer, its rest, several at once, and the memory of each."""
    awal = peladen.rss()
    pengamat = _Pengamat(peladen)
    pengamat.start()
    mulai, kali = time.perf_counter(), 1
    while b"Unduh bundel" not in _minta(peladen.port, kuki, _HALAMAN).read():
        kali += 1
    yield Baris("bundle: all files read by the page", f"{_lama(mulai):.1f} s in {kali} answers")
    mulai = time.perf_counter()
    jawab = _minta(peladen.port, kuki, _ZIP)
    yield paling("bundle: first byte", _lama(mulai) * 1e3, 2000, "ms")
    panjang, etag = int(jawab.headers["Content-Length"]), jawab.headers["ETag"]
    utuh = _baca(jawab) == panjang
    lama = _lama(mulai)
    teks = f"{lama:.1f} s ({panjang / 1e6 / lama:.0f} MB/s)"
    yield Baris("bundle: all of it", teks, "as announced", utuh)
    yield Baris("bundle: memory, one transfer", _format(awal, pengamat.tertinggi))
    mulai = time.perf_counter()
    kepala = {"Range": f"bytes={panjang - _SISA}-", "If-Range": etag}
    sisa = _minta(peladen.port, kuki, _ZIP, **kepala)
    cukup = sisa.status == 206 and _baca(sisa) == _SISA
    yield Baris("bundle: the last 10 MB", f"{_lama(mulai) * 1e3:.0f} ms", "206", cukup)
    mulai = time.perf_counter()
    utas = [
        threading.Thread(target=lambda: _baca(_minta(peladen.port, kuki, _ZIP), 200))
        for _ in range(sekaligus)
    ]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    yield Baris(f"bundle: {sekaligus} readers at once", f"{_lama(mulai):.1f} s")
    puncak, tujuan = pengamat.selesai(), f"<= {BATAS_MB} MB"
    yield Baris("bundle: memory, all of these", _format(awal, puncak), tujuan, puncak < BATAS_MB)


def _format(awal: float, puncak: float) -> str:
    return f"{puncak:.0f} MB ({awal:.0f} MB idle)"


def _lama(mulai: float) -> float:
    return time.perf_counter() - mulai


def ukur_bundel(bangku: Bangku, jumlah: int = 104, sekaligus: int = 3) -> Iterator[Baris]:
    """Yield the lines of a bundle with that many files of 20 MB on an instance of its own."""
    dunia = Dunia(bangku.folder / "bundel")
    ukuran = _tanam(dunia, jumlah)
    kuki = dunia.klien("camat").kuki
    dunia.tutup()
    yield Baris("bundle: evidence", f"{ukuran / 1e9:.2f} GB")
    with layani(dunia.folder) as peladen:
        yield from _ukur(peladen, kuki, sekaligus)


def main() -> None:
    """Measure on a throw-away instance and print when and where."""
    urai = argparse.ArgumentParser(prog="python -m tests.bench.bundel", description=__doc__)
    urai.add_argument("--berkas", type=int, default=104, help="files of 20 MB (104: 2.2 GB)")
    urai.add_argument("--sekaligus", type=int, default=3)
    pilih = urai.parse_args()
    with tempfile.TemporaryDirectory(prefix="iki-bench-") as folder:
        baris = list(ukur_bundel(Bangku(Path(folder)), pilih.berkas, pilih.sekaligus))
    cetak(
        f"{datetime.now():%Y-%m-%d %H:%M}, {platform.platform(terse=True)}, {os.cpu_count()} "
        f"cores, Python {platform.python_version()}",
        baris,
    )
    sys.exit(any(satu.baik is False for satu in baris))


if __name__ == "__main__":
    main()
