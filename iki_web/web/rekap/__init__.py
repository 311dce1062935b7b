"""The recap of a year: matrix, one position, the board of a quarter, and the workbook."""

import secrets
from collections.abc import Hashable
from hashlib import sha256
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from markupsafe import Markup

from iki_web.actions.jejak import create_jejak
from iki_web.queries.acuan import get_acuan
from iki_web.queries.rekap import (
    Rekap,
    Saringan,
    find_saringan,
    find_tahun,
    get_kunci,
    get_rekap,
    list_tahun,
)
from iki_web.rules.galat import TidakBerwenang, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.rekap.excel import build_xlsx
from iki_web.web.rekap.grafik import build_batang, build_garis, build_tren
from iki_web.web.rekap.jabatan import build_jabatan
from iki_web.web.rekap.papan import PolaEntri, build_papan, build_pola
from iki_web.web.rekap.tampil import build_baris, build_kolom, build_predikat, format_rerata
from iki_web.web.render import is_htmx, page

bp = Blueprint("rekap", __name__)

#: Finished pages kept; one is about 40 KB, and every change of data makes the old ones worthless.
_SIMPAN = 64
#: Templates may change between two starts, so an ETag never outlives the process.
_PROSES = secrets.token_hex(8)


@bp.get("/rekap")
@allow(siapa_pun)
def index() -> Response:
    """Go to the current year."""
    tahun = find_tahun(get_pelaku())
    if tahun is None:
        badan = Markup(render_template("rekap/hampa.html", tahun="", alasan="tahun"))  # noqa: S704
        return page("rekap/show.html", judul="Rekap", badan=badan)
    return redirect(url_for("rekap.show", tahun=tahun), 303)


@bp.get("/rekap/<int:tahun>")
@allow(siapa_pun)
def show(tahun: int) -> Response:
    """Show the year, or one position of it; 304 where nothing has changed for this session.

    The answer stays `no-store` like every private page: a shared PC keeps nothing after sign-out.
    """
    pelaku = get_pelaku()
    saringan = find_saringan(pelaku, tahun, _get_tunggal("periode"), _get_tunggal("jabatan"))
    kunci = (get_kunci(pelaku), saringan)
    sidik = sha256(repr((_PROSES, current_user.sesi.id, is_htmx(), kunci)).encode()).hexdigest()
    if "_flashes" not in session and request.if_none_match.contains_weak(sidik):
        jawab = make_response("", 304)
    else:
        judul = saringan.jabatan.nama_singkat if saringan.jabatan else "Rekap"
        badan = _get_badan(pelaku, saringan, kunci)
        jawab = page("rekap/show.html", "frag_rekap", judul=f"{judul} {tahun}", badan=badan)
    jawab.set_etag(sidik, weak=True)
    return jawab


@bp.get("/rekap/<int:tahun>.xlsx")
@allow(siapa_pun)
def export(tahun: int) -> Response:
    """Send the workbook of everything the viewer reads; the export is a line in the trail."""
    pelaku = get_pelaku()
    find_saringan(pelaku, tahun, None, None)
    rekap = get_rekap(pelaku, tahun)
    if not rekap.jabatan:
        raise TidakBerwenang("Tidak ada jabatan yang rekapnya dapat Anda unduh.")
    isi = build_xlsx(rekap, get_acuan(pelaku).kantor.nama)
    rincian = {"jabatan": [satu.jabatan.kode for satu in rekap.jabatan], "ukuran": len(isi)}
    create_jejak(pelaku, Peristiwa.REKAP_DIEKSPOR, f"rekap:{tahun}", rincian)
    jawab = make_response(isi)
    jawab.mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    jawab.headers["Content-Disposition"] = f'attachment; filename="rekap-{tahun}.xlsx"'
    return jawab


def _get_tunggal(nama: str) -> str | None:
    """Return a filter of the address; given twice it means nothing."""
    nilai = request.args.getlist(nama)
    if len(nilai) > 1:
        raise TidakTerlihat("Saringan pada alamat ini tertulis dua kali.")
    return nilai[0] if nilai else None


