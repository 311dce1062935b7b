"""Every endpoint by every person in every state, requested as a page and by htmx."""

import itertools
import re
from contextlib import ExitStack

import pytest

from tests.pendukung.akses import BOLEH, DRAF, ORANG, STATUS, TABEL
from tests.pendukung.akses.panggung import (
    periksa,
    periksa_keadaan,
    pinjam_panggung,
    sel,
    sel_mengubah,
)
from tests.pendukung.keadaan import ambil_keadaan


@pytest.fixture
def panggung(basis, jam_uji, tmp_path):
    """`panggung("DIAJUKAN")`: a stage of this test's own."""
    with ExitStack() as tumpukan:
        yield lambda status, **lain: tumpukan.enter_context(
            pinjam_panggung(basis, tmp_path / "panggung", status, **lain)
        )


def test_the_table_names_exactly_the_routes_there_are(app):
    assert set(TABEL) == {aturan.endpoint for aturan in app.url_map.iter_rules()}
    for endpoint, rute in TABEL.items():
        metode = {m for r in app.url_map.iter_rules(endpoint) for m in r.methods or ()}
        assert metode - {"HEAD", "OPTIONS"} == {rute.metode}, endpoint


@pytest.mark.parametrize("status", STATUS)
def test_every_cell_that_changes_nothing(panggung, status):
    p = panggung(status)
    for siapa in ORANG:
        klien = p.klien(siapa)
        awal = ambil_keadaan(p.app)
        for (_, rute), htmx in itertools.product(sel(status), (False, True)):
            if not (rute.mengubah and rute.aturan(siapa, status) == BOLEH):
                periksa(p.minta(klien, rute, htmx), rute, siapa, status, htmx)
        periksa_keadaan(awal, ambil_keadaan(p.app), siapa)


@pytest.mark.parametrize("htmx", [False, True], ids=["halaman", "htmx"])
@pytest.mark.parametrize(("nama", "siapa", "status"), sel_mengubah())
def test_every_cell_that_changes_something(panggung, nama, siapa, status, htmx):
    p = panggung(status, draf="{draf}" in TABEL[nama].jalur)
    klien, awal = p.klien(siapa), ambil_keadaan(p.app)
    periksa(p.minta(klien, TABEL[nama], htmx), TABEL[nama], siapa, status, htmx)
    akhir = ambil_keadaan(p.app)
    assert len(akhir["jejak"]) == len(awal["jejak"]) + 1
    assert akhir != awal


@pytest.mark.parametrize("status", STATUS)
def test_a_stale_version_is_answered_409_to_whom_the_step_belongs(panggung, status):
    p = panggung(status)
    langkah = [r for _, r in sel(status) if "{versi}" in r.isi.values()]
    for siapa in ORANG:
        klien, awal = p.klien(siapa), ambil_keadaan(p.app)
        for rute, htmx in itertools.product(langkah, (False, True)):
            hasil = rute.aturan(siapa, status)
            jawab = p.minta(klien, rute, htmx, versi=p.tempat["versi"] + 7)
            if hasil in (BOLEH, 422):
                assert jawab.status_code == 409, (rute.jalur, siapa, status)
            else:
                periksa(jawab, rute, siapa, status, htmx)
        periksa_keadaan(awal, ambil_keadaan(p.app), siapa)


@pytest.mark.parametrize("status", [DRAF, "DIAJUKAN"])
def test_an_unseen_entry_answers_exactly_as_one_that_never_was(panggung, status):
    p = panggung(status)
    klien = p.klien("staf seksi lain")
    acak = {"indikator": 987654, "bukti": 987654}
    klien.get("/")  # the cookie with the token of the forms is set once
    for nama, rute in sel(status):
        if not rute.per_status:
            continue
        for htmx in (False, True):
            ada, tiada = p.minta(klien, rute, htmx), p.minta(klien, rute, htmx, **acak)
            assert ada.status_code == tiada.status_code == 404, nama
            assert _tanpa_token(ada) == _tanpa_token(tiada), nama
            assert dict(ada.headers) == dict(tiada.headers), nama


def _tanpa_token(jawab) -> str:
    """The answer without what moves by itself: the forms' token, the anchor to be printed."""
    tanpa = re.sub(r'(name="csrf_token"\s[^>]*?value=)"[^"]*"', r"\1", jawab.text)
    return re.sub(r"jangkar J-\d+-[0-9A-F]{8}", "jangkar", tanpa)


TAMBAHAN = {
    "status": "DISETUJUI",
    "jabatan_id": "1",
    "pegawai_id": "1",
    "target": "1",
    "peran": "PENYETUJU",
    "pengelola": "1",
    "nilai": "100",
    "indikator_id": "1",
    "beku": "{}",
    "terlibat": "[]",
}


def test_extra_fields_have_no_effect(panggung):
    p = panggung(DRAF)
    klien = p.klien("pemilik")
    rute = TABEL["realisasi.update"]
    isi = {nama: nilai.format(**p.tempat) for nama, nilai in rute.isi.items()} | TAMBAHAN
    assert klien.post(rute.jalur.format(**p.tempat), data=isi).status_code == 303
    baris = ambil_keadaan(p.app)["realisasi"]
    assert len(baris) == 1
    assert "DRAF" in baris[0]
    assert "DISETUJUI" not in baris[0]
