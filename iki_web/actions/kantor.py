"""The office's settings: changed as a whole, closed periods keep the rating they had."""

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Kantor, Periode
from iki_web.queries.kantor import build_setelan
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.kantor import Setelan, format_json
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.periode import StatusPeriode, is_terbuka

#: Settings kept as they are; the others are put into another form first.
_LANGSUNG = (
    "nama",
    "kabupaten",
    "alamat",
    "kop",
    "tempat",
    "pola_nomor",
    "alamat_jaringan",
    "akhir_renstra",
    "kertas",
    "frekuensi",
    "plafon",
    "wajib_dua_langkah",
)
_BASI = "Pengaturan ini sudah diubah orang lain sejak Anda membukanya. Belum disimpan."


def _get_kantor(pelaku: Pelaku) -> Kantor:
    check_pengelola(pelaku)
    return db.session.execute(select(Kantor).where(Kantor.id == pelaku.kantor_id)).scalar_one()


@transaction
def update_kantor(pelaku: Pelaku, versi: int, setelan: Setelan) -> tuple[tuple[str, ...], int]:
    """Change the settings; returns the labels that changed, and how many periods kept the old.

    Raises Basi with both versions where someone else changed them meanwhile. A period that has
    closed keeps the scale and the cap it was read by, also when it is reopened later.
    """
    kantor = _get_kantor(pelaku)
    lama = build_setelan(kantor)
    if kantor.versi != versi:
        raise Basi(_BASI, list_beda(lama.teks, setelan.teks))
    beda = tuple(label for label, teks in setelan.teks.items() if lama.teks[label] != teks)
    if not beda:
        return (), 0
    nilai = (lama.skala, lama.plafon) != (setelan.skala, setelan.plafon)
    simpan = _keep_nilai(kantor) if nilai else []
    _write(kantor, setelan)
    add_jejak(
        pelaku,
        Peristiwa.KANTOR_DIUBAH,
        f"kantor:{kantor.kode}",
        kantor.versi,
        {label: lama.teks[label] for label in beda},
        {label: setelan.teks[label] for label in beda} | {"periode memakai yang lama": simpan},
    )
    return beda, len(simpan)


def _keep_nilai(kantor: Kantor) -> list[str]:
    """Write the scale and cap in force into every closed period that has none of its own."""
    baris = db.session.execute(
        select(Periode)
        .where(
            Periode.kantor_id == kantor.id,
            Periode.skala.is_(None),
            Periode.status != StatusPeriode.BELUM_DIBUKA,
            Periode.mulai <= jam.today(),
        )
        .order_by(Periode.kode)
    ).scalars()
    tutup = [p for p in baris if not is_terbuka(p.status, p.batas, jam.now())]
    for periode in tutup:
        periode.skala, periode.plafon = kantor.skala, kantor.plafon
    return [periode.kode for periode in tutup]


def _write(kantor: Kantor, setelan: Setelan) -> None:
    for nama in _LANGSUNG:
        setattr(kantor, nama, getattr(setelan, nama))
    kantor.batas_cara, kantor.batas_hari = setelan.aturan.cara, setelan.aturan.hari
    kantor.skala = format_json(setelan.skala)
    kantor.versi += 1


@transaction
def update_logo(pelaku: Pelaku, versi: int, sha256: str) -> None:
    """Put another logo in place (a hash in the store), or none (an empty text)."""
    kantor = _get_kantor(pelaku)
    if kantor.versi != versi:
        raise Basi(_BASI)
    sebelum, kantor.logo = kantor.logo, sha256
    kantor.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.LOGO_DIUBAH,
        f"kantor:{kantor.kode}",
        kantor.versi,
        {"logo": sebelum},
        {"logo": sha256},
    )
