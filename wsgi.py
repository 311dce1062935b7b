"""The app for a server; `python wsgi.py` prepares the instance and serves it."""

import ctypes
import gc
import sys
from contextlib import suppress

# What a start makes lives as long as the process: looking through it for garbage again and again
# costs a fifth of the start, and later a pause now and then.
gc.disable()

from iki_web import create_app  # noqa: E402

app = create_app()
gc.freeze()
gc.enable()

_M_MMAP_THRESHOLD = -3


def _return_memory() -> None:
    """Give freed uploads back at once: glibc keeps them in an arena per thread (50 MB in all)."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 256 * 1024)


def main() -> None:
    """Prepare the instance and serve it with waitress, if so set behind the door of TLS."""
    from iki_web.cli import prepare
    from iki_web.config import BATAS_PERMINTAAN

    _return_memory()
    setelan = app.config["IKI"]
    with app.app_context():
        for kalimat in prepare():
            print(kalimat)
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
