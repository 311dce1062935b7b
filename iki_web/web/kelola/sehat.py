"""The health of the app as the pengelola reads it: what needs somebody first, and what to do."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flask import Response, current_app, url_for

from iki_web.extensions import jam
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.sehat import Butir, Keadaan, Laju
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.catatan import get_denyut
from iki_web.web.kelola.bagian import bp, list_bagian
from iki_web.web.render import page
from iki_web.web.sehat import list_kesehatan

#: Failures that are listed, the latest, and rooms, the slowest.
_GALAT = _LAMBAT = 10
_LENCANA = {
    Keadaan.BAIK: ("DISETUJUI", "Baik"),
    Keadaan.PERLU: ("PERINGATAN", "Perlu dilihat"),
    Keadaan.MASALAH: ("MASALAH", "Masalah"),
}


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the page with its badge and its way on."""

    butir: Butir
    lencana: tuple[str, str]
    url: str


@bp.get("/kelola/kesehatan")
@allow(pengelola)
def index_sehat() -> Response:
    """Show everything that is looked at, what needs somebody first."""
    semua = [_build_baris(butir) for butir in list_kesehatan(get_pelaku())]
    denyut = get_denyut()
    return page(
        "kelola/sehat.html",
        ruang=list_bagian(),
        daftar=semua,
        ringkas=_format_ringkas(semua),
        lambat=[_build_laju(satu) for satu in denyut.list_lambat()[:_LAMBAT]],
        galat=[(satu, _format_alamat(satu.endpoint)) for satu in reversed(denyut.galat)][:_GALAT],
        kini=jam.now(),
    )


def _build_baris(butir: Butir) -> Baris:
    tujuan, _, bagian = butir.tujuan[1].partition("#")
    url = url_for(tujuan, _anchor=bagian or None) if tujuan else ""
    return Baris(butir, _LENCANA[butir.keadaan], url)


def _build_laju(laju: Laju) -> tuple[str, ...]:
    """Return an address, its room, how often it was opened, and its two times in milliseconds."""
    angka = (laju.kali, round(laju.tengah), round(laju.p95))
    alamat = _format_alamat(laju.endpoint)
    return (alamat, laju.endpoint, *(format_cacah(Decimal(satu)) for satu in angka))


def _format_alamat(endpoint: str) -> str:
    """Return the address of a room as people see it, without what varies in it."""
    if endpoint not in current_app.view_functions:
        return "alamat yang tidak ada"
    aturan = next(current_app.url_map.iter_rules(endpoint))
    kirim = " (kirim)" if "POST" in (aturan.methods or ()) else ""
    return re.sub(r"<[^>]+>", "…", aturan.rule) + kirim


def _format_ringkas(semua: list[Baris]) -> str:
    """Return the whole in one sentence."""
    jumlah = {k: sum(b.butir.keadaan is k for b in semua) for k in Keadaan}
    if jumlah[Keadaan.MASALAH]:
        return f"{jumlah[Keadaan.MASALAH]} masalah, {jumlah[Keadaan.PERLU]} perlu dilihat"
    if jumlah[Keadaan.PERLU]:
        return f"Tidak ada masalah, {jumlah[Keadaan.PERLU]} perlu dilihat"
    return "Semua baik"
