"""What every step on an entry shares: load, take, write the row, its history and the audit line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, insert, update

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import write
from iki_web.extensions import jam
from iki_web.models import Bukti, Kantor, Realisasi, Riwayat, Rujukan
from iki_web.queries.acuan import Acuan, BarisIndikator, find_acuan
from iki_web.queries.periksa import list_sidik
from iki_web.queries.realisasi import BerkasBukti, EntriTampil, Slot, find_entri, to_entri
from iki_web.rules.alur import ALASAN_KEMBALI, Aksi, Isi, Status, take
from iki_web.rules.galat import Basi
from iki_web.rules.jejak import Peristiwa, format_kanonik
from iki_web.rules.keterlihatan import Pandangan, Pelaku
from iki_web.rules.realisasi import Isian, dump_daftar, find_hasil, format_hasil

_PERISTIWA = {
    Aksi.SIMPAN: Peristiwa.REALISASI_DISIMPAN,
    Aksi.AJUKAN: Peristiwa.REALISASI_DIAJUKAN,
    Aksi.TARIK: Peristiwa.REALISASI_DITARIK,
    Aksi.KEMBALIKAN: Peristiwa.REALISASI_DIKEMBALIKAN,
    Aksi.SETUJUI: Peristiwa.REALISASI_DISETUJUI,
    Aksi.BUKA_KEMBALI: Peristiwa.REALISASI_DIBUKA_KEMBALI,
}

_KOLOM_ISIAN = (
    "pembilang",
    "penyebut",
    "angka",
    "nihil",
    "alasan_nihil",
    "keterangan",
    "kendala",
    "tindak_lanjut",
)

# What one step writes, built once; the columns are those of the values given with it.
_TAMBAH, _UBAH = insert(Realisasi), update(Realisasi).where(Realisasi.id == bindparam("nomor"))
_TAMBAH_BUKTI, _LEPAS = insert(Bukti), update(Bukti).where(Bukti.id == bindparam("nomor"))
_TAMBAH_RUJUKAN = insert(Rujukan)
_UBAH_RUJUKAN = update(Rujukan).where(
    Rujukan.realisasi_id == bindparam("realisasi"), Rujukan.sumber_id == bindparam("sumber")
)
_TAMBAH_RIWAYAT = insert(Riwayat)
_REKAP = (
    update(Kantor)
    .where(Kantor.id == bindparam("kantor"))
    .values(versi_rekap=Kantor.versi_rekap + 1)
)


@dataclass(frozen=True, slots=True)
class Tempat:
    """The address of an entry: indicator id and period code."""

    indikator_id: int
    kode: str

    @property
    def objek(self) -> str:
        """The entry's name in the audit trail."""
        return f"realisasi:{self.indikator_id}/{self.kode}"


@dataclass(slots=True)
class Kerja:
    """One step being taken: the entry as it was, and what it will hold once all is written.

    `kolom` are further columns of its row. Nothing is written before `finish_kerja`.
    """

    pelaku: Pelaku
    tempat: Tempat
    acuan: Acuan
    entri: EntriTampil
    isian: Isian
    slot: tuple[Slot, ...]
    sebelum: dict[str, Any]
    kolom: dict[str, Any] = field(default_factory=dict)


def begin_kerja(pelaku: Pelaku, tempat: Tempat) -> Kerja:
    """Load an entry inside the open transaction."""
    acuan = find_acuan(pelaku)
    entri = find_entri(pelaku, tempat.indikator_id, tempat.kode, acuan, lengkap=False)
    sebelum = {}
    if entri.baris is not None:
        sebelum = build_isi(entri.indikator, entri.status, entri.isian, entri.slot)
    return Kerja(pelaku, tempat, acuan, entri, entri.isian, entri.slot, sebelum)


def take_langkah(kerja: Kerja, aksi: Aksi, isi: Isi, status: Status | None = None) -> Status:
    """Ask the step table; a stale version also says what changed meanwhile.

    `status`: what an earlier step of the same act has made of the entry.
    """
    entri = to_entri(kerja.entri)
    try:
        return take(entri if status is None else replace(entri, status=status), aksi, isi)
    except Basi as basi:
        tempat = kerja.tempat
        kini = find_entri(kerja.pelaku, tempat.indikator_id, tempat.kode, kerja.acuan)
        raise Basi(basi.kalimat, list_perubahan(kini, isi.versi)) from None


def list_perubahan(entri: EntriTampil, versi: int) -> tuple[str, ...]:
    """Return, in sentences, what happened to an entry after the version someone saw."""
    kata = {
        Aksi.SIMPAN: "menyimpan",
        Aksi.AJUKAN: "mengajukan",
        Aksi.TARIK: "menarik",
        Aksi.KEMBALIKAN: "mengembalikan",
        Aksi.SETUJUI: "menyetujui",
        Aksi.BUKA_KEMBALI: "membuka kembali",
    }
    if entri.status is Status.DRAF and entri.pandangan is Pandangan.STATUS:
        # What he saw was submitted; only its owner makes a draft of that, and keeps it to himself.
        return (f"{entri.jabatan.nama_singkat} {kata[Aksi.TARIK]} realisasi ini menjadi draf.",)
    hasil = []
    for putaran in entri.riwayat:
        if putaran.versi > versi:
            catatan = f": {putaran.catatan}" if putaran.catatan else ""
            menulis = putaran.aksi in (Aksi.SIMPAN, Aksi.AJUKAN)
            angka = f" (nilai {putaran.isi['hasil']})" if menulis else ""
            hasil.append(f"{putaran.pelaku} {kata[putaran.aksi]} realisasi ini{angka}{catatan}.")
    return tuple(hasil)


