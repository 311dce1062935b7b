"""Years beside each other: from the app, from imports, cut to the viewer, in few statements."""

from decimal import Decimal

import pytest
from sqlalchemy import event

from iki_web.actions.instance import find_sistem
from iki_web.actions.jejak import add_jejak
from iki_web.actions.periode import open_tahun
from iki_web.actions.target import create_target
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import HasilLalu
from iki_web.queries.rekap import get_rekap
from iki_web.queries.rekap.banding import TAHUN_LALU, get_banding
from iki_web.queries.rekap.saring import find_tersaring
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.rekap.banding import Gerak
from tests.pendukung.entri import id_indikator

pytestmark = pytest.mark.usefixtures("konteks_app")


def banding(pelaku, **alamat):
    db.session.rollback()
    return get_banding(pelaku, find_tersaring(pelaku, 2026, alamat))


def baris(hasil, kode):
    return next(b for j in hasil.jabatan for b in j.baris if b.indikator.kode == kode)


def catat(kode, tahun, **isi):
    """A result of a year before the app, as an import leaves it."""

    @transaction
    def tulis():
        angka = {nama: Decimal(nilai) for nama, nilai in isi.items()}
        db.session.add(HasilLalu(indikator_id=id_indikator(kode), tahun=tahun, **angka))
        add_jejak(find_sistem(), Peristiwa.IMPOR_DITERAPKAN, "uji")

    tulis()


@pytest.fixture
def tahun_2025(konteks_app, entri):
    """Two quarters of 2025, filled in late, approved against a target of 80."""
    sistem = find_sistem()
    open_tahun(sistem, 2025)
    create_target(sistem, 2025, {id_indikator("staf-umum-1"): Decimal(80)})
    entri("DISETUJUI", periode="2025-TW1", pembilang=90, penyebut=200, berkas=False)
    entri("DISETUJUI", periode="2025-TW2", pembilang=150, penyebut=200, berkas=False)


@pytest.mark.usefixtures("tahun_2025")
def test_app_years_are_rolled_up_by_the_indicators_own_way(sebagai, entri):
    entri("DISETUJUI", pembilang=180, penyebut=200)
    satu = baris(banding(sebagai("camat")), "staf-umum-1")
    dulu, kini = satu.tahun
    assert (dulu.tahun, dulu.sah, dulu.dari, dulu.impor) == (2025, 2, 4, False)
    # JUMLAH: 240/400, never the mean of 45 and 75.
    assert (dulu.gulungan.hasil.pembilang, dulu.gulungan.hasil.penyebut) == (240, 400)
    assert (dulu.gulungan.hasil.nilai, dulu.gulungan.capaian) == (60, 75)
    assert kini.gulungan.hasil.nilai == 90
    assert (satu.selisih, satu.gerak) == (30, Gerak.MEMBAIK)


@pytest.mark.usefixtures("tahun_2025")
def test_means_are_those_of_each_years_own_recap(sebagai, entri):
    entri("DISETUJUI")
    camat = sebagai("camat")
    hasil = banding(camat)
    assert hasil.tahun == (2025, 2026)
    assert list(hasil.kantor) == [get_rekap(camat, tahun).setahun for tahun in hasil.tahun]
    staf = next(j for j in hasil.jabatan if j.satu.jabatan.kode == "staf-umum")
    assert staf.tahun == (75, None)


@pytest.mark.usefixtures("tahun_2025")
def test_quarters_are_compared_with_the_same_quarter(sebagai, entri):
    catat("staf-umum-1", 2024, nilai=50)
    entri("DISETUJUI", pembilang=180, penyebut=200)
    hasil = banding(sebagai("camat"), periode="2026-TW1")
    # What was imported is of whole years, so it stays away.
    assert hasil.tahun == (2025, 2026)
    satu = baris(hasil, "staf-umum-1")
    assert [t.gulungan.hasil.nilai for t in satu.tahun] == [45, 90]
    assert [(t.sah, t.dari) for t in satu.tahun] == [(1, 1), (1, 1)]
    assert hasil.kantor[0] == get_rekap(sebagai("camat"), 2025).kantor[0]


@pytest.mark.usefixtures("tahun_2025")
def test_what_the_app_approved_comes_before_an_import(sebagai):
    catat("staf-umum-1", 2025, nilai=99)
    catat("staf-umum-1", 2024, pembilang=82, penyebut=64, target=90)
    catat("staf-pmd-1", 2025, nilai=70, target=70)
    hasil = banding(sebagai("camat"))
    lama, dulu, kini = baris(hasil, "staf-umum-1").tahun
    assert (lama.impor, lama.gulungan.hasil.nilai) == (True, Decimal("128.125"))
    assert (dulu.impor, dulu.gulungan.hasil.nilai) == (False, 60)
    assert kini.gulungan.hasil is None
    # Nothing this year yet: nothing moved.
    assert baris(hasil, "staf-umum-1").selisih is None
    assert baris(hasil, "staf-pmd-1").tahun[1].gulungan.capaian == 100


def test_years_from_before_the_app_have_a_mean_of_what_is_known(sebagai):
    catat("kasi-pmd-2", 2025, nilai=45, target=90)
    catat("kasi-pmd-3", 2025, nilai=90, target=90)
    catat("kasi-pmd-4", 2025, nilai=90)
    catat("kasi-pmd-2", 2026 - TAHUN_LALU - 1, nilai=1)
    hasil = banding(sebagai("camat"))
    assert hasil.tahun == (2025, 2026)
    kasi = next(j for j in hasil.jabatan if j.satu.jabatan.kode == "kasi-pmd")
    assert kasi.tahun[0] == 75
    assert (hasil.kantor[0].nilai, hasil.kantor[0].n, hasil.kantor[0].m) == (75, 1, 11)


def test_nothing_earlier_is_a_year_alone(sebagai):
    hasil = banding(sebagai("camat"))
    assert hasil.tahun == (2026,)


def test_imports_aside_are_neither_shown_nor_a_year(sebagai):
    catat("kasi-pmd-2", 2025, nilai=45, target=90)
    assert banding(sebagai("staf-umum")).tahun == (2026,)
    assert len(banding(sebagai("staf-pmd")).jabatan) == 1
    assert banding(sebagai("staf-pmd")).tahun == (2026,)
    assert banding(sebagai("kasi-pmd")).tahun == (2025, 2026)
    assert banding(sebagai("pengelola")).jabatan == ()


@pytest.mark.usefixtures("tahun_2025")
def test_one_statement_reads_all_earlier_years_of_the_app(sebagai, entri):
    open_tahun(find_sistem(), 2024)
    entri("DISETUJUI", "kasi-pmd-2")
    entri("DISETUJUI", "kasi-pmd-2", "2024-TW1")
    catat("staf-umum-1", 2024, nilai=50)
    camat = sebagai("camat")
    banding(camat)
    db.session.rollback()
    jumlah = []

    def hitung(_k, _c, pernyataan, *_):
        jumlah.append(pernyataan)

    event.listen(db.engine, "before_cursor_execute", hitung)
    try:
        get_banding(camat, find_tersaring(camat, 2026, {}))
    finally:
        event.remove(db.engine, "before_cursor_execute", hitung)
    assert sum(satu.startswith("SELECT") for satu in jumlah) == 3
