"""The office's own Word templates: put in place of ours, or taken away again."""

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Templat
from iki_web.rules.dokumen import Jenis
from iki_web.rules.galat import Basi
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

_BASI = "Templat ini sudah diganti orang lain sejak Anda membukanya. Belum disimpan."


def _find(pelaku: Pelaku, jenis: Jenis, versi: int) -> Templat | None:
    """Return the kind's own template at the version he saw (0: ours), or None for ours."""
    check_pengelola(pelaku)
    cari = select(Templat).where(Templat.kantor_id == pelaku.kantor_id, Templat.jenis == jenis)
    baris = db.session.execute(cari).scalar_one_or_none()
    if (baris.versi if baris else 0) != versi:
        raise Basi(_BASI)
    return baris


@transaction
def update_templat(pelaku: Pelaku, jenis: Jenis, versi: int, sha256: str, nama: str) -> None:
    """Put a template in place (a hash in the store, which has checked it)."""
    baris = _find(pelaku, jenis, versi)
    sebelum = {"templat": baris.sha256 if baris else "", "nama": baris.nama if baris else ""}
    if baris is None:
        baris = Templat(kantor_id=pelaku.kantor_id, jenis=jenis, versi=0)
        db.session.add(baris)
    baris.sha256, baris.nama, baris.versi = sha256, nama, versi + 1
    baris.pengunggah_id, baris.diunggah = pelaku.pegawai_id, jam.now()
    add_jejak(
        pelaku,
        Peristiwa.TEMPLAT_DIGANTI,
        f"templat:{jenis.alamat}",
        baris.versi,
        sebelum,
        {"templat": sha256, "nama": nama},
    )


@transaction
def remove_templat(pelaku: Pelaku, jenis: Jenis, versi: int) -> bool:
    """Go back to our template; returns whether there was one of the office's own."""
    baris = _find(pelaku, jenis, versi)
    if baris is None:
        return False
    db.session.delete(baris)
    add_jejak(
        pelaku,
        Peristiwa.TEMPLAT_DIHAPUS,
        f"templat:{jenis.alamat}",
        versi,
        {"templat": baris.sha256, "nama": baris.nama},
        {"templat": ""},
    )
    return True
