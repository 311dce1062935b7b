"""A draft read from one file: a workbook or TOML, as the page Keputusan hands them out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.draf import check_kode, clear_penetapan
from iki_web.actions.keputusan.tulis import add_edisi
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Jabatan, StatusKeputusan
from iki_web.queries.acuan import get_acuan
from iki_web.queries.keputusan import find_edisi
from iki_web.rules.formulir import Pembaca
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import Edisi, LembarJabatan, read_kode
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.naskah import NaskahDitolak, Salah, parse_buku, parse_toml
from iki_web.storage.nama import bersihkan_nama
from iki_web.storage.naskah import terima_naskah


@dataclass(frozen=True, slots=True)
class Muatan:
    """What was read from a file; `baru`: names of positions it added to the office's tree."""

    id: int
    jabatan: int
    indikator: int
    baru: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """What was read, in one sentence or two."""
        pokok = f"Draf dibuat dari berkas: {self.jabatan} jabatan, {self.indikator} indikator."
        return f"{pokok} Jabatan baru di susunan: {', '.join(self.baru)}." if self.baru else pokok


def create_draf_berkas(
    pelaku: Pelaku, form: Mapping[str, str], nama: str, stream: IO[bytes]
) -> Muatan:
    """Begin a draft from a file; its indicators continue those of the same code in force.

    Number and signature of the file are left out. Raises NaskahDitolak with every fault,
    BerkasDitolak for what is no edition file, and Ditolak for a code in use.
    """
    check_pengelola(pelaku)
    baca = Pembaca(form)
    kode = read_kode(baca)
    baca.check()
    sidik, isi = terima_naskah(stream, nama)
    butir = isinstance(isi, dict)
    edisi, salah = parse_toml(isi) if isinstance(isi, dict) else parse_buku(isi)
    if edisi is None:
        raise NaskahDitolak(salah, butir=butir)
    hari_ini = jam.today()
    edisi = replace(clear_penetapan(edisi), kode=kode, tanggal=hari_ini, berlaku_mulai=hari_ini)
    return _create(pelaku, edisi, bersihkan_nama(nama), sidik, form.get("tambah") == "1")


@transaction
def _create(pelaku: Pelaku, edisi: Edisi, nama: str, sidik: str, tambah: bool) -> Muatan:
    check_kode(pelaku, edisi.kode)
    baru = _check_jabatan(pelaku, edisi, tambah)
    dasar_id, asal = _find_asal(pelaku, edisi)
    keputusan = add_edisi(pelaku, edisi, StatusKeputusan.DRAF, dasar_id=dasar_id, asal=asal)
    muatan = Muatan(
        keputusan.id, len(edisi.lembar), len(edisi.indikator), tuple(j.nama for j in baru)
    )
    sesudah = {
        "kode": edisi.kode,
        "tentang": edisi.tentang,
        "berkas": nama,
        "sha256": sidik,
        "jabatan": muatan.jabatan,
        "indikator": muatan.indikator,
        "jabatan_baru": [j.kode for j in baru],
    }
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DISUSUN, f"keputusan:{edisi.kode}", 1, None, sesudah)
    return muatan


def _check_jabatan(pelaku: Pelaku, edisi: Edisi, tambah: bool) -> tuple[LembarJabatan, ...]:
    """Return the positions the office does not have yet. Raises NaskahDitolak.

    They stay when the draft is deleted, so they are added only where that was asked for, and
    never above or beside the head of the office.
    """
    semua = select(Jabatan.kode, Jabatan.atasan_id).where(Jabatan.kantor_id == pelaku.kantor_id)
    ada = {b.kode: b.atasan_id for b in db.session.execute(semua)}
    baru = tuple(j for j in edisi.jabatan if j.kode not in ada)
    puncak = next((kode for kode, atasan in ada.items() if atasan is None), None)
    if salah := tuple(_list_salah(baru, puncak, tambah)):
        raise NaskahDitolak(salah)
    return baru


def _list_salah(baru: Sequence[LembarJabatan], puncak: str | None, tambah: bool) -> Iterator[Salah]:
    kepala = [j for j in baru if j.atasan is None]
    if len(kepala) > (puncak is None):
        for satu in kepala:
            kalimat = f"“{satu.nama}” tanpa atasan, padahal pimpinan kantor hanya satu."
            if puncak:
                kalimat += f" Isi atasannya, atau samakan kodenya dengan “{puncak}”."
            yield Salah("Jabatan", 0, "Atasan", kalimat)
    if not tambah:
        for satu in baru:
            kalimat = (
                f"“{satu.kode}” ({satu.nama}) belum ada di kantor ini. Samakan kodenya dengan "
                "jabatan yang ada, atau centang “Tambahkan jabatan yang belum ada”."
            )
            yield Salah("Jabatan", 0, "Kode", kalimat)


def _find_asal(pelaku: Pelaku, edisi: Edisi) -> tuple[int | None, dict[str, int]]:
    """Return the edition in force and which of its indicators the file's go on with."""
    berlaku = get_acuan(pelaku).find_keputusan(jam.today().year)
    if berlaku is None:
        return None, {}
    dasar = find_edisi(pelaku, berlaku.id)
    jabatan = {i.kode: j.kode for j in edisi.jabatan for i in j.indikator}
    asal = {
        kode: kunci.id
        for kode, kunci in dasar.indikator.items()
        if jabatan.get(kode) == kunci.jabatan_kode and not kunci.berakhir
    }
    return (berlaku.id if asal else None), asal
