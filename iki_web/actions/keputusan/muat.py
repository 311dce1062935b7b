"""Loading an edition of the Keputusan from its file; loading the same again changes nothing."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import StatementError

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.tulis import add_edisi
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Keputusan, StatusKeputusan
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import Edisi, parse_edisi
from iki_web.rules.keterlihatan import Pelaku

#: The edition every new instance starts with.
SK_2021 = Path(__file__).resolve().parents[2] / "sk_2021.toml"


@dataclass(frozen=True, slots=True)
class Laporan:
    """What loading an edition did, for the person who loaded it."""

    nomor: str
    baru: bool
    jabatan: int
    indikator: int
    dikoreksi: int
    catatan: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """The first line of the report."""
        kata = "dimuat" if self.baru else "sudah ada dan tidak diubah"
        return (
            f"Keputusan {self.nomor} {kata}: {self.jabatan} jabatan, "
            f"{self.indikator} indikator, {self.dikoreksi} teks dikoreksi, "
            f"{len(self.catatan)} catatan atas naskah."
        )


def read_keputusan(berkas: Path) -> tuple[dict[str, Any], str]:
    """Return the contents of an edition file and its fingerprint; raises Ditolak if unreadable."""
    try:
        mentah = berkas.read_bytes()
        return tomllib.loads(mentah.decode("utf-8")), hashlib.sha256(mentah).hexdigest()
    except OSError as sebab:
        raise Ditolak(
            f"Berkas {berkas} tidak ada, atau akun ini tidak boleh membacanya."
        ) from sebab
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as sebab:
        baris = re.search(r"line (\d+)", str(sebab))
        letak = f"; periksa mulai baris {baris[1]}" if baris else ""
        raise Ditolak(f"Berkas {berkas} bukan berkas edisi yang benar{letak}.") from sebab


def create_keputusan(pelaku: Pelaku, berkas: Path = SK_2021) -> Laporan:
    """Load an edition; returns the report. Raises Ditolak when the file is not an edition.

    An edition with the same code is left alone when its file is the same, and refused when not:
    a fixed edition never changes (DOMAIN section 3).
    """
    isi, sidik = read_keputusan(berkas)
    try:
        return _load(pelaku, parse_edisi(isi), sidik)
    except StatementError as sebab:
        raise Ditolak(f"Berkas {berkas} memuat isi ganda atau keliru: {sebab.orig}.") from None
    except (AttributeError, KeyError, ValueError, TypeError) as sebab:
        raise Ditolak(f"Berkas {berkas} tidak lengkap: {sebab}.") from None


@transaction
def _load(pelaku: Pelaku, edisi: Edisi, sidik: str) -> Laporan:
    ada = db.session.execute(
        select(Keputusan.sidik).where(
            Keputusan.kantor_id == pelaku.kantor_id, Keputusan.kode == edisi.kode
        )
    ).scalar_one_or_none()
    if ada is not None:
        if ada != sidik:
            raise Ditolak(
                f"Edisi {edisi.kode} sudah ada dengan isi yang berbeda. Edisi yang sudah "
                "ditetapkan tidak diubah; muat perubahan sebagai edisi baru dengan kode lain."
            )
        return _build_laporan(edisi, baru=False)
    add_edisi(pelaku, edisi, StatusKeputusan.DITETAPKAN, sidik=sidik)
    laporan = _build_laporan(edisi, baru=True)
    add_jejak(
        pelaku,
        Peristiwa.KEPUTUSAN_DIMUAT,
        f"keputusan:{edisi.kode}",
        sesudah={"nomor": edisi.nomor, "sidik": sidik, "laporan": laporan.kalimat},
    )
    return laporan


def _build_laporan(edisi: Edisi, *, baru: bool) -> Laporan:
    baris = [*edisi.menimbang, *edisi.mengingat, *edisi.memutuskan]
    baris += [f for j in edisi.jabatan for f in j.fungsi]
    return Laporan(
        nomor=edisi.nomor,
        baru=baru,
        jabatan=len(edisi.lembar),
        indikator=len(edisi.indikator),
        dikoreksi=sum(b.teks_asli is not None for b in baris)
        + sum(len(i.teks_asli) for i in edisi.indikator),
        catatan=tuple(
            f"[{c.kelompok}] {c.di} · {c.kolom} · “{c.kutipan}”: {c.isi}" for c in edisi.catatan
        ),
    )
