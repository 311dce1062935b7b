"""IKI Web: `create_app` assembles the floors and decides nothing itself."""

import stat
from collections.abc import Mapping
from typing import Any

from flask import Flask

from iki_web import models  # noqa: F401 - the tables must be known before migrations compare them
from iki_web.config import AKAR, finish_pulihan, flask_config, fsync_folder, load_setelan
from iki_web.extensions import close_baca, csrf, init_basis, login
from iki_web.storage import BerkasJangkar, Simpanan


def create_app(lingkungan: Mapping[str, str] | None = None, **tambahan: Any) -> Flask:
    """Return the app for the instance the environment names; `tambahan` overrides the config."""
    setelan = load_setelan(lingkungan)
    # Only the account that runs the app may look inside: entries, evidence, secrets.
    if not setelan.instance.exists():
        setelan.instance.mkdir(parents=True, exist_ok=True)
        fsync_folder(setelan.instance.parent)
    if stat.S_IMODE(setelan.instance.stat().st_mode) != 0o700:
        setelan.instance.chmod(0o700)
    finish_pulihan(setelan.instance)
    app = Flask(
        __name__,
        root_path=str(AKAR / "iki_web"),
        instance_path=str(setelan.instance),
        static_folder=None,
        template_folder=str(AKAR / "templates"),
    )
    app.config.update(flask_config(setelan))
    app.config.update(tambahan)
    app.url_map.strict_slashes = False
    # Registered first, so it runs last: a session that joined it is gone by then.
    app.teardown_appcontext(close_baca)
    init_basis(app)
    csrf.init_app(app)
    login.init_app(app)
    app.extensions["iki_simpanan"] = Simpanan(setelan.bukti)
    app.extensions["iki_jangkar"] = BerkasJangkar(setelan.jangkar, setelan.jangkar_lain)
    _init_web(app)
    return app


def _init_web(app: Flask) -> None:
    """Hang the rooms, the errors and the renderer; the seal comes last."""
    from iki_web import cli
    from iki_web.web import BLUEPRINT
    from iki_web.web.access import Nomor, Rute, seal
    from iki_web.web.aset import init_aset
    from iki_web.web.catatan import init_catatan
    from iki_web.web.errors import init_errors
    from iki_web.web.render import init_render
    from iki_web.web.sesi import init_sesi

    app.url_map.converters["int"] = Nomor
    app.url_rule_class = Rute
    for cetak_biru in BLUEPRINT:
        app.register_blueprint(cetak_biru)
    # First, so that what it measures holds the others'.
    init_catatan(app)
    init_aset(app)
    init_render(app)
    init_errors(app)
    init_sesi(app)
    cli.init_cli(app)
    seal(app)
