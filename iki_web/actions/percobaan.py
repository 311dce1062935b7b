"""The throttle: wrong passwords and codes, counted in the database over restarts and processes."""

from datetime import timedelta

from sqlalchemy import delete, or_

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam, konteks
from iki_web.models import Percobaan
from iki_web.queries.sesi import count_salah
from iki_web.rules.galat import TerlaluSering
from iki_web.rules.jejak import Peristiwa

#: TRUST, "Signing in": 10 wrong tries in 5 minutes per account and address; an office shares few
#: addresses, so an address alone gets more.
JENDELA = timedelta(minutes=5)
BATAS_AKUN = 10
BATAS_ALAMAT = 30


def check_batas(nama: str) -> None:
    """Refuse where too many tries from this address were wrong already.

    Asked before the slow hash, and again in the transaction that would tell how a try ended:
    of many sent at once no more than the limit learn anything.
    """
    kini = jam.now()
    akun, semua = count_salah(nama, konteks.get().alamat, kini - JENDELA, kini)
    if akun >= BATAS_AKUN or semua >= BATAS_ALAMAT:
        raise TerlaluSering(
            "Terlalu banyak percobaan masuk yang salah dari komputer ini. "
            "Tunggu 5 menit, lalu coba lagi."
        )


@transaction
def create_percobaan(nama: str) -> None:
    """Count a wrong try, drop those nobody counts any more, and those of a clock put back since."""
    check_batas(nama)
    sekarang = jam.now()
    lewat = or_(Percobaan.waktu < sekarang - timedelta(days=1), Percobaan.waktu > sekarang)
    db.session.execute(delete(Percobaan).where(lewat))
    alamat = konteks.get().alamat
    db.session.add(Percobaan(nama_pengguna=nama, alamat=alamat, waktu=sekarang))
    add_jejak(None, Peristiwa.MASUK_DITOLAK, f"akun:{nama}")
