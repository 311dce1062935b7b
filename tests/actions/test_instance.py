"""First start: idempotent, one account per position, passwords only in the operator's file."""

import csv
import os
import stat

import pytest

from iki_web.actions import instance
from iki_web.actions.keputusan import SK_2021, create_keputusan
from iki_web.actions.sandi import verify_sandi
from iki_web.cli import prepare
from iki_web.config import write_berkas
from iki_web.extensions import db
from iki_web.models import Pegawai, Periode
from iki_web.rules.periode import StatusPeriode
from tests.pendukung.basis import buat_app, tutup
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.klien import KlienUji

NAMA = [
    "camat", "sekretaris", "kasubbag-umum", "staf-umum", "kasubbag-keuangan", "staf-keuangan",
    "kasi-pemerintahan", "staf-pemerintahan", "kasi-trantib", "staf-trantib", "kasi-pmd",
    "staf-pmd", "pengelola",
]  # fmt: skip


@pytest.fixture
def baru(basis, tmp_path, jam_uji):
    """An app on an empty folder, as on a fresh machine."""
    lingkungan = basis.kosong(tmp_path / "baru")
    app = buat_app(lingkungan)
    app.test_client_class = KlienUji
    yield app
    tutup(app)
    basis.hapus(lingkungan)


def _akun(app) -> list[dict[str, str]]:
    berkas = app.config["IKI"].instance / "akun-awal.csv"
    with berkas.open(encoding="utf-8", newline="") as isi:
        return list(csv.DictReader(isi))


def test_first_start_makes_everything_and_a_second_one_nothing(baru):
    with baru.app_context():
        assert len(prepare()) >= 4
        db.session.rollback()
        awal = ambil_keadaan(baru)
        prepare()
    assert ambil_keadaan(baru) == awal
    assert [baris["nama_pengguna"] for baris in _akun(baru)] == NAMA


def test_one_time_passwords_are_only_in_the_operators_file(baru):
    with baru.app_context():
        kalimat = " ".join(prepare())
    berkas = baru.config["IKI"].instance / "akun-awal.csv"
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    keadaan = repr(ambil_keadaan(baru))
    for baris in _akun(baru):
        assert baris["sandi_awal"] not in kalimat
        assert baris["sandi_awal"] not in keadaan
    assert len({baris["sandi_awal"] for baris in _akun(baru)}) == len(NAMA)


def test_secrets_are_made_once_with_mode_0600(baru):
    rahasia = baru.config["IKI"].instance / "rahasia"
    isi = {b.name: b.read_bytes() for b in rahasia.iterdir()}
    assert set(isi) == {"kunci_jejak", "kunci_sesi", "kunci_dua_langkah"}
    assert all(len(satu) == 64 for satu in isi.values())
    assert {stat.S_IMODE(b.stat().st_mode) for b in rahasia.iterdir()} == {0o600}
    lagi = buat_app({"IKI_INSTANCE": str(baru.config["IKI"].instance)})
    tutup(lagi)
    assert {b.name: b.read_bytes() for b in rahasia.iterdir()} == isi


def test_periods_that_have_begun_are_open_and_later_ones_wait(baru):
    with baru.app_context():
        prepare()
        status = {p.kode: p.status for p in db.session.query(Periode)}
    assert len(status) == 19
    dibuka = {kode for kode, satu in status.items() if satu is StatusPeriode.DIBUKA}
    assert dibuka == {"2026", "2026-S1", "2026-TW1", "2026-TW2"} | {
        f"2026-{bulan:02}" for bulan in range(1, 5)
    }


def test_everybody_must_change_the_first_password(baru):
    with baru.app_context():
        prepare()
        assert all(p.wajib_ganti for p in db.session.query(Pegawai))
    akun = _akun(baru)[3]
    klien = baru.test_client()
    isi = {"nama_pengguna": akun["nama_pengguna"], "sandi": akun["sandi_awal"]}
    assert klien.post("/masuk", data=isi).status_code == 303
    for alamat in ("/", "/indikator", "/rekap"):
        jawab = klien.get(alamat)
        assert (jawab.status_code, jawab.location) == (303, "/akun/sandi")
    assert klien.get("/akun/sandi").status_code == 200


def test_a_start_cut_short_leaves_no_account_without_its_password(baru, monkeypatch):
    """The file comes first; an account that was made before it would open to nobody."""

    def putus(*_args, **_isi):
        raise KeyboardInterrupt

    monkeypatch.setattr(instance, "_write_pegawai", putus)
    with baru.app_context():
        with pytest.raises(KeyboardInterrupt):
            prepare()
        assert db.session.query(Pegawai).count() == 0
        db.session.rollback()
    sia = {baris["sandi_awal"] for baris in _akun(baru)}
    monkeypatch.undo()
    with baru.app_context():
        prepare()
        sidik = {p.nama_pengguna: p.sandi_hash for p in db.session.query(Pegawai)}
    assert [baris["nama_pengguna"] for baris in _akun(baru)] == NAMA
    for baris in _akun(baru):
        assert baris["sandi_awal"] not in sia
        assert verify_sandi(sidik[baris["nama_pengguna"]], baris["sandi_awal"])


def test_a_file_of_the_operator_is_whole_or_not_there(tmp_path, monkeypatch):
    berkas = tmp_path / "kunci"
    monkeypatch.setattr(os, "fsync", _gagal)
    with pytest.raises(OSError, match="disk"):
        write_berkas(berkas, b"isi")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    write_berkas(berkas, b"isi", baru=True)
    with pytest.raises(FileExistsError):
        write_berkas(berkas, b"lain", baru=True)
    assert berkas.read_bytes() == b"isi"
    write_berkas(berkas, b"lain")
    assert [(b.name, b.read_bytes()) for b in tmp_path.iterdir()] == [("kunci", b"lain")]
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600


def _gagal(_pegangan):
    raise OSError("disk")


def test_a_program_that_corrects_the_shipped_edition_starts_and_leaves_the_loaded_one(
    baru, tmp_path, monkeypatch
):
    with baru.app_context():
        prepare()
        db.session.rollback()
        awal = ambil_keadaan(baru)
        lain = tmp_path / "sk.toml"
        isi = SK_2021.read_text("utf-8")
        lain.write_text(isi.replace("(tanpa titik)", "(tanpa titik lagi)"), "utf-8")
        assert lain.read_text("utf-8") != isi
        monkeypatch.setattr(create_keputusan, "__defaults__", (lain,))
        assert any("sudah ada dan tidak diubah" in kalimat for kalimat in prepare())
    assert ambil_keadaan(baru) == awal
