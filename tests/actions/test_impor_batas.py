"""How many people one workbook may add: a slow hash is made for each of them."""

import pytest

from iki_web.actions import impor
from iki_web.rules.galat import Ditolak
from iki_web.rules.impor import JenisImpor
from tests.pendukung.impor import build_berkas, terapkan, unggah
from tests.pendukung.keadaan import ambil_keadaan


def test_more_new_people_than_one_import_takes_are_refused_whole(app, monkeypatch):
    monkeypatch.setattr(impor, "PEGAWAI_BARU_TERBANYAK", 3)
    baris = [[f"Pegawai Baru {n}", "", "", "", ""] for n in range(4)]
    banyak = unggah(app, JenisImpor.PEGAWAI, build_berkas(JenisImpor.PEGAWAI, baris))
    cukup = unggah(app, JenisImpor.PEGAWAI, build_berkas(JenisImpor.PEGAWAI, baris[:3]))
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="sekali impor paling banyak 3"):
        terapkan(app, banyak)
    assert ambil_keadaan(app) == awal
    _, kode = terapkan(app, cukup)
    assert len(kode) == 3
