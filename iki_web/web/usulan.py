"""Proposals for the next edition: handing in, comparing with the criteria, choosing."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, request, url_for

from iki_web.actions.usulan import close_usulan, create_usulan, update_penilaian
from iki_web.extensions import jam
from iki_web.queries.usulan import UsulanTampil, find_usulan, list_draf, list_pilihan, list_usulan
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.mutu import PERTANYAAN, read_jawaban
from iki_web.rules.usulan import PANJANG_ALASAN, JenisUsulan, read_usulan
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.errors import get_status, note_tolak
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

bp = Blueprint("usulan", __name__)

KATA_JENIS = {"BARU": "Indikator baru", "UBAH": "Ubah indikator", "HAPUS": "Hapus indikator"}
#: State: badge, words, and what comes next.
KATA_STATUS = {
    "DIUSULKAN": ("DIAJUKAN", "Diusulkan", "Menunggu penilaian atasan atau pengelola."),
    "DINILAI": ("DRAF", "Dinilai", "Menunggu pengelola memilih untuk draf edisi berikutnya."),
    "DIPILIH": ("DISETUJUI", "Dipilih", "Sudah dimuat ke draf edisi."),
    "TIDAK_DIPILIH": ("DIKEMBALIKAN", "Tidak dipilih", "Tidak dimuat ke draf edisi."),
}
_ISIAN = (
    *("jabatan", "indikator", "nama", "sasaran", "jenis_rumus", "pembilang", "penyebut", "satuan"),
    *("sumber_data", "alasan"),
)


@bp.get("/usulan")
@allow(siapa_pun)
def index() -> Response:
    """Show the proposals the person may see, those he must act on first."""
    usulan = list_usulan(get_pelaku())
    giliran = [satu for satu in usulan if satu.boleh_nilai or satu.boleh_putus]
    return page(
        "usulan/index.html",
        giliran=giliran,
        lain=[satu for satu in usulan if satu not in giliran],
        dapat=bool(get_pelaku().pegangan),
        jenis=KATA_JENIS,
        keadaan=KATA_STATUS,
    )


@bp.get("/usulan/baru")
@allow(siapa_pun)
def show_baru() -> Response:
    """Show the form; of an indicator to change, its texts of today stand in the fields."""
    jenis = _parse_jenis(request.args.get("jenis", "BARU"))
    ketik = dict.fromkeys(_ISIAN, "") | {"jenis_rumus": "RASIO", "satuan": "%"}
    nomor = request.args.get("indikator", type=int)
    for pilih in list_pilihan(get_pelaku(), jam.today().year):
        for satu in pilih.indikator:
            if satu.id == nomor:
                ketik |= {nama: str(getattr(satu, nama)) for nama in _ISIAN[2:8]}
                ketik |= {"jabatan": str(pilih.jabatan.id), "indikator": str(nomor)}
                ketik["sumber_data"] = "\n".join(sumber.nama for sumber in satu.sumber)
    return _show_form(jenis, ketik)


@bp.post("/usulan")
@allow(siapa_pun)
def create() -> Response:
    """Hand a proposal in."""
    jenis = _parse_jenis(request.form.get("jenis", ""))
    try:
        isi, alasan = read_usulan(request.form, jenis)
        nomor = create_usulan(
            get_pelaku(), _parse_nomor("jabatan"), _parse_nomor("indikator"), jenis, isi, alasan
        )
    except Ditolak as galat:
        ketik = {nama: request.form.get(nama, "")[:4000] for nama in _ISIAN}
        return _show_form(jenis, ketik, galat)
    flash("Usulan dikirim. Atasan atau pengelola akan menilainya.", "positif")
    return redirect(url_for("usulan.show", usulan_id=nomor), 303)


def _parse_jenis(teks: str) -> JenisUsulan:
    try:
        return JenisUsulan(teks)
    except ValueError:
        raise Ditolak("Pilih jenis usulan: baru, ubah, atau hapus.") from None


def _parse_nomor(nama: str) -> int:
    """Return an id as sent, 0 where it is none."""
    teks = request.form.get(nama, "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


def _show_form(jenis: JenisUsulan, ketik: dict[str, str], galat: Ditolak | None = None) -> Response:
    pilihan = list_pilihan(get_pelaku(), jam.today().year)
    if not pilihan:
        raise TidakTerlihat("Usulan hanya dapat dibuat oleh pemegang jabatan.")
    return page(
        "usulan/baru.html",
        status=get_status(galat) if galat else 200,
        jenis=jenis.value,
        kata_jenis=KATA_JENIS,
        jabatan=[(p.jabatan.id, p.jabatan.nama) for p in pilihan],
        indikator=[
            (i.id, f"{p.jabatan.nama_singkat}: {i.nama}") for p in pilihan for i in p.indikator
        ],
        ketik=ketik,
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if galat else {},
    )


@bp.get("/usulan/<int:usulan_id>")
@allow(siapa_pun)
def show(usulan_id: int) -> Response:
    """Show a proposal with its steps so far, and the step that is this person's."""
    return _show(find_usulan(get_pelaku(), usulan_id), {})


