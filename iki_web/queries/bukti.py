"""One evidence file, for whoever may see the values of its entry."""

import re
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from iki_web.extensions import db
from iki_web.models import Bukti, Kantor, Periode, Realisasi, Templat, Terbitan
from iki_web.queries.acuan import get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku

#: The logo inside a frozen sheet; its JSON is canonical, and no text holds a bare quotation mark.
_LOGO = re.compile(r'"logo":"([0-9a-f]{64})"')
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
    """Return the hashes of all that is in use and may not be swept.

    Evidence ever attached, the logo and those printed on issued sheets, Word templates.
    """
    bukti = db.session.execute(select(Bukti.sha256).distinct()).scalars()
    logo = db.session.execute(select(Kantor.logo).where(Kantor.logo != "")).scalars()
    templat = db.session.execute(select(Templat.sha256)).scalars()
    beku = db.session.execute(select(Terbitan.isi)).scalars()
    tercetak = (satu[1] for isi in beku if (satu := _LOGO.search(isi)))
    return {*bukti, *logo, *templat, *tercetak}
