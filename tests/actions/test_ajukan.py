"""Saving and submitting as one change: one version, one line, or the draft, or nothing at all."""

import json
from decimal import Decimal

import pytest
import sqlalchemy as sa

from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    remove_bukti,
    submit_realisasi,
    update_realisasi,
)
from iki_web.actions.realisasi.tulis import build_isi
from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.queries.acuan import find_acuan
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.alur import Aksi, Status
from iki_web.rules.bukti import BATAS_BERKAS
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.jejak import format_kanonik
from tests.actions.test_balapan import BANYAK, antre, serentak
from tests.pendukung.entri import buat_isian, simpan_berkas
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja
from tests.storage.pembuat_berkas import pdf

__all__ = ["antre"]  # a fixture of the races

A, S = Aksi, Status


@pytest.fixture
def meja(app, entri):
    """`meja("DRAF")`: an entry in a state."""
    return lambda *args, **isian: Meja(app, *entri(*args, **isian))


def _kirim(m, sebagai, versi=None, *, berkas=True, **isian):
    """Return what a whole form brings."""
    with m.app.app_context():
        indikator = find_acuan(sebagai("staf-umum")).indikator[m.indikator_id]
    masuk = {1: [simpan_berkas(m.app, pdf(2), "lampiran.pdf")]} if berkas else {}
    return Kiriman(m.versi if versi is None else versi, buat_isian(indikator, **isian), masuk)


def _ajukan(m, sebagai, kiriman, siapa="staf-umum"):
    pelaku = sebagai(siapa)
    with m.app.app_context():
        return submit_realisasi(pelaku, m.tempat, kiriman)


def _baris_jejak(app) -> Jejak:
    with app.app_context():
        terakhir = sa.select(Jejak).order_by(Jejak.seq.desc()).limit(1)
        return db.session.execute(terakhir).scalar_one()


@pytest.mark.parametrize("status", ["BELUM_DIISI", "DRAF", "DIKEMBALIKAN"])
def test_content_and_state_are_one_version_one_history_row_and_one_line(app, meja, sebagai, status):
    m = meja(status)
    awal = ambil_keadaan(app)
    assert _ajukan(m, sebagai, _kirim(m, sebagai, pembilang=7, penyebut=10)) == m.versi + 1
    akhir, entri = ambil_keadaan(app), m.lihat("staf-umum")
    assert [len(akhir[n]) - len(awal[n]) for n in ("riwayat", "jejak")] == [1, 1]
    assert (entri.status, entri.versi) == (S.DIAJUKAN, m.versi + 1)
    assert (entri.isian.pembilang, entri.berkas[-1].nama) == (Decimal(7), "lampiran.pdf")
    assert entri.riwayat[-1].aksi is A.AJUKAN
    baris = _baris_jejak(app)
    sebelum, sesudah = json.loads(baris.sebelum), json.loads(baris.sesudah)
    assert (baris.aksi, baris.versi) == ("realisasi.diajukan", m.versi + 1)
    assert sebelum.get("status", "BELUM_DIISI") == status
    assert (sesudah["status"], sesudah["pembilang"]) == ("DIAJUKAN", "7")
    assert sesudah["bukti"][0]["berkas"][-1]["nama"] == "lampiran.pdf"


@pytest.mark.parametrize("status", ["BELUM_DIISI", "DRAF", "DIKEMBALIKAN"])
def test_what_is_missing_is_named_and_the_draft_is_one_change(app, meja, sebagai, status):
    m = meja(status, berkas=False)
    kiriman = _kirim(m, sebagai, berkas=False, pembilang=7, penyebut=None)
    kurang = Kiriman(kiriman.versi, kiriman.isian, alasan={1: ""})
    diajukan = hitung_jejak(app, "realisasi.diajukan")
    with pytest.raises(Ditolak) as tolak:
        _ajukan(m, sebagai, kurang)
    assert set(tolak.value.isian) == {"penyebut", "alasan_tanpa_berkas"}
    entri = m.lihat("staf-umum")
    assert entri.status is (S.DIKEMBALIKAN if status == "DIKEMBALIKAN" else S.DRAF)
    assert (entri.versi, entri.isian.pembilang) == (m.versi + 1, Decimal(7))
    assert entri.riwayat[-1].aksi is A.SIMPAN
    assert hitung_jejak(app, "realisasi.diajukan") == diajukan
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak) as lagi:
        _ajukan(m, sebagai, Kiriman(entri.versi, kurang.isian, alasan=kurang.alasan))
    assert lagi.value.isian == tolak.value.isian
    assert ambil_keadaan(app) == awal, "the same again is no new version"


def test_a_stale_version_writes_nothing_even_when_it_brings_nothing_new(app, meja, sebagai):
    m = meja("DRAF", pembilang=7, penyebut=10)
    kiriman = [
        _kirim(m, sebagai, m.versi - 1, berkas=b, pembilang=n, penyebut=10)
        for b, n in ((False, 7), (False, 8), (True, 7))
    ]
    awal = ambil_keadaan(app)
    for satu in (*kiriman, Kiriman(m.versi - 1), Kiriman(m.versi + 1)):
        with pytest.raises(Basi):
            _ajukan(m, sebagai, satu)
    assert ambil_keadaan(app) == awal


