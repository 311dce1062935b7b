"""The tree of positions: which superior may be, the paths, what keeps a position, and the form."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak

PANJANG_NAMA, PANJANG_SINGKAT, PANJANG_KODE = 200, 60, 40
URUTAN_MAKS = 999


@dataclass(frozen=True, slots=True)
class Tempat:
    """A position as the rules of the tree see it."""

    id: int
    nama: str
    atasan_id: int | None
    aktif: bool = True


def list_subpohon(pohon: Mapping[int, Tempat], jabatan_id: int) -> tuple[int, ...]:
    """Return the ids of a position and everything below it, each after its superior."""
    hasil = [jabatan_id]
    for nomor in hasil:
        hasil += [t.id for t in pohon.values() if t.atasan_id == nomor]
    return tuple(hasil)


def compute_jalur(pohon: Mapping[int, Tempat], jabatan_id: int) -> dict[int, str]:
    """Return the paths ("/1/2/5/") of a position and everything below it."""
    hasil: dict[int, str] = {}
    for nomor in list_subpohon(pohon, jabatan_id):
        atasan_id = pohon[nomor].atasan_id
        hasil[nomor] = (hasil.get(atasan_id or 0) or _find_jalur(pohon, atasan_id)) + f"{nomor}/"
    return hasil


def _find_jalur(pohon: Mapping[int, Tempat], jabatan_id: int | None) -> str:
    """Return the path of one position by climbing; "/" above the head."""
    bagian = []
    while jabatan_id is not None:
        bagian.append(jabatan_id)
        jabatan_id = pohon[jabatan_id].atasan_id
    return "/" + "".join(f"{nomor}/" for nomor in reversed(bagian))


def check_atasan(pohon: Mapping[int, Tempat], jabatan_id: int, atasan_id: int) -> None:
    """Refuse a superior that cannot be: for the head, itself, one below it, an abolished one."""
    jabatan = pohon[jabatan_id]
    if jabatan.atasan_id is None:
        raise _build_tolak(
            f"{jabatan.nama} adalah pucuk pohon jabatan, jadi tidak memiliki atasan di kantor ini."
        )
    atasan = pohon.get(atasan_id)
    if atasan is None or not atasan.aktif:
        raise _build_tolak("Pilih atasan dari daftar jabatan yang aktif.")
    if atasan_id == jabatan_id:
        raise _build_tolak("Jabatan tidak dapat menjadi atasan bagi dirinya sendiri.")
    if atasan_id in list_subpohon(pohon, jabatan_id):
        raise _build_tolak(
            f"{atasan.nama} berada di bawah {jabatan.nama}. Bila dipindahkan, keduanya saling "
            "membawahi. Pindahkan dahulu jabatan yang di bawah."
        )


def check_tutup(
    pohon: Mapping[int, Tempat], jabatan_id: int, pemegang: Collection[str], indikator: int
) -> None:
    """Refuse to abolish a position that is still in use; raises Ditolak with what to do first.

    `pemegang`: people assigned to it today or later; `indikator`: how many are in force.
    """
    jabatan = pohon[jabatan_id]
    if jabatan.atasan_id is None:
        raise Ditolak(f"{jabatan.nama} adalah pucuk pohon jabatan, jadi tidak dapat dinonaktifkan.")
    bawah = [t.nama for t in pohon.values() if t.atasan_id == jabatan_id and t.aktif]
    if bawah:
        raise Ditolak(f"Masih ada jabatan di bawahnya: {', '.join(bawah)}. Pindahkan dahulu.")
    if pemegang:
        siapa = ", ".join(dict.fromkeys(pemegang))
        raise Ditolak(f"Masih ada penugasan yang berlaku: {siapa}. Akhiri dahulu.")
    if indikator:
        raise Ditolak(
            f"Masih ada {indikator} indikator yang berlaku pada jabatan ini. Akhiri dahulu pada "
            "edisi Keputusan."
        )


def _build_tolak(kalimat: str) -> Ditolak:
    return Ditolak(kalimat, {"atasan_id": kalimat})


def compute_kode(nama: str, dipakai: Collection[str] = ()) -> str:
    """Return a free code for a new position: "Kasi Ekonomi" -> "kasi-ekonomi"."""
    lurus = unicodedata.normalize("NFKD", nama.lower()).encode("ascii", "ignore").decode()
    dasar = "-".join(re.findall(r"[a-z0-9]+", lurus))[: PANJANG_KODE - 4].strip("-") or "jabatan"
    calon, nomor = dasar, 1
    while calon in dipakai:
        nomor += 1
        calon = f"{dasar}-{nomor}"
    return calon


@dataclass(frozen=True, slots=True)
class IsianJabatan:
    """A position as typed; its superior is chosen apart from its names."""

    nama: str
    nama_singkat: str
    urutan: int

    def as_teks(self) -> dict[str, str]:
        """Return label -> text, to show two versions beside each other."""
        return {
            "Nama jabatan": self.nama,
            "Nama singkat": self.nama_singkat,
            "Urutan": str(self.urutan),
        }


def read_jabatan(form: Mapping[str, str]) -> IsianJabatan:
    """Read the form of a position; raises Ditolak with a sentence per wrong field.

    Fields: nama, nama_singkat (empty: as nama), urutan (1 to 999).
    """
    baca = Pembaca(form)
    nama = baca.baris("nama", "Nama jabatan", PANJANG_NAMA, wajib=True)
    singkat = baca.baris("nama_singkat", "Nama singkat", PANJANG_SINGKAT)
    if nama and not singkat and len(nama) > PANJANG_SINGKAT:
        baca.refuse("nama_singkat", f"Tulis nama singkat, paling banyak {PANJANG_SINGKAT} huruf.")
    urutan = baca.bulat("urutan", "Urutan", 0, URUTAN_MAKS)
    baca.check()
    return IsianJabatan(nama, singkat or nama, urutan or 0)


def read_atasan(form: Mapping[str, str]) -> int:
    """Read the id of the superior chosen; raises Ditolak where it is none.

    Whether it may be is asked of `check_atasan` inside the transaction.
    """
    teks = form.get("atasan_id", "")
    if not (teks.isascii() and teks.isdigit() and len(teks) < 10):
        raise _build_tolak("Pilih atasan dari daftar jabatan yang aktif.")
    return int(teks)
