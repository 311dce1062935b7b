"""Fixtures: one server and one Chromium for the run, people with passwords, years of their own."""

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.jejak import add_jejak
from iki_web.actions.periode import open_periode, open_tahun
from iki_web.actions.sandi import hash_sandi, set_sandi
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Pegawai, Periode
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import StatusPeriode
from tests.e2e.jelajah import Penjelajah, Peta
from tests.e2e.klien import Klien
from tests.e2e.peramban import LEBAR, Peramban, jalankan_mesin
from tests.e2e.server import Server, baca_sandi, siapkan
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.entri import PembuatEntri, id_indikator
from tests.pendukung.ramai import ramaikan
from tests.pendukung.target import usulkan
from tests.storage.pembuat_berkas import pdf

#: They keep the password of their first day, for the tests of the forced change.
BARU = ("kasi-pmd", "staf-pmd")
PEMERIKSA = "pemeriksa"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser or the server it talks to."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def cetakan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance prepared by command, its year open; most people have chosen a password."""
    instance = tmp_path_factory.mktemp("cetakan") / "instance"
    siapkan(instance)
    app = buat_app({"IKI_INSTANCE": str(instance)})
    with app.app_context():
        sistem = find_sistem()
        assert sistem is not None
        for nama in baca_sandi(instance):
            if nama not in BARU:
                set_sandi(sistem, nama, SANDI, tetap=True)
        _buka_tahun(sistem, jam.today().year)
        _tambah_pemeriksa(sistem)
    tutup(app)
    return instance


def _buka_tahun(sistem: Pelaku, tahun: int) -> None:
    """Open every period of a year, also those that have not begun."""
    open_tahun(sistem, tahun)
    belum = select(Periode.kode, Periode.versi).where(
        Periode.tahun == tahun, Periode.status == StatusPeriode.BELUM_DIBUKA
    )
    for kode, versi in db.session.execute(belum.order_by(Periode.kode)).all():
        open_periode(sistem, kode, versi, f"{tahun + 1}-01-14", "")


@transaction
def _tambah_pemeriksa(sistem: Pelaku) -> None:
    """Add an inspector; he holds no position."""
    orang = Pegawai(
        kantor_id=sistem.kantor_id,
        nama="Pemeriksa",
        nama_pengguna=PEMERIKSA,
        sandi_hash=hash_sandi(SANDI),
        wajib_ganti=False,
        pemeriksa=True,
    )
    db.session.add(orang)
    add_jejak(sistem, Peristiwa.PEGAWAI_DITAMBAH, f"akun:{PEMERIKSA}")