def add_terlibat(kerja: Kerja) -> None:
    """Remember that a person filled in or submitted this entry: he may not decide on it."""
    baris = kerja.entri.baris
    ada = baris.terlibat if baris else frozenset()
    kerja.kolom["terlibat"] = json.dumps(sorted({*ada, kerja.pelaku.pegawai_id}))


def build_isi(
    indikator: BarisIndikator, status: Status, isian: Isian, slot: Sequence[Slot]
) -> dict[str, Any]:
    """Return what an entry holds, for history and audit."""
    return {
        "status": status,
        "pembilang": isian.pembilang,
        "penyebut": isian.penyebut,
        "angka": isian.angka,
        "daftar": json.loads(dump_daftar(isian.daftar)),
        "nihil": isian.nihil,
        "alasan_nihil": isian.alasan_nihil,
        "keterangan": isian.keterangan,
        "kendala": isian.kendala,
        "tindak_lanjut": isian.tindak_lanjut,
        "hasil": format_hasil(find_hasil(isian, indikator.jenis_rumus), indikator.satuan),
        "bukti": [
            {
                "slot": satu.nama,
                "berkas": [
                    {"nama": b.nama, "sha256": b.sha256, "ukuran": b.ukuran} for b in satu.berkas
                ],
                "rujukan": satu.rujukan,
                "alasan": satu.alasan,
            }
            for satu in slot
        ],
    }


def finish_kerja(kerja: Kerja, aksi: Aksi, status: Status, isi: Isi) -> int:
    """Write status, version, content, history and audit line; returns the new version."""
    pelaku, versi = kerja.pelaku, kerja.entri.versi + 1
    kerja.kolom |= {"status": status, "versi": versi, "diubah": jam.now()}
    nomor = _write_baris(kerja)
    _write_slot(kerja, nomor)
    write(_REKAP, Kantor, {"kantor": pelaku.kantor_id})
    sesudah = build_isi(kerja.entri.indikator, status, kerja.isian, kerja.slot)
    alasan = ALASAN_KEMBALI.get(isi.alasan, "")
    _add_riwayat(kerja, nomor, aksi, isi.catatan, alasan, format_kanonik(sesudah))
    if isi.catatan or alasan:
        sesudah |= {"alasan": alasan, "catatan": isi.catatan}
    sesudah |= {"sidik": list_sidik(pelaku, nomor)[nomor]}
    add_jejak(pelaku, _PERISTIWA[aksi], kerja.tempat.objek, versi, kerja.sebelum, sesudah)
    return versi


def _write_baris(kerja: Kerja) -> int:
    """Write the entry's row, a new one where there was none; returns its id."""
    entri, isian = kerja.entri, kerja.isian
    if entri.baris is None or isian != entri.isian:
        kerja.kolom |= {nama: getattr(isian, nama) for nama in _KOLOM_ISIAN}
        kerja.kolom["daftar"] = dump_daftar(isian.daftar)
    if entri.baris is not None:
        write(_UBAH, Realisasi, kerja.kolom | {"nomor": entri.baris.id})
        return entri.baris.id
    tempat = {
        "indikator_id": entri.indikator.id,
        "periode_id": entri.periode.id,
        "jabatan_id": entri.jabatan.id,
    }
    (nomor,) = write(_TAMBAH, Realisasi, kerja.kolom | tempat).inserted_primary_key
    return int(nomor)


def _write_slot(kerja: Kerja, nomor: int) -> None:
    """Write what changed in the slots: files attached and detached, references and reasons."""
    for lama, baru in zip(kerja.entri.slot, kerja.slot, strict=True):
        for berkas in baru.berkas:
            if berkas not in lama.berkas:
                _add_bukti(kerja, nomor, baru.sumber_id, berkas)
        for berkas in lama.berkas:
            if berkas not in baru.berkas:
                write(_LEPAS, Bukti, {"nomor": berkas.id, "dilepas": jam.now()})
        if (baru.rujukan, baru.alasan) != (lama.rujukan, lama.alasan):
            teks = {"rujukan": baru.rujukan, "alasan": baru.alasan}
            kunci = {"realisasi": nomor, "sumber": baru.sumber_id}
            if not write(_UBAH_RUJUKAN, Rujukan, teks | kunci).rowcount:
                kunci = {"realisasi_id": nomor, "sumber_id": baru.sumber_id}
                write(_TAMBAH_RUJUKAN, Rujukan, teks | kunci)


def _add_bukti(kerja: Kerja, nomor: int, sumber_id: int, berkas: BerkasBukti) -> None:
    """Attach a file to a slot."""
    isi = {nama: getattr(berkas, nama) for nama in ("sha256", "nama", "jenis", "ukuran")}
    isi |= {"realisasi_id": nomor, "sumber_id": sumber_id, "diunggah": berkas.diunggah}
    write(_TAMBAH_BUKTI, Bukti, isi | {"pengunggah_id": kerja.pelaku.pegawai_id})


def _add_riwayat(
    kerja: Kerja, nomor: int, aksi: Aksi, catatan: str, alasan: str, sesudah: str
) -> None:
    """Add the version's line to the entry's own history."""
    pelaku = kerja.pelaku
    isi = {nama: kerja.kolom[nama] for nama in ("versi", "status")}
    isi |= {
        "realisasi_id": nomor,
        "aksi": aksi,
        "pelaku_id": pelaku.pegawai_id,
        "pelaku": f"{pelaku.nama} ({pelaku.jabatan_teks})",
        "waktu": kerja.kolom["diubah"],
        "alasan": alasan,
        "catatan": catatan,
        "isi": sesudah,
    }
    write(_TAMBAH_RIWAYAT, Riwayat, isi)
