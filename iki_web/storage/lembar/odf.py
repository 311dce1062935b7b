"""Scanning an ods before it is read: how far its sheets reach, repeats, formulas, percents."""

from iki_web.rules.lembar import Letak
from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.lembar.batas import (
    BARIS_TERBANYAK,
    KOLOM_TERBANYAK,
    TERLALU_BESAR,
    Hitungan,
    Pindaian,
    check_banyak,
)
from iki_web.storage.paket import Paket, baca_xml

_BATAS_XML = 64 * 1024 * 1024
_ISI = "content.xml"


def scan_ods(paket: Paket) -> dict[str, Pindaian]:
    """Return each sheet's scan by its name; raises BerkasDitolak past a bound.

    A cell or a row is written once and may be repeated a million times, so repeats are counted.
    """
    if paket.nama[_ISI].file_size > _BATAS_XML:
        raise BerkasDitolak(TERLALU_BESAR)
    pindai = _Pemindai()
    baca_xml(paket.baca_potongan(_ISI), pindai.mulai, pindai.teks)
    pindai.tutup_baris()
    check_banyak(len(pindai.hasil))
    return {lembar.nama: lembar for lembar in pindai.hasil}


class _Pemindai:
    """Follows tables, rows and cells; a row is settled when the next thing begins."""

    def __init__(self) -> None:
        self.hasil: list[Pindaian] = []
        self._hitungan = Hitungan()
        self._baris = self._kolom = 0
        self._ulang_baris = self._ulang_sel = 1
        self._sifat: dict[str, str] | None = None
        self._teks: list[str] = []
        self._isi: list[tuple[int, int, dict[str, str], str]] = []

    def mulai(self, nama: str, sifat: dict[str, str]) -> None:
        """Take one element."""
        if nama == "table":
            self.tutup_baris()
            self.hasil.append(Pindaian(self._hitungan, sifat.get("name", "")))
            self._baris, self._ulang_baris = 0, 0
        elif nama == "table-row":
            self.tutup_baris()
            self._ulang_baris = _ulang(sifat, "number-rows-repeated")
        elif nama in ("table-cell", "covered-table-cell"):
            self._tutup_sel()
            self._sifat = sifat
            self._ulang_sel = _ulang(sifat, "number-columns-repeated")

    def teks(self, isi: str) -> None:
        """Take text; inside a cell it is what the cell shows."""
        if self._sifat is not None:
            self._teks.append(isi)

    def tutup_baris(self) -> None:
        """Settle the row that has just been followed, as often as it is repeated."""
        self._tutup_sel()
        if self.hasil and self._isi:
            for ke in range(min(self._ulang_baris, BARIS_TERBANYAK + 1)):
                self._isi_baris(self.hasil[-1], self._baris + ke)
        self._baris += self._ulang_baris
        self._kolom, self._isi, self._ulang_baris = 0, [], 0

    def _tutup_sel(self) -> None:
        if self._sifat is not None:
            tampak = "".join(self._teks).strip()
            if tampak or "value-type" in self._sifat or "formula" in self._sifat:
                self._isi.append((self._kolom, self._ulang_sel, self._sifat, tampak))
            self._gabung(self._sifat)
            self._kolom += self._ulang_sel
        self._sifat, self._teks = None, []

    def _gabung(self, sifat: dict[str, str]) -> None:
        lebar, tinggi = (
            _ulang(sifat, "number-columns-spanned"),
            _ulang(sifat, "number-rows-spanned"),
        )
        if self.hasil and (lebar > 1 or tinggi > 1):
            awal: Letak = (self._baris, self._kolom)
            akhir: Letak = (self._baris + tinggi - 1, self._kolom + lebar - 1)
            self.hasil[-1].gabungan.append((awal, akhir))

    def _isi_baris(self, lembar: Pindaian, baris: int) -> None:
        for kolom, ulang, sifat, tampak in self._isi:
            for ke in range(min(ulang, KOLOM_TERBANYAK + 1)):
                lembar.fill(baris, kolom + ke)
                self._hitungan.add_teks(len(tampak))
                _tandai(lembar, (baris, kolom + ke), sifat, tampak)


def _tandai(lembar: Pindaian, letak: Letak, sifat: dict[str, str], tampak: str) -> None:
    if "formula" in sifat:
        lembar.rumus.add(letak)
    jenis = sifat.get("value-type", "")
    if jenis == "percentage":
        lembar.persen.add(letak)
    elif jenis == "error" or ("formula" in sifat and tampak.startswith(("#", "Err:"))):
        lembar.galat.add(letak)


def _ulang(sifat: dict[str, str], nama: str) -> int:
    teks = sifat.get(nama, "")
    return max(int(teks), 1) if teks.isdecimal() and len(teks) < 9 else 1