def test_a_refusal_leaves_nothing_half_written(app, meja, sebagai, jam_uji):
    m = meja("DRAF", pembilang=7, penyebut=10)
    banyak = [simpan_berkas(app, pdf(3) + b"\n" * n, f"{n}.pdf") for n in range(BATAS_BERKAS)]
    utuh = _kirim(m, sebagai, pembilang=8, penyebut=10)
    salah = _kirim(m, sebagai, pembilang=5, penyebut=0)
    awal = ambil_keadaan(app)
    for satu in (salah, Kiriman(m.versi, utuh.isian, {1: banyak})):
        with pytest.raises(Ditolak):
            _ajukan(m, sebagai, satu)
    with pytest.raises(TidakBerwenang):
        _ajukan(m, sebagai, utuh, "kasubbag-umum")
    with pytest.raises(TidakTerlihat):
        _ajukan(m, sebagai, utuh, "kasi-pmd")
    jam_uji.set(m.lihat("staf-umum").periode.batas)
    with pytest.raises(Ditolak, match="ditutup"):
        _ajukan(m, sebagai, utuh)
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("status", ["DIAJUKAN", "DISETUJUI"])
def test_nothing_is_saved_or_submitted_in_a_state_without_the_step(app, meja, sebagai, status):
    m = meja(status)
    kiriman = [_kirim(m, sebagai, pembilang=8, penyebut=10), Kiriman(m.versi)]
    awal = ambil_keadaan(app)
    for satu in kiriman:
        with pytest.raises(Ditolak):
            _ajukan(m, sebagai, satu)
    assert ambil_keadaan(app) == awal


@pytest.mark.usefixtures("antre")
def test_twenty_simultaneous_submissions_have_one_winner(app, meja, sebagai):
    m = meja("BELUM_DIISI")
    kirim = [_kirim(m, sebagai, pembilang=n, penyebut=100) for n in range(BANYAK)]
    staf = sebagai("staf-umum")
    tugas = [lambda k=satu: submit_realisasi(staf, m.tempat, k) for satu in kirim]
    assert serentak(app, tugas) == {"jadi": 1, "Basi": BANYAK - 1}
    akhir = ambil_keadaan(app)
    assert len(akhir["realisasi"]) == len(akhir["riwayat"]) == len(akhir["bukti"]) == 1
    assert hitung_jejak(app, "realisasi.diajukan") == 1


@pytest.mark.usefixtures("antre")
def test_a_save_and_a_submission_at_once_have_one_winner(app, meja, sebagai):
    m = meja("DRAF")
    staf = sebagai("staf-umum")
    simpan = _kirim(m, sebagai, berkas=False, pembilang=1, penyebut=100)
    ajukan = _kirim(m, sebagai, pembilang=2, penyebut=100)
    tugas = [
        lambda: update_realisasi(staf, m.tempat, simpan),
        lambda: submit_realisasi(staf, m.tempat, ajukan),
    ] * (BANYAK // 2)
    hasil = serentak(app, tugas)
    # Saving what was just saved is no change, so several savers may be content with one version.
    tulis = hitung_jejak(app, "realisasi.disimpan") + hitung_jejak(app, "realisasi.diajukan")
    assert tulis == 2, "the one that made it, and the winner"
    assert set(hasil) <= {"jadi", "Basi"}
    assert len(m.lihat("staf-umum").riwayat) == 2


def test_every_line_says_what_the_tables_hold(app, meja, sebagai):
    """What the trail keeps is put together without reading it back: here both are compared."""
    m = meja("BELUM_DIISI")
    m.versi = _ajukan(m, sebagai, _kirim(m, sebagai, pembilang="180.50", penyebut=200, kendala="x"))
    _bandingkan(m)
    for siapa, aksi, isi in (
        ("kasubbag-umum", A.KEMBALIKAN, {}),
        ("staf-umum", A.SIMPAN, {"pembilang": "9.0", "penyebut": 10, "rujukan": {1: "Buku 3"}}),
        ("staf-umum", A.SIMPAN, {"pembilang": "9", "penyebut": 10, "rujukan": {1: "Buku 4"}}),
        ("staf-umum", A.AJUKAN, {}),
        ("staf-umum", A.TARIK, {}),
        ("staf-umum", A.SIMPAN, {"nihil": True, "alasan_nihil": "Tidak ada surat."}),
        ("staf-umum", A.AJUKAN, {}),
        ("kasubbag-umum", A.SETUJUI, {}),
        ("camat", A.BUKA_KEMBALI, {}),
    ):
        m.lakukan(siapa, aksi, **isi)
        _bandingkan(m)
    staf, bukti = sebagai("staf-umum"), m.lihat("staf-umum").berkas[0].id
    with app.app_context():
        m.versi = remove_bukti(staf, m.tempat, bukti, m.versi)
    _bandingkan(m)
    pelaku = sebagai("pengelola")
    with app.app_context():
        kunci, simpanan = app.config["IKI_KUNCI_JEJAK"], app.extensions["iki_simpanan"]
        assert find_kerusakan(pelaku, kunci, simpanan) == []


def _bandingkan(m: Meja) -> None:
    entri, baris = m.lihat("staf-umum"), _baris_jejak(m.app)
    assert baris.versi == entri.versi == m.versi
    nyata = build_isi(entri.indikator, entri.status, entri.isian, entri.slot)
    ditulis = json.loads(baris.sesudah)
    assert {n: ditulis[n] for n in nyata} == json.loads(format_kanonik(nyata))
    assert entri.riwayat[-1].isi == json.loads(format_kanonik(nyata))


def test_another_place_is_not_touched(app, meja, sebagai, entri):
    m = meja("DRAF")
    lain = Tempat(*entri("DRAF", periode="2026-TW2")[:2])
    _ajukan(m, sebagai, _kirim(m, sebagai, pembilang=7, penyebut=10))
    tetap = Meja(app, lain.indikator_id, lain.kode, 1).lihat("staf-umum")
    assert (tetap.status, tetap.versi) == (S.DRAF, 1)
