"""The clock of a test: it stands still until the test moves it."""

from datetime import UTC, datetime, timedelta

from iki_web.rules.periode import WIB

#: Friday of the second week after the first quarter of 2026, 09.00 WIB.
AWAL = datetime(2026, 4, 10, 9, 0, tzinfo=WIB)


class JamUji:
    """Stands at one instant; `set` and `maju` move it."""

    def __init__(self, saat: datetime = AWAL) -> None:
        self.set(saat)

    def set(self, saat: datetime) -> None:
        """Move to an aware instant, forth or back."""
        assert saat.tzinfo is not None, "an instant needs a zone"
        self._saat = saat.astimezone(UTC)

    def maju(self, selang: timedelta) -> None:
        """Move forth."""
        self._saat += selang

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return self._saat
