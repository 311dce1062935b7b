"""The fixtures give what the other tests stand on: a prepared instance of one's own."""

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Pegawai, Periode, Realisasi
from iki_web.rules.alur import Status
from iki_web.rules.periode import StatusPeriode
from tests.pendukung.basis import SANDI, pinjam
from tests.pendukung.orang import masukkan


@pytest.mark.parametrize("status", list(Status))
def test_entri_ends_in_its_state(app, entri, status):
    nomor, kode, versi = entri(status.value)
    with app.app_context():
        baris = db.session.execute(
            select(Realisasi.indikator_id, Realisasi.status, Realisasi.versi)
        ).all()
    assert kode == "2026-TW1"
    assert baris == ([] if status is Status.BELUM_DIISI else [(nomor, status, versi)])


def test_every_kind_of_formula_can_be_brought_into_a_state(entri):
    assert entri("DISETUJUI", "staf-keuangan-1")[2] == 3
    assert entri("DISETUJUI", "kasi-pemerintahan-2", "2026")[2] == 3
    assert entri("DISETUJUI", "kasi-pmd-2", nihil=True, alasan_nihil="Tidak ada kegiatan.")[2] == 3


def test_instances_share_nothing(basis, app, tmp_path):
    lain = basis.salin(tmp_path / "lain")
    simpanan = app.extensions["iki_simpanan"]
    assert simpanan.akar == tmp_path / "instance" / "bukti"
    assert lain["IKI_INSTANCE"] != str(app.config["IKI"].instance)
    basis.hapus(lain)


def test_an_app_is_lent_again_and_remembers_nothing(basis, tmp_path, jam_uji):
    with pinjam(basis, tmp_path / "satu") as (satu, _):
        awal, sebutan = set(satu.extensions), dict(satu.config)
        klien = masukkan(satu, "camat")
        assert klien.get("/indikator").status_code == 200
        satu.config["WTF_CSRF_ENABLED"] = False
        rahasia = satu.secret_key
    with pinjam(basis, tmp_path / "dua") as (dua, _):
        assert dua is satu
        assert set(dua.extensions) == awal
        berubah = {nama for nama, nilai in sebutan.items() if dua.config[nama] != nilai}
        assert set(dua.config) == set(sebutan)
        assert berubah == {"IKI", "SQLALCHEMY_DATABASE_URI"}
        assert dua.secret_key == rahasia  # a copy has the keys of what it was copied from
        assert dua.config["IKI"].instance == tmp_path / "dua"
        assert klien.get("/indikator").status_code == 303
        assert masukkan(dua, "camat").get("/indikator").status_code == 200


def test_an_app_that_was_changed_is_not_lent_again(basis, tmp_path, jam_uji):
    def ubah(app):
        app.before_request(lambda: None)

    def kabari(app):
        app.register_error_handler(ValueError, lambda galat: "")

    def ajari(app):
        app.jinja_env.globals["baru"] = 1

    for nomor, lakukan in enumerate((ubah, kabari, ajari)):
        with pinjam(basis, tmp_path / f"{nomor}-satu") as (satu, _):
            lakukan(satu)
        with pinjam(basis, tmp_path / f"{nomor}-dua") as (dua, _):
            assert dua is not satu


def test_prepared_instance_has_thirteen_people_and_an_open_year(konteks_app):
    assert len(db.session.execute(select(Pegawai.id)).all()) == 13
    status = db.session.execute(select(Periode.status).where(Periode.tahun == 2026)).scalars()
    assert set(status) == {StatusPeriode.DIBUKA}


def test_people_sign_in_with_the_known_password(tamu):
    isi = {"nama_pengguna": "staf-umum", "sandi": SANDI}
    assert tamu.post("/masuk", data=isi).status_code == 303
    assert tamu.get("/").status_code == 200


def test_browsers_are_separate_even_inside_a_context(konteks_app, masuk):
    staf, kasubbag = masuk("staf-umum"), masuk("kasubbag-umum")
    assert staf.get("/").status_code == 200
    assert kasubbag.post("/keluar").status_code == 303
    assert kasubbag.get("/").status_code == 303
    assert staf.get("/").status_code == 200
