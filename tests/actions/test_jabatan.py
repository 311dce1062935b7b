"""Positions: moving with a subtree, waiting entries following, abolishing; hand-over of work."""

from datetime import date

import pytest
from sqlalchemy import select

from iki_web.actions.jabatan import (
    close_jabatan,
    create_jabatan,
    reopen_jabatan,
    update_atasan,
    update_jabatan,
)
from iki_web.actions.penugasan import create_penugasan
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai
from iki_web.queries.jabatan import list_pohon
from iki_web.queries.persetujuan import list_antrean
from iki_web.rules.alur import Aksi
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.jabatan import IsianJabatan
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.penugasan import IsianPenugasan
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import Meja, akhiri, tugaskan
from tests.pendukung.orang import buat_pelaku


def _jabatan(kode: str) -> Jabatan:
    return db.session.execute(select(Jabatan).where(Jabatan.kode == kode)).scalar_one()


def _pindah(pelaku, kode: str, atasan: str) -> None:
    jabatan = _jabatan(kode)
    update_atasan(pelaku, jabatan.id, _jabatan(atasan).id, jabatan.versi)


@pytest.fixture
def pelaku(sebagai, konteks_app):
    return sebagai("pengelola")


def _segar(app):
    return buat_pelaku(app, "pengelola")


def test_moving_takes_the_whole_subtree_along(pelaku):
    _pindah(pelaku, "kasubbag-umum", "kasi-pmd")
    camat, kasi = _jabatan("camat").id, _jabatan("kasi-pmd").id
    kasubbag, staf = _jabatan("kasubbag-umum"), _jabatan("staf-umum")
    assert kasubbag.jalur == f"/{camat}/{kasi}/{kasubbag.id}/"
    assert staf.jalur == f"{kasubbag.jalur}{staf.id}/"
    assert (kasubbag.versi, staf.versi) == (2, 1)


def test_what_waits_follows_the_new_chain(app, entri, pelaku):
    nomor = entri("DIAJUKAN", "kasubbag-umum-1")[0]
    _pindah(pelaku, "kasubbag-umum", "kasi-pmd")
    assert [b.indikator.id for b in list_antrean(buat_pelaku(app, "kasi-pmd"))] == [nomor]
    assert list_antrean(buat_pelaku(app, "sekretaris")) == ()


def test_a_circle_and_the_head_are_refused_and_change_nothing(app, pelaku):
    sebelum = ambil_keadaan(app)
    for kode, atasan in (
        ("sekretaris", "staf-umum"),
        ("sekretaris", "sekretaris"),
        ("camat", "sekretaris"),
        ("staf-umum", "kasubbag-umum"),
    ):
        with pytest.raises(Ditolak):
            _pindah(pelaku, kode, atasan)
    assert ambil_keadaan(app) == sebelum


def test_the_second_editor_sees_both_versions(pelaku):
    jabatan = _jabatan("staf-umum")
    nomor, versi = jabatan.id, jabatan.versi
    _pindah(pelaku, "staf-umum", "kasi-pmd")
    with pytest.raises(Basi) as basi:
        update_atasan(pelaku, nomor, _jabatan("kasi-trantib").id, versi)
    assert "Atasan: kini tersimpan" in basi.value.perubahan[0]
    with pytest.raises(Basi) as basi:
        update_jabatan(pelaku, nomor, IsianJabatan("Lain", "Lain", 1), versi)
    assert any("Anda menulis “Lain”" in satu for satu in basi.value.perubahan)


def test_a_new_position_is_used_and_abolished_and_used_again(app, pelaku):
    isian = IsianJabatan("Kepala Seksi Ekonomi", "Kasi Ekonomi", 40)
    nomor = create_jabatan(pelaku, isian, _jabatan("camat").id)
    jabatan = db.session.get_one(Jabatan, nomor)
    assert (jabatan.kode, jabatan.jalur) == ("kasi-ekonomi", f"/{_jabatan('camat').id}/{nomor}/")
    with pytest.raises(Ditolak, match="sudah ada"):
        create_jabatan(pelaku, isian, jabatan.id)
    tugaskan(app, "staf-pmd", "kasi-ekonomi", selesai=date(2026, 4, 10))
    with pytest.raises(Ditolak, match="penugasan yang berlaku"):
        close_jabatan(pelaku, nomor, 1)
    akhiri(app, "staf-pmd", "kasi-ekonomi")
    close_jabatan(pelaku, nomor, 1)
    assert nomor not in [b.jabatan.id for b in list_pohon(_segar(app)) if b.jabatan.aktif]
    with pytest.raises(Ditolak):
        create_jabatan(pelaku, IsianJabatan("Staf Ekonomi", "Staf", 41), nomor)
    reopen_jabatan(pelaku, nomor, 2)
    with pytest.raises(Ditolak, match="sudah aktif"):
        reopen_jabatan(pelaku, nomor, 3)


def test_a_position_with_indicators_or_people_below_stays(app, pelaku):
    akhiri(app, "staf-pmd", "staf-pmd")
    for kode, kata in (
        ("staf-pmd", "indikator"),
        ("sekretaris", "di bawahnya"),
        ("camat", "pucuk"),
    ):
        jabatan = _jabatan(kode)
        with pytest.raises(Ditolak, match=kata):
            close_jabatan(_segar(app), jabatan.id, jabatan.versi)


