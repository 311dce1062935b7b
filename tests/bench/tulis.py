"""Writes in process: approving against the whole list, submitting a 2 MB PDF against its hash."""

import hashlib
import itertools
import json
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.bench.alat import Baris, Jawab, Klien, adu, banding, paling
from tests.bench.bangku import Bangku
from tests.bench.dunia import Dunia, buat_pdf, formulir
from tests.bench.halaman import hitung_pernyataan

_URL = "application/x-www-form-urlencoded"
_KEMBALI = (
    "UPDATE realisasi SET status = ?, penyetuju_id = NULL, disetujui = NULL, beku = NULL, "
    "nilai = NULL, target = NULL, capaian = NULL, predikat = NULL WHERE id = ?"
)
#: Complete entries of a position in a period that is still open.
_CARI = (
    "SELECT r.id, r.indikator_id, p.kode FROM realisasi r JOIN periode p ON p.id = r.periode_id "
    "JOIN jabatan j ON j.id = r.jabatan_id WHERE j.kode = ? AND p.status = 'DIBUKA' "
    "AND p.batas > r.diubah AND p.kode > '2026-TW2' AND r.status IN ('DISETUJUI', 'DIAJUKAN') "
    "AND r.nihil = 0 AND 1 = "
    "(SELECT count(*) FROM sumber_data s WHERE s.indikator_id = r.indikator_id) ORDER BY r.id"
)

Entri = tuple[int, int, str]


class Ulang:
    """Entries put back in turns into the state before an act, again and again."""

    def __init__(self, dunia: Dunia, klien: Klien, entri: list[Entri], status: str) -> None:
        self.dunia, self.klien, self.status = dunia, klien, status
        self.entri = itertools.cycle(entri)

    def putar(self) -> int:
        """Put the next entry back; returns its version."""
        self.nomor, indikator, kode = next(self.entri)
        self.alamat = f"/realisasi/{indikator}/{kode}"
        self.dunia.sql(_KEMBALI, self.status, self.nomor)
        self.dunia.sql("UPDATE bukti SET dilepas = diunggah WHERE realisasi_id = ?", self.nomor)
        self.dunia.sql("UPDATE kantor SET versi_rekap = versi_rekap + 1")
        return int(self.dunia.sql("SELECT versi FROM realisasi WHERE id = ?", self.nomor)[0][0])

    def siap_setujui(self) -> None:
        """Prepare the decision a decider sends with htmx."""
        versi = self.putar()
        isi = urlencode({"csrf_token": self.klien.csrf, "versi": versi}).encode()
        self.panggil = self.klien.buka(
            f"{self.alamat}/setujui", isi, _URL, hx_request="true", accept_encoding="gzip"
        )

    def siap_ajukan(self) -> None:
        """Prepare the submission an owner sends with htmx, with a file never seen before."""
        self.pdf = buat_pdf()
        medan = {
            "csrf_token": self.klien.csrf,
            "versi": str(self.putar()),
            "keterangan": "Lengkap.",
        }
        isi, jenis = formulir(medan, {"berkas": self.pdf})
        self.panggil = self.klien.buka(f"{self.alamat}/ajukan", isi, jenis, hx_request="true")

    def jalan(self) -> Jawab:
        """Do what was prepared."""
        return self.panggil()


def _cari(dunia: Dunia, jabatan: str) -> list[Entri]:
    return [*dunia.sql(_CARI, jabatan)]  # type: ignore[list-item]


def ukur_setujui(bangku: Bangku) -> Iterator[Baris]:
    """The answer of approving (the next review) against the list it spares."""
    dunia = bangku.dunia
    klien = dunia.klien("camat")
    ulang = Ulang(dunia, klien, _cari(dunia, "kasi-trantib"), "DIAJUKAN")
    daftar = klien.buka("/persetujuan", accept_encoding="gzip")
    ulang.siap_setujui()
    isi = ulang.jalan().isi
    ulang.siap_setujui()
    besar = len(daftar().isi)
    yield paling("approve answer, gzip", len(isi) / 1e3, 2, "KB", 1)
    bagian = len(isi) / besar
    yield Baris(
        "approve answer : whole list, bytes gzip",
        f"{bagian:.2f} ({len(isi)} : {besar})",
        "<= 0.17",
        bagian <= 1 / 6,
    )
    setuju, penuh = adu(ulang.jalan, daftar, siap=ulang.siap_setujui, kali=30)
    teks = f"{setuju / penuh:.2f} ({setuju:.1f} : {penuh:.1f} ms)"
    yield Baris("approve with its write : whole list, CPU", teks, "<= 0.05", setuju / penuh <= 0.05)
    ulang.siap_setujui()
    with hitung_pernyataan(dunia.app) as semua:
        ulang.jalan()
    yield Baris("approve, SQL statements", str(len(semua)))


def ukur_ajukan(bangku: Bangku) -> Iterator[Baris]:
    """Saving and submitting with a new 2 MB PDF, durable, against hashing it."""
    dunia = bangku.dunia
    entri = _cari(dunia, "kasubbag-umum")
    ulang = Ulang(dunia, dunia.klien("kasubbag-umum"), entri, "DRAF")
    ulang.siap_ajukan()
    ulang.jalan()
    status = dunia.sql("SELECT status FROM realisasi WHERE id = ?", ulang.nomor)
    if status != [("DIAJUKAN",)]:
        raise RuntimeError(f"the submission was not taken: {json.dumps(status)}")

    def hash_() -> str:
        return hashlib.sha256(ulang.pdf).hexdigest()

    kirim, bare = adu(ulang.jalan, hash_, siap=ulang.siap_ajukan, kali=25)
    baris = banding("submit with a 2 MB PDF, CPU, raw = its bare sha256", kirim, bare, 6)
    yield baris
    (jam,) = adu(ulang.jalan, siap=ulang.siap_ajukan, kali=15, jam=time.perf_counter_ns)
    yield Baris("submit with a 2 MB PDF, time until durable", f"{jam:.1f} ms")
    ulang.siap_ajukan()
    with hitung_pernyataan(dunia.app) as semua:
        ulang.jalan()
    yield Baris("submit, SQL statements", str(len(semua)))
