"""The files of an edition as they are downloaded read back as the edition."""

import io
import tomllib

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Keputusan
from iki_web.queries.keputusan import get_edisi
from iki_web.rules.keputusan import parse_edisi
from iki_web.rules.naskah import parse_lembar
from tests.pendukung.draf import buat_draf
from tests.pendukung.keadaan import hitung_jejak


@pytest.fixture
def nomor(app):
    """The id of the 2021 edition."""
    with app.app_context():
        return db.session.execute(select(Keputusan.id)).scalar_one()


def _edisi(app, sebagai, nomor):
    with app.app_context():
        return get_edisi(sebagai("pengelola"), nomor)


def test_the_workbook_reads_back_as_the_edition(app, masuk, sebagai, nomor):
    jejak = hitung_jejak(app, "naskah.diekspor")
    jawab = masuk("staf-umum").get(f"/keputusan/{nomor}.xlsx")
    assert 'filename="edisi-2021.xlsx"' in jawab.headers["Content-Disposition"]
    buku = CalamineWorkbook.from_filelike(io.BytesIO(jawab.data))
    isi = {n: buku.get_sheet_by_name(n).to_python() for n in buku.sheet_names}
    assert parse_lembar(isi) == (_edisi(app, sebagai, nomor), ())
    assert hitung_jejak(app, "naskah.diekspor") == jejak + 1


def test_the_toml_file_reads_back_as_the_edition(app, masuk, sebagai, nomor):
    jawab = masuk("staf-umum").get(f"/keputusan/{nomor}.toml")
    assert parse_edisi(tomllib.loads(jawab.get_data(as_text=True))) == _edisi(app, sebagai, nomor)


@pytest.mark.parametrize("jenis", ["xlsx", "toml"])
def test_the_files_of_a_draft_are_for_those_who_read_it(app, masuk, jenis):
    alamat = f"/keputusan/{buat_draf(app)}.{jenis}"
    assert masuk("staf-umum").get(alamat).status_code == 404
    assert masuk("pengelola").get(alamat).status_code == 200
