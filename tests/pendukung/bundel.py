"""Approved entries with files of any name, and a downloaded bundle as its reader unpacks it."""

import hashlib
import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from flask import Flask

from iki_web.rules.alur import Aksi
from tests.pendukung.entri import id_indikator, simpan_berkas
from tests.pendukung.langkah import Meja
from tests.storage.pembuat_berkas import pdf

ZIP = "/dokumen/bundel/2026.zip"


def setujui(
    app: Flask,
    berkas: Sequence[tuple[str, bytes]],
    indikator: str = "staf-umum-1",
    atasan: str = "kasubbag-umum",
    kode: str = "2026-TW1",
    **isi: object,
) -> Meja:
    """Bring an entry with these files (name, bytes) in its first slot to its approval."""
    with app.app_context():
        meja = Meja(app, id_indikator(indikator), kode, 0)
    pemilik = indikator.rpartition("-")[0]
    masuk = [simpan_berkas(app, satu, nama) for nama, satu in berkas]
    meja.lakukan(pemilik, Aksi.SIMPAN, berkas={1: masuk}, **isi)
    meja.lakukan(pemilik, Aksi.AJUKAN)
    meja.lakukan(atasan, Aksi.SETUJUI)
    return meja


def buat_pdf(tanda: str) -> bytes:
    """Return a small PDF unlike any other with another mark."""
    return pdf() + f"\n% {tanda}\n".encode()


def tempat_berkas(app: Flask, isi: bytes) -> Path:
    """Return where the store keeps these bytes."""
    sidik = hashlib.sha256(isi).hexdigest()
    akar: Path = app.config["IKI"].bukti
    return akar / sidik[:2] / sidik[2:4] / sidik


def buka_zip(isi: bytes) -> ZipFile:
    """Open a bundle; every member must read back whole."""
    arsip = ZipFile(io.BytesIO(isi))
    assert arsip.testzip() is None
    return arsip


def bukti(arsip: ZipFile) -> list[str]:
    """Return the paths of the evidence."""
    return [nama for nama in arsip.namelist() if "/" in nama]


def periksa_jumlah(arsip: ZipFile, folder: Path) -> None:
    """Unpack a bundle and let the system's own tool check it."""
    arsip.extractall(folder)
    perintah = ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"]
    hasil = subprocess.run(perintah, cwd=folder, capture_output=True, text=True, check=False)
    assert (hasil.returncode, hasil.stdout + hasil.stderr) == (0, "")
    tercatat = {b.partition("  ")[2] for b in arsip.read("SHA256SUMS").decode().splitlines()}
    assert tercatat == set(arsip.namelist()) - {"SHA256SUMS"}
