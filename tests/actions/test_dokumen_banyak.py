"""Issuing for many positions at once: all or nothing, one line, numbers in a row."""

from datetime import date

import pytest
import sqlalchemy as sa

from iki_web.actions.dokumen import issue_banyak
from iki_web.extensions import db, jam
from iki_web.models import Jejak, Pegawai, Terbitan
from iki_web.queries.dokumen import list_berlaku, list_calon, list_pokok_jenis
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.dokumen import Jenis, NaskahPilihan, Penerbitan
from iki_web.rules.galat import Ditolak, TidakBerwenang, TidakTerlihat
from tests.pendukung.dokumen import ALAMAT, PERJANJIAN, baca_sidik, terbitkan
from tests.pendukung.keadaan import ambil_keadaan, tulis_langsung
from tests.pendukung.langkah import akhiri, ubah
from tests.pendukung.orang import buat_pelaku


def _calon(app, nama="camat", jenis=Jenis.PERJANJIAN, periode="", **cara):
    """What a person could issue now; call inside the app's context."""
    pelaku = buat_pelaku(app, nama)
    semua = list_pokok_jenis(pelaku, jenis, 2026, periode)
    return list_calon(pelaku, semua, Penerbitan(cara.pop("tanggal", jam.today()), **cara))


def _terbitkan(app, calon, nama="camat", **cara):
    isi = Penerbitan(cara.pop("tanggal", jam.today()), **cara)
    semua = {satu.pokok: satu.sidik for satu in calon}
    return issue_banyak(buat_pelaku(app, nama), semua, isi, ALAMAT)


def _semua():
    return db.session.execute(sa.select(Terbitan).order_by(Terbitan.id)).scalars().all()


def test_all_positions_are_issued_with_one_line_that_lists_them(app):
    with app.app_context():
        calon = _calon(app)
        kepala = db.session.execute(sa.select(sa.func.max(Jejak.seq))).scalar_one()
        hasil = _terbitkan(app, calon)
        semua = _semua()
        assert [satu.id for satu in semua] == list(hasil)
        assert [satu.nomor for satu in semua] == [satu.nomor for satu in calon]
        assert [satu.nomor[:3] for satu in semua] == [f"{n:03d}" for n in range(1, len(calon) + 1)]
        jejak = db.session.execute(sa.select(Jejak).where(Jejak.seq > kepala)).scalars().all()
        assert [satu.aksi for satu in jejak] == ["dokumen.diterbitkan"]
        assert all(satu.kode in jejak[0].sesudah for satu in semua)
        assert {satu.jejak_seq for satu in semua} == {kepala}


@pytest.mark.parametrize(
    ("jenis", "periode"),
    [
        (Jenis.PERJANJIAN, ""),
        (Jenis.RENCANA_AKSI, ""),
        (Jenis.LAPORAN, "2026-TW1"),
        (Jenis.PENGUKURAN, ""),
        (Jenis.LAMPIRAN, ""),
    ],
)
def test_each_says_what_it_says_alone(app, entri, jenis, periode):
    entri("DISETUJUI")
    entri("DISETUJUI", "kasubbag-umum-1", "2026-TW1")
    with app.app_context():
        calon = _calon(app, jenis=jenis, periode=periode)
    for satu in calon:
        sendiri = baca_sidik(app, "camat", (jenis, satu.jabatan.kode, periode))
        assert sendiri == satu.sidik, satu.jabatan.kode
    with app.app_context():
        _terbitkan(app, calon)
        assert all(satu.sama for satu in _calon(app, jenis=jenis, periode=periode))


def test_one_that_cannot_be_signed_keeps_all_back_and_is_named(app):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    awal = ambil_keadaan(app)
    with app.app_context():
        calon = _calon(app)
        kosong = {f"jabatan-{s.jabatan.id}" for s in calon if s.kosong}
        assert len(kosong) == 2
        with pytest.raises(Ditolak, match="Belum ada yang diterbitkan: 2 dokumen") as galat:
            _terbitkan(app, calon)
        assert galat.value.isian.keys() == kosong
    assert ambil_keadaan(app) == awal


def test_one_whose_data_changed_keeps_all_back(app, entri):
    with app.app_context():
        calon = _calon(app, jenis=Jenis.LAPORAN, periode="2026-TW1")
    entri("DISETUJUI")
    awal = ambil_keadaan(app)
    with app.app_context():
        with pytest.raises(Ditolak) as galat:
            _terbitkan(app, calon)
        (kalimat,) = galat.value.isian.values()
        assert "berubah sejak" in kalimat
    assert ambil_keadaan(app) == awal


def test_nothing_ticked_is_said(app):
    with app.app_context(), pytest.raises(Ditolak, match="Centang dahulu"):
        _terbitkan(app, ())


