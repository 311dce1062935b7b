"""Issuing documents: the content frozen with number, day, signers and the head of the trail."""

import secrets

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Jejak, Terbitan
from iki_web.queries.dokumen import (
    KOLOM_JEJAK,
    can_terbit,
    complete_penerbitan,
    count_versi,
    find_pemakai,
    get_isi,
    get_kunci,
)
from iki_web.rules.dokumen import (
    HURUF_KODE,
    PANJANG_KODE,
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

_BASI = (
    "Data dokumen ini berubah sejak Anda membuka pratinjaunya. Belum diterbitkan. "
    "Baca pratinjau yang baru, lalu terbitkan."
)


@transaction
def issue_dokumen(pelaku: Pelaku, pokok: Pokok, terbit: Penerbitan, sidik: str, alamat: str) -> int:
    """Issue a document as its preview read; returns its id.

    `sidik`: the digest of the preview's data. `alamat`: where its QR leads to. Raises
    TidakBerwenang, Basi where the data changed since, and Ditolak for a signer that is missing
    or a number another document carries. An earlier version stays as it is.
    """
    if not can_terbit(pelaku, pokok):
        raise TidakBerwenang("Dokumen ini diterbitkan oleh pemegang jabatannya atau atasannya.")
    kunci = get_kunci(pelaku, pokok)
    terbit = complete_penerbitan(pelaku, pokok, terbit)
    isi = get_isi(pelaku, pokok, terbit)
    if compute_sidik_data(isi) != sidik:
        raise Basi(_BASI)
    _check_penanda(isi)
    _check_nomor(pelaku, terbit.nomor, kunci)
    baris = _build(pelaku, pokok, isi, terbit.nomor)
    baris.pokok, baris.versi = kunci, count_versi(pelaku, kunci) + 1
    baris.tanggal, baris.alamat = terbit.tanggal, alamat
    db.session.add(baris)
    sesudah = {nama: getattr(baris, nama) for nama in KOLOM_JEJAK}
    add_jejak(
        pelaku,
        Peristiwa.DOKUMEN_DITERBITKAN,
        f"dokumen:{kunci}",
        baris.versi,
        sesudah=sesudah,
    )
    return baris.id


def _check_penanda(isi: Isi) -> None:
    """Refuse a document that nobody can sign, naming the position."""
    kosong = {satu.jabatan for satu in isi.penanda if not satu.nama}
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
        kalimat = f"Nomor {nomor} sudah dipakai oleh {pemakai}."
        raise Ditolak(f"Belum diterbitkan. {kalimat}", {"nomor": kalimat})


def _build(pelaku: Pelaku, pokok: Pokok, isi: Isi, nomor: str) -> Terbitan:
    """Return the row but for its place in the line of versions."""
    kepala = select(Jejak.seq, Jejak.mac).order_by(Jejak.seq.desc()).limit(1)
    jejak = db.session.execute(kepala).one()
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
