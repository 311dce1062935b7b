"""An edition read back from the database is the file it was loaded from."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Keputusan, StatusKeputusan
from iki_web.queries.naskah import get_naskah
from iki_web.rules.galat import TidakTerlihat
from tests.pendukung.edisi import TERKOREKSI
from tests.pendukung.langkah import ubah


@pytest.fixture
def edisi_id(konteks_app):
    return db.session.execute(select(Keputusan.id)).scalar_one()


def test_the_2021_edition_reads_as_its_file(edisi_id, sebagai):
    baca = get_naskah(sebagai("staf-umum"), edisi_id)
    assert replace(baca, jabatan=()) == replace(TERKOREKSI, jabatan=())
    assert {j.kode: j for j in baca.jabatan} == {j.kode: j for j in TERKOREKSI.jabatan}


def test_a_draft_is_the_pengelolas_alone(app, edisi_id, sebagai):
    ubah(app, Keputusan, Keputusan.id, edisi_id, status=StatusKeputusan.DRAF)
    assert get_naskah(sebagai("pengelola"), edisi_id).kode == "2021"
    for siapa in ("staf-umum", "sekretaris"):
        with pytest.raises(TidakTerlihat):
            get_naskah(sebagai(siapa), edisi_id)


def test_an_unknown_edition_is_unseen(konteks_app, sebagai):
    with pytest.raises(TidakTerlihat):
        get_naskah(sebagai("pengelola"), 987654)
