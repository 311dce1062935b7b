"""Races: one winner among simultaneous decisions, and writers who wait instead of failing."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from flask import Flask

from iki_web.actions import transaksi
from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    approve_realisasi,
    return_realisasi,
    update_realisasi,
    withdraw_realisasi,
)
from iki_web.extensions import db
from iki_web.queries.acuan import find_acuan
from iki_web.rules.galat import Galat
from tests.pendukung.entri import buat_isian
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja

BANYAK = 20


class _TanpaAntre:
    """The line of this process taken away, as between two processes on one database."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_sebab: object) -> None: ...


@pytest.fixture(params=["satu proses", "beberapa proses"])
def antre(request, monkeypatch):
    """Races inside one process, and between processes that only the database holds apart."""
    if request.param == "beberapa proses":
        monkeypatch.setattr(transaksi, "_ANTRE", _TanpaAntre())


def serentak(app: Flask, tugas: Sequence[Callable[[], object]]) -> Counter[str]:
    """Run everything at the same moment; count what came of it by the name of the refusal."""
    pagar = threading.Barrier(len(tugas))
    hasil: list[str] = []

    def jalan(satu: Callable[[], object]) -> None:
        with app.app_context():
            pagar.wait()
            try:
                satu()
                hasil.append("jadi")
            except Galat as galat:
                hasil.append(type(galat).__name__)
            except Exception as lain:
                hasil.append(repr(lain))

    utas = [threading.Thread(target=jalan, args=(satu,)) for satu in tugas]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    return Counter(hasil)


@pytest.mark.usefixtures("antre")
def test_twenty_simultaneous_approvals_have_one_winner(app, entri, sebagai):
    nomor, kode, versi = entri("DIAJUKAN")
    kasubbag, tempat = sebagai("kasubbag-umum"), Tempat(nomor, kode)
    awal = ambil_keadaan(app)
    tugas = [lambda: approve_realisasi(kasubbag, tempat, versi)] * BANYAK
    assert serentak(app, tugas) == {"jadi": 1, "Basi": BANYAK - 1}
    assert hitung_jejak(app, "realisasi.disetujui") == 1
    akhir = ambil_keadaan(app)
    assert len(akhir["jejak"]) == len(awal["jejak"]) + 1
    assert len(akhir["riwayat"]) == len(awal["riwayat"]) + 1


@pytest.mark.usefixtures("antre")
def test_approvals_and_returns_at_once_have_one_winner(app, entri, sebagai):
    nomor, kode, versi = entri("DIAJUKAN")
    kasubbag, tempat = sebagai("kasubbag-umum"), Tempat(nomor, kode)
    tugas = [
        lambda: approve_realisasi(kasubbag, tempat, versi),
        lambda: return_realisasi(kasubbag, tempat, versi, "LAINNYA", "Cocokkan."),
    ] * (BANYAK // 2)
    assert serentak(app, tugas) == {"jadi": 1, "Basi": BANYAK - 1}
    putusan = hitung_jejak(app, "realisasi.disetujui") + hitung_jejak(app, "realisasi.dikembalikan")
    assert putusan == 1


@pytest.mark.usefixtures("antre")
def test_a_withdrawal_and_a_decision_at_once_have_one_winner(app, entri, sebagai):
    meja = Meja(app, *entri("DIAJUKAN"))
    kasubbag, versi = sebagai("kasubbag-umum"), meja.versi
    staf = sebagai("staf-umum")
    tugas = [
        lambda: approve_realisasi(kasubbag, meja.tempat, versi),
        lambda: withdraw_realisasi(staf, meja.tempat, versi),
    ] * 5
    hasil = serentak(app, tugas)
    assert hasil["jadi"] == 1
    # After a withdrawal the entry is a draft again, which its decider may no longer decide on.
    assert set(hasil) <= {"jadi", "Basi", "TidakBerwenang"}
    assert len(meja.lihat("staf-umum").riwayat) == 3


@pytest.mark.usefixtures("antre")
def test_first_saves_at_once_make_one_entry(app, entri, sebagai):
    nomor, kode, _ = entri("BELUM_DIISI")
    staf = sebagai("staf-umum")
    with app.app_context():
        indikator = find_acuan(staf).indikator[nomor]
    isian = [buat_isian(indikator, pembilang=n, penyebut=100) for n in range(BANYAK)]
    tempat = Tempat(nomor, kode)
    tugas = [lambda i=satu: update_realisasi(staf, tempat, Kiriman(0, i)) for satu in isian]
    assert serentak(app, tugas) == {"jadi": 1, "Basi": BANYAK - 1}
    akhir = ambil_keadaan(app)
    assert len(akhir["realisasi"]) == len(akhir["riwayat"]) == 1


@pytest.mark.usefixtures("antre")
def test_writers_wait_for_each_other_and_nobody_is_told_locked(app, entri, sebagai):
    kode = ("staf-umum-1", "staf-trantib-1", "staf-pmd-1", "staf-pmd-2", "staf-pemerintahan-1")
    tugas = []
    for indikator in kode:
        for periode in ("2026-TW1", "2026-TW2", "2026-TW3", "2026-TW4"):
            nomor, _, _ = entri("BELUM_DIISI", indikator, periode)
            pelaku = sebagai(indikator.rpartition("-")[0])
            with app.app_context():
                isian = buat_isian(find_acuan(pelaku).indikator[nomor])
            kirim = (pelaku, Tempat(nomor, periode), Kiriman(0, isian))
            tugas.append(partial(update_realisasi, *kirim))
    assert serentak(app, tugas) == {"jadi": BANYAK}
    with app.app_context():
        jejak = ambil_keadaan(app)["jejak"]
        db.session.rollback()
    assert [b[0] for b in jejak] == list(range(1, len(jejak) + 1))


def test_reading_goes_on_while_somebody_writes(app, entri, masuk):
    entri("DIAJUKAN")
    klien = masuk("kasubbag-umum")
    # The first request of a day opens the periods that begin with it; this is any later one.
    assert klien.get("/").status_code == 200
    with app.app_context():
        db.session.connection(execution_options={transaksi.TULIS: True})
        try:
            assert klien.get("/").status_code == 200
        finally:
            db.session.rollback()
