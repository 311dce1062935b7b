"""Races over HTTP: twenty people at one entry through several server processes, one winner."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from iki_web.extensions import db
from iki_web.rules.alur import Aksi
from tests.faults.alat import Hasil, Takar
from tests.faults.gedung import Tempat, dirikan, list_tempat
from tests.faults.orang import Jawab, Orang, Saluran, kenal
from tests.faults.peladen import baca_catatan, layani
from tests.pendukung.basis import pinjam
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.langkah import Meja

RAMAI = 20
_BENIH = 20260410
_PUTARAN = 1_000
#: What races with what, from which state; the first row most often.
_ADU = (
    ("DIAJUKAN", {"setujui": 6, "kembalikan": 6, "tarik": 4, "simpan": 4}),
    ("DIAJUKAN", {"kembalikan": 10, "simpan": 10}),
    ("DIAJUKAN", {"setujui": RAMAI}),
    ("DIKEMBALIKAN", {"simpan": 12, "ajukan": 4, "kembalikan": 4}),
    ("DIAJUKAN", {"setujui": 6, "kembalikan": 6, "tarik": 4, "simpan": 4}),
)
#: Steps of the owner; the others are the decider's.
_PEMILIK = ("simpan", "ajukan", "tarik")
_HITUNG = sa.text(
    "SELECT (SELECT count(*) FROM jejak WHERE aksi LIKE 'realisasi.%'),"
    " (SELECT count(*) FROM riwayat), (SELECT sum(versi) FROM realisasi)"
)


@dataclass(frozen=True, slots=True)
class Kirim:
    """What one of the twenty sends, and the words he typed."""

    langkah: str
    oleh: Orang
    medan: dict[str, str]
    ketik: str
    htmx: bool


@dataclass
class Arena:
    """An instance with people in it, its servers, and everything that went wrong there."""

    app: Flask
    saluran: list[Saluran]
    dadu: random.Random
    orang: dict[str, Orang] = field(default_factory=dict)
    rusak: list[str] = field(default_factory=list)
    jawab: Counter[int] = field(default_factory=Counter)

    def hitung(self) -> tuple[int, ...]:
        """Return the lines of the trail about entries, of their histories, and all versions."""
        with self.app.app_context():
            hasil = db.session.execute(_HITUNG).one()
        return tuple(int(satu or 0) for satu in hasil)


def _siapkan(meja: Meja, tempat: Tempat, status: str) -> None:
    """Bring an entry back into a state, whatever the last round made of it."""
    pemilik, atasan = tempat.pemilik, tempat.atasan
    kini = meja.lihat(pemilik)
    meja.versi = kini.versi
    if kini.status.value == status:
        return
    if kini.status.value == "DISETUJUI":
        meja.lakukan(atasan, Aksi.BUKA_KEMBALI)
    if kini.status.value != "DIAJUKAN" and not (
        kini.status.value == "DISETUJUI" and status == "DIKEMBALIKAN"
    ):
        meja.lakukan(pemilik, Aksi.AJUKAN)
    if status == "DIKEMBALIKAN" and meja.lihat(pemilik).status.value == "DIAJUKAN":
        meja.lakukan(atasan, Aksi.KEMBALIKAN)


def _susun(
    arena: Arena, meja: Meja, tempat: Tempat, adu: dict[str, int], ronde: int
) -> list[Kirim]:
    """Return what the twenty send, in any order, page and fragment mixed."""
    hasil = []
    for langkah in [nama for nama, kali in adu.items() for _ in range(kali)]:
        ketik = f"kata {ronde} {len(hasil)} akhir"
        medan = {"versi": str(meja.versi)}
        if langkah in ("simpan", "ajukan"):
            medan["keterangan"] = ketik
        if langkah == "kembalikan":
            medan |= {"alasan": "LAINNYA", "catatan": ketik}
        siapa = tempat.pemilik if langkah in _PEMILIK else tempat.atasan
        htmx = arena.dadu.random() < 0.5
        hasil.append(Kirim(langkah, arena.orang[siapa], medan, ketik, htmx))
    arena.dadu.shuffle(hasil)
    return hasil


def _adu(arena: Arena, kolam: ThreadPoolExecutor, meja: Meja, kirim: list[Kirim]) -> list[Jawab]:
    """Let all of them go at the same moment, spread over the servers."""
    pagar = threading.Barrier(len(kirim))
    alamat = f"/realisasi/{meja.indikator_id}/{meja.kode}/"

    def jalan(nomor: int) -> Jawab:
        satu = kirim[nomor]
        pagar.wait(60)
        return arena.saluran[nomor].kirim(
            satu.oleh, alamat + satu.langkah, satu.medan, htmx=satu.htmx
        )

    return list(kolam.map(jalan, range(len(kirim))))


def _nilai(
    arena: Arena, kirim: list[Kirim], jawab: list[Jawab], awal: tuple[int, ...]
) -> Iterator[str]:
    """Yield what was otherwise than one winner, one line, and everybody's words kept."""
    arena.jawab.update(satu.status for satu in jawab)
    menang = [k for k, j in zip(kirim, jawab, strict=True) if j.status in (200, 303)]
    if len(menang) != 1:
        yield f"{len(menang)} winners: {[k.langkah for k in menang]}"
    for k, j in zip(kirim, jawab, strict=True):
        if j.status not in (200, 303, 409, 422):
            yield f"{k.langkah} answered {j.status}"
    tambah = tuple(kini - lalu for kini, lalu in zip(arena.hitung(), awal, strict=True))
    if tambah != (1, 1, 1):
        yield f"lines of trail, of history, versions added: {tambah}"
    for k, j in zip(kirim, jawab, strict=True):
        mengetik = "keterangan" in k.medan or "catatan" in k.medan
        if j.status in (409, 422) and mengetik and k.ketik not in j.teks:
            yield f"{k.langkah} answered {j.status} without the words typed (htmx: {k.htmx})"


