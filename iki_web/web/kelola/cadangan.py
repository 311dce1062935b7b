"""Backups: the list, making, trying and restoring one, its record, the rule they follow."""

from collections.abc import Callable, Mapping

from flask import Response, current_app, redirect, request, send_file, url_for

from iki_web.actions.cadangan import (
    Kerja,
    create_cadangan,
    find_instance,
    format_jadi,
    get_latar,
    restore_hidup,
    set_sandi_cadangan,
    update_aturan,
    update_uji,
)
from iki_web.actions.jejak import create_jejak
from iki_web.queries.cadangan import (
    CadanganTampil,
    find_cadangan,
    find_folder,
    get_aturan,
    get_berita_acara,
    list_cadangan,
)
from iki_web.rules.cadangan import AturanCadangan, read_aturan, read_frasa
from iki_web.rules.galat import Basi, Ditolak, Galat, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.storage.cadangan import check_folder, is_terenkripsi, read_arsip
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import answer, bp, list_bagian, read_ketik
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

#: What has to be typed before everything is replaced.
KATA = "PULIHKAN"
_BERBEDA = "Tidak ada yang berbeda dari yang tersimpan."


@bp.get("/kelola/cadangan")
@allow(pengelola)
def index_cadangan() -> Response:
    """Show what is going on, the backups, and whether their folder is there."""
    return _show_daftar()


def _show_daftar(galat: Galat | None = None) -> Response:
    pelaku, (instance, sidik) = get_pelaku(), find_instance()
    aturan, folder, latar = get_aturan(pelaku).aturan, find_folder(pelaku, instance), get_latar()
    return page(
        "kelola/cadangan/index.html",
        "frag_keadaan" if galat is None else None,
        get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_cadangan"),
        daftar=list_cadangan(pelaku, instance),
        folder=folder,
        bawaan=not aturan.folder,
        aturan=aturan,
        harian=current_app.config["IKI"].harian,
        halangan=_find_halangan(lambda: check_folder(folder, sidik)) if aturan.folder else "",
        terenkripsi=is_terenkripsi(instance),
        kini=latar.kini,
        akhir=latar.akhir,
        kalimat=galat.kalimat if galat else "",
    )


def _find_halangan(lakukan: Callable[[], object]) -> str:
    """Return why something cannot be done, empty when it can."""
    try:
        lakukan()
    except Galat as galat:
        return galat.kalimat
    return ""


@bp.post("/kelola/cadangan")
@allow(pengelola)
def create_cadangan_() -> Response:
    """Begin a backup now; the page shows how it goes on."""
    pelaku = get_pelaku()
    return _begin(Kerja.BUAT, "", lambda: format_jadi(create_cadangan(pelaku).path.name))


def _begin(kerja: Kerja, nama: str, lakukan: Callable[[], str]) -> Response:
    try:
        get_latar().ask(kerja, nama, lakukan)
    except Ditolak as galat:
        return _show_daftar(galat)
    return redirect(url_for("kelola.index_cadangan"), 303)


@bp.get("/kelola/cadangan/<nama>")
@allow(pengelola)
def show_cadangan(nama: str) -> Response:
    """Show one backup, what can be done with it, and what restoring it would mean."""
    return _show(_find(nama))


def _find(nama: str) -> CadanganTampil:
    return find_cadangan(get_pelaku(), find_instance()[0], nama)


def _show(cadangan: CadanganTampil, galat: Ditolak | None = None) -> Response:
    try:
        manifes, halangan = read_arsip(cadangan.path), ""
    except Galat as sebab:
        manifes, halangan = None, sebab.kalimat
    return page(
        "kelola/cadangan/show.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_cadangan"),
        cadangan=cadangan,
        manifes=manifes,
        milik=manifes is not None and manifes.instance == find_instance()[1],
        halangan=halangan,
        kini=get_latar().kini,
        kata=KATA,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if galat else {},
    )


@bp.post("/kelola/cadangan/<nama>/uji")
@allow(pengelola)
def check_cadangan(nama: str) -> Response:
    """Begin a rehearsed restore of one backup."""
    pelaku, cadangan = get_pelaku(), _find(nama)

    def lakukan() -> str:
        temuan = update_uji(pelaku, cadangan.nama)
        if temuan:
            raise Ditolak(f"{cadangan.nama} diuji pulih, dengan {len(temuan)} temuan. {temuan[0]}")
        return f"{cadangan.nama} diuji pulih: utuh, isinya lolos pemeriksaan."

    return _begin(Kerja.UJI, cadangan.nama, lakukan)


