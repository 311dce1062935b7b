"""The second step: on by proof, each code once, off by password, reset for a lost phone."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta

import pytest
from sqlalchemy import select

from iki_web.actions.dua_langkah import (
    KODE_SALAH,
    close_dua_langkah,
    create_pemulihan,
    create_rahasia,
    open_dua_langkah,
    remove_dua_langkah,
    reset_dua_langkah,
)
from iki_web.actions.percobaan import BATAS_AKUN
from iki_web.actions.sandi import reset_sandi
from iki_web.actions.sesi import KodeSalah, PerluKode, create_sesi, finish_sesi
from iki_web.extensions import db
from iki_web.models import DuaLangkah, Pegawai, Pemulihan
from iki_web.rules.galat import Ditolak, TerlaluSering, TidakBerwenang, TidakTerlihat
from tests.pendukung.basis import SANDI
from tests.pendukung.dua_langkah import nyalakan
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak

STAF = "staf-umum"


def _tiket(nama: str = STAF) -> str:
    with pytest.raises(PerluKode) as perlu:
        create_sesi(nama, SANDI)
    return perlu.value.tiket


def _nomor(nama: str) -> int:
    pilih = select(Pegawai.id).where(Pegawai.nama_pengguna == nama)
    return db.session.execute(pilih).scalar_one()


def test_nothing_is_kept_until_a_code_proves_the_phone(app, konteks_app, sebagai):
    pelaku, awal = sebagai(STAF), ambil_keadaan(app)
    _, segel = create_rahasia(pelaku)
    for segel_coba, kode in ((segel, "000000"), (segel, ""), ("karangan", "123456")):
        with pytest.raises(Ditolak):
            open_dua_langkah(pelaku, 0, segel_coba, kode)
    assert ambil_keadaan(app) == awal


def test_a_sealed_secret_is_one_persons_and_lasts_an_hour(app, konteks_app, sebagai, jam_uji):
    from tests.pendukung.dua_langkah import Ponsel

    rahasia, segel = create_rahasia(sebagai(STAF))
    ponsel = Ponsel(rahasia)
    with pytest.raises(Ditolak, match="sudah lama"):
        open_dua_langkah(sebagai("camat"), 0, segel, ponsel.kode())
    jam_uji.maju(timedelta(minutes=61))
    with pytest.raises(Ditolak, match="sudah lama"):
        open_dua_langkah(sebagai(STAF), 0, segel, ponsel.kode())


def test_switching_it_on_ends_sessions_opened_without_it(app, masuk):
    lama = masuk(STAF)
    nyalakan(app, STAF)
    assert lama.get("/").status_code == 303
    assert hitung_jejak(app, "dua_langkah.dinyalakan") == 1


def test_neither_secret_nor_codes_stand_in_database_or_trail(app):
    ponsel = nyalakan(app, STAF)
    isi = repr(ambil_keadaan(app))
    assert len(set(ponsel.pemulihan)) == 10
    for rahasia in (ponsel.rahasia, *ponsel.pemulihan):
        assert rahasia not in isi


def test_a_password_alone_opens_nothing_and_a_code_opens_once(app, konteks_app):
    ponsel = nyalakan(app, STAF)
    tiket, kode = _tiket(), ponsel.kode()
    nomor, token = finish_sesi(tiket, kode)
    assert (nomor, bool(token)) == (_nomor(STAF), True)
    for lagi in (kode, ponsel.kode(-1)):  # used, and older than the one used
        with pytest.raises(KodeSalah, match=KODE_SALAH[:20]):
            finish_sesi(tiket, lagi)
    assert finish_sesi(tiket, ponsel.kode(1))
    with app.app_context():
        assert '{"langkah_kedua":"kode"}' in repr(ambil_keadaan(app)["jejak"])


def test_a_recovery_code_opens_once_however_typed(app, konteks_app):
    ponsel = nyalakan(app, STAF)
    satu = ponsel.pemulihan[3].upper()
    assert finish_sesi(_tiket(), f" {satu[:4]}-{satu[4:]} ")
    with pytest.raises(KodeSalah):
        finish_sesi(_tiket(), satu)
    assert finish_sesi(_tiket(), ponsel.pemulihan[4])


def test_codes_of_one_person_are_worth_nothing_for_another(app, konteks_app):
    ponsel = nyalakan(app, STAF)
    nyalakan(app, "camat")
    for kode in (ponsel.kode(), ponsel.pemulihan[0]):
        with pytest.raises(KodeSalah):
            finish_sesi(_tiket("camat"), kode)


@pytest.mark.parametrize("cara", ["kode", "pemulihan"])
def test_the_same_code_twelve_times_at_once_opens_one_session(app, cara):
    ponsel = nyalakan(app, STAF)
    with app.app_context():
        tiket = _tiket()
        kode = ponsel.kode() if cara == "kode" else ponsel.pemulihan[0]

    def coba(_: int) -> bool:
        def kerja() -> bool:
            with app.app_context():
                try:
                    return bool(finish_sesi(tiket, kode))
                except (KodeSalah, TerlaluSering):
                    return False

        return Context().run(kerja)

    with ThreadPoolExecutor(8) as serentak:
        assert sum(serentak.map(coba, range(12))) == 1
    assert hitung_jejak(app, "masuk.berhasil") == 1


def test_wrong_codes_are_throttled_like_wrong_passwords(app, konteks_app, jam_uji):
    ponsel = nyalakan(app, STAF)
    tiket = _tiket()
    for _ in range(BATAS_AKUN):
        with pytest.raises(KodeSalah):
            finish_sesi(tiket, "000000")
    with pytest.raises(TerlaluSering):
        finish_sesi(tiket, ponsel.kode())
    with pytest.raises(TerlaluSering):
        create_sesi(STAF, SANDI)
    jam_uji.maju(timedelta(minutes=5, seconds=1))
    assert finish_sesi(_tiket(), ponsel.kode())


def test_a_ticket_dies_with_time_password_and_account(app, konteks_app, sebagai, jam_uji):
    ponsel = nyalakan(app, STAF)
    tiket = _tiket()
    for karangan in ("", "karangan", tiket[:-4] + "AAAA", create_rahasia(sebagai(STAF))[1], "é"):
        with pytest.raises(Ditolak, match="dari awal"):
            finish_sesi(karangan, ponsel.kode())
    jam_uji.maju(timedelta(minutes=5, seconds=2))
    with pytest.raises(Ditolak, match="dari awal"):
        finish_sesi(tiket, ponsel.kode())
    tiket = _tiket()
    reset_sandi(sebagai("pengelola"), _nomor(STAF))
    with pytest.raises(Ditolak, match="dari awal"):
        finish_sesi(tiket, ponsel.kode())


def test_switching_off_and_new_codes_need_the_password_and_are_throttled(app, konteks_app, sebagai):
    ponsel, pelaku = nyalakan(app, STAF), sebagai(STAF)
    for _ in range(BATAS_AKUN // 2):
        for aksi in (close_dua_langkah, create_pemulihan):
            with pytest.raises(Ditolak):
                aksi(pelaku, "kata sandi yang keliru")
    with pytest.raises(TerlaluSering):
        close_dua_langkah(pelaku, SANDI)
    assert db.session.execute(select(DuaLangkah)).scalar_one()
    assert ponsel.pemulihan


def test_new_codes_end_the_old_ones_and_switching_off_forgets_all(app, konteks_app, sebagai):
    ponsel, pelaku = nyalakan(app, STAF), sebagai(STAF)
    baru = create_pemulihan(pelaku, SANDI)
    assert not set(baru) & set(ponsel.pemulihan)
    with pytest.raises(KodeSalah):
        finish_sesi(_tiket(), ponsel.pemulihan[0])
    assert finish_sesi(_tiket(), baru[0])
    close_dua_langkah(pelaku, SANDI)
    assert create_sesi(STAF, SANDI)
    assert db.session.execute(select(Pemulihan)).all() == []
    for aksi in (close_dua_langkah, create_pemulihan):
        with pytest.raises(Ditolak):
            aksi(pelaku, SANDI)
    assert hitung_jejak(app, "dua_langkah.dimatikan") == 1


def test_a_lost_phone_is_reset_by_the_pengelola_for_others_only(app, masuk, sebagai):
    nyalakan(app, STAF)
    with app.app_context():
        nomor = _nomor(STAF)
        for siapa in ("camat", "kasubbag-umum", STAF):
            with pytest.raises(TidakBerwenang):
                reset_dua_langkah(sebagai(siapa), nomor)
        with pytest.raises(TidakTerlihat):
            reset_dua_langkah(sebagai("pengelola"), 999_999)
        with pytest.raises(Ditolak):
            reset_dua_langkah(sebagai("pengelola"), sebagai("pengelola").pegawai_id)
        reset_dua_langkah(sebagai("pengelola"), nomor)
        assert create_sesi(STAF, SANDI)
        with pytest.raises(Ditolak, match="tidak menyala"):
            reset_dua_langkah(sebagai("pengelola"), nomor)
    assert hitung_jejak(app, "dua_langkah.diatur_ulang") == 1


def test_the_command_opens_the_way_for_the_last_pengelola(app, sebagai):
    nyalakan(app, "pengelola")
    jalan = app.test_cli_runner()
    assert jalan.invoke(args=["iki", "dua-langkah", "pengelola"]).exit_code != 0
    hasil = jalan.invoke(args=["iki", "dua-langkah", "pengelola", "--matikan"])
    assert hasil.exit_code == 0, hasil.output
    with app.app_context():
        assert create_sesi("pengelola", SANDI)
        for nama in ("pengelola", "tidak-ada"):
            with pytest.raises(Ditolak):
                remove_dua_langkah(sebagai("pengelola"), nama)


def test_the_key_of_another_instance_opens_nothing(app, konteks_app):
    ponsel = nyalakan(app, STAF)
    app.config["IKI_KUNCI_DUA_LANGKAH"] = b"ab" * 32
    for kode in (ponsel.kode(), ponsel.pemulihan[0]):
        with pytest.raises(KodeSalah):
            finish_sesi(_tiket(), kode)
