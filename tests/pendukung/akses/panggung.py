"""The stage of the table and its judges: one entry, everybody around it, one cell asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Bukti, Jabatan, Keputusan, Pegawai, Penugasan
from iki_web.queries.keputusan import get_edisi
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import compute_sidik
from iki_web.rules.keterlihatan import JenisPenugasan
from tests.pendukung.akses import BELUM, BOLEH, DRAF, GANTI, MASUK, ORANG, STATUS, TABEL, Rute
from tests.pendukung.basis import Basis, pinjam
from tests.pendukung.cadangan import sibukkan, taruh_asing
from tests.pendukung.dokumen import LAPORAN, PERJANJIAN, baca_sidik, pasang_templat, terbitkan
from tests.pendukung.draf import buat_draf, indikator_draf
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.impor import unggah_hasil
from tests.pendukung.keadaan import Keadaan
from tests.pendukung.kepala import periksa_kepala
from tests.pendukung.langkah import akhiri, tugaskan, ubah
from tests.pendukung.orang import buat_pelaku, masukkan
from tests.pendukung.renstra import atur_akhir
from tests.pendukung.target import usulkan as usulkan_target
from tests.pendukung.usulan import usulkan

HTMX = {"HX-Request": "true"}
#: Lines an allowed request may add without changing anything else.
PERISTIWA_BACA = {
    "bukti.diunduh",
    "dokumen.diunduh",
    "bundel.diunduh",
    "ekinerja.diekspor",
    "impor.templat_diunduh",
    "jejak.diekspor",
    "naskah.diekspor",
    "rekap.diekspor",
}


class Panggung:
    """One entry of staf-umum in a state, and every person of the table around it."""

    def __init__(self, app: Flask, entri, status: str, *, draf: bool = True) -> None:
        self.app, self.status = app, status
        akhiri(app, "staf-pemerintahan", "staf-pemerintahan")
        tugaskan(app, "staf-pemerintahan", "staf-umum", selesai=date(2026, 4, 9))
        tugaskan(app, "kasi-pmd", "kasubbag-umum", JenisPenugasan.PLH)
        akhiri(app, "kasi-trantib", "kasi-trantib")
        ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-trantib", pemeriksa=True)
        ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-trantib", wajib_ganti=True)
        nomor, _, versi = entri(status)
        usulan_target = usulkan_target(app, "staf-umum", nomor, kode="2026-TW4")
        usulan = usulkan(app, "staf-umum", "staf-umum-1")
        impor, tanda = unggah_hasil(app)
        with app.app_context():
            pegawai = select(Pegawai.id).where(Pegawai.nama_pengguna == "staf-pmd")
            staf = select(Jabatan.id).where(Jabatan.kode == "staf-umum")
            tugas = select(Penugasan.id, Penugasan.jabatan_id).where(
                Penugasan.pegawai_id == pegawai.scalar_subquery()
            )
            penugasan, jabatan_lain = db.session.execute(tugas).one()
            camat = select(Jabatan.id).where(Jabatan.kode == "camat")
            self.tempat = {
                "indikator": nomor,
                "versi": versi,
                "bukti": db.session.execute(select(Bukti.id)).scalar() or 0,
                "keputusan": db.session.execute(select(Keputusan.id)).scalar_one(),
                "jabatan": db.session.execute(staf).scalar_one(),
                "pegawai": db.session.execute(pegawai).scalar_one(),
                "usulan": usulan,
                "usulan_target": usulan_target,
                "penugasan": penugasan,
                "jabatan_lain": jabatan_lain,
                "camat": db.session.execute(camat).scalar_one(),
                "impor": impor,
                "tanda": tanda,
            }
        self._tambah_dokumen()
        if draf and status == DRAF:
            self._tambah_draf()
        with app.test_request_context():
            self.tempat["aset"] = app.jinja_env.globals["aset"]("tema.css")

    def _tambah_dokumen(self) -> None:
        """Issue his agreement, preview his report, bring a Word template, set the Renstra; lay a
        file into the folder of backups, and be at some long work.
        """
        atur_akhir(self.app)
        nomor, kode = terbitkan(self.app, "staf-umum", PERJANJIAN)
        sidik = baca_sidik(self.app, "staf-umum", LAPORAN)
        pasang_templat(self.app)
        self.tempat |= {"terbitan": nomor, "kode": kode, "sidik_dokumen": sidik}
        self.tempat |= {"cadangan": taruh_asing(self.app)}
        sibukkan(self.app)

    def _tambah_draf(self) -> None:
        """Begin a draft, for the lines that no entry decides: they are requested once."""
        nomor = buat_draf(self.app)
        pengelola = buat_pelaku(self.app, "pengelola")
        with self.app.app_context():
            sidik = compute_sidik(get_edisi(pengelola, nomor))
        indikator = indikator_draf(self.app, nomor)
        self.tempat |= {"draf": nomor, "indikator_draf": indikator, "sidik": sidik}

    def pindah(self, app: Flask) -> "Panggung":
        """Return the same stage in the app of a copy of its instance."""
        hasil = copy(self)
        hasil.app, hasil.tempat = app, dict(self.tempat)
        sibukkan(app)
        return hasil

    def klien(self, siapa: str) -> FlaskClient:
        """Return a browser of a person."""
        return masukkan(self.app, ORANG[siapa]) if ORANG[siapa] else self.app.test_client()

    def minta(self, klien: FlaskClient, rute: Rute, htmx: bool, **ganti: object):
        """Send one request of the table."""
        tempat = self.tempat | ganti
        isi = {n.format(**tempat): nilai.format(**tempat) for n, nilai in rute.isi.items()}
        jalur = rute.jalur.format(**tempat)
        kepala = HTMX if htmx else {}
        if rute.metode == "GET":
            return klien.get(jalur, query_string=isi, headers=kepala)
        return klien.post(jalur, data=isi, headers=kepala)


@contextmanager
def pinjam_panggung(
    basis: Basis, folder: Path, status: str, *, draf: bool = True
) -> Iterator[Panggung]:
    """Lend a copy of the stage in a state, which is set up once a run."""

    def siapkan(app: Flask) -> Panggung:
        return Panggung(app, PembuatEntri(app), status, draf=draf)

    cetakan = basis.cetak((Panggung, status, draf), siapkan)
    with pinjam(basis, folder, cetakan) as (app, _):
        yield cetakan.bekal.pindah(app)


def harap(rute: Rute, siapa: str, status: str, htmx: bool) -> tuple[int, str]:
    """Return the status and the address the person must be led to, if any."""
    hasil = rute.aturan(siapa, status)
    if rute.jalur == "/masuk" and rute.metode == "GET" and siapa != "tamu":
        return 303, "/"
    if hasil == MASUK:
        return (401 if htmx or rute.metode == "POST" else 303), "/masuk"
    if hasil == GANTI:
        return (200 if htmx else 303), "/akun/sandi"
    return (rute.jawab[htmx] if hasil == BOLEH else int(hasil)), ""


def periksa(jawab, rute: Rute, siapa: str, status: str, htmx: bool) -> None:
    """Judge the answer to one cell: status, where it leads, and the headers of every answer."""
    kode, tujuan = harap(rute, siapa, status, htmx)
    letak = (rute.metode, rute.jalur, siapa, status, "htmx" if htmx else "halaman")
    assert jawab.status_code == kode, (*letak, f"{jawab.status_code}, not {kode}")
    if tujuan and (htmx or jawab.status_code == 303):
        dibawa = jawab.headers.get("HX-Redirect" if htmx and tujuan != "/" else "Location", "")
        assert dibawa.partition("?")[0] == tujuan, letak
    periksa_kepala(jawab)


def periksa_keadaan(awal: Keadaan, akhir: Keadaan, siapa: str) -> None:
    """Nothing changed but refusals noted, and what reading itself writes down."""
    for tabel in awal:
        if tabel != "jejak":
            assert akhir[tabel] == awal[tabel], (siapa, tabel)
    assert akhir["jejak"][: len(awal["jejak"])] == awal["jejak"]
    aksi = {kolom for b in akhir["jejak"][len(awal["jejak"]) :] for kolom in b}
    peristiwa = {k for k in aksi if isinstance(k, str)} & {satu.value for satu in Peristiwa}
    assert peristiwa <= {"ditolak", *PERISTIWA_BACA}, siapa


def sel(status: str) -> list[tuple[str, Rute]]:
    """Lines of the table to request in a state; what no entry decides is requested once."""
    return [
        (nama, rute)
        for nama, rute in TABEL.items()
        if (rute.per_status or status == DRAF) and not (status == BELUM and "{bukti}" in rute.jalur)
    ]


def sel_mengubah() -> list[tuple[str, str, str]]:
    """Cells that change something, each for an instance of its own."""
    return [
        (nama, siapa, status)
        for status in STATUS
        for nama, rute in sel(status)
        for siapa in ORANG
        if rute.mengubah and rute.aturan(siapa, status) == BOLEH
    ]
