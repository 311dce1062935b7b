"""The recap of a year as a viewer may see it: one statement, whatever the office's size."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.rekap.baca import Baris, Penyusun, list_baris, list_kuartal
from iki_web.queries.rekap.isi import (
    Angka,
    Rekap,
    RekapIndikator,
    RekapJabatan,
    Saringan,
    TempatRekap,
)
from iki_web.queries.rekap.pagi import Beda, Pagi, Susut, Titik, Turun, get_pagi
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Lingkup, Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.periode import KodePeriode, parse_kode
from iki_web.rules.rekap import (
    compute_kantor,
    compute_sel,
    compute_tahun,
    find_berjalan,
    find_kolom,
)

__all__ = [
    "Angka",
    "Beda",
    "Pagi",
    "Rekap",
    "RekapIndikator",
    "RekapJabatan",
    "Saringan",
    "Susut",
    "TempatRekap",
    "Titik",
    "Turun",
    "find_saringan",
    "find_tahun",
    "get_kunci",
    "get_pagi",
    "get_rekap",
    "list_rekap",
    "list_tahun",
]


def _lingkup(pelaku: Pelaku) -> Lingkup:
    """Return whose figures the viewer reads: the pengelola's board of states is not the recap."""
    return replace(compute_lingkup(pelaku), papan=False)


def get_kunci(pelaku: Pelaku) -> Hashable:
    """Return everything a viewer's recap depends on besides the address: data, scope and day.

    Deadlines fall at midnight (WIB), so the day is all there is of the clock.
    """
    versi = (pelaku.kantor_id, pelaku.versi_rekap, pelaku.versi_acuan)
    return (*versi, compute_lingkup(pelaku), jam.today())


