"""The sheets of an uploaded workbook as rows of an edition; what no value shows is refused."""

from collections.abc import Iterator, Sequence

from iki_web.rules.galat import Ditolak
from iki_web.rules.keputusan import Edisi
from iki_web.rules.lembar import Lembar
from iki_web.rules.naskah.baca import parse_lembar
from iki_web.rules.naskah.baris import Salah
from iki_web.rules.naskah.lembar import LEMBAR


class NaskahDitolak(Ditolak):
    """A file that is no edition, with every fault found in it.

    `butir`: its rows are the items of a TOML file, the first one at 2.
    """

    def __init__(self, salah: Sequence[Salah], *, butir: bool = False) -> None:
        kalimat = f"{len(salah)} hal harus diperbaiki di berkas ini. Tidak ada yang disimpan."
        super().__init__(kalimat, {"berkas": "Perbaiki yang disebut di bawah, lalu pilih lagi."})
        self.salah, self.butir = tuple(salah), butir


def parse_buku(buku: Sequence[Lembar]) -> tuple[Edisi | None, tuple[Salah, ...]]:
    """Return the edition of a workbook, or None with every fault found.

    A formula is refused, whatever it last showed: the decree says what is written.
    """
    dipakai = [satu for satu in buku if satu.nama in LEMBAR]
    salah = tuple(s for satu in dipakai for s in _list_salah(satu))
    if salah:
        return None, salah
    return parse_lembar({satu.nama: satu.baris for satu in dipakai})


def _list_salah(satu: Lembar) -> Iterator[Salah]:
    if satu.tersembunyi:
        yield Salah(satu.nama, 0, "", "Lembar ini disembunyikan. Tampilkan, lalu unggah lagi.")
    judul = [nama for nama, _ in LEMBAR[satu.nama]]
    jenis = (
        (satu.rumus, "Sel ini berisi rumus. Ganti dengan isinya."),
        (satu.galat, "Sel ini menunjukkan galat Excel. Perbaiki isinya."),
    )
    for letak, kalimat in jenis:
        for baris, kolom in sorted(letak):
            nama = judul[kolom] if kolom < len(judul) else ""
            yield Salah(satu.nama, baris + 1, nama, kalimat)
