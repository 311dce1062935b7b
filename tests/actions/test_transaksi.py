"""The guard of the one transaction: no change without its line, no write outside it."""

import pytest
import sqlalchemy as sa

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import JejakHilang, transaction, write
from iki_web.extensions import db
from iki_web.models import Jabatan, Kantor, Pegawai, Sesi
from iki_web.rules.jejak import Peristiwa
from tests.pendukung.keadaan import ambil_keadaan


def _ubah_lewat_objek() -> None:
    db.session.execute(sa.select(Jabatan).limit(1)).scalar_one().nama = "Diubah"


def _ubah_lewat_pernyataan() -> None:
    db.session.execute(sa.update(Pegawai).values(nama="Diubah"))


def _hapus_lewat_objek() -> None:
    db.session.delete(db.session.execute(sa.select(Jabatan).limit(1)).scalar_one())


def _tambah_lewat_pernyataan() -> None:
    db.session.execute(
        sa.insert(Pegawai).values(kantor_id=1, nama="X", nama_pengguna="x", sandi_hash="x")
    )


def _ubah_melewati_orm() -> None:
    write(sa.update(Pegawai), Pegawai, {"nama": "Diubah"})


def _tambah_melewati_orm() -> None:
    isi = {"kantor_id": 1, "nama": "X", "nama_pengguna": "x", "sandi_hash": "x"}
    write(sa.insert(Pegawai), Pegawai, isi)


def _baris() -> None:
    add_jejak(None, Peristiwa.DITOLAK, "uji")


PERUBAHAN = [
    _ubah_lewat_objek,
    _ubah_lewat_pernyataan,
    _tambah_lewat_pernyataan,
    _ubah_melewati_orm,
    _tambah_melewati_orm,
]


@pytest.mark.parametrize("ubah", PERUBAHAN)
@pytest.mark.parametrize("baris", [0, 2, 3])
def test_a_change_needs_exactly_one_line(app, ubah, baris):
    @transaction
    def aksi() -> None:
        ubah()
        for _ in range(baris):
            _baris()
            db.session.flush()

    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(JejakHilang):
        aksi()
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("ubah", [*PERUBAHAN, _hapus_lewat_objek, _baris])
def test_nothing_is_written_outside_the_transaction(app, ubah):
    def tulis() -> None:
        ubah()
        db.session.flush()

    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(JejakHilang):
        tulis()
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("kelas", [Kantor, Sesi])
def test_counters_and_sessions_too_are_written_only_inside(app, kelas):
    kolom = {"versi_rekap": 9} if kelas is Kantor else {"alamat": "x"}
    with app.app_context(), pytest.raises(JejakHilang):
        db.session.execute(sa.update(kelas).values(**kolom))


def test_a_failing_action_leaves_nothing_and_the_next_one_works(app):
    @transaction
    def gagal() -> None:
        _ubah_lewat_objek()
        _baris()
        db.session.flush()
        raise ZeroDivisionError

    @transaction
    def jadi() -> None:
        _ubah_lewat_objek()
        _baris()

    awal = ambil_keadaan(app)
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            gagal()
        assert ambil_keadaan(app) == awal
        jadi()
    assert len(ambil_keadaan(app)["jejak"]) == len(awal["jejak"]) + 1


def test_reference_data_get_a_new_version_and_entries_do_not_touch_it(app, entri):
    versi = sa.select(Kantor.versi_acuan, Kantor.versi_rekap)

    @transaction
    def ubah() -> None:
        _ubah_lewat_objek()
        _baris()

    with app.app_context():
        awal = db.session.execute(versi).one()
        ubah()
        tengah = db.session.execute(versi).one()
    entri("DRAF")
    with app.app_context():
        akhir = db.session.execute(versi).one()
    assert (tengah[0] - awal[0], tengah[1] - awal[1]) == (1, 0)
    assert (akhir[0] - tengah[0], akhir[1] - tengah[1]) == (0, 1)


def test_a_reader_cannot_write_on_postgresql(app):
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has no read-only transactions")
        with pytest.raises(sa.exc.DBAPIError, match="read-only"):
            db.session.connection().execute(sa.text("UPDATE kantor SET nama = 'x'"))
