"""The Renstra's end targets: across editions, of one end year, and beside the yearly targets."""

from datetime import date
from decimal import Decimal

import pytest

from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Keputusan, StatusKeputusan
from iki_web.queries.acuan import get_acuan
from iki_web.queries.renstra import get_renstra
from iki_web.rules.galat import TidakBerwenang
from tests.pendukung.draf import buat_draf, indikator_draf
from tests.pendukung.entri import id_indikator
from tests.pendukung.langkah import ubah
from tests.pendukung.renstra import AKHIR, atur_akhir, tetapkan_renstra

KODE = "staf-umum-1"


@pytest.fixture
def cari(app, sebagai):
    """`cari()`: the end target of an indicator as the next request sees it."""

    def baca(nomor=None):
        with app.app_context():
            db.session.rollback()
            return get_acuan(sebagai("camat")).find_renstra(nomor or id_indikator(KODE))

    return baca


@pytest.fixture
def edisi_baru(app):
    """`edisi_baru()`: the edition of 2021 continued by one in force; the id of its indicator."""

    def buat():
        draf = buat_draf(app, "2026")
        isi = {"status": StatusKeputusan.DITETAPKAN, "berlaku_mulai": date(2026, 1, 2)}
        ubah(app, Keputusan, Keputusan.id, draf, nomor="188/1/2026", **isi)
        return indikator_draf(app, draf, KODE)

    return buat


def test_an_end_target_is_read_by_the_next_request(app, cari):
    assert cari().belum
    atur_akhir(app)
    assert cari().belum
    assert tetapkan_renstra(app, "pengelola", {KODE: "98"}) == 1
    assert (cari().nilai, cari().versi) == (98, 1)
    assert tetapkan_renstra(app, "camat", {KODE: None}) == 1
    assert (cari().nilai, cari().versi) == (None, 2)


def test_it_is_of_one_end_year(app, cari):
    atur_akhir(app)
    tetapkan_renstra(app, "pengelola", {KODE: "98"})
    for lain in (None, AKHIR + 5):
        atur_akhir(app, lain)
        assert cari().belum
    tetapkan_renstra(app, "pengelola", {KODE: "70"}, AKHIR + 5)
    atur_akhir(app)
    assert cari().nilai == 98


def test_the_agreement_of_the_end_year_knows_nothing_of_it(app, sebagai, cari):
    atur_akhir(app, 2027)
    tetapkan_renstra(app, "pengelola", {KODE: "98"}, 2027)
    with app.app_context():
        nomor = id_indikator(KODE)
        assert get_acuan(sebagai("camat")).get_target(nomor, 2027).belum
        create_target(sebagai("pengelola"), 2027, {nomor: Decimal(91)})
        db.session.rollback()
        assert get_acuan(sebagai("camat")).get_target(nomor, 2027).versi == 1
    assert cari().nilai == 98


def test_what_continues_an_indicator_takes_over_its_end_target(app, cari, sebagai, edisi_baru):
    atur_akhir(app)
    tetapkan_renstra(app, "pengelola", {KODE: "98"})
    lama, baru = None, edisi_baru()
    with app.app_context():
        satu = get_acuan(sebagai("camat")).indikator[baru]
        lama = satu.asal_id
        baris = next(b for b in get_renstra(sebagai("camat")).baris if b.indikator.id == baru)
    assert (baris.versi, baris.isian, baris.turunan) == (0, "98", True)
    assert cari(baru).nilai == 98
    tetapkan_renstra(app, "pengelola", {KODE: "95"})
    assert (cari(baru).nilai, cari(lama).nilai) == (95, 98)
    tetapkan_renstra(app, "pengelola", {KODE: None})
    assert (cari(baru).nilai, cari(lama).nilai) == (None, 98)


@pytest.mark.parametrize("nama", ["staf-umum", "sekretaris", "kasi-pmd"])
def test_the_sheet_of_the_office_is_not_for_everybody(app, sebagai, nama):
    with app.app_context(), pytest.raises(TidakBerwenang):
        get_renstra(sebagai(nama))
