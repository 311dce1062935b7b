"""Commands for the operator: each parses, calls one action, and says what happened."""

import os

from flask import Flask

from iki_web.cli import cadangan, kantor, periksa, siapkan  # noqa: F401 - they hang themselves in
from iki_web.cli.bagian import hold_instance, iki
from iki_web.cli.siapkan import prepare
from iki_web.extensions import init_migrate

__all__ = ["hold_instance", "init_cli", "prepare"]


def init_cli(app: Flask) -> None:
    """Register the commands, for a `flask` command also those of the migrations."""
    app.cli.add_command(iki)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        init_migrate(app)