@pytest.fixture(scope="session")
def server(cetakan: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The served app most tests share; each works in a year of its own."""
    hasil = Server(cetakan, tmp_path_factory.mktemp("server"))
    yield hasil
    hasil.berhenti()


@pytest.fixture
def server_baru(cetakan: Path, tmp_path: Path) -> Iterator[Server]:
    """A served app nobody has worked in."""
    hasil = Server(cetakan, tmp_path)
    yield hasil
    hasil.berhenti()


@pytest.fixture(scope="session")
def mesin() -> Iterator[Browser]:
    """One Chromium for the run; without one the tests fail."""
    with jalankan_mesin() as hasil:
        yield hasil


@pytest.fixture(scope="session")
def app_e2e(server: Server) -> Iterator[Flask]:
    """A second process' view of the shared instance, to bring it into a state."""
    app = buat_app({"IKI_INSTANCE": str(server.instance)})
    yield app
    tutup(app)


@pytest.fixture(scope="session")
def _tahun() -> Iterator[int]:
    return itertools.count(jam.today().year + 1)


@pytest.fixture
def tahun(app_e2e: Flask, _tahun: Iterator[int]) -> int:
    """A year nobody has worked in, open: each test has entries of its own."""
    return _ambil_tahun(app_e2e, _tahun)


@pytest.fixture(scope="session")
def tahun_ramai(app_e2e: Flask, _tahun: Iterator[int]) -> int:
    """A year in full swing, shared by tests that only look: entries in every state."""
    hasil = _ambil_tahun(app_e2e, _tahun)
    buat = PembuatEntri(app_e2e)
    for ke, status in enumerate(("DISETUJUI", "DIAJUKAN", "DIKEMBALIKAN", "DRAF"), 1):
        buat(status, "staf-umum-1", f"{hasil}-TW{ke}")
    with app_e2e.app_context():
        nomor = id_indikator("staf-umum-1")
    usulkan(app_e2e, "staf-umum", nomor, tahun=hasil)
    buat("DISETUJUI", "kasubbag-umum-2", f"{hasil}-TW1")
    buat("DIAJUKAN", "kasubbag-umum-3", f"{hasil}-TW1", berkas=False)
    buat("DIAJUKAN", "staf-keuangan-1", f"{hasil}-TW1")
    alasan = {"nihil": True, "alasan_nihil": "Tidak ada Pilkades tahun ini."}
    buat("DISETUJUI", "kasi-pemerintahan-2", f"{hasil}", **alasan)
    ramaikan(app_e2e, hasil)
    return hasil


def _ambil_tahun(app_e2e: Flask, urutan: Iterator[int]) -> int:
    hasil = next(urutan)
    with app_e2e.app_context():
        sistem = find_sistem()
        assert sistem is not None
        _buka_tahun(sistem, hasil)
    return hasil


@pytest.fixture
def entri(app_e2e: Flask) -> PembuatEntri:
    """`entri("DIAJUKAN", "staf-umum-1", "2030-TW1")`, in the served instance."""
    return PembuatEntri(app_e2e)


@pytest.fixture(scope="session")
def nomor(app_e2e: Flask) -> Callable[[str], int]:
    """`nomor("staf-umum-1")`: the id of an indicator in addresses (alike in every copy)."""

    def cari(kode: str) -> int:
        with app_e2e.app_context():
            return id_indikator(kode)

    return cari


@pytest.fixture(scope="session")
def peta(
    server: Server, app_e2e: Flask, tahun_ramai: int, nomor: Callable[[str], int]
) -> Callable[[str], Peta]:
    """`peta("camat")`: what a person meets who follows every link; walked once a person."""

    @cache
    def jalan(nama: str) -> Peta:
        klien = Klien(server.alamat)
        klien.masuk(nama, SANDI)
        awal = ["/", f"/rekap/{tahun_ramai}"]
        if nama.startswith(("staf", "kasubbag")):
            awal += [f"/indikator?periode={tahun_ramai}-TW{ke}" for ke in range(1, 5)]
        if nama == "pengelola":
            ruang = ("libur", "pengecualian")
            awal += [f"/kelola/{satu}?tahun={tahun_ramai}" for satu in ruang]
        entri = [f"/realisasi/{nomor('staf-umum-1')}/{tahun_ramai}-TW{ke}" for ke in range(1, 5)]
        awal += [satu for satu in entri if klien.buka(satu).status == 200]
        return Penjelajah(app_e2e, klien).jalan(*awal)

    return jalan


@pytest.fixture
def sandi_awal(cetakan: Path) -> dict[str, str]:
    """The passwords of the first day, as the operator hands them out."""
    return baca_sandi(cetakan)


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    """A small PDF to upload."""
    hasil = tmp_path / "agenda surat.pdf"
    hasil.write_bytes(pdf())
    return hasil


@pytest.fixture(scope="session")
def simpanan(server: Server, mesin: Browser) -> Callable[[str], Any]:
    """What a browser keeps after a person signed in at the shared server; once a person."""
    ingat: dict[str, Any] = {}

    def minta(nama: str) -> Any:
        if nama not in ingat:
            peramban = Peramban(mesin, server.alamat)
            peramban.masuk(nama, SANDI)
            ingat[nama] = peramban.konteks.storage_state()
            peramban.tutup()
            assert peramban.keluhan == []
        return ingat[nama]

    return minta


@pytest.fixture
def buka_peramban(mesin: Browser) -> Iterator[Callable[..., Peramban]]:
    """Opens watched browsers; what one of them complains about fails the test."""
    terbuka: list[Peramban] = []

    def buka(alamat: str, ukuran: tuple[int, int] = LEBAR, **lain: Any) -> Peramban:
        terbuka.append(Peramban(mesin, alamat, ukuran, **lain))
        return terbuka[-1]

    yield buka
    for satu in terbuka:
        satu.tutup()
    assert [keluh for satu in terbuka for keluh in satu.keluhan] == []


@pytest.fixture
def peramban(
    server: Server, buka_peramban: Callable[..., Peramban], simpanan: Callable[[str], Any]
) -> Callable[..., Peramban]:
    """`peramban("camat", PONSEL)`: signed in at the shared server; without a name a stranger's."""

    def buka(nama: str = "", ukuran: tuple[int, int] = LEBAR, *, skrip: bool = True) -> Peramban:
        simpan = simpanan(nama) if nama else None
        return buka_peramban(server.alamat, ukuran, skrip=skrip, simpanan=simpan)

    return buka
