"""The calendar of holidays: add a day, a span or many lines, take one away and put it back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from flask import Response, flash, redirect, request, session, url_for

from iki_web.actions.libur import create_libur, revoke_libur
from iki_web.actions.periode import ATURAN_PERTAMA
from iki_web.extensions import jam
from iki_web.queries.acuan import get_acuan
from iki_web.queries.libur import find_batas, list_libur, list_tahun
from iki_web.queries.periode import get_aturan, list_geser
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import Ditolak
from iki_web.rules.libur import Geseran, HariLibur, list_geseran, parse_tempel, read_libur
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import bp, list_bagian, list_periode_bagian
from iki_web.web.render import page

#: What was taken away last, kept in the session for one page: the way to put it back.
_BATAL = "libur_batal"


@bp.get("/kelola/libur")
@allow(pengelola)
def index_libur() -> Response:
    """Show the holidays of a year, and what the last change would move."""
    return _show(request.args.get("tahun", type=int), {})


def _show(tahun: int | None, ketik: dict[str, str], galat: Ditolak | None = None) -> Response:
    pelaku = get_pelaku()
    semua = list_tahun(pelaku)
    if tahun not in semua:
        tahun = jam.today().year
    geser = request.args.getlist("geser")
    return page(
        "kelola/libur/index.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_periode"),
        anak=list_periode_bagian("kelola.index_libur"),
        tahun=tahun,
        daftar_tahun=semua,
        libur=list_libur(pelaku, tahun),
        aturan=get_aturan(pelaku),
        geser=_format_geser(list_geser(pelaku, geser)),
        url_geser=url_for("kelola.show_batas", geser=geser),
        batal=session.pop(_BATAL, None),
        ketik={"dari": "", "sampai": "", "nama": "", "tempel": ""} | ketik,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if galat else {},
    )


def _format_geser(geser: Iterable[Geseran]) -> list[str]:
    """Say which deadlines would become others, those of one day together."""
    kelompok: dict[tuple[date, date], list[str]] = {}
    for satu in geser:
        kunci = (satu.semula, satu.menjadi)
        kelompok.setdefault(kunci, []).append(satu.kode.nama)
    return [
        f"{', '.join(nama) if len(nama) <= 4 else f'{len(nama)} periode'}: "
        f"{format_tanggal(semula)} menjadi {format_tanggal(menjadi)}"
        for (semula, menjadi), nama in kelompok.items()
    ]


@bp.post("/kelola/libur")
@allow(pengelola)
def create_hari() -> Response:
    """Add a day, or a span of days."""
    return _add(lambda: read_libur(request.form))


@bp.post("/kelola/libur/tempel")
@allow(pengelola)
def create_tempel() -> Response:
    """Add every line pasted, or none of them."""
    return _add(lambda: parse_tempel(request.form.get("tempel", "")[:50_000]))


def _add(baca: Callable[[], Sequence[HariLibur]]) -> Response:
    pelaku = get_pelaku()
    ketik = {nama: request.form.get(nama, "")[:50_000] for nama in ("dari", "sampai", "nama")}
    try:
        hari = baca()
        jumlah = create_libur(pelaku, hari)
    except Ditolak as galat:
        ketik["tempel"] = request.form.get("tempel", "")[:50_000]
        return _show(request.form.get("tahun", type=int), ketik, galat)
    lama = len({satu.tanggal for satu in hari}) - jumlah
    ada = f" {lama} sudah tercatat dan dibiarkan." if lama else ""
    flash(f"{jumlah} hari libur ditambahkan.{ada}", "positif")
    sebelum = get_acuan(pelaku).libur
    return _go(hari[0].tanggal.year, sebelum, sebelum | {satu.tanggal for satu in hari})


def _go(tahun: int, sebelum: frozenset[date], sesudah: frozenset[date]) -> Response:
    """Go to the calendar of a year, with the deadlines the change would move in the address."""
    pelaku = get_pelaku()
    aturan = (get_aturan(pelaku), ATURAN_PERTAMA)
    geser = list_geseran(find_batas(pelaku), aturan, sebelum, sesudah, jam.today())
    isi = [f"{satu.kode.kode}.{satu.menjadi.isoformat()}" for satu in geser]
    return redirect(url_for("kelola.index_libur", tahun=tahun, geser=isi), 303)


@bp.post("/kelola/libur/<int:libur_id>/hapus")
@allow(pengelola)
def revoke_hari(libur_id: int) -> Response:
    """Take a holiday away; the next page offers to put it back."""
    pelaku = get_pelaku()
    hari = revoke_libur(pelaku, libur_id)
    session[_BATAL] = {"dari": hari.tanggal.isoformat(), "nama": hari.nama}
    sebelum = get_acuan(pelaku).libur
    return _go(hari.tanggal.year, sebelum, sebelum - {hari.tanggal})
