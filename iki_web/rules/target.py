"""Targets: what may be typed, what is odd about one, and who may fix, propose or decide."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from iki_web.rules.bilangan import KONTEKS, format_cacah, parse_angka
from iki_web.rules.capaian import Arah, RumusTurun, compute_capaian, round_tampil
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup
from iki_web.rules.persetujuan import BATAS_LONJAKAN, Penyetuju, Simpul, compute_penyetuju
from iki_web.rules.rumus import JenisRumus

#: How "-" (not targeted) arrives: the key beside 0, and what word processors make of it.
STRIP = ("-", "–", "—")
#: A plain number has no points: more than half again of last year's result is as bold a jump as
#: 30 points of a percentage, less than half of it as bold a fall where less is better.
KALI_LONJAKAN = Decimal("1.5")
PARUH = Decimal("0.5")
PANJANG_ALASAN = 1000
_POLA_MEDAN = re.compile(r"([0-9]{1,9})(?:-([0-9]{4}[0-9A-Z-]*))?")
_POLA_VERSI = re.compile(r"[0-9]{1,9}")
#: Words that count or limit, before the noun a formula counts.
_PENGANTAR = {"jumlah", "semua", "seluruh", "total", "keseluruhan", "banyaknya", "kegiatan"}
_SEBAB = "juga memegang jabatan ini atau mengusulkan targetnya"


class JenisTarget(StrEnum):
    """Which agreement a target comes from."""

    INDUK = "INDUK"
    PERUBAHAN = "PERUBAHAN"


class StatusUsulanTarget(StrEnum):
    """Life of a proposal: made by the owner, agreed or refused above, or taken back."""

    DIUSULKAN = "DIUSULKAN"
    DISETUJUI = "DISETUJUI"
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"


@dataclass(frozen=True, slots=True)
class TempatTarget:
    """Where a target stands: an indicator's year, or one of its periods by code."""

    indikator_id: int
    kode: str | None = None

    @property
    def akhiran(self) -> str:
        """What the names of its form fields end in: "17", "17-2026-TW1"."""
        return f"{self.indikator_id}-{self.kode}" if self.kode else f"{self.indikator_id}"

    @property
    def medan(self) -> str:
        """The name of its form field."""
        return f"t-{self.akhiran}"


@dataclass(frozen=True, slots=True)
class IsiTarget:
    """What a target says: a number in the indicator's unit, or None for "-"."""

    nilai: Decimal | None


def parse_target(teks: str) -> IsiTarget | None:
    """Read a field: a number the Indonesian way, "-" for not targeted; empty gives None.

    Raises ValueError with an Indonesian sentence for anything else.
    """
    rapi = teks.strip()
    if not rapi:
        return None
    return IsiTarget(None if rapi in STRIP else parse_angka(rapi))


def check_target(nilai: Decimal | None, arah: Arah, rumus_turun: RumusTurun) -> None:
    """Raise ValueError for what no achievement can be computed against: 0 for NAIK, below 0."""
    if nilai is not None:
        compute_capaian(Decimal(0), nilai, arah, rumus_turun)


def classify_jenis(versi: int) -> JenisTarget:
    """Return which agreement a version belongs to: the first is Induk, what follows Perubahan."""
    return JenisTarget.INDUK if versi <= 1 else JenisTarget.PERUBAHAN


def format_target(nilai: Decimal | None, satuan: str) -> str:
    """Return a target as the agreement prints it: "80 %", "12 dokumen"; "-" is not targeted."""
    return "-" if nilai is None else f"{format_cacah(nilai)}\u00a0{satuan}"


@dataclass(frozen=True, slots=True)
class Sifat:
    """What of an indicator decides whether a target is odd."""

    satuan: str
    arah: Arah
    jenis_rumus: JenisRumus
    pembilang: str = ""
    penyebut: str = ""

    @property
    def paling_banyak_100(self) -> bool:
        """Whether its result cannot exceed 100 %: what is counted is part of what there is.

        Documents in time are among those due. A fraction counts among the same things when the
        denominator's noun returns in the numerator, unless the denominator is itself a target.
        """
        if self.satuan != "%" or self.jenis_rumus is JenisRumus.ANGKA:
            return False
        if self.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN:
            return True
        bawah = _list_kata(self.penyebut)
        benda = [kata for kata in bawah if kata not in _PENGANTAR]
        return bool(benda) and "target" not in bawah and benda[0] in _list_kata(self.pembilang)


def _list_kata(teks: str) -> list[str]:
    return re.findall(r"[a-z]+", teks.lower())


def list_peringatan(nilai: Decimal | None, sifat: Sifat, lalu: Decimal | None) -> tuple[str, ...]:
    """Return in sentences why a target may be out of reach or trivially low; never blocking.

    `lalu`: last year's result in the indicator's unit, None where there is none, or where the
    reader may not know it.
    """
    if nilai is None:
        return ()
    hasil = []
    if sifat.paling_banyak_100 and nilai > 100:
        hasil.append("Lebih dari 100 % tidak mungkin tercapai: yang dihitung bagian dari penyebut.")
    if lalu is not None:
        hasil += _banding_lalu(nilai, sifat, round_tampil(lalu))
    return tuple(hasil)


