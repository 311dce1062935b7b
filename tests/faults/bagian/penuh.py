"""A full disk, a sync that fails, a disk that became read-only: refused clearly, nothing lost."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from iki_web.extensions import jam
from tests.faults.alat import Hasil, Takar
from tests.faults.gangguan import SYNC, Cakram, gagalkan, tutup_tulis
from tests.faults.kantor import buka, periksa, salin, siapkan
from tests.faults.pekerja import Ditolak, Kantor
from tests.faults.pelayan import Pelayan

_MIB = 96
_TINGKAT = 20
_HALAMAN = ("/", "/indikator", f"/rekap/{jam.today().year}")
#: Lines of an upload that the server puts on the disk before the app sees it (0.6 MB).
_BESAR = 30_000
#: What an answer to a refused act says.
_TAK_DISIMPAN = rb"tidak disimpan|tidak ada yang disimpan"
_PENUH, _SIBUK = {507: rb"penuh"}, {503: _TAK_DISIMPAN + rb"|tidak tersimpan"}


@dataclass
class Kerja:
    """One office on a small disk, with its server, and what was seen of it."""

    app: Flask
    kantor: Kantor
    pelayan: Pelayan
    rusak: list[str] = field(default_factory=list)
    jawab: Counter[int] = field(default_factory=Counter)

    def coba(self, di: str, boleh: dict[int, bytes]) -> None:
        """Do each kind of act; done or refused as it may be, in words."""
        acak = self.kantor.acak
        tugas: list[Callable[[], None]] = [
            lambda: self.kantor.simpan(acak),
            lambda: self.kantor.tambah(acak),
            lambda: self.kantor.tambah(acak, _BESAR),
            lambda: self.kantor.tentukan(acak),
            lambda: self.kantor.datang(acak, self.pelayan.port),
        ]
        for satu in tugas:
            try:
                satu()
                self.jawab[303] += 1
            except Ditolak as galat:
                self.jawab[galat.status] += 1
                if not re.search(boleh.get(galat.status, rb"\Z."), galat.isi):
                    self.rusak.append(f"{di}: {galat} {galat.isi[-200:]!r}")
            except OSError as galat:
                self.rusak.append(f"{di}: no answer ({galat!r})")
        for jalur in _HALAMAN:
            if (status := self.pelayan.tanya(jalur, self.kantor.orang["staf-umum"].kue)) != 200:
                self.rusak.append(f"{di}: {jalur} answers {status}")

    def lewati(
        self, di: str, gangguan: AbstractContextManager[None], boleh: dict[int, bytes]
    ) -> None:
        """Work through a fault, then go on as if nothing had been: the same process, all whole."""
        with gangguan:
            # A file that finds no room may be refused beside its slot, the rest of the form saved.
            self.coba(di, boleh | {422: _TAK_DISIMPAN})
        self.rusak += [f"{di}: {satu}" for satu in periksa(self.app, self.kantor)]
        self.coba(f"after {di}", {})
        self.rusak += [f"{di}: {satu}" for satu in periksa(self.app, self.kantor)]

    def ambil(self) -> tuple[list[str], str]:
        """Return what did not hold and what was answered, and begin anew."""
        kata = ", ".join(f"{n} x {status}" for status, n in sorted(self.jawab.items()))
        rusak, self.rusak = self.rusak, []
        self.jawab.clear()
        return rusak, f"answers: {kata}"


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Fill, break and close the disk under one server; then start on a closed one."""
    siapkan()
    cakram = Cakram(folder / "disk", _MIB)
    try:
        yield from _jalankan(takar, cakram)
    finally:
        cakram.lepas()


def _jalankan(takar: Takar, cakram: Cakram) -> Iterator[Hasil]:
    instance = salin(cakram.folder)
    (cakram.folder / "tmp").mkdir()
    kantor = Kantor(jam.today().year, random.Random(20260410))
    pelayan = Pelayan(instance, TMPDIR=str(cakram.folder / "tmp"))
    try:
        pelayan.tunggu()
        kantor.buka(pelayan.port)
        with buka(instance) as app:
            kerja = Kerja(app, kantor, pelayan)
            kerja.coba("before", {})
            banyak = takar.kali(_TINGKAT, 2)
            for ke in range(banyak):
                # The whole way from a disk without a byte left to one that just suffices.
                sisa = ke * (512 // banyak) * 1024
                gangguan = cakram.penuh(pelayan, ke, sisa)
                kerja.lewati(f"{sisa // 1024} KB free", gangguan, _PENUH)
            rusak, kata = kerja.ambil()
            yield Hasil("full disk", banyak, banyak, rusak, f"{cakram.sebutan}; {kata}")
            for apa, gangguan, kali in (
                ("EIO in every sync", lambda: gagalkan(pelayan, SYNC, "EIO"), takar.kali(10, 1)),
                ("read-only under the server", lambda: tutup_tulis(pelayan), takar.kali(10, 1)),
            ):
                for ke in range(kali):
                    kerja.lewati(f"{apa}, round {ke}", gangguan(), _SIBUK)
                rusak, kata = kerja.ambil()
                yield Hasil(apa, kali, kali, rusak, kata)
        jejak = _list_jejak(pelayan, instance)
    finally:
        pelayan.bunuh()
    yield Hasil("the same server throughout, no trace in its log", 1, 1, jejak)
    if cakram.sendiri:
        yield _mulai(cakram, pelayan, instance, kantor)


def _list_jejak(pelayan: Pelayan, instance: Path) -> list[str]:
    """Return what nobody foresaw: a trace on the terminal, an unexpected failure in the log."""
    log = pelayan.baca_log()
    jejak = [log[log.index("Traceback") :][:1500]] if "Traceback" in log else []
    baris = [b for f in (instance / "catatan").glob("*") for b in f.read_text("utf-8").splitlines()]
    return jejak + [satu for satu in baris if "tak terduga" in satu]


def _mulai(cakram: Cakram, pelayan: Pelayan, instance: Path, kantor: Kantor) -> Hasil:
    """Start on a bad disk: one sentence and an end; then on the same disk made good.

    A full one may still have room enough for a start: then pages are there to be read.
    """
    rusak, kata = [], []
    for apa, gangguan in (
        ("read-only", cakram.hanya_baca()),
        ("full", cakram.penuh(pelayan, 0, 0)),
    ):
        # What it says goes beside the instance, onto the same disk: give it a place of its own.
        with gangguan:
            kode, isi = Pelayan(instance, log=cakram.folder.parent / f"{apa}.log").coba()
        kata.append(f"{apa}: {'serves' if kode is None else 'one sentence'}")
        if kode is not None and (kode != 1 or isi.count("\n") != 1):
            rusak.append(f"{apa}: ends with {kode}: {isi[-600:]}")
        if kode is None and apa == "read-only":
            rusak.append("serves from a read-only disk")
    baru = Pelayan(instance)
    try:
        baru.tunggu()
    finally:
        baru.bunuh()
    with buka(instance) as app:
        rusak += periksa(app, kantor)
    return Hasil("start on a read-only and on a full disk", 2, 2, rusak, ", ".join(kata))
