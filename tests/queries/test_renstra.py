"""The Renstra's end targets are the targets of its last year, also across editions."""

from decimal import Decimal

import sqlalchemy as sa

from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Kantor
from iki_web.queries.acuan import get_acuan
from tests.pendukung.entri import id_indikator
from tests.pendukung.langkah import ubah


def test_the_end_target_is_the_target_of_the_last_year(app, masuk, sebagai):
    ubah(app, Kantor, Kantor.kode, _kode(app), akhir_renstra=2029)
    halaman = masuk("pengelola").get("/target/2029").get_data(as_text=True)
    assert "target akhir Renstra" in halaman
    pelaku = sebagai("pengelola")
    with app.app_context():
        nomor = id_indikator("staf-umum-1")
        assert get_acuan(pelaku).find_renstra(nomor).belum
        create_target(pelaku, 2029, {nomor: Decimal(98)})
    pelaku = sebagai("pengelola")
    with app.app_context():
        assert get_acuan(pelaku).find_renstra(nomor).nilai == 98


def test_without_a_last_year_there_is_none(app, masuk, sebagai):
    assert masuk("pengelola").get("/target/2029").status_code == 404
    pelaku = sebagai("pengelola")
    with app.app_context():
        assert get_acuan(pelaku).find_renstra(id_indikator("staf-umum-1")).belum


def _kode(app) -> str:

    with app.app_context():
        return db.session.execute(sa.select(Kantor.kode)).scalar_one()
