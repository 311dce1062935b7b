"""The office's own choices: name, paper, rating scale, cap, rule of deadlines; read from a form."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from iki_web.rules.bilangan import format_cacah
from iki_web.rules.capaian import SKALA_PERMENDAGRI, SKALA_SAMPANG, Skala, format_skala
from iki_web.rules.dokumen.nomor import POLA_AWAL, check_pola
from iki_web.rules.formulir import Pembaca
from iki_web.rules.periode import Aturan, CaraBatas, JenisPeriode

__all__ = ["CaraBatas", "Kertas", "Plafon", "Setelan", "read_setelan"]

#: Rows of the rating scale a form offers; two at least must be filled in.
BARIS_SKALA = 8
HARI_BATAS = (1, 60)
_BATAS_TERTINGGI = Decimal(1000)
#: Room for the largest values of its fields inside a number of 80 letters.
PANJANG_POLA = 60
_POLA_ALAMAT = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?")
SKALA_SIAP: Mapping[str, tuple[str, Skala]] = {
    "SAMPANG": ("Sampang: Sangat Baik sampai Sangat Kurang", SKALA_SAMPANG),
    "PERMENDAGRI": ("Permendagri: Sangat Tinggi sampai Sangat Rendah", SKALA_PERMENDAGRI),
}


class Kertas(StrEnum):
    """Paper of the printed documents: A4, or F4 (215 x 330 mm, DOMAIN section 7)."""

    A4 = "A4"
    F4 = "F4"


class Plafon(StrEnum):
    """The cap on each capaian inside an average: none, 100, 120, or a number of one's own."""

    TANPA = "TANPA"
    SERATUS = "100"
    SERATUS_DUA_PULUH = "120"
    LAIN = "LAIN"


@dataclass(frozen=True, slots=True)
class Setelan:
    """The settings of an office; `kop` one line each, `plafon` in percent or None."""

    nama: str
    kabupaten: str
    alamat: str
    kop: str
    tempat: str
    pola_nomor: str
    alamat_jaringan: str
    akhir_renstra: int | None
    kertas: Kertas
    frekuensi: JenisPeriode
    aturan: Aturan
    skala: Skala
    plafon: Decimal | None
    wajib_dua_langkah: bool

    @property
    def teks(self) -> Mapping[str, str]:
        """Every setting as label and text, for the trail and for both versions of a stale edit."""
        return {
            "Nama kantor": self.nama,
            "Kabupaten": self.kabupaten,
            "Alamat": self.alamat,
            "Kop": self.kop,
            "Tempat penandatanganan": self.tempat,
            "Pola nomor dokumen": self.pola_nomor,
            "Alamat di jaringan": self.alamat_jaringan,
            "Tahun akhir Renstra": str(self.akhir_renstra or ""),
            "Kertas": self.kertas.value,
            "Frekuensi bawaan": self.frekuensi.value.capitalize(),
            "Aturan batas": self.aturan.teks,
            "Skala predikat": format_skala(self.skala),
            "Batas atas dalam rata-rata": format_plafon(self.plafon),
            "Langkah kedua untuk pengelola": "wajib" if self.wajib_dua_langkah else "pilihan",
        }


def format_plafon(plafon: Decimal | None) -> str:
    """Return the cap in words."""
    return "tanpa batas atas" if plafon is None else format_cacah(plafon)


def parse_skala(teks: str) -> Skala:
    """Return the rating scale kept as JSON [[bound, label], ...], highest bound first."""
    return tuple((Decimal(batas), label) for batas, label in json.loads(teks))


def format_json(skala: Skala) -> str:
    """Return the scale as it is kept: JSON [[bound, label], ...]."""
    return json.dumps([[format(batas, "f"), label] for batas, label in skala])


def read_setelan(form: Mapping[str, str]) -> Setelan:
    """Read the form of the settings; raises Ditolak with a sentence at every wrong field."""
    baca = Pembaca(form)
    cara = baca.pilihan("batas_cara", "dasar menghitung batas", CaraBatas)
    hari = baca.bulat("batas_hari", "Hari kerja", *HARI_BATAS)
    kertas = baca.pilihan("kertas", "ukuran kertas", Kertas)
    frekuensi = baca.pilihan("frekuensi", "frekuensi", JenisPeriode)
    isi = {
        "nama": baca.baris("nama", "Nama kantor", 100, wajib=True),
        "kabupaten": baca.baris("kabupaten", "Kabupaten", 100, wajib=True),
        "alamat": baca.baris("alamat", "Alamat", 200),
        "kop": _read_kop(baca),
        "tempat": baca.baris("tempat", "Tempat penandatanganan", 60),
        "pola_nomor": _read_pola(baca),
        "alamat_jaringan": _read_alamat(baca),
    }
    skala, plafon = _read_skala(baca), _read_plafon(baca)
    akhir = baca.tahun("akhir_renstra", "Tahun akhir Renstra")
    baca.check()
    assert cara is not None
    assert hari is not None
    assert kertas is not None
    assert frekuensi is not None
    return Setelan(
        **isi,
        akhir_renstra=akhir,
        kertas=kertas,
        frekuensi=frekuensi,
        aturan=Aturan(cara, hari),
        skala=skala,
        plafon=plafon,
        wajib_dua_langkah=baca.centang("wajib_dua_langkah"),
    )


