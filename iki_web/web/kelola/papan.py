"""The board: position by period, states in words and no values."""

from flask import Response, request, url_for

from iki_web.queries.papan import Papan, find_papan
from iki_web.queries.periode import find_sisa
from iki_web.web.access import allow, get_pelaku, pengelola
from iki_web.web.kelola.bagian import bp, list_bagian
from iki_web.web.render import page


@bp.get("/kelola")
@allow(pengelola)
def index() -> Response:
    """Show the board of a period, or of a year."""
    pelaku = get_pelaku()
    papan = find_papan(pelaku, request.args.get("periode") or None)
    return page(
        "kelola/index.html",
        ruang=list_bagian(),
        papan=papan,
        pilihan=_list_pilihan(papan) if papan else [],
        sisa=find_sisa(pelaku, papan.periode) if papan and papan.periode else None,
    )


def _list_pilihan(papan: Papan) -> list[dict[str, object]]:
    """Return the switcher of periods: the whole year first, then each period in it."""

    def url(kode: object) -> str:
        return url_for("kelola.index", periode=kode)

    setahun = {
        "teks": "Setahun",
        "url": url(papan.tahun),
        "aktif": papan.periode is None,
    }
    return [
        setahun,
        *(
            {"teks": p.kode.singkat, "url": url(p.kode.kode), "aktif": p == papan.periode}
            for p in papan.pilihan
            # The year as a period has its column in the year's board.
            if p.kode.kode != str(papan.tahun)
        ),
    ]
