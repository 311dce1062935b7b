"""The fixtures give what the other tests stand on: a prepared instance of one's own."""

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Pegawai, Periode, Realisasi
from iki_web.rules.alur import Status
from iki_web.rules.periode import StatusPeriode
from tests.pendukung.basis import SANDI


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
