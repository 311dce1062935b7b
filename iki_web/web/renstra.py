"""The sheet of the Renstra's end targets: one number for each indicator of the office."""

from flask import Blueprint, Response, request, url_for

from iki_web.actions.renstra import update_renstra
from iki_web.queries.renstra import BarisRenstra, get_renstra
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.renstra import (
    can_read_renstra,
    can_set_renstra,
    is_diubah,
    read_renstra,
    read_tahun,
)
from iki_web.web.access import allow, get_pelaku
from iki_web.web.kelola.bagian import answer, build_tolak, list_bagian
from iki_web.web.realisasi.isian import check_tunggal
from iki_web.web.render import page

bp = Blueprint("renstra", __name__)


@bp.get("/target/renstra")
@allow(can_read_renstra)
def index() -> Response:
    """Show the sheet."""
    return _show()


@bp.post("/target/renstra")
@allow(can_set_renstra)
def update() -> Response:
    """Fix what was changed, all or nothing."""

    def lakukan() -> str:
        check_tunggal(request.form)
        banyak = update_renstra(get_pelaku(), read_tahun(request.form), read_renstra(request.form))
        if not banyak:
            raise Ditolak("Belum ada target yang diubah. Isi atau ubah angkanya dahulu.")
        return f"{banyak} target akhir Renstra disimpan."

    return answer(lakukan, lambda: url_for("renstra.index"), _show)


def _show(galat: Ditolak | Basi | None = None) -> Response:
    pelaku = get_pelaku()
    halaman = get_renstra(pelaku)
    return page(
        "renstra/index.html",
        ruang=list_bagian() if pelaku.pengelola else [],
        halaman=halaman,
        ketik={b.indikator.id: _build_ketik(b, galat) for b in halaman.baris},
        bisa_isi=can_set_renstra(pelaku),
        bisa_atur=pelaku.pengelola,
        **build_tolak(galat),
    )


def _build_ketik(baris: BarisRenstra, galat: Ditolak | Basi | None) -> dict[str, str]:
    """Return a row's field with what was typed, and what its sender has seen by now.

    After Basi he has read the stored values of all he changed; after another refusal he has
    not, so the form keeps what he saw first and a conflict is still found.
    """
    nomor, form = baris.indikator.id, request.form
    nilai = {"isi": baris.isian, "awal": baris.isian, "versi": str(baris.versi)}
    if galat is None or not is_diubah(form, nomor):
        return nilai
    nilai["isi"] = form[f"r-{nomor}"]
    if isinstance(galat, Ditolak):
        nilai["awal"] = form.get(f"a-{nomor}", "")
        nilai["versi"] = form.get(f"v-{nomor}", "")
    return nilai
