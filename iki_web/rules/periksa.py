"""A check of the instance: how it was started, how it ended, who may take note of what it found."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from iki_web.rules.galat import Ditolak, TidakBerwenang
from iki_web.rules.keputusan import is_kepala
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import WIB

PANJANG_ALASAN = 1000


class Cara(StrEnum):
    """What started a check."""

    HARIAN = "HARIAN"
    HALAMAN = "HALAMAN"
    PERINTAH = "PERINTAH"


class HasilPeriksa(StrEnum):
    """How a check ended."""

    UTUH = "UTUH"
    RUSAK = "RUSAK"


def is_penjaga(pelaku: Pelaku) -> bool:
    """Whether a failed check is this person's to know and to take note of: pengelola and Camat."""
    return pelaku.pengelola or is_kepala(pelaku)


def check_penjaga(pelaku: Pelaku) -> None:
    """Raise TidakBerwenang for anyone else."""
    if not is_penjaga(pelaku):
        raise TidakBerwenang("Hasil pemeriksaan hanya untuk Camat dan pengelola.")


def is_perlu_periksa(kini: datetime, terakhir: datetime | None) -> bool:
    """Whether the day's check is due: none has ended on this day (WIB), or the clock went back."""
    return terakhir is None or terakhir.astimezone(WIB).date() != kini.astimezone(WIB).date()


def take_alasan(ketik: str) -> str:
    """Return what was typed as a reason; raises Ditolak for too little or too much."""
    alasan = " ".join(ketik.split())
    if not 10 <= len(alasan) <= PANJANG_ALASAN:
        kalimat = f"Tulis apa yang sudah Anda lakukan, 10 sampai {PANJANG_ALASAN} huruf."
        raise Ditolak("Peringatan belum ditutup.", {"alasan": kalimat})
    return alasan


def is_baru(temuan: Collection[str], diakui: Collection[str]) -> bool:
    """Whether a check found anything that nobody has taken note of yet."""
    return not set(temuan) <= set(diakui)


#: What the rows of a table are called; a table without a name here is called as it is.
_SEBUTAN = {
    "aturan_cadangan": "Aturan cadangan",
    "cadangan": "Catatan cadangan",
    "catatan": "Catatan edisi",
    "dokumen": "Daftar dokumen indikator",
    "dua_langkah": "Langkah kedua",
    "hasil_lalu": "Hasil tahun lalu",
    "impor": "Impor",
    "indikator": "Indikator",
    "jabatan": "Jabatan",
    "kantor": "Pengaturan kantor",
    "keputusan": "Edisi Keputusan",
    "lampiran": "Lampiran edisi",
    "libur": "Hari libur",
    "mutu": "Penilaian mutu",
    "pegawai": "Pegawai dan akun",
    "pemeriksaan": "Catatan pemeriksaan",
    "pemulihan": "Kode pemulihan",
    "pengecualian": "Pengecualian",
    "penugasan": "Penugasan",
    "periode": "Periode",
    "renstra": "Target akhir Renstra",
    "sesi": "Sesi masuk",
    "sumber_data": "Sumber data indikator",
    "target": "Target",
    "templat": "Templat Word",
    "terbitan": "Dokumen terbit",
    "usulan": "Usulan perubahan",
    "usulan_target": "Usulan target",
}
#: Rows of one table that a finding names; the rest are counted.
PALING_DISEBUT = 10


def format_baris_lain(tabel: str, nomor: Sequence[str]) -> str:
    """Return, in a sentence, which rows of a table are not as the trail left them."""
    sebutan = _SEBUTAN.get(tabel, tabel)
    sebut = ", ".join(nomor[:PALING_DISEBUT])
    lain = len(nomor) - PALING_DISEBUT
    sebut += f", dan {lain} lainnya" if lain > 0 else ""
    return f"{sebutan}: baris nomor {sebut} diubah, ditambah, atau dihapus di luar aplikasi."
