"""Every position's indicators by quarter on one page: the figures, their roll-up, their counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from iki_web.queries.rekap import RekapJabatan
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.rekap.bagian import MEDAN, bp, show_bagian
from iki_web.web.rekap.isian import get_pola
from iki_web.web.rekap.jabatan import BarisIndikator, JabatanTampil, build_jabatan
from iki_web.web.rekap.papan import PolaEntri
from iki_web.web.rekap.tampil import TANDA, build_kolom
from iki_web.web.render import page


@dataclass(frozen=True, slots=True)
class KelompokIndikator:
    """A position with those of its indicators that have an entry the filters keep."""

    jabatan: JabatanTampil
    tingkat: int
    baris: tuple[BarisIndikator, ...]


@bp.get("/rekap/<int:tahun>/indikator")
@allow(siapa_pun)
def show_indikator(tahun: int) -> Response:
    """Show positions, indicators and quarters in one table."""
    jadi = show_bagian(tahun, "indikator", "Indikator tiap periode", MEDAN)
    if isinstance(jadi, Response):
        return jadi
    hasil, isi = jadi
    kelompok = list(_list_kelompok(hasil, get_pola(hasil.rekap, get_pelaku())))
    return page(
        "rekap/indikator.html",
        **isi,
        kelompok=kelompok,
        ringkas=_format_ringkas(hasil, sum(len(satu.baris) for satu in kelompok)),
        kolom=build_kolom(hasil.rekap, hasil.saring.kolom),
        tanda=TANDA,
        aturan=hasil.rekap.aturan,
    )


def _list_kelompok(hasil: RekapTersaring, pola: PolaEntri) -> Iterator[KelompokIndikator]:
    for satu in hasil.rekap.jabatan:
        tampil = build_jabatan(hasil.rekap, satu, pola)
        cocok = _list_cocok(hasil, satu)
        baris = tuple(b for b, ada in zip(tampil.baris, cocok, strict=True) if ada)
        if baris:
            yield KelompokIndikator(tampil, min(satu.tingkat, 4), baris)


def _list_cocok(hasil: RekapTersaring, satu: RekapJabatan) -> list[bool]:
    """Return, per indicator, whether one of its entries is kept; without filters all are."""
    if hasil.saring.kosong:
        return [True] * len(satu.indikator)
    return [any(hasil.is_cocok(tempat) for tempat in i.tempat) for i in satu.indikator]


def _format_ringkas(hasil: RekapTersaring, jumlah: int) -> str:
    dari = sum(len(satu.indikator) for satu in hasil.rekap.jabatan)
    if jumlah == dari:
        return f"{dari} indikator pada {len(hasil.rekap.jabatan)} jabatan"
    return f"{jumlah} dari {dari} indikator memiliki realisasi yang cocok"
