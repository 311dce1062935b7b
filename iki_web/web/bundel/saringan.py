"""What an address beside the recap asks for: a period and a position, each at most once."""

from flask import request

from iki_web.queries.rekap import Saringan, find_saringan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku


def read_saringan(pelaku: Pelaku, tahun: int) -> Saringan:
    """Return the filters; raises TidakTerlihat for what is not there or not the viewer's to read.

    A filter left empty, as a form sends it, is none.
    """
    pilih: list[str | None] = []
    for nama in ("periode", "jabatan"):
        nilai = request.args.getlist(nama)
        if len(nilai) > 1:
            raise TidakTerlihat("Saringan pada alamat ini tertulis dua kali.")
        pilih.append(nilai[0] or None if nilai else None)
    return find_saringan(pelaku, tahun, *pilih)
