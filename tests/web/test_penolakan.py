"""Whoever tries to get past a guard leaves a line: in the log, and in the trail where he acted."""

import json
import os
import stat

import pytest

from iki_web.actions.percobaan import BATAS_AKUN
from iki_web.storage.catatan import open_catatan
from tests.pendukung.basis import SANDI
from tests.pendukung.halaman import alamat
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak


@pytest.fixture
def catatan(app):
    """`catatan()`: (method, room, status, account or not) of the requests so far."""
    folder = app.config["IKI"].catatan
    with open_catatan(folder) as berkas:

        def baca():
            berkas.flush()
            isi = "".join(b.read_text("utf-8") for b in sorted(folder.iterdir()))
            baris = (json.loads(satu) for satu in isi.splitlines())
            return [
                (b["metode"], b["endpoint"], b["status"], b["akun"] is not None)
                for b in baris
                if b["pesan"] == "permintaan"
            ]

        yield baca


def test_reading_what_is_not_ones_own_is_a_line_of_the_log(masuk, entri, catatan):
    nomor, kode, _ = entri("DIAJUKAN")
    asing = masuk("staf-keuangan")
    for jalur in ("/kelola", "/kelola/pegawai", alamat(nomor, kode), "/bukti/1"):
        asing.get(jalur)
    assert catatan() == [
        ("GET", "kelola.index", 403, True),
        ("GET", "kelola.index_pegawai", 403, True),
        ("GET", "realisasi.show", 404, True),
        ("GET", "bukti.download", 404, True),
    ]


def test_acting_without_leave_is_a_line_of_the_trail_too(app, masuk, entri, catatan):
    nomor, kode, versi = entri("DIAJUKAN")
    asing = masuk("staf-keuangan")
    awal = hitung_jejak(app)
    isi = {"versi": versi, "catatan": "x"}
    assert asing.post(f"{alamat(nomor, kode)}/setujui", data=isi).status_code == 404
    assert asing.post("/kelola/tahun", data={"tahun": "2027"}).status_code == 403
    asing.post("/kelola/tahun", data={}, headers={"Origin": "https://jahat.example"})
    assert [status for _, _, status, _ in catatan()] == [404, 403, 403]
    assert hitung_jejak(app, "ditolak") == 3
    assert hitung_jejak(app) == awal + 3
    semua = ambil_keadaan(app)["jejak"][-3:]
    assert all("Staf Keuangan" in repr(satu) for satu in semua)


def test_getting_past_tokens_limits_and_the_throttle_is_a_line_of_the_log(
    app, tamu, masuk, entri, catatan
):
    nomor, kode, _ = entri("DRAF")
    staf = masuk("staf-umum")
    staf.get("/")
    staf.post("/akun/sandi", data={"sandi": "x"}, csrf=False)
    staf.post(f"{alamat(nomor, kode)}/simpan", data={"versi": "palsu"})
    tamu.post("/masuk", data={"sandi": "a" * 70_000})
    for _ in range(BATAS_AKUN + 1):
        tamu.post("/masuk", data={"nama_pengguna": "camat", "sandi": "salah sekali ini"})
    tamu.post("/masuk", data={"nama_pengguna": "camat", "sandi": SANDI})
    status = [satu for _, _, satu, _ in catatan()][1:]
    assert status == [400, 422, 413, *[422] * BATAS_AKUN, 429, 429]
    assert hitung_jejak(app, "masuk.ditolak") == BATAS_AKUN


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_the_folder_with_trail_and_log_is_for_the_account_of_the_app_only(app, masuk, catatan):
    masuk("camat").get("/")
    assert catatan()
    instance = app.config["IKI"].instance
    assert app.config["IKI"].catatan.is_relative_to(instance)
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
