"""A crowd at the closing second: submissions with slow uploads before, across and after it."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_tahun
from iki_web.extensions import db
from iki_web.models import Bukti, Jejak, Periode, Realisasi
from iki_web.rules.bukti import format_medan
from iki_web.rules.periode import WIB
from tests.e2e import jam_geser
from tests.faults.alat import Hasil, Takar
from tests.faults.gedung import Tempat, dirikan, list_tempat
from tests.faults.orang import JENIS_BERKAS, Jawab, Orang, Saluran, kenal, susun
from tests.faults.peladen import baca_catatan, layani
from tests.pendukung.basis import BATAS, Basis, pinjam
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.waktu import JamUji
from tests.storage.pembuat_berkas import pdf

_BENIH = 20270114
_KIRIMAN = 200
#: The first instant at which nothing is accepted any more.
TUTUP = datetime.combine(date.fromisoformat(BATAS) + timedelta(days=1), datetime.min.time(), WIB)
#: The zone the machine believes to be in; the office's is WIB whatever it says.
_ZONA = ("UTC", "Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Kirim:
    """One submission: when it sets out (seconds from the start), and how long its bytes take."""

    nomor: int
    tempat: Tempat
    entri: tuple[int, str, int]
    mulai: float
    lama: float

    @property
    def ketik(self) -> str:
        """The words that come with it and with no other."""
        return f"kata {self.nomor} akhir"


@dataclass(frozen=True, slots=True)
class Akhir:
    """What its sender saw: when the last byte had left, when the answer was read, and which."""

    terkirim: datetime
    dibaca: datetime
    jawab: Jawab


def _siapkan(app: Flask, banyak: int, lebar: float) -> list[Kirim]:
    """Make complete drafts, and spread their submissions around the middle."""
    dadu, buat = random.Random(_BENIH), PembuatEntri(app)
    tempat = list_tempat(app)
    if len(tempat) < banyak:
        with app.app_context():
            sistem = find_sistem()
            assert sistem is not None
            kode = [f"2025-TW{n}" for n in range(1, 5)]
            open_tahun(sistem, 2025, dict.fromkeys(kode, date.fromisoformat(BATAS)))
        tempat = [satu for satu in list_tempat(app) if "TW" in satu.periode]
    hasil = []
    for nomor, satu in enumerate(tempat[:banyak]):
        lama = dadu.uniform(0, lebar / 3)
        mulai = max(0.0, dadu.uniform(0, lebar) - lama)
        hasil.append(Kirim(nomor, satu, buat("DRAF", satu.indikator, satu.periode), mulai, lama))
    return hasil


def _pdf(tanda: str) -> bytes:
    """Return a PDF of 40 KB like no other."""
    isi = (tanda.encode() * 4000)[:40_000]
    return pdf(tambahan=(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(isi), isi),))


def _tetes(isi: bytes, lama: float) -> Iterator[bytes]:
    """Give a body in small pieces over this many seconds."""
    potong = max(1, len(isi) // max(1, int(lama * 5)))
    for awal in range(0, len(isi), potong):
        yield isi[awal : awal + potong]
        time.sleep(lama * potong / len(isi))


class _Jam:
    """What the server's clock says, told from here."""

    def __init__(self, berkas: Path) -> None:
        self._geser = timedelta(seconds=float(berkas.read_text("ascii")))

    def now(self) -> datetime:
        return datetime.now(UTC) + self._geser


def _kirim(jam: _Jam, port: int, orang: Orang, satu: Kirim, awal: datetime) -> Akhir:
    time.sleep(max(0.0, (awal + timedelta(seconds=satu.mulai) - jam.now()).total_seconds()))
    nomor, kode, versi = satu.entri
    medan = {"csrf_token": orang.token, "versi": str(versi), "keterangan": satu.ketik}
    berkas = (format_medan("berkas", 1), f"susulan {satu.nomor}.pdf", _pdf(satu.ketik))
    isi = susun(medan, [berkas])
    kepala = [("Content-Type", JENIS_BERKAS), ("Content-Length", str(len(isi)))]
    terkirim: list[datetime] = []

    def badan() -> Iterator[bytes]:
        yield from _tetes(isi, satu.lama)
        terkirim.append(jam.now())

    saluran = Saluran(port, sabar=120)
    htmx = bool(satu.nomor % 2)
    jawab = saluran.minta(orang, f"/realisasi/{nomor}/{kode}/ajukan", badan(), kepala, htmx=htmx)
    saluran.tutup()
    return Akhir(terkirim[0], jam.now(), jawab)


