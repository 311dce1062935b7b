"""A recap cut to what an address asks for: a subtree of positions, and some of its entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from iki_web.queries.acuan import BarisJabatan
from iki_web.queries.rekap import (
    Rekap,
    RekapIndikator,
    RekapJabatan,
    TempatRekap,
    find_saringan,
    get_rekap,
)
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import JenisPeriode, KodePeriode
from iki_web.rules.rekap import compute_kantor
from iki_web.rules.rekap.saring import Saring, SaringKeadaan

#: One entry with what it belongs to.
Isian = tuple[RekapJabatan, RekapIndikator, TempatRekap]


@dataclass(frozen=True, slots=True)
class RekapTersaring:
    """What is left of a viewer's recap, and what could be chosen instead.

    `rekap`: cut to the subtree of `jabatan`. `saring` cuts the entries, never a mean: means are
    those of whole positions. `berjalan`: the quarter in view where none is chosen.
    """

    rekap: Rekap
    saring: Saring
    periode: KodePeriode | None
    berjalan: int
    jabatan: BarisJabatan | None
    pilihan: tuple[RekapJabatan, ...]
    predikat: tuple[str, ...]

    @property
    def kolom(self) -> int:
        """The quarter in view: the one chosen, else the running one."""
        return self.saring.kolom or self.berjalan

    def is_cocok(self, tempat: TempatRekap) -> bool:
        """Whether an entry is kept; a month or a semester asks for its own entries only."""
        tepat = self.periode is not None and self.periode.jenis is not JenisPeriode.TRIWULANAN
        if tepat and tempat.periode.kode != self.periode:
            return False
        tunggu = tempat.hitung_tunggu(self.rekap.hari_ini, self.rekap.libur)
        return self.saring.is_cocok(tempat.butir, tempat.predikat, tunggu)

    def list_isian(self) -> Iterator[Isian]:
        """Yield the entries that are kept, in order of the tree, the annex and the calendar."""
        for jabatan in self.rekap.jabatan:
            for indikator in jabatan.indikator:
                for tempat in indikator.tempat:
                    if self.is_cocok(tempat):
                        yield jabatan, indikator, tempat


def find_tersaring(pelaku: Pelaku, tahun: int, alamat: Mapping[str, str]) -> RekapTersaring:
    """Read an address (periode, jabatan, status, predikat); raises TidakTerlihat for unknown ones.

    `jabatan` is a position with everything below it. What is missing asks nothing.
    """
    saringan = find_saringan(pelaku, tahun, alamat.get("periode"), alamat.get("jabatan"))
    rekap = get_rekap(pelaku, tahun)
    predikat = _list_predikat(rekap)
    dipilih = alamat.get("predikat")
    if dipilih is not None and dipilih not in predikat:
        raise TidakTerlihat("Predikat pada alamat ini tidak ada pada skala kantor.")
    saring = Saring(
        saringan.kolom if saringan.periode else None, _parse_keadaan(alamat.get("status")), dipilih
    )
    return RekapTersaring(
        rekap=cut_rekap(rekap, saringan.jabatan),
        saring=saring,
        periode=saringan.periode,
        berjalan=saringan.kolom,
        jabatan=saringan.jabatan,
        pilihan=rekap.jabatan,
        predikat=predikat,
    )


def _parse_keadaan(teks: str | None) -> SaringKeadaan | None:
    if teks is None:
        return None
    try:
        return SaringKeadaan(teks)
    except ValueError:
        raise TidakTerlihat("Keadaan pada alamat ini tidak dikenal.") from None


def _list_predikat(rekap: Rekap) -> tuple[str, ...]:
    """Return every label in use in the year, highest first: closed quarters keep their own."""
    semua = [rekap.skala, *(periode.skala for periode in rekap.kolom)]
    return tuple(dict.fromkeys(label for skala in semua for _, label in skala))


def cut_rekap(rekap: Rekap, akar: BarisJabatan | None) -> Rekap:
    """Cut a recap to a position and those below it; means are of what is left."""
    if akar is None:
        return rekap
    sisa = [satu for satu in rekap.jabatan if satu.jabatan.jalur.startswith(akar.jalur)]
    awal = min((satu.tingkat for satu in sisa), default=0)
    jabatan = tuple(replace(satu, tingkat=satu.tingkat - awal) for satu in sisa)
    return replace(
        rekap,
        seluruh=rekap.seluruh and len(sisa) == len(rekap.jabatan),
        jabatan=jabatan,
        kantor=tuple(compute_kantor([j.sel[n] for j in jabatan]) for n in range(len(rekap.kolom))),
        setahun=compute_kantor([j.setahun for j in jabatan]),
    )
