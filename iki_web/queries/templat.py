"""The Word templates of an office: which kinds have their own, and where its file is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from iki_web.extensions import db
from iki_web.models import Templat
from iki_web.queries.acuan import get_acuan
from iki_web.rules.dokumen import SIFAT, Jenis
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

_SEMUA = select(
    Templat.jenis,
    Templat.sha256,
    Templat.nama,
    Templat.pengunggah_id,
    Templat.diunggah,
    Templat.versi,
).where(Templat.kantor_id == bindparam("kantor_id"))
_SATU = _SEMUA.where(Templat.jenis == bindparam("jenis"))


@dataclass(frozen=True, slots=True)
class BarisTemplat:
    """The template of one kind; without `sha256` it is ours, at version 0."""

    jenis: Jenis
    sha256: str = ""
    nama: str = ""
    pengunggah: str = ""
    diunggah: datetime | None = None
    versi: int = 0

    @property
    def judul(self) -> str:
        """The kind in words."""
        return SIFAT[self.jenis].nama


def list_templat(pelaku: Pelaku) -> tuple[BarisTemplat, ...]:
    """Return the template of every kind; raises TidakBerwenang for anyone but the pengelola."""
    check_pengelola(pelaku)
    acuan = get_acuan(pelaku)
    ada = {
        b.jenis: BarisTemplat(
            b.jenis, b.sha256, b.nama, acuan.pegawai[b.pengunggah_id].nama, b.diunggah, b.versi
        )
        for b in db.session.execute(_SEMUA, {"kantor_id": pelaku.kantor_id})
    }
    return tuple(ada.get(jenis, BarisTemplat(jenis)) for jenis in Jenis)


def get_templat(pelaku: Pelaku, jenis: Jenis | None) -> BarisTemplat:
    """Return the template of one kind; raises TidakTerlihat for a kind that is none."""
    if jenis is None:
        raise TidakTerlihat
    return next(satu for satu in list_templat(pelaku) if satu.jenis is jenis)


def find_sha256(pelaku: Pelaku, jenis: Jenis) -> str:
    """Return the file a kind of document is drawn into, empty for ours: it holds no figures."""
    isi = {"kantor_id": pelaku.kantor_id, "jenis": jenis}
    b = db.session.execute(_SATU, isi).one_or_none()
    return b.sha256 if b else ""
