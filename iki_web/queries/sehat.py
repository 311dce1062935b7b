"""What the database says of its own health: whether it answers, its size, who was refused."""

import json
from datetime import timedelta

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from iki_web.extensions import db, find_terbaru, jam, read
from iki_web.models import Jejak, Kantor
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.sehat import Isi, Kejadian

_JUMLAH = select(func.count()).select_from(Kantor)
#: What was is looked for in the last lines only, so that a long trail costs nothing more.
_BARIS = 50_000
_BARU = Jejak.seq > select(func.max(Jejak.seq)).scalar_subquery() - _BARIS
_WAKTU = select(Jejak.waktu).order_by(Jejak.seq.desc()).limit(1).scalar_subquery()
_DITOLAK = select(
    func.count().filter(Jejak.waktu >= bindparam("hari")).label("hari"),
    func.count().filter(Jejak.waktu >= bindparam("minggu")).label("minggu"),
    _WAKTU.label("terakhir"),
).where(_BARU, Jejak.aksi == Peristiwa.MASUK_DITOLAK)
#: Backups and checks are lines of the trail; a check's line says what it found.
_DIBUAT, _GAGAL = Peristiwa.CADANGAN_DIBUAT, Peristiwa.CADANGAN_GAGAL
_PERIKSA = Peristiwa.PEMERIKSAAN_DIJALANKAN
_NOMOR = (
    select(func.max(Jejak.seq))
    .where(_BARU, Jejak.aksi.in_((_DIBUAT, _GAGAL, _PERIKSA)))
    .group_by(Jejak.aksi)
)
_KEJADIAN = select(Jejak.seq, Jejak.aksi, Jejak.waktu, Jejak.sesudah).where(Jejak.seq.in_(_NOMOR))
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
    sejak = {"hari": kini - timedelta(days=1), "minggu": kini - timedelta(days=7)}
    jejak = read(_DITOLAK, sejak).one()
    kejadian = {baris.aksi: baris for baris in read(_KEJADIAN, {})}
    dibuat, gagal, periksa = (kejadian.get(aksi) for aksi in (_DIBUAT, _GAGAL, _PERIKSA))
    coba = max((b for b in (dibuat, gagal) if b), key=lambda b: b.seq, default=None)
    return Isi(
        ukuran=mesin.ukuran,
        mesin=mesin.mesin,
        skema=mesin.skema,
        skema_terbaru=find_terbaru(),
        ditolak_hari=jejak.hari,
        ditolak_minggu=jejak.minggu,
        jejak_terakhir=jejak.terakhir,
        cadangan=dibuat.waktu if dibuat else None,
        cadangan_akhir=Kejadian(coba.waktu, coba is dibuat) if coba else None,
        pemeriksaan=Kejadian(periksa.waktu, not json.loads(periksa.sesudah)["temuan"])
        if periksa
        else None,
    )
