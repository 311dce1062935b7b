"""Tampering: 10,000 changes to copies of the database and its files, all found by the check."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.faults.alat import Hasil, Takar
from tests.faults.perusak import Perusak
from tests.faults.salinan import Kantor

#: What is done to a copy, how often in full and in short.
_BASIS = (
    ("a value of a row altered", Perusak.ubah, 4000, 24),
    ("a row removed", Perusak.hapus, 1500, 8),
    ("a row added", Perusak.sisip, 1500, 8),
    ("two rows changed places", Perusak.tukar, 1000, 5),
    ("the end of the trail cut off", Perusak.potong, 600, 4),
)
#: A row that cannot be made so is tried again with another seed, at most this often.
_COBA = 50


def run(takar: Takar, folder: Path) -> Iterator[Hasil]:
    """Tamper with copies, one thing at a time; copies left alone must pass."""
    kantor = Kantor(folder)
    try:
        yield _biarkan(kantor, takar.kali(100, 3))
        for apa, perbuatan, penuh, singkat in _BASIS:
            yield _rusak(kantor, apa, perbuatan, takar.kali(penuh, singkat))
        yield _kembalikan(kantor, takar.kali(400, 3))
        yield _balik_bit(kantor, takar.kali(1000, 5))
        yield _biarkan(kantor, takar.kali(100, 2), "and again after all of it")
    finally:
        kantor.tutup()


def _biarkan(kantor: Kantor, kali: int, kapan: str = "") -> Hasil:
    hasil = Hasil("a copy left alone passes", kali, kali, keterangan=kapan)
    for nomor in range(kali):
        kantor.rusak(lambda _koneksi: "nothing")
        if temuan := kantor.periksa():
            hasil.rusak.append(f"copy {nomor} left alone: {temuan[0]}")
    return hasil


def _rusak(kantor: Kantor, apa: str, perbuatan: Callable[[Perusak], str], kali: int) -> Hasil:
    hasil = Hasil(apa, 0, kali)
    tabel: set[str] = set()
    for nomor in range(kali):
        yang_mana = _lakukan(kantor, f"{apa} {nomor}", perbuatan)
        tabel.add(yang_mana.partition(" ")[0].partition(".")[0].rstrip(":"))
        hasil.kali += 1
        if not kantor.periksa():
            hasil.rusak.append(f"not found, seed “{apa} {nomor}”: {yang_mana}")
    if len(tabel) > 1:
        hasil.keterangan = f"in {len(tabel)} tables"
    return hasil


def _lakukan(kantor: Kantor, benih: str, perbuatan: Callable[[Perusak], str]) -> str:
    """Do it to a copy; what the tables themselves refuse is tried elsewhere."""
    for coba in range(_COBA):
        acak = Random(f"{benih} {coba}")
        try:
            return kantor.rusak(lambda koneksi, acak=acak: perbuatan(Perusak(koneksi, acak)))
        except sqlite3.IntegrityError:
            continue
    raise RuntimeError(f"nothing could be done with the seed “{benih}”")


def _kembalikan(kantor: Kantor, kali: int) -> Hasil:
    """Put an older copy of the whole database back; files and anchors are as they are now."""
    hasil = Hasil("an older database put back", kali, kali)
    hasil.keterangan = f"{len(kantor.lampau)} different ones"
    for nomor in range(kali):
        mana = Random(f"lampau {nomor}").randrange(len(kantor.lampau))
        kantor.kini = kantor.lampau[mana]
        if not kantor.periksa():
            hasil.rusak.append(f"the database after act {mana + 1} was taken for today's")
    return hasil


def _balik_bit(kantor: Kantor, kali: int) -> Hasil:
    """Flip one bit of one stored file, or take it away."""
    hasil = Hasil("a bit of evidence flipped, or it is gone", kali, kali)
    hasil.keterangan = f"{len(kantor.bukti)} files"
    kantor.kini = kantor.asli
    for nomor in range(kali):
        acak = Random(f"bukti {nomor}")
        berkas = acak.choice(kantor.bukti)
        isi = berkas.read_bytes()
        letak = acak.randrange(len(isi) * 8)
        palsu = bytearray(isi)
        palsu[letak // 8] ^= 1 << letak % 8
        berkas.chmod(0o600)
        berkas.unlink() if nomor % 10 == 9 else berkas.write_bytes(palsu)
        if not kantor.periksa():
            hasil.rusak.append(f"bit {letak} of {berkas.name[:12]}, seed “bukti {nomor}”")
        berkas.write_bytes(isi)
    return hasil
