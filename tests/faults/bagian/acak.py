"""Fuzzed form posts over every POST route as everybody: never a 5xx, a refusal changes nothing."""

import random
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.rules.galat import Galat
from tests.faults.alat import Hasil, Takar
from tests.faults.bentuk import Bentuk, Kiriman, Pengacak, baca_bentuk, lengkapi
from tests.faults.gedung import dirikan
from tests.faults.pantau import Pantau
from tests.pendukung.akses import BOLEH, DRAF, ORANG, TABEL
from tests.pendukung.akses.panggung import Panggung
from tests.pendukung.basis import Basis, pinjam
from tests.pendukung.entri import PembuatEntri

_BENIH = 20_260_410
_TUJUAN = 20_000
#: Posts to one instance: what is accepted changes it, and it should not wear out.
_SEANGKATAN = 1_000
#: Of twenty batches; there NUL and lone surrogates are another matter.
_POSTGRESQL = 6
#: A refusal is noted, a wrong password counted, a session's clock moved; nothing else.
_CATATAN = {"jejak", "percobaan", "sesi"}
_KATA_TOLAK = {"ditolak", "masuk.gagal", "masuk.ditolak"}
#: What is typed is kept as a draft, or the rest of a form is, although something was refused.
_SEBAGIAN = {"realisasi.submit", "realisasi.upload", "realisasi.update", "bukti.remove"}
_PEMBACA = ("pemilik", "atasan", "camat", "pengelola")


@dataclass
class Ruang:
    """One batch's instance, the people in it, and what was found."""

    panggung: Panggung
    pantau: Pantau
    pengacak: Pengacak
    dadu: random.Random
    klien: dict[str, FlaskClient] = field(default_factory=dict)
    rusak: list[str] = field(default_factory=list)
    jawab: Counter[int] = field(default_factory=Counter)

    @property
    def app(self) -> Flask:
        """The app of the instance."""
        return self.panggung.app

    def ambil_klien(self, siapa: str) -> FlaskClient:
        """Return a person's browser, signed in once; a stranger's if his account was closed."""
        if siapa not in self.klien:
            try:
                self.klien[siapa] = self.panggung.klien(siapa)
            except (Galat, sa.exc.NoResultFound):
                self.klien[siapa] = self.app.test_client()
        return self.klien[siapa]

    def baca_jejak(self) -> int:
        """Return the last line's number."""
        with self.app.app_context():
            return db.session.execute(sa.select(sa.func.max(Jejak.seq))).scalar_one()

    def list_aksi(self, sejak: int) -> list[str]:
        """Return what the lines after a number are about."""
        with self.app.app_context():
            return list(
                db.session.execute(sa.select(Jejak.aksi).where(Jejak.seq > sejak)).scalars()
            )


def kumpulkan(p: Panggung, selang: int) -> dict[str, list[Bentuk]]:
    """Return the forms of every page as several people see them, by the endpoint they go to."""
    hasil: dict[str, list[Bentuk]] = {}
    for siapa in _PEMBACA:
        klien = p.klien(siapa)
        for rute in list(TABEL.values())[::selang]:
            if rute.metode != "GET" or rute.aturan(siapa, p.status) != BOLEH:
                continue
            jawab = p.minta(klien, rute, htmx=False)
            if jawab.mimetype == "text/html":
                for satu in baca_bentuk(p.app, rute.jalur.format(**p.tempat), jawab.text):
                    hasil.setdefault(satu.titik, []).append(satu)
    lengkapi(hasil, TABEL, p.tempat)
    return hasil


def _berkas(app: Flask) -> int:
    """Count what lies in the store, temporary files too."""
    return sum(satu.is_file() for satu in app.config["IKI"].bukti.rglob("*"))


