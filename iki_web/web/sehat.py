"""Whether the app, its database and its store answer, for a machine that watches."""

from flask import Blueprint, Response, current_app, jsonify, make_response

from iki_web.queries.sehat import find_database
from iki_web.rules.sehat import Keadaan, classify_ruang
from iki_web.storage.ruang import find_ruang
from iki_web.web.access import public

bp = Blueprint("sehat", __name__)


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
    setelan = current_app.config["IKI"]
    ruang = [find_ruang(folder) for folder in (setelan.instance, setelan.bukti)]
    if None in ruang:
        return "penyimpanan"
    penuh = any(classify_ruang(satu.total, satu.bebas) is Keadaan.MASALAH for satu in ruang if satu)
    return "ruang" if penuh else ""
