"""What every step on an entry shares: load, take, write the row, its history and the audit line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from iki_web.actions.jejak import add_jejak
from iki_web.extensions import db, jam
from iki_web.models import Kantor, Realisasi, Riwayat
from iki_web.queries.periksa import list_sidik
from iki_web.queries.realisasi import EntriTampil, find_entri, to_entri
from iki_web.rules.alur import ALASAN_KEMBALI, Aksi, Isi, Status, take
from iki_web.rules.galat import Basi
from iki_web.rules.jejak import Peristiwa, format_kanonik
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.realisasi import Isian, dump_daftar, format_hasil

_PERISTIWA = {
    Aksi.SIMPAN: Peristiwa.REALISASI_DISIMPAN,
    Aksi.AJUKAN: Peristiwa.REALISASI_DIAJUKAN,
    Aksi.TARIK: Peristiwa.REALISASI_DITARIK,
    Aksi.KEMBALIKAN: Peristiwa.REALISASI_DIKEMBALIKAN,
    Aksi.SETUJUI: Peristiwa.REALISASI_DISETUJUI,
    Aksi.BUKA_KEMBALI: Peristiwa.REALISASI_DIBUKA_KEMBALI,
}


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
    """One step being taken: the entry as it was, and its row as it will be."""

    pelaku: Pelaku
    tempat: Tempat
    entri: EntriTampil
    baris: Realisasi
    sebelum: dict[str, Any]


def begin_kerja(pelaku: Pelaku, tempat: Tempat) -> Kerja:
    """Load an entry inside the open transaction; a new row stands ready where there is none."""
    entri = find_entri(pelaku, tempat.indikator_id, tempat.kode, segar=True)
    if entri.baris is not None:
        baris = db.session.get_one(Realisasi, entri.baris.id)
    else:
        baris = Realisasi(
            indikator_id=entri.indikator.id,
            periode_id=entri.periode.id,
            jabatan_id=entri.jabatan.id,
            status=Status.DRAF,
            versi=1,
            daftar="{}",
            terlibat="[]",
            diubah=jam.now(),
        )
    return Kerja(pelaku, tempat, entri, baris, build_isi(entri))


def take_langkah(kerja: Kerja, aksi: Aksi, isi: Isi) -> Status:
    """Ask the step table; a stale version also says what changed meanwhile."""
    try:
        return take(to_entri(kerja.entri), aksi, isi)
    except Basi as basi:
        raise Basi(basi.kalimat, list_perubahan(kerja.entri, isi.versi)) from None


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
    hasil = []
    for putaran in entri.riwayat:
        if putaran.versi > versi:
            catatan = f": {putaran.catatan}" if putaran.catatan else ""
            angka = f" (nilai {putaran.isi['hasil']})" if putaran.aksi is Aksi.SIMPAN else ""
            hasil.append(f"{putaran.pelaku} {kata[putaran.aksi]} entri ini{angka}{catatan}.")
    return tuple(hasil)


def write_isian(baris: Realisasi, isian: Isian) -> None:
    """Put typed values into the row."""
    baris.pembilang, baris.penyebut, baris.angka = isian.pembilang, isian.penyebut, isian.angka
    baris.daftar = dump_daftar(isian.daftar)
    baris.nihil, baris.alasan_nihil = isian.nihil, isian.alasan_nihil
    baris.keterangan, baris.kendala = isian.keterangan, isian.kendala
    baris.tindak_lanjut = isian.tindak_lanjut


def add_terlibat(baris: Realisasi, pegawai_id: int) -> None:
    """Remember that a person filled in or submitted this entry: he may not decide on it."""
    baris.terlibat = json.dumps(sorted({*json.loads(baris.terlibat), pegawai_id}))


def build_isi(entri: EntriTampil) -> dict[str, Any]:
    """Return what an entry holds, for history and audit (empty where there is no row)."""
    if entri.baris is None:
        return {}
    isian = entri.isian
    return {
        "status": entri.status,
        "pembilang": isian.pembilang,
        "penyebut": isian.penyebut,
        "angka": isian.angka,
        "daftar": json.loads(dump_daftar(isian.daftar)),
        "nihil": isian.nihil,
        "alasan_nihil": isian.alasan_nihil,
        "keterangan": isian.keterangan,
        "kendala": isian.kendala,
        "tindak_lanjut": isian.tindak_lanjut,
        "hasil": format_hasil(entri.hasil, entri.indikator.satuan),
        "bukti": [
            {
                "slot": slot.nama,
                "berkas": [
                    {"nama": b.nama, "sha256": b.sha256, "ukuran": b.ukuran} for b in slot.berkas
                ],
                "rujukan": slot.rujukan,
                "alasan": slot.alasan,
            }
            for slot in entri.slot
        ],
    }


def finish_kerja(kerja: Kerja, aksi: Aksi, status: Status, isi: Isi) -> int:
    """Write status, version, history and audit line; returns the new version."""
    baris, pelaku = kerja.baris, kerja.pelaku
    baris.status = status
    baris.versi = kerja.entri.versi + 1
    baris.diubah = jam.now()
    db.session.add(baris)
    db.session.flush()
    db.session.execute(
        update(Kantor)
        .where(Kantor.id == pelaku.kantor_id)
        .values(versi_rekap=Kantor.versi_rekap + 1)
    )
    tempat = kerja.tempat
    sesudah = build_isi(
        find_entri(pelaku, tempat.indikator_id, tempat.kode, segar=True, riwayat=False)
    )
    alasan = ALASAN_KEMBALI.get(isi.alasan, "")
    _add_riwayat(kerja, aksi, isi, alasan, sesudah)
    if isi.catatan or alasan:
        sesudah |= {"alasan": alasan, "catatan": isi.catatan}
    sesudah |= {"sidik": list_sidik(pelaku, baris.id)[baris.id]}
    add_jejak(pelaku, _PERISTIWA[aksi], kerja.tempat.objek, baris.versi, kerja.sebelum, sesudah)
    return baris.versi


def _add_riwayat(
    kerja: Kerja, aksi: Aksi, isi: Isi, alasan: str, sesudah: Mapping[str, Any]
) -> None:
    """Add the version's line to the entry's own history."""
    pelaku = kerja.pelaku
    db.session.add(
        Riwayat(
            realisasi_id=kerja.baris.id,
            versi=kerja.baris.versi,
            aksi=aksi,
            status=kerja.baris.status,
            pelaku_id=pelaku.pegawai_id,
            pelaku=f"{pelaku.nama} ({pelaku.jabatan_teks})",
            waktu=jam.now(),
            alasan=alasan,
            catatan=isi.catatan,
            isi=format_kanonik(sesudah),
        )
    )
    db.session.flush()
