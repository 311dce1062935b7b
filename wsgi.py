"""The app for a server; `python wsgi.py` prepares the instance and serves it."""

import gc

# What a start makes lives as long as the process: looking through it for garbage again and again
# costs a fifth of the start, and later a pause now and then.
gc.disable()

from iki_web import create_app  # noqa: E402

app = create_app()
gc.freeze()
gc.enable()


def main() -> None:
    """Prepare the instance and serve it with waitress."""
    from waitress import serve

    from iki_web.cli import prepare
    from iki_web.config import BATAS_PERMINTAAN

    setelan = app.config["IKI"]
    with app.app_context():
        for kalimat in prepare():
            print(kalimat)
    print(f"IKI Web siap: buka http://localhost:{setelan.port} (Ctrl+C untuk berhenti)")
    serve(
        app,
        host=setelan.host,
        port=setelan.port,
        threads=16,
        recv_bytes=131072,
        max_request_body_size=BATAS_PERMINTAAN,
        ident="IKI",
    )


if __name__ == "__main__":
    main()
