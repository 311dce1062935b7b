"""Compiled templates, kept beside compiled Python: a start compiles only what has changed."""

import hashlib
from contextlib import suppress
from pathlib import Path

from flask import Flask
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from iki_web.config import AKAR

#: Code, so it lies where Python keeps its own: never in the instance, which backups bring back.
FOLDER = AKAR / "iki_web" / "__pycache__" / "templat"


class Simpanan(FileSystemBytecodeCache):
    """Keeps what Jinja compiles; a full or read-only disk costs time, never a page."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read one template's code; what cannot be read is compiled anew."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # half a file fails in as many ways as there are bytes
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write one template's code, where there is room for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_templat(app: Flask, pengaturan: Path) -> None:
    """Let an app keep its compiled templates, unless it keeps them elsewhere already.

    Jinja knows a kept template by its source; `pengaturan` is the file that says how sources are
    compiled, and what was compiled by another one is thrown away.
    """
    if app.jinja_env.bytecode_cache is not None:
        return
    sidik = hashlib.sha256(pengaturan.read_bytes()).hexdigest()[:12]
    with suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for lama in FOLDER.glob("*.bin"):
            if not lama.name.startswith(sidik):
                lama.unlink(missing_ok=True)
        app.jinja_env.bytecode_cache = Simpanan(str(FOLDER), f"{sidik}-%s.bin")