def list_tahun(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years that have quarters, newest first."""
    acuan = get_acuan(pelaku)
    return tuple(tahun for tahun in acuan.list_tahun() if list_kuartal(acuan, tahun))


def find_tahun(pelaku: Pelaku) -> int | None:
    """Return the year to begin with: this one, else the latest before it, else any, else None."""
    tahun = list_tahun(pelaku)
    lampau = [satu for satu in tahun if satu <= jam.today().year]
    return next(iter(lampau or tahun[::-1]), None)


def find_saringan(pelaku: Pelaku, tahun: int, periode: str | None, jabatan: str | None) -> Saringan:
    """Read an address; raises TidakTerlihat for a year, period or position that is not there.

    A month, semester or year is looked at in the quarter in which it ends.
    """
    acuan = get_acuan(pelaku)
    if tahun not in list_tahun(pelaku):
        raise TidakTerlihat(f"Tahun {tahun} belum memiliki periode, jadi belum ada rekapnya.")
    kuartal = [satu.kode for satu in list_kuartal(acuan, tahun)]
    kolom, kode = find_berjalan(kuartal, jam.today()), None
    if periode is not None:
        kode = _parse_periode(acuan, tahun, periode)
        kolom = find_kolom(kode)
    dipilih = None
    if jabatan is not None:
        terlihat = {str(satu.id): satu for satu in _list_jabatan(pelaku, acuan, tahun)}
        if jabatan not in terlihat:
            raise TidakTerlihat
        dipilih = terlihat[jabatan]
    return Saringan(tahun, kolom, kode, dipilih)


def _parse_periode(acuan: Acuan, tahun: int, teks: str) -> KodePeriode:
    try:
        periode = acuan.periode.get(parse_kode(teks).kode)
    except ValueError:
        periode = None
    if periode is None or periode.kode.tahun != tahun:
        raise TidakTerlihat(f"Periode itu tidak ada pada tahun {tahun}.")
    return periode.kode


def _list_jabatan(pelaku: Pelaku, acuan: Acuan, tahun: int) -> list[BarisJabatan]:
    """Return the positions with indicators the viewer reads, as the tree reads."""
    lingkup = _lingkup(pelaku)
    return [
        satu
        for satu in acuan.jabatan.values()
        if can_see_jabatan(lingkup, acuan.kantor.id, satu.id, satu.jalur)
        and acuan.list_indikator(satu.id, tahun)
    ]


def list_rekap(pelaku: Pelaku, tahun: Iterable[int]) -> dict[int, Rekap]:
    """Return the recaps of several years that have periods, in one statement."""
    acuan, semua = get_acuan(pelaku), list(tahun)
    indikator = [
        i for t in semua for j in acuan.jabatan.values() for i in acuan.list_indikator(j.id, t)
    ]
    baris = list_baris(pelaku, acuan, dict.fromkeys(indikator), *semua) if indikator else {}
    return {t: get_rekap(pelaku, t, baris) for t in semua}


def get_rekap(pelaku: Pelaku, tahun: int, baris: Mapping[int, Baris] | None = None) -> Rekap:
    """Return the recap of a year that has periods; without positions to read it is empty.

    `baris`: the viewer's rows where they were read before, with those of other years.
    """
    acuan = get_acuan(pelaku)
    jabatan = _list_jabatan(pelaku, acuan, tahun)
    if baris is None:
        indikator = [i for satu in jabatan for i in acuan.list_indikator(satu.id, tahun)]
        baris = list_baris(pelaku, acuan, indikator, tahun) if indikator else {}
    hari = jam.today()
    susun = acuan.recall((Penyusun, tahun, hari), lambda: Penyusun(acuan, tahun, jam.now()))
    kuartal = susun.kuartal
    hasil = tuple(
        _recall_jabatan(susun, satu, _hitung_tingkat(satu, jabatan), baris.get(satu.id, ()))
        for satu in jabatan
    )
    berindikator = [j for j in acuan.jabatan.values() if acuan.list_indikator(j.id, tahun)]
    return Rekap(
        tahun=tahun,
        hari_ini=hari,
        sekarang=jam.now(),
        seluruh=len(jabatan) == len(berindikator),
        kolom=kuartal,
        jabatan=hasil,
        kantor=tuple(compute_kantor([j.sel[n] for j in hasil]) for n in range(len(kuartal))),
        setahun=compute_kantor([j.setahun for j in hasil]),
        skala=kuartal[-1].skala,
        plafon=kuartal[-1].plafon,
        singkat={satu.id: satu.nama_singkat for satu in acuan.jabatan.values()},
        libur=acuan.libur,
    )


def _hitung_tingkat(jabatan: BarisJabatan, semua: list[BarisJabatan]) -> int:
    """Return how deep a position lies among those shown."""
    return sum(jabatan.jalur.startswith(a.jalur) and a is not jabatan for a in semua)


def _recall_jabatan(
    susun: Penyusun, jabatan: BarisJabatan, tingkat: int, baris: Baris
) -> RekapJabatan:
    """Return a position as it was put together the last time its rows read like this.

    The key is all that goes in: who looks only decides which rows there are. Whoever writes
    changes one position; the others are the same objects as before. Bare tuples, for rows compare
    with Python's help.
    """
    mentah = tuple(tuple(b) for b in baris)
    kunci = (RekapJabatan, susun.tahun, susun.hari_ini, jabatan.id, tingkat, mentah)
    return susun.acuan.recall(kunci, lambda: _build_jabatan(susun, jabatan, tingkat, baris))


def _build_jabatan(
    susun: Penyusun, jabatan: BarisJabatan, tingkat: int, baris: Baris
) -> RekapJabatan:
    acuan, tahun = susun.acuan, susun.tahun
    indikator = tuple(
        susun.build_indikator(i, baris) for i in acuan.list_indikator(jabatan.id, tahun)
    )
    deret = [satu.deret for satu in indikator]
    return RekapJabatan(
        jabatan=jabatan,
        tingkat=tingkat,
        pemegang=susun.pohon[jabatan.id].pemegang,
        indikator=indikator,
        sel=tuple(compute_sel(deret, periode.kode.ke, periode.plafon) for periode in susun.kuartal),
        setahun=compute_tahun(deret, susun.kuartal[-1].plafon),
    )
