"""The office's calendar of holidays, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import Libur
from iki_web.queries.acuan import get_acuan
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.periode import KodePeriode, find_hari_terakhir

_LIBUR = (
    select(Libur.id, Libur.tanggal, Libur.keterangan)
    .where(
        Libur.kantor_id == bindparam("kantor_id"),
        Libur.tanggal.between(bindparam("awal"), bindparam("akhir")),
    )
    .order_by(Libur.tanggal)
)


@dataclass(frozen=True, slots=True)
class BarisLibur:
    """A holiday as it is kept."""

    id: int
    tanggal: date
    nama: str

    @property
    def akhir_pekan(self) -> bool:
        """Whether nobody works on that day anyway."""
        return self.tanggal.weekday() > 4


def list_libur(pelaku: Pelaku, tahun: int) -> tuple[BarisLibur, ...]:
    """Return the holidays of a year, in order."""
    check_pengelola(pelaku)
    isi = {
        "kantor_id": pelaku.kantor_id,
        "awal": date(tahun, 1, 1),
        "akhir": date(tahun, 12, 31),
    }
    return tuple(BarisLibur(*baris) for baris in db.session.execute(_LIBUR, isi))


def list_tahun(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years worth a look: those with periods, with holidays, and the next one."""
    acuan = get_acuan(pelaku)
    kini = jam.today().year
    ada = {*acuan.list_tahun(), *(hari.year for hari in acuan.libur), kini, kini + 1}
    return tuple(sorted(ada, reverse=True))


def find_batas(pelaku: Pelaku) -> Mapping[KodePeriode, date]:
    """Return the last day of submission of every period whose deadline can still be moved."""
    kini = jam.now()
    return {
        p.kode: find_hari_terakhir(p.batas)
        for p in get_acuan(pelaku).periode.values()
        if p.batas > kini and p.status.value != "DITUTUP"
    }
