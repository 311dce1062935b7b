"""Races: one winner among simultaneous decisions, and writers who wait instead of failing."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, true

from iki_web.actions import transaksi
from iki_web.actions.jabatan import close_jabatan, create_jabatan, update_atasan
from iki_web.actions.pegawai import close_pegawai, update_pegawai
from iki_web.actions.penugasan import create_penugasan
from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    approve_realisasi,
    return_realisasi,
    update_realisasi,
    withdraw_realisasi,
)
from iki_web.actions.target import update_target
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai, Penugasan, Target
from iki_web.queries.acuan import find_acuan
from iki_web.rules.galat import Galat
from iki_web.rules.jabatan import IsianJabatan
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku
from iki_web.rules.pegawai import IsianPegawai
from iki_web.rules.penugasan import IsianPenugasan
from iki_web.rules.target import Dasar, KirimanTarget, TempatTarget
from tests.pendukung.entri import buat_isian, id_indikator
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja, ubah

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


def _lepas(app: Flask, pelaku: Pelaku, nama: str, cara: str) -> Callable[[], object]:
    """Return the act that takes a person's task of pengelola away, at the version seen now."""
    with app.app_context():
        satu = db.session.execute(select(Pegawai).where(Pegawai.nama_pengguna == nama)).scalar_one()
        if cara == "nonaktifkan":
            return partial(close_pegawai, pelaku, satu.id, satu.versi)
        isian = IsianPegawai(satu.nama, satu.nip, satu.pangkat, satu.nama_pengguna)
        return partial(update_pegawai, pelaku, satu.id, isian, satu.versi)


@pytest.mark.usefixtures("antre")
@pytest.mark.parametrize("cara", [("nonaktifkan",) * 2, ("ubah",) * 2, ("nonaktifkan", "ubah")])
def test_of_the_last_two_pengelola_removing_each_other_one_remains(app, sebagai, cara):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "camat", pengelola=True)
    tugas = [
        _lepas(app, sebagai("pengelola"), "camat", cara[0]),
        _lepas(app, sebagai("camat"), "pengelola", cara[1]),
    ]
    assert serentak(app, tugas) == {"jadi": 1, "Ditolak": 1}
    with app.app_context():
        tersisa = select(Pegawai.id).where(Pegawai.pengelola.is_(true()), Pegawai.aktif.is_(true()))
        assert len(db.session.execute(tersisa).all()) == 1


def _cari_jabatan(kode: str) -> Jabatan:
    return db.session.execute(select(Jabatan).where(Jabatan.kode == kode)).scalar_one()


@pytest.mark.usefixtures("antre")
def test_two_positions_moved_under_each_other_at_once_make_no_circle(app, sebagai):
    pelaku = sebagai("pengelola")
    with app.app_context():
        satu, dua = _cari_jabatan("kasubbag-umum"), _cari_jabatan("kasubbag-keuangan")
        tugas = [
            partial(update_atasan, pelaku, satu.id, dua.id, satu.versi),
            partial(update_atasan, pelaku, dua.id, satu.id, dua.versi),
        ]
    assert serentak(app, tugas) == {"jadi": 1, "Ditolak": 1}
    with app.app_context():
        semua = {j.id: j for j in db.session.execute(select(Jabatan)).scalars()}
        for jabatan in semua.values():
            atas = semua.get(jabatan.atasan_id or 0)
            assert jabatan.jalur == f"{atas.jalur if atas else '/'}{jabatan.id}/"


@pytest.mark.usefixtures("antre")
def test_one_target_fixed_by_two_at_once_has_one_version(app, sebagai):
    with app.app_context():
        tempat = TempatTarget(id_indikator("staf-umum-1"))
    isian = [KirimanTarget(tempat, Decimal(nilai), 0) for nilai in (80, 90)]
    tugas = [
        partial(update_target, sebagai(nama), 2026, [satu], Dasar())
        for nama, satu in zip(("pengelola", "kasubbag-umum"), isian, strict=True)
    ]
    assert serentak(app, tugas) == {"jadi": 1, "Basi": 1}
    with app.app_context():
        assert db.session.execute(select(Target.versi)).scalars().all() == [1]


@pytest.mark.usefixtures("antre")
def test_a_position_is_not_abolished_while_somebody_gets_it(app, sebagai):
    pelaku = sebagai("pengelola")
    with app.app_context():
        atas = _cari_jabatan("camat").id
        nomor = create_jabatan(pelaku, IsianJabatan("Staf Arsip", "Staf Arsip", 9), atas)
        orang = db.session.execute(select(Pegawai.id).order_by(Pegawai.id)).scalars().first()
        isian = IsianPenugasan(orang or 0, nomor, JenisPenugasan.DEFINITIF, date(2026, 4, 1))
        versi = db.session.get_one(Jabatan, nomor).versi
    tugas = [
        partial(close_jabatan, pelaku, nomor, versi),
        partial(create_penugasan, pelaku, isian),
    ]
    assert serentak(app, tugas) == {"jadi": 1, "Ditolak": 1}
    with app.app_context():
        dipegang = select(Penugasan.id).where(Penugasan.jabatan_id == nomor)
        assert db.session.get_one(Jabatan, nomor).aktif == bool(db.session.execute(dipegang).all())
