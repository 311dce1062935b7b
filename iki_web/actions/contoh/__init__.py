"""A year of invented, believable data for trying the app, made by the real acts of its people."""

from sqlalchemy import func, select

from iki_web.actions.contoh.sutradara import Sutradara
from iki_web.actions.contoh.waktu import compute_awal, jam_pada
from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_tahun
from iki_web.actions.sandi import set_sandi
from iki_web.extensions import db, jam
from iki_web.models import Pegawai, Realisasi
from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage import Simpanan

__all__ = ["compute_awal", "create_contoh", "jam_pada", "reset_akun"]

_ENTRI = select(func.count()).select_from(Realisasi)


def reset_akun(sandi: str) -> None:
    """Give every account the one password of the demo, without a change at first sign-in."""
    sistem = _get_sistem()
    for nama in db.session.execute(select(Pegawai.nama_pengguna)).scalars().all():
        set_sandi(sistem, nama, sandi, tetap=True)


def create_contoh(simpanan: Simpanan) -> str:
    """Fill a prepared instance with a year of sample data; returns the sentence to print.

    Only the past is touched. Doing it again changes nothing.
    """
    if db.session.execute(_ENTRI).scalar_one():
        return "Instance ini sudah berisi data realisasi; tidak ada yang diubah."
    sistem, kini = _get_sistem(), jam.now()
    with jam_pada(compute_awal(kini)):
        open_tahun(sistem, kini.year)
    sutradara = Sutradara(simpanan, sistem, kini)
    acara = sorted(sutradara.list_acara(), key=lambda satu: satu.waktu)
    for satu in acara:
        with jam_pada(satu.waktu):
            satu.lakukan()
    jumlah = db.session.execute(_ENTRI).scalar_one()
    db.session.rollback()
    return f"Data contoh dibuat: {jumlah} realisasi dari {len(acara)} kejadian."


def _get_sistem() -> Pelaku:
    sistem = find_sistem()
    if sistem is None:
        raise Ditolak("Instance ini belum disiapkan. Jalankan: flask --app wsgi iki siapkan")
    return sistem
