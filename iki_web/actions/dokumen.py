"""Issuing documents: the content frozen with number, day, signers and the head of the trail."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iki_web.actions.jejak import add_jejak, find_kepala
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Terbitan
from iki_web.queries.dokumen import (
    KOLOM_JEJAK,
    Satu,
    can_terbit,
    complete_semua,
    count_versi,
    find_pemakai,
    get_kunci,
    list_isi,
)
from iki_web.rules.dokumen import (
    HURUF_KODE,
    PANJANG_KODE,
    SIFAT,
    Isi,
    Penerbitan,
    Pokok,
    compute_sidik,
    compute_sidik_data,
    format_isi,
)
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.teks import format_kalimat

_BASI = (
    "Data dokumen ini berubah sejak Anda membuka pratinjaunya. Belum diterbitkan. "
    "Baca pratinjau yang baru, lalu terbitkan."
)

_BUKAN = "Dokumen ini diterbitkan oleh pemegang jabatannya atau atasannya."
_TANPA_PENETAP = (
    "Belum diterbitkan. Edisi keputusan ini tidak memuat nama pejabat yang menetapkannya. "
    "Minta pengelola memuat edisi yang menyebut nama itu."
)


@transaction
def issue_dokumen(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan, sidik: str, alamat: str) -> int:
    """Issue a document as its preview read; returns its id.

    `sidik`: the digest of the preview's data. `alamat`: where its QR leads to. Raises
    TidakBerwenang, Basi where the data changed since, and Ditolak for a signer that is missing
    or a number another document carries. An earlier version stays as it is.
    """
    if not can_terbit(pelaku, pokok):
        raise TidakBerwenang(_BUKAN)
    (cara,) = complete_semua(pelaku, [pokok], terbit)
    (isi,) = list_isi(pelaku, [cara])
    _check(pelaku, cara, isi, sidik)
    baris = _add(pelaku, cara, isi, alamat)
    sesudah = _build_jejak(baris)
    aksi, objek = Peristiwa.DOKUMEN_DITERBITKAN, f"dokumen:{baris.pokok}"
    add_jejak(pelaku, aksi, objek, baris.versi, sesudah=sesudah)
    return baris.id


@transaction
def issue_banyak(
    pelaku: Pelaku, semua: Mapping[Pokok, str], terbit: Penerbitan, alamat: str
) -> tuple[int, ...]:
    """Issue documents of one kind, year and period as they were read; returns their ids.

    `semua`: each with the digest that was shown. All or none of them: raises Ditolak with a
    sentence per position ("jabatan-<id>"), and TidakBerwenang. One line of the trail lists them.
    """
    if not all(can_terbit(pelaku, satu) for satu in semua):
        raise TidakBerwenang(_BUKAN)
    cara = complete_semua(pelaku, list(semua), replace(terbit, nomor=""))
    galat, pasangan = {}, list(zip(cara, list_isi(pelaku, cara), strict=True))
    for satu, isi in pasangan:
        try:
            _check(pelaku, satu, isi, semua[satu[0]])
        except (Ditolak, Basi) as sebab:
            galat[f"jabatan-{satu[0].jabatan_id}"] = sebab.kalimat
    if galat or not pasangan:
        raise Ditolak(_format_banyak(len(galat)), galat)
    baris = [_add(pelaku, satu, isi, alamat) for satu, isi in pasangan]
    pokok = pasangan[0][0][0]
    objek = f"dokumen:{pokok.jenis.value}:{pokok.tahun}:{pokok.periode or '-'}:banyak"
    sesudah = {"dokumen": [_build_jejak(satu) for satu in baris]}
    add_jejak(pelaku, Peristiwa.DOKUMEN_DITERBITKAN, objek, 1, sesudah=sesudah)
    return tuple(satu.id for satu in baris)


def _format_banyak(banyak: int) -> str:
    if not banyak:
        return "Belum diterbitkan. Centang dahulu jabatan yang dokumennya akan diterbitkan."
    return (
        f"Belum ada yang diterbitkan: {banyak} dokumen belum dapat diterbitkan. "
        "Sebabnya tertulis pada barisnya; perbaiki, atau lepaskan centangnya."
    )


def _build_jejak(baris: Terbitan) -> dict[str, Any]:
    return {nama: getattr(baris, nama) for nama in KOLOM_JEJAK}


def _check(pelaku: Pelaku, satu: Satu, isi: Isi, sidik: str) -> None:
    """Refuse what may not be issued so."""
    pokok, terbit = satu
    if compute_sidik_data(isi) != sidik:
        raise Basi(_BASI)
    _check_penanda(pokok, isi)
    _check_nomor(pelaku, terbit.nomor, get_kunci(pelaku, pokok))


def _add(pelaku: Pelaku, satu: Satu, isi: Isi, alamat: str) -> Terbitan:
    """Add the next version of a document."""
    pokok, terbit = satu
    baris = _build(pelaku, pokok, isi, terbit.nomor)
    baris.pokok = get_kunci(pelaku, pokok)
    baris.versi = count_versi(pelaku, baris.pokok) + 1
    baris.tanggal, baris.alamat = terbit.tanggal, alamat
    db.session.add(baris)
    return baris


def _check_penanda(pokok: Pokok, isi: Isi) -> None:
    """Refuse a document that nobody can sign, naming the position."""
    kosong = {satu.jabatan for satu in isi.penanda if not satu.nama}
    if kosong and SIFAT[pokok.jenis].terbuka:
        # Its own text says who signed it, whatever the day.
        raise Ditolak(_TANPA_PENETAP)
    if kosong:
        jabatan = ", ".join(sorted(kosong))
        raise Ditolak(
            f"Belum diterbitkan. Tidak ada yang memegang jabatan {jabatan} pada tanggal dokumen. "
            "Pilih tanggal lain, atau minta pengelola menetapkan Plt."
        )


def _check_nomor(pelaku: Pelaku, nomor: str, kunci: str) -> None:
    """Refuse a number that another document of the office carries, naming it."""
    pemakai = find_pemakai(pelaku, nomor, kunci)
    if pemakai is not None:
        kalimat = format_kalimat(f"Nomor {nomor} sudah dipakai oleh {pemakai}")
        raise Ditolak(f"Belum diterbitkan. {kalimat}", {"nomor": kalimat})


def _build(pelaku: Pelaku, pokok: Pokok, isi: Isi, nomor: str) -> Terbitan:
    """Return the row but for its place in the line of versions."""
    jejak = find_kepala()
    assert jejak is not None, "preparing the instance wrote the first line"
    return Terbitan(
        kantor_id=pelaku.kantor_id,
        jenis=pokok.jenis,
        tahun=pokok.tahun,
        periode=pokok.periode,
        jabatan_id=pokok.jabatan_id,
        nomor=nomor,
        judul=isi.nama,
        isi=format_isi(isi),
        sidik=compute_sidik(isi),
        kode="".join(secrets.choice(HURUF_KODE) for _ in range(PANJANG_KODE)),
        jejak_seq=jejak.seq,
        jejak_mac=jejak.mac,
        penerbit_id=pelaku.pegawai_id,
        diterbitkan=jam.now(),
    )
