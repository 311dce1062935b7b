"""Watches what an app commits: which tables each request has really written to."""

import re
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from iki_web.extensions import db

_TULIS = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)


class Pantau:
    """Listens at the engine: what was rolled back does not count."""

    def __init__(self, app: Flask) -> None:
        self._jalan: dict[int, set[str]] = {}
        self._tertulis: set[str] = set()
        with app.app_context():
            mesin = db.engine
        event.listen(mesin, "before_cursor_execute", self._pernyataan)
        event.listen(mesin, "commit", self._commit)
        event.listen(mesin, "rollback", self._rollback)

    def _pernyataan(self, koneksi: sa.Connection, _kursor: Any, sql: str, *_lain: Any) -> None:
        cocok = _TULIS.match(sql)
        if cocok:
            self._jalan.setdefault(id(koneksi), set()).add(cocok[1].lower())

    def _commit(self, koneksi: sa.Connection) -> None:
        self._tertulis |= self._jalan.pop(id(koneksi), set())

    def _rollback(self, koneksi: sa.Connection) -> None:
        self._jalan.pop(id(koneksi), None)

    def ambil(self) -> set[str]:
        """Return the tables written to since the last call."""
        hasil, self._tertulis = self._tertulis, set()
        return hasil