def _kirim(ruang: Ruang, siapa: str, kiriman: Kiriman) -> str:
    """Send one request; returns what was wrong with its answer, or nothing."""
    klien, awal, simpanan = ruang.ambil_klien(siapa), ruang.baca_jejak(), _berkas(ruang.app)
    ruang.pantau.ambil()
    htmx = {"HX-Request": "true"} if ruang.dadu.random() < 0.5 else {}
    try:
        jawab = klien.post(
            kiriman.jalur, data=kiriman.badan, content_type=kiriman.jenis, headers=htmx
        )
    except Exception as galat:
        letak = traceback.extract_tb(galat.__traceback__)[-1]
        return f"raised {galat!r:.200} at {letak.filename}:{letak.lineno}"
    ruang.jawab[jawab.status_code] += 1
    if jawab.status_code in (401, 303) and "/masuk" in str(jawab.headers):
        del ruang.klien[siapa]  # signed out: next time with a new session
    if jawab.status_code >= 500:
        return f"answered {jawab.status_code}"
    if jawab.status_code < 400 or kiriman.asal in _SEBAGIAN:
        return ""
    tertulis = ruang.pantau.ambil() - _CATATAN
    aksi = set(ruang.list_aksi(awal)) - _KATA_TOLAK
    lebih = _berkas(ruang.app) - simpanan
    if tertulis or aksi or lebih:
        return f"answered {jawab.status_code}, but wrote {tertulis} {aksi} and {lebih} files"
    return ""


def _pilih_orang(ruang: Ruang, titik: str) -> str:
    """Return anybody, more often one the door is open to: behind it there is more to break."""
    masuk = [satu for satu in ORANG if TABEL[titik].aturan(satu, DRAF) in (BOLEH, 422)]
    sempit = masuk and ruang.dadu.random() < 0.7
    return ruang.dadu.choice(masuk if sempit else list(ORANG))


def _serang(ruang: Ruang, benih: str, banyak: int, titik: list[str]) -> None:
    for nomor in range(banyak):
        satu = titik[nomor % len(titik)]
        siapa = _pilih_orang(ruang, satu)
        kiriman = ruang.pengacak.buat(satu, ruang.ambil_klien(siapa).token())
        salah = _kirim(ruang, siapa, kiriman)
        if salah:
            isi = f"{kiriman.jenis[:60]} {kiriman.badan[:300]!r}"
            ruang.rusak.append(f"{benih} #{nomor} {siapa} {kiriman.jalur[:80]}: {salah}: {isi}")


@contextmanager
def _ruang(basis: Basis, folder: Path, benih: str, ingat: dict, selang: int) -> Iterator[Ruang]:
    with pinjam(basis, folder) as (app, _):
        p = Panggung(app, PembuatEntri(app), DRAF)
        if "bentuk" not in ingat:
            ingat["bentuk"] = kumpulkan(p, selang)
        dadu = random.Random(benih)
        yield Ruang(p, Pantau(app), Pengacak(ingat["bentuk"], dadu), dadu)
        hasil = app.test_cli_runner().invoke(args=["iki", "periksa"])
        if hasil.exit_code:
            raise RuntimeError(f"{benih}: the check found damage: {hasil.output[:300]}")


def _acak(takar: Takar, folder: Path, angkatan: int, *, postgresql: bool) -> Hasil:
    nama = "PostgreSQL" if postgresql else "SQLite"
    banyak, rusak, jawab, ingat = takar.kali(_SEANGKATAN, 250), [], Counter(), {}
    with dirikan(folder / nama, postgresql=postgresql) as basis:
        for ke in range(angkatan):
            benih = f"{_BENIH}/{nama}/{ke}"
            with _ruang(basis, folder / f"{nama}-{ke}", benih, ingat, takar.kali(1, 5)) as ruang:
                titik = sorted(ingat["bentuk"])
                ruang.dadu.shuffle(titik)
                _serang(ruang, benih, banyak, titik)
            rusak += ruang.rusak
            jawab += ruang.jawab
    teks = f"{len(titik)} routes, {len(ORANG)} persons, seed {_BENIH}; answered "
    teks += ", ".join(f"{kali} x {status}" for status, kali in sorted(jawab.items()))
    kali, tujuan = angkatan * banyak, angkatan * _SEANGKATAN
    return Hasil(f"fuzzed posts on {nama}", kali, tujuan, rusak, teks)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Post twenty thousand forms nobody would fill in so."""
    semua = _TUJUAN // _SEANGKATAN
    yield _acak(takar, folder, takar.kali(semua - _POSTGRESQL, 1), postgresql=False)
    if takar.penuh:
        yield _acak(takar, folder, _POSTGRESQL, postgresql=True)
