"""What the rooms around targets share: their blueprint, which position, what a refusal says."""

from flask import Blueprint, request, url_for

from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.target import PANJANG_ALASAN
from iki_web.web.render import get_ketik

bp = Blueprint("target", __name__)

Galat = Ditolak | Basi | None


def build_tolak(galat: Galat) -> dict[str, object]:
    """Return what a page says of a refusal, and what was typed."""
    return {
        "kalimat": galat.kalimat if galat else "",
        "perubahan": galat.perubahan if isinstance(galat, Basi) else (),
        "galat": galat.isian if isinstance(galat, Ditolak) else {},
        "ketik": request.form if request.method == "POST" else {},
        "dicentang": request.form.getlist("pilih"),
        "maks": PANJANG_ALASAN,
    }


def get_jabatan() -> str | None:
    """Return the position a page is about, from its address or its form."""
    return get_ketik().get("jabatan") or None


def url_show(tahun: int) -> str:
    """Return the sheet an act on targets leads back to."""
    return url_for("target.show", tahun=tahun, jabatan=get_jabatan())
