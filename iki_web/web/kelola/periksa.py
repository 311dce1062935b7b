"""Whether the data are whole: the last checks, checking now, taking note of what was found."""

from flask import Response, current_app, flash, redirect, request, url_for

from iki_web.actions.cadangan import list_sumber
from iki_web.actions.periksa import acknowledge_periksa, check_instance
from iki_web.queries.periksa.riwayat import list_pemeriksaan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.periksa import PANJANG_ALASAN, Cara, is_penjaga
from iki_web.web.access import allow, get_pelaku
from iki_web.web.kelola.bagian import answer, bp, build_tolak, list_bagian, read_ketik
from iki_web.web.render import page

_CARA = {
    Cara.HARIAN: "otomatis, harian",
    Cara.HALAMAN: "dari halaman ini",
    Cara.PERINTAH: "perintah iki periksa",
}


@bp.get("/kelola/pemeriksaan")
@allow(is_penjaga)
def index_periksa() -> Response:
    """Show the last checks, and what the one that warns has found."""
    return _show()


def _show(galat: Ditolak | Basi | None = None) -> Response:
    pelaku = get_pelaku()
    tolak = build_tolak(galat)
    return page(
        "kelola/periksa/index.html",
        ruang=list_bagian("kelola.index_periksa") if pelaku.pengelola else [],
        daftar=list_pemeriksaan(pelaku),
        harian=current_app.config["IKI"].harian,
        ketik=read_ketik("alasan"),
        cara=_CARA,
        maks=PANJANG_ALASAN,
        **tolak,
    )


@bp.post("/kelola/pemeriksaan")
@allow(is_penjaga)
def check_periksa() -> Response:
    """Check now: the chain, every table, every file, the anchors."""
    try:
        temuan = check_instance(get_pelaku(), Cara.HALAMAN, list_sumber())
    except Ditolak as galat:
        return _show(galat)
    if temuan:
        flash(f"Pemeriksaan selesai: {len(temuan)} temuan. Baca di bawah ini.", "negatif")
    else:
        flash("Pemeriksaan selesai: semua data utuh.", "positif")
    return redirect(url_for("kelola.index_periksa"), 303)


@bp.post("/kelola/pemeriksaan/<int:nomor>/tutup")
@allow(is_penjaga)
def acknowledge(nomor: int) -> Response:
    """Take note of a failed check: the banner ends, the finding stays."""

    def lakukan() -> str:
        acknowledge_periksa(get_pelaku(), nomor, request.form.get("alasan", ""))
        return "Peringatan ditutup. Temuan dan catatan Anda tetap tersimpan."

    return answer(lakukan, lambda: url_for("kelola.index_periksa"), _show)