@bp.post("/kelola/cadangan/<nama>/pulihkan")
@allow(pengelola)
def restore_cadangan_(nama: str) -> Response:
    """Begin to restore one backup, once the word was typed; everybody is signed out."""
    pelaku, cadangan, frasa = get_pelaku(), _find(nama), request.form.get("frasa", "")
    if request.form.get("kata", "").strip() != KATA:
        kalimat = f"Ketik {KATA} dengan huruf besar untuk memastikan."
        return _show(cadangan, Ditolak("Belum dipulihkan.", {"kata": kalimat}))

    def lakukan() -> str:
        hasil = restore_hidup(pelaku, cadangan.nama, frasa)
        simpan = hasil.pengaman.name if hasil.pengaman else ""
        return f"{cadangan.nama} dipulihkan. Isi sebelumnya disimpan sebagai {simpan}."

    return _begin(Kerja.PULIH, cadangan.nama, lakukan)


@bp.get("/kelola/cadangan/<nama>/berita-acara")
@allow(pengelola)
def show_berita_acara(nama: str) -> Response:
    """Show the record of one backup as a sheet to print and sign."""
    cadangan = _find(nama)
    if cadangan.status is None:
        raise TidakTerlihat("Berkas ini belum tercatat di sini, jadi tidak ada berita acaranya.")
    isi = get_berita_acara(get_pelaku(), cadangan)
    return page("kelola/cadangan/berita_acara.html", isi=isi, cadangan=cadangan, tautan={})


@bp.get("/kelola/cadangan/<nama>/unduh")
@allow(pengelola)
def download_cadangan(nama: str) -> Response:
    """Send an encrypted backup; a readable one never leaves over the office's network."""
    cadangan = _find(nama)
    if not read_arsip(cadangan.path).terenkripsi:
        raise Ditolak(
            "Cadangan ini tidak terenkripsi, jadi tidak dikirim lewat jaringan. Ambil berkasnya "
            "langsung dari komputer aplikasi."
        )
    create_jejak(get_pelaku(), Peristiwa.CADANGAN_DIUNDUH, f"cadangan:{cadangan.nama}")
    return send_file(
        cadangan.path,
        mimetype="application/zip",
        as_attachment=True,
        download_name=cadangan.nama,
        max_age=0,
    )


@bp.get("/kelola/cadangan/aturan")
@allow(pengelola)
def edit_aturan_cadangan() -> Response:
    """Show the rule, and whether backups are encrypted."""
    return _show_aturan({})


def _show_aturan(ketik: Mapping[str, str], galat: Galat | None = None) -> Response:
    instance, _ = find_instance()
    kelola = get_aturan(get_pelaku())
    return page(
        "kelola/cadangan/aturan.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian("kelola.index_cadangan"),
        versi=kelola.versi,
        ketik=_build_ketik(kelola.aturan) | dict(ketik),
        terenkripsi=is_terenkripsi(instance),
        kalimat=galat.kalimat if galat else "",
        perubahan=galat.perubahan if isinstance(galat, Basi) else (),
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )


def _build_ketik(aturan: AturanCadangan) -> dict[str, str]:
    return {
        "folder": aturan.folder,
        "jam": str(aturan.jam),
        "harian": str(aturan.harian),
        "bulanan": str(aturan.bulanan),
    }


@bp.post("/kelola/cadangan/aturan")
@allow(pengelola)
def update_aturan_cadangan() -> Response:
    """Keep the rule; its folder is marked as the place for backups."""

    def lakukan() -> str:
        versi = parse_versi(request.form)
        beda = update_aturan(get_pelaku(), versi, read_aturan(request.form))
        return f"Aturan cadangan disimpan: {', '.join(beda)}." if beda else _BERBEDA

    ketik = read_ketik("folder", "jam", "harian", "bulanan")
    return answer(lakukan, _url_aturan, lambda galat: _show_aturan(ketik, galat))


def _url_aturan() -> str:
    return url_for("kelola.edit_aturan_cadangan")


@bp.post("/kelola/cadangan/sandi")
@allow(pengelola)
def set_sandi_() -> Response:
    """Encrypt the backups from now on under the passphrase that was typed."""

    def lakukan() -> str:
        set_sandi_cadangan(get_pelaku(), read_frasa(request.form))
        return "Kata sandi cadangan disimpan. Cadangan berikutnya terenkripsi."

    return answer(lakukan, _url_aturan, lambda galat: _show_aturan({}, galat))


@bp.post("/kelola/cadangan/sandi/hapus")
@allow(pengelola)
def remove_sandi_() -> Response:
    """Make backups readable again from the next one on."""

    def lakukan() -> str:
        set_sandi_cadangan(get_pelaku(), "")
        return "Kata sandi cadangan dihapus. Cadangan berikutnya tidak terenkripsi."

    return answer(lakukan, _url_aturan, lambda galat: _show_aturan({}, galat))
