"""The remarks of a draft that came from a file: one form, a field for each."""

from flask import Response, request, url_for

from iki_web.actions.keputusan import update_catatan
from iki_web.queries.keputusan import list_catatan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak
from iki_web.web.kelola.edisi import find_draf
from iki_web.web.keputusan import KELOMPOK, KOLOM
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page


@bp.get("/kelola/edisi/<int:keputusan_id>/catatan")
@allow(pengelola)
def show_catatan(keputusan_id: int) -> Response:
    """Show the remarks of a draft as they stand."""
    return _show(keputusan_id, {})


def _show(
    keputusan_id: int, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    kelola = find_draf(keputusan_id)
    return page(
        "kelola/edisi/catatan.html",
        kelola=kelola,
        kelompok=list_catatan(get_pelaku(), keputusan_id),
        nama_kelompok=KELOMPOK,
        kolom=KOLOM,
        ketik=ketik,
        **build_tolak(galat),
    )


@bp.post("/kelola/edisi/<int:keputusan_id>/catatan")
@allow(pengelola)
def update_catatan_draf(keputusan_id: int) -> Response:
    """Keep the remarks as typed; an emptied one goes."""
    find_draf(keputusan_id)

    def lakukan() -> str:
        form = request.form
        banyak = update_catatan(get_pelaku(), keputusan_id, form, parse_versi(form))
        return f"{banyak} catatan diubah." if banyak else "Tidak ada catatan yang berubah."

    return answer(
        lakukan,
        lambda: url_for("kelola.show_edisi", keputusan_id=keputusan_id),
        lambda galat: _show(keputusan_id, request.form.to_dict(), galat),
    )
