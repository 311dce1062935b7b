"""The editions of the Keputusan: the sheet, the annex of each position, the remarks on the text."""

from flask import Blueprint, Response, redirect, request, url_for

from iki_web.actions.keputusan import issue_keputusan, revoke_keputusan
from iki_web.extensions import jam
from iki_web.queries.keputusan import (
    find_edisi,
    get_keputusan,
    get_lampiran,
    list_catatan,
    list_dua,
    list_keputusan,
)
from iki_web.queries.mutu import get_pemeriksaan
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keputusan import KATA, compute_beda, compute_sidik, is_kepala
from iki_web.web.access import allow, get_pelaku, kepala, siapa_pun
from iki_web.web.kelola.bagian import answer, build_tolak
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

bp = Blueprint("keputusan", __name__)

#: The groups of remarks (DOMAIN section 8).
KELOMPOK = {
    1: "Nomor SK dan NIP",
    2: "Konsideran, tempat, dan tanggal",
    3: "Pembilang atau penyebut keliru",
    4: "Persentase tanpa × 100 %",
    5: "Nama yang belum mengukur",
    6: "Daftar dokumen",
    7: "Penyebut dan ejaan",
    8: "Sumber data dan susunan lembar",
}
#: The place inside a sheet a remark speaks of.
KOLOM = {
    "nomor": "nomor",
    "penetap_nip": "NIP penetap",
    "tempat": "tempat penetapan",
    "tanggal": "tanggal penetapan",
    "kata_pengantar": "Kata Pengantar",
    "pendahuluan": "Bab I Pendahuluan",
    "menimbang": "menimbang",
    "mengingat": "mengingat",
    "memutuskan": "memutuskan",
    "lampiran": "nama jabatan dan susunan",
    "tugas": "tugas",
    "fungsi": "fungsi",
    "sasaran": "sasaran",
    "nama": "nama indikator",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "dokumen": "daftar dokumen",
    "sumber_data": "sumber data",
}


@bp.get("/keputusan")
@allow(siapa_pun)
def index() -> Response:
    """Show the editions; where there is one, go straight to it."""
    edisi = list_keputusan(get_pelaku())
    if len(edisi) == 1:
        return redirect(url_for("keputusan.show", keputusan_id=edisi[0].id), 303)
    return page("keputusan/index.html", edisi=edisi)


@bp.get("/keputusan/<int:keputusan_id>")
@allow(siapa_pun)
def show(keputusan_id: int) -> Response:
    """Show the sheet of an edition and its contents."""
    pelaku = get_pelaku()
    naskah = get_keputusan(pelaku, keputusan_id)
    return page("keputusan/show.html", naskah=naskah, kolom=KOLOM, kepala=is_kepala(pelaku))


@bp.get("/keputusan/<int:keputusan_id>/catatan")
@allow(siapa_pun)
def catatan(keputusan_id: int) -> Response:
    """Show the remarks on the text by group, all or only those to be confirmed."""
    pelaku = get_pelaku()
    kelompok = list_catatan(pelaku, keputusan_id)
    return page(
        "keputusan/catatan.html",
        edisi=next(satu for satu in list_keputusan(pelaku) if satu.id == keputusan_id),
        kelompok=kelompok,
        nama_kelompok=KELOMPOK,
        kolom=KOLOM,
        hanya_konfirmasi=request.args.get("hanya") == "konfirmasi",
    )


@bp.get("/keputusan/<int:keputusan_id>/perbandingan")
@allow(siapa_pun)
def compare(keputusan_id: int) -> Response:
    """Show word by word what an edition changes of the one it follows."""
    kelola, dasar = list_dua(get_pelaku(), keputusan_id)
    beda = None
    if dasar is not None:
        kode = {kunci.id: kode for kode, kunci in dasar.indikator.items()}
        lanjut = {k: kode[i.asal_id] for k, i in kelola.indikator.items() if i.asal_id in kode}
        beda = compute_beda(dasar.edisi, kelola.edisi, lanjut)
    return page("keputusan/perbandingan.html", kelola=kelola, dasar=dasar, beda=beda)


@bp.get("/keputusan/<int:keputusan_id>/tetapkan")
@allow(kepala)
def show_tetapkan(keputusan_id: int) -> Response:
    """Show the head what the checks find, and the form that fixes the draft."""
    hari_ini = jam.today()
    ketik = {"nomor": "", "alasan": "", "tanggal": hari_ini.isoformat()}
    return _show_tetapkan(keputusan_id, ketik | {"berlaku_mulai": f"{hari_ini.year + 1}-01-01"})


def _show_tetapkan(
    keputusan_id: int, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    kelola = find_edisi(get_pelaku(), keputusan_id)
    if not kelola.draf:
        raise Ditolak("Edisi ini sudah ditetapkan.")
    return page(
        "keputusan/tetapkan.html",
        kelola=kelola,
        sidik=compute_sidik(kelola.edisi),
        periksa=get_pemeriksaan(get_pelaku(), kelola),
        ketik=ketik,
        **build_tolak(galat),
    )


@bp.post("/keputusan/<int:keputusan_id>/tetapkan")
@allow(kepala)
def issue(keputusan_id: int) -> Response:
    """Fix the draft."""
    ketik = {n: request.form.get(n, "")[:2100] for n in ("nomor", "tanggal", "berlaku_mulai")}
    ketik["alasan"] = request.form.get("alasan", "")[:2100]

    def lakukan() -> str:
        sidik = request.form.get("sidik", "")
        isi = issue_keputusan(get_pelaku(), keputusan_id, request.form, sidik)
        mulai = format_tanggal(isi.berlaku_mulai)
        return f"Keputusan Nomor {isi.nomor} ditetapkan, berlaku mulai {mulai}."

    tujuan = url_for("keputusan.show", keputusan_id=keputusan_id)
    return answer(lakukan, lambda: tujuan, lambda galat: _show_tetapkan(keputusan_id, ketik, galat))


@bp.get("/keputusan/<int:keputusan_id>/cabut")
@allow(kepala)
def show_cabut(keputusan_id: int) -> Response:
    """Ask the head for the reason of revoking an edition."""
    return _show_cabut(keputusan_id, "")


def _show_cabut(keputusan_id: int, alasan: str, galat: Ditolak | Basi | None = None) -> Response:
    kelola = find_edisi(get_pelaku(), keputusan_id)
    return page("keputusan/cabut.html", kelola=kelola, alasan=alasan, **build_tolak(galat))


@bp.post("/keputusan/<int:keputusan_id>/cabut")
@allow(kepala)
def revoke(keputusan_id: int) -> Response:
    """Revoke an edition nobody stands on."""
    alasan = request.form.get("alasan", "")[:2000]

    def lakukan() -> str:
        revoke_keputusan(get_pelaku(), keputusan_id, request.form, parse_versi(request.form))
        return "Keputusan dicabut. Naskahnya tetap dapat dibaca."

    tujuan = url_for("keputusan.show", keputusan_id=keputusan_id)
    return answer(lakukan, lambda: tujuan, lambda galat: _show_cabut(keputusan_id, alasan, galat))


@bp.get("/keputusan/<int:keputusan_id>/<jabatan_kode>")
@allow(siapa_pun)
def lampiran(keputusan_id: int, jabatan_kode: str) -> Response:
    """Show the annex of one position."""
    lembar = get_lampiran(get_pelaku(), keputusan_id, jabatan_kode)
    return page("keputusan/lampiran.html", lembar=lembar, kata=KATA)
