"""Settings of the office: name, letterhead, logo, rating scale, cap, paper, rule of deadlines."""

from collections.abc import Mapping

from flask import Response, current_app, flash, redirect, request, send_file, url_for

from iki_web.actions.kantor import update_kantor, update_logo
from iki_web.queries.kantor import get_kantor, get_logo
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.capaian import Skala
from iki_web.rules.galat import Basi, Ditolak, Galat, TerlaluBesar
from iki_web.rules.kantor import BARIS_SKALA, SKALA_SIAP, Kertas, Plafon, Setelan, read_setelan
from iki_web.rules.periode import CaraBatas, JenisPeriode
from iki_web.storage import Simpanan
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.kelola.bagian import answer, bp, list_bagian
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import CSP_BERKAS, page

_TANDA_PNG = b"\x89PNG"
_PILIHAN = {
    "plafon_cara": (
        (Plafon.TANPA.value, "Tanpa batas atas: dihitung apa adanya"),
        (Plafon.SERATUS.value, "Paling tinggi 100"),
        (Plafon.SERATUS_DUA_PULUH.value, "Paling tinggi 120"),
        (Plafon.LAIN.value, "Angka lain"),
    ),
    "batas_cara": (
        (CaraBatas.PERIODE.value, "setelah periodenya berakhir"),
        (CaraBatas.TAHUN.value, "setelah tahunnya berakhir"),
    ),
    "kertas": ((Kertas.A4.value, "A4 (210 x 297 mm)"), (Kertas.F4.value, "F4 (215 x 330 mm)")),
    "frekuensi": tuple((jenis.value, jenis.value.capitalize()) for jenis in JenisPeriode),
}


@bp.get("/kelola/pengaturan")
@allow(pengelola)
def index_kantor() -> Response:
    """Show the settings."""
    return _show({})


@bp.post("/kelola/pengaturan")
@allow(pengelola)
def update_setelan() -> Response:
    """Keep the settings; a ready-made scale only fills its rows in and keeps nothing yet."""
    ketik = {nama: nilai[:2000] for nama, nilai in request.form.items()}
    siap = SKALA_SIAP.get(ketik.get("siapkan", ""))
    if siap:
        return _show(ketik | _build_skala(siap[1]), siap=siap[0])

    def lakukan() -> str:
        setelan = read_setelan(request.form)
        beda, tetap = update_kantor(get_pelaku(), parse_versi(request.form), setelan)
        if not beda:
            return "Tidak ada yang berbeda dari yang tersimpan."
        lama = f" {tetap} periode yang sudah ditutup tetap memakai yang lama." if tetap else ""
        return f"Pengaturan disimpan: {', '.join(beda)}.{lama}"

    return answer(lakukan, _url, lambda galat: _show(ketik, galat))


def _url() -> str:
    return url_for("kelola.index_kantor")


def _show(ketik: Mapping[str, str], galat: Galat | None = None, siap: str = "") -> Response:
    """Show the page with what was typed over what is stored."""
    kantor = get_kantor(get_pelaku())
    return page(
        "kelola/kantor/index.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian(),
        kantor=kantor,
        ketik=_build_ketik(kantor.setelan) | dict(ketik),
        kalimat=galat.kalimat if galat else "",
        perubahan=galat.perubahan if isinstance(galat, Basi) else (),
        galat=galat.isian if isinstance(galat, Ditolak) else {},
        siap=siap,
        baris_skala=range(1, BARIS_SKALA + 1),
        skala_siap=[(kode, nama) for kode, (nama, _) in SKALA_SIAP.items()],
        pilihan=_PILIHAN,
    )


def _build_ketik(setelan: Setelan) -> dict[str, str]:
    """Return the settings as the fields of the form hold them."""
    plafon = "" if setelan.plafon is None else format_cacah(setelan.plafon)
    siap = plafon in (Plafon.SERATUS, Plafon.SERATUS_DUA_PULUH)
    cara = (plafon if siap else Plafon.LAIN.value) if plafon else Plafon.TANPA.value
    return {
        "nama": setelan.nama,
        "kabupaten": setelan.kabupaten,
        "alamat": setelan.alamat,
        "kop": setelan.kop,
        "tempat": setelan.tempat,
        "pola_nomor": setelan.pola_nomor,
        "alamat_jaringan": setelan.alamat_jaringan,
        "akhir_renstra": str(setelan.akhir_renstra or ""),
        "kertas": setelan.kertas.value,
        "frekuensi": setelan.frekuensi.value,
        "batas_cara": setelan.aturan.cara.value,
        "batas_hari": str(setelan.aturan.hari),
        "plafon_cara": cara,
        "plafon": "" if siap else plafon,
        "wajib_dua_langkah": "1" if setelan.wajib_dua_langkah else "",
    } | _build_skala(setelan.skala)


def _build_skala(skala: Skala) -> dict[str, str]:
    """Return the rows of a scale as fields; rows that are not used are empty."""
    hasil = {}
    for n in range(1, BARIS_SKALA + 1):
        batas, label = skala[n - 1] if n <= len(skala) else (None, "")
        hasil[f"skala_batas_{n}"] = "" if batas is None else format_cacah(batas)
        hasil[f"skala_label_{n}"] = label
    return hasil


@bp.get("/kelola/pengaturan/logo")
@allow(pengelola)
def show_logo() -> Response:
    """Hand out the logo as it was checked; nothing of it may run."""
    berkas = _simpanan().buka(get_logo(get_pelaku()))
    png = berkas.read(4) == _TANDA_PNG
    berkas.seek(0)
    jawab = send_file(berkas, mimetype="image/png" if png else "image/jpeg")
    jawab.headers["Content-Security-Policy"] = CSP_BERKAS
    return jawab


@bp.post("/kelola/pengaturan/logo")
@allow(pengelola)
def set_logo() -> Response:
    """Put a picture in place, after the store has checked it."""
    berkas = request.files.get("berkas")
    try:
        versi = parse_versi(request.form)
        if berkas is None or not berkas.filename:
            raise Ditolak("Pilih berkas gambar lebih dahulu.")
        masuk = _simpanan().terima_logo(berkas.stream, berkas.filename)
        update_logo(get_pelaku(), versi, masuk.sha256)
    except (Basi, Ditolak, TerlaluBesar) as galat:
        return _refuse_logo(galat)
    flash("Logo disimpan. Logo dicetak pada kop dokumen.", "positif")
    return redirect(_url(), 303)


def _refuse_logo(galat: Galat) -> Response:
    """Show the page again; the sentence stands beside the picture's field."""
    status = get_status(galat)
    if isinstance(galat, Basi):
        note_tolak(galat, status)
    jawab = _show({}, Ditolak("Logo belum disimpan.", {"berkas": galat.kalimat}))
    jawab.status_code = status
    return jawab


@bp.post("/kelola/pengaturan/logo/hapus")
@allow(pengelola)
def remove_logo() -> Response:
    """Take the logo away; the letterhead is printed without one."""

    def lakukan() -> str:
        update_logo(get_pelaku(), parse_versi(request.form), "")
        return "Logo dihapus. Kop dicetak tanpa logo."

    return answer(lakukan, _url, lambda galat: _show({}, galat))


def _simpanan() -> Simpanan:
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    return simpanan