def _get_badan(pelaku: Pelaku, saringan: Saringan, kunci: Hashable) -> Markup:
    """Return the finished recap, rendered once per state of the data, scope, day and filter."""
    simpanan: dict[Hashable, Markup] = current_app.extensions.setdefault("iki_rekap", {})
    badan = simpanan.get(kunci)
    if badan is None:
        badan = Markup(_render(get_rekap(pelaku, saringan.tahun), saringan, pelaku))  # noqa: S704
        if len(simpanan) >= _SIMPAN:
            simpanan.clear()
        simpanan[kunci] = badan
    return badan


def _render(rekap: Rekap, saringan: Saringan, pelaku: Pelaku) -> str:
    if not rekap.jabatan:
        alasan = "indikator" if pelaku.pegangan or pelaku.pemeriksa else "jabatan"
        if alasan == "jabatan" and pelaku.pengelola:
            alasan = "pengelola"
        return render_template("rekap/hampa.html", tahun=rekap.tahun, alasan=alasan)
    pilih = saringan.kolom if saringan.periode else None
    isi = {
        "rekap": rekap,
        "kolom": build_kolom(rekap, pilih),
        "dasar": url_for("rekap.show", tahun=rekap.tahun),
        "periode": f"periode={rekap.kolom[pilih - 1].kode.kode}" if pilih else "",
        "aturan": rekap.aturan,
    }
    # `url_for` costs 10 us; the tables ask for it once and fill in the rest.
    pola = url_for("realisasi.show", indikator_id=0, kode="~").replace("/0/~", "/{}/{}")
    entri = build_pola(rekap, pelaku, pola)
    if saringan.jabatan is not None:
        return _render_jabatan(rekap, saringan.jabatan.id, entri, isi)
    isi["tahun_lain"] = [satu for satu in list_tahun(pelaku) if satu != rekap.tahun]
    return _render_kantor(rekap, saringan, entri, isi)


def _render_kantor(rekap: Rekap, saringan: Saringan, entri: PolaEntri, isi: dict[str, Any]) -> str:
    """Return the page of all positions; what is chosen in the address rides along in its links."""
    pilih = saringan.kolom if saringan.periode else None
    rerata = rekap.kantor[pilih - 1] if pilih else rekap.setahun
    skala = rekap.kolom[pilih - 1].skala if pilih else rekap.skala
    jabatan = f"{isi['dasar']}?{isi['periode']}{'&' if pilih else ''}jabatan="
    return render_template(
        "rekap/kantor.html",
        **isi,
        baris=[build_baris(rekap, satu, jabatan) for satu in rekap.jabatan],
        rata=[format_rerata(satu) for satu in rekap.kantor],
        rata_setahun=format_rerata(rekap.setahun),
        predikat_setahun=build_predikat(rekap.skala, rekap.setahun.nilai),
        rerata=rerata,
        predikat=build_predikat(skala, rerata.nilai),
        papan=build_papan(rekap, saringan.kolom, jabatan, entri),
        batang=build_batang(rekap, pilih),
        garis=build_garis(rekap),
        tanpa_target=_count_tanpa_target(rekap),
    )


def _count_tanpa_target(rekap: Rekap) -> int:
    """Return how many indicators have no target for the year yet ("-" is one)."""
    deret = [i.deret for satu in rekap.jabatan for i in satu.indikator]
    return sum(satu.target is None and not satu.tanpa_target for satu in deret)


def _render_jabatan(rekap: Rekap, nomor: int, entri: PolaEntri, isi: dict[str, Any]) -> str:
    satu = next(baris for baris in rekap.jabatan if baris.jabatan.id == nomor)
    return render_template(
        "rekap/jabatan.html",
        **isi,
        jabatan=build_jabatan(rekap, satu, entri),
        nomor=nomor,
        tren=build_tren(satu),
    )
