"""The one way to add a line to the audit trail, and the refusals that are lines too."""

from typing import Any

from flask import current_app
from sqlalchemy import insert, select

from iki_web.actions.transaksi import build_keadaan, transaction, write
from iki_web.extensions import db, jam, konteks
from iki_web.models import Jejak
from iki_web.rules.jejak import (
    MAC_AWAL,
    Baris,
    Jangkar,
    Peristiwa,
    compute_mac,
    format_kanonik,
)
from iki_web.rules.keterlihatan import Pelaku

_KEPALA = select(Jejak.waktu, Jejak.seq, Jejak.mac).order_by(Jejak.seq.desc()).limit(1)
_TAMBAH = insert(Jejak)


def find_kepala() -> Jangkar | None:
    """Return the head of the trail: its last line; None before the first."""
    baris = db.session.execute(_KEPALA).one_or_none()
    return Jangkar(*baris) if baris else None


def add_jejak(
    pelaku: Pelaku | None,
    aksi: Peristiwa,
    objek: str,
    versi: int = 0,
    sebelum: Any = None,
    sesudah: Any = None,
    keadaan: str | None = None,
) -> None:
    """Add the audit line of the open transaction; `sebelum`/`sesudah` become canonical JSON.

    `keadaan`: told of rows instead of what the transaction changed.
    """
    # What the session still holds is written first: the line may point at a new row.
    db.session.flush()
    terakhir = find_kepala()
    asal = konteks.get()
    baris = Baris(
        seq=terakhir.seq + 1 if terakhir else 1,
        kantor_id=pelaku.kantor_id if pelaku else None,
        waktu=jam.now(),
        pelaku_id=(pelaku.pegawai_id or None) if pelaku else None,
        pelaku=f"{pelaku.nama} ({pelaku.jabatan_teks})" if pelaku else "",
        aksi=aksi.value,
        objek=objek,
        versi=versi,
        sebelum=format_kanonik(sebelum),
        sesudah=format_kanonik(sesudah),
        permintaan=asal.permintaan,
        alamat=asal.alamat,
        mac_sebelum=terakhir.mac if terakhir else MAC_AWAL,
        keadaan=build_keadaan(db.session()) if keadaan is None else keadaan,
    )
    mac = compute_mac(current_app.config["IKI_KUNCI_JEJAK"], baris)
    isi = {nama: getattr(baris, nama) for nama in Baris.__dataclass_fields__}
    write(_TAMBAH, Jejak, isi | {"mac": mac})
    db.session.info["kepala"] = Jangkar(baris.waktu, baris.seq, mac)


@transaction
def create_jejak(pelaku: Pelaku | None, aksi: Peristiwa, objek: str, sesudah: Any = None) -> None:
    """Write a line for an event that changes nothing else: a refusal, a download, an export."""
    add_jejak(pelaku, aksi, objek, sesudah=sesudah)