@bp.post("/usulan/<int:usulan_id>/nilai")
@allow(siapa_pun)
def update(usulan_id: int) -> Response:
    """Keep the comparison with the criteria."""

    def lakukan() -> str:
        jawaban = read_jawaban(request.form)
        pendapat = _read_teks("pendapat", "Pendapat", wajib=False)
        update_penilaian(get_pelaku(), usulan_id, jawaban, pendapat, parse_versi(request.form))
        return "Penilaian disimpan. Pengelola akan memutuskan."

    return _take(usulan_id, lakukan, "nilai")


@bp.post("/usulan/<int:usulan_id>/putus")
@allow(siapa_pun)
def close(usulan_id: int) -> Response:
    """Choose the proposal into a draft, or not, with the reason."""

    def lakukan() -> str:
        putusan = request.form.get("putusan", "")
        if putusan not in ("pilih", "tidak"):
            kalimat = "Pilih keputusannya."
            raise Ditolak(kalimat, {"putusan": kalimat})
        alasan = _read_teks("alasan", "Alasan", wajib=True)
        draf = _parse_nomor("keputusan") if putusan == "pilih" else None
        close_usulan(get_pelaku(), usulan_id, draf, alasan, parse_versi(request.form))
        return "Usulan dimuat ke draf." if draf else "Usulan tidak dipilih; pengusul membacanya."

    return _take(usulan_id, lakukan, "putus")


def _read_teks(nama: str, label: str, *, wajib: bool) -> str:
    baca = Pembaca(request.form)
    teks = baca.teks(nama, label, PANJANG_ALASAN, wajib=wajib)
    baca.check()
    return teks


def _take(usulan_id: int, lakukan: Callable[[], str], langkah: str) -> Response:
    """Do one step; whose it is is said before what was typed wrong."""
    usulan = find_usulan(get_pelaku(), usulan_id)
    if not getattr(usulan, f"wenang_{langkah}"):
        raise TidakBerwenang("Langkah ini bukan wewenang Anda atas usulan ini.")
    try:
        kalimat = lakukan()
    except (Ditolak, Basi) as galat:
        if isinstance(galat, Basi):
            note_tolak(galat, get_status(galat))
        return _show(find_usulan(get_pelaku(), usulan_id), request.form.to_dict(), galat)
    flash(kalimat, "positif")
    return redirect(url_for("usulan.show", usulan_id=usulan_id), 303)


def _show(
    usulan: UsulanTampil, ketik: dict[str, str], galat: Ditolak | Basi | None = None
) -> Response:
    return page(
        "usulan/show.html",
        status=get_status(galat) if galat else 200,
        usulan=usulan,
        kata_jenis=KATA_JENIS,
        keadaan=KATA_STATUS[usulan.status.value],
        pertanyaan=PERTANYAAN,
        draf=list_draf(get_pelaku()) if usulan.boleh_putus else (),
        ketik={nama: isi[:4000] for nama, isi in ketik.items()},
        kalimat=galat.kalimat if galat else "",
        galat=galat.isian if isinstance(galat, Ditolak) else {},
    )
