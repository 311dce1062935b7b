"""Writes in process: approving against the whole list, submitting a 2 MB PDF against its hash."""

import gzip
import hashlib
import itertools
import json
import re
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.bench.alat import Baris, Jawab, Klien, adu, banding
from tests.bench.bangku import Bangku
from tests.bench.dunia import BUKA, Dunia, buat_pdf, formulir
from tests.bench.halaman import hitung_pernyataan

_URL = "application/x-www-form-urlencoded"
_KEMBALI = (
    "UPDATE realisasi SET status = ?, penyetuju_id = NULL, disetujui = NULL, beku = NULL, "
    "nilai = NULL, target = NULL, capaian = NULL, predikat = NULL WHERE id = ?"
)
#: Complete entries in periods that are still open, and whose they are.
_CARI = (
    "SELECT r.id, r.indikator_id, p.kode, j.kode FROM realisasi r "
    "JOIN periode p ON p.id = r.periode_id JOIN jabatan j ON j.id = r.jabatan_id "
    "WHERE p.status = 'DIBUKA' AND p.batas > r.diubah AND p.kode > '2026-TW2' "
    "AND r.status IN ('DISETUJUI', 'DIAJUKAN') AND r.nihil = 0 AND 1 = "
    "(SELECT count(*) FROM sumber_data s WHERE s.indikator_id = r.indikator_id) ORDER BY r.id"
)

#: What can wait for the camat: complete entries of those directly below him, with a submitter.
_MENUNGGU = (
    "SELECT r.id FROM realisasi r JOIN jabatan j ON j.id = r.jabatan_id "
    "WHERE (j.kode = 'sekretaris' OR j.kode LIKE 'kasi-%') AND r.pengaju_id IS NOT NULL "
    "AND r.diajukan IS NOT NULL AND r.status IN ('DISETUJUI', 'DIAJUKAN') ORDER BY r.id"
)
_TEMPAT = (
    "SELECT r.id, r.indikator_id, p.kode FROM realisasi r JOIN periode p ON p.id = r.periode_id"
)
#: A Kasubbag, or a Camat, at the end of a quarter.
BANYAK_MENUNGGU = 40

Entri = tuple[int, int, str, str]


class Ulang:
    """Everybody's entries put back in turns into drafts without files.

    One entry is submitted once or twice a run, as in a year: its history stays as short.
    """

    def __init__(self, dunia: Dunia) -> None:
        self.dunia = dunia
        entri: list[Entri] = [*dunia.sql(_CARI)]  # type: ignore[list-item]
        self.orang = {jabatan: dunia.klien(jabatan) for *_, jabatan in entri}
        self.entri = itertools.cycle(entri)

    def putar(self) -> int:
        """Put the next entry back; returns its version."""
        self.nomor, indikator, kode, jabatan = next(self.entri)
        self.klien, self.alamat = self.orang[jabatan], f"/realisasi/{indikator}/{kode}"
        self.dunia.sql(_KEMBALI, "DRAF", self.nomor)
        self.dunia.sql("UPDATE bukti SET dilepas = diunggah WHERE realisasi_id = ?", self.nomor)
        self.dunia.sql("UPDATE kantor SET versi_rekap = versi_rekap + 1")
        return int(self.dunia.sql("SELECT versi FROM realisasi WHERE id = ?", self.nomor)[0][0])

    def siap_ajukan(self) -> None:
        """Prepare the submission an owner sends with htmx, with a file never seen before."""
        self.pdf, versi = buat_pdf(), self.putar()
        medan = {
            "csrf_token": self.klien.csrf,
            "versi": str(versi),
            "keterangan": "Lengkap.",
        }
        isi, jenis = formulir(medan, {"berkas": self.pdf})
        self.panggil = self.klien.buka(f"{self.alamat}/ajukan", isi, jenis, hx_request="true")

    def jalan(self) -> Jawab:
        """Do what was prepared."""
        return self.panggil()


