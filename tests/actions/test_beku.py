"""What was approved reads the same for ever, whatever is edited afterwards (DOMAIN section 5)."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from iki_web.actions.target import create_target
from iki_web.models import Indikator, Jabatan, Kantor, Keputusan, Pegawai, SumberData
from iki_web.rules.alur import Aksi
from iki_web.rules.capaian import SKALA_PERMENDAGRI
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.periode import WIB
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import Meja, akhiri, tugaskan, ubah
from tests.storage.pembuat_berkas import pdf

TEKS = ("nama", "sasaran", "pembilang", "penyebut", "satuan")


@pytest.fixture
def disetujui(app, entri, sebagai):
    """An approved entry: 150 of 200 against a target of 90 %."""
    nomor, _, _ = entri("BELUM_DIISI")
    with app.app_context():
        create_target(sebagai("pengelola"), 2026, {nomor: Decimal(90)})
    return Meja(app, *entri("DISETUJUI", pembilang=150, penyebut=200))


def _baca(meja: Meja) -> dict[str, object]:
    """Everything a reader gets of an approved entry."""
    entri = meja.lihat("camat")
    return {
        "teks": {nama: entri.teks(nama) for nama in TEKS},
        "angka": (entri.hasil, entri.nilai_target, entri.capaian, entri.predikat),
        "baris": entri.baris,
        "bukti": [(b.nama, b.sha256) for b in entri.berkas],
        "riwayat": entri.riwayat,
    }


def test_approval_keeps_everything_in_words_and_exact_numbers(disetujui):
    baris = disetujui.lihat("camat").baris
    assert (baris.nilai, baris.target, baris.predikat) == (Decimal(75), Decimal(90), "Baik")
    assert str(baris.capaian).startswith("83.33333333333333333333")
    beku = baris.beku
    assert beku["indikator"]["nama"] == "Rasio Surat Menyurat yang terdistribusi sesuai tujuan"
    assert beku["keputusan"] == "188/1.A/KEP/434.507/2021"
    assert beku["periode"] == "Triwulan I 2026"
    assert beku["jabatan"] == "Staf Sub Bagian Umum dan Kepegawaian"
    assert beku["penyetuju_jabatan"] == "Kepala Sub Bagian Umum dan Kepegawaian"
    assert beku["bukti"] == [
        {
            "slot": "Buku Arsip Surat Masuk dan keluar",
            "nama": "bukti.pdf",
            "sha256": hashlib.sha256(pdf()).hexdigest(),
        }
    ]


def test_later_edits_change_nothing_that_was_approved(app, disetujui, sebagai):
    sebelum = _baca(disetujui)
    nomor = disetujui.indikator_id
    ubah(
        app,
        Indikator,
        Indikator.id,
        nomor,
        nama="Nama baru",
        sasaran="Sasaran baru",
        pembilang="Pembilang baru",
        penyebut="Penyebut baru",
        satuan="surat",
        arah="TURUN",
    )
    ubah(app, SumberData, SumberData.indikator_id, nomor, nama="Buku lain")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasubbag-umum", nama="Orang lain")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", nama="Orang lain lagi")
    ubah(app, Jabatan, Jabatan.kode, "kasubbag-umum", nama="Jabatan lain")
    ubah(app, Keputusan, Keputusan.kode, "2021", nomor="Nomor lain")
    skala = json.dumps([[str(batas), label] for batas, label in SKALA_PERMENDAGRI])
    ubah(app, Kantor, Kantor.kode, "jrengik", skala=skala, versi_acuan=Kantor.versi_acuan + 1)
    with app.app_context():
        create_target(sebagai("pengelola"), 2026, {nomor: Decimal(10)}, "Perubahan")
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    sesudah = _baca(disetujui)
    assert sesudah == sebelum


def test_an_open_entry_follows_the_edits_until_it_is_approved(app, entri, sebagai):
    meja = Meja(app, *entri("DIAJUKAN", pembilang=150, penyebut=200))
    assert meja.lihat("camat").capaian is None
    with app.app_context():
        create_target(sebagai("pengelola"), 2026, {meja.indikator_id: Decimal(75)})
    assert meja.lihat("camat").capaian == 100
    ubah(app, Indikator, Indikator.id, meja.indikator_id, nama="Nama baru")
    assert meja.lihat("camat").teks("nama") == "Nama baru"


def test_reopening_frees_the_entry_and_keeps_what_was_frozen_in_the_trail(app, disetujui):
    beku = json.dumps(disetujui.lihat("camat").baris.beku, sort_keys=True)
    disetujui.lakukan("camat", Aksi.BUKA_KEMBALI, catatan="Ada surat susulan.")
    baris = disetujui.lihat("camat").baris
    kosong = (baris.beku, baris.nilai, baris.target, baris.capaian, baris.predikat)
    assert kosong == (None,) * 5
    assert (baris.penyetuju_id, baris.disetujui) == (None, None)
    with app.app_context():
        jejak = ambil_keadaan(app)["jejak"][-1]
    sebelum = next(json.loads(k) for k in jejak if isinstance(k, str) and '"beku"' in k)
    assert json.dumps(json.loads(sebelum["beku"]), sort_keys=True) == beku


def test_an_acting_decider_signs_as_such(app, entri):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    tugaskan(app, "sekretaris", "kasubbag-umum", JenisPenugasan.PLT)
    meja = Meja(app, *entri("DIAJUKAN"))
    meja.lakukan("sekretaris", Aksi.SETUJUI)
    beku = meja.lihat("camat").baris.beku
    assert beku["penyetuju_jabatan"] == "Plt. Kepala Sub Bagian Umum dan Kepegawaian"
    assert "Plt. " in meja.lihat("camat").riwayat[-1].pelaku


def test_nobody_approves_his_own_work_through_another_hat(app, entri, sebagai):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    tugaskan(app, "staf-umum", "kasubbag-umum", JenisPenugasan.PLT)
    tugaskan(app, "staf-umum", "sekretaris", JenisPenugasan.PLH)
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", pengelola=True)
    meja = Meja(app, *entri("DIAJUKAN"))
    entri_tampil = meja.lihat("staf-umum")
    assert not entri_tampil.can(Aksi.SETUJUI, Aksi.KEMBALIKAN)
    assert entri_tampil.penyetuju.nama == "Sekretaris Kecamatan"
    assert len(entri_tampil.penyetuju.alasan_naik) == 1
    meja.lakukan("sekretaris", Aksi.SETUJUI)
    assert not meja.lihat("staf-umum").can(Aksi.BUKA_KEMBALI)


def test_acting_rights_hold_from_the_first_to_the_last_day(app, entri, jam_uji):
    tugaskan(
        app, "kasi-pmd", "kasubbag-umum", JenisPenugasan.PLH, date(2026, 4, 13), date(2026, 4, 14)
    )
    meja = Meja(app, *entri("DIAJUKAN"))
    for saat, boleh in (
        (datetime(2026, 4, 12, 23, 59, 59, tzinfo=WIB), False),
        (datetime(2026, 4, 13, 0, 0, tzinfo=WIB), True),
        (datetime(2026, 4, 14, 23, 59, 59, tzinfo=WIB), True),
        (datetime(2026, 4, 15, 0, 0, tzinfo=WIB), False),
    ):
        jam_uji.set(saat)
        if boleh:
            assert meja.lihat("kasi-pmd").can(Aksi.SETUJUI)
        else:
            with pytest.raises(TidakTerlihat):
                meja.lihat("kasi-pmd")