def test_only_the_pengelola_of_the_office_changes_the_tree(app, sebagai, konteks_app):
    camat, nomor = sebagai("camat"), _jabatan("staf-pmd").id
    isian = IsianJabatan("X", "X", 1)
    for lakukan in (
        lambda: create_jabatan(camat, isian, nomor),
        lambda: update_jabatan(camat, nomor, isian, 1),
        lambda: update_atasan(camat, nomor, 1, 1),
        lambda: close_jabatan(camat, nomor, 1),
        lambda: reopen_jabatan(camat, nomor, 1),
    ):
        with pytest.raises(TidakBerwenang):
            lakukan()
    with pytest.raises(TidakTerlihat):
        update_jabatan(sebagai("pengelola"), 9999, isian, 1)
    assert list_pohon(camat) == ()


def test_the_tree_says_who_decides_and_why_it_climbs(app, entri, pelaku):
    entri("DIAJUKAN")
    akhiri(app, "kasubbag-umum", "kasubbag-umum", date(2026, 3, 2))
    baris = {b.jabatan.kode: b for b in list_pohon(_segar(app))}
    (pemutus,) = baris["staf-umum"].pemutus
    assert pemutus.teks == "Sekretaris Kecamatan"
    assert pemutus.alasan == ("jabatan Kepala Sub Bagian Umum dan Kepegawaian sedang kosong",)
    (meja,) = baris["staf-umum"].meja
    assert (meja.jumlah, meja.teks) == (1, "Sekretaris Kecamatan")
    kosong = baris["kasubbag-umum"]
    assert (kosong.pemegang, kosong.kosong_sejak) == ((), date(2026, 3, 3))
    assert baris["camat"].pemutus == ()
    tugaskan(app, "sekretaris", "kasubbag-umum", JenisPenugasan.PLT, date(2026, 3, 3))
    baris = {b.jabatan.kode: b for b in list_pohon(_segar(app))}
    (pemutus,) = baris["kasubbag-umum"].pemutus
    assert pemutus.teks == "Camat Jrengik", "the Plt. is his own superior: it climbs past him"


def test_different_holders_may_have_different_deciders(app, pelaku):
    tugaskan(app, "sekretaris", "kasubbag-umum", JenisPenugasan.PLH)
    baris = {b.jabatan.kode: b for b in list_pohon(_segar(app))}
    pemutus = {p.untuk: p.teks for p in baris["kasubbag-umum"].pemutus}
    assert set(pemutus.values()) == {"Sekretaris Kecamatan", "Camat Jrengik"}


@pytest.mark.parametrize("status", ["DRAF", "DIKEMBALIKAN", "DIAJUKAN", "DISETUJUI"])
def test_a_handover_in_mid_quarter_passes_the_work_on_and_keeps_the_name(
    app, entri, pelaku, status
):
    """New holder: Staf PMD becomes Staf Umum on 10 April."""
    nomor, kode, versi = entri(status)
    pegawai = select(Pegawai.id).where(Pegawai.nama_pengguna == "staf-pmd")
    isian = IsianPenugasan(
        db.session.execute(pegawai).scalar_one(),
        _jabatan("staf-umum").id,
        JenisPenugasan.DEFINITIF,
        date(2026, 4, 10),
    )
    create_penugasan(pelaku, isian, gantikan=True)
    meja = Meja(app, nomor, kode, versi)
    lihat = meja.lihat("staf-pmd")
    assert lihat.status == status
    assert all("Staf Umum" in putaran.pelaku for putaran in lihat.riwayat if putaran.versi == 1)
    with pytest.raises(TidakTerlihat):
        meja.lihat("staf-umum")
    if status in ("DRAF", "DIKEMBALIKAN"):
        meja.lakukan("staf-pmd", Aksi.AJUKAN)
        assert meja.lihat("staf-pmd").baris.pengaju_id == isian.pegawai_id
        assert len(meja.lihat("staf-pmd").baris.terlibat) == 2
    if status == "DIAJUKAN":
        with pytest.raises(TidakBerwenang):
            meja.lakukan("staf-pmd", Aksi.TARIK)
    if status != "DISETUJUI":
        meja.lakukan("kasubbag-umum", Aksi.SETUJUI)
    harap = "Staf PMD" if status in ("DRAF", "DIKEMBALIKAN") else "Staf Umum"
    assert meja.lihat("staf-pmd").baris.beku["pengaju"] == harap


def test_who_moved_up_does_not_decide_on_what_he_filled_in(app, entri, pelaku):
    nomor, kode, versi = entri("DIAJUKAN")
    akhiri(app, "staf-umum", "staf-umum")
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    tugaskan(app, "staf-umum", "kasubbag-umum", mulai=date(2026, 4, 10))
    meja = Meja(app, nomor, kode, versi)
    with pytest.raises(TidakBerwenang):
        meja.lakukan("staf-umum", Aksi.SETUJUI)
    meja.lakukan("sekretaris", Aksi.SETUJUI)
