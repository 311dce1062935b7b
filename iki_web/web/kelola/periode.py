"""Periods: the year's list, opening with a deadline, closing, and opening a new year."""

from collections.abc import Callable
from datetime import date

from flask import Response, request, url_for

from iki_web.actions.periode import close_periode, open_periode
from iki_web.extensions import jam
from iki_web.queries.periode import (
    PeriodeKelola,
    find_periode,
    find_tawaran,
    get_aturan,
    list_periode,
    list_tahun,
    list_tahun_baru,
)
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import answer, bp, list_bagian, list_periode_bagian
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page


@bp.get("/kelola/periode")
@allow(pengelola)
def index_periode() -> Response:
    """Show all periods of a year."""
    return show_tahun(request.args.get("tahun", type=int))


def show_tahun(tahun: int | None, galat: str = "") -> Response:
    """Return the year's page; a year without periods offers to open it."""
    pelaku = get_pelaku()
    ada, kini = list_tahun(pelaku), jam.today().year
    if tahun is None:
        tahun = kini if kini in ada or not ada else ada[0]
    baru = list_tahun_baru(pelaku)
    if tahun not in ada and tahun not in baru and not galat:
        raise TidakTerlihat(f"Tahun {tahun} tidak memiliki periode.")
    return page(
        "kelola/periode.html",
        status=422 if galat else 200,
        ruang=list_bagian("kelola.index_periode"),
        anak=list_periode_bagian("kelola.index_periode"),
        aturan=get_aturan(pelaku),
        tahun=tahun,
        daftar_tahun=ada,
        periode=list_periode(pelaku, tahun),
        tahun_baru=baru,
        galat=galat,
    )


@bp.get("/kelola/periode/<kode>/buka")
@allow(pengelola)
def show_buka(kode: str) -> Response:
    """Show the form: the deadline, and the reason where the period had closed."""
    pelaku = get_pelaku()
    periode = find_periode(pelaku, kode)
    hari = find_tawaran(pelaku, kode) if periode.lewat else periode.hari_terakhir
    return _show_form("kelola/buka.html", periode, {"batas": hari.isoformat(), "alasan": ""})


@bp.get("/kelola/periode/<kode>/tutup")
@allow(pengelola)
def show_tutup(kode: str) -> Response:
    """Ask before closing: what still waits will stay undecided."""
    return _show_form("kelola/tutup.html", find_periode(get_pelaku(), kode), {})


@bp.post("/kelola/periode/<kode>/buka")
@allow(pengelola)
def open_(kode: str) -> Response:
    """Open a period, change its deadline, or open it again with a reason."""
    ketik = {nama: request.form.get(nama, "")[:2000] for nama in ("batas", "alasan")}

    def lakukan(versi: int) -> None:
        open_periode(get_pelaku(), kode, versi, ketik["batas"], ketik["alasan"])

    return _take(kode, lakukan, "kelola/buka.html", ketik, "dibuka")


@bp.post("/kelola/periode/<kode>/tutup")
@allow(pengelola)
def close(kode: str) -> Response:
    """Close a period."""

    def lakukan(versi: int) -> None:
        close_periode(get_pelaku(), kode, versi)

    return _take(kode, lakukan, "kelola/tutup.html", {}, "ditutup")


def _take(
    kode: str, lakukan: Callable[[int], None], template: str, ketik: dict[str, str], kata: str
) -> Response:
    """Do one act on a period; a refusal shows the form again with what was typed."""
    periode = find_periode(get_pelaku(), kode)

    def jalankan() -> str:
        lakukan(parse_versi(request.form))
        akhir = f" sampai {_format_hari(ketik['batas'])} pukul 23.59 WIB" if ketik else ""
        return f"{periode.periode.kode.nama} {kata}{akhir}."

    return answer(
        jalankan,
        lambda: url_for("kelola.index_periode", tahun=periode.periode.kode.tahun),
        lambda galat: _show_form(template, periode, ketik, galat),
    )


def _format_hari(iso: str) -> str:
    return format_tanggal(date.fromisoformat(iso))


def _show_form(
    template: str,
    periode: PeriodeKelola,
    ketik: dict[str, str],
    galat: Ditolak | Basi | None = None,
) -> Response:
    return page(
        template,
        status=get_status(galat) if galat else 200,
        periode=periode,
        ketik=ketik,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )
