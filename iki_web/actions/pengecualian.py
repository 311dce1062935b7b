"""Exceptions: added for several positions and periods in one act, taken back one by one."""

from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Pengecualian, Realisasi
from iki_web.queries.acuan import BarisJabatan, BarisPeriode, find_acuan
from iki_web.rules.alur import Status
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.pengecualian import IsiPengecualian


@transaction
def create_pengecualian(pelaku: Pelaku, isi: IsiPengecualian) -> tuple[int, int]:
    """Except positions from periods; returns how many were new, and entries handed in anyway.

    Those go on being decided and counted: an exception only stops the waiting. A pair that is
    excepted already keeps its reason; raises Ditolak where nothing new is left.
    """
    check_pengelola(pelaku)
    acuan = find_acuan(pelaku)
    baru = [
        (acuan.jabatan[nomor], acuan.periode[kode])
        for nomor in isi.jabatan
        for kode in isi.periode
        if (nomor, acuan.periode[kode].id) not in acuan.dikecualikan
    ]
    if not baru:
        kalimat = "Semua yang dipilih sudah dikecualikan. Hapus dahulu bila alasannya perlu diubah."
        raise Ditolak("Tidak ada yang ditambahkan.", {"jabatan": kalimat})
    for jabatan, periode in baru:
        db.session.add(
            Pengecualian(jabatan_id=jabatan.id, periode_id=periode.id, alasan=isi.alasan)
        )
    tempat = [f"{jabatan.kode}/{periode.kode.kode}" for jabatan, periode in baru]
    add_jejak(
        pelaku,
        Peristiwa.PENGECUALIAN_DITAMBAH,
        "pengecualian",
        sesudah={"tempat": tempat, "alasan": isi.alasan},
    )
    return len(baru), sum(_count_diajukan(*satu) for satu in baru)


def _count_diajukan(jabatan: BarisJabatan, periode: BarisPeriode) -> int:
    """Return how many entries of a position are out of its hands in a period."""
    return db.session.execute(
        select(func.count()).where(
            Realisasi.jabatan_id == jabatan.id,
            Realisasi.periode_id == periode.id,
            Realisasi.status.in_([Status.DIAJUKAN, Status.DISETUJUI, Status.DIKEMBALIKAN]),
        )
    ).scalar_one()


@transaction
def revoke_pengecualian(pelaku: Pelaku, jabatan_id: int, kode: str) -> str:
    """Take an exception back; returns its reason. Raises TidakTerlihat where there is none."""
    check_pengelola(pelaku)
    acuan = find_acuan(pelaku)
    periode, jabatan = acuan.periode.get(kode), acuan.jabatan.get(jabatan_id)
    if periode is None or jabatan is None:
        raise TidakTerlihat
    baris = db.session.execute(
        select(Pengecualian).where(
            Pengecualian.jabatan_id == jabatan_id, Pengecualian.periode_id == periode.id
        )
    ).scalar_one_or_none()
    if baris is None:
        raise TidakTerlihat("Pengecualian ini sudah tidak ada.")
    alasan = baris.alasan
    db.session.delete(baris)
    add_jejak(
        pelaku,
        Peristiwa.PENGECUALIAN_DIHAPUS,
        f"pengecualian:{jabatan.kode}/{kode}",
        sebelum={"alasan": alasan},
    )
    return alasan
