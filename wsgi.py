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
    """Prepare the instance and serve it with waitress, as the only server it has."""
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
    """Answer until Ctrl+C."""
    from waitress import serve

    from iki_web.config import BATAS_PERMINTAAN

    setelan = app.config["IKI"]
    print(f"IKI Web siap: buka http://localhost:{setelan.port} (Ctrl+C untuk berhenti)")
    serve(
        app,
        host=setelan.host,
        port=setelan.port,
        # More than an office has people: while uploads wait for their turn, readers find one.
        threads=20,
        recv_bytes=131072,
        max_request_body_size=BATAS_PERMINTAAN,
        ident="IKI",
        # Else the server takes away what a named proxy says before `web/alamat.py` can judge it.
        clear_untrusted_proxy_headers=not setelan.proxy,
    )


if __name__ == "__main__":
    main()
