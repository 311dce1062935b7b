"""A phone for tests: switches the second step on for a person, and tells the code of an instant."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from pyotp import TOTP

from iki_web.actions.dua_langkah import create_rahasia, open_dua_langkah
from iki_web.extensions import jam
from tests.pendukung.orang import buat_pelaku


@dataclass
class Ponsel:
    """The secret as the phone holds it, and the recovery codes as they were printed."""

    rahasia: str
    pemulihan: tuple[str, ...] = ()

    def kode(self, geser: int = 0) -> str:
        """Return the code of now, or of a step of 30 seconds before or after."""
        return TOTP(self.rahasia).at(jam.now() + timedelta(seconds=30 * geser))


def nyalakan(app: Flask, nama: str, sesi_id: int = 0) -> Ponsel:
    """Switch the second step on for a person, by the code of the step before now."""
    pelaku = buat_pelaku(app, nama)
    with app.app_context():
        rahasia, segel = create_rahasia(pelaku)
        ponsel = Ponsel(rahasia)
        ponsel.pemulihan = open_dua_langkah(pelaku, sesi_id, segel, ponsel.kode(-1))
    return ponsel
