"""The check of an instance: chain of the trail, entries against it, files against hashes."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import db, read
from iki_web.models import Bukti, Jejak, Periode, Realisasi, Riwayat, Rujukan
from iki_web.queries.bukti import list_sha256
from iki_web.queries.dokumen import list_rusak
from iki_web.rules.jejak import Baris, find_putus, format_kanonik
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage import BerkasHilang, BerkasRusak, Simpanan

_JEJAK = select(*(getattr(Jejak, nama) for nama in Baris.__dataclass_fields__), Jejak.mac).order_by(
    Jejak.seq
)


def _list_rantai() -> Iterator[tuple[Baris, str]]:
    for *isi, mac in db.session.execute(_JEJAK):
        yield Baris(*isi), mac


#: What belongs to one entry, whole: its row, files, references and history, in this order.
_ENTRI = (
    (Realisasi, "id"),
    (Bukti, "realisasi_id"),
    (Rujukan, "realisasi_id"),
    (Riwayat, "realisasi_id"),
)
#: Per table its name, the column of the entry's id, and the statements for all and for one.
_ISI = [
    (
        kelas.__tablename__,
        kunci,
        select(kelas.__table__).order_by(kelas.__table__.c.id),
        select(kelas.__table__)
        .where(kelas.__table__.c[kunci] == bindparam("nomor"))
        .order_by(kelas.__table__.c.id),
    )
    for kelas, kunci in _ENTRI
]


def list_sidik(pelaku: Pelaku, realisasi_id: int | None = None) -> dict[int, str]:
    """Return, per entry, the SHA-256 of everything the tables hold of it (one entry or all).

    Each step's audit line carries it, so that whatever is changed behind the app's back shows.
    """
    hitung: dict[int, Any] = {}
    for tabel, kunci, semua, satu in _ISI:
        ambil = read(semua, {}) if realisasi_id is None else read(satu, {"nomor": realisasi_id})
        for baris in ambil.mappings():
            isi = format_kanonik([tabel, *baris.values()]).encode()
            hitung.setdefault(baris[kunci], hashlib.sha256()).update(isi)
    return {nomor: sidik.hexdigest() for nomor, sidik in hitung.items()}


def _list_entri(pelaku: Pelaku) -> list[str]:
    """Return the entries that are not as the last line of the trail about them says."""
    jejak = db.session.execute(
        select(Jejak.objek, Jejak.sesudah)
        .where(Jejak.aksi.startswith("realisasi."))
        .order_by(Jejak.seq)
    )
    harap = {objek: json.loads(sesudah).get("sidik") for objek, sesudah in jejak}
    ada = list_sidik(pelaku)
    tempat = db.session.execute(
        select(Realisasi.id, Realisasi.indikator_id, Periode.kode)
        .join(Periode, Periode.id == Realisasi.periode_id)
        .order_by(Realisasi.id)
    )
    nyata = {f"realisasi:{indikator}/{kode}": ada[nomor] for nomor, indikator, kode in tempat}
    return [
        f"Entri {objek.removeprefix('realisasi:')}: isinya tidak cocok dengan jejak terakhirnya."
        for objek in {**harap, **nyata}
        if harap.get(objek) != nyata.get(objek)
    ]


def find_kerusakan(pelaku: Pelaku, kunci: bytes, simpanan: Simpanan) -> list[str]:
    """Return a sentence per fault found; an empty list means everything holds."""
    rusak = []
    putus = find_putus(kunci, _list_rantai())
    if putus is not None:
        rusak.append(f"Jejak putus pada baris {putus[0]}: {putus[1]}.")
    rusak += _list_entri(pelaku)
    rusak += list_rusak(pelaku)
    for sidik in sorted(list_sha256()):
        try:
            simpanan.buka(sidik).close()
        except (BerkasHilang, BerkasRusak) as galat:
            rusak.append(f"Berkas bukti {sidik[:12]}…: {galat.kalimat}")
    return rusak
