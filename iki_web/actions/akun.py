"""An account for whoever acts on it: found by number or name, its sessions ended."""

from sqlalchemy import CursorResult, Row, select, update

from iki_web.extensions import db, jam
from iki_web.models import Pegawai, Sesi
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku


def get_akun(pelaku: Pelaku, pegawai_id: int) -> Pegawai:
    """Return the row of a person of the actor's office; raises TidakTerlihat."""
    pegawai = db.session.get(Pegawai, pegawai_id)
    if pegawai is None or pegawai.kantor_id != pelaku.kantor_id:
        raise TidakTerlihat
    return pegawai


def find_bernama(nama_pengguna: str) -> Row[int, str, str | None]:
    """Return (id, nama, nip) for a name to sign in with, as commands give it; raises Ditolak."""
    baris = db.session.execute(
        select(Pegawai.id, Pegawai.nama, Pegawai.nip).where(Pegawai.nama_pengguna == nama_pengguna)
    ).one_or_none()
    if baris is None:
        raise Ditolak(f"Tidak ada akun bernama {nama_pengguna}.")
    return baris


def end_sesi(pegawai_id: int, kecuali: int = 0) -> int:
    """End a person's open sessions, but `kecuali`, in the open transaction; returns how many."""
    terbuka = (Sesi.pegawai_id == pegawai_id, Sesi.diakhiri.is_(None), Sesi.id != kecuali)
    hasil = db.session.execute(update(Sesi).where(*terbuka).values(diakhiri=jam.now()))
    assert isinstance(hasil, CursorResult)
    return hasil.rowcount
