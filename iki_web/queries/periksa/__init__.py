"""The check of an instance: the chain, every row against it, files, and anchors outside."""

import hmac
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.models.jenis import load_waktu, to_mentah
from iki_web.queries.bukti import list_sha256
from iki_web.queries.dokumen import list_rusak
from iki_web.queries.periksa.entri import list_entri, list_sidik
from iki_web.queries.periksa.keadaan import format_nama, list_tabel, read_keadaan
from iki_web.queries.periksa.sebutan import list_sebutan
from iki_web.rules.jejak import (
    Baris,
    Jangkar,
    Peristiwa,
    Tinggalan,
    Ulangan,
    compare_jangkar,
    compute_mac,
    find_putus,
    load_tabel,
    parse_tinggalan,
)
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periksa import format_baris_lain
from iki_web.storage import BerkasHilang, BerkasRusak, PenyimpananGagal, Simpanan

__all__ = ["Sumber", "find_kerusakan", "find_kode", "list_belum", "list_sidik"]

#: The instant as the driver gives it: one that is none must not keep the rest from us.
_KOLOM = [
    to_mentah(kolom) if kolom is Jejak.waktu else kolom
    for kolom in (getattr(Jejak, nama) for nama in Baris.__dataclass_fields__)
]
_JEJAK = select(*_KOLOM, Jejak.mac).order_by(Jejak.seq)
_BUKAN_WAKTU = datetime.min.replace(tzinfo=UTC)
#: What a value nobody could have typed raises when it is read.
_TAK_TERBACA = (ValueError, ArithmeticError, TypeError, LookupError, AttributeError)
_DASAR = select(Jejak.keadaan).where(Jejak.aksi == Peristiwa.KEADAAN_DICATAT.value)
#: Anchors begin with the line that lists all rows; a few acts may end before they are noted.
_LONGGAR = 20


@dataclass(frozen=True, slots=True)
class Sumber:
    """Where anchors were noted, in words, and what was noted there."""

    asal: str
    jangkar: Sequence[Jangkar]


def find_kerusakan(
    pelaku: Pelaku,
    kunci: bytes,
    simpanan: Simpanan,
    sumber: Iterable[Sumber] = (),
) -> list[str]:
    """Return a sentence per fault found; an empty list means everything holds.

    `sumber`: anchors noted outside the database; the first one is the instance's own.
    """
    rantai = [_load_baris(*satu) for satu in db.session.execute(_JEJAK)]
    jejak = [baris for baris, _ in rantai]
    rusak = []
    putus = find_putus(kunci, rantai)
    if putus is not None:
        rusak.append(f"Jejak putus pada baris {putus[0]}: {putus[1]}.")
    rusak += _list_jangkar(rantai, sumber)
    bagian: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("realisasi", lambda: list_entri(pelaku, jejak)),
        ("dokumen terbit", lambda: list_rusak(pelaku)),
        ("data induk", lambda: _list_baris(jejak, {kalimat[:8] for kalimat in rusak})),
        ("berkas", lambda: _list_berkas(simpanan)),
    )
    for apa, banding in bagian:
        try:
            rusak += banding()
        except _TAK_TERBACA:
            rusak.append(f"Isi {apa} tidak dapat dibaca: diubah di luar aplikasi.")
    return rusak


def _load_baris(*kolom: Any) -> tuple[Baris, str]:
    """Return a line and its mac; what is no instant becomes one that no mac holds."""
    *isi, mac = kolom
    baris = Baris(*isi)
    try:
        waktu = load_waktu(baris.waktu)
    except ValueError:
        waktu = None
    return replace(baris, waktu=waktu or _BUKAN_WAKTU), mac


