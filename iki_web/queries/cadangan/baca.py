"""Backups as the pengelola sees them: the rule, what was made, and what lies in the folder."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import AturanCadangan as BarisAturan
from iki_web.models import Cadangan
from iki_web.rules.cadangan import AturanCadangan, StatusCadangan, is_nama
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.storage.cadangan import list_berkas

#: Where backups go while nobody has named a folder: inside the instance.
FOLDER_BAWAAN = "cadangan"
#: How many rows a page shows.
_BANYAK = 60
_ATURAN = select(BarisAturan).where(BarisAturan.kantor_id == bindparam("kantor_id"))
_CADANGAN = (
    select(Cadangan)
    .where(Cadangan.kantor_id == bindparam("kantor_id"))
    .order_by(Cadangan.waktu.desc(), Cadangan.id.desc())
    .limit(_BANYAK)
)


@dataclass(frozen=True, slots=True)
class AturanKelola:
    """The rule with the version it is at; 0 while it is the one of the first day."""

    aturan: AturanCadangan
    versi: int


@dataclass(frozen=True, slots=True)
class CadanganTampil:
    """A backup that was made, failed, or simply lies in the folder (`status` None: never tried)."""

    nama: str
    path: Path
    waktu: datetime | None
    status: StatusCadangan | None
    ukuran: int
    sha256: str
    terenkripsi: bool
    bukti: int
    seq: int
    mac: str
    oleh: str
    keterangan: str
    diuji: datetime | None
    ada: bool


def build_aturan(baris: BarisAturan | None) -> AturanKelola:
    """Return the rule of a row, without one that of the first day."""
    if baris is None:
        return AturanKelola(AturanCadangan(), 0)
    aturan = AturanCadangan(baris.folder, baris.jam, baris.harian, baris.bulanan)
    return AturanKelola(aturan, baris.versi)


def get_aturan(pelaku: Pelaku) -> AturanKelola:
    """Return the rule of the keeper's office; raises TidakBerwenang for anyone else."""
    check_pengelola(pelaku)
    baris = db.session.execute(_ATURAN, {"kantor_id": pelaku.kantor_id}).scalar_one_or_none()
    return build_aturan(baris)


def find_folder(pelaku: Pelaku, instance: Path) -> Path:
    """Return where the office's backups go; it may be missing at the moment."""
    folder = get_aturan(pelaku).aturan.folder
    return Path(folder) if folder else instance / FOLDER_BAWAAN


def list_cadangan(pelaku: Pelaku, instance: Path) -> list[CadanganTampil]:
    """Return the latest backups and failures, newest first, then what else lies in the folder.

    And in the one of the first day: what a restore replaced is kept there, whatever is set.
    """
    tempat = (instance / FOLDER_BAWAAN, find_folder(pelaku, instance))
    berkas = {f / nama: ukuran for f in tempat for nama, ukuran in list_berkas(f).items()}
    hasil = []
    for baris in db.session.scalars(_CADANGAN, {"kantor_id": pelaku.kantor_id}):
        path = Path(baris.folder) / baris.nama
        hasil.append(_build(baris, path, ada=bool(baris.nama) and _is_ada(path, berkas)))
        berkas.pop(path, None)
    lain = sorted(berkas, key=lambda path: path.name, reverse=True)[:_BANYAK]
    return hasil + [_build_asing(path, berkas[path]) for path in lain]


def _is_ada(path: Path, berkas: dict[Path, int]) -> bool:
    return path in berkas or path.is_file()


def _build(baris: Cadangan, path: Path, *, ada: bool) -> CadanganTampil:
    return CadanganTampil(
        nama=baris.nama,
        path=path,
        waktu=baris.waktu,
        status=baris.status,
        ukuran=baris.ukuran,
        sha256=baris.sha256,
        terenkripsi=baris.terenkripsi,
        bukti=baris.bukti,
        seq=baris.seq,
        mac=baris.mac,
        oleh=baris.oleh,
        keterangan=baris.keterangan,
        diuji=baris.diuji,
        ada=ada,
    )


def _build_asing(path: Path, ukuran: int) -> CadanganTampil:
    return CadanganTampil(
        path.name, path, None, None, ukuran, "", False, 0, 0, "", "", "", None, ada=True
    )


def find_cadangan(pelaku: Pelaku, instance: Path, nama: str) -> CadanganTampil:
    """Return a backup whose file is there; raises TidakTerlihat for any other name."""
    ada = (satu for satu in list_cadangan(pelaku, instance) if satu.nama == nama and satu.ada)
    satu = next(ada, None) if is_nama(nama) else None
    if satu is None:
        raise TidakTerlihat("Berkas cadangan ini tidak ada di foldernya.")
    return satu


def find_terakhir(pelaku: Pelaku, folder: Path) -> tuple[datetime | None, datetime | None]:
    """Return when the last backup into a folder was made, and when the last failed try was.

    What a clock that went wrong has dated later than now does not count.
    """
    check_pengelola(pelaku)
    waktu = (
        select(Cadangan.waktu)
        .where(
            Cadangan.kantor_id == pelaku.kantor_id,
            Cadangan.folder == str(folder),
            Cadangan.waktu <= jam.now(),
        )
        .order_by(Cadangan.waktu.desc())
        .limit(1)
    )
    gagal = Cadangan.status == StatusCadangan.GAGAL
    # A good one that a later rehearsal found torn is none any more, so it has a name and no try.
    jadi = db.session.execute(waktu.where(~gagal)).scalar()
    coba = db.session.execute(waktu.where(gagal, Cadangan.nama == "")).scalar()
    return jadi, coba
