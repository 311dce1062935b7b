"""A year of figures that are easily printed wrong, and how each must read: written out by hand."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask import Flask

from iki_web.models import Indikator, Kantor
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.rumus import JenisRumus
from tests.pendukung.entri import PembuatEntri, id_indikator
from tests.pendukung.langkah import ubah
from tests.pendukung.target import tetapkan


@dataclass(frozen=True)
class Kasus:
    """An entry of TW I: target, what is typed, and the printed realisasi, capaian, predikat.

    `realisasi` None: nothing is handed in. `sifat`: how its indicator differs from the edition's.
    """

    kode: str
    target: object
    isi: dict[str, Any]
    realisasi: str | None
    capaian: str
    kata: str
    sifat: dict[str, Any] = field(default_factory=dict)


def _rasio(kode: str, target: object, atas: int, bawah: int, *cetak: str, **sifat: Any) -> Kasus:
    realisasi, capaian, kata = cetak
    isi = {"pembilang": atas, "penyebut": bawah}
    return Kasus(kode, target, isi, realisasi, capaian, kata, sifat)


_ANGKA = {"jenis_rumus": JenisRumus.ANGKA, "satuan": "derajat"}
_SELISIH = {"arah": Arah.TURUN, "rumus_turun": RumusTurun.SELISIH}
_NISBAH = {"arah": Arah.TURUN, "rumus_turun": RumusTurun.NISBAH}
_NIHIL = {"nihil": True, "alasan_nihil": "Tidak ada permohonan."}

KASUS = (
    _rasio("kasubbag-umum-1", 100, 90_994, 100_000, "90,99", "90,99", "Baik"),
    _rasio("kasubbag-umum-2", 100, 90_995, 100_000, "91,00", "91,00", "Sangat Baik"),
    _rasio("kasubbag-umum-3", 100, 75_994, 100_000, "75,99", "75,99", "Cukup"),
    _rasio("kasubbag-umum-4", 100, 75_995, 100_000, "76,00", "76,00", "Baik"),
    _rasio("kasubbag-umum-5", 100, 65_995, 100_000, "66,00", "66,00", "Cukup"),
    _rasio("kasubbag-umum-6", 100, 50_995, 100_000, "51,00", "51,00", "Kurang"),
    _rasio("kasubbag-umum-7", 100, 50_994, 100_000, "50,99", "50,99", "Sangat Kurang"),
    _rasio("kasi-pemerintahan-1", 100, 82, 64, "128,13", "128,13", "Sangat Baik"),
    Kasus("kasi-pemerintahan-3", 90, _NIHIL, "n/a", "n/a", "nihil"),
    _rasio("kasi-pemerintahan-4", "-", 9, 10, "90,00", "", "tidak ditargetkan"),
    Kasus("kasi-pemerintahan-5", 80, {}, None, "", "belum disetujui"),
    Kasus("kasi-pmd-2", 10, {"angka": -5}, "-5,00", "-50,00", "Sangat Kurang", _ANGKA),
    _rasio("kasi-pmd-3", 80, 9, 10, "90,00", "87,50", "Baik", **_SELISIH),
    _rasio("kasi-pmd-4", None, 7, 7, "100,00", "", "target belum ditetapkan"),
    _rasio("sekretaris-1", 10, 3, 10, "30,00", "33,33", "Sangat Kurang", **_NISBAH),
    _rasio("sekretaris-2", 80, 749, 1000, "74,90", "93,63", "Sangat Baik"),
    _rasio("sekretaris-3", 10, 9, 10, "90,00", "0,00", "Sangat Kurang", **_SELISIH),
    _rasio("sekretaris-4", 95, 1_090_250_000, 1_225_000_000, "89,00", "93,68", "Sangat Baik"),
)
PER_KODE = {satu.kode: satu for satu in KASUS}
#: One document of one, then none of nine: the year is 10 %, never the mean of 100 % and 0 %.
TAHUN_UTUH = ("staf-umum-1", "10,00", "10,00", "Sangat Kurang")


def buat_tahun(app: Flask, entri: PembuatEntri) -> None:
    """Bring every case into the books by the real acts of its people; averages are capped at 120.

    Without files, so that a year is quick to make.
    """
    ubah(app, Kantor, Kantor.kode, "jrengik", plafon=Decimal(120))
    for satu in KASUS:
        if satu.sifat:
            ubah(app, Indikator, Indikator.kode, satu.kode, **satu.sifat)
        _buat(app, entri, satu)
    _tetapkan(app, "staf-umum-1", 100)
    for periode, atas, bawah in (("2026-TW1", 1, 1), ("2026-TW2", 0, 9)):
        isi = {"pembilang": atas, "penyebut": bawah, "berkas": False}
        entri("DISETUJUI", "staf-umum-1", periode, **isi)


def _buat(app: Flask, entri: PembuatEntri, satu: Kasus) -> None:
    if satu.target is not None:
        _tetapkan(app, satu.kode, satu.target)
    if satu.realisasi is not None:
        entri("DISETUJUI", satu.kode, berkas=False, **satu.isi)


def _tetapkan(app: Flask, kode: str, nilai: object) -> None:
    with app.app_context():
        nomor = id_indikator(kode)
    tetapkan(app, "pengelola", nomor, nilai)
