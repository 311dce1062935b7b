"""Scanners: sqlmap at every form, wapiti along every link; and own SQL probes in every field."""

import json
import re
import subprocess
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from tests.faults.alat import Hasil, Takar
from tests.faults.bagian.acak import kumpulkan
from tests.faults.bentuk import Bentuk
from tests.faults.gedung import dirikan
from tests.faults.orang import Orang, kenal
from tests.faults.peladen import baca_catatan, layani
from tests.pendukung.akses import BOLEH, DRAF, ORANG, TABEL
from tests.pendukung.akses.panggung import Panggung
from tests.pendukung.basis import pinjam
from tests.pendukung.entri import PembuatEntri

_AKAR = Path(__file__).resolve().parents[3]
#: An environment of their own, made by the first full run.
_ALAT = _AKAR / ".pemindai"
#: Ways out: a scanner that signs itself out sees nothing any more.
_KELUAR = ("masuk.keluar", "akun.update", "kelola.revoke_akun", "kelola.close_pegawai")
#: The same for wapiti, which also follows what it has made: a restore would end all sessions.
_TUTUP = ("keluar", "akun/sandi", "kelola/akun/*/keluarkan", "kelola/cadangan/*/pulihkan")
_MODUL = "sql,timesql,xss,permanentxss,exec,file,crlf,redirect,xxe,ldap,upload"
_PENJELAJAH = ("pemilik", "atasan", "camat", "pengelola")
#: Pairs of which one is true and the other is not, and what makes a database complain or wait.
_PASANGAN = (
    ("' OR '1'='1", "' AND '1'='2"),
    (" OR 1=1", " AND 1=2"),
    ('" OR "1"="1', '" AND "1"="2'),
)
_RUSAK = ("'", "')--", "';SELECT pg_sleep(9)--", "' AND randomblob(300000000)--", "\\")
_KELUHAN = re.compile(r"sqlite3?\.|psycopg|syntax error|unrecognized token|OperationalError", re.I)
_SAAT = re.compile(r'name="csrf_token"\s[^>]*?value="[^"]*"|[0-9a-f]{16,}')


def _siapkan_alat() -> None:
    """Make the scanners' environment once."""
    if (_ALAT / "bin" / "sqlmap").exists() and (_ALAT / "bin" / "wapiti").exists():
        return
    venv.create(_ALAT, with_pip=True, clear=True)
    perlu = str(_AKAR / "tests" / "faults" / "requirements.txt")
    perintah = [str(_ALAT / "bin" / "pip"), "install", "--quiet", "-r", perlu]
    subprocess.run([*perintah, "--disable-pip-version-check"], check=True)


def _pilih_bentuk(p: Panggung, selang: int) -> list[tuple[str, Bentuk]]:
    """Return one form an endpoint with its most fields, and who may send it."""
    hasil = []
    for titik, semua in sorted(kumpulkan(p, selang).items()):
        boleh = [s for s in ORANG if TABEL[titik].aturan(s, DRAF) in (BOLEH, 422)]
        if titik not in _KELUAR and boleh:
            hasil.append((boleh[0], max(semua, key=lambda satu: len(satu.isi))))
    return hasil


def _kirim(klien: FlaskClient, satu: Bentuk, isi: dict[str, str]) -> tuple[int, str]:
    jawab = klien.post(satu.jalur, data=isi)
    return jawab.status_code, _SAAT.sub("", jawab.text)


def _tusuk(klien: FlaskClient, satu: Bentuk, nama: str, dasar: dict[str, str]) -> Iterator[str]:
    """Try one field; yield what looks as if its text had reached the database as a command."""
    letak = f"{satu.jalur} {nama}"
    for rusak in _RUSAK:
        kode, teks = _kirim(klien, satu, dasar | {nama: dasar[nama] + rusak})
        if kode >= 500 or _KELUHAN.search(teks):
            yield f"{letak}: {rusak!r} was answered {kode}"
    for benar, salah in _PASANGAN:
        jawab = [_kirim(klien, satu, dasar | {nama: dasar[nama] + s})[0] for s in (benar, salah)]
        if jawab[0] != jawab[1]:
            yield f"{letak}: {benar!r} and {salah!r} were answered {jawab}"


def _probe(p: Panggung, bentuk: list[tuple[str, Bentuk]]) -> Hasil:
    kali, rusak = 0, []
    for siapa, satu in bentuk:
        klien = p.klien(siapa)
        dasar = {n: v.decode("utf-8", "replace") for n, v in satu.isi}
        for nama in dasar:
            kali += 1
            rusak += _tusuk(klien, satu, nama, dasar)
    return Hasil("own SQL probes, fields of forms", kali, 150, rusak, f"{len(bentuk)} forms")