def _banding_lalu(nilai: Decimal, sifat: Sifat, lalu: Decimal) -> Iterable[str]:
    """Compare with last year's printed result: worse than it is too easy, a jump too bold."""
    teks = format_target(lalu, sifat.satuan)
    naik = sifat.arah is Arah.NAIK
    if nilai < lalu if naik else nilai > lalu:
        kata = "Lebih rendah" if naik else "Lebih longgar"
        yield f"{kata} daripada hasil tahun lalu ({teks})."
    elif _is_lonjakan(nilai, sifat, lalu):
        kata = "di atas" if naik else "di bawah"
        yield f"Jauh {kata} hasil tahun lalu ({teks}): periksa apakah dapat dicapai."


def _is_lonjakan(nilai: Decimal, sifat: Sifat, lalu: Decimal) -> bool:
    if sifat.satuan == "%":
        return abs(nilai - lalu) >= BATAS_LONJAKAN
    kali = KALI_LONJAKAN if sifat.arah is Arah.NAIK else PARUH
    batas = KONTEKS.multiply(lalu, kali)
    return lalu > 0 and (nilai > batas if sifat.arah is Arah.NAIK else nilai < batas)


@dataclass(frozen=True, slots=True)
class Wewenang:
    """What one person may do with an indicator's targets, and who else fixes and decides.

    `memutus`: he is the superior who decides; `menetapkan`: he may fix, as that or as pengelola.
    """

    pemilik: bool
    memutus: bool
    menetapkan: bool
    penyetuju: Penyetuju | None


def compute_wewenang(
    pelaku: Pelaku,
    pohon: Mapping[int, Simpul],
    jabatan_id: int,
    pengusul: frozenset[int] = frozenset(),
) -> Wewenang:
    """Return a person's part in the targets of a position; `pengusul`: who has open proposals.

    As with approvals nobody decides on his own work: whoever holds the position today or proposed
    a target neither agrees nor fixes, whatever hats he wears, and the authority climbs past him.
    """
    pemilik = jabatan_id in compute_lingkup(pelaku).milik
    terlibat = pengusul | {p.pegawai_id for p in pohon[jabatan_id].pemegang}
    if pemilik:
        terlibat |= {pelaku.pegawai_id}
    penyetuju = compute_penyetuju(pohon, jabatan_id, terlibat, _SEBAB)
    memutus = penyetuju is not None and penyetuju.is_pemegang(pelaku.pegawai_id)
    bebas = pelaku.pegawai_id not in terlibat
    return Wewenang(pemilik, memutus, memutus or (pelaku.pengelola and bebas), penyetuju)


@dataclass(frozen=True, slots=True)
class KirimanTarget:
    """One field as sent: its place, what it says, and the version its sender saw (0: none)."""

    tempat: TempatTarget
    nilai: Decimal | None
    versi: int


def read_isian(form: Mapping[str, str], baca: Pembaca) -> tuple[KirimanTarget, ...]:
    """Read the filled-in target fields ("t-17", "t-17-2026-TW1"); faults stay with `baca`.

    Empty fields and names of no place say nothing. Raises Ditolak where a version is missing.
    """
    hasil = []
    for nama, teks in form.items():
        cocok = _POLA_MEDAN.fullmatch(nama.removeprefix("t-")) if nama.startswith("t-") else None
        if cocok is None:
            continue
        tempat = TempatTarget(int(cocok[1]), cocok[2])
        try:
            isi = parse_target(teks)
        except ValueError as sebab:
            baca.refuse(nama, str(sebab))
            continue
        if isi is not None:
            hasil.append(KirimanTarget(tempat, isi.nilai, _read_versi(form, f"v-{tempat.akhiran}")))
    return tuple(hasil)


def _read_versi(form: Mapping[str, str], nama: str) -> int:
    teks = form.get(nama, "")
    if not _POLA_VERSI.fullmatch(teks):
        raise Ditolak("Formulir ini tidak lengkap (versi). Muat ulang halaman, lalu coba lagi.")
    return int(teks)


def read_pilihan(butir: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Read ticked proposals, each "<id>/<versi>"; raises Ditolak for none or nonsense."""
    hasil = []
    for teks in dict.fromkeys(butir):
        nomor, _, versi = teks.partition("/")
        if not _POLA_VERSI.fullmatch(nomor) or not _POLA_VERSI.fullmatch(versi):
            raise Ditolak("Pilihan tidak terbaca. Muat ulang halaman, lalu pilih kembali.")
        hasil.append((int(nomor), int(versi)))
    if not hasil:
        raise Ditolak("Centang dahulu usulan yang dimaksud.")
    return tuple(hasil)


@dataclass(frozen=True, slots=True)
class Dasar:
    """On what a target rests: the reason, and the day of the agreement (None: today)."""

    alasan: str = ""
    tanggal: date | None = None


def read_dasar(baca: Pembaca, hari_ini: date) -> Dasar:
    """Read reason and day of the agreement; faults stay with `baca`."""
    alasan = baca.teks("alasan", "Alasan", PANJANG_ALASAN)
    tanggal = baca.tanggal("tanggal", "Tanggal perjanjian", wajib=True)
    if tanggal is not None and tanggal > hari_ini:
        baca.refuse("tanggal", "Tanggal perjanjian tidak boleh sesudah hari ini.")
    return Dasar(alasan, tanggal)


def check_alasan(versi: int, dasar: Dasar) -> None:
    """Raise ValueError where a change of a target comes without a reason."""
    if classify_jenis(versi) is JenisTarget.PERUBAHAN and not dasar.alasan.strip():
        raise ValueError("Tulis alasan perubahan: sebagian target ini sudah pernah ditetapkan.")
