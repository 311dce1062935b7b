"""Migrations: the newest schema is the models', and every revision goes up and down with rows."""

import stat
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from iki_web.cli import prepare
from iki_web.config import AKAR
from iki_web.extensions import Base, db, find_skema
from iki_web.models import Jejak, Kantor
from iki_web.rules.galat import Ditolak
from iki_web.storage.galat import CadanganRusak
from iki_web.storage.salinan import create_salinan
from tests.pendukung.basis import buat_app, tutup
from tests.pendukung.keadaan import ambil_keadaan

REVISI = list(
    ScriptDirectory(str(AKAR / "iki_web" / "migrations")).walk_revisions("base", "heads")
)[::-1]


@pytest.fixture
def kosong(basis, tmp_path, jam_uji):
    lingkungan = basis.kosong(tmp_path / "kosong")
    app = buat_app(lingkungan)
    with app.app_context():
        yield app
    tutup(app)
    basis.hapus(lingkungan)


def _tabel() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def _pemicu() -> int:
    pilih = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        if db.engine.dialect.name == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    )
    return db.session.execute(sa.text(pilih)).scalar_one()


def test_revisions_are_one_numbered_line():
    assert [r.revision for r in REVISI] == [f"{n:03}" for n in range(1, len(REVISI) + 1)]
    assert all(r.doc and r.doc.endswith(".") for r in REVISI)


def test_newest_schema_is_what_the_models_say(konteks_app):
    with db.engine.connect() as koneksi:
        beda = compare_metadata(MigrationContext.configure(koneksi), Base.metadata)
    assert beda == []


def _cek() -> dict[str, set[str]]:
    periksa = sa.inspect(db.engine)
    return {t: {c["name"] for c in periksa.get_check_constraints(t)} for t in sorted(_tabel())}


def test_every_check_of_the_models_is_in_the_database(konteks_app):
    harap = {
        tabel.name: {
            str(c.name)
            for c in tabel.constraints
            if isinstance(c, sa.CheckConstraint) and c.name is not None
        }
        for tabel in Base.metadata.sorted_tables
    }
    assert _cek() == harap


def test_nothing_cascades(konteks_app):
    periksa = sa.inspect(db.engine)
    kunci = [k for t in _tabel() for k in periksa.get_foreign_keys(t)]
    assert kunci
    assert {k["options"].get("ondelete") for k in kunci} == {"RESTRICT"}


def test_down_and_up_again_from_nothing(kosong):
    upgrade()
    assert _tabel() == set(Base.metadata.tables)
    pemicu = _pemicu()
    assert pemicu >= 2
    db.session.rollback()
    downgrade(revision="base")
    assert _tabel() == set()
    assert _pemicu() == 0
    db.session.rollback()
    upgrade()
    assert _tabel() == set(Base.metadata.tables)
    assert _pemicu() == pemicu


@pytest.mark.parametrize("revisi", REVISI, ids=lambda r: r.revision)
def test_each_revision_goes_down_and_up_with_rows_present(app, entri, revisi):
    entri("DISETUJUI")
    sebelum = ambil_keadaan(app)
    with app.app_context():
        downgrade(revision=revisi.revision)
        if revisi.down_revision is not None:
            downgrade(revision=revisi.down_revision)
            assert db.session.execute(sa.select(sa.func.count(Jejak.seq))).scalar_one()
            db.session.rollback()
        upgrade()
    if revisi.down_revision is not None:
        assert ambil_keadaan(app) == sebelum


def test_going_down_to_nothing_works_with_rows_present(app, entri):
    entri("DISETUJUI")
    with app.app_context():
        downgrade(revision="base")
        assert _tabel() == set()


def _gagal_di(monkeypatch, revisi: str) -> None:
    """Have the step to a revision fail after everything it does."""
    asli = HeadMaintainer.update_to_step

    def ganti(self, langkah):
        asli(self, langkah)
        if langkah.to_revisions == (revisi,) and langkah.is_upgrade:
            raise RuntimeError("gagal di sini\ndan seterusnya")

    monkeypatch.setattr(HeadMaintainer, "update_to_step", ganti)


@pytest.mark.parametrize("revisi", REVISI[:-1], ids=lambda r: r.revision)
def test_an_upgrade_that_fails_at_its_end_changes_nothing(app, entri, monkeypatch, revisi):
    entri("DISETUJUI")
    with app.app_context():
        downgrade(revision=revisi.revision)
        awal = _skema_dan_isi()
        with monkeypatch.context() as tambal:
            _gagal_di(tambal, REVISI[-1].revision)
            with pytest.raises(Ditolak, match="versi lama aplikasi tetap dapat") as galat:
                prepare()
        assert "gagal di sini)" in galat.value.kalimat
        assert "\n" not in galat.value.kalimat
        assert _skema_dan_isi() == awal
        assert find_skema()[0] == revisi.revision
        prepare()
        assert find_skema()[0] == REVISI[-1].revision


