"""Whether entries, with their files, references and history, are as the trail left them."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import db, read
from iki_web.models import Bukti, Periode, Realisasi, Riwayat, Rujukan
from iki_web.rules.jejak import Baris, format_kanonik
from iki_web.rules.keterlihatan import Pelaku

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


_TEMPAT = (
    select(Realisasi.id, Realisasi.indikator_id, Periode.kode)
    .join(Periode, Periode.id == Realisasi.periode_id)
    .order_by(Realisasi.id)
)
#: What reopening adds to the line's "before": the frozen figures, which no "after" holds.
_BEKU = {"beku"}


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


def list_entri(pelaku: Pelaku, jejak: Iterable[Baris]) -> list[str]:
    """Return the entries that are not as the lines of the trail about them say."""
    harap: dict[str, Any] = {}
    goyah = set()
    for baris in jejak:
        if not baris.aksi.startswith("realisasi."):
            continue
        sebelum, lama = json.loads(baris.sebelum), harap.get(baris.objek)
        if lama and any(lama.get(nama) != sebelum[nama] for nama in sebelum.keys() - _BEKU):
            goyah.add(baris.objek)
        harap[baris.objek] = json.loads(baris.sesudah)
    ada = list_sidik(pelaku)
    nyata = {
        f"realisasi:{indikator}/{kode}": ada.pop(nomor)
        for nomor, indikator, kode in db.session.execute(_TEMPAT)
    }
    # What belongs to no entry that has a place: nobody sees it, and nobody wrote it.
    asing = [f"Realisasi nomor {nomor}: tidak ditulis lewat aplikasi." for nomor in sorted(ada)]
    return asing + [
        f"Realisasi {objek.removeprefix('realisasi:')}: tidak cocok dengan jejak terakhirnya."
        for objek in {**harap, **nyata}
        if objek in goyah or harap.get(objek, {}).get("sidik") != nyata.get(objek)
    ]
