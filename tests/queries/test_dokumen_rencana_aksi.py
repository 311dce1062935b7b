"""Rencana Aksi and the agreement it is drawn from: targets by quarter, parties, merged cells."""

import pytest
from flask import Flask

from iki_web.extensions import db
from iki_web.models import Pegawai
from iki_web.rules.dokumen import Isi, Jenis, Rincian, TandaTangan, format_teks
from tests.pendukung.dokumen import PERJANJIAN, Satu, baca_isi
from tests.pendukung.entri import id_indikator
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.target import tetapkan


def _rencana(kode: str) -> Satu:
    return Jenis.RENCANA_AKSI, kode, ""


@pytest.fixture
def nomor(app):
    """`nomor("staf-umum-1")` -> the indicator's id."""

    def cari(kode: str) -> int:
        with app.app_context():
            return id_indikator(kode)

    return cari


def _baca_target(app: Flask, kode: str) -> list[list[str]]:
    """Return the target cells of every row: four quarters and the year."""
    (tabel,) = baca_isi(app, "camat", _rencana(kode)).tabel
    return [[sel.baca for sel in baris[3:]] for baris in tabel.baris]


def test_a_quarter_has_its_own_target_else_that_of_the_year(app, nomor):
    assert _baca_target(app, "staf-umum") == [[""] * 5]
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), 90)
    assert _baca_target(app, "staf-umum") == [["90\u00a0%"] * 5]
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), "85.5", kode="2026-TW1")
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), "-", kode="2026-TW3")
    kosong = ["85,5\u00a0%", "90\u00a0%", "-", "90\u00a0%", "90\u00a0%"]
    assert _baca_target(app, "staf-umum") == [kosong]


def test_not_targeted_in_the_year_is_a_stroke_in_every_quarter(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), "-")
    assert _baca_target(app, "staf-umum") == [["-"] * 5]


def _atur_frekuensi(app: Flask, kode: str, frekuensi: str) -> None:
    perintah = "UPDATE indikator SET frekuensi = :frekuensi WHERE kode = :kode"
    tulis_langsung(app, perintah, frekuensi=frekuensi, kode=kode)
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")


def test_longer_periods_stand_in_the_quarter_in_which_they_end(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), 90)
    _atur_frekuensi(app, "staf-umum-1", "SEMESTERAN")
    assert _baca_target(app, "staf-umum") == [["", "90\u00a0%", "", "90\u00a0%", "90\u00a0%"]]
    _atur_frekuensi(app, "staf-umum-1", "TAHUNAN")
    assert _baca_target(app, "staf-umum") == [["", "", "", "90\u00a0%", "90\u00a0%"]]


def test_months_with_targets_of_their_own_are_told_one_by_one(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), 90)
    _atur_frekuensi(app, "staf-umum-1", "BULANAN")
    assert _baca_target(app, "staf-umum") == [["90\u00a0%"] * 5]
    tetapkan(app, "kasubbag-umum", nomor("staf-umum-1"), 70, kode="2026-02")
    assert _baca_target(app, "staf-umum")[0][0] == "Jan: 90\u00a0%; Feb: 70\u00a0%; Mar: 90\u00a0%"


@pytest.mark.parametrize(
    ("kode", "rentang"), [("kasubbag-umum", [7, *[None] * 6]), ("kasi-pmd", [1, 1, 2, None])]
)
def test_both_papers_merge_equal_objectives(app, kode, rentang):
    for jenis in (Jenis.PERJANJIAN, Jenis.RENCANA_AKSI):
        (tabel,) = baca_isi(app, "camat", (jenis, kode, "")).tabel
        assert [baris[1] and baris[1].baris for baris in tabel.baris] == rentang
        assert [baris[0].teks for baris in tabel.baris] == [
            str(urut) for urut in range(1, len(rentang) + 1)
        ]


def _tanda(isi: Isi) -> TandaTangan:
    return next(balok for balok in isi.badan if isinstance(balok, TandaTangan))


def test_it_is_signed_as_the_agreement_is(app):
    with app.app_context():
        orang = db.session.query(Pegawai).filter_by(nama_pengguna="kasubbag-umum").one()
        assert orang.nip is None
    tulis_langsung(
        app,
        "UPDATE pegawai SET nip = '198501012010011003', pangkat = 'Penata (III/c)' "
        "WHERE nama_pengguna = 'kasubbag-umum'",
    )
    rencana, perjanjian = (
        baca_isi(app, "camat", satu) for satu in (_rencana("staf-umum"), PERJANJIAN)
    )
    assert _tanda(rencana) == _tanda(perjanjian)
    kiri, kanan = _tanda(rencana).kiri, _tanda(rencana).kanan
    assert (kiri.nip, kiri.pangkat) == ("NIP. 19850101 201001 1 003", "Penata (III/c)")
    assert (kanan.nip, kanan.pangkat) == ("", "")
    assert kanan.pengantar[-1] == "Pihak Pertama,"


def test_parties_of_the_agreement_are_aligned_rows(app):
    isi = baca_isi(app, "camat", PERJANJIAN)
    label = [b.label for b in isi.badan if isinstance(b, Rincian)]
    assert label == ["Nama", "Jabatan", "Nama", "Jabatan"]
    cetak = format_teks(isi)
    assert "Nama : Staf Umum\n" in cetak
    assert "Jabatan : STAF SUB BAGIAN UMUM DAN KEPEGAWAIAN\n" in cetak
    assert cetak.index("pihak pertama.") < cetak.index("pihak kedua.")


def test_a_vacant_position_says_so(app):
    tulis_langsung(
        app,
        "UPDATE pegawai SET aktif = :aktif WHERE nama_pengguna = 'staf-umum'",
        aktif=False,
    )
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    isi = baca_isi(app, "camat", PERJANJIAN)
    assert "Nama : (jabatan kosong)" in format_teks(isi)
    assert _tanda(isi).kanan.nama == ""
