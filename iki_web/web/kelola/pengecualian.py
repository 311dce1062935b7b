"""Exceptions: positions that need not report in a period, added together, taken back singly."""

from flask import Response, flash, redirect, request, session, url_for

from iki_web.actions.pengecualian import create_pengecualian, revoke_pengecualian
from iki_web.extensions import jam
from iki_web.queries.pengecualian import find_pilihan, list_pengecualian
from iki_web.queries.periode import list_tahun
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.pengecualian import read_pengecualian
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import answer, bp, list_bagian, list_periode_bagian
from iki_web.web.render import page

_BATAL = "pengecualian_batal"


@bp.get("/kelola/pengecualian")
@allow(pengelola)
def index_pengecualian() -> Response:
    """Show the exceptions of a year and the form to add some."""
    return _show(request.args.get("tahun", type=int))


def _show(tahun: int | None, galat: Ditolak | Basi | None = None) -> Response:
    pelaku = get_pelaku()
    semua = list_tahun(pelaku)
    if tahun is None:
        kini = jam.today().year
        tahun = kini if kini in semua or not semua else semua[0]
    elif tahun not in semua:
        raise TidakTerlihat(f"Tahun {tahun} tidak memiliki periode.")
    return page(
        "kelola/pengecualian/index.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_periode"),
        anak=list_periode_bagian("kelola.index_pengecualian"),
        tahun=tahun,
        daftar_tahun=semua,
        daftar=list_pengecualian(pelaku, tahun),
        pilihan=find_pilihan(pelaku, tahun),
        dipilih={nama: request.form.getlist(nama) for nama in ("jabatan", "periode")},
        alasan=request.form.get("alasan", "")[:2000],
        batal=session.pop(_BATAL, None),
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )


@bp.post("/kelola/pengecualian")
@allow(pengelola)
def create_lepas() -> Response:
    """Except positions from periods, for one reason."""
    tahun = request.form.get("tahun", type=int)
    if tahun not in list_tahun(get_pelaku()):
        tahun = None

    def lakukan() -> str:
        pilihan = find_pilihan(get_pelaku(), tahun or jam.today().year)
        isi = read_pengecualian(
            request.form.getlist("jabatan"),
            request.form.getlist("periode"),
            request.form.get("alasan", ""),
            pilihan.jabatan,
            pilihan.periode,
        )
        baru, diajukan = create_pengecualian(get_pelaku(), isi)
        kalimat = f"{baru} pengecualian ditambahkan."
        if diajukan:
            kalimat += f" {diajukan} realisasi yang sudah diajukan tetap diputus dan dihitung."
        return kalimat

    return answer(
        lakukan,
        lambda: url_for("kelola.index_pengecualian", tahun=tahun),
        lambda galat: _show(tahun, galat),
    )


@bp.post("/kelola/pengecualian/<int:jabatan_id>/<kode>/hapus")
@allow(pengelola)
def revoke_lepas(jabatan_id: int, kode: str) -> Response:
    """Take an exception back; the next page offers to put it back."""
    alasan = revoke_pengecualian(get_pelaku(), jabatan_id, kode)
    session[_BATAL] = {"jabatan": jabatan_id, "periode": kode, "alasan": alasan}
    flash("Pengecualian dihapus. Jabatan ini kembali ditunggu pada periode itu.", "info")
    return redirect(url_for("kelola.index_pengecualian", tahun=kode[:4]), 303)
