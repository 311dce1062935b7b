"""One evidence file, for whoever may see the values of its entry."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from iki_web.extensions import db
from iki_web.models import Bukti, Kantor, Periode, Realisasi
from iki_web.queries.acuan import get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku

_BUKTI = (
    select(
        Bukti.id,
        Bukti.nama,
        Bukti.jenis,
        Bukti.sha256,
        Realisasi.indikator_id,
        Periode.kode,
    )
    .join(Realisasi, Realisasi.id == Bukti.realisasi_id)
    .join(Periode, Periode.id == Realisasi.periode_id)
    .where(Bukti.id == bindparam("bukti_id"), Bukti.dilepas.is_(None), ISI_TERLIHAT)
)


@dataclass(frozen=True, slots=True)
class BuktiTerlihat:
    """A file and the entry it is attached to."""

    id: int
    nama: str
    jenis: str
    sha256: str
    indikator_id: int
    kode: str


def find_bukti(pelaku: Pelaku, bukti_id: int) -> BuktiTerlihat:
    """Return an attached file; raises TidakTerlihat where the viewer may not see its entry."""
    isi = list_parameter(pelaku, get_acuan(pelaku)) | {"bukti_id": bukti_id}
    baris = db.session.execute(_BUKTI, isi).one_or_none()
    if baris is None:
        raise TidakTerlihat
    return BuktiTerlihat(*baris)


def list_sha256() -> set[str]:
    """Return the hashes of all evidence ever attached, and the logo: none of it may be swept."""
    bukti = db.session.execute(select(Bukti.sha256).distinct()).scalars()
    logo = db.session.execute(select(Kantor.logo).where(Kantor.logo != "")).scalars()
    return {*bukti, *logo}