def _ronde(arena: Arena, kolam: ThreadPoolExecutor, meja: Meja, tempat: Tempat, nomor: int) -> None:
    status, adu = _ADU[nomor % len(_ADU)]
    _siapkan(meja, tempat, status)
    kirim = _susun(arena, meja, tempat, adu, nomor)
    awal = arena.hitung()
    jawab = _adu(arena, kolam, meja, kirim)
    temuan = sorted(set(_nilai(arena, kirim, jawab, awal)))
    arena.rusak += [f"round {nomor} ({status}, {'/'.join(adu)}): {satu}" for satu in temuan]


def _entri(arena: Arena, takar: Takar) -> list[tuple[Meja, Tempat]]:
    """Bring many entries to their first submission, so that no history grows long."""
    buat, hasil = PembuatEntri(arena.app), []
    for tempat in list_tempat(arena.app)[-takar.kali(120, 3) :]:
        for nama in (tempat.pemilik, tempat.atasan):
            if nama not in arena.orang:
                arena.orang[nama] = kenal(arena.app, nama)
        hasil.append((Meja(arena.app, *buat("DIAJUKAN", tempat.indikator, tempat.periode)), tempat))
    return hasil


@contextmanager
def _arena(takar: Takar, folder: Path, *, postgresql: bool) -> Iterator[Arena]:
    with (
        dirikan(folder, postgresql=postgresql) as basis,
        pinjam(basis, folder / "instance") as (app, lingkungan),
        layani(lingkungan, folder / "peladen", takar.kali(3, 2)) as ports,
    ):
        saluran = [Saluran(ports[n % len(ports)]) for n in range(RAMAI)]
        arena = Arena(app, saluran, random.Random(_BENIH))
        yield arena
        for satu in saluran:
            satu.tutup()
        arena.rusak += baca_catatan(folder / "peladen")


def _lomba(takar: Takar, folder: Path, *, postgresql: bool) -> Hasil:
    putaran = takar.kali(_PUTARAN, len(_ADU))
    with (
        _arena(takar, folder, postgresql=postgresql) as arena,
        ThreadPoolExecutor(RAMAI) as kolam,
    ):
        entri = _entri(arena, takar)
        for nomor in range(putaran):
            _ronde(arena, kolam, *entri[nomor % len(entri)], nomor)
    jawab = ", ".join(f"{kali} x {status}" for status, kali in sorted(arena.jawab.items()))
    nama = "PostgreSQL" if postgresql else "SQLite"
    teks = f"{takar.kali(3, 2)} processes, seed {_BENIH}; answered {jawab}"
    return Hasil(f"decision races of {RAMAI} on {nama}", putaran, _PUTARAN, arena.rusak, teks)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Race on SQLite; in full also on PostgreSQL (in short `make test` has test_balapan there)."""
    yield _lomba(takar, folder / "sqlite", postgresql=False)
    if takar.penuh:
        yield _lomba(takar, folder / "postgresql", postgresql=True)
