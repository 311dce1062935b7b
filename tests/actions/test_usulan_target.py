"""Who fixes and who proposes: bans, proposals, stale versions, many at once with one line."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from iki_web.actions.target import (
    approve_target,
    return_target,
    update_target,
    withdraw_target,
)
from iki_web.extensions import db
from iki_web.models import Pegawai, Target, UsulanTarget
from iki_web.queries.target import find_halaman, list_tugas
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.target import Dasar, KirimanTarget, TempatTarget
from tests.pendukung.entri import id_indikator
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja, akhiri, tugaskan, ubah
from tests.pendukung.orang import buat_pelaku
from tests.pendukung.target import tetapkan, usulkan

PK = Dasar("", date(2026, 1, 20))


@pytest.fixture
def nomor(app):
    with app.app_context():
        return id_indikator("staf-umum-1")


def putuskan(app, fungsi, nama, *usulan, versi=1, **lain):
    pelaku = buat_pelaku(app, nama)
    with app.app_context():
        return fungsi(pelaku, 2026, [(satu, versi) for satu in usulan], **lain)


def target(app):
    with app.app_context():
        kolom = (Target.nilai, Target.versi, Target.alasan, Target.penetap_id)
        return [tuple(b) for b in db.session.execute(select(*kolom).order_by(Target.id))]


def keadaan_usulan(app):
    with app.app_context():
        kolom = (UsulanTarget.status, UsulanTarget.catatan)
        return [tuple(b) for b in db.session.execute(select(*kolom).order_by(UsulanTarget.id))]


@pytest.mark.parametrize("nama", ["kasubbag-umum", "pengelola"])
def test_superior_and_pengelola_fix(app, nomor, nama):
    assert tetapkan(app, nama, nomor, 90) == 1
    pegawai = buat_pelaku(app, nama).pegawai_id
    assert target(app) == [(Decimal(90), 1, "", pegawai)]


@pytest.mark.parametrize("nama", ["staf-umum", "sekretaris", "camat"])
def test_owner_and_those_further_up_do_not(app, nomor, nama):
    awal = ambil_keadaan(app)
    with pytest.raises(TidakBerwenang):
        tetapkan(app, nama, nomor)
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("nama", ["staf-pmd", "kasi-pmd", "kasubbag-keuangan"])
def test_for_a_side_branch_it_is_not_there(app, nomor, nama):
    with pytest.raises(TidakTerlihat):
        tetapkan(app, nama, nomor)
    with pytest.raises(TidakTerlihat):
        usulkan(app, nama, nomor)


def test_nobody_fixes_his_own_through_a_hat(app, nomor):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", pengelola=True)
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    tugaskan(app, "staf-umum", "kasubbag-umum", JenisPenugasan.PLT)
    with pytest.raises(TidakBerwenang, match="Sekretaris"):
        tetapkan(app, "staf-umum", nomor)
    assert tetapkan(app, "sekretaris", nomor) == 1


def test_agreed_proposal_is_the_next_version(app, nomor):
    usulan = usulkan(app, "staf-umum", nomor, 85, "Sesuai rencana.")
    assert target(app) == []
    assert putuskan(app, approve_target, "kasubbag-umum", usulan) == 1
    atasan = buat_pelaku(app, "kasubbag-umum").pegawai_id
    assert target(app) == [(Decimal(85), 1, "Sesuai rencana.", atasan)]
    assert keadaan_usulan(app) == [("DISETUJUI", "")]
    assert hitung_jejak(app, "usulan_target.disetujui") == 1


@pytest.mark.parametrize("nama", ["staf-umum", "sekretaris", "pengelola", "camat"])
def test_only_the_superior_decides(app, nomor, nama):
    usulan = usulkan(app, "staf-umum", nomor)
    for fungsi, lain in ((approve_target, {}), (return_target, {"catatan": "Tidak."})):
        with pytest.raises(TidakBerwenang):
            putuskan(app, fungsi, nama, usulan, **lain)
    assert keadaan_usulan(app) == [("DIUSULKAN", "")]


def test_proposer_who_moved_up_does_not_agree_to_his_own(app, nomor):
    usulan = usulkan(app, "staf-umum", nomor)
    akhiri(app, "staf-umum", "staf-umum")
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    tugaskan(app, "staf-umum", "kasubbag-umum")
    with pytest.raises(TidakBerwenang):
        putuskan(app, approve_target, "staf-umum", usulan)
    assert putuskan(app, approve_target, "sekretaris", usulan) == 1


def test_refusal_needs_a_reason_and_leaves_the_target(app, nomor):
    usulan = usulkan(app, "staf-umum", nomor)
    with pytest.raises(Ditolak) as galat:
        putuskan(app, return_target, "kasubbag-umum", usulan, catatan="")
    assert set(galat.value.isian) == {"catatan"}
    putuskan(app, return_target, "kasubbag-umum", usulan, catatan="Terlalu rendah.")
    assert keadaan_usulan(app) == [("DITOLAK", "Terlalu rendah.")]
    assert target(app) == []


def test_owner_takes_back_and_a_decided_one_is_stale(app, nomor):
    usulan = usulkan(app, "staf-umum", nomor)
    with pytest.raises(TidakBerwenang):
        putuskan(app, withdraw_target, "kasubbag-umum", usulan)
    assert putuskan(app, withdraw_target, "staf-umum", usulan) == 1
    with pytest.raises(Basi) as galat:
        putuskan(app, approve_target, "kasubbag-umum", usulan)
    assert "sudah ditarik" in galat.value.perubahan[0]
    assert usulkan(app, "staf-umum", nomor, 88) == usulan + 1


def test_one_proposal_a_place_at_a_time_and_never_without_a_reason(app, nomor):
    with pytest.raises(Ditolak) as galat:
        usulkan(app, "staf-umum", nomor, 85, "")
    assert set(galat.value.isian) == {"alasan"}
    usulkan(app, "staf-umum", nomor, 85)
    with pytest.raises(Ditolak) as galat:
        usulkan(app, "staf-umum", nomor, 90)
    assert set(galat.value.isian) == {f"t-{nomor}"}
    usulkan(app, "staf-umum", nomor, 90, kode="2026-TW2")


def test_fixing_directly_answers_the_proposal_but_the_pengelola_does_not(app, nomor):
    usulkan(app, "staf-umum", nomor, 85)
    tetapkan(app, "pengelola", nomor, 80)
    assert keadaan_usulan(app) == [("DIUSULKAN", "")]
    tetapkan(app, "kasubbag-umum", nomor, 90, "Naik.")
    assert keadaan_usulan(app) == [("DITOLAK", "Ditetapkan langsung: 90\u00a0%.")]


def test_second_of_two_is_told_both_values(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor, 90)
    awal = ambil_keadaan(app)
    with pytest.raises(Basi) as galat:
        tetapkan(app, "pengelola", nomor, 95, "x", versi=0)
    assert "90\u00a0%" in galat.value.perubahan[0]
    assert "95\u00a0%" in galat.value.perubahan[0]
    assert ambil_keadaan(app) == awal
    assert tetapkan(app, "pengelola", nomor, 90, versi=0) == 0, "both mean the same"


def test_a_field_nobody_touched_is_no_conflict(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor, 90)
    tetapkan(app, "kasubbag-umum", nomor, 95, "Naik.")
    awal = ambil_keadaan(app)
    assert tetapkan(app, "pengelola", nomor, 90, versi=1) == 0
    assert ambil_keadaan(app) == awal


def test_many_at_once_are_one_line_and_all_or_nothing(app):
    with app.app_context():
        semua = [id_indikator(f"kasubbag-umum-{n}") for n in range(1, 8)]
    pelaku = buat_pelaku(app, "sekretaris")
    isi = [KirimanTarget(TempatTarget(n), Decimal(90), 0) for n in semua]
    salah = [*isi[:5], *(KirimanTarget(s.tempat, Decimal(0), 0) for s in isi[5:])]
    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(Ditolak) as galat:
        update_target(pelaku, 2026, salah, PK)
    assert set(galat.value.isian) == {f"t-{n}" for n in semua[5:]}
    assert ambil_keadaan(app) == awal
    with app.app_context():
        assert update_target(pelaku, 2026, isi, PK) == 7
    assert hitung_jejak(app, "target.ditetapkan") == 1
    with app.app_context():
        assert update_target(pelaku, 2026, [], PK) == 0


def test_a_change_needs_a_reason_beside_its_field(app, nomor):
    tetapkan(app, "kasubbag-umum", nomor, 90)
    with pytest.raises(Ditolak) as galat:
        tetapkan(app, "kasubbag-umum", nomor, 95)
    assert set(galat.value.isian) == {"alasan"}


def test_a_period_of_its_own_and_a_closed_one_stays(app, entri, jam_uji):
    meja = Meja(app, *entri("DIAJUKAN", pembilang=150, penyebut=200))
    tetapkan(app, "kasubbag-umum", meja.indikator_id, 75)
    tetapkan(app, "kasubbag-umum", meja.indikator_id, 50, kode="2026-TW1")
    assert meja.lihat("camat").capaian == 150
    tetapkan(app, "kasubbag-umum", meja.indikator_id, "-", "Batal.", kode="2026-TW1")
    assert meja.lihat("camat").tidak_ditargetkan
    jam_uji.set(jam_uji.now().replace(year=2027, month=2))
    with pytest.raises(Ditolak, match="bertanda merah") as galat:
        tetapkan(app, "kasubbag-umum", meja.indikator_id, 60, "x", kode="2026-TW1")
    assert "ditutup" in galat.value.isian[f"t-{meja.indikator_id}-2026-TW1"]


@pytest.mark.parametrize("kode", ["2026", "2026-01", "2027-TW1", "2026-TW9"])
def test_a_period_the_indicator_is_not_reported_in_is_not_there(app, nomor, kode):
    pelaku = buat_pelaku(app, "kasubbag-umum")
    isi = [KirimanTarget(TempatTarget(nomor, kode), Decimal(1), 0)]
    with app.app_context(), pytest.raises(TidakTerlihat):
        update_target(pelaku, 2026, isi, PK)


def test_what_waits_is_told_to_whom_it_waits_for(app, nomor, sebagai):
    usulkan(app, "staf-umum", nomor)
    with app.app_context():
        tugas = {n: list_tugas(sebagai(n)) for n in ("kasubbag-umum", "staf-umum", "pengelola")}
        (atasan,) = tugas["kasubbag-umum"]
        assert atasan.usulan == 1
        assert [(j.kode, n) for j, n in atasan.kosong] == [("staf-umum", 1)]
        assert tugas["staf-umum"] == ()
        (pengelola,) = tugas["pengelola"]
        assert (pengelola.usulan, sum(n for _, n in pengelola.kosong)) == (0, 32)


def test_visible_are_ones_own_and_those_below(app, sebagai):
    with app.app_context():
        lihat = {
            n: {k.jabatan.kode for k in find_halaman(sebagai(n), 2026).kelompok}
            for n in ("staf-umum", "kasubbag-umum", "pengelola")
        }
    assert lihat["staf-umum"] == {"staf-umum"}
    assert lihat["kasubbag-umum"] == {"kasubbag-umum", "staf-umum"}
    assert len(lihat["pengelola"]) == 11
