"""Editions: the list, beginning a draft, its own sheet, and throwing it away."""

from flask import Response, request, url_for

from iki_web.actions.keputusan import create_draf, remove_draf, update_naskah
from iki_web.extensions import jam
from iki_web.queries.keputusan import (
    BarisEdisi,
    EdisiKelola,
    find_edisi,
    list_berlaku,
    list_keputusan,
)
from iki_web.queries.mutu import get_pemeriksaan
from iki_web.queries.usulan import list_usulan
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keputusan import PALING_BARIS, count_baris, format_isian_naskah
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak, list_bagian
from iki_web.web.kelola.temuan import find_asal, url_kembali
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page


def find_draf(keputusan_id: int) -> EdisiKelola:
    """Return a draft for its forms; a fixed edition has none. Raises TidakTerlihat, Ditolak."""
    kelola = find_edisi(get_pelaku(), keputusan_id)
    if not kelola.draf:
        raise Ditolak("Edisi ini sudah ditetapkan, jadi isinya tidak dapat diubah lagi.")
    return kelola


@bp.get("/kelola/edisi")
@allow(pengelola)
def index_edisi() -> Response:
    """Show the editions, and which years each serves."""
    pelaku = get_pelaku()
    return page(
        "kelola/edisi/index.html",
        ruang=list_bagian(),
        edisi=list_keputusan(pelaku),
        berlaku=list_berlaku(pelaku),
        usulan=sum(satu.boleh_nilai or satu.boleh_putus for satu in list_usulan(pelaku)),
    )


@bp.get("/kelola/edisi/baru")
@allow(pengelola)
def show_edisi_baru() -> Response:
    """Show the form that begins a draft."""
    dasar = next(iter(_list_dasar()), None)
    ketik = {
        "dasar": str(dasar.id) if dasar else "",
        "kode": str(jam.today().year),
        "tentang": dasar.tentang if dasar else "",
    }
    return _show_baru(ketik)


def _list_dasar() -> list[BarisEdisi]:
    return [e for e in list_keputusan(get_pelaku()) if e.status != "DRAF"]


def _show_baru(ketik: dict[str, str], galat: Ditolak | Basi | None = None) -> Response:
    pilihan = [(e.id, f"{e.nama} ({e.kode})") for e in _list_dasar()]
    return page("kelola/edisi/baru.html", ketik=ketik, pilihan=pilihan, **build_tolak(galat))


@bp.post("/kelola/edisi/baru")
@allow(pengelola)
def create_edisi() -> Response:
    """Begin a draft and go to it."""
    hasil: list[int] = []

    def lakukan() -> str:
        boleh = {str(e.id): e.id for e in _list_dasar()}
        pilih = request.form.get("dasar", "")
        if pilih and pilih not in boleh:
            raise Ditolak("Pilih edisi dari daftar.", {"dasar": "Pilih edisi dari daftar."})
        hasil.append(create_draf(get_pelaku(), boleh.get(pilih), request.form))
        return "Draf edisi baru dibuat. Belum berlaku sampai ditetapkan."

    return answer(
        lakukan,
        lambda: url_for("kelola.show_edisi", keputusan_id=hasil[0]),
        lambda galat: _show_baru(_ketik(), galat),
    )


def _ketik() -> dict[str, str]:
    """Return the form as typed, each field once."""
    return {"dasar": "", "kode": "", "tentang": ""} | request.form.to_dict()


@bp.get("/kelola/edisi/<int:keputusan_id>")
@allow(pengelola)
def show_edisi(keputusan_id: int) -> Response:
    """Show a draft's contents and what it lacks, or the indicators of a fixed edition."""
    return show_isi(find_edisi(get_pelaku(), keputusan_id))


def show_isi(kelola: EdisiKelola, galat: Ditolak | Basi | None = None) -> Response:
    """Return the page of an edition."""
    periksa = get_pemeriksaan(get_pelaku(), kelola) if kelola.draf else None
    nama = "draf.html" if kelola.draf else "tetap.html"
    return page(f"kelola/edisi/{nama}", kelola=kelola, periksa=periksa, **build_tolak(galat))


@bp.get("/kelola/edisi/<int:keputusan_id>/naskah")
@allow(pengelola)
def show_naskah(keputusan_id: int) -> Response:
    """Show the form of the draft's own sheet."""
    kelola = find_draf(keputusan_id)
    return _show_naskah(kelola, format_isian_naskah(kelola.edisi))


def _show_naskah(
    kelola: EdisiKelola, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    bagian = ("menimbang", "mengingat", "memutuskan")
    banyak = {nama: count_baris(nama, ketik, PALING_BARIS[nama]) for nama in bagian}
    isi = {"kelola": kelola, "ketik": ketik, "banyak": banyak, "asal": find_asal(kelola.id)}
    return page("kelola/edisi/naskah.html", **isi, **build_tolak(galat))


@bp.post("/kelola/edisi/<int:keputusan_id>/naskah")
@allow(pengelola)
def update_edisi(keputusan_id: int) -> Response:
    """Keep the draft's own sheet."""
    find_draf(keputusan_id)

    def lakukan() -> str:
        update_naskah(get_pelaku(), keputusan_id, request.form, parse_versi(request.form))
        return "Naskah keputusan disimpan."

    tujuan = url_for("kelola.show_edisi", keputusan_id=keputusan_id)
    return answer(
        lakukan,
        lambda: url_kembali(keputusan_id, tujuan),
        lambda galat: _show_naskah(find_draf(keputusan_id), request.form.to_dict(), galat),
    )


def show_hapus(
    kelola: EdisiKelola, apa: str, isi: str, versi: int, batal: str, galat: Ditolak | Basi | None
) -> Response:
    """Return the page that asks before something of a draft is taken out."""
    return page(
        "kelola/edisi/hapus.html",
        kelola=kelola,
        apa=apa,
        isi=isi,
        versi=versi,
        batal=batal,
        **build_tolak(galat),
    )


@bp.get("/kelola/edisi/<int:keputusan_id>/hapus")
@allow(pengelola)
def show_hapus_edisi(keputusan_id: int) -> Response:
    """Ask before deleting a draft."""
    return _show_hapus(find_draf(keputusan_id))


def _show_hapus(kelola: EdisiKelola, galat: Ditolak | Basi | None = None) -> Response:
    isi = f"{len(kelola.edisi.lembar)} lembar jabatan dengan {len(kelola.indikator)} indikator."
    batal = url_for("kelola.show_edisi", keputusan_id=kelola.id)
    return show_hapus(kelola, f"draf {kelola.edisi.kode}", isi, kelola.versi, batal, galat)


@bp.post("/kelola/edisi/<int:keputusan_id>/hapus")
@allow(pengelola)
def remove_edisi(keputusan_id: int) -> Response:
    """Delete a draft that was never fixed."""
    find_draf(keputusan_id)

    def lakukan() -> str:
        remove_draf(get_pelaku(), keputusan_id, parse_versi(request.form))
        return "Draf dihapus."

    return answer(
        lakukan,
        lambda: url_for("kelola.index_edisi"),
        lambda galat: _show_hapus(find_draf(keputusan_id), galat),
    )