class Antrean:
    """A decider with forty entries waiting: one is approved, then put back, in turns."""

    def __init__(self, dunia: Dunia, klien: Klien) -> None:
        self.dunia, self.klien = dunia, klien
        dunia.sql(BUKA)
        semua = dunia.sql(_MENUNGGU)
        for (nomor,) in semua[:BANYAK_MENUNGGU]:
            dunia.sql(_KEMBALI, "DIAJUKAN", nomor)
        for (nomor,) in semua[BANYAK_MENUNGGU:]:
            dunia.sql(_KEMBALI, "DRAF", nomor)
        dunia.sql("UPDATE kantor SET versi_acuan = versi_acuan + 1, versi_rekap = versi_rekap + 1")
        self.daftar = klien.buka("/persetujuan", accept_encoding="gzip")
        isi = gzip.decompress(self.daftar().isi).decode()
        pilih = re.findall(r'name="pilih"\s+value="(\d+)/([^/]+)/', isi)
        if len(pilih) != BANYAK_MENUNGGU:
            raise RuntimeError(f"{len(pilih)} entries wait instead of {BANYAK_MENUNGGU}")
        kunci = {(str(i), k): n for n, i, k in dunia.sql(_TEMPAT)}
        self.giliran = itertools.cycle((kunci[satu], *satu) for satu in pilih)

    def _putar(self) -> tuple[str, str, int]:
        nomor, indikator, kode = next(self.giliran)
        self.dunia.sql(_KEMBALI, "DIAJUKAN", nomor)
        self.dunia.sql("UPDATE kantor SET versi_rekap = versi_rekap + 1")
        versi = self.dunia.sql("SELECT versi FROM realisasi WHERE id = ?", nomor)[0][0]
        return indikator, kode, int(versi)

    def siap_daftar(self) -> None:
        """Prepare approving one ticked row of the list."""
        indikator, kode, versi = self._putar()
        self._siap("/persetujuan", {"pilih": f"{indikator}/{kode}/{versi}"})

    def siap_tinjau(self) -> None:
        """Prepare approving in the review, where the next item follows."""
        indikator, kode, versi = self._putar()
        self._siap(f"/realisasi/{indikator}/{kode}/setujui", {"versi": str(versi)})

    def _siap(self, alamat: str, isi: dict[str, str]) -> None:
        badan = urlencode({"csrf_token": self.klien.csrf, **isi}).encode()
        self.panggil = self.klien.buka(
            alamat, badan, _URL, hx_request="true", accept_encoding="gzip"
        )

    def jalan(self) -> Jawab:
        """Do what was prepared."""
        return self.panggil()


def ukur_setujui(bangku: Bangku) -> Iterator[Baris]:
    """Approving one of forty that wait: in the list, and in the review with the next item."""
    dunia = bangku.dunia.salin(bangku.folder / "setujui")
    antrean = Antrean(dunia, dunia.klien("camat"))
    besar = len(antrean.daftar().isi)
    for nama, siap in (
        ("list", antrean.siap_daftar),
        ("review, next item follows", antrean.siap_tinjau),
    ):
        siap()
        isi = len(antrean.jalan().isi)
        yield _kecil(f"approve in the {nama}: answer, gzip", isi / 1e3, 2, "KB")
        bagian = isi / besar
        nama_bagian = f"approve in the {nama} : list of {BANYAK_MENUNGGU}, bytes gzip"
        yield _kecil(nama_bagian, bagian, 1 / 6, f"({isi} : {besar})")
        setuju, penuh = adu(antrean.jalan, antrean.daftar, siap=siap, kali=30)
        kali, teks = setuju / penuh, f"({setuju:.1f} : {penuh:.1f} ms)"
        nama_cpu = f"approve in the {nama}, with its write : list of {BANYAK_MENUNGGU}, CPU"
        yield _kecil(nama_cpu, kali, 0.05, teks)
        siap()
        with hitung_pernyataan(dunia.app) as semua:
            antrean.jalan()
        yield Baris(f"approve in the {nama}, SQL statements", str(len(semua)))
    dunia.tutup()


def _kecil(apa: str, ukur: float, batas: float, akhir: str) -> Baris:
    """Return the line of a figure that must stay small."""
    return Baris(apa, f"{ukur:.2f} {akhir}", f"<= {batas:.2g}", ukur <= batas)


def ukur_ajukan(bangku: Bangku) -> Iterator[Baris]:
    """Saving and submitting with a new 2 MB PDF, durable, against hashing it."""
    dunia = bangku.dunia
    ulang = Ulang(dunia)
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
