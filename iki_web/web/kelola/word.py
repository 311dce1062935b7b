"""Word templates of documents: what is in use, and the office's own in place of ours."""

from flask import Response, current_app, flash, make_response, redirect, request, url_for

from iki_web.actions.jejak import create_jejak
from iki_web.actions.templat import remove_templat, update_templat
from iki_web.queries.templat import BarisTemplat, get_templat, list_templat
from iki_web.rules.dokumen import find_jenis
from iki_web.rules.dokumen.medan import MEDAN, PERULANGAN, SARINGAN, TAG
from iki_web.rules.galat import Basi, Ditolak, Galat, TerlaluBesar
from iki_web.rules.jejak import Peristiwa
from iki_web.storage import Simpanan
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.dokumen.word import DOCX, TEMPLAT, check_lembar
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.kelola.bagian import answer, bp, list_bagian
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

_TETAP = "Templat belum disimpan; yang dipakai tetap yang di bawah."


@bp.get("/kelola/templat")
@allow(pengelola)
def index_templat() -> Response:
    """Show which template each kind of document is drawn into, and the fields there are."""
    return page(
        "kelola/word/index.html",
        ruang=list_bagian("kelola.index_kantor"),
        templat=list_templat(get_pelaku()),
        medan=MEDAN.values(),
        perulangan=PERULANGAN,
        saringan=SARINGAN,
        tag=TAG,
    )


def _get(alamat: str) -> BarisTemplat:
    return get_templat(get_pelaku(), find_jenis(alamat))


@bp.get("/kelola/templat/<alamat>")
@allow(pengelola)
def show_templat(alamat: str) -> Response:
    """Show one kind's template with the form that replaces it."""
    return _show(_get(alamat))


def _show(templat: BarisTemplat, galat: Galat | None = None, berkas: str = "") -> Response:
    """Show the page; what is wrong with a file (`berkas`) stands beside the file's field."""
    return page(
        "kelola/word/show.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_kantor"),
        templat=templat,
        kalimat=_TETAP if berkas else galat.kalimat if galat else "",
        galat=berkas,
    )


@bp.get("/kelola/templat/<alamat>.docx")
@allow(pengelola)
def export_templat(alamat: str) -> Response:
    """Send the template in use, to edit it in Word; the download is a line in the trail."""
    templat = _get(alamat)
    isi = _read(templat)
    rincian = {"templat": templat.sha256, "ukuran": len(isi)}
    create_jejak(get_pelaku(), Peristiwa.DOKUMEN_DIUNDUH, f"templat:{alamat}", rincian)
    jawab = make_response(isi)
    jawab.headers["Content-Type"] = DOCX
    jawab.headers["Content-Disposition"] = f'attachment; filename="templat-{alamat}.docx"'
    return jawab


def _read(templat: BarisTemplat) -> bytes:
    if not templat.sha256:
        return TEMPLAT.read_bytes()
    with _simpanan().buka(templat.sha256) as berkas:
        return berkas.read()


@bp.post("/kelola/templat/<alamat>")
@allow(pengelola)
def set_templat(alamat: str) -> Response:
    """Put a template in place, after its tags were judged and a sheet was drawn into it."""
    templat = _get(alamat)
    berkas = request.files.get("berkas")
    try:
        versi = parse_versi(request.form)
        if berkas is None or not berkas.filename:
            raise Ditolak("Pilih berkas Word lebih dahulu.")
        masuk = _simpanan().terima_templat(berkas.stream, berkas.filename, check_lembar)
        update_templat(get_pelaku(), templat.jenis, versi, masuk.sha256, masuk.nama)
    except (Basi, Ditolak, TerlaluBesar) as galat:
        if isinstance(galat, Basi):
            note_tolak(galat, get_status(galat))
        return _show(_get(alamat), galat, galat.kalimat)
    flash(f"Templat disimpan. {templat.judul} yang diunduh sebagai Word memakainya.", "positif")
    return redirect(url_for("kelola.index_templat"), 303)


@bp.post("/kelola/templat/<alamat>/hapus")
@allow(pengelola)
def revoke_templat(alamat: str) -> Response:
    """Go back to our template."""
    templat = _get(alamat)

    def lakukan() -> str:
        if not remove_templat(get_pelaku(), templat.jenis, parse_versi(request.form)):
            return f"{templat.judul} sudah memakai templat bawaan."
        return f"{templat.judul} kembali memakai templat bawaan."

    return answer(lakukan, lambda: url_for("kelola.index_templat"), lambda g: _show(templat, g))


def _simpanan() -> Simpanan:
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    return simpanan
