"""Deadlines of many periods at once: opening a year, and moving those that have not passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response, flash, redirect, request, url_for

from iki_web.actions.periode import open_tahun, set_batas
from iki_web.extensions import jam
from iki_web.queries.periode import (
    PeriodeKelola,
    get_aturan,
    list_geser,
    list_periode,
    list_tahun,
    list_tahun_baru,
    list_tawaran,
)
from iki_web.rules.bilangan import format_hari_tanggal
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Basi, Ditolak, Galat, TidakTerlihat
from iki_web.rules.periode import Aturan, CaraBatas, KodePeriode
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import answer, bp
from iki_web.web.kelola.periode import show_tahun
from iki_web.web.render import page

_AWALAN = "batas-"


@dataclass(frozen=True, slots=True)
class BarisBatas:
    """One period of the form: its day as typed, what stands beside it; `versi` where it exists."""

    kode: KodePeriode
    ketik: str
    keterangan: str
    dipakai: bool = True
    versi: int | None = None


@bp.get("/kelola/tahun")
@allow(pengelola)
def show_year() -> Response:
    """Show the deadlines of a year before it is opened; each can still be changed."""
    baru = list_tahun_baru(get_pelaku())
    tahun = (
        request.args.get("tahun", type=int) if "tahun" in request.args else next(iter(baru), None)
    )
    if tahun is None or tahun not in baru:
        raise TidakTerlihat("Tahun ini tidak dapat dibuka, atau sudah memiliki periodenya.")
    galat, aturan = None, get_aturan(get_pelaku())
    if "hari" in request.args:
        try:
            aturan = _read_aturan()
        except Ditolak as tolak:
            galat = tolak
    return _show_year(tahun, aturan, galat=galat)


def _read_aturan() -> Aturan:
    baca = Pembaca(request.args)
    cara = baca.pilihan("cara", "dasar menghitung batas", CaraBatas)
    hari = baca.bulat("hari", "Hari kerja", 1, 60)
    baca.check("Belum dihitung ulang. Periksa isian yang bertanda merah.")
    assert cara is not None
    assert hari is not None
    return Aturan(cara, hari)


def _show_year(
    tahun: int, aturan: Aturan, ketik: Mapping[str, str] | None = None, galat: Galat | None = None
) -> Response:
    ketik = ketik or {}
    baris = [
        BarisBatas(
            satu.kode,
            ketik.get(_AWALAN + satu.kode.kode, satu.hari.isoformat()),
            f"{format_hari_tanggal(satu.hari)}{' (aturan sudah lewat)' if satu.lewat else ''}",
            satu.dipakai,
        )
        for satu in list_tawaran(get_pelaku(), tahun, aturan)
    ]
    return page(
        "kelola/periode/tahun.html",
        status=get_status(galat) if galat else 200,
        tahun=tahun,
        aturan=aturan,
        baris=baris,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )


@bp.post("/kelola/tahun")
@allow(pengelola)
def open_year() -> Response:
    """Make the periods of a year; one that has them already is left as it is."""
    pelaku = get_pelaku()
    teks = request.form.get("tahun", "")
    tahun = int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else None
    if tahun is None or tahun not in (*list_tahun(pelaku), *list_tahun_baru(pelaku)):
        pilihan = ", ".join(map(str, sorted(list_tahun_baru(pelaku))))
        return show_tahun(None, f"Pilih salah satu tahun yang dapat dibuka: {pilihan}.")
    try:
        baru = open_tahun(pelaku, tahun, _read_batas())
    except Ditolak as galat:
        return _show_year(tahun, get_aturan(pelaku), request.form, galat)
    if baru:
        flash(f"Semua periode tahun {tahun} sudah dibuat.", "positif")
    else:
        flash(f"Tahun {tahun} sudah memiliki semua periodenya.", "info")
    return redirect(url_for("kelola.index_periode", tahun=tahun), 303)


def _read_batas() -> dict[str, date]:
    """Read the days typed, by period code; an unreadable one is a sentence at its field."""
    baca, hasil = Pembaca(request.form), {}
    for nama in request.form:
        if nama.startswith(_AWALAN):
            hari = baca.tanggal(nama, "Batas pengajuan", wajib=True)
            if hari is not None:
                hasil[nama.removeprefix(_AWALAN)] = hari
    baca.check()
    return hasil


@bp.get("/kelola/periode/batas")
@allow(pengelola)
def show_batas() -> Response:
    """Show the deadlines that can still be moved: of a year, or those a holiday would move."""
    geser = list_geser(get_pelaku(), request.args.getlist("geser"))
    tahun = request.args.get("tahun", type=int)
    semua = _list_terbuka([satu.kode.tahun for satu in geser] or [tahun or jam.today().year])
    menjadi = {satu.kode.kode: satu.menjadi.isoformat() for satu in geser}
    pilih = [p for p in semua if not geser or p.periode.kode.kode in menjadi]
    return _show_batas(pilih, {_AWALAN + kode: hari for kode, hari in menjadi.items()})


def _list_terbuka(tahun: Iterable[int]) -> list[PeriodeKelola]:
    """Return the periods of some years whose deadlines have not passed, those in use first."""
    ada = sorted({*tahun} & {*list_tahun(get_pelaku())})
    semua = [p for satu in ada for p in list_periode(get_pelaku(), satu)]
    return sorted((p for p in semua if not p.perlu_alasan), key=lambda p: not p.dipakai)


def _show_batas(
    periode: Iterable[PeriodeKelola], ketik: Mapping[str, str], galat: Galat | None = None
) -> Response:
    baris = [
        BarisBatas(
            p.periode.kode,
            ketik.get(_AWALAN + p.periode.kode.kode, p.hari_terakhir.isoformat()),
            format_hari_tanggal(p.hari_terakhir),
            p.dipakai,
            p.periode.versi,
        )
        for p in periode
    ]
    return page(
        "kelola/periode/batas.html",
        status=get_status(galat) if galat else 200,
        baris=baris,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )


@bp.post("/kelola/periode/batas")
@allow(pengelola)
def update_batas() -> Response:
    """Give the periods of the form the days typed, in one act."""

    def lakukan() -> str:
        hari = _read_batas()
        versi = {kode: _parse_versi(kode) for kode in hari}
        jumlah = set_batas(get_pelaku(), {kode: (versi[kode], hari[kode]) for kode in hari})
        return f"Batas {jumlah} periode diubah." if jumlah else "Tidak ada batas yang berubah."

    return answer(lakukan, lambda: url_for("kelola.index_periode"), _refuse_batas)


def _parse_versi(kode: str) -> int:
    teks = request.form.get(f"versi-{kode}", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


def _refuse_batas(galat: Ditolak | Basi) -> Response:
    kode = {nama.removeprefix(_AWALAN) for nama in request.form if nama.startswith(_AWALAN)}
    tahun = [int(satu[:4]) for satu in kode if satu[:4].isascii() and satu[:4].isdigit()]
    pilih = [p for p in _list_terbuka(tahun) if p.periode.kode.kode in kode]
    return _show_batas(pilih, request.form, galat)
