"""The audit trail in the database: closed to change, whole after every act, tampering named."""

import re

import pytest
import sqlalchemy as sa

from iki_web.extensions import db
from iki_web.models import Jejak, Realisasi
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.jejak import Baris
from tests.pendukung.keadaan import ambil_keadaan, tulis_langsung


@pytest.fixture
def periksa(app, sebagai):
    """`periksa()`: what the check of the instance finds."""

    def jalankan() -> list[str]:
        pelaku = sebagai("pengelola")
        with app.app_context():
            kunci, simpanan = app.config["IKI_KUNCI_JEJAK"], app.extensions["iki_simpanan"]
            return find_kerusakan(pelaku, kunci, simpanan)

    return jalankan


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE jejak SET pelaku = 'orang lain' WHERE seq = 2",
        "UPDATE jejak SET mac = mac",
        "DELETE FROM jejak WHERE seq = (SELECT max(seq) FROM jejak)",
        "DELETE FROM jejak",
        "UPDATE riwayat SET catatan = 'lain'",
        "DELETE FROM riwayat",
        "INSERT OR REPLACE INTO jejak SELECT * FROM jejak WHERE seq = 2",
        "TRUNCATE jejak",
        "TRUNCATE riwayat",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(app, entri, perintah):
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
    if ("OR REPLACE" in perintah and not sqlite) or ("TRUNCATE" in perintah and sqlite):
        pytest.skip("not a word of this database")
    entri("DIAJUKAN")
    awal = ambil_keadaan(app)
    with pytest.raises(sa.exc.DBAPIError, match="tidak dapat diubah"):
        tulis_langsung(app, perintah)
    assert ambil_keadaan(app) == awal


def test_a_working_instance_is_whole(entri, periksa):
    for nomor, status in enumerate(("DRAF", "DIAJUKAN", "DIKEMBALIKAN", "DISETUJUI"), start=1):
        entri(status, "staf-trantib-1", f"2026-TW{nomor}")
    assert periksa() == []


def test_lines_are_dense_and_say_who_what_and_when(app, entri, jam_uji):
    entri("DISETUJUI")
    with app.app_context():
        baris = db.session.execute(sa.select(Jejak).order_by(Jejak.seq)).scalars().all()
        assert [b.seq for b in baris] == list(range(1, len(baris) + 1))
        assert [(b.pelaku, b.aksi, b.versi) for b in baris[-3:]] == [
            (_STAF, "realisasi.disimpan", 1),
            (_STAF, "realisasi.diajukan", 2),
            (_KASUBBAG, "realisasi.disetujui", 3),
        ]
        assert {b.waktu for b in baris[-3:]} == {jam_uji.now()}
        assert '"bukti.pdf"' in baris[-1].sesudah


_STAF = "Staf Umum (Staf Sub Bagian Umum dan Kepegawaian)"
_KASUBBAG = "Kasubbag Umum (Kepala Sub Bagian Umum dan Kepegawaian)"


def _lepas_pemicu(app) -> None:
    """What somebody with the file can do: take the triggers away."""
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
    for tabel in ("jejak", "riwayat"):
        if sqlite:
            tulis_langsung(app, f"DROP TRIGGER {tabel}_tolak_update")
            tulis_langsung(app, f"DROP TRIGGER {tabel}_tolak_delete")
        else:
            tulis_langsung(app, f"DROP FUNCTION {tabel}_tolak() CASCADE")


def _nilai_palsu(app, kolom: str) -> str:
    if kolom == "waktu":
        with app.app_context():
            sqlite = db.engine.dialect.name == "sqlite"
        return "'2026-01-01T00:00:00.000000Z'" if sqlite else "waktu + interval '1 second'"
    tetap = {"seq": "seq + 100000", "kantor_id": "NULL", "pelaku_id": "1", "versi": "versi + 1"}
    if kolom in ("mac", "mac_sebelum"):
        return "'" + "f" * 64 + "'"
    return tetap.get(kolom, f"{kolom} || ' '")


