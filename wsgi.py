"""The app for a server; `python wsgi.py` prepares the instance and serves it."""

import ctypes
import gc
import sys
from contextlib import suppress

# What a start makes lives as long as the process: looking through it for garbage again and again
# costs a fifth of the start, and later a pause now and then.
gc.disable()

from iki_web import create_app  # noqa: E402

try:
    app = create_app()
except OSError as galat:
    sys.exit(
        f"Folder data tidak dapat disiapkan: {galat}. Pastikan disknya tidak penuh dan tidak "
        "hanya-baca, dan akun ini boleh menulis di sana, lalu jalankan lagi."
    )
gc.freeze()
gc.enable()

_M_MMAP_THRESHOLD = -3


def _return_memory() -> None:
    """Give freed uploads back at once: glibc keeps them in an arena per thread (50 MB in all)."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 256 * 1024)


def main() -> None:
    """Prepare the instance and serve it, as the only server it has."""
    from iki_web.cli import hold_instance, prepare
    from iki_web.rules.galat import Galat
    from iki_web.storage.catatan import open_catatan

    _return_memory()
    try:
        with hold_instance(app.config["IKI"]):
            with app.app_context():
                for kalimat in prepare():
                    print(kalimat)
            with open_catatan(app.config["IKI"].catatan):
                _serve()
    except Galat as galat:
        sys.exit(galat.kalimat)


def _serve() -> None:
    """Answer until Ctrl+C with waitress, if so set behind the door of TLS."""
    from iki_web.actions.cadangan import start_harian
    from iki_web.config import BATAS_PERMINTAAN
    from iki_web.web.penerima import install

    install()
    setelan = app.config["IKI"]
    start_harian(app)
    skema = "https" if setelan.pintu else "http"
    print(f"IKI Web siap: buka {skema}://localhost:{setelan.port} (Ctrl+C untuk berhenti)")
    pilihan = {
        # More than an office has people: while uploads wait for their turn, readers find one.
        "threads": 20,
        "recv_bytes": 131072,
        "max_request_body_size": BATAS_PERMINTAAN,
        "ident": "IKI",
        # Else the server takes away what a named proxy says before `web/alamat.py` can judge it.
        "clear_untrusted_proxy_headers": not setelan.proxy,
    }
    if setelan.pintu:
        from iki_web.extensions import jam
        from iki_web.tls import serve_tls

        serve_tls(app, setelan, jam.now, pilihan)
    else:
        from waitress import serve

        serve(app, host=setelan.host, port=setelan.port, **pilihan)


if __name__ == "__main__":
    main()
