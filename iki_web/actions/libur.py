"""Holidays: added and taken away; what that would move is said, and moved by another act."""

from collections.abc import Sequence

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Libur
from iki_web.queries.acuan import find_acuan
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.libur import HariLibur


@transaction
def create_libur(pelaku: Pelaku, hari: Sequence[HariLibur]) -> int:
    """Add holidays and return how many were new; a day that is one already keeps its name.

    Raises Ditolak where all of them are there already.
    """
    check_pengelola(pelaku)
    ada = find_acuan(pelaku).libur
    baru = {satu.tanggal: satu.nama for satu in reversed(hari) if satu.tanggal not in ada}
    if not baru:
        sebut = format_tanggal(hari[0].tanggal)
        kalimat = f"{sebut} sudah tercatat sebagai hari libur. Hapus dahulu bila namanya keliru."
        if len(hari) > 1:
            kalimat = "Semua hari itu sudah tercatat sebagai hari libur."
        raise Ditolak("Tidak ada yang ditambahkan.", {"dari": kalimat, "tempel": kalimat})
    for tanggal, nama in sorted(baru.items()):
        db.session.add(Libur(kantor_id=pelaku.kantor_id, tanggal=tanggal, keterangan=nama))
    isi = {tanggal.isoformat(): nama for tanggal, nama in sorted(baru.items())}
    add_jejak(pelaku, Peristiwa.LIBUR_DITAMBAH, "libur", sesudah=isi)
    return len(baru)


@transaction
def revoke_libur(pelaku: Pelaku, libur_id: int) -> HariLibur:
    """Take a holiday away and return it, so that it can be put back."""
    check_pengelola(pelaku)
    baris = db.session.execute(
        select(Libur).where(Libur.id == libur_id, Libur.kantor_id == pelaku.kantor_id)
    ).scalar_one_or_none()
    if baris is None:
        raise TidakTerlihat("Hari libur ini sudah tidak ada.")
    hasil = HariLibur(baris.tanggal, baris.keterangan)
    db.session.delete(baris)
    sebelum = {hasil.tanggal.isoformat(): hasil.nama}
    add_jejak(pelaku, Peristiwa.LIBUR_DIHAPUS, "libur", sebelum=sebelum)
    return hasil
