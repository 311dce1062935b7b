"""Whether the app and its database answer, for a machine that watches."""

from flask import Blueprint, Response, jsonify

from iki_web.queries.sehat import count_kantor
from iki_web.web.access import public

bp = Blueprint("sehat", __name__)


@bp.get("/sehat")
@public(reason="a watching machine has no account; it learns only that we answer")
def index() -> Response:
    """Answer 200 with one word once the database answers."""
    count_kantor()
    return jsonify(status="sehat")
