"""What the recap's pages share: the blueprint, the filters of the address, chips to remove them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup

from iki_web.queries.rekap.saring import RekapTersaring, find_tersaring
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rekap.saring import KATA_SARING, SaringKeadaan
from iki_web.web.access import get_pelaku
from iki_web.web.render import page

bp = Blueprint("rekap", __name__)

#: The filters an address may carry, in the order in which they are shown.
MEDAN = ("periode", "jabatan", "status", "predikat")
_LABEL = {
    "periode": "Periode",
    "jabatan": "Jabatan",
    "status": "Keadaan",
    "predikat": "Predikat capaian",
}
_SEMUA = {
    "periode": "Setahun",
    "jabatan": "Semua jabatan",
    "status": "Semua keadaan",
    "predikat": "Semua predikat",
}


@dataclass(frozen=True, slots=True)
class Cip:
    """A filter in force, in words, and the address without it."""

    teks: str
    url: str


@dataclass(frozen=True, slots=True)
class MedanSaring:
    """A filter to choose: its field, its choices, what is chosen, and what "none" is called."""

    nama: str
    label: str
    pilihan: tuple[tuple[str, str], ...]
    nilai: str
    kosong: str


def get_tunggal(nama: str) -> str | None:
    """Return a filter of the address; given twice it means nothing."""
    nilai = request.args.getlist(nama)
    if len(nilai) > 1:
        raise TidakTerlihat("Saringan pada alamat ini tertulis dua kali.")
    return nilai[0] if nilai else None


def read_alamat(medan: Sequence[str] = MEDAN) -> dict[str, str]:
    """Return the filters of the address; an empty field of the form asks nothing."""
    return {nama: nilai for nama in medan if (nilai := get_tunggal(nama))}


def show_bagian(
    tahun: int, nama: str, judul: str, medan: Sequence[str]
) -> tuple[RekapTersaring, dict[str, Any]] | Response:
    """Return the recap an address asks for with what the head of its page needs.

    Or where to go instead: to the address without empty fields, which can be kept and sent, or the
    page that says why there is nothing to read.
    """
    pelaku, alamat = get_pelaku(), read_alamat(medan)
    if len(alamat) < len(request.args):
        # Also without what no page of the recap knows.
        return redirect(url_for(f"rekap.show_{nama}", tahun=tahun, **alamat), 303)
    hasil = find_tersaring(pelaku, tahun, alamat)
    if not hasil.rekap.jabatan:
        return page("rekap/show.html", judul=f"{judul} {tahun}", badan=render_hampa(pelaku, tahun))
    return hasil, {
        "tahun": tahun,
        "judul": f"{judul} {tahun}",
        "bagian": nama,
        "dasar": url_for("rekap.show", tahun=tahun),
        "ikut": "&".join(f"{n}={alamat[n]}" for n in ("periode", "jabatan") if n in alamat),
        "url": url_for(f"rekap.show_{nama}", tahun=tahun),
        "tanya": request.query_string.decode("ascii", "replace"),
        "cip": list_cip(hasil, f"rekap.show_{nama}", alamat),
        "medan": [_build_medan(hasil, satu, alamat) for satu in medan],
        "rekap": hasil.rekap,
    }


def render_hampa(pelaku: Pelaku, tahun: int) -> Markup:
    """Return why somebody has no recap to read."""
    alasan = "indikator" if pelaku.pegangan or pelaku.pemeriksa else "jabatan"
    if alasan == "jabatan" and pelaku.pengelola:
        alasan = "pengelola"
    return Markup(render_template("rekap/hampa.html", tahun=tahun, alasan=alasan))  # noqa: S704


def list_cip(hasil: RekapTersaring, ujung: str, alamat: Mapping[str, str]) -> list[Cip]:
    """Return the filters in force, each with the address without it."""
    return [
        Cip(
            f"{_LABEL[nama]}: {format_pilihan(hasil, nama, nilai)}",
            url_for(
                ujung,
                tahun=hasil.rekap.tahun,
                **{lain: isi for lain, isi in alamat.items() if lain != nama},
            ),
        )
        for nama, nilai in alamat.items()
    ]


def format_saringan(hasil: RekapTersaring, alamat: Mapping[str, str]) -> str:
    """Return the filters in force as one line for a file; "" where there are none."""
    return "; ".join(
        f"{_LABEL[nama]}: {format_pilihan(hasil, nama, nilai)}" for nama, nilai in alamat.items()
    )


def format_pilihan(hasil: RekapTersaring, nama: str, nilai: str) -> str:
    """Return one filter's value in words."""
    if nama == "periode" and hasil.periode is not None:
        return hasil.periode.nama
    if nama == "jabatan" and hasil.jabatan is not None:
        dan = " dan bawahannya" if len(hasil.rekap.jabatan) > 1 else ""
        return f"{hasil.jabatan.nama_singkat}{dan}"
    return KATA_SARING[SaringKeadaan(nilai)] if nama == "status" else nilai


def _build_medan(hasil: RekapTersaring, nama: str, alamat: Mapping[str, str]) -> MedanSaring:
    nilai = alamat.get(nama, "")
    pilihan = _list_pilihan(hasil, nama)
    if nilai and nilai not in dict(pilihan):
        # A month or a semester: not offered, but what the address says is shown.
        pilihan = (*pilihan, (nilai, format_pilihan(hasil, nama, nilai)))
    return MedanSaring(nama, _LABEL[nama], pilihan, nilai, _SEMUA[nama])


def _list_pilihan(hasil: RekapTersaring, nama: str) -> tuple[tuple[str, str], ...]:
    if nama == "periode":
        return tuple((satu.kode.kode, satu.kode.nama) for satu in hasil.rekap.kolom)
    if nama == "jabatan":
        return tuple(
            (str(s.jabatan.id), "\u00a0\u00a0" * s.tingkat + s.jabatan.nama_singkat)
            for s in hasil.pilihan
        )
    if nama == "status":
        return tuple((satu.value, teks) for satu, teks in KATA_SARING.items())
    return tuple((label, label) for label in hasil.predikat)
