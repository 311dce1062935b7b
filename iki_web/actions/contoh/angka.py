"""Invented but believable figures for each indicator of the 2021 edition, always the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from random import Random

from iki_web.queries.acuan import Acuan, BarisIndikator, BarisPeriode
from iki_web.rules.realisasi import Baris, Isian
from iki_web.rules.rumus import JenisRumus

BENIH = 2021


class Gerak(Enum):
    """How the denominator moves over the year: anew each quarter, growing, or standing still."""

    ALIR = 1
    TUMBUH = 2
    TETAP = 3


@dataclass(frozen=True, slots=True)
class Pola:
    """`penyebut`: of a quarter (ALIR), of the year (TUMBUH), or always (TETAP).

    `mutu`: the usual percentage; `target`: of the year, None is "-". `kembar`: the pattern whose
    figures are shared, as superior and staff report the same register.
    """

    gerak: Gerak
    penyebut: int
    mutu: int
    target: int | None
    kembar: str = ""


_A, _B, _C = Gerak.ALIR, Gerak.TUMBUH, Gerak.TETAP

POLA: Mapping[str, Pola] = {
    "sekretaris-1": Pola(_A, 24, 95, 95),
    "sekretaris-2": Pola(_A, 9, 96, 95),
    "sekretaris-3": Pola(_A, 4, 100, 100),
    "sekretaris-4": Pola(_B, 2_450_000_000, 93, 95),
    "kasubbag-umum-1": Pola(_B, 186_400_000, 91, 95),
    "kasubbag-umum-2": Pola(_A, 420, 92, 95, "surat"),
    "kasubbag-umum-3": Pola(_C, 64, 88, 90),
    "kasubbag-umum-4": Pola(_B, 8, 88, 100),
    "kasubbag-umum-5": Pola(_B, 12, 96, 100),
    "kasubbag-umum-6": Pola(_B, 20, 106, 90),
    "kasubbag-umum-7": Pola(_B, 16, 62, 80),
    "staf-umum-1": Pola(_A, 420, 92, 95, "surat"),
    "kasubbag-keuangan-1": Pola(_A, 10, 98, 100),
    "kasubbag-keuangan-2": Pola(_A, 3, 100, 100),
    "staf-keuangan-1": Pola(_A, 14, 95, 100),
    "kasi-pemerintahan-1": Pola(_C, 14, 86, 90),
    "kasi-pemerintahan-2": Pola(_C, 0, 0, None),
    "kasi-pemerintahan-3": Pola(_A, 180, 94, 95),
    "kasi-pemerintahan-4": Pola(_B, 60, 90, 90),
    "kasi-pemerintahan-5": Pola(_C, 42, 83, 85),
    "staf-pemerintahan-1": Pola(_B, 12, 100, 100),
    "staf-pemerintahan-2": Pola(_A, 45, 94, 95),
    "staf-pemerintahan-3": Pola(_A, 3, 100, 100),
    "kasi-trantib-1": Pola(_B, 24, 58, 90),
    "kasi-trantib-2": Pola(_A, 9, 68, 85, "kriminalitas"),
    "staf-trantib-1": Pola(_A, 9, 68, 85, "kriminalitas"),
    "kasi-pmd-1": Pola(_C, 18, 83, 80),
    "kasi-pmd-2": Pola(_B, 16, 76, 85, "stimulan"),
    "kasi-pmd-3": Pola(_A, 34, 90, 90, "proposal"),
    "staf-pmd-1": Pola(_B, 16, 76, 85, "stimulan"),
    "staf-pmd-2": Pola(_A, 34, 90, 90, "proposal"),
    "kasi-pmd-4": Pola(_A, 18_450, 97, 95),
}
_LAZIM = Pola(_A, 20, 90, 90)
#: No target was ever fixed for this one, so that the demo shows that state too.
TANPA_TARGET = "kasi-pmd-4"

#: Why there was nothing to measure: (indicator, number of the period in its year).
NIHIL: Mapping[tuple[str, int], str] = {
    ("kasi-pemerintahan-2", 1): "Tidak ada pemilihan kepala desa di kecamatan ini tahun ini.",
    ("kasi-trantib-2", 2): "Tidak ada laporan kejadian kriminalitas pada triwulan ini.",
    ("staf-trantib-1", 2): "Tidak ada laporan kejadian kriminalitas pada triwulan ini.",
}

_KENDALA = (
    (
        "Sebagian berkas pemohon belum lengkap saat diajukan.",
        "Lembar syarat ditempel di loket dan dibagikan lewat perangkat desa.",
    ),
    (
        "Jaringan internet terputus beberapa hari pada akhir triwulan.",
        "Pencatatan sementara di buku, lalu disalin setelah jaringan pulih.",
    ),
    (
        "Surat dari desa banyak yang datang menjelang akhir triwulan.",
        "Desa diminta mengirim surat paling lambat tanggal 25 setiap bulan.",
    ),
    (
        "Petugas mengikuti bimbingan teknis di kabupaten selama dua hari.",
        "Jadwal piket pengganti disusun lebih awal.",
    ),
)


def get_target(indikator: BarisIndikator) -> Decimal | None:
    """Return the year's target in percent; None is "-"."""
    target = POLA.get(indikator.kode, _LAZIM).target
    return None if target is None else Decimal(target)


