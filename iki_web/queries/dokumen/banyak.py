"""One kind of document for many positions: what each would say, and what is in force of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.dokumen import baca
from iki_web.queries.dokumen.isi import Dokumen, recall
from iki_web.queries.dokumen.susun import complete_semua, get_kunci, list_isi
from iki_web.queries.rekap import get_rekap
from iki_web.rules.alur import Status
from iki_web.rules.dokumen import SIFAT, Isi, Jenis, Penanda, Penerbitan, Pokok, compute_sidik_data
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rekap import find_kolom

#: Kinds that say what was promised: their lack is a target.
_JANJI = (Jenis.PERJANJIAN, Jenis.RENCANA_AKSI)


@dataclass(frozen=True, slots=True)
class Calon:
    """A document that could be issued: how, what it says by its digest, and what it lacks.

    `lama`: the version in force; `sama`: it says the same. `kurang`: what to know before.
    """

    pokok: Pokok
    jabatan: BarisJabatan
    nomor: str
    isi: Isi
    sidik: str
    lama: Dokumen | None
    kurang: tuple[str, ...]

    @property
    def sama(self) -> bool:
        """Whether what is in force says the same."""
        return self.lama is not None and compute_sidik_data(self.lama.isi) == self.sidik

    @property
    def penanda(self) -> tuple[Penanda, ...]:
        """Who signs, each once: an agreement is signed on both of its parts."""
        return tuple({satu.jabatan: satu for satu in self.isi.penanda}.values())

    @property
    def kosong(self) -> tuple[str, ...]:
        """The positions nobody signs for."""
        return tuple(satu.jabatan for satu in self.penanda if not satu.nama)


def list_calon(pelaku: Pelaku, semua: tuple[Pokok, ...], terbit: Penerbitan) -> tuple[Calon, ...]:
    """Return documents of one kind, year and period as they would be issued now."""
    ingat: dict[str, Any] = {}
    cara = complete_semua(pelaku, semua, terbit, ingat)
    isi = list_isi(pelaku, cara, ringkas=True, ingat=ingat)
    lama, kurang = _list_berlaku(pelaku, semua), _list_kurang(pelaku, semua, ingat)
    acuan = get_acuan(pelaku)
    hasil = []
    for (pokok, satu), badan in zip(cara, isi, strict=True):
        assert pokok.jabatan_id is not None
        hasil.append(
            Calon(
                pokok=pokok,
                jabatan=acuan.jabatan[pokok.jabatan_id],
                nomor=satu.nomor,
                isi=badan,
                sidik=compute_sidik_data(badan),
                lama=lama.get(get_kunci(pelaku, pokok)),
                kurang=kurang.get(pokok.jabatan_id, ()),
            )
        )
    return tuple(hasil)


def list_berlaku(pelaku: Pelaku, semua: tuple[Pokok, ...]) -> tuple[Dokumen, ...]:
    """Return what is in force of these documents, in their order."""
    lama = _list_berlaku(pelaku, semua)
    kunci = (get_kunci(pelaku, satu) for satu in semua)
    return tuple(lama[satu] for satu in kunci if satu in lama)


def _list_berlaku(pelaku: Pelaku, semua: tuple[Pokok, ...]) -> Mapping[str, Dokumen]:
    return baca.list_berlaku(pelaku, [get_kunci(pelaku, satu) for satu in semua])


def _list_kurang(
    pelaku: Pelaku, semua: tuple[Pokok, ...], ingat: dict[str, Any]
) -> Mapping[int | None, tuple[str, ...]]:
    """Return what is missing of the year's data, by position; nothing of it forbids an issue."""
    jenis, tahun = semua[0].jenis, semua[0].tahun
    acuan = get_acuan(pelaku)
    if jenis in _JANJI:
        return {j: _list_target(acuan, j, tahun) for s in semua if (j := s.jabatan_id)}
    if not SIFAT[jenis].nilai:
        return {}
    kode = semua[0].periode
    kolom = find_kolom(acuan.periode[kode].kode) if kode else None
    hasil: dict[int | None, tuple[str, ...]] = {}
    for satu in recall(ingat, "rekap", lambda: get_rekap(pelaku, tahun)).jabatan:
        butir = [t.butir for i in satu.indikator for t in i.tempat]
        status = [b.status for b in butir if kolom in (None, b.kolom)]
        sah = status.count(Status.DISETUJUI)
        if not sah:
            hasil[satu.jabatan.id] = ("Belum ada realisasi yang disetujui.",)
        elif sah < len(status):
            hasil[satu.jabatan.id] = (f"{sah} dari {len(status)} realisasi disetujui.",)
    return hasil


def _list_target(acuan: Acuan, jabatan_id: int, tahun: int) -> tuple[str, ...]:
    """Return how many targets of a position's year are not fixed."""
    indikator = acuan.list_indikator(jabatan_id, tahun)
    belum = sum(acuan.get_target(satu.id, tahun).belum for satu in indikator)
    if belum == len(indikator):
        return ("Belum ada target yang ditetapkan.",)
    return (f"{belum} dari {len(indikator)} target belum ditetapkan.",) if belum else ()
