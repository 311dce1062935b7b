"""Assignments: giving a position, changing, ending, annulling."""

from collections.abc import Callable

from flask import Response, request, url_for

from iki_web.actions.penugasan import close_penugasan as close
from iki_web.actions.penugasan import create_penugasan as create
from iki_web.actions.penugasan import revoke_penugasan as revoke
from iki_web.actions.penugasan import update_penugasan as update
from iki_web.queries.jabatan import list_jabatan
from iki_web.queries.penugasan import PenugasanKelola, find_penugasan, list_calon
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.penugasan import read_alasan, read_penugasan, read_selesai
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import answer, bp, build_tolak, read_ketik
from iki_web.web.realisasi.isian import parse_versi
from iki_web.web.render import page

_MEDAN = ("jenis", "mulai", "selesai", "nomor_surat", "tanggal_surat")
_SEMUA = ("pegawai_id", "jabatan_id", *_MEDAN, "gantikan")
_JENIS = [
    (JenisPenugasan.DEFINITIF.value, "Definitif"),
    (JenisPenugasan.PLT.value, "Plt.: jabatan kosong"),
    (JenisPenugasan.PLH.value, "Plh.: pejabatnya berhalangan sementara"),
]


@bp.get("/kelola/penugasan/baru")
@allow(pengelola)
def new_penugasan() -> Response:
    """Show the empty form; person or position may come with the address."""
    ketik = dict.fromkeys(_SEMUA, "") | {
        "pegawai_id": request.args.get("pegawai", "")[:10],
        "jabatan_id": request.args.get("jabatan", "")[:10],
    }
    return _show_baru(ketik)


@bp.post("/kelola/penugasan")
@allow(pengelola)
def create_penugasan() -> Response:
    """Give a person a position, with the hand-over where it is asked for."""
    pelaku, ketik = get_pelaku(), read_ketik(*_SEMUA)

    def lakukan() -> str:
        calon = {nomor: nomor for nomor, _ in list_calon(pelaku)}
        jabatan = {j.id: j.id for j in list_jabatan(pelaku)}
        isian = read_penugasan(request.form, calon, jabatan)
        _, peringatan = create(pelaku, isian, gantikan=bool(ketik["gantikan"]))
        return " ".join(["Penugasan sudah disimpan.", *peringatan])

    return answer(
        lakukan,
        lambda: url_for("kelola.show_jabatan", jabatan_id=int(ketik["jabatan_id"])),
        lambda galat: _show_baru(ketik, galat),
    )


def _show_baru(ketik: dict[str, str], galat: Ditolak | Basi | None = None) -> Response:
    pelaku = get_pelaku()
    return page(
        "kelola/penugasan/baru.html",
        ketik=ketik,
        calon=list_calon(pelaku),
        jabatan=[(j.id, j.nama) for j in list_jabatan(pelaku)],
        jenis=_JENIS,
        **build_tolak(galat),
    )


@bp.get("/kelola/penugasan/<int:penugasan_id>")
@allow(pengelola)
def show_penugasan(penugasan_id: int) -> Response:
    """Show an assignment, and the forms to change, end or annul it."""
    tugas = find_penugasan(get_pelaku(), penugasan_id)
    return _show(tugas, _read_kini(tugas))


@bp.post("/kelola/penugasan/<int:penugasan_id>/ubah")
@allow(pengelola)
def update_penugasan(penugasan_id: int) -> Response:
    """Change kind, days and order."""
    tugas = find_penugasan(get_pelaku(), penugasan_id)
    satu = tugas.tugas

    def lakukan() -> str:
        tetap = {"pegawai_id": str(satu.pegawai_id), "jabatan_id": str(satu.jabatan_id)}
        isi = request.form.to_dict() | tetap
        isian = read_penugasan(
            isi, {satu.pegawai_id: satu.pegawai_id}, {satu.jabatan_id: satu.jabatan_id}
        )
        peringatan = update(get_pelaku(), penugasan_id, isian, parse_versi(request.form))
        return " ".join(["Penugasan sudah disimpan.", *peringatan])

    return _take(tugas, lakukan, "ubah", read_ketik(*_MEDAN))


@bp.post("/kelola/penugasan/<int:penugasan_id>/akhiri")
@allow(pengelola)
def close_penugasan(penugasan_id: int) -> Response:
    """End it with a last day."""
    tugas = find_penugasan(get_pelaku(), penugasan_id)

    def lakukan() -> str:
        hari = read_selesai(request.form, tugas.tugas.mulai)
        peringatan = close(get_pelaku(), penugasan_id, hari, parse_versi(request.form))
        return " ".join(["Hari terakhir penugasan sudah disimpan.", *peringatan])

    return _take(tugas, lakukan, "akhiri", _read_kini(tugas) | read_ketik("selesai"))


@bp.post("/kelola/penugasan/<int:penugasan_id>/batalkan")
@allow(pengelola)
def revoke_penugasan(penugasan_id: int) -> Response:
    """Annul it with a reason."""
    tugas = find_penugasan(get_pelaku(), penugasan_id)

    def lakukan() -> str:
        alasan = read_alasan(request.form)
        revoke(get_pelaku(), penugasan_id, alasan, parse_versi(request.form))
        return "Penugasan dibatalkan. Catatannya tetap tersimpan."

    return _take(tugas, lakukan, "batalkan", _read_kini(tugas) | read_ketik("alasan"))


def _read_kini(tugas: PenugasanKelola) -> dict[str, str]:
    """Return the form as it is stored."""
    isian = tugas.as_isian()
    hari = {"mulai": isian.mulai, "selesai": isian.selesai, "tanggal_surat": isian.tanggal_surat}
    return {
        "jenis": isian.jenis.value,
        "nomor_surat": isian.nomor_surat,
        "alasan": "",
        **{nama: satu.isoformat() if satu else "" for nama, satu in hari.items()},
    }


def _take(
    tugas: PenugasanKelola, lakukan: Callable[[], str], langkah: str, ketik: dict[str, str]
) -> Response:
    """Do one act on an assignment; a refusal shows its form again, unfolded."""
    return answer(
        lakukan,
        lambda: url_for("kelola.show_jabatan", jabatan_id=tugas.tugas.jabatan_id),
        lambda galat: _show(tugas, ketik, langkah, galat),
    )


def _show(
    tugas: PenugasanKelola,
    ketik: dict[str, str],
    langkah: str = "",
    galat: Ditolak | Basi | None = None,
) -> Response:
    tolak = build_tolak(galat)
    salah = {langkah: tolak.pop("galat")}
    return page(
        "kelola/penugasan/show.html",
        satu=tugas,
        ketik=_read_kini(tugas) | ketik,
        jenis=_JENIS,
        langkah=langkah,
        salah=salah,
        **tolak,
    )
