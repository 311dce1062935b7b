"""The sample data: every state is there, made by the real acts, only in the past, and only once."""

from collections import Counter
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from iki_web.actions.contoh import berkas, compute_awal, create_contoh, jam_pada
from iki_web.actions.instance import count_pemakaian, find_sistem
from iki_web.extensions import db, jam
from iki_web.models import (
    Bukti,
    HasilLalu,
    Impor,
    Jabatan,
    Jejak,
    Keputusan,
    Libur,
    Mutu,
    Pegawai,
    Pengecualian,
    Penugasan,
    Periode,
    Realisasi,
    Riwayat,
    StatusKeputusan,
    Target,
    Terbitan,
    Usulan,
    UsulanTarget,
)
from iki_web.queries.acuan import find_acuan
from iki_web.queries.dokumen import list_terbitan
from iki_web.queries.kantor import get_kantor
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.alur import Aksi, Status
from iki_web.rules.dokumen import Jenis
from iki_web.rules.impor import StatusImpor
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.periode import WIB
from iki_web.rules.usulan import StatusUsulan
from tests.pendukung.basis import pinjam
from tests.pendukung.contoh import GAMBAR, gambar_sekali
from tests.pendukung.keadaan import ambil_keadaan

NOVEMBER = datetime(2026, 11, 20, 14, 0, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _gambar_sekali(monkeypatch):
    gambar_sekali(monkeypatch)


@pytest.fixture
def cetakan(request, basis, jam_uji):
    """Where a test asks for `terisi`, the app is on a copy of the instance filled in November."""
    if "terisi" not in request.fixturenames:
        return None
    jam_uji.set(NOVEMBER)
    return basis.cetak(create_contoh, _isi)


def _isi(app):
    with app.app_context():
        kalimat = create_contoh(app.extensions["iki_simpanan"])
    assert kalimat.startswith("Data contoh dibuat")


@pytest.fixture
def terisi(konteks_app):
    """The prepared instance in November, filled: once a run, a copy for each test."""
    return konteks_app


def _status(kode):
    return dict(
        db.session.execute(
            select(Realisasi.status, func.count())
            .join(Periode, Periode.id == Realisasi.periode_id)
            .where(Periode.kode == kode)
            .group_by(Realisasi.status)
        ).all()
    )


def test_every_page_has_something_to_show(terisi, sebagai):
    lalu, kini = _status("2026-TW3"), _status("2026-TW4")
    empat = {Status.DRAF, Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.DISETUJUI}
    assert set(lalu) == set(kini) == empat
    assert sum(lalu.values()) < 30, "something of the past quarter is missing"
    assert sum(kini.values()) < 15, "the current quarter is mostly open work"
    assert _status("2026-TW2") == {Status.DISETUJUI: 30}
    hitung = select(func.count()).select_from
    assert db.session.execute(hitung(Realisasi).where(Realisasi.nihil)).scalar_one() >= 2
    balik = hitung(Riwayat).where(Riwayat.aksi == Aksi.KEMBALIKAN)
    assert db.session.execute(balik).scalar_one() >= 6
    jenis = set(db.session.execute(select(Bukti.jenis).distinct()).scalars())
    assert jenis == {"pdf", "jpg", "xlsx"}
    # 31 fixed in January, one of them changed later in the year.
    assert db.session.execute(hitung(Target)).scalar_one() == 32
    dibuka = select(Periode.kode).where(Periode.alasan_buka != "")
    assert db.session.execute(dibuka).scalars().all() == ["2026-TW2"]
    rusak = find_kerusakan(
        sebagai("pengelola"),
        terisi.config["IKI_KUNCI_JEJAK"],
        terisi.extensions["iki_simpanan"],
    )
    assert rusak == []


def _kolom(kolom, *syarat):
    return sorted(db.session.execute(select(kolom).where(*syarat)).scalars())


def test_every_room_of_kelola_has_something_to_show(terisi):
    assert date(2026, 8, 17) in _kolom(Libur.tanggal)
    jenis = [satu.value for satu in _kolom(Penugasan.jenis)]
    assert jenis == ["DEFINITIF"] * 12 + ["PLH", "PLT"]
    acuan = find_acuan(find_sistem())
    kini = {t.jenis for t in acuan.penugasan if t.is_berlaku(NOVEMBER.date())}
    assert kini == {JenisPenugasan.DEFINITIF, JenisPenugasan.PLH}
    assert len(_kolom(Pengecualian.alasan)) == 1
    assert _kolom(Keputusan.kode, Keputusan.status == StatusKeputusan.DRAF) == ["2027"]
    assert len(_kolom(Mutu.indikator_id)) == 6
    assert {satu.value for satu in _kolom(Usulan.status)} == set(StatusUsulan)
    assert len(_kolom(UsulanTarget.alasan)) == 1
    assert set(_kolom(Impor.status)) == {StatusImpor.DITERAPKAN, StatusImpor.DIPERIKSA}
    assert len(_kolom(HasilLalu.indikator_id)) == 31
    # People are named after their positions; nobody is invented.
    assert _kolom(Pegawai.nama) == sorted([*_kolom(Jabatan.nama_singkat), "Pengelola"])


def test_documents_were_issued_by_those_they_belong_to(terisi, sebagai):
    camat = sebagai("camat")
    terbit = list_terbitan(camat, 2026)
    assert Counter(satu.jenis for satu in terbit) == {
        Jenis.PERJANJIAN: 5,
        Jenis.LAPORAN: 8,
        Jenis.LAMPIRAN: 1,
        Jenis.RENCANA_AKSI: 1,
        Jenis.BERITA_ACARA: 1,
    }
    lama = [satu for satu in terbit if not satu.berlaku]
    assert [(satu.jenis, satu.periode, satu.versi) for satu in lama] == [
        (Jenis.LAPORAN, "2026-TW2", 1)
    ], "one report is superseded: late entries came after its quarter was opened again"
    ganti = [satu for satu in terbit if satu.versi == 2]
    assert len(ganti) == 1
    setelan = get_kantor(sebagai("pengelola")).setelan
    assert setelan.tempat == "Jrengik"
    assert setelan.kop.startswith("PEMERINTAH KABUPATEN SAMPANG")
    dua = select(Terbitan.sidik).where(
        Terbitan.pokok == select(Terbitan.pokok).where(Terbitan.versi == 2).scalar_subquery()
    )
    assert len(set(db.session.execute(dua).scalars())) == 2


def test_nothing_happens_in_the_future_or_by_anyone_invented(terisi):
    assert db.session.execute(select(func.max(Jejak.waktu))).scalar_one() <= NOVEMBER
    assert db.session.execute(select(func.max(Riwayat.waktu))).scalar_one() <= NOVEMBER
    assert db.session.execute(select(func.count(Riwayat.pelaku_id.distinct()))).scalar_one() <= 12


def test_again_changes_nothing(app, terisi):
    sebelum = ambil_keadaan(app)
    assert "tidak ada yang diubah" in create_contoh(terisi.extensions["iki_simpanan"])
    assert ambil_keadaan(app) == sebelum
    assert count_pemakaian() > 0


def test_two_runs_are_alike(basis, terisi, tmp_path, monkeypatch):
    monkeypatch.setattr(berkas, "_TULIS", GAMBAR)
    kolom = (Realisasi.indikator_id, Realisasi.periode_id, Realisasi.pembilang, Realisasi.diubah)
    satu = db.session.execute(select(*kolom).order_by(*kolom[:2])).all()
    sidik = set(db.session.execute(select(Bukti.sha256)).scalars())
    with pinjam(basis, tmp_path / "lain") as (lain, _), lain.app_context():
        create_contoh(lain.extensions["iki_simpanan"])
        assert db.session.execute(select(*kolom).order_by(*kolom[:2])).all() == satu
        assert set(db.session.execute(select(Bukti.sha256)).scalars()) == sidik


def test_a_young_year_has_a_demo_too(konteks_app):
    create_contoh(konteks_app.extensions["iki_simpanan"])
    assert _status("2026-TW1")[Status.DISETUJUI] > 10
    assert _status("2026-TW2")[Status.DRAF] == 2
    assert _status("2026-TW3") == {}


@pytest.mark.parametrize(
    ("kini", "awal"), [("2026-11-20", 2026), ("2027-02-01", 2026), ("2027-04-01", 2027)]
)
def test_demo_begins_early_enough_to_be_full(kini, awal):
    saat = datetime.fromisoformat(f"{kini}T09:00+07:00")
    assert compute_awal(saat) == datetime(awal, 1, 2, 8, 0, tzinfo=WIB)


def _gagal():
    with jam_pada(NOVEMBER):
        raise ValueError(jam.now())


def test_clock_runs_again_after_an_error(jam_uji):
    with pytest.raises(ValueError, match="2026-11-20"):
        _gagal()
    assert jam.now() == jam_uji.now()