def test_numbers_pass_over_one_that_is_used(app):
    terbitkan(app, "staf-umum", PERJANJIAN, "003/PK/IV/2026")
    with app.app_context():
        hasil = [satu.nomor[:3] for satu in _calon(app)]
        assert hasil[:3] == ["002", "004", "005"]
        _terbitkan(app, _calon(app)[:3])
        assert [satu.nomor[:3] for satu in _semua()] == ["003", "002", "004", "005"]


def test_a_day_of_another_year_begins_its_own_numbers(app):
    terbitkan(app, "staf-umum", PERJANJIAN)
    with app.app_context():
        calon = _calon(app, tanggal=date(2027, 1, 5))
        assert calon[0].nomor == "001/PK/I/2027"


def test_annexes_carry_the_number_of_the_edition_in_its_own_order(app):
    for urutan in ("urutan + 100", "200 - urutan"):
        tulis_langsung(app, f"UPDATE lampiran SET urutan = {urutan}")
    with app.app_context():
        calon = _calon(app, jenis=Jenis.LAMPIRAN, naskah=NaskahPilihan.ASLI)
        for satu in calon:
            assert satu.isi.nama.startswith(f"Lampiran {satu.nomor.rpartition(' ')[2]} ")
        assert calon[0].nomor.endswith(f"Lampiran {len(calon)}")


@pytest.mark.parametrize("nama", ["kasubbag-umum", "staf-umum"])
def test_who_leads_issues_for_his_own_and_those_below(app, nama):
    with app.app_context():
        kode = [satu.jabatan.kode for satu in _calon(app, nama)]
        assert kode == [satu for satu in ("kasubbag-umum", "staf-umum") if satu in kode]
        assert nama in kode
        lain = [satu for satu in _calon(app) if satu.jabatan.kode == "staf-pmd"]
        with pytest.raises(TidakBerwenang):
            _terbitkan(app, [*_calon(app, nama), *lain], nama)
        assert _semua() == []


def test_the_pemeriksa_and_the_pengelola(app):
    akhiri(app, "kasi-trantib", "kasi-trantib")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-trantib", pemeriksa=True)
    with app.app_context():
        with pytest.raises(TidakBerwenang):
            _terbitkan(app, _calon(app, "kasi-trantib"), "kasi-trantib")
        with pytest.raises(TidakTerlihat):
            _calon(app, "pengelola", Jenis.LAPORAN, "2026-TW1")
        assert _terbitkan(app, _calon(app, "pengelola")[:2], "pengelola")


def test_what_is_missing_is_said_and_does_not_forbid(app, entri):
    entri("DISETUJUI")
    with app.app_context():
        kurang = {s.jabatan.kode: s.kurang for s in _calon(app, jenis=Jenis.PENGUKURAN)}
        assert kurang["staf-pmd"] == ("Belum ada realisasi yang disetujui.",)
        assert "1 dari " in kurang["staf-umum"][0]
        assert any("target" in s.kurang[0] for s in _calon(app))
        assert _terbitkan(app, _calon(app))


def test_what_is_in_force_follows_the_order_of_positions(app):
    terbitkan(app, "staf-umum", PERJANJIAN)
    with app.app_context():
        calon = _calon(app)
        hasil = _terbitkan(app, calon)
        pelaku = buat_pelaku(app, "camat")
        berlaku = list_berlaku(pelaku, tuple(satu.pokok for satu in calon))
        assert [satu.baris.id for satu in berlaku] == list(hasil)
        assert sorted(satu.baris.versi for satu in berlaku) == [*[1] * (len(calon) - 1), 2]


def test_the_check_knows_each_document_of_a_line(app):
    with app.app_context():
        nomor = [satu.nomor for satu in _calon(app)]
        _terbitkan(app, _calon(app))
        sqlite = db.engine.dialect.name == "sqlite"
        pelaku = buat_pelaku(app, "pengelola")
    kunci, simpanan = app.config["IKI_KUNCI_JEJAK"], app.extensions["iki_simpanan"]
    lepas = (
        ["DROP TRIGGER terbitan_tolak_update", "DROP TRIGGER terbitan_tolak_delete"]
        if sqlite
        else ["ALTER TABLE terbitan DISABLE TRIGGER USER"]
    )
    with app.app_context():
        assert find_kerusakan(pelaku, kunci, simpanan) == []
    for satu in lepas:
        tulis_langsung(app, satu)
    tulis_langsung(app, f"UPDATE terbitan SET judul = 'Lain' WHERE nomor = '{nomor[1]}'")
    tulis_langsung(app, f"DELETE FROM terbitan WHERE nomor = '{nomor[2]}'")
    with app.app_context():
        assert find_kerusakan(pelaku, kunci, simpanan) == [
            f"Dokumen {nomor[1]}: isinya tidak cocok dengan yang diterbitkan.",
            f"Dokumen {nomor[2]}: terbitannya hilang.",
        ]
