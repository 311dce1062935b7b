"""Entries as pages see them: the rows, the viewer's steps, and what to compare with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisPeriode, get_acuan
from iki_web.queries.realisasi.baca import IsiBukti, find_baris, list_baris, list_riwayat
from iki_web.queries.realisasi.isi import (
    BarisRealisasi,
    BerkasBukti,
    EntriTampil,
    Putaran,
    Slot,
    build_pembanding,
)
from iki_web.rules.alur import Entri, Status, steps_for
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import (
    Pandangan,
    Pelaku,
    can_see_jabatan,
    classify_pandangan,
    compute_lingkup,
)
from iki_web.rules.periode import parse_kode
from iki_web.rules.persetujuan import (
    Pembanding,
    Simpul,
    classify_peran,
    compute_penyetuju,
)

__all__ = [
    "BarisRealisasi",
    "BerkasBukti",
    "EntriTampil",
    "Putaran",
    "Slot",
    "find_entri",
    "list_entri",
    "to_entri",
]


def _build(
    pelaku: Pelaku,
    acuan: Acuan,
    pohon: Mapping[int, Simpul],
    indikator: BarisIndikator,
    periode: BarisPeriode,
    baris: BarisRealisasi | None,
    sekarang: datetime,
) -> EntriTampil:
    """Put one entry together, without evidence, history and comparisons."""
    jabatan = acuan.jabatan[indikator.jabatan_id]
    status = baris.status if baris else Status.BELUM_DIISI
    pandangan = classify_pandangan(
        compute_lingkup(pelaku), acuan.kantor.id, jabatan.id, jabatan.jalur, status
    )
    terlibat = baris.terlibat if baris else frozenset()
    penyetuju = compute_penyetuju(pohon, jabatan.id, terlibat)
    pengaju = baris.pengaju_id if baris else None
    peran = classify_peran(pelaku, jabatan.id, jabatan.jalur, terlibat, pengaju, penyetuju)
    sisa = periode.find_sisa(sekarang, acuan.libur)
    terbuka = sisa is not None
    versi = baris.versi if baris else 0
    return EntriTampil(
        indikator=indikator,
        periode=periode,
        jabatan=jabatan,
        pandangan=pandangan,
        baris=baris,
        peran=peran,
        langkah=steps_for(Entri(status, versi, peran, terbuka)),
        terbuka=terbuka,
        penyetuju=penyetuju,
        target=acuan.find_target(indikator.id, periode),
        skala=periode.skala,
        sisa=sisa,
        dikecualikan=acuan.dikecualikan.get((jabatan.id, periode.id), ""),
    )


def to_entri(entri: EntriTampil) -> Entri:
    """Return what the step table needs to know of an entry."""
    return Entri(entri.status, entri.versi, entri.peran, entri.terbuka)


def _find_tempat(
    pelaku: Pelaku, acuan: Acuan, indikator_id: int, kode: str
) -> tuple[BarisIndikator, BarisPeriode]:
    """Return the indicator and period of an address, or answer as a random id does."""
    indikator = acuan.indikator.get(indikator_id)
    try:
        periode = acuan.periode.get(parse_kode(kode).kode)
    except ValueError:
        periode = None
    if indikator is None or periode is None or periode.kode.jenis is not indikator.frekuensi:
        raise TidakTerlihat
    jabatan = acuan.jabatan[indikator.jabatan_id]
    lingkup = compute_lingkup(pelaku)
    dikenal = can_see_jabatan(lingkup, acuan.kantor.id, jabatan.id, jabatan.jalur)
    berlaku = indikator in acuan.list_indikator(jabatan.id, periode.kode.tahun)
    if not dikenal or not berlaku or not indikator.is_diminta(periode.kode):
        raise TidakTerlihat
    return indikator, periode


def _list_bersama(
    acuan: Acuan, indikator: BarisIndikator, kode: str, semua: Sequence[BarisRealisasi]
) -> tuple[Pembanding, ...]:
    """Return the same indicator's numbers at the superior's or the staff's, this period."""
    hasil = []
    for baris in semua:
        lain = acuan.indikator[baris.indikator_id]
        if lain.id == indikator.id or not baris.terlihat:
            continue
        if acuan.periode[kode].id == baris.periode_id and baris.status is not Status.DRAF:
            hasil.append(build_pembanding(acuan.jabatan[lain.jabatan_id].nama_singkat, lain, baris))
    return tuple(hasil)


