"""An edition of the Keputusan as plain data: its text, the sheet of each position, its indicators.

One shape for the file, the database, the copy, the comparison and the checks (DOMAIN section 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus

#: The choices of an indicator that carry a one-line reason.
BERALASAN = ("frekuensi", "arah", "cara_hitung")


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

    `jabatan` lists the positions of the tree, superiors first, also those without a sheet.
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


#: The parts of the text made of marked rows, and what marks a row in the file.
TANDA = {"menimbang": "huruf", "mengingat": "nomor", "memutuskan": "diktum"}
_SEBARIS = (
    "tempat",
    "pembuka",
    "penetap_jabatan",
    "penetap_nama",
    "penetap_pangkat",
    "penetap_nip",
)
_BERBARIS = ("nomor_lain", "kop", "penutup")


def format_huruf(nomor: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    awal, sisa = divmod(nomor, 26)
    return (format_huruf(awal - 1) if awal else "") + chr(ord("a") + sisa)


def parse_edisi(isi: Mapping[str, Any]) -> Edisi:
    """Return the edition of a TOML file's contents (the shape of `sk_2021.toml`).

    Raises KeyError where something is missing, ValueError for a word that is none of the choices,
    TypeError for a value of another kind.
    """
    sk = isi["keputusan"]
    return Edisi(
        kode=_teks(sk, "kode"),
        nomor=_teks(sk, "nomor"),
        tentang=_teks(sk, "tentang"),
        tanggal=_tanggal(sk, "tanggal"),
        berlaku_mulai=_tanggal(sk, "berlaku_mulai"),
        jabatan=tuple(_parse_jabatan(j) for j in _daftar(isi, "jabatan")),
        catatan=tuple(_parse_catatan(c) for c in isi.get("catatan", ())),
        **parse_naskah(sk),
    )


def parse_naskah(sk: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of an edition's own sheet by the fields of Edisi; raises as parse_edisi."""
    return (
        {nama: _teks(sk, nama, "") for nama in _SEBARIS}
        | {nama: _baris(sk.get(nama, ()), nama) for nama in _BERBARIS}
        | {
            nama: tuple(_parse_baris(b, str(b[tanda])) for b in _daftar(sk, nama))
            for nama, tanda in TANDA.items()
        }
    )


def parse_fungsi(daftar: Sequence[Mapping[str, Any]]) -> tuple[BarisNaskah, ...]:
    """Return the functions of a sheet, rows {isi, teks_asli?}, marked a, b, c, ..."""
    return tuple(_parse_baris(b, format_huruf(n)) for n, b in enumerate(daftar))


def _parse_baris(baris: Mapping[str, Any], tanda: str) -> BarisNaskah:
    return BarisNaskah(
        tanda,
        _teks(baris, "isi"),
        _baris(baris.get("butir", ()), "butir"),
        _teks(baris, "teks_asli") if "teks_asli" in baris else None,
    )


def _parse_jabatan(baris: Mapping[str, Any]) -> LembarJabatan:
    asli = _teks(baris, "nama_lampiran") if "nama_lampiran" in baris else None
    baku = _teks(baris, "nama_lampiran_baku") if "nama_lampiran_baku" in baris else None
    return LembarJabatan(
        kode=_teks(baris, "kode"),
        nama=_teks(baris, "nama"),
        nama_singkat=_teks(baris, "nama_singkat"),
        atasan=_teks(baris, "atasan") if "atasan" in baris else None,
        nama_lampiran=baku or asli,
        nama_asli=asli if baku else None,
        tugas=_teks(baris, "tugas", ""),
        fungsi=parse_fungsi(baris.get("fungsi", ())),
        indikator=tuple(_parse_indikator(i) for i in baris.get("indikator", ())),
    )


def _parse_indikator(baris: Mapping[str, Any]) -> ButirIndikator:
    asli = dict(baris.get("teks_asli", {}))
    if "sumber_data" in asli:
        asli["sumber_data"] = _baris(asli["sumber_data"], "sumber_data")
    if not isinstance(baris["kali_100"], bool):
        raise TypeError(f"kali_100 {baris['kode']} harus benar atau salah")
    return ButirIndikator(
        **{nama: _teks(baris, nama) for nama in ("kode", "sasaran", "nama", "satuan")},
        **{nama: _teks(baris, nama, "") for nama in ("pembilang", "penyebut")},
        jenis_rumus=JenisRumus(baris["jenis_rumus"]),
        kali_100=baris["kali_100"],
        arah=Arah(baris["arah"]),
        rumus_turun=RumusTurun(baris.get("rumus_turun", RumusTurun.SELISIH)),
        cara_hitung=CaraHitung(baris["cara_hitung"]),
        frekuensi=JenisPeriode(baris["frekuensi"]),
        alasan={nama: _teks(baris, f"alasan_{nama}") for nama in BERALASAN},
        contoh=_teks(baris.get("contoh", {}), "kalimat", ""),
        dokumen=tuple(_parse_dokumen(d) for d in baris.get("dokumen", ())),
        sumber_data=_baris(baris["sumber_data"], "sumber_data"),
        induk=_teks(baris, "induk") if "induk" in baris else None,
        teks_asli=asli,
    )


def _parse_dokumen(baris: Mapping[str, Any]) -> ButirDokumen:
    setahun = baris.get("setahun")
    if setahun is not None and (isinstance(setahun, bool) or not isinstance(setahun, int)):
        raise TypeError("setahun harus bilangan bulat")
    asli = _teks(baris, "teks_asli") if "teks_asli" in baris else None
    return ButirDokumen(_teks(baris, "nama"), setahun, asli)


def _parse_catatan(baris: Mapping[str, Any]) -> CatatanNaskah:
    teks = {nama: _teks(baris, nama) for nama in ("di", "kolom", "kutipan", "isi")}
    if not isinstance(baris["kelompok"], int):
        raise TypeError("kelompok catatan harus bilangan bulat")
    return CatatanNaskah(kelompok=baris["kelompok"], **teks)


def _teks(peta: Mapping[str, Any], nama: str, lazim: str | None = None) -> str:
    """Return a text; missing it is `lazim`, or a KeyError where there is none."""
    nilai = peta[nama] if lazim is None else peta.get(nama, lazim)
    if not isinstance(nilai, str):
        raise TypeError(f"{nama} harus berupa teks")
    return nilai


def _tanggal(peta: Mapping[str, Any], nama: str) -> date:
    nilai = peta[nama]
    if not isinstance(nilai, date) or isinstance(nilai, datetime):
        raise TypeError(f"{nama} harus berupa tanggal")
    return nilai


def _daftar(peta: Mapping[str, Any], nama: str) -> Sequence[Mapping[str, Any]]:
    nilai = peta[nama]
    if not isinstance(nilai, list):
        raise TypeError(f"{nama} harus berupa daftar")
    return nilai


def _baris(nilai: Any, nama: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(nilai, list | tuple) or not all(isinstance(b, str) for b in nilai):
        raise TypeError(f"{nama} harus berupa daftar teks")
    return tuple(nilai)
