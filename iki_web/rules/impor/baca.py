"""Rows out of sheets: the header found by name, each cell turned into what a form would send."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from iki_web.rules.bilangan import format_angka, format_cacah, format_tanggal, round_half_up
from iki_web.rules.galat import Ditolak
from iki_web.rules.impor.isi import KATA_JENIS, KOLOM, BarisImpor, JenisImpor, Kolom, Macam
from iki_web.rules.lembar import Lembar, Sel
from iki_web.rules.periode import NAMA_BULAN

#: A header stands within so many rows of the top: titles and a letterhead may precede it.
_CARI_KEPALA = 30
_PETUNJUK = "petunjuk"
_TEKS_TERPANJANG = 2000
_POLA_HARI = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ]([0-9]{4})")
_POLA_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TERLALU_PRESISI = (
    "NIP atau nomor panjang ini tersimpan sebagai angka, sehingga angka terakhirnya hilang. "
    "Ubah format selnya menjadi teks, lalu tulis ulang."
)


class _Salah(Exception):
    """A cell that cannot be read, with the sentence."""


def read_baris(lembar: Sequence[Lembar], jenis: JenisImpor) -> tuple[BarisImpor, ...]:
    """Return the filled rows of every visible sheet that has the header of this kind.

    Raises Ditolak with a sentence where no sheet has it, a heading is there twice, or no row is.
    """
    hasil: list[BarisImpor] = []
    ada = False
    for satu in lembar:
        kepala = None if _rapikan(satu.nama) == _PETUNJUK else _find_kepala(satu, jenis)
        if kepala is not None:
            ada = True
            hasil += _list_baris(satu, *kepala)
    if not ada:
        raise Ditolak(_say_tanpa_kepala(lembar, jenis))
    if not hasil:
        raise Ditolak("Di bawah judul kolom belum ada baris yang terisi. Isi dahulu, lalu unggah.")
    return tuple(hasil)


def _rapikan(teks: object) -> str:
    """Compare headings without case, blanks and marks."""
    return re.sub(r"[^a-z0-9]", "", str(teks or "").lower())


def _find_kepala(lembar: Lembar, jenis: JenisImpor) -> tuple[int, dict[int, Kolom]] | None:
    """Return the row of the header and column number -> column; None where there is none."""
    dikenal = {_rapikan(k.judul): k for k in KOLOM[jenis]}
    wajib = {k.nama for k in KOLOM[jenis] if k.wajib or k.dikenal}
    for nomor, baris in enumerate(lembar.baris[:_CARI_KEPALA]):
        letak = [
            (k, dikenal[_rapikan(sel)]) for k, sel in enumerate(baris) if _rapikan(sel) in dikenal
        ]
        nama = [kolom.nama for _, kolom in letak]
        if not wajib <= set(nama):
            continue
        ganda = next((k.judul for _, k in letak if nama.count(k.nama) > 1), "")
        if ganda:
            raise Ditolak(
                f"Lembar “{lembar.nama[:50]}”: judul kolom “{ganda}” ada dua kali. "
                "Hapus salah satu, lalu unggah lagi."
            )
        return nomor, dict(letak)
    return None


def _say_tanpa_kepala(lembar: Sequence[Lembar], jenis: JenisImpor) -> str:
    wajib = ", ".join(f"“{k.judul}”" for k in KOLOM[jenis] if k.wajib or k.dikenal)
    kalimat = (
        f"Tidak ada lembar dengan judul kolom {wajib}: ini bukan templat "
        f"{KATA_JENIS[jenis]}. Unduh templatnya, isi, lalu unggah lagi."
    )
    tersembunyi = [satu.nama[:50] for satu in lembar if satu.tersembunyi]
    if tersembunyi:
        kalimat += f" Lembar tersembunyi tidak dibaca: {', '.join(tersembunyi[:5])}."
    return kalimat


def _list_baris(lembar: Lembar, kepala: int, kolom: Mapping[int, Kolom]) -> Iterator[BarisImpor]:
    gabung = {
        b: akhir[0]
        for awal, akhir in lembar.gabungan
        if akhir[0] > awal[0] and any(awal[1] <= k <= akhir[1] for k in kolom)
        for b in range(awal[0], akhir[0] + 1)
    }
    mulai = gabung.get(kepala, kepala) + 1  # a heading merged downwards ends where the range does
    for nomor in range(mulai, len(lembar.baris)):
        baris = lembar.baris[nomor]
        isi: dict[str, str] = {}
        galat: dict[str, str] = {}
        catatan: list[str] = []
        for k, satu in kolom.items():
            if not satu.keterangan:
                try:
                    isi[satu.nama] = _read_sel(lembar, (nomor, k), baris[k], satu, catatan)
                except _Salah as sebab:
                    isi[satu.nama], galat[satu.nama] = str(baris[k] or "")[:100], str(sebab)
        if nomor in gabung:
            galat.setdefault(next(iter(isi)), "Baris ini berisi sel gabungan; pisahkan selnya.")
        if any(isi.values()) or galat:
            yield BarisImpor(lembar.nama[:50], nomor + 1, isi, tuple(catatan), galat)


def _read_sel(
    lembar: Lembar, letak: tuple[int, int], sel: Sel, kolom: Kolom, catatan: list[str]
) -> str:
    """Return one cell as a form would send it; raises _Salah."""
    if letak in lembar.galat:
        raise _Salah("Sel ini menampilkan galat rumus. Perbaiki rumusnya atau tulis nilainya.")
    if letak in lembar.rumus:
        if sel is None:
            raise _Salah(
                "Rumus di sel ini tidak menyimpan hasil. Buka dan simpan di Excel, atau tulis "
                "nilainya."
            )
        catatan.append(f"{kolom.judul}: rumus, yang dibaca nilai yang tampak.")
    if sel is None:
        return ""
    hasil = _BACA[kolom.macam](sel, letak in lembar.persen, kolom, catatan)
    if len(hasil) > _TEKS_TERPANJANG:
        raise _Salah(f"Isi sel paling banyak {_TEKS_TERPANJANG} huruf.")
    return hasil


def _read_teks(sel: Sel, _persen: bool, _kolom: Kolom, _catatan: list[str]) -> str:
    if isinstance(sel, bool):
        return "ya" if sel else "tidak"
    if isinstance(sel, float):
        if abs(sel) >= 10**15:
            raise _Salah(_TERLALU_PRESISI)
        return format(Decimal(format(sel, ".15g")), "f").replace(".", ",")
    if isinstance(sel, date):
        return format_tanggal(sel)
    return str(sel).strip()


def _read_angka(sel: Sel, persen: bool, kolom: Kolom, catatan: list[str]) -> str:
    """Return a number typed the Indonesian way; a stored 0.1 is exactly 0,1."""
    if isinstance(sel, bool | date | time):
        raise _Salah("Sel ini tidak berisi angka.")
    if not isinstance(sel, int | float):
        return str(sel).strip().removesuffix("%").rstrip()
    nilai = Decimal(format(sel, ".15g"))  # as many digits as a spreadsheet keeps
    if persen:
        nilai = nilai.scaleb(2)
    if abs(nilai) >= 10**15:
        raise _Salah("Angka terlalu besar: paling banyak 15 angka di depan koma.")
    bulat = round_half_up(nilai, 4)
    if bulat != nilai:
        catatan.append(f"{kolom.judul}: dibulatkan menjadi {format_angka(bulat, 4)}.")
    return format_cacah(bulat)


def _read_bulat(sel: Sel, _persen: bool, _kolom: Kolom, _catatan: list[str]) -> str:
    if isinstance(sel, int) and not isinstance(sel, bool):
        return str(sel)
    if isinstance(sel, str):
        return sel.strip()
    raise _Salah("Tulis bilangan bulat, misalnya 2025.")


def _read_tanggal(sel: Sel, _persen: bool, _kolom: Kolom, _catatan: list[str]) -> str:
    """Return a day in ISO form: a date cell, or a day written the Indonesian way."""
    if isinstance(sel, datetime):
        return sel.date().isoformat()
    if isinstance(sel, date):
        return sel.isoformat()
    if not isinstance(sel, str):
        raise _Salah("Sel ini berisi angka, bukan tanggal. Ubah formatnya menjadi tanggal.")
    teks = " ".join(sel.split())
    if not teks or _POLA_ISO.fullmatch(teks):
        return teks
    hari = _parse_hari(teks)
    if hari is None:
        raise _Salah(f"“{teks[:30]}” bukan tanggal. Tulis seperti 1 Februari 2026 atau 01-02-2026.")
    return hari.isoformat()


def _parse_hari(teks: str) -> date | None:
    cocok = _POLA_HARI.fullmatch(teks)
    if cocok is None:
        return None
    bulan = int(cocok[2]) if cocok[2].isdigit() else _find_bulan(cocok[2])
    try:
        return date(int(cocok[3]), bulan, int(cocok[1]))
    except ValueError:
        return None


def _find_bulan(kata: str) -> int:
    """Return 1 to 12 for a month's name or its first letters, 0 for no month."""
    kecil = kata.lower()
    return next((n for n, nama in enumerate(NAMA_BULAN, 1) if nama.lower().startswith(kecil)), 0)


_BACA = {
    Macam.TEKS: _read_teks,
    Macam.ANGKA: _read_angka,
    Macam.BULAT: _read_bulat,
    Macam.TANGGAL: _read_tanggal,
}