def find_entri(
    pelaku: Pelaku,
    indikator_id: int,
    kode: str,
    acuan: Acuan | None = None,
    lengkap: bool = True,
) -> EntriTampil:
    """Return one entry with evidence, history and comparisons (four statements).

    `acuan`: the reference data as an open transaction sees them (actions give it). `lengkap`:
    False leaves history and comparisons out, where only the entry itself is written or read.
    Raises TidakTerlihat for an address the viewer may not know, as for one that never was.
    """
    acuan = acuan or get_acuan(pelaku)
    indikator, periode = _find_tempat(pelaku, acuan, indikator_id, kode)
    if lengkap:
        semua = list_baris(pelaku, acuan, _list_kembar(acuan, indikator), periode.kode.tahun)
        tempat = (indikator.id, periode.id)
        baris = next((b for b in semua if (b.indikator_id, b.periode_id) == tempat), None)
    else:
        semua, baris = (), find_baris(pelaku, acuan, indikator, periode)
    pohon = acuan.build_pohon(jam.today())
    entri = _build(pelaku, acuan, pohon, indikator, periode, baris, jam.now())
    if entri.pandangan is Pandangan.TIADA:
        raise TidakTerlihat
    ada = [baris] if baris else []
    return replace(
        entri,
        slot=IsiBukti(ada).list_slot(indikator, baris),
        riwayat=list_riwayat(ada).get(baris.id, ()) if baris and lengkap else (),
        saudara=_list_saudara(acuan, indikator, periode, semua),
        bersama=_list_bersama(acuan, indikator, kode, semua),
    )


def _list_kembar(acuan: Acuan, indikator: BarisIndikator) -> list[int]:
    """Return an indicator and those it shares its numbers with: the superior's, the staff's."""
    return [indikator.id] + [
        lain.id
        for lain in acuan.indikator.values()
        if lain.induk_id == indikator.id or lain.id == indikator.induk_id
    ]


def _list_saudara(
    acuan: Acuan,
    indikator: BarisIndikator,
    periode: BarisPeriode,
    semua: Sequence[BarisRealisasi],
) -> tuple[tuple[BarisPeriode, BarisRealisasi], ...]:
    """Return the indicator's entries of the other periods of the year, in order."""
    return tuple(
        (acuan.get_periode(b.periode_id), b)
        for b in semua
        if b.indikator_id == indikator.id and b.periode_id != periode.id
    )


def list_entri(
    pelaku: Pelaku, tempat: Iterable[tuple[BarisIndikator, BarisPeriode]], tahun: int
) -> tuple[EntriTampil, ...]:
    """Return entries for the given (indicator, period) pairs of one year, in their order.

    With slots and the latest return of each; four statements whatever their number.
    """
    acuan = get_acuan(pelaku)
    tempat = tuple(tempat)
    semua = list_baris(pelaku, acuan, {i.id for i, _ in tempat}, tahun)
    per_tempat = {(b.indikator_id, b.periode_id): b for b in semua}
    dipakai = [per_tempat[i.id, p.id] for i, p in tempat if (i.id, p.id) in per_tempat]
    bukti = IsiBukti(dipakai)
    riwayat = list_riwayat(dipakai, hanya_kembali=True)
    pohon, sekarang = acuan.build_pohon(jam.today()), jam.now()
    hasil = []
    for indikator, periode in tempat:
        baris = per_tempat.get((indikator.id, periode.id))
        entri = _build(pelaku, acuan, pohon, indikator, periode, baris, sekarang)
        if entri.pandangan is Pandangan.TIADA:
            continue
        hasil.append(
            replace(
                entri,
                slot=bukti.list_slot(indikator, baris),
                riwayat=riwayat.get(baris.id, ()) if baris else (),
                saudara=_list_saudara(acuan, indikator, periode, semua),
            )
        )
    return tuple(hasil)
