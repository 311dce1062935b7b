"""The remarks a draft brought along from its file: reworded, or dropped once they are settled."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import delete, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.draf import check_versi, find_draf
from iki_web.actions.keputusan.tulis import add_catatan
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Catatan, Keputusan
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import read_catatan
from iki_web.rules.keterlihatan import Pelaku


@transaction
def update_catatan(pelaku: Pelaku, keputusan_id: int, form: Mapping[str, str], versi: int) -> int:
    """Write the remarks of a draft as typed, an empty one is dropped; returns how many changed.

    Raises Ditolak for faults, Basi with both versions.
    """
    kelola = find_draf(pelaku, keputusan_id)
    lama = kelola.edisi.catatan
    baru = read_catatan(form, lama)
    beda = [n for n, satu in enumerate(lama) if baru[n] != satu.isi]
    sebelum = {f"Catatan {n + 1}": lama[n].isi for n in beda}
    sesudah = {f"Catatan {n + 1}": baru[n] for n in beda}
    check_versi(kelola.versi, versi, sebelum, sesudah)
    if not beda:
        return 0
    db.session.execute(delete(Catatan).where(Catatan.keputusan_id == keputusan_id))
    add_catatan(
        keputusan_id, [replace(c, isi=isi) for c, isi in zip(lama, baru, strict=True) if isi]
    )
    baris = db.session.execute(select(Keputusan).where(Keputusan.id == keputusan_id)).scalar_one()
    baris.versi += 1
    objek = f"keputusan:{kelola.edisi.kode}"
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DIUBAH, objek, baris.versi, sebelum, sesudah)
    return len(beda)