def _read_kop(baca: Pembaca) -> str:
    """Read the letterhead: up to six lines, without empty ones."""
    baris = [" ".join(b.split()) for b in baca.teks("kop", "Kop", 600).split("\n")]
    isi = [b for b in baris if b]
    if len(isi) > 6 or any(len(b) > 100 for b in isi):
        baca.refuse("kop", "Kop paling banyak 6 baris, tiap baris paling banyak 100 huruf.")
    return "\n".join(isi)


def _read_pola(baca: Pembaca) -> str:
    """Read the pattern of document numbers; empty goes back to the one there was at first."""
    pola = baca.baris("pola_nomor", "Pola nomor", PANJANG_POLA) or POLA_AWAL
    try:
        return check_pola(pola)
    except ValueError as sebab:
        baca.refuse("pola_nomor", str(sebab))
        return POLA_AWAL


def _read_alamat(baca: Pembaca) -> str:
    """Read the app's address in the office's network: scheme and host, nothing behind it."""
    alamat = baca.baris("alamat_jaringan", "Alamat di jaringan", 100).rstrip("/")
    if alamat and not _POLA_ALAMAT.fullmatch(alamat):
        baca.refuse(
            "alamat_jaringan",
            "Tulis alamat seperti di peramban, tanpa yang di belakangnya: http://192.168.1.10:8000",
        )
    return alamat


def _read_plafon(baca: Pembaca) -> Decimal | None:
    pilihan = baca.pilihan("plafon_cara", "batas atas", Plafon)
    if pilihan is None or pilihan is Plafon.TANPA:
        return None
    if pilihan is not Plafon.LAIN:
        return Decimal(pilihan.value)
    nilai = baca.angka("plafon", "Batas atas", wajib=True)
    if nilai is not None and not Decimal(1) <= nilai <= _BATAS_TERTINGGI:
        baca.refuse("plafon", "Batas atas harus antara 1 dan 1.000.")
    return nilai


def _read_skala(baca: Pembaca) -> Skala:
    """Read the rows of the scale that are filled in; each fault stands at its row."""
    baris: list[tuple[int, Decimal | None, str]] = []
    for n in range(1, BARIS_SKALA + 1):
        label = baca.baris(f"skala_label_{n}", "Predikat", 40)
        batas = baca.angka(f"skala_batas_{n}", "Batas bawah")
        if label or batas is not None or f"skala_batas_{n}" in baca.galat:
            baris.append((n, batas, label))
    if len(baris) < 2:
        baca.refuse("skala_batas_1", "Isi paling sedikit dua baris predikat.")
        return ()
    _check_skala(baca, baris)
    return tuple((batas or Decimal(0), label) for _, batas, label in baris)


def _check_skala(baca: Pembaca, baris: list[tuple[int, Decimal | None, str]]) -> None:
    label_ada: set[str] = set()
    atas: Decimal | None = None
    for n, batas, label in baris:
        if not label:
            baca.refuse(f"skala_label_{n}", "Tulis predikat untuk baris ini.")
        elif label.casefold() in label_ada:
            baca.refuse(f"skala_label_{n}", f"“{label}” sudah dipakai pada baris di atasnya.")
        label_ada.add(label.casefold())
        sebab = _find_salah(batas, atas, terakhir=n == baris[-1][0])
        if sebab:
            baca.refuse(f"skala_batas_{n}", sebab)
        atas = batas if batas is not None else atas


def _find_salah(batas: Decimal | None, atas: Decimal | None, *, terakhir: bool) -> str:
    """Return what is wrong with a lower bound below the one above it, or an empty text."""
    if terakhir:
        sah = not batas
        return "" if sah else "Baris terakhir berbatas 0: ia menampung semua yang di bawahnya."
    if batas is None:
        return "Tulis batas bawah baris ini."
    if not 0 < batas <= _BATAS_TERTINGGI:
        return "Batas bawah harus lebih dari 0 dan paling besar 1.000."
    if batas != round(batas, 2):
        return "Batas bawah paling banyak 2 angka di belakang koma, seperti capaian dicetak."
    if atas is not None and batas >= atas:
        return f"Batas bawah harus lebih kecil daripada {format_cacah(atas)} pada baris di atasnya."
    return ""
