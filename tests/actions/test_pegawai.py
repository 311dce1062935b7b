"""People: codes, unique names, roles that cannot be lost, races, and what the trail keeps."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from iki_web.actions.pegawai import (
    close_pegawai,
    create_pegawai,
    reopen_pegawai,
    update_pegawai,
)
from iki_web.actions.sandi import reset_sandi
from iki_web.actions.sesi import create_sesi
from iki_web.cli import prepare
from iki_web.extensions import db
from iki_web.models import Jejak, Pegawai
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.pegawai import IsianPegawai
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import ubah

NIP = "197804122005012003"


def _pegawai(nama: str) -> Pegawai:
    return db.session.execute(select(Pegawai).where(Pegawai.nama_pengguna == nama)).scalar_one()


def _isian(pegawai: Pegawai, **ganti) -> IsianPegawai:
    kini = {
        nama: getattr(pegawai, nama)
        for nama in ("nama", "nip", "pangkat", "nama_pengguna", "pengelola", "pemeriksa")
    }
    return IsianPegawai(**(kini | ganti))


@pytest.fixture
def pelaku(sebagai, konteks_app):
    return sebagai("pengelola")


def test_a_new_person_signs_in_with_his_code_for_a_day(pelaku, jam_uji):
    nomor, kode = create_pegawai(pelaku, IsianPegawai("Siti Aminah, S.Sos", NIP))
    pegawai = db.session.get_one(Pegawai, nomor)
    assert (pegawai.nama_pengguna, pegawai.wajib_ganti) == ("siti-aminah", True)
    assert create_sesi("siti-aminah", kode)[0] == nomor
    jam_uji.maju(timedelta(hours=24, seconds=1))
    with pytest.raises(Ditolak, match="24 jam"):
        create_sesi("siti-aminah", kode)


def test_namesakes_get_names_of_their_own_and_codes_leave_no_trace(app, pelaku):
    hasil = [create_pegawai(pelaku, IsianPegawai("Siti Aminah"), kembar=True) for _ in range(3)]
    nama = [db.session.get_one(Pegawai, nomor).nama_pengguna for nomor, _ in hasil]
    assert nama == ["siti-aminah", "siti-aminah-2", "siti-aminah-3"]
    assert hitung_jejak(app, "pegawai.ditambah") == 4
    assert not any(kode in str(ambil_keadaan(app)) for _, kode in hasil)


def test_an_nip_and_a_name_belong_to_one_person(app, pelaku):
    create_pegawai(pelaku, IsianPegawai("Siti Aminah", NIP))
    sebelum = ambil_keadaan(app)
    with pytest.raises(Ditolak) as galat:
        create_pegawai(pelaku, IsianPegawai("Budi", NIP, nama_pengguna="camat"))
    assert galat.value.isian == {
        "nip": "NIP ini sudah dipakai Siti Aminah.",
        "nama_pengguna": "Nama pengguna ini sudah dipakai Camat.",
    }
    assert ambil_keadaan(app) == sebelum


def test_only_the_pengelola_keeps_people(app, sebagai, konteks_app):
    sebelum = ambil_keadaan(app)
    camat, nomor = sebagai("camat"), _pegawai("staf-pmd").id
    for lakukan in (
        lambda: create_pegawai(camat, IsianPegawai("Baru")),
        lambda: update_pegawai(camat, nomor, IsianPegawai("Baru"), 1),
        lambda: close_pegawai(camat, nomor, 1),
        lambda: reopen_pegawai(camat, nomor, 1),
    ):
        with pytest.raises(TidakBerwenang):
            lakukan()
    with pytest.raises(TidakTerlihat):
        close_pegawai(sebagai("pengelola"), 9999, 1)
    sebelum.pop("jejak")
    assert ambil_keadaan(app, "jejak") == sebelum


def test_the_second_editor_sees_both_versions(pelaku):
    pegawai = _pegawai("staf-pmd")
    nomor, versi = pegawai.id, pegawai.versi
    update_pegawai(pelaku, nomor, _isian(pegawai, nama="Budi", nip=NIP), versi)
    with pytest.raises(Basi) as basi:
        update_pegawai(pelaku, nomor, IsianPegawai("Badu", nama_pengguna="staf-pmd"), versi)
    assert "Nama: kini tersimpan “Budi”, Anda menulis “Badu”." in basi.value.perubahan
    assert any("19780412 200501 2 003" in baris for baris in basi.value.perubahan)
    assert _pegawai("staf-pmd").nama == "Budi"


def test_a_reset_password_does_not_make_an_open_form_stale(pelaku):
    pegawai = _pegawai("staf-pmd")
    nomor, versi = pegawai.id, pegawai.versi
    reset_sandi(pelaku, nomor)
    update_pegawai(pelaku, nomor, IsianPegawai("Budi"), versi)
    assert _pegawai("staf-pmd").nama == "Budi"


def test_the_trail_keeps_before_and_after(pelaku):
    pegawai = _pegawai("staf-pmd")
    update_pegawai(pelaku, pegawai.id, _isian(pegawai, pangkat="Penata"), pegawai.versi)
    baris = db.session.execute(select(Jejak).order_by(Jejak.seq.desc()).limit(1)).scalar_one()
    assert (baris.aksi, baris.objek) == ("pegawai.diubah", "pegawai:staf-pmd")
    assert '"pangkat":""' in baris.sebelum
    assert '"pangkat":"Penata"' in baris.sesudah


def test_disabling_ends_sessions_at_once_and_keeps_the_person(app, pelaku, masuk):
    klien = masuk("staf-umum")
    assert klien.get("/").status_code == 200
    pegawai = _pegawai("staf-umum")
    close_pegawai(pelaku, pegawai.id, pegawai.versi)
    assert klien.get("/").headers["Location"].startswith("/masuk")
    with pytest.raises(Ditolak, match="sudah tidak aktif"):
        close_pegawai(pelaku, pegawai.id, 2)
    reopen_pegawai(pelaku, pegawai.id, 2)
    assert klien.get("/").status_code == 303, "the ended session stays dead"
    assert masuk("staf-umum").get("/").status_code == 200
    with pytest.raises(Ditolak, match="sudah aktif"):
        reopen_pegawai(pelaku, pegawai.id, 3)


def test_nobody_gives_up_his_own_task_of_pengelola(app, pelaku):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "camat", pengelola=True)
    pegawai = _pegawai("pengelola")
    for lakukan in (
        lambda: update_pegawai(pelaku, pegawai.id, IsianPegawai("P"), pegawai.versi),
        lambda: close_pegawai(pelaku, pegawai.id, pegawai.versi),
    ):
        with pytest.raises(Ditolak, match="sendiri"):
            lakukan()


def test_two_pengelola_cannot_remove_each_other(app, pelaku, sebagai):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "camat", pengelola=True)
    camat = sebagai("camat")
    pertama, kedua = _pegawai("pengelola"), _pegawai("camat")
    update_pegawai(pelaku, kedua.id, _isian(kedua, pengelola=False), kedua.versi)
    # The other one's request began before: he still believes he is pengelola.
    with pytest.raises(Ditolak, match="satu-satunya"):
        update_pegawai(camat, pertama.id, _isian(pertama, pengelola=False), pertama.versi)
    with pytest.raises(Ditolak, match="satu-satunya"):
        close_pegawai(camat, pertama.id, pertama.versi)


def test_a_disabled_pengelola_does_not_count(app, pelaku, sebagai):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "camat", pengelola=True, aktif=False)
    pertama = _pegawai("pengelola")
    with pytest.raises(Ditolak, match="satu-satunya"):
        close_pegawai(sebagai("camat"), pertama.id, pertama.versi)


def test_a_renamed_account_does_not_come_back_at_the_next_start(app, pelaku):
    pegawai = _pegawai("camat")
    update_pegawai(pelaku, pegawai.id, _isian(pegawai, nama_pengguna="budi"), pegawai.versi)
    sebelum = ambil_keadaan(app)
    prepare()
    assert ambil_keadaan(app) == sebelum


def test_a_form_sent_twice_adds_nobody_twice(app, pelaku):
    create_pegawai(pelaku, IsianPegawai("Siti Aminah"))
    sebelum = ambil_keadaan(app)
    with pytest.raises(Ditolak) as galat:
        create_pegawai(pelaku, IsianPegawai("siti aminah"))
    assert "kembar" in galat.value.isian
    assert ambil_keadaan(app) == sebelum
