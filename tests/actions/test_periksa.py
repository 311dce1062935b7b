"""The check of an instance: whatever is changed outside the app is found, and nothing else."""

import shutil

import pytest
import sqlalchemy as sa

from iki_web.actions.jejak import add_jejak
from iki_web.actions.periksa import acknowledge_periksa, check_instance, record_keadaan, run_periksa
from iki_web.actions.transaksi import JejakHilang, transaction
from iki_web.extensions import Base, db
from iki_web.models import Jabatan, Jejak, Kantor, Pemeriksaan
from iki_web.queries.periksa import Sumber, find_kode
from iki_web.queries.periksa.keadaan import list_tabel
from iki_web.queries.periksa.sebutan import list_sebutan
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang
from iki_web.rules.jejak import Jangkar, Peristiwa, format_kode, parse_kode
from iki_web.rules.periksa import Cara
from tests.pendukung.keadaan import ambil_keadaan, tulis_langsung

ALASAN = "Sudah dipulihkan dari cadangan kemarin."


@pytest.fixture
def periksa(app, sebagai):
    """`periksa()`: what the check finds, recording nothing."""

    def jalankan(*lain) -> tuple[str, ...]:
        pelaku = sebagai("pengelola")
        with app.app_context():
            return run_periksa(pelaku, lain).temuan

    return jalankan


def _lepas_pemicu(app) -> None:
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
    for tabel in ("jejak", "riwayat", "terbitan"):
        if sqlite:
            tulis_langsung(app, f"DROP TRIGGER {tabel}_tolak_update")
            tulis_langsung(app, f"DROP TRIGGER {tabel}_tolak_delete")
        else:
            tulis_langsung(app, f"DROP FUNCTION {tabel}_tolak() CASCADE")


def test_every_table_is_told_by_the_trail_or_has_a_way_of_its_own():
    assert set(Base.metadata.tables) - set(list_tabel()) == {
        "jejak", "percobaan", "realisasi", "bukti", "rujukan", "riwayat"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("perintah", "sebutan"),
    [
        (
            "UPDATE pegawai SET nama = 'Orang lain' WHERE id = 3",
            "Pegawai dan akun: baris nomor 3 (kasubbag-umum) ",
        ),
        ("UPDATE pegawai SET pemeriksa = {ya} WHERE id = 2", "Pegawai dan akun: baris nomor 2 "),
        ("UPDATE pegawai SET sandi_hash = 'x' WHERE id = 1", "Pegawai dan akun: baris nomor 1 "),
        ("UPDATE jabatan SET atasan_id = 1 WHERE id = 4", "Jabatan: baris nomor 4 "),
        (
            "UPDATE penugasan SET jenis = 'PLT' WHERE id = 2",
            "Penugasan: baris nomor 2 (sekretaris) ",
        ),
        ("DELETE FROM penugasan WHERE id = 2", "Penugasan: baris nomor 2 diubah"),
        ("UPDATE periode SET batas = mulai WHERE id = 5", "Periode: baris nomor 5 (2026-"),
        ("UPDATE kantor SET plafon = '{seratus}'", "Pengaturan kantor: baris nomor 1 "),
        ("UPDATE indikator SET nama = 'Lain' WHERE id = 7", "Indikator: baris nomor 7 "),
        ("UPDATE sumber_data SET nama = 'Lain' WHERE id = 7", "Sumber data indikator: "),
        ("UPDATE keputusan SET nomor = 'Lain'", "Edisi Keputusan: baris nomor 1 "),
        ("UPDATE lampiran SET tugas = '[]' WHERE id = 2", "Lampiran edisi: baris nomor 2 ("),
        ("UPDATE sesi SET alamat = '10.9.9.9'", "Sesi masuk: baris nomor 1 "),
        ("UPDATE sesi SET pegawai_id = 1", "Sesi masuk: baris nomor 1 "),
        (
            "INSERT INTO libur (kantor_id, tanggal, keterangan) VALUES (1, '2026-04-09', 'Palsu')",
            "Hari libur: baris nomor 1 (Palsu) ",
        ),
        (
            "INSERT INTO pengecualian (jabatan_id, periode_id, alasan) VALUES (4, 4, 'Palsu')",
            "Pengecualian: baris nomor 1 ",
        ),
        (
            "INSERT INTO renstra (indikator_id, tahun, nilai, versi) VALUES (1, 2026, '1', 1)",
            "Target akhir Renstra: baris nomor 1 ",
        ),
    ],
)
def test_a_row_changed_behind_the_apps_back_is_named(app, masuk, periksa, perintah, sebutan):
    masuk("staf-umum")
    assert periksa() == ()
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
    if "INSERT" in perintah and not sqlite:
        perintah = perintah.replace("'1'", "1")
    if "batas = mulai" in perintah and sqlite:
        perintah = perintah.replace("mulai", "'2026-01-01T00:00:00.000000Z'", 1)
    perintah = perintah.format(ya=1 if sqlite else "true", seratus=100)
    tulis_langsung(app, perintah)
    temuan = periksa()
    assert len(temuan) == 1
    assert temuan[0].startswith(sebutan)