def _list_jangkar(rantai: Sequence[tuple[Baris, str]], sumber: Iterable[Sumber]) -> list[str]:
    """Return what does not hold of the anchors, and whether the instance's own are there."""
    mac = {baris.seq: mac for baris, mac in rantai}
    dasar = next((b.seq for b, _ in rantai if b.aksi == Peristiwa.KEADAAN_DICATAT.value), None)
    tinggalan = _list_tinggalan(rantai)
    rusak = []
    for nomor, satu in enumerate(sumber):
        tetap = [j for j in satu.jangkar if not any(t.covers(j) for t in tinggalan)]
        rusak += compare_jangkar(mac, tetap, satu.asal)
        awal = min((j.seq for j in satu.jangkar), default=None)
        if nomor == 0 and dasar is not None and (awal is None or awal > dasar + _LONGGAR):
            rusak.append(
                "Catatan jangkar di folder instance hilang atau tidak lengkap: akhir jejak tidak "
                "dapat dibuktikan dengannya."
            )
    return rusak


def _list_tinggalan(rantai: Sequence[tuple[Baris, str]]) -> list[Tinggalan]:
    """Return what restores gave up, each by a line of the chain itself."""
    hasil = []
    for baris, _ in rantai:
        if baris.aksi == Peristiwa.CADANGAN_DIPULIHKAN.value:
            with suppress(*_TAK_TERBACA):  # a changed line excuses nothing
                hasil.append(parse_tinggalan(baris.waktu, baris.sesudah))
    return [satu for satu in hasil if satu is not None]


def _list_baris(jejak: Iterable[Baris], sudah: set[str]) -> list[str]:
    """Return the rows that are not as the trail left them, a sentence a table.

    `sudah`: how the sentences begin that were said; a document is named by its number there.
    """
    ulangan = Ulangan()
    for baris in jejak:
        dasar = baris.aksi == Peristiwa.KEADAAN_DICATAT.value
        ulangan.add(baris.seq, baris.keadaan, dasar=dasar)
    beda: dict[str, dict[str, None]] = {}
    for nama, nomor, _ in ulangan.menyimpang:
        beda.setdefault(nama, {})[nomor] = None
    for tabel in list_tabel():
        nama = format_nama(tabel)
        for nomor in ulangan.list_beda(nama, read_keadaan(tabel)):
            beda.setdefault(nama, {})[nomor] = None
    semua = [_sebut(nama.partition(":")[0], list(nomor)) for nama, nomor in beda.items()]
    return [kalimat for kalimat in semua if "Dokumen " not in sudah or kalimat[:8] != "Dokumen "]


def _sebut(tabel: str, nomor: list[str]) -> str:
    return format_baris_lain(tabel, list_sebutan(tabel, nomor))


def _list_berkas(simpanan: Simpanan) -> list[str]:
    rusak = []
    for sidik in sorted(list_sha256()):
        try:
            simpanan.buka(sidik).close()
        except (BerkasHilang, BerkasRusak, PenyimpananGagal) as galat:
            rusak.append(f"Berkas bukti {sidik[:12]}…: {galat.kalimat}")
    return rusak


def list_belum(pelaku: Pelaku) -> dict[str, dict[str, str]]:
    """Return the rows of the tables no line has listed yet: a new instance's, an upgraded one's."""
    sudah = {nama for isi in db.session.execute(_DASAR).scalars() for nama in load_tabel(isi)}
    return {
        format_nama(tabel): read_keadaan(tabel)
        for tabel in list_tabel()
        if format_nama(tabel) not in sudah
    }


def find_kode(pelaku: Pelaku | None, kunci: bytes, seq: int, awal: str) -> datetime | None:
    """Return when the line of an anchor code was written; None where the chain has no such line.

    Open to whoever holds a sheet: it tells the instant and nothing else.
    """
    baris = db.session.execute(_JEJAK.where(Jejak.seq == seq)).one_or_none()
    if baris is None:
        return None
    satu, mac = _load_baris(*baris)
    utuh = hmac.compare_digest(compute_mac(kunci, satu), mac) and mac.startswith(awal)
    return satu.waktu if utuh else None
