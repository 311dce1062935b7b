"""Assignments: hand-over, acting for two weeks, clashes, ends and annulments; on real entries."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from iki_web.actions.pegawai import close_pegawai
from iki_web.actions.penugasan import (
    close_penugasan,
    create_penugasan,
    revoke_penugasan,
    update_penugasan,
)
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai, Penugasan
from iki_web.queries.persetujuan import list_antrean
from iki_web.rules.alur import Aksi
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.penugasan import IsianPenugasan
from iki_web.rules.periode import WIB
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import Meja
from tests.pendukung.orang import buat_pelaku

DEF, PLT, PLH = JenisPenugasan


def _isian(siapa, jabatan, jenis=DEF, mulai=date(2026, 4, 10), selesai=None) -> IsianPenugasan:
    orang = select(Pegawai.id).where(Pegawai.nama_pengguna == siapa)
    tempat = select(Jabatan.id).where(Jabatan.kode == jabatan)
    surat = ("800/12/2026", mulai) if jenis is not DEF else ("", None)
    return IsianPenugasan(
        db.session.execute(orang).scalar_one(),
        db.session.execute(tempat).scalar_one(),
        jenis,
        mulai,
        selesai,
        *surat,
    )


def _punya(siapa) -> Penugasan:
    return db.session.execute(
        select(Penugasan)
        .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
        .where(Pegawai.nama_pengguna == siapa)
        .order_by(Penugasan.id)
        .limit(1)
    ).scalar_one()


@pytest.fixture
def pelaku(sebagai, konteks_app):
    return sebagai("pengelola")


def _antre(app, siapa) -> list[int]:
    return [b.indikator.id for b in list_antrean(buat_pelaku(app, siapa))]


def test_two_definitive_holders_are_refused_and_a_handover_is_one_act(app, pelaku):
    sebelum = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="Bertindih"):
        create_penugasan(pelaku, _isian("staf-pmd", "kasubbag-umum"))
    assert ambil_keadaan(app) == sebelum
    create_penugasan(pelaku, _isian("staf-pmd", "kasubbag-umum"), gantikan=True)
    lama = _punya("kasubbag-umum")
    assert (lama.selesai, lama.versi) == (date(2026, 4, 9), 2)
    assert len(ambil_keadaan(app)["jejak"]) == len(sebelum["jejak"]) + 1


def test_only_a_definitive_holder_takes_over(pelaku):
    isian = _isian("staf-pmd", "kasubbag-umum", PLH)
    with pytest.raises(Ditolak) as galat:
        create_penugasan(pelaku, isian, gantikan=True)
    assert "gantikan" in galat.value.isian


def test_the_handover_ends_the_plt_too(pelaku):
    lama = _punya("kasubbag-umum")
    close_penugasan(pelaku, lama.id, date(2026, 3, 2), lama.versi)
    create_penugasan(pelaku, _isian("kasi-pmd", "kasubbag-umum", PLT, date(2026, 3, 3)))
    create_penugasan(pelaku, _isian("staf-pmd", "kasubbag-umum"), gantikan=True)
    plt = db.session.execute(select(Penugasan).where(Penugasan.jenis == PLT)).scalar_one()
    assert plt.selesai == date(2026, 4, 9)


def test_a_plt_needs_a_vacant_post_and_a_plh_a_held_one(pelaku):
    with pytest.raises(Ditolak, match="tidak kosong"):
        create_penugasan(pelaku, _isian("kasi-pmd", "kasubbag-umum", PLT))
    lama = _punya("kasubbag-umum")
    close_penugasan(pelaku, lama.id, date(2026, 4, 9), lama.versi)
    with pytest.raises(Ditolak, match="tetapkan Plt"):
        create_penugasan(pelaku, _isian("kasi-pmd", "kasubbag-umum", PLH))
    create_penugasan(pelaku, _isian("kasi-pmd", "kasubbag-umum", PLT))


def test_who_is_disabled_gets_nothing_new(app, pelaku):
    pegawai = db.session.execute(
        select(Pegawai).where(Pegawai.nama_pengguna == "staf-pmd")
    ).scalar_one()
    isian = _isian("staf-pmd", "staf-umum")
    close_pegawai(pelaku, pegawai.id, pegawai.versi)
    with pytest.raises(Ditolak) as galat:
        create_penugasan(pelaku, isian)
    assert "pegawai_id" in galat.value.isian


def test_the_second_editor_sees_both_versions(pelaku):
    tugas = _punya("staf-pmd")
    nomor, versi = tugas.id, tugas.versi
    isian = _isian("staf-pmd", "staf-pmd", mulai=date(2026, 1, 1), selesai=date(2026, 12, 31))
    update_penugasan(pelaku, nomor, isian, versi)
    lain = _isian("staf-pmd", "staf-pmd", mulai=date(2026, 1, 2))
    with pytest.raises(Basi) as basi:
        update_penugasan(pelaku, nomor, lain, versi)
    assert (
        "Hari pertama: kini tersimpan “1 Jan 2026”, Anda menulis “2 Jan 2026”."
        in basi.value.perubahan
    )
    for lakukan in (
        lambda: close_penugasan(pelaku, nomor, date(2026, 4, 1), versi),
        lambda: revoke_penugasan(pelaku, nomor, "x", versi),
    ):
        with pytest.raises(Basi):
            lakukan()


def test_person_and_position_of_an_assignment_stay(pelaku):
    tugas = _punya("staf-pmd")
    with pytest.raises(Ditolak, match="penugasan baru"):
        update_penugasan(pelaku, tugas.id, _isian("staf-umum", "staf-pmd"), tugas.versi)


def test_an_annulled_one_stays_gives_no_rights_and_is_not_changed_again(app, pelaku):
    tugas = _punya("kasubbag-umum")
    nomor = tugas.id
    revoke_penugasan(pelaku, nomor, "Salah orang.", tugas.versi)
    assert buat_pelaku(app, "kasubbag-umum").pegangan == ()
    tugas = db.session.get_one(Penugasan, nomor)
    assert (tugas.batal, tugas.alasan_batal, tugas.versi) == (True, "Salah orang.", 2)
    with pytest.raises(Ditolak, match="sudah dibatalkan"):
        close_penugasan(pelaku, nomor, date(2026, 4, 10), 2)
    create_penugasan(pelaku, _isian("staf-pmd", "kasubbag-umum", mulai=date(2026, 1, 1)))


def test_only_the_pengelola_gives_positions(app, sebagai, konteks_app):
    camat, tugas = sebagai("camat"), _punya("staf-pmd")
    isian = _isian("staf-pmd", "staf-umum")
    for lakukan in (
        lambda: create_penugasan(camat, isian),
        lambda: update_penugasan(camat, tugas.id, isian, 1),
        lambda: close_penugasan(camat, tugas.id, date(2026, 4, 1), 1),
        lambda: revoke_penugasan(camat, tugas.id, "x", 1),
    ):
        with pytest.raises(TidakBerwenang):
            lakukan()
    with pytest.raises(TidakTerlihat):
        revoke_penugasan(sebagai("pengelola"), 9999, "x", 1)


@pytest.fixture
def plh(pelaku):
    """Kasi PMD stands in for Kasubbag Umum, 13 to 26 April 2026."""
    isian = _isian("kasi-pmd", "kasubbag-umum", PLH, date(2026, 4, 13), date(2026, 4, 26))
    return create_penugasan(pelaku, isian)[0]


@pytest.mark.parametrize(
    ("saat", "berhak"),
    [
        (datetime(2026, 4, 12, 23, 59, 59, tzinfo=WIB), False),
        (datetime(2026, 4, 13, 0, 0, tzinfo=WIB), True),
        (datetime(2026, 4, 26, 23, 59, 59, tzinfo=WIB), True),
        (datetime(2026, 4, 27, 0, 0, tzinfo=WIB), False),
    ],
)
def test_acting_rights_hold_from_the_first_to_the_last_day(app, entri, jam_uji, plh, saat, berhak):
    nomor, kode, versi = entri("DIAJUKAN")
    jam_uji.set(saat)
    assert (nomor in _antre(app, "kasi-pmd")) is berhak
    meja = Meja(app, nomor, kode, versi)
    if berhak:
        meja.lakukan("kasi-pmd", Aksi.SETUJUI)
        beku = meja.lihat("staf-umum").baris.beku
        assert beku["penyetuju_jabatan"].startswith("Plh. Kepala Sub Bagian Umum")
    else:
        with pytest.raises(TidakTerlihat):
            meja.lakukan("kasi-pmd", Aksi.SETUJUI)


def test_who_acts_never_decides_on_what_he_filled_in(app, entri, jam_uji, pelaku, plh):
    jam_uji.set(datetime(2026, 4, 14, 9, 0, tzinfo=WIB))
    with app.app_context():
        nomor = entri("BELUM_DIISI", "kasubbag-umum-1")[0]
    meja = Meja(app, nomor, "2026-TW1", 0)
    meja.lakukan("kasi-pmd", Aksi.SIMPAN, alasan_slot={1: "Buku dipinjam.", 2: "x", 3: "x"})
    meja.lakukan("kasi-pmd", Aksi.AJUKAN)
    with pytest.raises(TidakBerwenang):
        meja.lakukan("kasi-pmd", Aksi.SETUJUI)
    assert nomor not in _antre(app, "kasi-pmd")
    assert nomor in _antre(app, "sekretaris")


def test_removing_the_decider_lets_what_waits_climb_with_the_reason(app, entri, pelaku):
    nomor, kode, versi = entri("DIAJUKAN")
    tugas = _punya("kasubbag-umum")
    close_penugasan(pelaku, tugas.id, date(2026, 4, 9), tugas.versi)
    (baris,) = list_antrean(buat_pelaku(app, "sekretaris"))
    assert baris.alasan_naik == ("jabatan Kepala Sub Bagian Umum dan Kepegawaian sedang kosong",)
    Meja(app, nomor, kode, versi).lakukan("sekretaris", Aksi.SETUJUI)


def _tinggalkan(pelaku, cara: str) -> None:
    """Staf Umum leaves: the position ends yesterday, or the whole account is disabled."""
    if cara == "akhiri":
        tugas = _punya("staf-umum")
        close_penugasan(pelaku, tugas.id, date(2026, 4, 9), tugas.versi)
    else:
        orang = select(Pegawai).where(Pegawai.nama_pengguna == "staf-umum")
        pegawai = db.session.execute(orang).scalar_one()
        close_pegawai(pelaku, pegawai.id, pegawai.versi)


@pytest.mark.parametrize(("cara", "status"), [("akhiri", 404), ("nonaktifkan", 401)])
def test_what_waits_is_decided_after_its_owner_left_and_keeps_his_name(
    app, entri, pelaku, masuk, cara, status
):
    nomor, kode, versi = entri("DIAJUKAN")
    staf = masuk("staf-umum")
    _tinggalkan(pelaku, cara)
    jawab = staf.post(f"/realisasi/{nomor}/{kode}/tarik", data={"versi": versi})
    assert jawab.status_code == status
    (baris,) = list_antrean(buat_pelaku(app, "kasubbag-umum"))
    assert (baris.indikator.id, baris.versi) == (nomor, versi)
    meja = Meja(app, nomor, kode, versi)
    meja.lakukan("kasubbag-umum", Aksi.SETUJUI)
    assert meja.lihat("kasubbag-umum").baris.beku["pengaju"] == "Staf Umum"


@pytest.mark.parametrize("cara", ["akhiri", "nonaktifkan"])
def test_what_is_returned_after_its_owner_left_waits_for_the_next_holder(app, entri, pelaku, cara):
    nomor, kode, versi = entri("DIAJUKAN")
    _tinggalkan(pelaku, cara)
    meja = Meja(app, nomor, kode, versi)
    meja.lakukan("kasubbag-umum", Aksi.KEMBALIKAN)
    gantikan = cara == "nonaktifkan"
    create_penugasan(pelaku, _isian("staf-pmd", "staf-umum"), gantikan=gantikan)
    assert meja.lihat("staf-pmd").status == "DIKEMBALIKAN"
    meja.lakukan("staf-pmd", Aksi.AJUKAN)
    meja.lakukan("kasubbag-umum", Aksi.SETUJUI)
    assert meja.lihat("staf-pmd").baris.beku["pengaju"] == "Staf PMD"