@pytest.mark.parametrize("kolom", [*Baris.__dataclass_fields__, "mac"])
def test_a_tampered_line_is_named(app, entri, periksa, kolom):
    entri("DIAJUKAN")
    _lepas_pemicu(app)
    sasaran = ambil_keadaan(app)["jejak"][-2][0]
    tulis_langsung(
        app, f"UPDATE jejak SET {kolom} = {_nilai_palsu(app, kolom)} WHERE seq = :n", n=sasaran
    )
    assert f"Jejak putus pada baris {sasaran}:" in periksa()[0]


def test_a_removed_line_is_named(app, entri, periksa):
    entri("DIAJUKAN")
    _lepas_pemicu(app)
    sasaran = ambil_keadaan(app)["jejak"][-2][0]
    tulis_langsung(app, "DELETE FROM jejak WHERE seq = :n", n=sasaran)
    assert f"baris {sasaran}:" in periksa()[0]


@pytest.mark.parametrize(
    ("tabel", "isi"),
    [
        ("realisasi", "status = 'DIKEMBALIKAN'"),
        ("realisasi", "versi = versi + 1"),
        ("realisasi", "pembilang = {199}"),
        ("realisasi", "capaian = {100}"),
        ("realisasi", "terlibat = '[]'"),
        ("realisasi", "penyetuju_id = 1"),
        ("realisasi", "beku = '{{}}'"),
        ("bukti", "sha256 = '" + "0" * 64 + "'"),
        ("bukti", "nama = 'lain.pdf'"),
        ("bukti", "dilepas = diunggah"),
        ("riwayat", "catatan = 'lain'"),
        ("rujukan", "alasan = 'lain'"),
    ],
)
def test_an_entry_changed_behind_the_apps_back_is_named(app, entri, periksa, tabel, isi):
    _lepas_pemicu(app)
    nomor, kode, _ = entri("DISETUJUI", berkas=tabel != "rujukan")
    with app.app_context():
        kutip = "'" if db.engine.dialect.name == "sqlite" else ""
    angka = re.sub(r"\{(\d+)\}", rf"{kutip}\1{kutip}", isi).format()
    tulis_langsung(app, f"UPDATE {tabel} SET {angka}")
    nama = [kalimat for kalimat in periksa() if kalimat.startswith("Realisasi ")]
    assert nama == [f"Realisasi {nomor}/{kode}: tidak cocok dengan jejak terakhirnya."]


def test_a_removed_file_row_or_entry_is_named(app, entri, periksa):
    _lepas_pemicu(app)
    entri("DISETUJUI")
    for tabel in ("bukti", "riwayat", "realisasi"):
        tulis_langsung(app, f"DELETE FROM {tabel}")
        assert len(periksa()) == 1


@pytest.mark.parametrize("rusak", ["isi", "hilang"])
def test_a_damaged_or_missing_file_is_named(app, entri, periksa, rusak):
    entri("DIAJUKAN")
    berkas = next(b for b in app.config["IKI"].bukti.rglob("*") if b.is_file())
    if rusak == "hilang":
        berkas.unlink()
    else:
        berkas.chmod(0o600)
        berkas.write_bytes(berkas.read_bytes()[:-1] + b"X")
    assert ["Berkas bukti" in kalimat for kalimat in periksa()] == [True]


def test_no_secret_is_ever_in_a_line(app, tamu):
    isi = {"nama_pengguna": "staf-umum", "sandi": "kata yang sangat rahasia"}
    tamu.post("/masuk", data=isi)
    with app.app_context():
        hash_ = db.session.execute(sa.text("SELECT sandi_hash FROM pegawai")).scalars().all()
    teks = repr(ambil_keadaan(app)["jejak"])
    assert "kata yang sangat rahasia" not in teks
    assert not any(satu in teks for satu in hash_)


def test_an_entry_deleted_behind_the_apps_back_cannot_be(app, entri):
    entri("DIAJUKAN")
    with pytest.raises(sa.exc.IntegrityError):
        tulis_langsung(app, "DELETE FROM realisasi")
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Realisasi.id))).scalar_one() == 1