def test_a_table_or_number_there_is_not_is_called_as_the_trail_calls_it(konteks_app):
    panjang = "9" * 40
    assert list_sebutan("tidak_ada", ["1"]) == ["1"]
    assert list_sebutan("jabatan", [panjang, "-1", "x", "1"]) == [panjang, "-1", "x", "1 (camat)"]


def test_a_change_behind_the_apps_back_is_not_hidden_by_a_later_true_one(app, sebagai, periksa):
    tulis_langsung(app, "UPDATE pegawai SET nip = '199001012015031001' WHERE id = 3")
    pelaku = sebagai("pengelola")
    with app.app_context():
        _ganti_nama(pelaku)
    assert [satu[:32] for satu in periksa()] == ["Pegawai dan akun: baris nomor 3 "]


@transaction
def _ganti_nama(pelaku) -> None:
    from iki_web.models import Pegawai

    db.session.get_one(Pegawai, 3).nama = "Nama baru"
    add_jejak(pelaku, Peristiwa.PEGAWAI_DIUBAH, "pegawai:3")


def test_an_entry_made_true_again_by_a_later_step_is_still_named(app, entri, sebagai, periksa):
    from iki_web.actions.realisasi import Tempat, approve_realisasi

    nomor, kode, versi = entri("DIAJUKAN")
    with app.app_context():
        kutip = "'" if db.engine.dialect.name == "sqlite" else ""
    tulis_langsung(app, f"UPDATE realisasi SET pembilang = {kutip}199{kutip}")
    with app.app_context():
        approve_realisasi(sebagai("kasubbag-umum"), Tempat(nomor, kode), versi)
    assert [satu[:10] for satu in periksa()] == ["Realisasi "]


def test_an_entry_of_a_period_that_does_not_exist_is_named_too(app, entri, periksa):
    entri("DRAF")
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL checks the foreign key")
    kolom = "indikator_id, jabatan_id, status, versi, daftar, nihil, alasan_nihil, keterangan, "
    kolom += "kendala, tindak_lanjut, terlibat, diubah"
    salin = f"INSERT INTO realisasi (periode_id, {kolom}) SELECT 999, {kolom} FROM realisasi"
    with app.app_context(), db.engine.connect() as koneksi:
        koneksi.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        koneksi = koneksi.execution_options(iki_tulis=True)
        koneksi.execute(sa.text(salin))
        koneksi.commit()
        koneksi.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    assert periksa() == ("Realisasi nomor 2: tidak ditulis lewat aplikasi.",)


def test_a_value_nobody_could_have_typed_does_not_stop_the_check(app, entri, periksa):
    entri("DIAJUKAN")
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL refuses the value")
    _lepas_pemicu(app)
    tulis_langsung(app, "UPDATE realisasi SET pembilang = 'banyak'")
    tulis_langsung(app, "UPDATE penugasan SET mulai = 'kemarin' WHERE id = 1")
    tulis_langsung(app, "UPDATE jejak SET waktu = 'dulu' WHERE seq = 3")
    assert [satu.split(":")[0] for satu in periksa()] == [
        "Jejak putus pada baris 3",
        "Isi realisasi tidak dapat dibaca",
        "Isi data induk tidak dapat dibaca",
    ]


def test_the_tail_cut_off_is_found_by_the_anchors(app, entri, periksa):
    entri("DISETUJUI")
    _lepas_pemicu(app)
    tulis_langsung(app, "DELETE FROM jejak WHERE seq = (SELECT max(seq) FROM jejak)")
    assert any("hilang atau berbeda" in satu for satu in periksa())


def test_an_older_copy_of_the_database_put_back_is_found(app, entri, periksa):
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("one file to put back")
        db.engine.dispose()
    folder = app.config["IKI"].instance
    lama = {b.name: b.read_bytes() for b in folder.glob("iki.db*")}
    entri("DRAF")
    assert periksa() == ()
    with app.app_context():
        db.session.rollback()
        db.engine.dispose()
    for berkas in folder.glob("iki.db*"):
        berkas.unlink()
    for nama, isi in lama.items():
        (folder / nama).write_bytes(isi)
    (temuan,) = periksa()
    assert "database lama dikembalikan" in temuan


