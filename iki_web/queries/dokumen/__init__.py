"""Official documents: what can be made of the office's data, and what was issued."""

from collections.abc import Sequence
from dataclasses import replace

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.dokumen import baca
from iki_web.queries.dokumen.banyak import Calon, list_berlaku, list_calon
from iki_web.queries.dokumen.isi import BarisTerbitan, Dokumen
from iki_web.queries.dokumen.periksa import KOLOM_JEJAK, list_rusak
from iki_web.queries.dokumen.susun import (
    Satu,
    complete_penerbitan,
    complete_semua,
    get_bahan,
    get_isi,
    get_kunci,
    list_isi,
)
from iki_web.rules.dokumen import SIFAT, Jenis, Pokok, Tempat, can_issue, can_read
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import JenisPeriode

__all__ = [
    "KOLOM_JEJAK",
    "BarisTerbitan",
    "Calon",
    "Dokumen",
    "Satu",
    "can_terbit",
    "complete_penerbitan",
    "complete_semua",
    "count_versi",
    "find_alamat",
    "find_pemakai",
    "find_pokok",
    "find_terbitan",
    "find_verifikasi",
    "get_bahan",
    "get_isi",
    "get_kunci",
    "has_banyak",
    "list_berlaku",
    "list_calon",
    "list_isi",
    "list_pokok",
    "list_pokok_jenis",
    "list_rusak",
    "list_tahun",
    "list_terbitan",
    "list_utuh",
]


def list_tahun(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years documents can be made for, newest first."""
    return tuple(sorted({*get_acuan(pelaku).list_tahun(), jam.today().year}, reverse=True))


def _find_tempat(acuan: Acuan, jabatan_id: int | None) -> Tempat | None:
    if jabatan_id is None:
        return None
    jabatan = acuan.jabatan[jabatan_id]
    return Tempat(jabatan.id, jabatan.jalur)


def list_pokok(pelaku: Pelaku, tahun: int) -> tuple[tuple[Jenis, tuple[BarisJabatan, ...]], ...]:
    """Return the kinds a viewer can preview for a year, each with its positions (none: office).

    Figures need periods: a year without any has none to show.
    """
    acuan = get_acuan(pelaku)
    berisi = bool(acuan.list_periode(tahun, JenisPeriode.TRIWULANAN))
    hasil = []
    for jenis in (j for j in Jenis if berisi or not SIFAT[j].nilai):
        if SIFAT[jenis].jabatan:
            jabatan = tuple(
                j
                for j in acuan.jabatan.values()
                if acuan.list_indikator(j.id, tahun)
                and can_read(pelaku, jenis, Tempat(j.id, j.jalur))
            )
            if jabatan:
                hasil.append((jenis, jabatan))
        elif can_read(pelaku, jenis, None):
            hasil.append((jenis, ()))
    return tuple(hasil)


def find_pokok(
    pelaku: Pelaku, jenis: Jenis, tahun: int, jabatan: str = "", periode: str = ""
) -> Pokok:
    """Return what an address asks for; raises TidakTerlihat where the viewer may not know of it."""
    acuan, sifat = get_acuan(pelaku), SIFAT[jenis]
    pilihan = dict(list_pokok(pelaku, tahun)) if tahun in list_tahun(pelaku) else {}
    if jenis not in pilihan or acuan.find_keputusan(tahun) is None:
        raise TidakTerlihat
    dipilih = next((j.id for j in pilihan[jenis] if str(j.id) == jabatan), None)
    if sifat.jabatan != (dipilih is not None) or (not sifat.jabatan and jabatan):
        raise TidakTerlihat
    kuartal = {p.kode.kode for p in acuan.list_periode(tahun, JenisPeriode.TRIWULANAN)}
    if (sifat.periode and periode not in kuartal) or (not sifat.periode and periode):
        raise TidakTerlihat
    return Pokok(jenis, tahun, dipilih, periode)


def list_pokok_jenis(
    pelaku: Pelaku, jenis: Jenis, tahun: int, periode: str = ""
) -> tuple[Pokok, ...]:
    """Return the documents of a kind of one position the viewer reads, one per position.

    Raises TidakTerlihat as `find_pokok`, also where there is none.
    """
    jabatan = dict(list_pokok(pelaku, tahun)).get(jenis, ()) if tahun in list_tahun(pelaku) else ()
    if not jabatan:
        raise TidakTerlihat
    pertama = find_pokok(pelaku, jenis, tahun, str(jabatan[0].id), periode)
    return tuple(replace(pertama, jabatan_id=satu.id) for satu in jabatan)


def has_banyak(pelaku: Pelaku, jenis: Jenis, tahun: int, jabatan: Sequence[BarisJabatan]) -> bool:
    """Whether the viewer may issue a kind for more than one of these positions."""
    return sum(can_terbit(pelaku, Pokok(jenis, tahun, satu.id)) for satu in jabatan) > 1


def can_terbit(pelaku: Pelaku, pokok: Pokok) -> bool:
    """Whether the viewer may put a number on it."""
    return can_issue(pelaku, pokok.jenis, _find_tempat(get_acuan(pelaku), pokok.jabatan_id))


def find_pemakai(pelaku: Pelaku, nomor: str, kunci: str) -> str | None:
    """Return the title of another document of the office with this number, or None."""
    return baca.find_pemakai(pelaku, nomor, kunci)


def count_versi(pelaku: Pelaku, kunci: str) -> int:
    """Return how many versions of a document were issued."""
    return len(baca.list_versi(pelaku, kunci))


def list_terbitan(pelaku: Pelaku, tahun: int) -> tuple[BarisTerbitan, ...]:
    """Return the documents of a year the viewer may read, newest first."""
    acuan = get_acuan(pelaku)
    return tuple(
        b
        for b in baca.list_tahun(pelaku, tahun)
        if can_read(pelaku, b.jenis, _find_tempat(acuan, b.jabatan_id))
    )


def list_utuh(pelaku: Pelaku, tahun: int) -> tuple[Dokumen, ...]:
    """Return the documents of a year the viewer may read, with their content, oldest first."""
    acuan = get_acuan(pelaku)
    return tuple(
        d
        for d in baca.list_utuh(pelaku, tahun)
        if can_read(pelaku, d.baris.jenis, _find_tempat(acuan, d.baris.jabatan_id))
    )


def find_alamat(pelaku: Pelaku) -> str:
    """Return the app's address in the office's network as the office set it; empty without."""
    return baca.get_kantor(pelaku).alamat_jaringan


def find_terbitan(pelaku: Pelaku, nomor: int) -> Dokumen:
    """Return an issued document; raises TidakTerlihat as for an id that never was."""
    dokumen = baca.find_satu(pelaku, nomor)
    if dokumen is None:
        raise TidakTerlihat
    baris = dokumen.baris
    if not can_read(pelaku, baris.jenis, _find_tempat(get_acuan(pelaku), baris.jabatan_id)):
        raise TidakTerlihat
    return dokumen


def find_verifikasi(kode: str) -> Dokumen | None:
    """Return what a printed code stands for; anyone on the network may ask whether it is genuine.

    Its page shows title, number, day and digest; the content only serves to compare a file.
    """
    return baca.find_kode(kode)
