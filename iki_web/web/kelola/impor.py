"""Import: templates to download, a workbook to look at row by row, applied as a whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, make_response, redirect, request, url_for

from iki_web.actions.jejak import create_jejak
from iki_web.queries.acuan import get_acuan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.impor import KATA_JENIS, KATA_NASIB, KOLOM, SARAN, JenisImpor, NasibBaris
from iki_web.rules.jejak import Peristiwa
from iki_web.web.access import allow, get_pelaku, move, pengelola
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.kelola.akun import show_slip
from iki_web.web.kelola.bagian import bp, list_bagian
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import is_htmx, page

if TYPE_CHECKING:
    from iki_web.queries.impor import Pratinjau

# A room used twice a year: what it works with is imported at the door, not at every start.

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEHALAMAN = 100
_JALUR = {jenis.value.lower(): jenis for jenis in JenisImpor}
_PILIH = "<any(pegawai,penugasan,target,hasil):jenis>"


@bp.get("/kelola/impor")
@allow(pengelola)
def index_impor() -> Response:
    """Show a template and an upload per kind, and what was read lately."""
    return _show_daftar()


def _show_daftar(jenis: str = "", galat: Ditolak | None = None) -> Response:
    """Return the room; a refusal stands beside the upload it belongs to."""
    from iki_web.queries.impor import list_impor

    pilihan = [
        {
            "jenis": jalur,
            "judul": KATA_JENIS[satu],
            "kolom": ", ".join(k.judul for k in KOLOM[satu] if not k.keterangan),
            "saran": SARAN.get(satu, ""),
            "galat": galat.kalimat if galat and jalur == jenis else "",
        }
        for jalur, satu in _JALUR.items()
    ]
    status = get_status(galat) if galat else 200
    if galat and is_htmx():
        return page("kelola/impor/unggah.html", "frag_unggah", status, satu=_pilih(pilihan, jenis))
    return page(
        "kelola/impor/index.html",
        status=status,
        ruang=list_bagian(),
        pilihan=pilihan,
        daftar=list_impor(get_pelaku()),
        kata=KATA_JENIS,
    )


def _pilih(pilihan: list[dict[str, str]], jenis: str) -> dict[str, str]:
    return next(satu for satu in pilihan if satu["jenis"] == jenis)


@bp.get(f"/kelola/impor/{_PILIH}.xlsx")
@allow(pengelola)
def download_templat(jenis: str) -> Response:
    """Send the template of a kind, filled in with what the office has."""
    from iki_web.queries.impor import list_isi
    from iki_web.web.kelola.templat import build_templat

    pelaku, macam = get_pelaku(), _JALUR[jenis]
    isi = build_templat(macam, list_isi(pelaku, macam), get_acuan(pelaku))
    create_jejak(pelaku, Peristiwa.IMPOR_TEMPLAT_DIUNDUH, f"impor:{jenis}")
    jawab = make_response(isi)
    jawab.mimetype = _XLSX
    jawab.headers.set("Content-Disposition", "attachment", filename=f"impor-{jenis}.xlsx")
    return jawab


@bp.post(f"/kelola/impor/{_PILIH}")
@allow(pengelola)
def create_impor_(jenis: str) -> Response:
    """Read a workbook and lead to its preview; nothing is applied yet."""
    from iki_web.actions.impor import create_impor

    berkas = request.files.get("berkas")
    try:
        if berkas is None or not berkas.filename:
            raise Ditolak("Pilih dahulu berkas Excel yang akan diperiksa.")
        nomor = create_impor(get_pelaku(), _JALUR[jenis], berkas.filename, berkas.stream)
    except Ditolak as galat:
        return _show_daftar(jenis, galat)
    return move(url_for("kelola.show_impor", impor_id=nomor), 200)


@bp.get("/kelola/impor/<int:impor_id>")
@allow(pengelola)
def show_impor(impor_id: int) -> Response:
    """Show what applying would do, row by row."""
    return _show(_find(impor_id))


def _find(impor_id: int) -> Pratinjau:
    from iki_web.queries.impor import find_pratinjau

    return find_pratinjau(get_pelaku(), impor_id)


def _show(pratinjau: Pratinjau, galat: Ditolak | Basi | None = None) -> Response:
    tampil = request.args.get("tampil", "semua")
    pilih = [t for t in pratinjau.tinjauan if tampil in ("semua", t.nasib.value.lower())]
    hal = max(request.args.get("hal", 1, type=int), 1)
    halaman = max((len(pilih) + _SEHALAMAN - 1) // _SEHALAMAN, 1)
    hal = min(hal, halaman)
    return page(
        "kelola/impor/show.html",
        status=get_status(galat) if galat else 200,
        impor=pratinjau.impor,
        judul_jenis=KATA_JENIS[pratinjau.impor.jenis],
        pratinjau=pratinjau,
        jumlah={nasib.value: banyak for nasib, banyak in pratinjau.jumlah.items()},
        saring=_list_saring(pratinjau, tampil),
        baris=pilih[(hal - 1) * _SEHALAMAN : hal * _SEHALAMAN],
        kata=KATA_NASIB,
        tampil=tampil,
        hal=hal,
        halaman=halaman,
        kalimat=galat.kalimat if galat else "",
        perubahan=galat.perubahan if isinstance(galat, Basi) else (),
    )


def _list_saring(pratinjau: Pratinjau, tampil: str) -> list[dict[str, object]]:
    """Return the switcher of fates, each with its count."""
    jumlah = pratinjau.jumlah
    pilihan = [("semua", f"Semua ({len(pratinjau.tinjauan)})")]
    for nasib in (NasibBaris.DITOLAK, NasibBaris.TAMBAH, NasibBaris.UBAH, NasibBaris.TETAP):
        pilihan.append((nasib.value.lower(), f"{KATA_NASIB[nasib]} ({jumlah[nasib]})"))
    return [
        {
            "teks": teks,
            "url": url_for("kelola.show_impor", impor_id=pratinjau.impor.id, tampil=nilai),
            "aktif": nilai == tampil,
        }
        for nilai, teks in pilihan
    ]


@bp.post("/kelola/impor/<int:impor_id>/terapkan")
@allow(pengelola)
def approve_impor_(impor_id: int) -> Response:
    """Apply the whole workbook; codes of new people stand on this answer and nowhere else."""
    from iki_web.actions.impor import approve_impor

    pelaku = get_pelaku()
    try:
        tanda = request.form.get("tanda", "")[:100]
        hasil, kode = approve_impor(pelaku, impor_id, parse_versi(request.form), tanda)
    except (Ditolak, Basi) as galat:
        return _refuse(impor_id, galat)
    if kode:
        return show_slip(kode, url_for("kelola.index_pegawai"))
    jumlah = hasil.jumlah
    flash(
        f"{hasil.impor.nama} diterapkan: {jumlah[NasibBaris.TAMBAH]} ditambah, "
        f"{jumlah[NasibBaris.UBAH]} diubah, {jumlah[NasibBaris.TETAP]} tetap.",
        "positif",
    )
    return redirect(url_for("kelola.index_impor"), 303)


def _refuse(impor_id: int, galat: Ditolak | Basi) -> Response:
    if isinstance(galat, Basi):
        note_tolak(galat, get_status(galat))
    return _show(_find(impor_id), galat)


@bp.post("/kelola/impor/<int:impor_id>/buang")
@allow(pengelola)
def revoke_impor_(impor_id: int) -> Response:
    """Throw a workbook away."""
    from iki_web.actions.impor import revoke_impor

    try:
        revoke_impor(get_pelaku(), impor_id, parse_versi(request.form))
    except (Ditolak, Basi) as galat:
        return _refuse(impor_id, galat)
    flash("Berkas dibuang; tidak ada yang diterapkan.", "positif")
    return redirect(url_for("kelola.index_impor"), 303)
