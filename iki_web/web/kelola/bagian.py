"""What the pengelola's rooms share: their blueprint, and the way from one to the other."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, request, url_for

from iki_web.rules.galat import Basi, Ditolak
from iki_web.web.errors import get_status, note_tolak

bp = Blueprint("kelola", __name__)

_BAGIAN = (
    ("Sudah/belum", "kelola.index"),
    ("Pegawai", "kelola.index_pegawai"),
    ("Jabatan", "kelola.index_jabatan"),
    ("Akun", "kelola.index_akun"),
    ("Edisi", "kelola.index_edisi"),
    ("Target", "target.index"),
    ("Periode", "kelola.index_periode"),
    ("Impor", "kelola.index_impor"),
    ("Cadangan", "kelola.index_cadangan"),
    ("Pengaturan", "kelola.index_kantor"),
    ("Kesehatan", "kelola.index_sehat"),
    ("Pemeriksaan", "kelola.index_periksa"),
)


#: The rooms around periods, reached from one of them.
_PERIODE = (
    ("Periode", "kelola.index_periode"),
    ("Hari libur", "kelola.index_libur"),
    ("Pengecualian", "kelola.index_pengecualian"),
)


def list_bagian(kini: str = "") -> list[dict[str, object]]:
    """Return the switcher on top of each room; `kini`: the room's own, by default by address."""
    return _build_pilihan(_BAGIAN, kini)


def list_periode_bagian(kini: str = "") -> list[dict[str, object]]:
    """Return the switcher between the rooms around periods."""
    return _build_pilihan(_PERIODE, kini)


def _build_pilihan(bagian: tuple[tuple[str, str], ...], kini: str) -> list[dict[str, object]]:
    alamat = {tujuan: url_for(tujuan) for _, tujuan in bagian}
    kini = kini or _find_kini(alamat)
    return [
        {"teks": teks, "url": alamat[tujuan], "aktif": kini == tujuan} for teks, tujuan in bagian
    ]


def _find_kini(alamat: dict[str, str]) -> str:
    """Return the room whose address this page lies under: also after a refused form, which has
    an endpoint of its own.
    """
    di_sini = request.script_root + request.path
    cocok = [tujuan for tujuan, url in alamat.items() if f"{di_sini}/".startswith(f"{url}/")]
    return max(cocok, key=lambda tujuan: len(alamat[tujuan]), default="")


def answer(
    lakukan: Callable[[], str],
    tujuan: Callable[[], str],
    tampil: Callable[[Ditolak | Basi], Response],
) -> Response:
    """Do one act: its sentence on the page of `tujuan`, or its form again with the refusal.

    `lakukan` reads the form, acts, and returns the sentence; `tampil` shows the form as typed.
    """
    try:
        kalimat = lakukan()
    except (Ditolak, Basi) as galat:
        if isinstance(galat, Basi):
            note_tolak(galat, get_status(galat))
        return tampil(galat)
    flash(kalimat, "positif")
    return redirect(tujuan(), 303)


def read_ketik(*nama: str) -> dict[str, str]:
    """Return what was typed, to show it again: one text a field, cut where no field is so long."""
    return {satu: request.form.get(satu, "")[:2000] for satu in nama}


def build_tolak(galat: Ditolak | Basi | None) -> dict[str, object]:
    """Return what a form's page says of a refusal: status, sentence, both versions, fields."""
    return {
        "status": get_status(galat) if galat else 200,
        "kalimat": galat.kalimat if galat else "",
        "perubahan": galat.perubahan if isinstance(galat, Basi) else (),
        "galat": galat.isian if isinstance(galat, Ditolak) else {},
    }
