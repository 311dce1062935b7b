"""A client that sends every request from outside, and the CSRF token its forms would carry."""

import contextvars
import secrets
from collections.abc import MutableMapping
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

_AMAN = ("GET", "HEAD", "OPTIONS")


class KlienUji(FlaskClient):
    """As a browser: no context of the test leaks in, and forms carry their token.

    `csrf=False` sends a request without the token.
    """

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Send one request in a context of its own; the answer is read whole and closed."""
        kwargs.setdefault("buffered", True)
        if csrf and kwargs.get("method", "GET") not in _AMAN:
            isi = kwargs.get("data")
            if isi is None:
                isi = kwargs["data"] = {}
            if isinstance(isi, MutableMapping) and "csrf_token" not in isi:
                kwargs["data"] = {**isi, "csrf_token": self.token()}
        # Read to the end, as a browser does, so that a file being sent is closed.
        kwargs.setdefault("buffered", True)
        return contextvars.Context().run(super().open, *args, **kwargs)

    def token(self) -> str:
        """Return a token that belongs to this client's session, as a form on a page has it."""
        with self.session_transaction() as sesi:
            mentah = sesi.setdefault("csrf_token", secrets.token_hex(20))
        kunci = self.application.secret_key
        assert isinstance(kunci, str)
        hasil = URLSafeTimedSerializer(kunci, salt="wtf-csrf-token").dumps(mentah)
        return hasil if isinstance(hasil, str) else hasil.decode()