def _nilai(app: Flask, satu: Kirim, akhir: Akhir) -> Iterator[str]:
    """Yield what was unclear, too late, or half."""
    diterima = akhir.jawab.status in (200, 303)
    letak = f"submission {satu.nomor} of {satu.tempat.indikator} {satu.tempat.periode}"
    if not diterima and akhir.jawab.status != 422:
        yield f"{letak}: answered {akhir.jawab.status}"
    if diterima and akhir.terkirim >= TUTUP:
        yield f"{letak}: accepted, its last byte left {akhir.terkirim.astimezone(WIB)}"
    if not diterima and akhir.dibaca < TUTUP:
        yield f"{letak}: refused before the deadline"
    if not diterima and ("ditutup" not in akhir.jawab.teks or satu.ketik not in akhir.jawab.teks):
        yield f"{letak}: refused without a sentence or without the words typed"
    baris = db.session.execute(
        sa.select(Realisasi)
        .join(Periode)
        .where(Realisasi.indikator_id == satu.entri[0], Periode.kode == satu.entri[1])
    ).scalar_one()
    berkas = db.session.execute(
        sa.select(sa.func.count()).where(
            Bukti.realisasi_id == baris.id, Bukti.nama == f"susulan {satu.nomor}.pdf"
        )
    ).scalar_one()
    seharusnya = ("DIAJUKAN", satu.ketik, 1) if diterima else ("DRAF", "", 0)
    if (baris.status.value, baris.keterangan, berkas) != seharusnya:
        yield f"{letak}: answered {akhir.jawab.status}, holds {baris.status.value}, {berkas} files"
    if diterima and (baris.diajukan is None or baris.diajukan >= TUTUP):
        yield f"{letak}: submitted at {baris.diajukan}"


def _nilai_semua(app: Flask, semua: list[tuple[Kirim, Akhir]]) -> Iterator[str]:
    with app.app_context():
        for satu, akhir in semua:
            yield from _nilai(app, satu, akhir)
        terlambat = sa.select(sa.func.count()).where(
            Jejak.aksi.like("realisasi.%"), Jejak.waktu >= TUTUP
        )
        if db.session.execute(terlambat).scalar_one():
            yield "the trail has acts on entries after the deadline"
        simpanan, dirujuk = (
            app.extensions["iki_simpanan"],
            set(db.session.execute(sa.select(Bukti.sha256)).scalars()),
        )
    hilang = [sidik for sidik in dirujuk if not simpanan.ada(sidik)]
    if hilang:
        yield f"{len(hilang)} rows without their file"


def _serbu(
    kirim: list[Kirim], orang: dict[str, Orang], port: int, geser: Path, lebar: float
) -> tuple[list[Akhir], datetime]:
    """Send one well before, the crowd across the deadline, one well after; and when it began."""

    def jalan(satu: Kirim, mulai: datetime) -> Akhir:
        return _kirim(_Jam(geser), port, orang[satu.tempat.pemilik], satu, mulai)

    tenang = TUTUP - timedelta(minutes=10)
    jam_geser.tulis(geser, tenang)
    dini = jalan(kirim[0], tenang)
    awal = TUTUP - timedelta(seconds=lebar / 2)
    jam_geser.tulis(geser, awal - timedelta(seconds=1))
    with ThreadPoolExecutor(len(kirim)) as kolam:
        ramai = list(kolam.map(partial(jalan, mulai=awal), kirim[1:-1]))
    return [dini, *ramai, jalan(kirim[-1], TUTUP + timedelta(seconds=1))], awal


def _tutup(takar: Takar, basis: Basis, folder: Path, zona: str, jam_uji: JamUji) -> Hasil:
    banyak, lebar = takar.kali(_KIRIMAN, 12), float(takar.kali(60, 3))
    jam_uji.set(datetime(2026, 4, 10, 9, 0, tzinfo=WIB))
    with pinjam(basis, folder / "instance") as (app, lingkungan):
        kirim = _siapkan(app, banyak, lebar)
        jam_uji.set(TUTUP - timedelta(minutes=12))
        orang = {nama: kenal(app, nama) for nama in {satu.tempat.pemilik for satu in kirim}}
        with layani(lingkungan, folder / "peladen", zona=zona) as (port,):
            akhir, awal = _serbu(kirim, orang, port, folder / "peladen" / "jam", lebar)
        rusak = list(_nilai_semua(app, list(zip(kirim, akhir, strict=True))))
        rusak += baca_catatan(folder / "peladen")
    masuk = sum(satu.jawab.status in (200, 303) for satu in akhir)
    if not 0 < masuk < banyak:
        rusak.append(f"{masuk} of {banyak} accepted: the crowd did not cross the deadline")
    lintas = sum(
        a.terkirim >= TUTUP and awal + timedelta(seconds=k.mulai) < TUTUP
        for k, a in zip(kirim, akhir, strict=True)
    )
    teks = f"{masuk} accepted, {banyak - masuk} refused, {lintas} uploads across it, seed {_BENIH}"
    nama = f"submissions in {lebar:.0f} s across the deadline, server in {zona}"
    return Hasil(nama, banyak, _KIRIMAN, rusak, teks)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Let the period close on a crowd, on servers in both zones."""
    jam_uji = JamUji()
    with dirikan(folder, jam_uji=jam_uji) as basis:
        for zona in _ZONA if takar.penuh else _ZONA[:1]:
            yield _tutup(takar, basis, folder / zona.replace("/", "-"), zona, jam_uji)
