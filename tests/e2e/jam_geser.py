"""The app on a clock a test moves: `python -m tests.e2e.jam_geser wsgi|flask ...`."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from iki_web.extensions import jam

#: Names the file that holds by how many seconds to shift the clock.
GESER = "UJI_JAM_GESER"


def tulis(berkas: Path, saat: datetime) -> None:
    """Have it be this instant now."""
    selisih = (saat - datetime.now(UTC)).total_seconds()
    baru = berkas.with_suffix(".baru")
    baru.write_text(str(selisih), encoding="ascii")
    # Whole or not at all: the app reads it at any moment.
    baru.replace(berkas)


def pasang(berkas: Path) -> None:
    """Have this process live on the clock of the file."""

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(berkas.read_text("ascii")))

    setattr(jam, "now", now)  # noqa: B010


def main() -> None:
    """Move the clock, then do what was asked for."""
    pasang(Path(os.environ[GESER]))
    apa, *sisa = sys.argv[1:]
    if apa == "flask":
        from flask.cli import main as perintah

        sys.argv = ["flask", *sisa]
        perintah()
    else:
        from wsgi import main as sajikan

        sajikan()


if __name__ == "__main__":
    main()
