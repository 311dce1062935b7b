"""The tree of positions: one screen with who decides on whom, mending a superior, one position."""

from collections.abc import Callable

from flask import Response, request, url_for

from iki_web.actions.jabatan import close_jabatan as close
from iki_web.actions.jabatan import create_jabatan as create
from iki_web.actions.jabatan import reopen_jabatan as reopen
from iki_web.actions.jabatan import update_atasan as move
from iki_web.actions.jabatan import update_jabatan as update
from iki_web.extensions import jam
from iki_web.queries.jabatan import BarisPohon, find_jabatan, list_jabatan, list_pohon
from iki_web.queries.penugasan import list_penugasan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.jabatan import read_atasan, read_jabatan
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak, list_bagian, read_ketik
from iki_web.web.kelola.garis import build_garis
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

_MEDAN = ("nama", "nama_singkat", "urutan")


@bp.get("/kelola/jabatan")
@allow(pengelola)
def index_jabatan() -> Response:
    """Show the tree: holders, who decides on whom today, what waits where."""
    return _show_pohon()


def _show_pohon(
    galat: Ditolak | Basi | None = None, jabatan_id: int = 0, pilih: str = ""
) -> Response:
    """Return the tree; a refused move keeps what was chosen in its row."""
    semua = list_pohon(get_pelaku())
    return page(
        "kelola/jabatan/index.html",
        ruang=list_bagian(),
        pohon=[b for b in semua if b.jabatan.aktif],
        lama=[b for b in semua if not b.jabatan.aktif],
        pindah=jabatan_id,
        pilih=pilih,
        **build_tolak(galat),
    )


@bp.post("/kelola/jabatan/<int:jabatan_id>/atasan")
@allow(pengelola)
def update_atasan(jabatan_id: int) -> Response:
    """Put a position under another superior."""
    baris = find_jabatan(get_pelaku(), jabatan_id)

    def lakukan() -> str:
        atasan_id = read_atasan(request.form)
        move(get_pelaku(), jabatan_id, atasan_id, parse_versi(request.form))
        atasan = next(j for j in baris.atasan_boleh if j.id == atasan_id)
        return f"Atasan {baris.jabatan.nama} sekarang {atasan.nama}."

    pilih = read_ketik("atasan_id")["atasan_id"]
    return answer(
        lakukan,
        lambda: url_for("kelola.index_jabatan"),
        lambda galat: _show_pohon(galat, jabatan_id, pilih),
    )


@bp.get("/kelola/jabatan/baru")
@allow(pengelola)
def new_jabatan() -> Response:
    """Show the empty form."""
    urutan = max((b.jabatan.urutan for b in list_pohon(get_pelaku())), default=0) + 1
    return _show_baru({"nama": "", "nama_singkat": "", "urutan": str(urutan), "atasan_id": ""})


@bp.post("/kelola/jabatan")
@allow(pengelola)
def create_jabatan() -> Response:
    """Add a position under a superior."""
    ketik = read_ketik(*_MEDAN, "atasan_id")

    def lakukan() -> str:
        isian = read_jabatan(request.form)
        create(get_pelaku(), isian, read_atasan(request.form))
        return f"Jabatan {isian.nama} sudah ditambahkan."

    return answer(
        lakukan, lambda: url_for("kelola.index_jabatan"), lambda galat: _show_baru(ketik, galat)
    )


def _show_baru(ketik: dict[str, str], galat: Ditolak | Basi | None = None) -> Response:
    return page(
        "kelola/jabatan/baru.html",
        ketik=ketik,
        atasan=[(j.id, j.nama) for j in list_jabatan(get_pelaku())],
        **build_tolak(galat),
    )


@bp.get("/kelola/jabatan/<int:jabatan_id>")
@allow(pengelola)
def show_jabatan(jabatan_id: int) -> Response:
    """Show a position: its timeline, its holders of all times, its names."""
    baris = find_jabatan(get_pelaku(), jabatan_id)
    return _show(baris, _read_kini(baris))


@bp.post("/kelola/jabatan/<int:jabatan_id>/ubah")
@allow(pengelola)
def update_jabatan(jabatan_id: int) -> Response:
    """Rename it, or give it another place among its neighbours."""

    def lakukan(versi: int) -> str:
        isian = read_jabatan(request.form)
        update(get_pelaku(), jabatan_id, isian, versi)
        return f"Jabatan {isian.nama} sudah disimpan."

    return _take(jabatan_id, lakukan, read_ketik(*_MEDAN))


@bp.post("/kelola/jabatan/<int:jabatan_id>/nonaktifkan")
@allow(pengelola)
def close_jabatan(jabatan_id: int) -> Response:
    """Abolish it."""

    def lakukan(versi: int) -> str:
        close(get_pelaku(), jabatan_id, versi)
        return "Jabatan dinonaktifkan. Riwayatnya tetap tersimpan."

    return _take(jabatan_id, lakukan)


@bp.post("/kelola/jabatan/<int:jabatan_id>/aktifkan")
@allow(pengelola)
def reopen_jabatan(jabatan_id: int) -> Response:
    """Take it back into use."""

    def lakukan(versi: int) -> str:
        reopen(get_pelaku(), jabatan_id, versi)
        return "Jabatan aktif kembali."

    return _take(jabatan_id, lakukan)


def _take(
    jabatan_id: int, lakukan: Callable[[int], str], ketik: dict[str, str] | None = None
) -> Response:
    """Do one act on a position; a refusal shows its page again with what was typed."""
    baris = find_jabatan(get_pelaku(), jabatan_id)
    return answer(
        lambda: lakukan(parse_versi(request.form)),
        lambda: url_for("kelola.show_jabatan", jabatan_id=jabatan_id),
        lambda galat: _show(baris, ketik or _read_kini(baris), galat),
    )


def _read_kini(baris: BarisPohon) -> dict[str, str]:
    j = baris.jabatan
    return {"nama": j.nama, "nama_singkat": j.nama_singkat, "urutan": str(j.urutan)}


def _show(
    baris: BarisPohon, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    penugasan = list_penugasan(get_pelaku(), jabatan_id=baris.jabatan.id)
    sah = [p.tugas for p in penugasan if not p.batal]
    return page(
        "kelola/jabatan/show.html",
        baris=baris,
        ketik=ketik,
        penugasan=penugasan,
        garis=build_garis(sah, jam.today()),
        **build_tolak(galat),
    )
