"""Passwords: changing one's own, resetting another's, and what happens to open sessions."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from iki_web.actions import sandi
from iki_web.actions.percobaan import BATAS_AKUN
from iki_web.actions.sandi import (
    create_kode,
    hash_sandi,
    reset_sandi,
    set_sandi,
    update_sandi,
    verify_sandi,
)
from iki_web.actions.sesi import create_sesi
from iki_web.extensions import db
from iki_web.models import Pegawai, Sesi
from iki_web.rules.galat import Ditolak, TerlaluSering, TidakBerwenang, TidakTerlihat
from tests.pendukung.basis import SANDI
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.orang import masukkan

BARU = "sawah padi hujan 3"


def _pegawai(app, nama: str) -> Pegawai:
    with app.app_context():
        return db.session.execute(select(Pegawai).where(Pegawai.nama_pengguna == nama)).scalar_one()


def _buka_sesi(app, pelaku) -> int:
    masukkan(app, pelaku.nama_pengguna)
    nomor = select(func.max(Sesi.id)).where(Sesi.pegawai_id == pelaku.pegawai_id)
    return db.session.execute(nomor).scalar_one()


@pytest.mark.usefixtures("sandi_asli")
def test_hashes_are_argon2id_of_the_chosen_cost():
    hash_ = hash_sandi(BARU)
    assert hash_.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_sandi(hash_, BARU)
    assert not verify_sandi(hash_, BARU + " ")
    assert not verify_sandi(None, BARU)
    assert not verify_sandi("bukan hash", BARU)


def test_one_time_codes_are_readable_and_never_the_same():
    kode = {create_kode() for _ in range(200)}
    assert len(kode) == 200
    assert all(len(satu) == 19 and not set(satu) & set("01ilo") for satu in kode)


def test_changing_it_ends_every_other_session(app, masuk, sebagai):
    lain, lain_orang = masuk("staf-umum"), masuk("kasubbag-umum")
    with app.app_context():
        pelaku = sebagai("staf-umum")
        update_sandi(pelaku, _buka_sesi(app, pelaku), SANDI, BARU, BARU)
        assert create_sesi("staf-umum", BARU)
        with pytest.raises(Ditolak):
            create_sesi("staf-umum", SANDI)
    assert lain.get("/").status_code == 303
    assert lain_orang.get("/").status_code == 200


@pytest.mark.parametrize(
    ("lama", "baru", "ulang", "medan"),
    [
        ("", BARU, BARU, {"sandi_lama"}),
        (SANDI, "pendek", "pendek", {"sandi"}),
        (SANDI, SANDI, SANDI, {"sandi"}),
        (SANDI, BARU, BARU + "x", {"sandi_ulang"}),
        ("", "", "x", {"sandi_lama", "sandi", "sandi_ulang"}),
    ],
)
def test_a_wrong_change_names_every_field_and_changes_nothing(
    app, sebagai, lama, baru, ulang, medan
):
    pelaku, awal = sebagai("staf-umum"), ambil_keadaan(app)
    with app.app_context(), pytest.raises(Ditolak) as tolak:
        update_sandi(pelaku, 0, lama, baru, ulang)
    assert set(tolak.value.isian) == medan
    assert ambil_keadaan(app) == awal


def test_a_wrong_old_password_is_counted_like_one_at_sign_in(app, konteks_app, sebagai, jam_uji):
    pelaku, luar = sebagai("staf-umum"), ("jejak", "percobaan")
    sesi = _buka_sesi(app, pelaku)
    awal = ambil_keadaan(app, *luar)
    for _ in range(BATAS_AKUN):
        with pytest.raises(Ditolak) as tolak:
            update_sandi(pelaku, sesi, "salah salah salah", BARU, BARU)
        assert set(tolak.value.isian) == {"sandi_lama"}
    assert hitung_jejak(app, "masuk.ditolak") == BATAS_AKUN
    with pytest.raises(TerlaluSering):
        update_sandi(pelaku, sesi, SANDI, BARU, BARU)
    assert ambil_keadaan(app, *luar) == awal
    jam_uji.maju(timedelta(minutes=5, seconds=1))
    assert update_sandi(pelaku, sesi, SANDI, BARU, BARU)


def test_a_reset_gives_a_code_for_a_day_and_ends_all_sessions(app, masuk, sebagai, jam_uji):
    terbuka = masuk("staf-umum")
    with app.app_context():
        kode = reset_sandi(sebagai("pengelola"), _pegawai(app, "staf-umum").id)
        assert _pegawai(app, "staf-umum").wajib_ganti
        assert create_sesi("staf-umum", kode)
        jam_uji.maju(timedelta(hours=24, seconds=1))
        with pytest.raises(Ditolak, match="24 jam"):
            create_sesi("staf-umum", kode)
    assert terbuka.get("/").status_code == 303
    assert kode not in repr(ambil_keadaan(app))


def test_a_reset_that_came_between_is_not_written_over(app, sebagai, monkeypatch):
    """The old password was checked before the pengelola gave a code, the new one comes after."""
    with app.app_context():
        pelaku, kode = sebagai("staf-umum"), []
        sesi = _buka_sesi(app, pelaku)

        def hash_lambat(baru: str) -> str:
            monkeypatch.setattr(sandi, "hash_sandi", hash_sandi)
            kode.append(reset_sandi(sebagai("pengelola"), pelaku.pegawai_id))
            return hash_sandi(baru)

        monkeypatch.setattr(sandi, "hash_sandi", hash_lambat)
        with pytest.raises(Ditolak, match="diatur ulang"):
            update_sandi(pelaku, sesi, SANDI, BARU, BARU)
        assert create_sesi("staf-umum", kode[0])


def test_only_the_pengelola_resets_and_only_people_of_the_office(app, sebagai):
    nomor, awal = _pegawai(app, "staf-umum").id, ambil_keadaan(app)
    with app.app_context():
        for siapa in ("camat", "kasubbag-umum", "staf-umum"):
            with pytest.raises(TidakBerwenang):
                reset_sandi(sebagai(siapa), nomor)
        with pytest.raises(TidakTerlihat):
            reset_sandi(sebagai("pengelola"), 999_999)
    assert ambil_keadaan(app) == awal


def test_the_command_sets_it_for_good_or_for_a_day(app, sebagai):
    with app.app_context():
        set_sandi(sebagai("pengelola"), "staf-umum", BARU, tetap=True)
        assert not _pegawai(app, "staf-umum").wajib_ganti
        set_sandi(sebagai("pengelola"), "staf-umum", BARU + " lagi", tetap=False)
        assert _pegawai(app, "staf-umum").wajib_ganti
        for nama, sandi in (("tidak-ada", BARU), ("staf-umum", "pendek")):
            with pytest.raises(Ditolak):
                set_sandi(sebagai("pengelola"), nama, sandi, tetap=True)
