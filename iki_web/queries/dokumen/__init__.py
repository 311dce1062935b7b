"""Official documents: what can be made of the office's data, and what was issued."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.dokumen import baca
from iki_web.queries.dokumen.berita_acara import build_berita_acara
from iki_web.queries.dokumen.isi import Bahan, BarisTerbitan, Dokumen
from iki_web.queries.dokumen.laporan import build_laporan
from iki_web.queries.dokumen.lkjip import build_lkjip
from iki_web.queries.dokumen.naskah import build_keputusan, build_lampiran
from iki_web.queries.dokumen.pengukuran import build_pengukuran
from iki_web.queries.dokumen.periksa import KOLOM_JEJAK, list_rusak
from iki_web.queries.dokumen.perjanjian import build_perjanjian
from iki_web.queries.dokumen.rekap import build_rekap
from iki_web.queries.dokumen.rencana_aksi import build_rencana_aksi
from iki_web.queries.kantor import build_setelan
from iki_web.queries.keputusan import get_keputusan
from iki_web.rules.dokumen import (
    SIFAT,
    Isi,
    Jenis,
    Penerbitan,
    Pokok,
    Tempat,
    can_issue,
    can_read,
    compute_nomor,
)
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import JenisPeriode

__all__ = [
    "KOLOM_JEJAK",
    "BarisTerbitan",
    "Dokumen",
    "can_terbit",
    "complete_penerbitan",
    "count_versi",
    "find_alamat",
    "find_pemakai",
    "find_pokok",
    "find_terbitan",
    "find_verifikasi",
    "get_isi",
    "get_kunci",
    "list_pokok",
    "list_rusak",
    "list_tahun",
    "list_terbitan",
    "list_utuh",
]

_PEMBUAT: Mapping[Jenis, Callable[[Bahan], Isi]] = {
    Jenis.KEPUTUSAN: build_keputusan,
    Jenis.LAMPIRAN: build_lampiran,
    Jenis.PERJANJIAN: build_perjanjian,
    Jenis.RENCANA_AKSI: build_rencana_aksi,
    Jenis.LAPORAN: build_laporan,
    Jenis.PENGUKURAN: build_pengukuran,
    Jenis.LKJIP: build_lkjip,
    Jenis.REKAP: build_rekap,
    Jenis.BERITA_ACARA: build_berita_acara,
}


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
    for jenis in (j for j in _PEMBUAT if berisi or not SIFAT[j].nilai):
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


def can_terbit(pelaku: Pelaku, pokok: Pokok) -> bool:
    """Whether the viewer may put a number on it."""
    return can_issue(pelaku, pokok.jenis, _find_tempat(get_acuan(pelaku), pokok.jabatan_id))


def complete_penerbitan(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan) -> Penerbitan:
    """Return how it is issued with what was left open: the office's place, and the number."""
    kantor = baca.get_kantor(pelaku)
    tempat = terbit.tempat or kantor.tempat
    nomor = _find_nomor_edisi(pelaku, pokok) or terbit.nomor
    if not nomor:
        urut = baca.count_terbit(pelaku, terbit.tanggal.year) + 1
        nomor = compute_nomor(kantor.pola_nomor, urut, pokok.jenis, terbit.tanggal)
    return replace(terbit, tempat=tempat, nomor=nomor)


def _find_nomor_edisi(pelaku: Pelaku, pokok: Pokok) -> str:
    """Return the edition's own number for its sheets; empty for any other document."""
    acuan = get_acuan(pelaku)
    keputusan = acuan.find_keputusan(pokok.tahun)
    if not SIFAT[pokok.jenis].terbuka or keputusan is None:
        return ""
    if pokok.jabatan_id is None:
        return keputusan.nomor
    urutan = [j.id for j in acuan.jabatan.values() if acuan.list_indikator(j.id, pokok.tahun)]
    return f"{keputusan.nomor}, Lampiran {urutan.index(pokok.jabatan_id) + 1}"


def find_pemakai(pelaku: Pelaku, nomor: str, kunci: str) -> str | None:
    """Return the title of another document of the office with this number, or None."""
    return baca.find_pemakai(pelaku, nomor, kunci)


def count_versi(pelaku: Pelaku, kunci: str) -> int:
    """Return how many versions of a document were issued."""
    return len(baca.list_versi(pelaku, kunci))


def get_kunci(pelaku: Pelaku, pokok: Pokok) -> str:
    """Return the name under which the versions of one document follow each other."""
    acuan = get_acuan(pelaku)
    jabatan = acuan.jabatan[pokok.jabatan_id].kode if pokok.jabatan_id else "kantor"
    keputusan = acuan.find_keputusan(pokok.tahun)
    dasar = keputusan.kode if SIFAT[pokok.jenis].terbuka and keputusan else str(pokok.tahun)
    return ":".join((pokok.jenis.value, dasar, pokok.periode or "-", jabatan))


def get_isi(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan) -> Isi:
    """Return the content as it would be issued now.

    `pokok`: from `find_pokok`, which knows what the viewer may see.
    """
    acuan = get_acuan(pelaku)
    kantor = baca.get_kantor(pelaku)
    setelan = build_setelan(kantor)
    bahan = Bahan(
        pelaku=pelaku,
        acuan=acuan,
        setelan=setelan,
        logo=kantor.logo,
        kop=tuple(setelan.kop.split("\n")) if setelan.kop else _find_kop(pelaku, acuan, pokok),
        pokok=pokok,
        terbit=terbit,
        orang=baca.list_orang(pelaku),
    )
    return _PEMBUAT[pokok.jenis](bahan)


def _find_kop(pelaku: Pelaku, acuan: Acuan, pokok: Pokok) -> tuple[str, ...]:
    """Return the letterhead of the edition in force, where the office set none."""
    keputusan = acuan.find_keputusan(pokok.tahun)
    return get_keputusan(pelaku, keputusan.id).kop if keputusan else ()


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