def _ratio(pola: Pola, kode: str, periode: BarisPeriode) -> tuple[int, int]:
    """Return (pembilang, penyebut), the same for twins and in every run."""
    ke = periode.kode.ke
    acak = Random(f"{BENIH}/{pola.kembar or kode}/{periode.kode.kode}")  # noqa: S311
    if pola.gerak is Gerak.TUMBUH:
        penyebut = pola.penyebut * ke // 4
    elif pola.gerak is Gerak.ALIR and pola.penyebut > 5:
        penyebut = pola.penyebut + acak.randint(-pola.penyebut // 6, pola.penyebut // 6)
    else:
        penyebut = pola.penyebut
    persen = pola.mutu if pola.mutu >= 100 else min(100, pola.mutu + acak.randint(-4, 4))
    pembilang = (penyebut * persen + 50) // 100
    if penyebut > 1_000_000:
        pembilang -= pembilang % 500
    return pembilang, penyebut


def _daftar(indikator: BarisIndikator, periode: BarisPeriode) -> dict[int, Baris]:
    """Return a document list of one quarter: the printed number a year, spread over the year."""
    acak = Random(f"{BENIH}/{indikator.kode}/{periode.kode.kode}")  # noqa: S311
    hasil = {}
    for nomor, dokumen in enumerate(indikator.dokumen):
        setahun = 12 if dokumen.setahun is None else dokumen.setahun
        jatuh = setahun // 4 if setahun >= 4 else int(periode.kode.ke == 1)
        telat = int(nomor == 0 and acak.randint(0, 2) == 0)
        hasil[dokumen.id] = Baris(Decimal(jatuh), Decimal(max(jatuh - telat, 0)))
    return hasil


def build_isian(indikator: BarisIndikator, periode: BarisPeriode, *, keliru: bool = False) -> Isian:
    """Return what the owner types for one entry; `keliru`: counted too few at the first try."""
    alasan = NIHIL.get((indikator.kode, periode.kode.ke))
    if alasan:
        return Isian(nihil=True, alasan_nihil=alasan)
    acak = Random(f"{BENIH}/teks/{indikator.kode}/{periode.kode.kode}")  # noqa: S311
    kendala, lanjut = acak.choice(_KENDALA) if acak.randint(0, 2) == 0 else ("", "")
    return replace(_build_angka(indikator, periode, keliru), kendala=kendala, tindak_lanjut=lanjut)


def _build_angka(indikator: BarisIndikator, periode: BarisPeriode, keliru: bool) -> Isian:
    """Return the numbers alone, by the indicator's kind of formula."""
    if indikator.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN:
        return Isian(daftar=_daftar(indikator, periode))
    pembilang, penyebut = _ratio(POLA.get(indikator.kode, _LAZIM), indikator.kode, periode)
    if keliru:
        pembilang -= max(1, pembilang // 20)
    if indikator.jenis_rumus is JenisRumus.ANGKA:
        return Isian(angka=Decimal(pembilang))
    return Isian(pembilang=Decimal(pembilang), penyebut=Decimal(penyebut))


def list_hasil_lalu(acuan: Acuan, tahun: int) -> list[tuple[object, ...]]:
    """Return last year's results as rows of a workbook: code, year, numerator, denominator,
    value, target, remark; a little below this year's, one far above its target of today.
    """
    baris: list[tuple[object, ...]] = []
    semua = (i for j in acuan.jabatan for i in acuan.list_indikator(j, tahun + 1))
    for indikator in semua:
        pola = POLA.get(indikator.kode, _LAZIM)
        if pola.target is None:
            continue
        persen = min(pola.mutu, 100) - 2
        if indikator.jenis_rumus is not JenisRumus.RASIO:
            baris.append((indikator.kode, tahun, "", "", persen, pola.target, ""))
            continue
        penyebut = pola.penyebut * (4 if pola.gerak is Gerak.ALIR else 1)
        bawah = (indikator.kode, tahun, penyebut * persen // 100, penyebut, "", pola.target)
        baris.append((*bawah, "Buku rekap tahun lalu"))
    return baris
