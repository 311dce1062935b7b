"""People: the list, one of them with his positions, adding, changing, disabling."""

from collections.abc import Callable
from dataclasses import asdict

from flask import Response, request, url_for

from iki_web.actions.pegawai import close_pegawai as close
from iki_web.actions.pegawai import create_pegawai as create
from iki_web.actions.pegawai import reopen_pegawai as reopen
from iki_web.actions.pegawai import update_pegawai as update
from iki_web.extensions import jam
from iki_web.queries.akun import find_akun
from iki_web.queries.pegawai import PegawaiKelola, find_halaman, find_pegawai
from iki_web.queries.penugasan import list_penugasan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.pegawai import format_nip, read_pegawai
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.akun import show_slip
from iki_web.web.kelola.bagian import answer, bp, build_tolak, list_bagian, read_ketik
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

_MEDAN = ("nama", "nip", "pangkat", "nama_pengguna", "pengelola", "pemeriksa", "kembar")
_KEADAAN = {"aktif": True, "nonaktif": False, "semua": None}


@bp.get("/kelola/pegawai")
@allow(pengelola)
def index_pegawai() -> Response:
    """Show people, a page at a time: by name, NIP or name to sign in with."""
    cari = " ".join(request.args.get("cari", "")[:100].replace("\0", "").split())
    keadaan = request.args.get("keadaan", "aktif")
    keadaan = keadaan if keadaan in _KEADAAN else "aktif"
    ke = request.args.get("hal", 1, type=int)
    hasil = find_halaman(get_pelaku(), cari, _KEADAAN[keadaan], min(ke, 100_000))
    return page(
        "kelola/pegawai/index.html", ruang=list_bagian(), hasil=hasil, cari=cari, keadaan=keadaan
    )


@bp.get("/kelola/pegawai/baru")
@allow(pengelola)
def new_pegawai() -> Response:
    """Show the empty form."""
    return _show_form(None, dict.fromkeys(_MEDAN, ""))


@bp.post("/kelola/pegawai")
@allow(pengelola)
def create_pegawai() -> Response:
    """Add a person, and show his code: this answer is the only place where it ever stands."""
    pelaku, ketik = get_pelaku(), read_ketik(*_MEDAN)
    try:
        isian = read_pegawai(request.form, jam.today())
        nomor, kode = create(pelaku, isian, kembar=bool(ketik["kembar"]))
    except Ditolak as galat:
        return _show_form(None, ketik, galat)
    return show_slip([(nomor, kode)], url_for("kelola.show_pegawai", pegawai_id=nomor))


@bp.get("/kelola/pegawai/<int:pegawai_id>")
@allow(pengelola)
def show_pegawai(pegawai_id: int) -> Response:
    """Show a person: data, positions of all times, what may be done."""
    return _show(pegawai_id)


def _show(pegawai_id: int, galat: Ditolak | Basi | None = None) -> Response:
    pelaku = get_pelaku()
    return page(
        "kelola/pegawai/show.html",
        pegawai=find_pegawai(pelaku, pegawai_id),
        akun=find_akun(pelaku, pegawai_id),
        penugasan=list_penugasan(pelaku, pegawai_id=pegawai_id),
        **build_tolak(galat),
    )


@bp.get("/kelola/pegawai/<int:pegawai_id>/ubah")
@allow(pengelola)
def edit_pegawai(pegawai_id: int) -> Response:
    """Show the form as it is stored."""
    pegawai = find_pegawai(get_pelaku(), pegawai_id)
    kini = {nama: str(nilai or "") for nama, nilai in asdict(pegawai.as_isian()).items()}
    return _show_form(pegawai, kini | {"nip": format_nip(pegawai.nip), "kembar": ""})


@bp.post("/kelola/pegawai/<int:pegawai_id>/ubah")
@allow(pengelola)
def update_pegawai(pegawai_id: int) -> Response:
    """Change a person."""
    pegawai = find_pegawai(get_pelaku(), pegawai_id)

    def lakukan() -> str:
        isian = read_pegawai(request.form, jam.today())
        update(get_pelaku(), pegawai_id, isian, parse_versi(request.form))
        return f"Data {isian.nama} sudah disimpan."

    return answer(
        lakukan,
        lambda: url_for("kelola.show_pegawai", pegawai_id=pegawai_id),
        lambda galat: _show_form(pegawai, read_ketik(*_MEDAN), galat),
    )


@bp.post("/kelola/pegawai/<int:pegawai_id>/nonaktifkan")
@allow(pengelola)
def close_pegawai(pegawai_id: int) -> Response:
    """Disable a person: his sessions end at once."""
    pegawai = find_pegawai(get_pelaku(), pegawai_id)

    def lakukan() -> str:
        close(get_pelaku(), pegawai_id, parse_versi(request.form))
        return f"{pegawai.nama} dinonaktifkan; semua perangkatnya dikeluarkan."

    return _take(pegawai_id, lakukan)


@bp.post("/kelola/pegawai/<int:pegawai_id>/aktifkan")
@allow(pengelola)
def reopen_pegawai(pegawai_id: int) -> Response:
    """Enable a person again."""
    pegawai = find_pegawai(get_pelaku(), pegawai_id)

    def lakukan() -> str:
        reopen(get_pelaku(), pegawai_id, parse_versi(request.form))
        return f"{pegawai.nama} aktif kembali."

    return _take(pegawai_id, lakukan)


def _take(pegawai_id: int, lakukan: Callable[[], str]) -> Response:
    return answer(
        lakukan,
        lambda: url_for("kelola.show_pegawai", pegawai_id=pegawai_id),
        lambda galat: _show(pegawai_id, galat),
    )


def _show_form(
    pegawai: PegawaiKelola | None, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    return page("kelola/pegawai/edit.html", pegawai=pegawai, ketik=ketik, **build_tolak(galat))