def test_anchors_that_are_gone_are_missed(app, periksa):
    shutil.rmtree(app.config["IKI"].jangkar)
    assert [satu[:15] for satu in periksa()] == ["Catatan jangkar"]


def test_anchors_of_a_backup_are_compared_too(app, periksa, jam_uji):
    palsu = Sumber("cadangan 9 April 2026", [Jangkar(jam_uji.now(), 3, "f" * 64)])
    (temuan,) = periksa(palsu)
    assert "Baris jejak 3, yang dicatat cadangan 9 April 2026" in temuan


def test_a_code_from_a_sheet_is_checked_against_the_chain(app, entri):
    entri("DRAF")
    kunci = app.config["IKI_KUNCI_JEJAK"]
    with app.app_context():
        baris = db.session.execute(sa.select(Jejak).order_by(Jejak.seq.desc())).scalars().first()
        seq, awal = parse_kode(format_kode(baris.seq, baris.mac))
        assert find_kode(None, kunci, seq, awal) == baris.waktu
        assert find_kode(None, kunci, seq + 1, awal) is None
        assert find_kode(None, kunci, seq - 1, awal) is None
        assert find_kode(None, b"kunci lain", seq, awal) is None


def test_a_change_after_its_line_is_refused(app):
    @transaction
    def aksi() -> None:
        add_jejak(None, Peristiwa.DITOLAK, "uji")
        db.session.execute(sa.select(Jabatan).limit(1)).scalar_one().nama = "Diubah"

    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(JejakHilang):
        aksi()
    assert ambil_keadaan(app) == awal


def test_rows_are_listed_once(app, sebagai):
    awal = ambil_keadaan(app)
    with app.app_context():
        record_keadaan(sebagai("pengelola"))
    assert ambil_keadaan(app) == awal


def _peringatan(app) -> int | None:
    with app.app_context():
        return db.session.execute(sa.select(Kantor.peringatan)).scalar_one()


def test_a_failed_check_warns_until_it_is_acknowledged_and_not_again(app, sebagai):
    pelaku = sebagai("camat")
    with app.app_context():
        assert check_instance(pelaku, Cara.HARIAN) == ()
    assert _peringatan(app) is None
    tulis_langsung(app, "UPDATE pegawai SET nama = 'Orang lain' WHERE id = 3")
    with app.app_context():
        assert len(check_instance(pelaku, Cara.HARIAN)) == 1
    assert _peringatan(app) == 2
    with app.app_context(), pytest.raises(Ditolak):
        acknowledge_periksa(pelaku, 2, "ya")
    with app.app_context(), pytest.raises(Basi):
        acknowledge_periksa(pelaku, 1, ALASAN)
    with app.app_context():
        acknowledge_periksa(pelaku, 2, ALASAN)
    assert _peringatan(app) is None
    with app.app_context():
        assert len(check_instance(pelaku, Cara.HARIAN)) == 1
    assert _peringatan(app) is None
    tulis_langsung(app, "UPDATE jabatan SET nama = 'Jabatan lain' WHERE id = 3")
    with app.app_context():
        assert len(check_instance(pelaku, Cara.HARIAN)) == 2
    assert _peringatan(app) == 4
    with app.app_context():
        baris = db.session.execute(sa.select(Pemeriksaan).order_by(Pemeriksaan.id)).scalars()
        assert [(b.hasil.value, b.alasan) for b in baris] == [
            ("UTUH", ""), ("RUSAK", ALASAN), ("RUSAK", ""), ("RUSAK", "")
        ]  # fmt: skip


def test_what_was_mended_and_breaks_again_warns_again(app, sebagai):
    pelaku = sebagai("pengelola")
    tulis_langsung(app, "UPDATE jabatan SET nama = nama || ' lain' WHERE id = 3")
    with app.app_context():
        check_instance(pelaku, Cara.HARIAN)
        acknowledge_periksa(pelaku, 1, ALASAN)
    tulis_langsung(app, "UPDATE jabatan SET nama = replace(nama, ' lain', '') WHERE id = 3")
    with app.app_context():
        assert check_instance(pelaku, Cara.HARIAN) == ()
    tulis_langsung(app, "UPDATE jabatan SET nama = nama || ' lain' WHERE id = 3")
    with app.app_context():
        check_instance(pelaku, Cara.HARIAN)
    assert _peringatan(app) == 3


def test_only_camat_and_pengelola_check_and_acknowledge(app, sebagai):
    for nama in ("staf-umum", "sekretaris"):
        with app.app_context(), pytest.raises(TidakBerwenang):
            check_instance(sebagai(nama), Cara.HALAMAN)
        with app.app_context(), pytest.raises(TidakBerwenang):
            acknowledge_periksa(sebagai(nama), 1, ALASAN)
