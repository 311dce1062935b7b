"""People: what an NIP must be, the names they sign in with, and the form they are kept by."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak

PANJANG_NAMA, PANJANG_PANGKAT = 150, 100
PENGGUNA_MIN, PENGGUNA_MAKS = 3, 40
#: Nobody enters the civil service younger than this; a TMT before it is a slip of the pen.
USIA_TMT = 16
#: PPPK carry 21 (second contract 22, ...) where a PNS has the month of his TMT.
BULAN_PPPK = range(21, 30)
_POLA_PENGGUNA = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_CONTOH_NIP = "Contoh: 19780412 200501 1 003."
#: Words before a name that are no part of it.
_GELAR = {
    "dr", "dra", "drg", "drs", "h", "hj", "hjh", "ir", "kh", "ny", "prof", "r", "ra", "raden", "tn",
}  # fmt: skip


def format_nip(nip: str | None) -> str:
    """Print an NIP in its groups of 8-6-1-3; empty where there is none (non-ASN)."""
    if not nip:
        return ""
    return " ".join((nip[:8], nip[8:14], nip[14:15], nip[15:])).strip()


def parse_nip(teks: str, hari: date) -> str:
    """Return the 18 digits of an NIP typed with or without spaces.

    Its parts: day of birth, year and month of the TMT CPNS (PPPK: year and 21 to 29), sex 1 or 2,
    serial. `hari`: today. Raises ValueError with a sentence naming the part that cannot be.
    """
    angka = "".join(teks.split())
    if not (angka.isascii() and angka.isdigit()):
        raise ValueError(f"NIP hanya berisi angka, boleh dipisah spasi. {_CONTOH_NIP}")
    if len(angka) != 18:
        raise ValueError(f"NIP terdiri dari 18 angka; yang ditulis {len(angka)}. {_CONTOH_NIP}")
    for periksa in _BAGIAN:
        periksa(angka, hari)
    return angka


def _parse_lahir(angka: str) -> date | None:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        return None


def _check_lahir(angka: str, hari: date) -> None:
    lahir = _parse_lahir(angka)
    if lahir is None or lahir.year < 1900 or lahir > hari:
        raise ValueError(
            "Delapan angka pertama NIP adalah tanggal lahir (tahun, bulan, hari); "
            f"“{angka[:8]}” bukan tanggal lahir yang benar."
        )


def _check_tmt(angka: str, hari: date) -> None:
    tahun, bulan, lahir = int(angka[8:12]), int(angka[12:14]), int(angka[:4])
    if not (1 <= bulan <= 12 or bulan in BULAN_PPPK):
        raise ValueError(
            "Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan TMT CPNS; "
            f"“{angka[8:14]}” bukan tahun dan bulan yang benar."
        )
    if not lahir + USIA_TMT <= tahun <= hari.year + 1:
        raise ValueError(
            f"Menurut NIP ini TMT CPNS tahun {tahun}, padahal tahun lahirnya {lahir}. "
            "Periksa angka ke-9 sampai ke-12."
        )


def _check_kelamin(angka: str, _hari: date) -> None:
    if angka[14] not in "12":
        raise ValueError(
            "Angka ke-15 NIP adalah jenis kelamin: 1 laki-laki atau 2 perempuan; "
            f"yang ditulis “{angka[14]}”."
        )


def _check_urut(angka: str, _hari: date) -> None:
    if angka[15:] == "000":
        raise ValueError("Tiga angka terakhir NIP adalah nomor urut, mulai dari 001.")


_BAGIAN: tuple[Callable[[str, date], None], ...] = (
    _check_lahir,
    _check_tmt,
    _check_kelamin,
    _check_urut,
)


def parse_nama_pengguna(teks: str) -> str:
    """Return the name a person signs in with, in small letters.

    Raises ValueError with a sentence for anything but letters a-z, digits, "." and "-" between.
    """
    nama = teks.strip().lower()
    if not PENGGUNA_MIN <= len(nama) <= PENGGUNA_MAKS:
        raise ValueError(
            f"Nama pengguna paling sedikit {PENGGUNA_MIN} dan paling banyak {PENGGUNA_MAKS} huruf."
        )
    if not _POLA_PENGGUNA.fullmatch(nama):
        raise ValueError(
            "Nama pengguna hanya huruf a-z, angka, titik, atau tanda hubung di tengah. "
            "Contoh: siti-aminah."
        )
    return nama


def compute_nama_pengguna(nama: str, dipakai: Collection[str] = ()) -> str:
    """Propose a free name to sign in with: "Drs. H. Budi Santoso, M.Si" -> "budi-santoso"."""
    lurus = unicodedata.normalize("NFKD", nama.partition(",")[0].lower())
    kata = re.findall(r"[a-z0-9]+", lurus.encode("ascii", "ignore").decode().replace("'", ""))
    while len(kata) > 1 and kata[0] in _GELAR:
        kata.pop(0)
    pilih = kata if len(kata) < 2 else [kata[0], kata[-1]]
    dasar = "-".join(pilih)[: PENGGUNA_MAKS - 4].strip("-")
    if len(dasar) < PENGGUNA_MIN:
        dasar = f"pegawai-{dasar}".strip("-")
    calon, nomor = dasar, 1
    while calon in dipakai:
        nomor += 1
        calon = f"{dasar}-{nomor}"
    return calon


@dataclass(frozen=True, slots=True)
class IsianPegawai:
    """A person as typed; `nip` None for non-ASN, `nama_pengguna` "" to have one proposed."""

    nama: str
    nip: str | None = None
    pangkat: str = ""
    nama_pengguna: str = ""
    pengelola: bool = False
    pemeriksa: bool = False

    def as_teks(self) -> dict[str, str]:
        """Return label -> text, to show two versions beside each other."""
        return {
            "Nama": self.nama,
            "NIP": format_nip(self.nip) or "tanpa NIP",
            "Pangkat": self.pangkat,
            "Nama pengguna": self.nama_pengguna,
            "Tugas pengelola": "ya" if self.pengelola else "tidak",
            "Tugas pemeriksa": "ya" if self.pemeriksa else "tidak",
        }


def read_pegawai(form: Mapping[str, str], hari: date) -> IsianPegawai:
    """Read the form of a person; raises Ditolak with a sentence per wrong field.

    Fields: nama, nip, pangkat, nama_pengguna, pengelola, pemeriksa. `hari`: today.
    """
    baca = Pembaca(form)
    nama = baca.baris("nama", "Nama", PANJANG_NAMA, wajib=True)
    if nama and not any(huruf.isalpha() for huruf in nama):
        baca.refuse("nama", "Tulis nama dengan huruf.")
    isian = IsianPegawai(
        nama=nama,
        nip=_read(baca, form, "nip", lambda teks: parse_nip(teks, hari)) or None,
        pangkat=baca.baris("pangkat", "Pangkat", PANJANG_PANGKAT),
        nama_pengguna=_read(baca, form, "nama_pengguna", parse_nama_pengguna),
        pengelola=baca.centang("pengelola"),
        pemeriksa=baca.centang("pemeriksa"),
    )
    if isian.pengelola and isian.pemeriksa:
        # The pemeriksa reads every value and changes nothing; the pengelola is the reverse.
        baca.refuse(
            "pemeriksa",
            "Pemeriksa membaca semua realisasi dan tidak mengubah apa pun, jadi tidak dapat "
            "sekaligus menjadi pengelola.",
        )
    baca.check()
    return isian


def _read(baca: Pembaca, form: Mapping[str, str], nama: str, urai: Callable[[str], str]) -> str:
    """Read an optional field by a rule that explains itself."""
    teks = form.get(nama, "")
    if not teks.strip():
        return ""
    try:
        return urai(teks)
    except ValueError as sebab:
        baca.refuse(nama, str(sebab))
        return ""


def check_pelepasan(pelaku_id: int, pegawai_id: int, pengelola_lain: int) -> None:
    """Refuse to take the pengelola's task from oneself, or from the last active one.

    `pengelola_lain`: how many other active pengelola there are (TRUST, "Authority").
    """
    if pelaku_id == pegawai_id:
        raise Ditolak(
            "Anda tidak dapat melepas tugas pengelola atau menonaktifkan akun Anda sendiri. "
            "Minta pengelola lain melakukannya.",
            {"pengelola": "Minta pengelola lain melepasnya."},
        )
    if pengelola_lain == 0:
        raise Ditolak(
            "Ini satu-satunya pengelola yang aktif. Tunjuk pengelola lain dahulu.",
            {"pengelola": "Tunjuk pengelola lain dahulu."},
        )