def _skema_dan_isi() -> dict[str, list[tuple]]:
    """Return the columns and rows of every table there is."""
    db.session.rollback()
    periksa = sa.inspect(db.engine)
    hasil = {}
    with db.engine.connect() as koneksi:
        for tabel in sorted(periksa.get_table_names()):
            kolom = [k["name"] for k in periksa.get_columns(tabel)]
            isi = koneksi.execute(sa.text(f"SELECT * FROM {tabel}"))
            hasil[tabel] = [tuple(kolom), *sorted(map(tuple, isi), key=repr)]
    return hasil


def test_a_copy_of_the_old_database_stands_beside_the_new_one(app, entri):
    entri("DISETUJUI")
    folder = app.config["IKI"].instance / "sebelum-naik"
    with app.app_context():
        downgrade(revision=REVISI[0].revision)
        lama = _skema_dan_isi()
        kalimat = prepare()
    if db_is_postgresql(app):
        assert not folder.exists()
        return
    (salinan,) = folder.iterdir()
    assert any(str(salinan) in satu for satu in kalimat)
    assert stat.S_IMODE(salinan.stat().st_mode) == 0o600
    lingkungan = {"IKI_INSTANCE": str(folder / "lihat"), "IKI_DATABASE_URL": f"sqlite:///{salinan}"}
    lihat = buat_app(lingkungan)
    with lihat.app_context():
        assert _skema_dan_isi() == lama
    tutup(lihat)


def db_is_postgresql(app) -> bool:
    return app.config["IKI"].basis is None


def test_a_database_that_is_not_whole_is_not_upgraded(app, monkeypatch):
    if db_is_postgresql(app):
        pytest.skip("about SQLite only")

    def rusak(_berkas):
        raise CadanganRusak

    monkeypatch.setattr("iki_web.storage.salinan.check_basis", rusak)
    with app.app_context():
        downgrade(revision=REVISI[0].revision)
        awal = _skema_dan_isi()
        with pytest.raises(Ditolak, match="tidak utuh"):
            prepare()
        assert _skema_dan_isi() == awal


def test_only_the_newest_copies_are_kept(app):
    if db_is_postgresql(app):
        pytest.skip("about SQLite only")
    instance = app.config["IKI"].instance
    (instance / "sebelum-naik" / "baru").mkdir(parents=True)
    (instance / "sebelum-naik" / "baru" / "iki.db").touch()
    with app.app_context():
        for hari in range(1, 6):
            create_salinan(instance, "001", datetime(2026, 4, hari))
    nama = sorted(b.name for b in (instance / "sebelum-naik").iterdir())
    assert nama == [f"iki-skema-001-2026040{hari}-000000.db" for hari in (3, 4, 5)]


def test_a_newer_database_is_refused_and_left_alone(app):
    with app.app_context():
        with db.engine.connect().execution_options(iki_tulis=True) as koneksi:
            koneksi.execute(sa.text("UPDATE alembic_version SET version_num = '999'"))
            koneksi.commit()
        awal = ambil_keadaan(app)
        with pytest.raises(Ditolak, match="lebih baru daripada aplikasi ini"):
            prepare()
        hasil = app.test_cli_runner().invoke(args=["iki", "periksa"])
    assert hasil.exit_code == 1
    assert "lebih baru daripada aplikasi ini" in hasil.stderr
    assert ambil_keadaan(app) == awal


def test_what_a_schema_is_is_known_without_alembic(kosong):
    terbaru = REVISI[-1].revision
    assert find_skema() == ("", terbaru)
    upgrade()
    assert find_skema() == (terbaru, terbaru)


def test_upgrading_again_changes_nothing(app, entri):
    entri("DIAJUKAN")
    sebelum = ambil_keadaan(app)
    with app.app_context():
        upgrade()
    assert ambil_keadaan(app) == sebelum


def test_foreign_keys_hold_afterwards(kosong):
    upgrade()
    db.session.connection(execution_options={"iki_tulis": True})
    tambah = sa.insert(Base.metadata.tables["penugasan"]).values(
        pegawai_id=1, jabatan_id=1, jenis="DEFINITIF", mulai=date(2026, 1, 1), nomor_surat=""
    )
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)foreign key"):
        db.session.connection().execute(tambah)
    db.session.rollback()


def test_sqlite_tables_are_strict_and_durable(konteks_app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite only")
    ketat = db.session.execute(sa.text("SELECT name, strict FROM pragma_table_list")).all()
    assert {nama for nama, s in ketat if not s} <= {
        "alembic_version",
        "sqlite_schema",
        "sqlite_temp_schema",
    }
    nilai = {
        p: db.session.execute(sa.text(f"PRAGMA {p}")).scalar_one()
        for p in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    assert nilai == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    assert db.session.execute(sa.text("PRAGMA busy_timeout")).scalar_one() >= 5000
    assert db.session.execute(sa.select(Kantor.kode)).scalar_one() == "jrengik"
