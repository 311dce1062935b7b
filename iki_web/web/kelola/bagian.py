"""What the pengelola's rooms share: their blueprint, and the way from one to the other."""

from flask import Blueprint, request, url_for

bp = Blueprint("kelola", __name__)

_BAGIAN = (
    ("Sudah/belum", "kelola.index"),
    ("Periode", "kelola.index_periode"),
    ("Akun", "kelola.index_akun"),
)


def list_bagian() -> list[dict[str, object]]:
    """Return the switcher on top of each room."""
    return [
        {"teks": teks, "url": url_for(tujuan), "aktif": request.endpoint == tujuan}
        for teks, tujuan in _BAGIAN
    ]
