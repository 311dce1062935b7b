"""Remarks a draft brought from its file: reworded, dropped, never those of a fixed edition."""

import io

import pytest
import tomli_w

from iki_web.queries.keputusan import get_edisi
from iki_web.rules.naskah import build_toml
from tests.pendukung.edisi import TERKOREKSI
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import hitung_jejak
from tests.pendukung.orang import buat_pelaku


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def _muat(klien) -> int:
    isi = tomli_w.dumps(build_toml(TERKOREKSI)).encode()
    data = {"berkas": (io.BytesIO(isi), "edisi.toml"), "kode": "2021b"}
    jawab = klien.post("/kelola/edisi/muat", data=data)
    assert jawab.status_code == 303
    return int(jawab.location.rsplit("/", 1)[1])


def test_remarks_of_a_file_are_reworded_and_dropped_in_the_draft(app, pengelola):
    draf = _muat(pengelola)
    alamat = f"/kelola/edisi/{draf}/catatan"
    assert f'href="{alamat}"' in teks(pengelola.get(f"/kelola/edisi/{draf}"))
    lama = TERKOREKSI.catatan
    assert lama[1].isi in teks(pengelola.get(alamat))
    satu = {"versi": "1", "catatan-1": "Sudah dicocokkan dengan buku register.", "catatan-2": ""}
    panjang = pengelola.post(alamat, data=satu | {"catatan-3": "a" * 2001})
    assert panjang.status_code == 422
    assert "Sudah dicocokkan dengan buku register." in teks(panjang)
    assert pengelola.post(alamat, data=satu).status_code == 303
    basi = pengelola.post(alamat, data=satu | {"catatan-1": "Lain."})
    assert basi.status_code == 409
    kini = _catatan(app, draf)
    assert [c.isi for c in kini] == [satu["catatan-1"], *(c.isi for c in lama[2:])]
    assert [c.kutipan for c in kini] == [lama[0].kutipan, *(c.kutipan for c in lama[2:])]
    assert hitung_jejak(app, "keputusan.diubah") == 1
    tetap = {"versi": "2", "catatan-1": satu["catatan-1"]}
    assert pengelola.post(alamat, data=tetap).status_code == 303
    assert hitung_jejak(app, "keputusan.diubah") == 1
    # A fixed edition keeps what was remarked on it.
    assert pengelola.get("/kelola/edisi/1/catatan").status_code == 422


def _catatan(app, draf):
    pelaku = buat_pelaku(app, "pengelola")
    with app.app_context():
        return get_edisi(pelaku, draf).catatan
