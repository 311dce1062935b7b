"""An edition of the Keputusan as plain data: its text, the sheet of each position, its indicators.

One shape for the file, the database, the copy, the comparison and the checks (DOMAIN section 3).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.jejak import format_kanonik
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus

#: The choices of an indicator that carry a one-line reason.
BERALASAN = ("frekuensi", "arah", "cara_hitung")
#: How the choices of an indicator are said.
KATA: Mapping[str, Mapping[str, str]] = {
    "jenis_rumus": {
        JenisRumus.RASIO: "Pembilang dibagi penyebut",
        JenisRumus.DAFTAR_DOKUMEN: "Daftar dokumen tepat waktu",
        JenisRumus.ANGKA: "Angka dengan satuan",
    },
    "frekuensi": {
        JenisPeriode.BULANAN: "Bulanan",
        JenisPeriode.TRIWULANAN: "Triwulanan",
        JenisPeriode.SEMESTERAN: "Semesteran",
        JenisPeriode.TAHUNAN: "Tahunan",
    },
    "arah": {
        Arah.NAIK: "Makin tinggi makin baik",
        Arah.TURUN: "Makin rendah makin baik",
    },
    "rumus_turun": {
        RumusTurun.SELISIH: "(2 × target − realisasi) ÷ target",
        RumusTurun.NISBAH: "target ÷ realisasi",
    },
    "cara_hitung": {
        CaraHitung.JUMLAH: "Setahun dijumlahkan",
        CaraHitung.AKHIR: "Setahun memakai angka terakhir",
        CaraHitung.RATA: "Setahun dirata-rata",
    },
}


@dataclass(frozen=True, slots=True)
class BarisNaskah:
    """A marked row of the text; `tanda`: "a", "1" or "KESATU", `rincian`: its sub-items.

    `teks_asli`: the verbatim wording where a word was corrected, else None.
    """

    tanda: str
    isi: str
    rincian: tuple[str, ...] = ()
    teks_asli: str | None = None


@dataclass(frozen=True, slots=True)
class ButirDokumen:
    """A row of a document list; `setahun`: the printed number a year, None where none is."""

    nama: str
    setahun: int | None = None
    teks_asli: str | None = None


@dataclass(frozen=True, slots=True)
class ButirIndikator:
    """A row of the annex.

    `kode` is unique in the edition; `induk` is the code of the superior's indicator it feeds;
    `alasan` has the reasons of BERALASAN; `contoh` is a sentence; `teks_asli` maps "sasaran",
    "nama", "pembilang", "penyebut" to the verbatim text and "sumber_data" to a tuple of them.
    """

    kode: str
    sasaran: str
    nama: str
    jenis_rumus: JenisRumus = JenisRumus.RASIO
    pembilang: str = ""
    penyebut: str = ""
    kali_100: bool = True
    satuan: str = "%"
    arah: Arah = Arah.NAIK
    rumus_turun: RumusTurun = RumusTurun.SELISIH
    cara_hitung: CaraHitung = CaraHitung.JUMLAH
    frekuensi: JenisPeriode = JenisPeriode.TRIWULANAN
    alasan: Mapping[str, str] = field(default_factory=dict)
    contoh: str = ""
    dokumen: tuple[ButirDokumen, ...] = ()
    sumber_data: tuple[str, ...] = ()
    induk: str | None = None
    teks_asli: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LembarJabatan:
    """A position and its sheet; `nama_lampiran` None: it has no sheet (the head in 2021).

    `atasan` is the code of the superior position, None at the head of the tree; `nama_asli` the
    verbatim heading where it was corrected; `fungsi` rows are marked a, b, c, ...
    """

    kode: str
    nama: str
    nama_singkat: str
    atasan: str | None = None
    nama_lampiran: str | None = None
    nama_asli: str | None = None
    tugas: str = ""
    fungsi: tuple[BarisNaskah, ...] = ()
    indikator: tuple[ButirIndikator, ...] = ()


@dataclass(frozen=True, slots=True)
class CatatanNaskah:
    """A remark on a defect; `di`: "keputusan", a position's code or an indicator's code."""

    kelompok: int
    di: str
    kolom: str
    kutipan: str
    isi: str


@dataclass(frozen=True, slots=True)
class Edisi:
    """A whole edition. A draft has no number yet (`nomor` empty).

    `jabatan` lists the positions of the tree in the order of the annex; those without a sheet
    come first.
    """

    kode: str
    nomor: str
    tentang: str
    tanggal: date
    berlaku_mulai: date
    nomor_lain: tuple[str, ...] = ()
    tempat: str = ""
    kop: tuple[str, ...] = ()
    pembuka: str = ""
    menimbang: tuple[BarisNaskah, ...] = ()
    mengingat: tuple[BarisNaskah, ...] = ()
    memutuskan: tuple[BarisNaskah, ...] = ()
    penutup: tuple[str, ...] = ()
    penetap_jabatan: str = ""
    penetap_nama: str = ""
    penetap_pangkat: str = ""
    penetap_nip: str = ""
    jabatan: tuple[LembarJabatan, ...] = ()
    catatan: tuple[CatatanNaskah, ...] = ()

    @property
    def lembar(self) -> tuple[LembarJabatan, ...]:
        """The positions that have a sheet, in the order of the annex."""
        return tuple(j for j in self.jabatan if j.nama_lampiran is not None)

    @property
    def indikator(self) -> tuple[ButirIndikator, ...]:
        """All indicators in the order of the annex."""
        return tuple(i for j in self.jabatan for i in j.indikator)


def format_huruf(nomor: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    awal, sisa = divmod(nomor, 26)
    return (format_huruf(awal - 1) if awal else "") + chr(ord("a") + sisa)


def format_nama(nomor: str, kode: str) -> str:
    """Return an edition in words: a draft has no number yet."""
    return f"Nomor {nomor}" if nomor else f"Draf {kode}"


def compute_sidik(edisi: Edisi) -> str:
    """Return the fingerprint (SHA-256) of everything an edition says."""
    return hashlib.sha256(format_kanonik(asdict(edisi)).encode()).hexdigest()
