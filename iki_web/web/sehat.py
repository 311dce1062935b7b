"""Health: one word for a machine that watches, and the lines the pengelola's rooms show."""

import platform
import time
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, make_response, request

from iki_web.config import VERSI
from iki_web.extensions import jam
from iki_web.queries.sehat import find_database, get_isi
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.sehat import Bahan, Butir, Disk, Keadaan, Proses, classify_ruang, list_butir
from iki_web.storage.catatan import find_hilang
from iki_web.storage.ruang import Ruang, find_ruang
from iki_web.web.access import public
from iki_web.web.catatan import get_denyut

bp = Blueprint("sehat", __name__)

#: Beranda asks at most this often: its other lines are about work.
_JEDA = timedelta(minutes=1)


@bp.get("/sehat")
@public(reason="a watching machine has no account; it learns one word")
def index() -> Response:
    """Answer 200 while work can be done, 503 with the one word of why it cannot (soon)."""
    sebab = _find_sebab()
    if sebab:
        return make_response(jsonify(status="sakit", sebab=sebab), 503)
    return jsonify(status="sehat")


def _find_sebab() -> str:
    if not find_database():
        return "database"
    ruang = [satu for _, satu in _list_ruang()]
    if None in ruang:
        return "penyimpanan"
    penuh = any(classify_ruang(r.total, r.bebas) is Keadaan.MASALAH for r in ruang if r)
    return "ruang" if penuh else ""


def _list_ruang() -> list[tuple[str, Ruang | None]]:
    setelan = current_app.config["IKI"]
    folder: list[tuple[str, Path]] = [("Data", setelan.instance), ("Bukti", setelan.bukti)]
    return [(nama, find_ruang(satu)) for nama, satu in folder]


def list_kesehatan(pelaku: Pelaku) -> list[Butir]:
    """Return every line of health, what needs somebody first."""
    denyut = get_denyut()
    return list_butir(
        Bahan(
            kini=jam.now(),
            proses=Proses(
                mulai=denyut.mulai,
                mundur=denyut.mundur,
                galat=denyut.jumlah_galat,
                lambat=denyut.list_lambat(),
                catatan=find_hilang(),
                aman=current_app.config["IKI"].tls or request.is_secure,
                versi=VERSI,
                python=platform.python_version(),
                zona=time.strftime("%Z (UTC%z)"),
            ),
            isi=get_isi(pelaku),
            disk=[Disk(nama, (r.total, r.bebas) if r else None) for nama, r in _list_ruang()],
            jangkar=sorted(map(str, current_app.extensions["iki_jangkar"].gagal)),
        )
    )


def list_masalah(pelaku: Pelaku) -> tuple[Butir, ...]:
    """Return what is wrong now, read anew at most once a minute."""
    kini = jam.now()
    ingat = current_app.extensions.get("iki_masalah")
    if ingat is None or abs(kini - ingat[0]) > _JEDA:
        semua = list_kesehatan(pelaku)
        ingat = (kini, tuple(satu for satu in semua if satu.keadaan is Keadaan.MASALAH))
        current_app.extensions["iki_masalah"] = ingat
    masalah: tuple[Butir, ...] = ingat[1]
    return masalah