def _sqlmap(folder: Path, port: int, orang: Orang, satu: Bentuk) -> str:
    """Let sqlmap at one form; returns what it found, or that it could not look."""
    isi = {n: v.decode("utf-8", "replace") for n, v in satu.isi} | {"csrf_token": orang.token}
    perintah = [
        str(_ALAT / "bin" / "sqlmap"), "-u", f"http://127.0.0.1:{port}{satu.jalur}",
        "--data", urlencode(isi), "--cookie", orang.kuki, "--batch", "--disable-coloring",
        "--dbms=sqlite", "--ignore-code=*", "--param-filter=POST", "--skip=csrf_token",
        "--flush-session", "--answers=merge=N", "--output-dir", str(folder),
    ]  # fmt: skip
    keluar = subprocess.run(perintah, capture_output=True, text=True, timeout=900).stdout
    if "injection point(s)" in keluar or "is vulnerable" in keluar:
        return f"sqlmap, {satu.jalur}: {keluar[-400:]}"
    if "do not appear to be injectable" not in keluar and "no parameter(s) found" not in keluar:
        return f"sqlmap did not look at {satu.jalur}: {keluar[-300:]}"
    return ""


def _jalankan_sqlmap(
    folder: Path, port: int, orang: dict[str, Orang], bentuk: list[tuple[str, Bentuk]]
) -> Hasil:
    def jalan(nomor: int) -> str:
        siapa, satu = bentuk[nomor]
        return _sqlmap(folder / f"sqlmap-{nomor}", port, orang[siapa], satu)

    berisi = [n for n, (_, satu) in enumerate(bentuk) if satu.isi]
    with ThreadPoolExecutor(2) as kolam:
        rusak = [satu for satu in kolam.map(jalan, berisi) if satu]
    medan = sum(len(bentuk[n][1].isi) for n in berisi)
    return Hasil("forms under sqlmap", len(berisi), 50, rusak, f"{medan} parameters")


def _wapiti(folder: Path, port: int, orang: Orang) -> Hasil:
    alamat, lapor = f"http://127.0.0.1:{port}/", folder / f"wapiti-{orang.nama}.json"
    perintah = [
        str(_ALAT / "bin" / "wapiti"), "-u", alamat, "-H", f"Cookie: {orang.kuki}", "-m", _MODUL,
        *(bagian for satu in _TUTUP for bagian in ("-x", alamat + satu)),
        "--flush-session", "--no-bugreport",
        "--store-session", str(folder / f"wapiti-{orang.nama}"), "-f", "json", "-o", str(lapor),
        "--max-scan-time", "30", "--max-attack-time", "8",
    ]  # fmt: skip
    selesai = subprocess.run(perintah, capture_output=True, text=True, timeout=1800)
    if not lapor.exists():
        return Hasil(f"wapiti as {orang.nama}", 0, 50, [f"no report: {selesai.stderr[-300:]}"])
    isi = json.loads(lapor.read_text("utf-8"))
    semua = isi["vulnerabilities"] | isi["anomalies"]
    rusak = [
        f"{jenis}: {satu['method']} {satu['path']} {satu['parameter']} {satu['info']}"[:300]
        for jenis, temuan in semua.items()
        for satu in temuan
    ]
    kali = int(isi["infos"]["crawled_pages_nbr"])
    teks = "crawled 30 s, 8 s for each of " + _MODUL.replace(",", ", ")
    return Hasil(f"addresses under wapiti as {orang.nama}", kali, 50, rusak, teks)


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Probe every field; in full let both scanners at a served copy as well."""
    with dirikan(folder) as basis:
        with pinjam(basis, folder / "probe") as (app, _):
            p = Panggung(app, PembuatEntri(app), DRAF)
            bentuk = _pilih_bentuk(p, takar.kali(1, 15))
            yield _probe(p, bentuk if takar.penuh else bentuk[::20])
        if not takar.penuh:
            return
        _siapkan_alat()
        with (
            pinjam(basis, folder / "instance") as (app, lingkungan),
            layani(lingkungan, folder / "peladen") as (port,),
        ):
            Panggung(app, PembuatEntri(app), DRAF)
            orang = {siapa: kenal(app, nama) for siapa, nama in ORANG.items() if nama}
            orang["tamu"] = Orang("", "iki=", "")
            yield _jalankan_sqlmap(folder, port, orang, bentuk)
            for siapa in _PENJELAJAH:
                yield _wapiti(folder, port, orang[siapa])
            rusak = baca_catatan(folder / "peladen")
            yield Hasil("what the scanned server logged", 1, 1, rusak)
