"""The table endpoint x person x state x {page, fragment} x method, requested cell by cell."""

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.faults.alat import Hasil, Takar
from tests.faults.gedung import dirikan
from tests.pendukung.akses import BOLEH, DRAF, ORANG, STATUS, TABEL, Rute
from tests.pendukung.akses.panggung import (
    Panggung,
    harap,
    periksa,
    periksa_keadaan,
    pinjam_panggung,
    sel,
    sel_mengubah,
)
from tests.pendukung.basis import Basis
from tests.pendukung.keadaan import ambil_keadaan

#: `make test` asks every cell in test_akses; the short version only proves that this part works.
_SINGKAT_ORANG = ("tamu", "pemilik", "pengelola")
_SINGKAT_SELANG = 15
_TUJUAN = 3_000
_LAIN = ("GET", "POST", "PUT", "PATCH", "DELETE")


class _Juri:
    """Counts what was asked and keeps what was answered otherwise than the table says."""

    def __init__(self) -> None:
        self.kali = 0
        self.rusak: list[str] = []

    def __call__(self, tanya: Callable[[], None], letak: object) -> None:
        self.kali += 1
        try:
            tanya()
        except AssertionError as salah:
            self.rusak.append(str(salah).partition("\n")[0])
        except Exception as galat:
            self.rusak.append(f"{letak}: {galat!r}")


def _orang(takar: Takar) -> tuple[str, ...]:
    return tuple(ORANG) if takar.penuh else _SINGKAT_ORANG


def _selang(takar: Takar, satu: list, mulai: int = 0) -> list:
    return satu if takar.penuh else satu[mulai::_SINGKAT_SELANG]


def _minta(
    p: Panggung, juri: _Juri, klien: FlaskClient, rute: Rute, siapa: str, htmx: bool
) -> None:
    def tanya() -> None:
        periksa(p.minta(klien, rute, htmx), rute, siapa, p.status, htmx)

    juri(tanya, (rute.metode, rute.jalur, siapa, p.status, htmx))


def _tetap(takar: Takar, p: Panggung, juri: _Juri) -> None:
    """Ask for every cell of a state that changes nothing; hold the instance to it."""
    for ke, siapa in enumerate(_orang(takar)):
        klien, awal = p.klien(siapa), ambil_keadaan(p.app)
        for (_, rute), htmx in itertools.product(_selang(takar, sel(p.status), ke), (False, True)):
            if not (rute.mengubah and rute.aturan(siapa, p.status) == BOLEH):
                _minta(p, juri, klien, rute, siapa, htmx)
        _utuh(p, juri, awal, siapa)


def _utuh(p: Panggung, juri: _Juri, awal, siapa: str) -> None:
    try:
        periksa_keadaan(awal, ambil_keadaan(p.app), siapa)
    except AssertionError as salah:
        juri.rusak.append(f"{p.status}: changed by what should not: {str(salah)[:300]}")


def _ubah(p: Panggung, juri: _Juri, rute: Rute, siapa: str, htmx: bool) -> None:
    """Ask for one cell that changes something: one line more, and not as before."""
    klien, awal = p.klien(siapa), ambil_keadaan(p.app)
    _minta(p, juri, klien, rute, siapa, htmx)
    akhir = ambil_keadaan(p.app)
    baris = len(akhir["jejak"]) - len(awal["jejak"])
    if baris != 1 or akhir == awal:
        juri.rusak.append(f"{rute.jalur} {siapa} {p.status}: {baris} lines for one change")


def _metode_lain(app: Flask, rute: Rute, jalur: str) -> list[str]:
    """Return the methods nothing at this address declares."""
    ada = app.url_map.bind("localhost").allowed_methods(jalur)
    return [satu for satu in _LAIN if satu not in ada]


def _periksa_lain(p: Panggung, klien: FlaskClient, siapa: str, rute: Rute, cara: str, htmx) -> None:
    jalur = rute.jalur.format(**p.tempat)
    kepala = {"HX-Request": "true"} if htmx else {}
    jawab = klien.open(jalur, method=cara, headers=kepala)
    letak = (cara, rute.jalur, siapa, "htmx" if htmx else "halaman", jawab.status_code)
    assert jawab.status_code == 405, letak
    assert cara not in jawab.headers["Allow"], letak


def _periksa_kepala(p: Panggung, klien: FlaskClient, siapa: str, rute: Rute) -> None:
    """HEAD is answered as GET is, without a body."""
    isi = {n.format(**p.tempat): nilai.format(**p.tempat) for n, nilai in rute.isi.items()}
    jawab = klien.head(rute.jalur.format(**p.tempat), query_string=isi)
    kode, _ = harap(rute, siapa, p.status, htmx=False)
    letak = ("HEAD", rute.jalur, siapa, jawab.status_code, kode)
    assert jawab.status_code == kode, letak
    assert jawab.data == b"", letak


def _metode(takar: Takar, p: Panggung, juri: _Juri) -> None:
    """Ask for every address with the methods its line does not name."""
    for ke, siapa in enumerate(_orang(takar)):
        klien, awal = p.klien(siapa), ambil_keadaan(p.app)
        for _, rute in _selang(takar, sel(p.status), ke):
            jalur = rute.jalur.format(**p.tempat)
            for cara, htmx in itertools.product(_metode_lain(p.app, rute, jalur), (False, True)):
                isi = (p, klien, siapa, rute, cara, htmx)
                juri(partial(_periksa_lain, *isi), (cara, jalur, siapa))
            if rute.metode == "GET":
                juri(partial(_periksa_kepala, p, klien, siapa, rute), ("HEAD", jalur, siapa))
        _utuh(p, juri, awal, siapa)


def _hitung_ubah(takar: Takar, basis: Basis, folder: Path, juri: _Juri) -> None:
    semua = sel_mengubah() if takar.penuh else sel_mengubah()[:: 6 * _SINGKAT_SELANG]
    for nomor, ((nama, siapa, status), htmx) in enumerate(itertools.product(semua, (False, True))):
        rute = TABEL[nama]
        draf = "{draf}" in rute.jalur
        with pinjam_panggung(basis, folder / str(nomor), status, draf=draf) as p:
            _ubah(p, juri, rute, siapa, htmx)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Ask for the whole table; the count is in the row."""
    tetap, metode, ubah = _Juri(), _Juri(), _Juri()
    with dirikan(folder) as basis:
        for status in STATUS if takar.penuh else (DRAF,):
            with pinjam_panggung(basis, folder / status, status) as p:
                _tetap(takar, p, tetap)
                if status == DRAF:
                    _metode(takar, p, metode)
        _hitung_ubah(takar, basis, folder, ubah)
    teks = f"{len(TABEL)} endpoints, {len(ORANG)} persons, {len(STATUS)} states, page and fragment"
    yield Hasil(
        "cells of the access table", tetap.kali + ubah.kali, _TUJUAN, tetap.rusak + ubah.rusak, teks
    )
    yield Hasil("other methods at every address", metode.kali, _TUJUAN, metode.rusak)
