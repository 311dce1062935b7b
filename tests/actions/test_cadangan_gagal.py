"""Backups that fail are said and leave nothing; those that do not are rotated."""

from datetime import timedelta

import pytest

from iki_web.actions import cadangan as aksi
from iki_web.actions.cadangan import berkas as aksi_berkas
from iki_web.actions.instance import find_sistem
from iki_web.rules.cadangan import AturanCadangan, StatusCadangan
from iki_web.storage.galat import CadanganGagal, CadanganRusak
from tests.pendukung.cadangan import cadangkan
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak


def test_failures_are_sentences_lines_and_leave_nothing(app, tmp_path, monkeypatch):
    with pytest.raises(CadanganGagal, match="tidak ditemukan"), app.app_context():
        aksi.create_cadangan(find_sistem(), tmp_path / "tidak-ada")
    assert hitung_jejak(app, "cadangan.gagal") == 1
    usb = tmp_path / "usb"
    with monkeypatch.context() as tambal:
        tambal.setattr(aksi_berkas, "check_gladi", _gagal)
        with pytest.raises(CadanganRusak):
            cadangkan(app, usb)
    assert list(usb.iterdir()) == []
    baris = ambil_keadaan(app)["cadangan"]
    assert [b[3] for b in baris] == [StatusCadangan.GAGAL] * 2


def _gagal():
    raise CadanganRusak


def test_rotation_follows_the_rule_in_the_offices_own_folder(app, jam_uji, sebagai):
    pengelola = sebagai("pengelola")
    with app.app_context():
        aksi.update_aturan(pengelola, 0, AturanCadangan(harian=2, bulanan=0))
        for _ in range(4):
            jadi = aksi.create_cadangan(pengelola)
            jam_uji.maju(timedelta(days=1))
    ada = sorted(b.name for b in jadi.path.parent.glob("*.zip"))
    assert len(ada) == 2
    assert ada[-1] == jadi.path.name
    assert sorted(b[5] for b in ambil_keadaan(app)["cadangan"]) == ada
