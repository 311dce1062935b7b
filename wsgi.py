"""The app for a server; `python wsgi.py` prepares the instance and serves it."""

import ctypes
import gc
import sys
from contextlib import suppress

# What a start makes lives as long as the process: looking through it for garbage again and again
# costs a fifth of the start, and later a pause now and then.
gc.disable()

from iki_web import create_app  # noqa: E402
from iki_web.rules.galat import Galat  # noqa: E402

try:
    app = create_app()
except OSError as galat:
    sys.exit(
        f"Folder data tidak dapat disiapkan: {galat}. Pastikan disknya tidak penuh dan tidak "
        "hanya-baca, dan akun ini boleh menulis di sana, lalu jalankan lagi."
    )
except Galat as galat:
    sys.exit(galat.kalimat)
gc.freeze()
gc.enable()

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8


def _return_memory() -> None:
    """Give freed uploads back at once: glibc keeps them in an arena per thread (50 MB in all).

    And let the threads, of which one works at a time, share two: what one frees another uses.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            pustaka = ctypes.CDLL(None)
            pustaka.mallopt(_M_MMAP_THRESHOLD, 256 * 1024)
            pustaka.mallopt(_M_ARENA_MAX, 2)


def main() -> None:
    """Prepare the instance and serve it, as the only server it has."""
    from iki_web.cli import hold_instance, prepare
    from iki_web.peladen import serve

    _return_memory()
    try:
        with hold_instance(app.config["IKI"]):
            with app.app_context():
                for kalimat in prepare():
                    print(kalimat)
            serve(app)
    except Galat as galat:
        sys.exit(galat.kalimat)


if __name__ == "__main__":
    main()
