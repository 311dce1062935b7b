"""What backups know of the trail: the line each of them ended with, outside the database."""

from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from iki_web.actions.cadangan.berkas import find_instance
from iki_web.actions.instance import find_sistem
from iki_web.queries.cadangan import find_folder
from iki_web.queries.periksa import Sumber
from iki_web.rules.galat import Galat
from iki_web.rules.jejak import Jangkar
from iki_web.storage.cadangan import list_berkas, read_arsip


def list_sumber() -> list[Sumber]:
    """Return the anchors in the manifests of this instance's own backups, for a check of it.

    Where the database does not say where they are, the check itself has more to tell.
    """
    instance, sidik = find_instance()
    hasil: list[Jangkar] = []
    with suppress(SQLAlchemyError):
        sistem = find_sistem()
        if sistem is not None:
            folder = find_folder(sistem, instance)
            for nama in list_berkas(folder):
                with suppress(Galat, OSError):  # a torn backup is told where backups are listed
                    manifes = read_arsip(folder / nama)
                    if manifes.instance == sidik:
                        hasil.append(Jangkar(manifes.waktu, manifes.seq, manifes.mac))
    return [Sumber("cadangan", hasil)]
