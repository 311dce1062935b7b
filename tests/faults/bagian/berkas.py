"""Hostile and ordinary office files, uploaded and as a replacement, over HTTP and by Chromium."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser

from iki_web.extensions import db
from iki_web.models import Bukti, Periode, Realisasi
from iki_web.rules.bukti import format_medan
from tests.faults.alat import Hasil, Takar
from tests.faults.gedung import dirikan
from tests.faults.layar import buka, di_chromium
from tests.faults.orang import Jawab, Orang, Saluran, kenal
from tests.faults.peladen import baca_catatan, layani
from tests.pendukung.basis import pinjam
from tests.pendukung.entri import PembuatEntri
from tests.pendukung.keadaan import ambil_keadaan
from tests.storage.berkas_uji import BERKAS_BIASA, BERKAS_JAHAT, pdf

Berkas = tuple[str, bytes]
Tempat = tuple[int, str]
_JAHAT, _BIASA, _SAMPEL = 150, 60, (16, 8)
_KATA = re.compile(r'class="galat-isian"[^>]*>(.*?)</(?:p|div)>', re.S)
#: A browser sends no file at all where its name is empty; NUL it cannot put into a name.
BERNAMA = [satu for satu in BERKAS_JAHAT if satu[0]]
DIALOG = [satu for satu in BERNAMA if not set(satu[0]) & set("\0/")]


@dataclass
class Meja:
    """Two entries of one person: an empty draft, and one that was returned with a file in it."""

    app: Flask
    saluran: Saluran
    orang: Orang
    baru: Tempat
    ganti: Tempat
    rusak: list[str] = field(default_factory=list)

    def baca(self, tempat: Tempat) -> tuple[int, dict[int, str]]:
        """Return an entry's version and its files: id to hash."""
        with self.app.app_context():
            satu = db.session.execute(
                sa.select(Realisasi.id, Realisasi.versi)
                .join(Periode)
                .where(Realisasi.indikator_id == tempat[0], Periode.kode == tempat[1])
            ).one()
            berkas = sa.select(Bukti.id, Bukti.sha256).where(
                Bukti.realisasi_id == satu.id, Bukti.dilepas.is_(None)
            )
            return satu.versi, {b.id: b.sha256 for b in db.session.execute(berkas)}

    def unggah(self, tempat: Tempat, berkas: Berkas, langkah: str, *, htmx: bool) -> Jawab:
        """Send one file to the first slot of an entry."""
        medan = {"versi": str(self.baca(tempat)[0])}
        satu = (format_medan("berkas", 1), *berkas)
        alamat = f"/realisasi/{tempat[0]}/{tempat[1]}/{langkah}"
        return self.saluran.unggah(self.orang, alamat, medan, satu, htmx=htmx)


