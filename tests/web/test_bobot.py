"""Cheap constants of speed: statements a page, bytes on the wire, assets fetched once."""

import re

import pytest
import sqlalchemy as sa

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_tahun
from iki_web.extensions import db
from iki_web.models import Realisasi
from iki_web.web.aset import _BERKAS, _load, aset
from tests.pendukung.entri import PembuatEntri

ALAMAT = (
    "/",
    "/indikator",
    "/persetujuan",
    "/target/2026",
    "/rekap/2026",
    "/dokumen",
    "/rekap/2026/indikator",
    "/rekap/2026/isian",
    "/rekap/2026/perbandingan",
    "/rekap/2026/pengajuan",
    "/dokumen/bundel/2026",
    "/keputusan/1",
    "/panduan",
)
ORANG = ("staf-umum", "kasubbag-umum", "camat", "pengelola")
#: The session's statement included (PERFORMANCE.md).
PERNYATAAN = 6
#: What opens a transaction reads nothing.
KENDALI = ("BEGIN", "SET TRANSACTION")
KB = 1000
_PADAT = {"Accept-Encoding": "gzip"}


@pytest.fixture
def hitung(app):
    """`hitung(client, address)`: the statements of one answer."""
    daftar: list[str] = []

    def catat(_k, _c, pernyataan, *_lain):
        if not pernyataan.startswith(KENDALI):
            daftar.append(pernyataan)

    def jalan(klien, alamat):
        klien.get(alamat)
        # As after a write: nothing kept of the entries may answer.
        _naikkan(app)
        daftar.clear()
        assert klien.get(alamat).status_code == 200
        return len(daftar)

    with app.app_context():
        mesin = db.engine
    sa.event.listen(mesin, "before_cursor_execute", catat)
    yield jalan
    sa.event.remove(mesin, "before_cursor_execute", catat)


def _naikkan(app):
    with app.app_context(), db.engine.connect() as koneksi:
        koneksi = koneksi.execution_options(iki_tulis=True)
        koneksi.execute(sa.text("UPDATE kantor SET versi_rekap = versi_rekap + 1"))
        koneksi.commit()


def _isi(app):
    """Entries in every state, in two quarters."""
    entri = PembuatEntri(app)
    entri("DISETUJUI", "kasubbag-umum-1", "2026-TW1")
    entri("DRAF", "kasubbag-umum-1", "2026-TW2")
    for nomor, status in enumerate(("DRAF", "DIAJUKAN", "DIKEMBALIKAN", "DISETUJUI"), 2):
        entri(status, f"kasubbag-umum-{nomor}", "2026-TW1")
    entri("DIAJUKAN", "staf-umum-1", "2026-TW1")


@pytest.fixture
def cetakan(request, basis, jam_uji):
    """Where a test asks for `terisi`, the app is on a copy of the instance with entries."""
    return basis.cetak(_isi, _isi) if "terisi" in request.fixturenames else None


@pytest.fixture
def terisi():
    """The instance with entries in every state: once a run, a copy for each test."""


@pytest.mark.parametrize("alamat", ALAMAT)
def test_statements_of_a_page_are_few(terisi, hitung, masuk, alamat):
    assert {o: n for o in ORANG if (n := hitung(masuk(o), alamat)) > PERNYATAAN} == {}


def test_statements_of_an_indicator_do_not_grow_with_its_year(hitung, masuk, entri):
    nomor, *_ = entri("DISETUJUI", "staf-umum-1", "2026-TW1")
    klien, alamat = masuk("camat"), f"/indikator/{nomor}?tahun=2026"
    assert (sedikit := hitung(klien, alamat)) <= PERNYATAAN
    entri("DISETUJUI", "staf-umum-1", "2026-TW2")
    assert hitung(klien, alamat) == sedikit


def test_statements_do_not_grow_with_the_years_compared(hitung, masuk, entri, app):
    with app.app_context():
        for tahun in (2023, 2024, 2025):
            open_tahun(find_sistem(), tahun)
    for tahun in (2023, 2024, 2025, 2026):
        entri("DISETUJUI", periode=f"{tahun}-TW1", berkas=False)
    assert hitung(masuk("camat"), "/rekap/2026/perbandingan") <= PERNYATAAN


@pytest.mark.parametrize("alamat", ["/indikator", "/persetujuan", "/rekap/2026", "/"])
def test_statements_do_not_grow_with_the_entries(hitung, masuk, entri, app, alamat):
    entri("DIAJUKAN", "staf-umum-1", "2026-TW1")
    for status, nomor in (("DIKEMBALIKAN", 1), ("DIAJUKAN", 2)):
        entri(status, f"kasubbag-umum-{nomor}", "2026-TW1")
    klien = masuk("kasubbag-umum")
    sedikit = hitung(klien, alamat)
    for nomor in range(3, 8):
        entri("DIKEMBALIKAN", f"kasubbag-umum-{nomor}", "2026-TW1")
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Realisasi.id))).scalar_one() == 8
    assert hitung(klien, alamat) == sedikit


@pytest.mark.parametrize("jenis", ["perjanjian", "rencana-aksi", "pengukuran"])
def test_statements_of_many_documents_are_those_of_a_page(terisi, hitung, masuk, jenis):
    klien = masuk("camat")
    klien.post("/dokumen/banyak/perjanjian", data=_centang(klien))
    assert hitung(klien, f"/dokumen/banyak/{jenis}?tahun=2026") <= PERNYATAAN


def _centang(klien):
    halaman = klien.get("/dokumen/banyak/perjanjian?tahun=2026").text
    return {"tahun": "2026", "pilih": re.findall(r'value="([0-9]+/[0-9a-f]{64})"', halaman)}


def test_statements_of_many_reports_do_not_grow_with_the_positions(terisi, hitung, masuk):
    alamat = "/dokumen/banyak/laporan?tahun=2026&periode=2026-TW1"
    assert hitung(masuk("sekretaris"), alamat) == hitung(masuk("kasubbag-umum"), alamat)


@pytest.mark.parametrize("alamat", ALAMAT)
def test_pages_are_light(terisi, masuk, alamat):
    for orang in ORANG:
        jawab = masuk(orang).get(alamat, headers=_PADAT)
        assert jawab.headers["Content-Encoding"] == "gzip"
        assert len(jawab.data) < 12 * KB, orang


def test_first_visit_is_light_and_later_ones_fetch_no_asset(app, tamu):
    halaman = tamu.get("/masuk", headers=_PADAT)
    assert len(halaman.data) + sum(len(_load(nama).padat) for nama in _BERKAS) < 80 * KB
    with app.test_request_context():
        alamat = [aset(nama) for nama in _BERKAS]
    for satu in alamat:
        assert "immutable" in tamu.get(satu).headers["Cache-Control"]


def test_approving_answers_with_the_next_review_only(masuk, entri):
    for nomor in (1, 2):
        entri("DIAJUKAN", f"kasubbag-umum-{nomor}", "2026-TW1")
    sekretaris = masuk("sekretaris")
    daftar = sekretaris.get("/persetujuan").text
    assert daftar.count('name="pilih"') == 2
    alamat = daftar.partition('href="/persetujuan/')[2].partition('"')[0]
    versi = sekretaris.get(f"/persetujuan/{alamat}").text.partition('name="versi" value="')[2][:1]
    jawab = sekretaris.post(
        f"/realisasi/{alamat}/setujui",
        data={"versi": versi},
        headers={"HX-Request": "true", **_PADAT},
    )
    assert jawab.status_code == 200
    assert len(jawab.data) < 2 * KB
