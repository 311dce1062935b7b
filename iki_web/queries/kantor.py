"""The office's settings as its keeper edits them, and the name on the door."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from iki_web.extensions import db
from iki_web.models import Kantor
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.kantor import Setelan, parse_skala
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.periode import Aturan

_NAMA = select(Kantor.nama, Kantor.kabupaten).order_by(Kantor.id).limit(1)
_ALAMAT = select(Kantor.alamat_jaringan).order_by(Kantor.id).limit(1)


@dataclass(frozen=True, slots=True)
class KantorKelola:
    """The settings with the version they are at; `logo`: SHA-256 of the picture, or empty."""

    setelan: Setelan
    logo: str
    versi: int


def get_kantor(pelaku: Pelaku) -> KantorKelola:
    """Return the settings of the keeper's office; raises TidakBerwenang for anyone else."""
    check_pengelola(pelaku)
    kantor = db.session.execute(select(Kantor).where(Kantor.id == pelaku.kantor_id)).scalar_one()
    return KantorKelola(build_setelan(kantor), kantor.logo, kantor.versi)


def get_logo(pelaku: Pelaku) -> str:
    """Return the hash of the logo; raises TidakTerlihat where the office has none."""
    logo = get_kantor(pelaku).logo
    if not logo:
        raise TidakTerlihat("Kantor ini belum memiliki logo.")
    return logo


def build_setelan(kantor: Kantor) -> Setelan:
    """Return a row's settings."""
    return Setelan(
        nama=kantor.nama,
        kabupaten=kantor.kabupaten,
        alamat=kantor.alamat,
        kop=kantor.kop,
        tempat=kantor.tempat,
        pola_nomor=kantor.pola_nomor,
        alamat_jaringan=kantor.alamat_jaringan,
        akhir_renstra=kantor.akhir_renstra,
        kertas=kantor.kertas,
        frekuensi=kantor.frekuensi,
        aturan=Aturan(kantor.batas_cara, kantor.batas_hari),
        skala=parse_skala(kantor.skala),
        plafon=kantor.plafon,
        wajib_dua_langkah=kantor.wajib_dua_langkah,
    )


def find_nama() -> tuple[str, str]:
    """Return the office's name and regency for pages strangers see.

    Also the page that says that the database does not answer needs a name: then a general one.
    """
    try:
        baris = db.session.execute(_NAMA).one_or_none()
    except SQLAlchemyError:
        baris = None
    return (baris.nama, baris.kabupaten) if baris else ("Kantor Kecamatan", "Kabupaten")


def find_host() -> str:
    """Return host and port of the address in the network that the office has set, or nothing."""
    alamat = db.session.execute(_ALAMAT).scalar_one_or_none()
    return urlsplit(alamat or "").netloc
