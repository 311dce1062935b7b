"""The headers every answer must carry, whatever it answers and to whom."""

from werkzeug.test import TestResponse

_BERAKSARA = ("text/", "application/xml", "image/svg+xml")


def periksa_kepala(jawab: TestResponse) -> None:
    """Judge one answer: policy, type, where it may be kept, and to whom it may be told."""
    kepala, tanda = jawab.headers, (jawab.request.path, jawab.status_code)
    arahan = {
        kata[0]: kata[1:]
        for satu in kepala["Content-Security-Policy"].split(";")
        if (kata := satu.split())
    }
    for nama in ("default-src", "base-uri", "frame-ancestors"):
        assert arahan[nama] == ["'none'"], (*tanda, nama)
    assert arahan.get("object-src", arahan["default-src"]) == ["'none'"], tanda
    for nama in ("script-src", "style-src", "connect-src", "form-action"):
        assert arahan.get(nama, ["'self'"]) in (["'self'"], ["'none'"]), (*tanda, nama)
    assert kepala["X-Content-Type-Options"] == "nosniff", tanda
    assert kepala["Referrer-Policy"] in ("same-origin", "no-referrer"), tanda
    assert "Access-Control-Allow-Origin" not in kepala, tanda
    assert "X-Powered-By" not in kepala, tanda
    _periksa_jenis(jawab)
    umum = jawab.request.path.startswith("/aset/") and jawab.status_code == 200
    assert kepala["Cache-Control"] == (
        "public, max-age=31536000, immutable" if umum else "no-store"
    ), tanda


def _periksa_jenis(jawab: TestResponse) -> None:
    """A body has a type; what is text says in which characters."""
    if jawab.status_code in (204, 304):
        return
    jenis = jawab.headers["Content-Type"]
    if jenis.startswith(_BERAKSARA):
        assert "charset=utf-8" in jenis.lower(), (jawab.request.path, jenis)
