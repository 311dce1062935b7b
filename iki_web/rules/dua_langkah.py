"""Codes of the second step: which 30 seconds a code belongs to, how codes are typed and shown."""

import hmac
from datetime import datetime

#: Seconds a code stands, and how many steps the clock of a phone may be off.
LANGKAH, GESER = 30, 1
#: Recovery codes of a person, and their letters: none that looks like another.
JUMLAH_PEMULIHAN, PANJANG_PEMULIHAN = 10, 12
HURUF = "abcdefghjkmnpqrstuvwxyz23456789"


def compute_langkah(kini: datetime) -> int:
    """Return the number of the step of 30 seconds an instant lies in."""
    return int(kini.timestamp()) // LANGKAH


def find_langkah(rahasia: str, kode: str, kini: datetime) -> int | None:
    """Return the step whose code this is, near now; None for any other code.

    Every step is compared whatever the one before has said: the answer takes the same time.
    """
    from pyotp import HOTP

    # What TOTP is: HOTP counted in steps of time (RFC 6238).
    hotp, tengah = HOTP(rahasia), compute_langkah(kini)
    semua = range(tengah - GESER, tengah + GESER + 1)
    cocok = [n for n in semua if hmac.compare_digest(hotp.at(n).encode(), kode.encode())]
    return max(cocok, default=None)


def take_kode(ketik: str) -> str:
    """Return a code as it was meant: without blanks and dashes, in small letters."""
    return "".join(huruf for huruf in ketik[:100].lower() if huruf.isalnum())


def format_kelompok(teks: str, panjang: int = 4, sambung: str = " ") -> str:
    """Return a long code in groups, to be read and typed."""
    return sambung.join(teks[n : n + panjang] for n in range(0, len(teks), panjang))
