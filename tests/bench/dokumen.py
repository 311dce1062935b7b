"""Documents from the request to the last byte of their PDF, and the recap's workbook: wall time."""

import time
from collections.abc import Iterator

from iki_web.queries.acuan import get_acuan
from tests.bench.alat import Baris, adu, paling
from tests.bench.bangku import Bangku
from tests.bench.dunia import TAHUN
from tests.pendukung.orang import buat_pelaku

#: What is drawn, whose position it is about (none: the office), and its bound in milliseconds.
DOKUMEN = (
    ("Keputusan with every annex, PDF", "keputusan", "", 1500),
    ("Annex of one position, 7 indicators, PDF", "lampiran", "kasubbag-umum", 150),
    ("Perjanjian Kinerja, PDF", "perjanjian", "kasubbag-umum", 150),
    ("Rencana Aksi, PDF", "rencana-aksi", "kasubbag-umum", 150),
    ("Laporan Capaian, PDF", "laporan", "kasubbag-umum", 150),
)
BUKU = (f"/rekap/{TAHUN}.xlsx", 300)


def ukur_dokumen(bangku: Bangku) -> Iterator[Baris]:
    """Every document warm, in turns; the recap's workbook right after a write."""
    app, klien = bangku.dunia.app, bangku.dunia.klien("camat")
    with app.app_context():
        semua = get_acuan(buat_pelaku(app, "camat")).jabatan.values()
        nomor = {"": "", **{satu.kode: str(satu.id) for satu in semua}}
    alamat = [
        f"/dokumen/konsep/{jenis}.pdf?tahun={TAHUN}&jabatan={nomor[kode]}"
        + (f"&periode={TAHUN}-TW2" if jenis == "laporan" else "")
        for _, jenis, kode, _ in DOKUMEN
    ]
    kerja = [klien.buka(satu) for satu in alamat]
    hasil = adu(*kerja, kali=15, jam=time.perf_counter_ns)
    for (nama, _, _, batas), ms in zip(DOKUMEN, hasil, strict=True):
        yield paling(nama, ms, batas, "ms")
    (buku,) = adu(klien.buka(BUKU[0]), kali=15, siap=bangku.naikkan, jam=time.perf_counter_ns)
    yield paling("Rekap as xlsx, right after a write", buku, BUKU[1], "ms")
