"""Proposals for the next edition: the four steps of the source as states (SK 2021, 2.2)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from iki_web.rules.formulir import Pembaca
from iki_web.rules.keputusan import ButirIndikator
from iki_web.rules.keterlihatan import Lingkup, is_bawahan
from iki_web.rules.mutu import Jawaban, format_jawaban, parse_jawaban
from iki_web.rules.rumus import JenisRumus

PANJANG_ALASAN = 2000


class JenisUsulan(StrEnum):
    """What is proposed of an indicator: a new one, a change, or to drop it."""

    BARU = "BARU"
    UBAH = "UBAH"
    HAPUS = "HAPUS"


class StatusUsulan(StrEnum):
    """Klarifikasi and daftar awal make it DIUSULKAN, penilaian DINILAI, pemilihan ends it."""

    DIUSULKAN = "DIUSULKAN"
    DINILAI = "DINILAI"
    DIPILIH = "DIPILIH"
    TIDAK_DIPILIH = "TIDAK_DIPILIH"


@dataclass(frozen=True, slots=True)
class IsiUsulan:
    """What an indicator should say; a proposal to drop one says nothing."""

    nama: str = ""
    sasaran: str = ""
    jenis_rumus: JenisRumus = JenisRumus.RASIO
    pembilang: str = ""
    penyebut: str = ""
    satuan: str = "%"
    sumber_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Penilaian:
    """The answers of who compared a proposal with the criteria, and his opinion."""

    jawaban: Mapping[str, Jawaban]
    pendapat: str
    oleh: str


def read_usulan(form: Mapping[str, str], jenis: JenisUsulan) -> tuple[IsiUsulan, str]:
    """Return the proposed texts and the reason. Raises Ditolak with every fault at its field."""
    baca = Pembaca(form)
    isi = IsiUsulan() if jenis is JenisUsulan.HAPUS else _read_isi(baca)
    alasan = baca.teks("alasan", "Alasan", PANJANG_ALASAN, wajib=True)
    baca.check("Belum dikirim. Periksa isian yang bertanda merah.")
    return isi, alasan


def _read_isi(baca: Pembaca) -> IsiUsulan:
    rumus = baca.pilihan("jenis_rumus", "jenis rumus", JenisRumus) or JenisRumus.RASIO
    rasio = rumus is JenisRumus.RASIO
    sumber = baca.teks("sumber_data", "Sumber data", 2000, wajib=True)
    slot = tuple(satu for baris in sumber.splitlines() if (satu := " ".join(baris.split())))
    if len(slot) > 20 or any(len(satu) > 300 for satu in slot):
        baca.refuse("sumber_data", "Paling banyak 20 baris, masing-masing 300 huruf.")
    return IsiUsulan(
        nama=baca.baris("nama", "Nama indikator", 500, wajib=True),
        sasaran=baca.baris("sasaran", "Sasaran", 500, wajib=True),
        jenis_rumus=rumus,
        pembilang=baca.baris("pembilang", "Pembilang", 500, wajib=True) if rasio else "",
        penyebut=baca.baris("penyebut", "Penyebut", 500, wajib=True) if rasio else "",
        satuan="%"
        if rumus is not JenisRumus.ANGKA
        else baca.baris("satuan", "Satuan", 30, wajib=True),
        sumber_data=slot,
    )


def format_isi(isi: IsiUsulan) -> str:
    """Return the proposed texts as they are stored."""
    return json.dumps(asdict(isi), ensure_ascii=False)


def parse_isi(teks: str) -> IsiUsulan:
    """Return stored texts."""
    isi = json.loads(teks)
    isi |= {"jenis_rumus": JenisRumus(isi["jenis_rumus"]), "sumber_data": tuple(isi["sumber_data"])}
    return IsiUsulan(**isi)


def format_penilaian(penilaian: Penilaian) -> str:
    """Return an assessment as it is stored."""
    isi = {"pendapat": penilaian.pendapat, "oleh": penilaian.oleh}
    isi["jawaban"] = format_jawaban(penilaian.jawaban)
    return json.dumps(isi, ensure_ascii=False)


def parse_penilaian(teks: str) -> Penilaian | None:
    """Return a stored assessment, None where nobody has assessed yet."""
    isi = json.loads(teks)
    if not isi:
        return None
    return Penilaian(parse_jawaban(isi["jawaban"]), isi["pendapat"], isi["oleh"])


def compute_butir(isi: IsiUsulan, asal: ButirIndikator) -> ButirIndikator:
    """Return the indicator of a draft as proposed; what a proposal does not speak of stays."""
    return replace(
        asal,
        nama=isi.nama,
        sasaran=isi.sasaran,
        jenis_rumus=isi.jenis_rumus,
        pembilang=isi.pembilang,
        penyebut=isi.penyebut,
        satuan=isi.satuan,
        sumber_data=isi.sumber_data,
        dokumen=asal.dokumen if isi.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN else (),
        teks_asli={},
    )


def can_see_usulan(lingkup: Lingkup, jabatan_id: int, jalur: str) -> bool:
    """Whether a proposal for a position is shown: its holders, those above, the pengelola."""
    return lingkup.papan or jabatan_id in lingkup.milik or is_bawahan(lingkup, jalur)


def can_nilai(lingkup: Lingkup, pegawai_id: int, pengusul_id: int, jalur: str) -> bool:
    """Whether a person may compare it with the criteria: someone above or the pengelola."""
    return (lingkup.papan or is_bawahan(lingkup, jalur)) and pegawai_id != pengusul_id


def can_putus(lingkup: Lingkup, pegawai_id: int, pengusul_id: int) -> bool:
    """Whether a person may choose it or not: the pengelola, never for his own proposal."""
    return lingkup.papan and pegawai_id != pengusul_id