def _pilih(takar: Takar, semua: Sequence[Berkas], singkat: int) -> list[Berkas]:
    """Return all of them, in short some from everywhere."""
    return list(semua) if takar.penuh else list(semua[:: max(1, len(semua) // singkat)])


def _tolak(meja: Meja, tempat: Tempat, cara: str, nomor: int, berkas: Berkas) -> None:
    """Send one hostile file: 4xx, a sentence beside it, and nothing of it anywhere."""
    langkah = ("bukti", "simpan", "ajukan")[nomor % 3]
    awal = ambil_keadaan(meja.app, "sesi")
    jawab = meja.unggah(tempat, berkas, langkah, htmx=bool(nomor % 2))
    letak = f"{cara} of {berkas[0]!r} by {langkah}"
    if not 400 <= jawab.status < 500:
        meja.rusak.append(f"{letak}: answered {jawab.status}")
    elif not any(len(re.sub(r"<[^>]*>|\s", "", kata)) > 12 for kata in _KATA.findall(jawab.teks)):
        meja.rusak.append(f"{letak}: refused without a sentence")
    if ambil_keadaan(meja.app, "sesi") != awal:
        meja.rusak.append(f"{letak}: something was stored")


def _terima(meja: Meja, tempat: Tempat, cara: str, nomor: int, berkas: Berkas) -> None:
    """Send one ordinary file, compare what is handed out again, and detach what was there."""
    lama = meja.baca(tempat)[1]
    jawab = meja.unggah(tempat, berkas, "bukti", htmx=bool(nomor % 2))
    letak, kini = f"{cara} of {berkas[0]!r}", meja.baca(tempat)[1]
    baru = [satu for satu, sidik in kini.items() if sidik == hashlib.sha256(berkas[1]).hexdigest()]
    if jawab.status not in (200, 303) or len(baru) != 1:
        meja.rusak.append(f"{letak}: answered {jawab.status}, kept {len(baru)}")
        return
    unduh = meja.saluran.minta(meja.orang, f"/bukti/{baru[0]}")
    if unduh.status != 200 or unduh.isi != berkas[1]:
        meja.rusak.append(f"{letak}: handed out {unduh.status}, {len(unduh.isi)} bytes")
    for satu in set(lama) - set(baru) if cara == "replacement" else baru:
        versi = {"versi": str(meja.baca(tempat)[0])}
        lepas = meja.saluran.kirim(meja.orang, f"/bukti/{satu}/hapus", versi)
        if lepas.status != 303:
            meja.rusak.append(f"{letak}: detaching was answered {lepas.status}")


def _lewat_http(takar: Takar, meja: Meja) -> Iterator[Hasil]:
    kerja = (
        ("hostile files refused", _tolak, BERNAMA, _JAHAT),
        ("ordinary files kept as they are", _terima, BERKAS_BIASA, _BIASA),
    )
    for apa, lakukan, semua, tujuan in kerja:
        for cara, tempat in (("upload", meja.baru), ("replacement", meja.ganti)):
            meja.rusak = []
            pilih = _pilih(takar, semua, 12)
            for nomor, berkas in enumerate(pilih):
                lakukan(meja, tempat, cara, nomor, berkas)
            yield Hasil(f"{apa}, {cara}", len(pilih), tujuan, meja.rusak)


def _dialog(meja: Meja, port: int, jahat: list[Berkas], biasa: list[Berkas], mesin: Browser) -> Any:
    """Choose files in the browser's dialog, on the empty draft."""
    peramban, rusak = buka(mesin, port, meja.orang), []
    kartu = peramban.entri(*meja.baru)
    pilih = kartu.locator("input[type=file][multiple]").first
    for nama, isi in jahat:
        awal = ambil_keadaan(meja.app, "sesi")
        with peramban.boleh(422, "/bukti"):
            pilih.set_input_files([{"name": nama, "mimeType": "", "buffer": isi}])
            kartu.locator(".slot").first.locator(".galat-isian").first.wait_for()
        if ambil_keadaan(meja.app, "sesi") != awal:
            rusak.append(f"dialog with {nama!r}: something was stored")
        peramban.entri(*meja.baru)
    for nama, isi in biasa:
        pilih.set_input_files([{"name": nama, "mimeType": "", "buffer": isi}])
        kartu.locator(".daftar-berkas li").first.wait_for()
        if hashlib.sha256(isi).hexdigest() not in meja.baca(meja.baru)[1].values():
            rusak.append(f"dialog with {nama!r}: not kept as it is")
        kartu.get_by_role("button", name="Lepas").first.click()
        kartu.locator(".daftar-berkas li").first.wait_for(state="detached")
    peramban.tutup()
    return rusak + peramban.keluhan


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Bring every file of the two collections to the server."""
    with (
        dirikan(folder) as basis,
        pinjam(basis, folder / "instance") as (app, lingkungan),
        layani(lingkungan, folder / "peladen") as (port,),
        ExitStack() as tumpuk,
    ):
        buat = PembuatEntri(app)
        baru = buat("DRAF", "staf-umum-1", "2026-TW1", berkas=False)[:2]
        ganti = buat("DIKEMBALIKAN", "staf-umum-1", "2026-TW2")[:2]
        meja = Meja(app, Saluran(port), kenal(app, "staf-umum"), baru, ganti)
        tumpuk.callback(meja.saluran.tutup)
        # Another file than the one that was there: the same bytes are kept once.
        _terima(meja, ganti, "replacement", 0, ("semula.pdf", pdf(2)))
        yield from _lewat_http(takar, meja)
        jahat = DIALOG[:: len(DIALOG) // takar.kali(_SAMPEL[0], 3)]
        biasa = list(BERKAS_BIASA[:: len(BERKAS_BIASA) // takar.kali(_SAMPEL[1], 2)])
        rusak = di_chromium(partial(_dialog, meja, port, jahat, biasa))
        banyak = len(jahat) + len(biasa)
        rusak += baca_catatan(folder / "peladen")
        yield Hasil("files chosen in Chromium", banyak, sum(_SAMPEL), rusak)
