"""The owner's acts: save, submit, withdraw, and detach a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from iki_web.actions.realisasi.tulis import (
    Kerja,
    Tempat,
    add_terlibat,
    begin_kerja,
    finish_kerja,
    take_langkah,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import jam
from iki_web.queries.realisasi import BerkasBukti, EntriTampil, Slot
from iki_web.rules import bukti as aturan_bukti
from iki_web.rules.alur import Aksi, Isi, Status
from iki_web.rules.bukti import BATAS_BERKAS
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.realisasi import Isian, compute_hasil, list_kekurangan, medan_hitung
from iki_web.storage import BerkasMasuk


@dataclass(frozen=True, slots=True)
class Kiriman:
    """What one form brings: typed values, and per slot number new files, reference and reason.

    Without `isian` the values stay as they are.
    """

    versi: int
    isian: Isian | None = None
    berkas: Mapping[int, Sequence[BerkasMasuk]] = field(default_factory=dict)
    rujukan: Mapping[int, str] = field(default_factory=dict)
    alasan: Mapping[int, str] = field(default_factory=dict)

    @property
    def kosong(self) -> bool:
        """Whether it brings nothing but the version that was seen."""
        return self.isian is None and not (self.berkas or self.rujukan or self.alasan)

    def is_sama(self, entri: EntriTampil) -> bool:
        """Whether it brings nothing that is not already there; a file is known by its bytes."""
        return self.isian in (None, entri.isian) and all(
            _fill_slot(slot, self) == slot for slot in entri.slot
        )


@transaction
def update_realisasi(pelaku: Pelaku, tempat: Tempat, kiriman: Kiriman) -> int:
    """Save an entry (step SIMPAN); returns its version.

    Saving what is already there changes nothing and makes no version, whatever version was seen
    (a form that brings nothing must have seen this one). Raises as `take` does, and Ditolak for
    numbers that cannot be.
    """
    kerja = begin_kerja(pelaku, tempat)
    if _is_sama(kerja.entri, kiriman):
        take_langkah(
            kerja, Aksi.SIMPAN, Isi(kiriman.versi if kiriman.kosong else kerja.entri.versi)
        )
        return kerja.entri.versi
    status = _apply_kiriman(kerja, kiriman)
    return finish_kerja(kerja, Aksi.SIMPAN, status, Isi(kiriman.versi))


def submit_realisasi(pelaku: Pelaku, tempat: Tempat, kiriman: Kiriman) -> int:
    """Save what a form brings and submit it as one change (steps SIMPAN and AJUKAN).

    Raises Ditolak naming every field and slot that is still missing; what the form brought is
    then saved as a draft, in a version of its own. Any other refusal leaves all as it was.
    """
    versi, tolak = _submit(pelaku, tempat, kiriman)
    if tolak is not None:
        raise tolak
    return versi


@transaction
def _submit(pelaku: Pelaku, tempat: Tempat, kiriman: Kiriman) -> tuple[int, Ditolak | None]:
    """Submit; return the version and, where something is missing, the refusal beside the draft."""
    kerja = begin_kerja(pelaku, tempat)
    status = None if kiriman.kosong else _apply_kiriman(kerja, kiriman)
    isi = Isi(kiriman.versi, kekurangan=_list_kurang(kerja))
    try:
        diajukan = take_langkah(kerja, Aksi.AJUKAN, isi, status)
    except Ditolak as tolak:
        if status is None or _is_sama(kerja.entri, kiriman):
            return kerja.entri.versi, tolak
        return finish_kerja(kerja, Aksi.SIMPAN, status, isi), tolak
    add_terlibat(kerja)
    kerja.kolom |= {"pengaju_id": pelaku.pegawai_id, "diajukan": jam.now()}
    return finish_kerja(kerja, Aksi.AJUKAN, diajukan, isi), None


def _apply_kiriman(kerja: Kerja, kiriman: Kiriman) -> Status:
    """Take the step SIMPAN with what a form brings; returns the status it leads to."""
    status = take_langkah(kerja, Aksi.SIMPAN, Isi(kiriman.versi))
    # Equal numbers stay written as they are: 5,0 over 5 is no change.
    if kiriman.isian is not None and kiriman.isian != kerja.entri.isian:
        _check_hitung(kerja.entri, kiriman.isian)
        kerja.isian = kiriman.isian
    kerja.slot = tuple(_fill_slot(slot, kiriman) for slot in kerja.entri.slot)
    if sum(len(slot.berkas) for slot in kerja.slot) > BATAS_BERKAS:
        raise Ditolak(
            f"Satu realisasi memuat paling banyak {BATAS_BERKAS} berkas. Gabungkan beberapa berkas "
            "menjadi satu PDF, lalu unggah kembali."
        )
    add_terlibat(kerja)
    return status


def _is_sama(entri: EntriTampil, kiriman: Kiriman) -> bool:
    """Whether saving would change nothing: of an untouched entry it makes a draft."""
    return entri.status in (Status.DRAF, Status.DIKEMBALIKAN) and kiriman.is_sama(entri)


def _check_hitung(entri: EntriTampil, isian: Isian) -> None:
    """Refuse numbers that cannot be (5 of 0), even in a draft."""
    jenis = entri.indikator.jenis_rumus
    try:
        compute_hasil(isian, jenis)
    except ValueError as sebab:
        raise Ditolak(str(sebab), {medan_hitung(isian, jenis): str(sebab)}) from None


def _list_kurang(kerja: Kerja) -> dict[str, str]:
    """Return everything an entry lacks before it can go to the superior."""
    slot = [slot.as_isi() for slot in kerja.slot]
    return list_kekurangan(kerja.isian, kerja.entri.indikator.jenis_rumus) | (
        aturan_bukti.list_kekurangan(slot, kerja.isian.nihil)
    )


def _fill_slot(slot: Slot, kiriman: Kiriman) -> Slot:
    """Return a slot with its new files, reference and reason; the same bytes are kept once."""
    berkas = {b.sha256: b for b in slot.berkas}
    for b in kiriman.berkas.get(slot.nomor, ()):
        if b.sha256 not in berkas:
            berkas[b.sha256] = BerkasBukti(0, b.nama, b.jenis, b.ukuran, b.sha256, jam.now())
    return replace(
        slot,
        berkas=tuple(berkas.values()),
        rujukan=kiriman.rujukan.get(slot.nomor, slot.rujukan),
        alasan=kiriman.alasan.get(slot.nomor, slot.alasan),
    )


@transaction
def withdraw_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int) -> int:
    """Take a submitted entry back (step TARIK), by the person who submitted it."""
    kerja = begin_kerja(pelaku, tempat)
    status = take_langkah(kerja, Aksi.TARIK, Isi(versi))
    return finish_kerja(kerja, Aksi.TARIK, status, Isi(versi))


@transaction
def remove_bukti(pelaku: Pelaku, tempat: Tempat, bukti_id: int, versi: int) -> int:
    """Detach a file from an entry still in its owner's hands; the row and the bytes stay."""
    kerja = begin_kerja(pelaku, tempat)
    status = take_langkah(kerja, Aksi.SIMPAN, Isi(versi))
    if bukti_id not in {berkas.id for berkas in kerja.entri.berkas}:
        raise TidakTerlihat
    kerja.slot = tuple(
        replace(slot, berkas=tuple(b for b in slot.berkas if b.id != bukti_id))
        for slot in kerja.slot
    )
    add_terlibat(kerja)
    return finish_kerja(kerja, Aksi.SIMPAN, status, Isi(versi))
