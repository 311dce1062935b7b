"""What is put together for an issue: content, number and name, for one position or for many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from iki_web.queries.acuan import Acuan, get_acuan
from iki_web.queries.dokumen import baca
from iki_web.queries.dokumen.isi import Bahan, recall
from iki_web.queries.kantor import build_setelan
from iki_web.queries.keputusan import get_keputusan
from iki_web.rules.dokumen import SIFAT, Isi, Penerbitan, Pokok, compute_nomor
from iki_web.rules.keterlihatan import Pelaku

#: One document and how it is issued.
Satu = tuple[Pokok, Penerbitan]


def get_isi(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan) -> Isi:
    """Return the content as it would be issued now.

    `pokok`: from `find_pokok`, which knows what the viewer may see.
    """
    return list_isi(pelaku, [(pokok, terbit)])[0]


def list_isi(
    pelaku: Pelaku,
    semua: Sequence[Satu],
    ringkas: bool = False,
    ingat: dict[str, Any] | None = None,
) -> tuple[Isi, ...]:
    """Return the contents of documents of one kind, year and period; what they share is read once.

    `ringkas`: to be compared only, without letterhead and the NIP and rank of who signs.
    `ingat`: what was read for them before.
    """
    if not semua:
        return ()
    bahan = get_bahan(pelaku, semua, ringkas, {} if ingat is None else ingat)
    # Nine builders, for those who make a document: the cold start does without them.
    from iki_web.queries.dokumen.pembuat import PEMBUAT

    buat = PEMBUAT[bahan.pokok.jenis]
    return tuple(buat(replace(bahan, pokok=satu, terbit=cara)) for satu, cara in semua)


def get_bahan(pelaku: Pelaku, semua: Sequence[Satu], ringkas: bool, ingat: dict[str, Any]) -> Bahan:
    """Return what the documents are built from, as for the first of them."""
    acuan, kantor = get_acuan(pelaku), recall(ingat, "kantor", lambda: baca.get_kantor(pelaku))
    setelan, pokok = build_setelan(kantor), semua[0][0]
    kop = tuple(setelan.kop.split("\n")) if setelan.kop else ()
    return Bahan(
        pelaku=pelaku,
        acuan=acuan,
        setelan=setelan,
        logo=kantor.logo,
        kop=kop if kop or ringkas else _find_kop(pelaku, acuan, pokok),
        pokok=pokok,
        terbit=semua[0][1],
        orang={} if ringkas else baca.list_orang(pelaku),
        ingat=ingat,
        sesama=frozenset(satu.jabatan_id for satu, _ in semua),
    )


def _find_kop(pelaku: Pelaku, acuan: Acuan, pokok: Pokok) -> tuple[str, ...]:
    """Return the letterhead of the edition in force, where the office set none."""
    keputusan = acuan.find_keputusan(pokok.tahun)
    return get_keputusan(pelaku, keputusan.id).kop if keputusan else ()


def complete_penerbitan(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan) -> Penerbitan:
    """Return how it is issued with what was left open: the office's place, and the number."""
    return complete_semua(pelaku, [pokok], terbit)[0][1]


def complete_semua(
    pelaku: Pelaku,
    semua: Sequence[Pokok],
    terbit: Penerbitan,
    ingat: dict[str, Any] | None = None,
) -> tuple[Satu, ...]:
    """Return how each of several documents of one kind is issued: numbers follow one another.

    A number typed for another document is passed over.
    """
    if not semua:
        return ()
    kantor = recall({} if ingat is None else ingat, "kantor", lambda: baca.get_kantor(pelaku))
    dasar = replace(terbit, tempat=terbit.tempat or kantor.tempat)
    if SIFAT[semua[0].jenis].terbuka:
        edisi = _list_nomor_edisi(pelaku, semua[0].tahun)
        return tuple((satu, replace(dasar, nomor=edisi[satu.jabatan_id])) for satu in semua)
    if terbit.nomor:
        return tuple((satu, dasar) for satu in semua)
    dipakai = baca.list_nomor(pelaku)
    urut = count(sum(hari.year == terbit.tanggal.year for _, hari in dipakai) + 1)
    punya = {nomor for nomor, _ in dipakai}
    calon = (compute_nomor(kantor.pola_nomor, n, semua[0].jenis, terbit.tanggal) for n in urut)
    bebas = (nomor for nomor in calon if nomor not in punya)
    return tuple((satu, replace(dasar, nomor=next(bebas))) for satu in semua)


def _list_nomor_edisi(pelaku: Pelaku, tahun: int) -> Mapping[int | None, str]:
    """Return the edition's own number for its sheets, by position; None: the whole of it."""
    acuan = get_acuan(pelaku)
    keputusan = acuan.find_keputusan(tahun)
    if keputusan is None:
        return {}
    jabatan = {satu.kode: satu.id for satu in acuan.jabatan.values()}
    # In the edition's own order, as the sheets themselves say.
    lampiran = get_keputusan(pelaku, keputusan.id).lampiran
    return {None: keputusan.nomor} | {
        jabatan[satu.kode]: f"{keputusan.nomor}, Lampiran {satu.urutan}" for satu in lampiran
    }


def get_kunci(pelaku: Pelaku, pokok: Pokok) -> str:
    """Return the name under which the versions of one document follow each other."""
    acuan = get_acuan(pelaku)
    jabatan = acuan.jabatan[pokok.jabatan_id].kode if pokok.jabatan_id else "kantor"
    keputusan = acuan.find_keputusan(pokok.tahun)
    dasar = keputusan.kode if SIFAT[pokok.jenis].terbuka and keputusan else str(pokok.tahun)
    return ":".join((pokok.jenis.value, dasar, pokok.periode or "-", jabatan))
