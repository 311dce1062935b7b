"""Apps for tests: what does not differ between them is worked out once, and one serves many."""

from collections import defaultdict
from types import CodeType
from typing import Any, NamedTuple

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

from iki_web import create_app
from iki_web.config import flask_config, load_setelan
from iki_web.extensions import db, init_migrate, jam
from iki_web.storage import BerkasJangkar, Simpanan
from iki_web.web.alamat import Perantara
from iki_web.web.catatan import Denyut
from iki_web.web.sesi import Giliran
from tests.pendukung.klien import KlienUji


def tutup(app: Flask) -> None:
    """Give every connection of an app back, so that nothing is left open after a test."""
    with app.app_context():
        for mesin in db.engines.values():
            mesin.dispose()


class _Ingatan(BytecodeCache):
    """Compiled templates, kept for the run as they are: compiling anew per test costs 80 ms."""

    def __init__(self) -> None:
        self._isi: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same source."""
        bucket.code = self._isi.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        assert bucket.code is not None
        self._isi[bucket.key, bucket.checksum] = bucket.code


_INGATAN = _Ingatan()


_SUSUN_RUTE = Rule.compile
_RUTE: dict[str, Rule] = {}


def _ingat_rute(rute: Rule) -> None:
    """Take over what a route's address was once worked out to: 150 of them cost 50 ms per app."""
    asal = _RUTE.get(rute.rule)
    if asal is None:
        _SUSUN_RUTE(rute)
        _RUTE[rute.rule] = rute
        return
    rute._parts, rute._trace, rute._converters = asal._parts, asal._trace, asal._converters
    rute.arguments |= asal.arguments
    for nama in ("_build", "_build_unknown"):
        setattr(rute, nama, getattr(asal, nama).__func__.__get__(rute))


_MESIN: dict[str, Engine] = {}


def _ingat_sql(mesin: Engine) -> None:
    """Share the SQL compiled from statements with every app of the run: 30 ms per test.

    What is compiled belongs to a dialect, so the first engine's serves all of them.
    """
    asal = _MESIN.setdefault(mesin.dialect.name, mesin)
    mesin.dialect = mesin.pool._dialect = asal.dialect
    mesin._compiled_cache = asal._compiled_cache


def buat_app(lingkungan: dict[str, str], **tambahan: Any) -> Flask:
    """Return an app for tests on an instance."""
    with pytest.MonkeyPatch.context() as tambal:
        tambal.setattr(Flask, "jinja_options", {"bytecode_cache": _INGATAN})
        tambal.setattr(Rule, "compile", _ingat_rute)
        app = create_app(lingkungan, TESTING=True, **tambahan)
    with app.app_context():
        _ingat_sql(db.engine)
    init_migrate(app)
    return app


class Siaga(NamedTuple):
    """An app nobody uses just now, and its settings and extensions as they were at first."""

    app: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]


_SIAGA: list[Siaga] = []


def pinjam_app(lingkungan: dict[str, str]) -> tuple[Siaga, Any]:
    """Lend an app on an instance, one that has served before if there is one; and its picture."""
    if _SIAGA:
        satu = _SIAGA.pop()
        _pindahkan(satu, lingkungan)
    else:
        app = buat_app(lingkungan)
        app.test_client_class = KlienUji
        satu = Siaga(app, dict(app.config), dict(app.extensions))
    return satu, _gambar_app(satu.app)


def terima_app(satu: Siaga, gambar: Any) -> None:
    """Take an app back; it is lent again only if nothing was hung on it or may still run in it."""
    tutup(satu.app)
    latar = satu.app.extensions.get("iki_latar")
    if (latar is None or latar._utas is None) and _gambar_app(satu.app) == gambar:
        _SIAGA.append(satu)


def _pindahkan(satu: Siaga, lingkungan: dict[str, str]) -> None:
    """Let an app serve another instance as `create_app` begins it, remembering nothing."""
    app, setelan = satu.app, load_setelan(lingkungan)
    app.instance_path = str(setelan.instance)
    app.config.clear()
    app.config.update(satu.config | flask_config(setelan))
    app.extensions.clear()
    app.extensions.update(satu.extensions)
    app.extensions["iki_simpanan"] = Simpanan(setelan.bukti)
    app.extensions["iki_jangkar"] = BerkasJangkar(setelan.jangkar, setelan.jangkar_lain)
    kini = jam.now()
    app.extensions["iki_denyut"] = Denyut(kini, kini)
    app.wsgi_app = Perantara(Giliran(Flask.wsgi_app.__get__(app)), setelan.proxy)
    app._got_first_request = False
    del app.extensions["sqlalchemy"]
    db.init_app(app)
    for semua in (app.teardown_appcontext_funcs, app.shell_context_processors):
        semua.pop()  # it was there already
    with app.app_context():
        _ingat_sql(db.engine)


#: Given anew each time, or made when it is first asked for.
_BERUBAH = {"config", "extensions", "_got_first_request", "logger"}


def _gambar_app(app: Flask) -> Any:
    """Return what hangs on an app: hooks, views, routes, and what its templates know."""
    env = app.jinja_env
    isi = {n: v for n, v in vars(app).items() if n not in _BERUBAH}
    return _gambar([isi, list(app.url_map.iter_rules()), env.globals, env.filters, env.tests])


def _gambar(isi: Any) -> Any:
    """Return containers as they are now; a handler that is looked for leaves empty ones behind."""
    if type(isi) in (dict, defaultdict):  # not the settings, which templates know too
        dalam = {nama: _gambar(satu) for nama, satu in isi.items()}
        return {nama: satu for nama, satu in dalam.items() if satu not in ({}, [])}
    return [_gambar(satu) for satu in isi] if isinstance(isi, list) else isi
