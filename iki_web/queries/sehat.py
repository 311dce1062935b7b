"""What the database says of its own health: whether it answers, its size, who was refused."""

from datetime import timedelta

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from iki_web.extensions import db, find_terbaru, jam, read
from iki_web.models import Jejak, Kantor
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.sehat import Isi

_JUMLAH = select(func.count()).select_from(Kantor)
#: The week is looked for in the last lines only, so that a long trail costs nothing more.
_BARIS = 50_000
_TERAKHIR = select(Jejak.seq, Jejak.waktu).order_by(Jejak.seq.desc()).limit(1)
_DITOLAK = select(
    func.count().filter(Jejak.waktu >= bindparam("hari")).label("hari"),
    func.count().filter(Jejak.waktu >= bindparam("minggu")).label("minggu"),
).where(Jejak.seq > bindparam("dari"), Jejak.aksi == Peristiwa.MASUK_DITOLAK)
_MESIN = {
    "sqlite": text(
        "SELECT 'SQLite ' || sqlite_version() AS mesin, version_num AS skema,"
        " (SELECT page_count FROM pragma_page_count())"
        " * (SELECT page_size FROM pragma_page_size()) AS ukuran FROM alembic_version"
    ),
    "postgresql": text(
        "SELECT 'PostgreSQL ' || current_setting('server_version') AS mesin,"
        " version_num AS skema, pg_database_size(current_database()) AS ukuran"
        " FROM alembic_version"
    ),
}


def find_database() -> bool:
    """Whether the database answers; any answer shows that it is there."""
    try:
        db.session.execute(_JUMLAH)
    except SQLAlchemyError:
        return False
    return True


def get_isi(pelaku: Pelaku) -> Isi:
    """Return what the database says of itself, in three statements."""
    check_pengelola(pelaku)
    kini = jam.now()
    mesin = read(_MESIN[db.session.get_bind().dialect.name], {}).one()
    terakhir = read(_TERAKHIR, {}).one_or_none()
    ditolak = read(
        _DITOLAK,
        {
            "dari": terakhir.seq - _BARIS if terakhir else 0,
            "hari": kini - timedelta(days=1),
            "minggu": kini - timedelta(days=7),
        },
    ).one()
    return Isi(
        ukuran=mesin.ukuran,
        mesin=mesin.mesin,
        skema=mesin.skema,
        skema_terbaru=find_terbaru(),
        ditolak_hari=ditolak.hari,
        ditolak_minggu=ditolak.minggu,
        jejak_terakhir=terakhir.waktu if terakhir else None,
    )
