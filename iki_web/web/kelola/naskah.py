"""A draft begun from one file: the form, and every fault of a file that is no edition."""

from flask import Response, request, url_for

from iki_web.extensions import jam
from iki_web.rules.galat import Basi, Ditolak
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak, read_ketik
from iki_web.web.render import page

#: How many faults the page lists; who mends those finds the rest next time.
_PALING_TAMPIL = 200


@bp.get("/kelola/edisi/muat")
@allow(pengelola)
def show_edisi_berkas() -> Response:
    """Show the form that takes a file."""
    return _show({"kode": str(jam.today().year), "tambah": ""})


def _show(ketik: dict[str, str], galat: Ditolak | Basi | None = None) -> Response:
    salah = getattr(galat, "salah", ())
    tolak = build_tolak(galat)
    if galat and not tolak["galat"]:  # a refused file says so beside its field
        tolak["galat"] = {"berkas": galat.kalimat}
    return page(
        "kelola/edisi/muat.html",
        ketik=ketik,
        salah=salah[:_PALING_TAMPIL],
        butir=getattr(galat, "butir", False),
        banyak=len(salah),
        **tolak,
    )


@bp.post("/kelola/edisi/muat")
@allow(pengelola)
def create_edisi_berkas() -> Response:
    """Begin a draft from the file and go to it; a file with faults changes nothing."""
    # What reads workbooks costs every start, and is needed here only.
    from iki_web.actions.keputusan.unggah import create_draf_berkas

    hasil: list[int] = []

    def lakukan() -> str:
        berkas = request.files.get("berkas")
        if berkas is None or not berkas.filename:
            kalimat = "Pilih dahulu berkas Excel atau TOML sebuah edisi."
            raise Ditolak(kalimat, {"berkas": kalimat})
        muatan = create_draf_berkas(get_pelaku(), request.form, berkas.filename, berkas.stream)
        hasil.append(muatan.id)
        return muatan.kalimat

    return answer(
        lakukan,
        lambda: url_for("kelola.show_edisi", keputusan_id=hasil[0]),
        lambda galat: _show(read_ketik("kode", "tambah"), galat),
    )
